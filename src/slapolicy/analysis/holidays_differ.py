"""Holidays that nobody has decided: the sources differ on a date, or do not know it.

Only the years about which the policy and the data can speak are looked at. The slow
packages are asked only for regions that a policy names.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve

from slapolicy.analysis.inventory import in_order
from slapolicy.contract.policy import Calendar, Policy
from slapolicy.finding import Finding
from slapolicy.values import frozen
from slapolicy.worktime import (
    Disagreement,
    HolidayLine,
    Hours,
    Uncovered,
    holiday_dates,
    tzdata_version,
    undecided_holidays,
    workalendar_dates,
)

_YEARS_BEFORE, _YEARS_AFTER = 2, 3
_LISTED = 12


@frozen
class _Line:
    """A holiday line of a calendar with one of its regions, and the dates it rules."""

    hours: Hours
    line: HolidayLine
    region: str
    first: date
    last: date


def holidays_differ(policy: Policy) -> tuple[Finding, ...]:
    """Find dates that one source calls a holiday and the other does not.

    One finding for each calendar and region. Dates that the policy decides itself
    (`according to`, or a line for that date) are not told.
    """
    first, last = window(policy)
    return in_order(
        finding
        for calendar in policy.calendars.values()
        for finding in _of_calendar(calendar, first, last)
    )


def window(policy: Policy) -> tuple[date, date]:
    """Give the first and the last date that are looked at."""
    release = int(tzdata_version()[:4])
    first = date(release - _YEARS_BEFORE, 1, 1)
    last = date(release + _YEARS_AFTER, 12, 31)
    starts, ends = policy.agreement.starts_on, policy.agreement.ends_on
    return max(first, starts or first), min(last, ends or last)


def _of_calendar(calendar: Calendar, first: date, last: date) -> Iterator[Finding]:
    lines = [
        each
        for branch in calendar.branches
        for each in _lines(branch.hours, first, last)
    ]
    for region in dict.fromkeys(each.region for each in lines):
        mine = [each for each in lines if each.region == region]
        unknown = {gap for each in mine for gap in _unknown(each)}
        if unknown:
            yield _uncovered(calendar, region, sorted(unknown))
        differ = {found.on: found for each in mine for found in _differ(each)}
        if differ:
            yield _differing(calendar, region, [differ[on] for on in sorted(differ)])
        alone = {year for each in mine for year in _alone(each)} - {
            y for y, _ in unknown
        }
        if alone:
            yield _single(calendar, region, sorted(alone))


def _lines(hours: Hours, first: date, last: date) -> Iterator[_Line]:
    """Give the holiday lines that rule some dates of the window, region by region."""
    if hours.zone[:1].islower():  # a parameter; dates are the same in every zone
        hours = evolve(hours, zone="UTC")
    ordered = sorted(hours.holidays, key=lambda line: line.start or date.min)
    starts = sorted({line.start or date.min for line in ordered})
    for line in ordered:
        start = line.start or date.min
        later = [each for each in starts if each > start]
        end = later[0] - timedelta(days=1) if later else date.max
        begins, ends = max(first, start), min(last, end)
        for region in line.regions:
            if begins <= ends and not region[:1].islower():
                one = evolve(line, regions=(region,), start=None)
                yield _Line(hours, one, region, begins, ends)


def _years(line: _Line) -> range:
    return range(line.first.year, line.last.year + 1)


def _unknown(line: _Line) -> Iterator[tuple[int, str]]:
    for year in _years(line):
        found = holiday_dates(line.region, year, line.line.according_to)
        if isinstance(found, Uncovered):
            yield year, found.because


def _alone(line: _Line) -> Iterator[int]:
    if line.line.according_to is None:
        for year in _years(line):
            if isinstance(workalendar_dates(line.region, year), Uncovered):
                yield year


def _differ(line: _Line) -> Iterator[Disagreement]:
    hours = evolve(line.hours, holidays=(line.line,))
    decided = {each.on for each in hours.dates} | hours.holiday_dates
    for found in undecided_holidays(hours, line.first, line.last):
        if found.on not in decided:
            yield found


def _uncovered(
    calendar: Calendar, region: str, unknown: list[tuple[int, str]]
) -> Finding:
    years = list(dict.fromkeys(year for year, _ in unknown))
    return Finding(
        "SLA471",
        f"`{calendar.name}` is closed on holidays of `{region}`, and nobody knows "
        f"those of {_ranges(years)}: {unknown[0][1]}",
        span=calendar.span,
        hint="write the dates out in `closed on` lines; until then, what rests on "
        "those years stays undecided",
    )


def _single(calendar: Calendar, region: str, years: list[int]) -> Finding:
    return Finding(
        "SLA472",
        f"`{calendar.name}` is closed on holidays of `{region}`, and only one source "
        f"knows those of {_ranges(years)}",
        span=calendar.span,
        hint="compare the list that `slapolicy hours` prints with an official one",
    )


def _differing(calendar: Calendar, region: str, differ: list[Disagreement]) -> Finding:
    listed = "; ".join(_view(found) for found in differ[:_LISTED])
    more = len(differ) - _LISTED
    rest = f"; and {more} more dates" if more > 0 else ""
    return Finding(
        "SLA470",
        f"`{calendar.name}` is closed on holidays of `{region}`, and the two sources "
        f"differ on {listed}{rest}",
        span=calendar.span,
        hint="add `according to holidays` (or `workalendar`), or a line `open on` or "
        "`closed on` for each date; unless you do, `holidays` is followed",
    )


def _view(found: Disagreement) -> str:
    if found.holidays is not None:
        return f"{found.on} ({found.holidays}: only in holidays)"
    return f"{found.on} ({found.workalendar}: only in workalendar)"


def _ranges(years: list[int]) -> str:
    """Give years in order as `2024`, `2024 and 2026` or `2024 to 2027`."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return " and ".join(map(str, years))
