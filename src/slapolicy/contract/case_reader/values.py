"""The values of facts and parameters, each read by its type in the policy."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, assert_never

from slapolicy.contract.case_reader.fields import (
    Desk,
    take_flag,
    take_object,
    take_text,
)
from slapolicy.contract.case_reader.hours import take_hours, take_region, take_zone
from slapolicy.contract.case_reader.instants import take_date
from slapolicy.contract.case_reader.json_text import MOST_WHOLE, Unreadable, exact
from slapolicy.contract.case_reader.shown import path_to, shown
from slapolicy.contract.once import once_a_policy
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
    TermIs,
    Type,
    Value,
)
from slapolicy.worktime import Calendar, parse_duration, to_duration

_DAYS = re.compile(r"P([0-9]{1,5})D(T.+)?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
_LONGEST = timedelta(days=3660)
_MICROSECOND = timedelta(microseconds=1)
_YES_OR_NO = Type(kind="yes_or_no")


def take_facts(desk: Desk, value: Any, path: str) -> dict[str, Value | None]:
    """Give the facts of an object; None where one is unknown, or passed as unreadable.

    Facts, assessments and agreed values stand together, and indicators as stated.
    """
    return _take_values(desk, value, path, _fact_types(desk.policy), "a fact")


def take_parameters(desk: Desk, value: Any, path: str) -> dict[str, Value | None]:
    """Give the values of the order form that an object states."""
    types = _parameter_types(desk.policy)
    return _take_values(desk, value, path, types, "a parameter")


@once_a_policy
def _parameter_types(policy: Policy) -> dict[str, Type]:
    return {name: each.type for name, each in policy.parameters.items()}


@once_a_policy
def _fact_types(policy: Policy) -> dict[str, Type]:
    types = {name: declared.type for name, declared in policy.facts.items()}
    return types | dict.fromkeys(policy.indicators, _YES_OR_NO)


def _take_values(
    desk: Desk, mapping: Any, path: str, types: Mapping[str, Type], what: str
) -> dict[str, Value | None]:
    found: dict[str, Value | None] = {}
    for name, item in (take_object(desk, mapping, path) or {}).items():
        where = path_to(path, name)
        if not isinstance(name, str) or len(name) > desk.limits.key:
            continue  # reported by `take_object`
        with desk.report.unknown_if_unreadable():
            if name not in types:
                _report_name(desk, name, where, what, types)
            elif item is None:
                found[name] = None
            else:
                errors = desk.report.errors
                value = take_value(desk, item, where, name, types[name])
                found[name] = value if desk.report.errors == errors else None
    return found


def _report_name(
    desk: Desk, name: str, path: str, what: str, types: Mapping[str, Type]
) -> None:
    policy = desk.policy
    if name in policy.terms:
        message = f"`{name}` is a defined term, which follows from its parts"
        asked = _parts(policy, policy.terms[name].means)
        parts = ", ".join(f"`{each}`" for each in asked)
        desk.report.add("SLA623", path, message, f"state its parts: {parts}")
        return
    elsewhere = {"a fact": policy.parameters, "a parameter": _fact_types(policy)}[what]
    if name in elsewhere:
        other = "parameters" if what == "a fact" else "facts"
        message = f"`{name}` is not {what}"
        desk.report.add("SLA620", path, message, f"state it in `{other}`")
        return
    desk.unknown("SLA620", name, path, what, types)


def _parts(policy: Policy, condition: Condition) -> tuple[str, ...]:
    """Give the names that a condition asks about, each once, as they come."""
    match condition:
        case All(parts) | Either(parts):
            named = (name for part in parts for name in _parts(policy, part))
            return tuple(dict.fromkeys(named))
        case Is(subject) | Bound(subject) | Dated(subject):
            return (subject.name or subject.kind,)
        case TermIs(term):
            return _parts(policy, policy.terms[term].means)
        case Lasted(indicator):
            return (indicator,)
        case ClockIs(clock):
            return (clock,)
        case _:
            assert_never(condition)


def take_value(
    desk: Desk, value: Any, path: str, name: str, declared: Type
) -> Value | None:
    """Give a value of the type, within its bounds."""
    found = _READERS[declared.kind](desk, value, path, declared)
    if found is None or _within(found, declared):
        return found
    least, most = declared.least, declared.most
    bounds = [f"at least {_written(least)}"] if least is not None else []
    bounds += [f"at most {_written(most)}"] if most is not None else []
    message = f"{shown(value)} is out of bounds: `{name}` is {' and '.join(bounds)}"
    hint = "check the value; if it is right, the policy allows too little"
    desk.report.add("SLA622", path, message, hint)
    return None


def _within(value: Any, declared: Type) -> bool:
    least: Any = declared.least
    most: Any = declared.most
    return (least is None or value >= least) and (most is None or value <= most)


def _written(value: Value) -> str:
    if isinstance(value, timedelta):
        return f"`{to_duration(value // _MICROSECOND)}`"
    return f"`{value}`"


def _yes_or_no(desk: Desk, value: Any, path: str, _: Type) -> bool | None:
    return take_flag(desk, value, path)


def _one_of(desk: Desk, value: Any, path: str, declared: Type) -> str | None:
    if not isinstance(value, str):
        names = ", ".join(f'`"{each}"`' for each in declared.values[:8])
        desk.wrong_kind(value, path, "one of its values", f"write one of {names}")
        return None
    if value not in declared.values:
        desk.unknown("SLA621", value, path, "one of its values", declared.values)
        return None
    return str.__str__(value)


def _number(desk: Desk, value: Any, path: str, _: Type) -> Decimal | None:
    found: Any = value
    if isinstance(value, int) and not isinstance(value, bool):
        big = abs(value) >= MOST_WHOLE
        found = Unreadable(shown(value), "is too large") if big else Decimal(value)
    elif isinstance(value, float | Decimal):
        found = exact(Decimal(repr(value) if isinstance(value, float) else value), "")
        if isinstance(found, Unreadable):
            found = Unreadable(str(value)[:40], found.why)
    if isinstance(found, Decimal):
        return found
    is_quoted = isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value)
    hint = f"write `{value}`, without quotes" if is_quoted else "write one, such as `7`"
    desk.wrong_kind(found, path, "a number", hint)
    return None


def _duration(desk: Desk, value: Any, path: str, _: Type) -> timedelta | None:
    hint = "write `PT90M`, `PT1H30M` or `P2D`"
    if isinstance(value, timedelta):
        found = value
    elif isinstance(value, str):
        days = _DAYS.fullmatch(value)
        whole = timedelta(days=int(days[1])) if days else timedelta()
        rest = f"P{days[2] or 'T0S'}" if days else value
        try:
            found = whole + timedelta(microseconds=parse_duration(rest))
        except (ValueError, OverflowError):
            message = f"{shown(value)} is not a duration"
            if re.match(r"P[0-9]*[YMW]", value):
                message += ", as years, months and weeks are refused"
            desk.report.add("SLA621", path, message, hint)
            return None
    else:
        desk.wrong_kind(value, path, "a duration", hint)
        return None
    if not timedelta() <= found <= _LONGEST:
        message = f"{shown(str(value))} is not a duration of 0 to 3660 days"
        desk.report.add("SLA622", path, message, "check the number and its unit")
        return None
    return found


def _date(desk: Desk, value: Any, path: str, _: Type) -> date | None:
    return take_date(desk, value, path)


def _text(desk: Desk, value: Any, path: str, _: Type) -> str | None:
    return take_text(desk, value, path)


def _zone(desk: Desk, value: Any, path: str, _: Type) -> str | None:
    return take_zone(desk, value, path)


def _region(desk: Desk, value: Any, path: str, _: Type) -> str | None:
    return take_region(desk, value, path)


def _calendar(desk: Desk, value: Any, path: str, _: Type) -> Value | None:
    if isinstance(value, Calendar):
        return value.hours
    if not isinstance(value, str):
        return take_hours(desk, value, path)
    if value not in desk.policy.calendars:
        names = desk.policy.calendars
        desk.unknown("SLA620", value, path, "a calendar of the policy", names)
        return None
    return str.__str__(value)


_READERS: Mapping[str, Callable[[Desk, Any, str, Type], Value | None]] = {
    "yes_or_no": _yes_or_no,
    "one_of": _one_of,
    "number": _number,
    "duration": _duration,
    "date": _date,
    "text": _text,
    "zone": _zone,
    "region": _region,
    "calendar": _calendar,
}
