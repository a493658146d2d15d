"""The lines of a calendar in plain words: its week, its exceptions, what shuts it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from slapolicy.contract.explanation.step import Argument, Days, Step, step
from slapolicy.contract.explanation.step import Window as Stretch
from slapolicy.contract.policy import Calendar
from slapolicy.report.conditions import condition
from slapolicy.report.model import Said
from slapolicy.report.teller import Teller
from slapolicy.worktime import ClosedYearly, HolidayLine, Hours, Week

_MIDNIGHT = 24 * 60
Spans = tuple[tuple[int, int], ...]


def calendar(teller: Teller, of: Calendar) -> Iterator[Said]:
    """Tell a calendar, branch by branch."""
    title = step("defines_calendar", title=teller.title(of.name))
    for branch in of.branches:
        when = None
        if branch.when is not None:
            when = step("hours_if", why=condition(teller, branch.when))
        yield teller.said(title, when, *hours(teller, branch.hours))


def hours(teller: Teller, of: Hours) -> Iterator[Step]:
    """Tell a line-up."""
    yield _zone(teller, of.zone)
    for week in of.weeks:
        yield from _week(week)
    for dated in of.dates:
        date = Days(dated.on, dated.on)
        code = "hours_on_date" if dated.spans else "hours_none_on_date"
        yield step(code, date=date, spans=_spans(dated.spans))
    for line in of.holidays:
        yield _holidays(teller, line)
    if of.holiday_dates:
        dates = tuple(Days(on, on) for on in sorted(of.holiday_dates))
        yield step("hours_listed_holidays", dates=dates)
    for closed in of.closed:
        yield step(
            "hours_closed",
            dates=Days(closed.first, closed.last),
            spans=_within(closed.spans),
            name=_name(closed.name),
        )
        yield from _since(closed.start)
    for yearly in of.yearly:
        yield _yearly(yearly)
        yield from _since(yearly.start)
    for start, end in of.closures:
        yield step("hours_closure", window=Stretch(start, end, of.zone))
    yield _day_end(of)


def _zone(teller: Teller, name: str) -> Step:
    if name[:1].islower():
        return step("hours_zone_named", name=teller.title(name))
    return step("hours_zone", zone=name)


def _week(week: Week) -> Iterator[Step]:
    """Tell the days of a week that have the same hours together."""
    if week.start is not None:
        yield step("hours_from", date=Days(week.start, week.start))
    numbered = [(day, spans) for day, spans in enumerate(week.days, 1) if spans]
    if not numbered:
        yield step("hours_never")
    for spans, group in groupby(numbered, key=lambda each: each[1]):
        days = [day for day, _ in group]
        runs = days[-1] - days[0] + 1 == len(days) and len(days) > 2
        told: Argument = tuple(_day(day) for day in days)
        if runs:
            told = step("day_to_day", first=_day(days[0]), last=_day(days[-1]))
        yield step("hours_days", days=told, spans=_spans(spans))


def _day(number: int) -> Step:
    return step(f"long_day_{number}")


def _spans(spans: Spans) -> tuple[Step, ...]:
    return tuple(_span(opens, closes) for opens, closes in spans)


def _span(opens: int, closes: int) -> Step:
    code = "span_over_midnight" if closes > _MIDNIGHT else "span"
    return step(code, opens=_time(opens), closes=_time(closes))


def _time(minute: int) -> Step:
    if minute > _MIDNIGHT:
        minute -= _MIDNIGHT
    hour, rest = divmod(minute, 60)
    return step("tick_minute", hour=f"{hour:02}", minute=f"{rest:02}")


def _within(spans: Spans | None) -> Step:
    return (
        step("nothing") if spans is None else step("within_spans", spans=_spans(spans))
    )


def _name(name: str) -> Step:
    return step("named_so", name=name) if name else step("nothing")


def _since(start: date | None) -> Iterator[Step]:
    if start is not None:
        yield step("hours_since", date=Days(start, start))


def _holidays(teller: Teller, line: HolidayLine) -> Step:
    regions = tuple(
        step("quoted_title", title=teller.title(region))
        if region[:1].islower()
        else region
        for region in line.regions
    )
    code = "hours_holidays" if regions else "hours_no_holidays"
    since = step("nothing")
    if line.start is not None:
        since = step("since_date", date=Days(line.start, line.start))
    source = step(f"according_{line.according_to or 'holidays'}")
    return step(code, regions=regions, source=source, since=since)


def _yearly(line: ClosedYearly) -> Step:
    return step(
        "hours_yearly" if line.first != line.last else "hours_yearly_one",
        first=_month_day(*line.first),
        last=_month_day(*line.last),
        spans=_within(line.spans),
        name=_name(line.name),
    )


def _month_day(month: int, day: int) -> Step:
    return step("tick_short_date", day=f"{day}", month=step(f"short_month_{month}"))


def _day_end(of: Hours) -> Step:
    if isinstance(of.day_end, int):
        return step("day_ends_at", time=_time(of.day_end))
    return step(f"day_ends_{of.day_end}")


def spans_told(teller: Teller, spans: Iterable[tuple[int, int]]) -> str:
    """Tell spans of a date in short."""
    return ", ".join(teller.plain(_span(a, b)) for a, b in spans)
