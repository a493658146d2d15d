"""Two cases that differ in nothing but how severe they are.

What limits the two have is judged in `anomalies`.
"""

from collections.abc import Mapping

from slapolicy.analysis.cases import Cases
from slapolicy.analysis.prevailing import of_limit_alone
from slapolicy.analysis.regions import Domain, hull, moved, variables_of
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.variables import Variable
from slapolicy.contract.policy import Subject, Target, Value
from slapolicy.values import frozen

Sample = Mapping[Variable, Value]
_THE_SAME = ("plan", "addon", "parameter", "opened_on")
"""What both cases have alike even where a severity depends on it."""


@frozen
class Limited:
    """A limit, as it stands for one severity."""

    level: int
    name: str
    target: Target


class Alike:
    """Looks for two cases that are alike in all on which no severity depends."""

    def __init__(self, told: Cases) -> None:
        self._told = told
        self._count = len(told.variables)
        self._places = {each: each + self._count for each in self._free()}

    def _free(self) -> set[int]:
        told = self._told
        found: set[int] = set()
        for name in dict.fromkeys(each.name for each in told.policy.severities):
            try:
                found |= {*variables_of(told.of_severity(name))}
            except TooMany:
                continue  # no case of it is found anyhow
        return {each for each in found if not self._is_the_same(each)}

    def _is_the_same(self, number: int) -> bool:
        variable = self._told.variables[number]
        return isinstance(variable, Subject) and variable.kind in _THE_SAME

    def may_meet(self, one: Limited, other: Limited) -> bool:
        """Whether nothing that is seen at once keeps the two limits apart."""
        mine, theirs = self._shared(one), self._shared(other)
        if mine is None or theirs is None:
            return False
        return all(bits & theirs.get(each, bits) for each, bits in mine.items())

    def _shared(self, of: Limited) -> Domain | None:
        around = hull(self._told.of(of.target))
        if around is None:
            return None
        return {n: bits for n, bits in around.items() if n not in self._places}

    def both(self, one: Limited, other: Limited) -> tuple[Sample, Sample] | None:
        """Give two cases, alike but in how severe they are, of which each has a limit.

        Raises:
            TooMany: if that cannot be told.
        """
        told = self._told
        theirs = of_limit_alone(told, other.target, other.name)
        found = told.find(
            *of_limit_alone(told, one.target, one.name),
            *(moved(region, self._places) for region in theirs),
        )
        if found is None:
            return None
        first = {n: bits for n, bits in found.items() if n < self._count}
        second = {n: bits for n, bits in first.items() if n not in self._places}
        second |= {n - self._count: b for n, b in found.items() if n >= self._count}
        return told.sample(first), told.sample(second)
