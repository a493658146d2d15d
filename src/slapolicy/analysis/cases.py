"""The cases a policy tells apart: in which of them a condition holds, in its words.

How a single question is judged is told in `contract/evaluator/judge`; here its answers
for all values are put together.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from slapolicy.analysis.boxes import (
    EVERYTHING,
    NOTHING,
    Box,
    Boxes,
    TooMany,
    both,
    either,
    outside,
)
from slapolicy.analysis.inventory import terms_of
from slapolicy.analysis.variables import (
    SEVERITY,
    Variable,
    is_run,
    sized,
    subjects,
    variables,
)
from slapolicy.contract.case import Case
from slapolicy.contract.evaluator.indicators import Steps
from slapolicy.contract.evaluator.judge import Moment, judge
from slapolicy.contract.evaluator.record import Snapshot, record
from slapolicy.contract.policy import (
    All,
    ClockIs,
    Condition,
    Either,
    Is,
    Lasted,
    Policy,
    Rule,
    Subject,
    TermIs,
    Value,
)
from slapolicy.contract.wording import length_words


class Cases:
    """All cases of a policy, as boxes over the values of what its conditions ask."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        found = variables(policy)
        self.variables: tuple[Variable, ...] = tuple(found)
        self.values: tuple[tuple[Value, ...], ...] = tuple(found.values())
        self.widths = [(1 << len(values)) - 1 for values in self.values]
        self._number = {each: place for place, each in enumerate(self.variables)}
        self._regions: dict[tuple[Condition, bool], Boxes] = {}
        self._of_values: dict[int, dict[Value, int]] = {}
        self._record = record(policy, Case(id=""), 0)
        self._steps = {name: Steps((), ()) for name in policy.indicators}

    # Where a condition holds

    def where(self, condition: Condition | None, *, holds: bool = True) -> Boxes:
        """Give the cases in which a condition holds (or does not).

        Raises:
            TooMany: if they cannot be told in so many boxes.
        """
        if condition is None:
            return EVERYTHING if holds else NOTHING
        key = (condition, holds)
        if key not in self._regions:
            self._regions[key] = self._where(condition, holds)
        return self._regions[key]

    def _where(self, condition: Condition, holds: bool) -> Boxes:
        match condition:
            case All(parts) | Either(parts):
                regions = [self.where(part, holds=holds) for part in parts]
                if isinstance(condition, All) != holds:
                    return either(*regions)
                return _all(regions)
            case TermIs(term, wanted):
                means = self.policy.terms[term].means
                return self.where(means, holds=holds == wanted)
            case Is(subject, values, negated) if subject.kind == "addon":
                each = [self._held(str(value), holds != negated) for value in values]
                return either(*each) if holds != negated else _all(each)
            case ClockIs(clock, states, negated):
                number = self._number[ClockIs(clock, states)]
                return ({number: 1 if holds != negated else 2},)
            case Lasted():
                return self._judged(sized(condition), holds)
            case _:
                return self._judged(condition, holds)

    def _held(self, addon: str, holds: bool) -> Boxes:
        """Give the cases with an add-on: on a plan that allows it, or without it."""
        held = self._allowing(self._number[Subject("addon", addon)], 1 if holds else 2)
        plans = self.policy.addons[addon].plans
        if not plans:
            return held
        allowed = self.where(Is(Subject("plan"), plans), holds=holds)
        return both(held, allowed) if holds else either(held, allowed)

    def _judged(self, atom: Condition, holds: bool) -> Boxes:
        asked = [(each, self._number[each]) for each in dict.fromkeys(subjects(atom))]
        if any(not self.values[number] for _, number in asked):
            raise TooMany
        (first, number), *others = asked
        if isinstance(atom, Is):  # of many values, most are told apart by name alone
            places = self._places(number)
            bits = sum(1 << places[each] for each in {*atom.values} & places.keys())
            wanted = holds != atom.negated
            return self._allowing(
                number, bits if wanted else self.widths[number] ^ bits
            )
        if not others:
            bits = sum(
                1 << place
                for place, value in enumerate(self.values[number])
                if self.holds(atom, {first: value}) == holds
            )
            return self._allowing(number, bits)
        ((second, another),) = others
        found: list[Box] = []
        for place, value in enumerate(self.values[number]):
            bits = sum(
                1 << each
                for each, other in enumerate(self.values[another])
                if self.holds(atom, {first: value, second: other}) == holds
            )
            if bits:
                found.append({number: 1 << place, another: bits})
        return either(tuple(found))

    def _places(self, number: int) -> dict[Value, int]:
        if number not in self._of_values:
            values = self.values[number]
            self._of_values[number] = {each: n for n, each in enumerate(values)}
        return self._of_values[number]

    def _allowing(self, number: int, bits: int) -> Boxes:
        if bits == self.widths[number]:
            return EVERYTHING
        return ({number: bits},) if bits else NOTHING

    def holds(
        self, condition: Condition | None, values: Mapping[Variable, Value]
    ) -> bool | None:
        """Judge a condition that asks of sizes, facts and the like, at some values."""
        moment = Moment(
            self.policy,
            self._record,
            Snapshot(None, None, {}, {}, None),
            0,
            self._steps,
            {key: value for key, value in values.items() if isinstance(key, Subject)},
        )
        return judge(condition, moment).holds

    # Where a rule applies

    def of(self, rule: Rule) -> Boxes:
        """Give the cases in which a rule's own conditions hold, of any severity.

        Raises:
            TooMany: if they cannot be told in so many boxes.
        """
        return both(self.where(rule.on), self.where(rule.when))

    def of_severity(self, name: str) -> Boxes:
        """Give the cases that have a severity (every case may, if somebody sets it).

        Raises:
            TooMany: if they cannot be told in so many boxes.
        """
        found = NOTHING
        for each in self.policy.severities:
            if each.name == name:
                found = either(found, self.of(each))
        number = self._number.get(SEVERITY)
        if number is None:
            return found
        bit = 1 << self.values[number].index(name)
        return both(found, self._allowing(number, bit))

    def outside(self, within: Boxes, boxes: Sequence[Box]) -> Box | None:
        """Give cases of `within` that lie in none of the boxes, if there are any.

        Raises:
            TooMany: if the search takes too long.
        """
        return outside(within, boxes, self.widths)

    # One of the cases, for people

    def sample(self, box: Box) -> dict[Variable, Value]:
        """Give one case of a box: the first value of each variable that it names."""
        return {
            self.variables[number]: self.values[number][(bits & -bits).bit_length() - 1]
            for number, bits in sorted(box.items())
        }

    def words(self, box: Box, asking: Iterable[Condition | None]) -> str:
        """Say in the policy's words which case a box has: `issue is bug, vip is no`.

        A term that the conditions ask about stands for the sizes it rests on.
        """
        values = self.sample(box)
        said: dict[str, None] = {}
        for name in reversed(terms_of(self.policy, *asking)):
            term = self.policy.terms[name]
            rests_on = self._variables_of(term.means)
            truth = self._term_in(box, term.means)
            if truth is not None and any(is_run(each) for each in rests_on):
                said[f"{name} is {_word(truth)}"] = None
                values = {k: v for k, v in values.items() if k not in rests_on}
        plain = [_clause(variable, value) for variable, value in values.items()]
        return f"`{', '.join([*plain, *said])}`" if plain or said else ""

    def _variables_of(self, condition: Condition) -> set[Variable]:
        numbers = {
            number
            for holds in (True, False)
            for box in self.where(condition, holds=holds)
            for number in box
        }
        return {self.variables[number] for number in numbers}

    def _term_in(self, box: Box, means: Condition) -> bool | None:
        one = {number: bits & -bits for number, bits in box.items()}
        for truth in (True, False):
            others = self.where(means, holds=not truth)
            if outside((one,), others, self.widths) is not None:
                inside = both((one,), others)
                return None if inside else truth
        return None


def _all(regions: Iterable[Boxes]) -> Boxes:
    found = EVERYTHING
    for region in regions:
        found = both(found, region)
    return found


@lru_cache(maxsize=8)
def cases(policy: Policy) -> Cases:
    """Give the cases of a policy, made once for all checks."""
    return Cases(policy)


def when(words: str) -> str:
    """Give the words of a case to follow a claim: `when …`, or `in every case`."""
    return f"when {words}" if words else "in every case"


def _clause(variable: Variable, value: Value) -> str:
    if isinstance(variable, ClockIs):
        verb = "is" if value else "is not"
        return f"{variable.clock} {verb} {' or '.join(variable.states)}"
    match variable.kind:
        case "addon":
            return f"addon {'is' if value else 'is not'} {variable.name}"
        case "plan" | "severity" | "opened_on":
            return f"{variable.kind} is {_word(value)}"
        case _ if is_run(variable):
            return f"{variable.name} {_word(value)} at most"
        case _:
            return f"{variable.name} is {_word(value)}"


def _word(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value.normalize():f}"
        case timedelta():
            return length_words(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
