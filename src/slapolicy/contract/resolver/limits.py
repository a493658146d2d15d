"""Limits: how long a clock may run, and in which hours that is counted."""

from typing import Literal, assert_never

from slapolicy.contract.policy import Always, During, InZone, Limit, Measure
from slapolicy.contract.resolver import lengths
from slapolicy.contract.resolver.calendars import parameter_of
from slapolicy.contract.resolver.events import bind_calendar_name
from slapolicy.contract.resolver.names import FACT, STATED
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.values import EXPECTED, entry_type, zone_name
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax

Amount = syntax.Duration | syntax.Name


def bind_measure(node: syntax.LimitHours, binding: Binding) -> Measure | None:
    """Give the hours in which something is counted."""
    match node:
        case syntax.During():
            name = bind_calendar_name(node.calendar, binding)
            return None if name is None else During(name)
        case syntax.Always():
            return Always()
        case syntax.InZone():
            zone = (
                parameter_of(node.zone, "zone", binding)
                if isinstance(node.zone, syntax.Name)
                else zone_name(node.zone, binding.report)
            )
            return None if zone is None else InZone(zone)
        case _:
            assert_never(node)


def bind_limit(node: syntax.TimeLimit, binding: Binding) -> Limit | None:
    """Give a limit; None where something is wrong, which was then said."""
    match node:
        case syntax.Within():
            return amount_limit("within", node.amount, node.hours, binding)
        case syntax.Every():
            limit = amount_limit("every", node.amount, node.hours, binding)
            if node.or_agreed is None:
                return limit
            agreed = _duration_name(node.or_agreed, binding, agreed=True)
            if limit is None or agreed is None:
                return None
            return Limit(
                kind=limit.kind, length=limit.length, name=limit.name, agreed=agreed,
                business_days=limit.business_days, calendar_days=limit.calendar_days,
                measure=limit.measure,
            )  # fmt: skip
        case syntax.NoTime():
            measure = None if node.hours is None else bind_measure(node.hours, binding)
            return Limit(kind="no_stated_time", measure=measure)
        case syntax.NoInterval():
            return Limit(kind="no_stated_time")
        case _:
            assert_never(node)


def amount_limit(
    kind: Literal["within", "every"],
    amount: Amount,
    hours: syntax.LimitHours | None,
    binding: Binding,
) -> Limit | None:
    """Give the limit of an amount that is counted in hours of some kind.

    Args:
        kind: `within` or `every`.
        amount: How much.
        hours: In which hours; None if none are stated.
        binding: The rule it is for.
    """
    if hours is None:
        return None
    measure = bind_measure(hours, binding)
    if isinstance(amount, syntax.Name):
        name = _duration_name(amount, binding)
        fits = _fits(amount, hours, binding, "hours")
        if name is None or measure is None or not fits:
            return None
        return Limit(kind=kind, name=name, measure=measure)
    unit = amount.unit.text
    if unit in ("business days", "calendar days"):
        count = lengths.days(amount, binding.report)
        if not _fits(amount, hours, binding, unit) or measure is None or count is None:
            return None
        if unit == "calendar days":
            return Limit(kind=kind, calendar_days=count, measure=measure)
        _check_day_end(amount, hours, binding)
        return Limit(kind=kind, business_days=count, measure=measure)
    length = lengths.exact(amount, binding.report)
    if not _fits(amount, hours, binding, "hours") or measure is None or length is None:
        return None
    return Limit(kind=kind, length=length, measure=measure)


_RIGHT: dict[str, tuple[tuple[type, ...], str]] = {
    "hours": (
        (syntax.During, syntax.Always),
        "add `during` and a calendar, or `24x7`",
    ),
    "business days": ((syntax.During,), "add `during` and a calendar"),
    "calendar days": ((syntax.InZone,), "add `in` and a zone, such as `in UTC`"),
}


def _fits(
    amount: Amount, hours: syntax.LimitHours, binding: Binding, unit: str
) -> bool:
    kinds, hint = _RIGHT[unit]
    if isinstance(hours, kinds):
        return True
    if isinstance(amount, syntax.Duration):
        return False  # which was said where units are looked at
    what = {"hours": "time in hours and minutes"}.get(unit, unit)
    binding.report.add(
        "SLA310",
        f"{what} cannot be counted {quoted(hours.span.text)}",
        hours.span,
        hint,
        (amount.span, "this is counted"),
    )
    return False


def _check_day_end(
    amount: syntax.Duration, hours: syntax.LimitHours, binding: Binding
) -> None:
    if not isinstance(hours, syntax.During):
        return
    name = hours.calendar.text
    if binding.work.day_ends.get(name, True):
        return
    if not binding.report.once("day end", name, span=amount.span, code="SLA311"):
        return
    entry = binding.names.get(name)
    binding.report.add(
        "SLA311",
        f"business days are counted in {quoted(name)}, which does not say when one "
        "ends",
        amount.span,
        "add a line to the calendar: `business days run to closing`, `to 12:00` or "
        "`to the same time`",
        *(((entry.span, "the calendar is declared here"),) if entry else ()),
    )


def _duration_name(
    node: syntax.Name, binding: Binding, *, agreed: bool = False
) -> str | None:
    entry = binding.find(node, FACT if agreed else STATED)
    if entry is None:
        return None
    of = entry_type(entry)
    if of.kind != "duration":
        binding.report.add(
            "SLA411",
            f"{quoted(node.text)} is no duration: it holds "
            f"{EXPECTED.get(of.kind, 'one of its values')}",
            node.span,
            "name a parameter or a fact of type `duration`",
        )
        return None
    return entry.name
