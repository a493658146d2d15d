"""What an explanation looks at: the decision, and the case once more as it was known.

What is told of a policy alone stands in `names`.
"""

from datetime import datetime
from functools import cached_property

from slapolicy.contract.case import Case
from slapolicy.contract.decision import Decision
from slapolicy.contract.evaluator.judge import Moment
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.explanation.names import Names
from slapolicy.contract.explanation.step import Instant
from slapolicy.contract.policy import Policy
from slapolicy.worktime import from_datetime


class View(Names):
    """A decision with the policy and the case from which it was reached."""

    def __init__(self, decision: Decision, policy: Policy, case: Case) -> None:
        super().__init__(policy)
        self.decision = decision
        self.case = case
        self.at = from_datetime(decision.at)
        self.situation = Situation(policy, record(policy, case, self.at))

    @cached_property
    def moment(self) -> Moment:
        """The moment of the decision, with nothing assumed."""
        return self.situation.bare.moment(self.at)

    def instant(self, at: datetime | int, zone: str | None = None) -> Instant:
        """Give an instant in a zone (that of the agreement, if none is given)."""
        number = at if isinstance(at, int) else from_datetime(at)
        return Instant(number, self.policy.agreement.zone if zone is None else zone)
