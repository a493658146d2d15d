"""From a row to what came of it: a decision as of one instant, or findings."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from slapolicy.columns.answered import Answered
from slapolicy.columns.assembling import Assembler
from slapolicy.columns.form import Asked
from slapolicy.contract.case import Case, CaseError
from slapolicy.contract.now import now
from slapolicy.contract.policy import Policy
from slapolicy.contract.stamp import stamp
from slapolicy.worktime import from_datetime, to_datetime


@frozen
class Answering:
    """What all rows are answered by: a policy, an instant, and how strictly."""

    policy: Policy
    asked: Asked
    lenient: bool

    def answer(self, row: int, assembler: Assembler, cells: Sequence[Any]) -> Answered:
        """Answer one row; never fails."""
        return self.answer_case(
            row,
            lambda: assembler.case(cells, lenient=self.lenient),
            lambda: assembler.id_of(cells),
        )

    def answer_case(
        self, row: int, read: Callable[[], Case], name: Callable[[], str | None]
    ) -> Answered:
        """Answer what `read` gives; `name` is asked for if it cannot be read."""
        try:
            case = read()
        except CaseError as error:
            found = error.findings
            return Answered(row=row, id=name(), decision=None, findings=found)
        decision = self.policy.evaluate(case, self.asked.at)
        found = case.findings
        return Answered(row=row, id=case.id, decision=decision, findings=found)


def answering(policy: Policy, at: datetime | None, *, lenient: bool) -> Answering:
    """Give what answers rows as of an instant (aware; None: now).

    Raises:
        ValueError: if `at` is naive or outside 1970 to 2200.
    """
    instant = now() if at is None else to_datetime(from_datetime(at))
    agreement = policy.agreement
    asked = Asked(agreement.name, instant, agreement.zone, stamp(policy))
    return Answering(policy, asked, lenient)
