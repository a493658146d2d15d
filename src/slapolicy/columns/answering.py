"""From a row to what came of it: a decision as of one instant, or findings."""

from collections.abc import Callable, Sequence
from datetime import datetime

from attrs import frozen

from slapolicy.columns.answered import Answered
from slapolicy.columns.form import COLUMNS, Asked, Column, chosen
from slapolicy.contract.case import Case, CaseError
from slapolicy.contract.now import now
from slapolicy.contract.policy import Policy
from slapolicy.contract.stamp import stamp
from slapolicy.worktime import from_datetime, to_datetime


@frozen
class Answering:
    """What all rows are answered by: a policy, an instant, and how strictly.

    `columns` are those that come out.
    """

    policy: Policy
    asked: Asked
    lenient: bool
    columns: tuple[Column, ...] = COLUMNS

    def answer(
        self, row: int, read: Callable[..., Case], id_of: Callable[[], str | None]
    ) -> Answered:
        """Answer what `read` makes of a row; never fails.

        `read` is given the policy, and `lenient`; `id_of` is asked for the id of what
        cannot be read.
        """
        try:
            case = read(self.policy, lenient=self.lenient)
        except CaseError as error:
            found = error.findings
            return Answered(row=row, id=id_of(), decision=None, findings=found)
        decision = self.policy.evaluate(case, self.asked.at)
        found = case.findings
        return Answered(row=row, id=case.id, decision=decision, findings=found)


def answering(
    policy: Policy,
    at: datetime | None,
    *,
    lenient: bool,
    columns: Sequence[str] | None = None,
) -> Answering:
    """Give what answers rows as of an instant (aware; None: now).

    Raises:
        TypeError: `columns` is one name.
        ValueError: if `at` is naive or outside 1970 to 2200; a column is not known.
    """
    wanted = chosen(columns)
    instant = now() if at is None else to_datetime(from_datetime(at))
    agreement = policy.agreement
    asked = Asked(agreement.name, instant, agreement.zone, stamp(policy))
    return Answering(policy, asked, lenient, wanted)
