"""Whether a condition holds at a moment: yes, no, or unknown with what is missing.

Kleene's three values: no to one part of `and` is no, whatever is unknown in the others.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, assert_never

from attrs import field

from slapolicy.contract.evaluator.asking import (
    Atom,
    Needs,
    name_of,
    opened_on,
    unknown_as,
)
from slapolicy.contract.evaluator.indicators import Steps, is_yes, may_be
from slapolicy.contract.evaluator.record import Record, Snapshot
from slapolicy.contract.policy import (
    All,
    Bound,
    ClockIs,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    Operand,
    Policy,
    Rule,
    Subject,
    TermIs,
    Value,
)
from slapolicy.values import frozen

MICROSECOND = timedelta(microseconds=1)
DAY = 86_400_000_000


@frozen
class Truth:
    """Yes (True), no (False), or unknown (None), and then what is needed to tell."""

    holds: bool | None
    needs: tuple[str, ...] = ()


YES, NO = Truth(True), Truth(False)


@frozen(eq=False)
class Moment:
    """An instant of a case, at which conditions are judged.

    `assumed` are values for what is unknown, tried one world at a time. `clocks` are
    the states of the promises of each clock (only escalations ask for them).
    `severity` gives the severity in force at an instant, or what is needed to tell it.
    """

    policy: Policy
    record: Record
    snapshot: Snapshot
    at: int
    indicators: Mapping[str, Steps]
    assumed: Mapping[Atom, Any]
    clocks: Mapping[str, tuple[str, ...]] | None = None
    severity: Callable[[int], str | Needs] | None = None
    _applies: dict[int, Truth] = field(init=False, factory=dict)

    def applies(self, rule: Rule) -> Truth:
        """Tell whether a rule of the policy applies: what it says of plan and case."""
        found = self._applies.get(id(rule))
        if found is None:
            found = _all([judge(rule.on, self), judge(rule.condition, self)])
            self._applies[id(rule)] = found
        return found

    def value(self, subject: Subject) -> Value | None:
        """Give the value of what is asked about; None if it is unknown."""
        known = self._known(subject)
        if known is not None:
            return known
        return self.assumed.get(unknown_as(subject, self.snapshot))

    def _known(self, subject: Subject) -> Value | None:
        match subject.kind:
            case "fact":
                return self.snapshot.facts.get(subject.name)
            case "parameter":
                return self.snapshot.parameters.get(subject.name)
            case "indicator":
                return self.indicators[subject.name].value(self.at)
            case "severity":
                found = None if self.severity is None else self.severity(self.at)
                return found if isinstance(found, str) else None
            case "set_severity":
                return self.snapshot.severity
            case "plan":
                return self.snapshot.plan
            case "addon":
                held = self.snapshot.addons
                return None if held is None else subject.name in held
            case "opened_on":
                return opened_on(self.policy, self.record)
            case _:
                assert_never(subject.kind)

    def needs_of(self, subject: Subject) -> Needs:
        """Give what is needed to tell a subject that is unknown."""
        found = None
        if subject.kind == "severity" and self.severity is not None:
            found = self.severity(self.at)
        return found if isinstance(found, tuple) else (name_of(subject),)

    def operand(self, operand: Operand) -> Value | None:
        """Give a value as it stands, or that of the subject named instead."""
        return self.value(operand) if isinstance(operand, Subject) else operand


def judge(condition: Condition | None, moment: Moment) -> Truth:
    """Tell whether a condition holds at a moment; no condition always does."""
    match condition:
        case None:
            return YES
        case All(parts):
            return _all([judge(part, moment) for part in parts])
        case Either(parts):
            return _any([judge(part, moment) for part in parts])
        case Is(subject, values, negated):
            return _is(subject, values, negated, moment)
        case Bound(subject, bound, limit):
            return _compared(subject, bound, limit, moment)
        case Dated(subject, order, limit):
            return _compared(subject, order, limit, moment)
        case Lasted():
            truth = _lasted(condition, moment)
            if truth.holds is None and condition in moment.assumed:
                return _told(bool(moment.assumed[condition]))
            return truth
        case TermIs(term, holds):
            truth = judge(moment.policy.terms[term].means, moment)
            return truth if holds else _not(truth)
        case ClockIs(clock, states, negated):
            return _clock_is(clock, states, negated, moment)
        case _:
            assert_never(condition)


def _clock_is(
    clock: str, states: tuple[str, ...], negated: bool, moment: Moment
) -> Truth:
    known = (moment.clocks or {}).get(clock, ())
    if any(state in states for state in known):
        return _told(not negated)
    return Truth(None, (clock,)) if "indeterminate" in known else _told(negated)


def _told(holds: bool) -> Truth:
    return YES if holds else NO


def _not(truth: Truth) -> Truth:
    return truth if truth.holds is None else _told(not truth.holds)


def _all(parts: list[Truth]) -> Truth:
    for part in parts:
        if part.holds is False:
            return NO
    return _unless_unknown(parts, YES)


def _any(parts: list[Truth]) -> Truth:
    for part in parts:
        if part.holds:
            return YES
    return _unless_unknown(parts, NO)


def _unless_unknown(parts: list[Truth], otherwise: Truth) -> Truth:
    unknown = [part for part in parts if part.holds is None]
    if not unknown:
        return otherwise
    if len(unknown) == 1:
        return unknown[0]
    needs = dict.fromkeys(need for part in unknown for need in part.needs)
    return Truth(None, tuple(needs))


def _is(
    subject: Subject, values: tuple[Value, ...], negated: bool, moment: Moment
) -> Truth:
    if subject.kind == "addon":
        truth = _any([_is_held(str(value), moment) for value in values])
        return _not(truth) if negated else truth
    value = moment.value(subject)
    if value is None:
        return Truth(None, moment.needs_of(subject))
    return _told((value in values) != negated)


def _is_held(addon: str, moment: Moment) -> Truth:
    """Whether an add-on is held: on a plan that does not allow it, it is not."""
    found = moment.value(Subject("addon", addon))
    held = Truth(None, ("addons",)) if found is None else _told(bool(found))
    plans = moment.policy.addons[addon].plans
    if not plans:
        return held
    return _all([held, _is(Subject("plan"), plans, False, moment)])


def _compared(subject: Subject, how: str, limit: Operand, moment: Moment) -> Truth:
    left, right = moment.value(subject), moment.operand(limit)
    needs = []
    if left is None:
        needs.append(name_of(subject))
    if right is None:
        assert isinstance(limit, Subject)
        needs.append(name_of(limit))
    if left is None or right is None:
        return Truth(None, tuple(dict.fromkeys(needs)))
    return _told(_stands(left, how, right))


def _stands(left: Value, how: str, right: Value) -> bool:
    a, b = _ordinal(left), _ordinal(right)
    match how:
        case "at least" | "on or after":
            return a >= b
        case "at most" | "on or before":
            return a <= b
        case "more than" | "after":
            return a > b
        case _:
            return a < b


def _ordinal(value: Value) -> Decimal:
    match value:
        case Decimal():
            return value
        case timedelta():
            return Decimal(value // MICROSECOND)
        case date():
            return Decimal(value.toordinal())
        case _:
            msg = f"the resolver lets only sizes be compared, not {type(value)}"
            raise TypeError(msg)


def _lasted(condition: Lasted, moment: Moment) -> Truth:
    limit = moment.operand(condition.limit)
    if limit is None:
        assert isinstance(condition.limit, Subject)
        return Truth(None, (name_of(condition.limit),))
    assert isinstance(limit, timedelta)
    least = limit // MICROSECOND + (condition.bound == "more than")
    steps = moment.indicators[condition.indicator]
    if any(end - start >= least for start, end in steps.runs(is_yes, moment.at)):
        return YES
    maybe = steps.runs(may_be, moment.at)
    if any(
        end - start >= least and not _known(steps, start, end) for start, end in maybe
    ):
        return Truth(None, (condition.indicator,))
    if steps.value(moment.at) is None:
        return Truth(None, (condition.indicator,))
    return NO


def _known(steps: Steps, start: int, end: int) -> bool:
    return all(
        value is not None
        for at, value in zip(steps.starts, steps.values, strict=True)
        if start <= at < end
    )
