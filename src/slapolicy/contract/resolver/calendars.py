"""Calendars: their lines, by branch, as hours that can be reckoned with."""

from collections.abc import Iterator
from typing import Any, assert_never

from attrs import define, field

from slapolicy.contract.policy import (
    All,
    Calendar,
    CalendarBranch,
    Condition,
)
from slapolicy.contract.resolver.conditions import Allowed, bind_condition
from slapolicy.contract.resolver.exceptions import closures, openings
from slapolicy.contract.resolver.names import PARAMETER, Entry
from slapolicy.contract.resolver.report import listed, quoted
from slapolicy.contract.resolver.values import EXPECTED, entry_type, region, zone_name
from slapolicy.contract.resolver.weeks import OpenLine, weeks
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax
from slapolicy.source import Span
from slapolicy.worktime import (
    HolidayLine,
    Hours,
)
from slapolicy.worktime.hours import DayEnd

_SOURCES = ("holidays", "workalendar", "either", "both")
_ALLOWED = Allowed(severity="the hours of a calendar cannot depend on the severity")


@define
class _Lines:
    """The lines of one branch, by kind."""

    zones: list[syntax.Zone] = field(factory=list)
    opens: list[OpenLine] = field(factory=list)
    open_dates: list[syntax.OpenDate] = field(factory=list)
    closed: list[syntax.ClosedDate] = field(factory=list)
    holidays: list[syntax.ClosedHolidays] = field(factory=list)
    ends: list[syntax.DayEnd] = field(factory=list)

    def within(self, outer: "_Lines") -> "_Lines":
        """Give these lines with those that stand outside the branch.

        Of the zone, the week and the end of a business day, the branch's own
        replace the outer ones.
        """
        return _Lines(
            self.zones or outer.zones,
            self.opens or outer.opens,
            outer.open_dates + self.open_dates,
            outer.closed + self.closed,
            outer.holidays + self.holidays,
            self.ends or outer.ends,
        )


def bind_calendar(node: syntax.Calendar, binding: Binding) -> tuple[Calendar, bool]:
    """Give a calendar, and whether it says when a business day ends."""
    whole = node.name.span
    branches = tuple(_branches(node.lines, _Lines(), None, binding))
    hours = tuple(
        CalendarBranch(when=when, hours=found)
        for when, lines in branches
        if (found := bind_hours(lines, whole, binding)) is not None
    )
    calendar = Calendar(
        name=node.name.text, title=node.title.text, span=whole, branches=hours
    )
    return calendar, all(lines.ends for _, lines in branches)


def given_hours(node: syntax.GivenCalendar, binding: Binding) -> Hours | None:
    """Give the hours that a scenario gives for a parameter."""
    for line in node.lines:
        if isinstance(line, syntax.Branch):
            binding.report.add(
                "SLA708",
                "the hours that a case states do not depend on anything",
                line.span,
                "write the lines without `when`",
            )
            return None
    lines = _sorted(node.lines, _Lines())
    return bind_hours(lines, node.name.span, binding)


def _sorted(nodes: tuple[syntax.CalendarLine, ...], outer: _Lines) -> _Lines:
    lines = _Lines()
    for node in nodes:
        match node:
            case syntax.Zone():
                lines.zones.append(node)
            case syntax.OpenWeek() | syntax.OpenAlways():
                lines.opens.append(node)
            case syntax.OpenDate():
                lines.open_dates.append(node)
            case syntax.ClosedDate():
                lines.closed.append(node)
            case syntax.ClosedHolidays():
                lines.holidays.append(node)
            case syntax.DayEnd():
                lines.ends.append(node)
            case syntax.Branch():
                pass
            case _:
                assert_never(node)
    return lines.within(outer)


def _branches(
    nodes: tuple[syntax.CalendarLine, ...],
    outer: _Lines,
    when: Condition | None,
    binding: Binding,
) -> Iterator[tuple[Condition | None, _Lines]]:
    """Give the branches, the inner ones first; what is outside holds otherwise."""
    lines = _sorted(nodes, outer)
    found = [node for node in nodes if isinstance(node, syntax.Branch)]
    for node in found:
        own = bind_condition(node.condition, binding, _ALLOWED)
        if own is None:
            continue
        both = own if when is None else All((when, own))
        yield from _branches(node.lines, lines, both, binding)
    has_own = any(isinstance(n, syntax.OpenWeek | syntax.OpenAlways) for n in nodes)
    if not found or has_own:
        yield when, lines


def bind_hours(lines: _Lines, whole: Span, binding: Binding) -> Hours | None:
    """Give the hours that lines say; None where something is wrong, which was said."""
    report = binding.report
    if not lines.zones:
        report.add(
            "SLA302",
            "the calendar has no time zone, so that nobody knows whose clock it means",
            whole,
            "add a line such as `zone Europe/Warsaw`",
        )
    if not lines.opens and not lines.open_dates:
        report.add(
            "SLA301",
            "the calendar never opens: it has no `open` line",
            whole,
            "add a line such as `open Mon-Fri 09:00-17:00`, or `open 24x7`",
        )
    found = weeks(tuple(lines.opens), report)
    if not lines.zones:
        return None
    zone = _zone(lines.zones[0], binding)
    closed, yearly = closures(lines.closed, binding.report)
    exceptions = openings(lines.open_dates, closed, yearly, binding.work)
    holidays = tuple(
        line for each in lines.holidays if (line := _holidays(each, binding))
    )
    if zone is None:
        return None
    return Hours(
        zone=zone,
        weeks=found,
        dates=exceptions,
        closed=tuple(each for _, each in closed),
        yearly=tuple(each for _, each in yearly),
        holidays=holidays,
        day_end=_day_end(lines.ends[0]) if lines.ends else "closing",
    )


def _zone(node: syntax.Zone, binding: Binding) -> str | None:
    if isinstance(node.zone, syntax.Name):
        return parameter_of(node.zone, "zone", binding)
    return zone_name(node.zone, binding.report)


def parameter_of(name: syntax.Name, kind: str, binding: Binding) -> str | None:
    """Give the name of a parameter that holds a zone or a region."""
    entry: Entry | None = binding.find(name, PARAMETER)
    if entry is None:
        return None
    of = entry_type(entry)
    if of.kind != kind:
        held = listed(of.values, "or") if of.kind == "one_of" else EXPECTED[of.kind]
        binding.report.add(
            "SLA411",
            f"{quoted(name.text)} holds {held}, and a {kind} is needed here",
            name.span,
            f"name a parameter of type `{kind}`",
        )
        return None
    return name.text


def _day_end(node: syntax.DayEnd) -> DayEnd:
    match node.end:
        case syntax.Closing():
            return "closing"
        case syntax.SameTime():
            return "same_time"
        case syntax.TimeOfDay():
            return node.end.seconds // 60
        case _:
            assert_never(node.end)


def _holidays(node: syntax.ClosedHolidays, binding: Binding) -> HolidayLine | None:
    found: dict[str, None] = {}
    for each in node.regions:
        name = (
            parameter_of(each, "region", binding)
            if isinstance(each, syntax.Name)
            else region(each, binding.report)
        )
        if name in found:
            binding.report.twice(each)
        elif name is not None:
            found[name] = None
    source: Any = None if node.according is None else node.according.text
    if node.according is not None and source not in _SOURCES:
        return None
    start = None if node.start is None else node.start.value
    return HolidayLine(tuple(found), source, start) if found else None
