"""The cases a policy tells apart: in which of them a condition holds.

How a single question is judged is told in `contract/evaluator/judge`; here its answers
for all values are put together.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from slapolicy.analysis.regions import (
    Against,
    Domain,
    Region,
    among,
    contrary,
    every,
    size_of,
    some,
)
from slapolicy.analysis.search import Searcher, TooMany
from slapolicy.analysis.variables import (
    SEVERITY,
    Variable,
    sized,
    variables,
)
from slapolicy.contract.policy import (
    All,
    Bound,
    ClockIs,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    Policy,
    Rule,
    Subject,
    TermIs,
    Value,
)

_MOST_PARTS = 50_000


class Cases:
    """All cases of a policy, by the values of what its conditions ask."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        found = variables(policy)
        self.variables: tuple[Variable, ...] = tuple(found)
        self.values: tuple[tuple[Value, ...], ...] = tuple(found.values())
        self.wholes = [(1 << len(values)) - 1 for values in self.values]
        self._number = {each: place for place, each in enumerate(self.variables)}
        self._regions: dict[Condition, Region | None] = {}
        self._severities: dict[str, Region] = {}
        self._places: dict[int, dict[Value, int]] = {}
        self._searcher = Searcher()

    def values_of(self, variable: Variable) -> tuple[Value, ...]:
        """Give the values that stand for all that a variable may have."""
        return self.values[self._number[variable]]

    # Where a condition holds

    def where(self, condition: Condition | None) -> Region:
        """Give the cases in which a condition holds.

        Raises:
            TooMany: if it asks about what has too many values, or too many things.
        """
        if condition is None:
            return True
        if condition not in self._regions:
            self._regions[condition] = self._told_or_open(condition)
        region = self._regions[condition]
        if region is None:
            raise TooMany
        return region

    def _told_or_open(self, condition: Condition) -> Region | None:
        try:
            region = self._where(condition)
        except TooMany:
            return None
        return region if size_of(region) <= _MOST_PARTS else None

    def _where(self, condition: Condition) -> Region:
        match condition:
            case All(parts):
                return every(map(self.where, parts))
            case Either(parts):
                return some(map(self.where, parts))
            case TermIs(term, wanted):
                means = self.where(self.policy.terms[term].means)
                return means if wanted else contrary(means)
            case Is(subject, values, negated) if subject.kind == "addon":
                held = some(self._held(str(value)) for value in values)
                return contrary(held) if negated else held
            case ClockIs(clock, states, negated):
                number = self._number[ClockIs(clock, states)]
                return among(number, 2 if negated else 1, self.wholes[number])
            case Is(subject, values, negated):
                number = self._told(subject)
                places = self._placed(number)
                bits = sum(1 << places[each] for each in {*values} & places.keys())
                found = among(number, bits, self.wholes[number])
                return contrary(found) if negated else found
            case Lasted():
                return self._compared(sized(condition))
            case _:
                return self._compared(condition)

    def _held(self, addon: str) -> Region:
        """Give the cases with an add-on: it is bought, on a plan that allows it."""
        number = self._number[Subject("addon", addon)]
        held = among(number, 1, self.wholes[number])
        plans = self.policy.addons[addon].plans
        return every((held, self.where(Is(Subject("plan"), plans)))) if plans else held

    def _told(self, subject: Subject) -> int:
        number = self._number[subject]
        if not self.values[number]:
            raise TooMany
        return number

    def _placed(self, number: int) -> dict[Value, int]:
        if number not in self._places:
            values = self.values[number]
            self._places[number] = {each: n for n, each in enumerate(values)}
        return self._places[number]

    def _compared(self, atom: Bound | Dated) -> Region:
        how = atom.bound if isinstance(atom, Bound) else atom.order
        number = self._told(atom.subject)
        values, whole = self.values[number], self.wholes[number]
        if not isinstance(atom.limit, Subject):
            return among(number, _standing(values, how, atom.limit), whole)
        other = self._told(atom.limit)
        if other == number:
            return how in ("at least", "at most", "on or before", "on or after")
        turned = _TURNED[how]
        rows = tuple(_standing(self.values[other], turned, each) for each in values)
        return Against(number, other, rows, whole, self.wholes[other])

    # Where a rule applies

    def of(self, rule: Rule) -> Region:
        """Give the cases in which a rule's own conditions hold, of any severity.

        Raises:
            TooMany: if it asks about what has too many values.
        """
        return every((self.where(rule.on), self.where(rule.when)))

    def of_severity(self, name: str) -> Region:
        """Give the cases that have a severity, and none that prevails over it.

        Every case may have one that somebody sets.

        Raises:
            TooMany: if it asks about what has too many values.
        """
        if name not in self._severities:
            rules = self.policy.severities
            found = some(
                every(
                    (
                        self.of(rule),
                        *(
                            contrary(self.of(other))
                            for other in rules
                            if rule.clause in other.despite
                        ),
                    )
                )
                for rule in rules
                if rule.name == name
            )
            number = self._number.get(SEVERITY)
            if number is not None:
                bit = 1 << self._placed(number)[name]
                found = every((found, among(number, bit, self.wholes[number])))
            self._severities[name] = found
        return self._severities[name]

    def find(self, *inside: Region, outside: Sequence[Region] = ()) -> Domain | None:
        """Give cases that lie in all the regions `inside`, and in none `outside`.

        Raises:
            TooMany: if the search takes too long.
        """
        return self._searcher.find([*inside, *map(contrary, outside)])

    def sample(self, domain: Domain) -> dict[Variable, Value]:
        """Give one case of a domain: the first value of each variable that it names."""
        return {
            self.variables[number]: self.values[number][(bits & -bits).bit_length() - 1]
            for number, bits in sorted(domain.items())
        }

    def placed(self, sample: Mapping[Variable, Value]) -> Domain:
        """Give the domain of the cases that have these values."""
        found: dict[int, int] = {}
        for variable, value in sample.items():
            number = self._number[variable]
            found[number] = 1 << self._placed(number)[value]
        return found


_TURNED = {
    "at least": "at most",
    "at most": "at least",
    "more than": "less than",
    "less than": "more than",
    "before": "after",
    "after": "before",
    "on or before": "on or after",
    "on or after": "on or before",
}


def _standing(values: Sequence[Any], how: str, limit: Any) -> int:
    """Give the values, of an ordered list, that stand so to a limit."""
    whole = (1 << len(values)) - 1
    match how:
        case "at least" | "on or after":
            return whole & ~((1 << bisect_left(values, limit)) - 1)
        case "more than" | "after":
            return whole & ~((1 << bisect_right(values, limit)) - 1)
        case "at most" | "on or before":
            return (1 << bisect_right(values, limit)) - 1
        case _:
            return (1 << bisect_left(values, limit)) - 1


@lru_cache(maxsize=8)
def cases(policy: Policy) -> Cases:
    """Give the cases of a policy, made once for all checks."""
    return Cases(policy)
