"""The calendars of a policy over a year: working days, holidays and their sources."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from attrs import frozen

from slapolicy.contract.explanation.step import Argument, Days, Length, Step, step
from slapolicy.contract.policy import Calendar, CalendarBranch
from slapolicy.report.conditions import condition
from slapolicy.report.grid import grid
from slapolicy.report.hours import spans_told
from slapolicy.report.model import Block, Said, Section, Table
from slapolicy.report.teller import Teller
from slapolicy.worktime import (
    DAY,
    MINUTE,
    HolidaysUnknown,
    Hours,
    Reason,
    Stretch,
    WorkingTime,
    holidays_version,
    spans_with_reasons,
    undecided_holidays,
    zone,
)
from slapolicy.worktime.dates import day_number

Told = tuple[Step, str]
"""Why a date differs, and who says so."""


@frozen(kw_only=True)
class Year:
    """The dates that a report looks at, both included."""

    first: date
    last: date


def year_from(first: date) -> Year:
    """Give the year that begins on a date."""
    try:
        over = first.replace(year=first.year + 1)
    except ValueError:  # 29 February
        over = date(first.year + 1, 3, 1)
    return Year(first=first, last=over - timedelta(days=1))


def calendars(teller: Teller, year: Year) -> Iterator[Section]:
    """Tell each calendar, branch by branch."""
    for calendar in teller.policy.calendars.values():
        for branch in calendar.branches:
            blocks = tuple(_blocks(teller, branch.hours, year))
            heading = _heading(teller, calendar, branch)
            yield Section(heading=teller.say(heading), blocks=blocks)
    asked = [
        each
        for each in teller.policy.parameters.values()
        if each.type.kind == "calendar"
    ]
    for parameter in asked:
        title = teller.title(parameter.name)
        told = step("year_asks", what=step("the_fact", fact=title))
        yield Section(
            heading=teller.say(step("year_heading", title=title)),
            blocks=(teller.paragraph(told),),
        )


def _heading(teller: Teller, of: Calendar, branch: CalendarBranch) -> Step:
    title = teller.title(of.name)
    if branch.when is None:
        return step("year_heading", title=title)
    return step("year_heading_if", title=title, why=condition(teller, branch.when))


def _blocks(teller: Teller, hours: Hours, year: Year) -> Iterator[Block]:
    names = [hours.zone, *(r for line in hours.holidays for r in line.regions)]
    asked = [name for name in dict.fromkeys(names) if name[:1].islower()]
    if asked:
        what = tuple(step("the_fact", fact=teller.title(name)) for name in asked)
        yield teller.paragraph(step("year_asks", what=what))
        return
    try:
        found = _dates(teller, hours, year)
        why = {on: _why(teller, _shut(told)) for on, told in found.items()}
        yield grid(teller, hours, year.first, year.last, why)
        yield _months(teller, hours, year)
    except HolidaysUnknown as problem:
        missing = teller.need(f"holidays of {problem.region} in {problem.year}")
        yield teller.paragraph(step("year_unknown", what=missing))
        return
    rows = tuple(_date(teller, on, found[on]) for on in sorted(found))
    if not rows:
        yield teller.paragraph(step("year_no_exceptions"))
        return
    heads = ("head_date", "head_what", "head_source")
    yield Table(heads=tuple(map(teller.heading, heads)), rows=rows)
    differ = undecided_holidays(hours, year.first, year.last)
    if differ:
        dates = tuple(Days(each.on, each.on) for each in differ)
        yield teller.paragraph(step("year_sources_differ", dates=dates))


def _months(teller: Teller, hours: Hours, year: Year) -> Table:
    """Count working days and open hours, month by month."""
    work = WorkingTime(hours)
    rows = []
    for (number, month), group in groupby(
        _days(year), key=lambda on: (on.year, on.month)
    ):
        days = list(group)
        working = sum(work.is_working_day(on) for on in days)
        start, over = (_midnight(hours, on) for on in (days[0], days[-1] + _ONE))
        name = step("month", month=step(f"short_month_{month}"), year=str(number))
        rows.append(
            (
                teller.said(name),
                Said(text=str(working)),
                Said(text=teller.plain(Length(work.between(start, over)))),
            )
        )
    heads = ("head_month", "head_working_days", "head_open")
    return Table(heads=tuple(map(teller.heading, heads)), rows=tuple(rows))


_ONE = timedelta(days=1)


def _days(year: Year) -> Iterator[date]:
    on = year.first
    while on <= year.last:
        yield on
        on += _ONE


def _midnight(hours: Hours, on: date) -> int:
    return zone(hours.zone).first_reaching(day_number(on) * DAY)


def _dates(teller: Teller, hours: Hours, year: Year) -> dict[date, list[Told]]:
    """Give why each date is not as its week says, and the changes of the clocks."""
    start, end = _midnight(hours, year.first), _midnight(hours, year.last + _ONE)
    found: dict[date, list[Told]] = {}
    for each in spans_with_reasons(hours, start, end):
        if year.first <= each.on <= year.last:
            for what in _told(teller, hours, each):
                known = found.setdefault(each.on, [])
                if what not in known:
                    known.append(what)
    clock = zone(hours.zone)
    for at in clock.changes(start, end):
        by = clock.offset(at) - clock.offset(at - 1)
        code = "date_change_forward" if by > 0 else "date_change_back"
        on = date.fromordinal(date(1970, 1, 1).toordinal() + clock.reading(at) // DAY)
        change = step(code, by=Length(abs(by)))
        found.setdefault(on, []).append((change, hours.zone))
    return found


def _each_once(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Give what several regions say alike only once."""
    found: list[Step] = []
    for each in steps:
        if each not in found:
            found.append(each)
    return tuple(found)


def _shut(told: list[Told]) -> tuple[Step, ...]:
    """Give why a date differs, but for changes of the clocks, which close nothing."""
    steps = (what for what, _ in told)
    return _each_once(s for s in steps if not s.code.startswith("date_change_"))


def _why(teller: Teller, steps: tuple[Step, ...]) -> str:
    return teller.say(step("joined", parts=steps)) if steps else ""


def _date(teller: Teller, on: date, told: list[Told]) -> tuple[Said, ...]:
    sources = dict.fromkeys(source for _, source in told if source)
    return (
        teller.said(step("when", at=Days(on, on))),
        teller.said(step("joined", parts=_each_once(what for what, _ in told))),
        Said(text="; ".join(sources)),
    )


def _told(teller: Teller, hours: Hours, each: Stretch) -> Iterator[tuple[Step, str]]:
    """Tell why a stretch is not as the week says, and who says so."""
    policy = teller.plain(step("source_policy"))
    if each.is_open:
        if any(reason.kind == "dated_hours" for reason in each.reasons):
            spans = spans_told(teller, [_minutes(hours, each)])
            yield step("date_hours", spans=spans), policy
        return
    for reason in each.reasons:
        told = _reason(reason)
        if told is None:
            continue
        start, end = _minutes(hours, each)
        if (start, end) != (0, 24 * 60):
            spans = spans_told(teller, [(start, end)])
            told = step("date_part_closed", what=told, spans=spans)
        source = policy
        if reason.region:
            by = _provider(hours, reason.region)
            source = teller.plain(
                step("source_of_region", region=reason.region, provider=by)
            )
        yield told, source


def _provider(hours: Hours, region: str) -> str:
    """Give whose list decides about a region, with its version."""
    lists = {
        line.according_to or "holidays"
        for line in hours.holidays
        if region in line.regions
    }
    named = holidays_version().split(", ")
    found = [each for each in named if each.split(" ")[0] in lists]
    return ", ".join(found or named)


def _minutes(hours: Hours, each: Stretch) -> tuple[int, int]:
    clock = zone(hours.zone)
    base = day_number(each.on) * DAY
    return (
        (clock.reading(each.start) - base) // MINUTE,
        (clock.reading(each.end - 1) + 1 - base) // MINUTE,
    )


def _reason(reason: Reason) -> Step | None:
    match reason.kind:
        case "holiday":
            code = "date_of_holiday"
            if reason.is_estimated:
                code = "date_of_holiday_estimated"
            name: Argument = reason.name or step("band_holiday")
            return step(code, name=name)
        case "closed" | "closure":
            if reason.name:
                return step("date_closed_named", name=reason.name)
            return step("date_closed")
        case "week" | "dated_hours" | "no_hours":
            return None
