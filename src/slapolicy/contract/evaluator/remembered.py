"""What follows from the values of a few subjects alone is worked out once for each set.

So a decision among ten thousand rules costs little more than one among ten. It is kept
as long as the policy, for no more than `MOST` sets of values of each group of rules.
"""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from slapolicy.contract.evaluator.conditions import subjects_of
from slapolicy.contract.evaluator.judge import Moment
from slapolicy.contract.policy import Policy, Rule, Value

MOST = 4096
Found = TypeVar("Found")


class Remembered(Generic[Found]):
    """What some rules come to, by the values of all that their conditions ask about."""

    def __init__(self, policy: Policy, rules: Iterable[Rule]) -> None:
        conditions = (each for rule in rules for each in (rule.on, rule.condition))
        self._subjects = subjects_of(policy, conditions)
        self._known: dict[tuple[Value | None, ...], Found] = {}

    def told(self, moment: Moment, work: Callable[[Moment], Found]) -> Found:
        """Give what `work` gives, which must rest on these rules at a moment alone.

        Where a condition asks for more than values (runs, clocks), it is asked anew.
        """
        if self._subjects is None:
            return work(moment)
        values = tuple([moment.value(each) for each in self._subjects])
        found = self._known.get(values)
        if found is None:
            if len(self._known) >= MOST:
                self._known.clear()
            found = self._known[values] = work(moment)
        return found
