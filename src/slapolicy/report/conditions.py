"""Conditions in plain words, as a policy states them, of no case in particular."""

from collections.abc import Iterable
from typing import assert_never

from slapolicy.contract.explanation.asked import BOUNDS, subject_told, value_of
from slapolicy.contract.explanation.step import AnyOf, Argument, Step, step
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
    Subject,
    TermIs,
    Value,
)
from slapolicy.report.teller import Teller


def condition(teller: Teller, of: Condition, *, is_within: bool = False) -> Step:
    """Tell a condition; one of several parts stands in brackets within another."""
    match of:
        case All(parts):
            return _joined(teller, parts, "every_part", is_within=is_within)
        case Either(parts):
            return _joined(teller, parts, "any_part", is_within=is_within)
        case Is(subject, values, negated):
            return _is(teller, subject, values, negated=negated)
        case Bound(subject, how, limit) | Dated(subject, how, limit):
            bound = step(BOUNDS[how], limit=_operand(teller, subject.name, limit))
            about = subject_told(teller, subject)
            return step("asks_bound", subject=about, bound=bound)
        case Lasted(indicator, how, limit):
            bound = step(BOUNDS[how], limit=_operand(teller, "", limit))
            lasted = teller.title(indicator)
            return step("asks_lasted", subject=lasted, bound=bound)
        case TermIs(term, holds):
            code = "asks_term" if holds else "asks_no_term"
            return step(code, term=teller.title(term))
        case ClockIs(clock, states, negated):
            code = "asks_clock_not" if negated else "asks_clock"
            words = AnyOf(tuple(step(f"state_{state}") for state in states))
            return step(code, clock=teller.title(clock), states=words)
        case _:
            assert_never(of)


def both(
    teller: Teller, one: Condition | None, other: Condition | None
) -> tuple[Step, ...]:
    """Tell two conditions that must both hold, as far as there are any."""
    parts = [each for each in (one, other) if each is not None]
    return tuple(condition(teller, each, is_within=len(parts) > 1) for each in parts)


def _joined(
    teller: Teller, parts: Iterable[Condition], code: str, *, is_within: bool
) -> Step:
    told: tuple[Argument, ...] = tuple(
        condition(teller, part, is_within=True) for part in parts
    )
    joined = AnyOf(told) if code == "any_part" else told
    return step(f"{code}_in_brackets" if is_within else code, parts=joined)


def _is(
    teller: Teller, subject: Subject, values: tuple[Value, ...], *, negated: bool
) -> Step:
    if subject.kind == "addon":
        addons = AnyOf(teller.titles(str(value) for value in values))
        return step("addon_not_held" if negated else "addon_held", addons=addons)
    told = AnyOf(tuple(_value(teller, subject, each) for each in values))
    code = "asks_is_not" if negated else "asks_is"
    return step(code, subject=subject_told(teller, subject), value=told)


def _value(teller: Teller, subject: Subject, value: Value) -> Argument:
    if subject.kind in ("severity", "set_severity", "plan") and isinstance(value, str):
        return step("no_severity") if value == "none" else teller.title(value)
    return value_of(teller, subject.name, value)


def _operand(teller: Teller, of: str, limit: Operand) -> Argument:
    if isinstance(limit, Subject):
        return subject_told(teller, limit)
    return value_of(teller, of, limit)
