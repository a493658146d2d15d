"""Limits: how long a clock may run, and in which hours that is counted."""

from typing import Literal, assert_never

from attrs import evolve

from slapolicy.contract.policy import Always, During, InZone, Limit, Measure
from slapolicy.contract.resolver import lengths
from slapolicy.contract.resolver.calendars import parameter_of
from slapolicy.contract.resolver.events import bind_calendar_name
from slapolicy.contract.resolver.names import FACT, STATED, Wanted
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
            if node.or_agreed is None or limit is None:
                return limit
            agreed = _duration_name(node.or_agreed, binding, FACT)
            return evolve(limit, agreed=agreed)
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
        _check_hours(amount, hours, binding)
        name = _duration_name(amount, binding, STATED)
        return Limit(kind=kind, name=name, measure=measure)
    # Which hours go with which unit was asked where units are looked at.
    match amount.unit.text:
        case "calendar days":
            count = lengths.days(amount, binding.report)
            return Limit(kind=kind, calendar_days=count, measure=measure)
        case "business days":
            _check_day_end(amount, hours, binding)
            count = lengths.days(amount, binding.report)
            return Limit(kind=kind, business_days=count, measure=measure)
        case _:
            length = lengths.exact(amount, binding.report)
            return Limit(kind=kind, length=length, measure=measure)


def _check_hours(
    amount: syntax.Name, hours: syntax.LimitHours, binding: Binding
) -> None:
    if isinstance(hours, syntax.InZone):
        binding.report.add(
            "SLA310",
            f"time in hours and minutes cannot be counted {quoted(hours.span.text)}",
            hours.span,
            "add `during` and a calendar, or `24x7`",
            (amount.span, "this is counted"),
        )


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


def _duration_name(node: syntax.Name, binding: Binding, wanted: Wanted) -> str | None:
    entry = binding.find(node, wanted)
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
