"""The local dates of a calendar: each one's own hours, and what shuts them.

All in minutes of the wall clock; which instants those are is said in `working`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, TypeVar

from slapolicy.values import frozen
from slapolicy.worktime.holidays import (
    HolidaysUnknown,
    Uncovered,
    holiday_dates,
)
from slapolicy.worktime.hours import (
    MIDNIGHT,
    ClosedDates,
    ClosedYearly,
    HolidayLine,
    Hours,
    Spans,
    Week,
)
from slapolicy.worktime.interval import (
    Intervals,
    clip,
    difference,
    shift,
    union,
)

_FIRST = date(1970, 1, 1)
_WHOLE: Spans = ((0, MIDNIGHT),)
_Dated = TypeVar("_Dated", Week, ClosedDates, ClosedYearly, HolidayLine)


@frozen
class Reason:
    """Why a date is as it is: the kind of line that says so, and its name."""

    kind: Literal["week", "dated_hours", "no_hours", "holiday", "closed", "closure"]
    name: str = ""
    region: str = ""
    is_estimated: bool = False


@frozen
class Shut:
    """A window of one date that is shut: its minutes, and why."""

    spans: Spans
    reason: Reason


@frozen
class Year:
    """What shuts the dates of one year, and the dates of which nobody can say.

    `loose` are the dates whose hours are not simply those of the week: day numbers.
    """

    shut: dict[int, tuple[Shut, ...]]
    unknown: dict[int, HolidaysUnknown]
    is_estimated: bool
    loose: frozenset[int] = frozenset()


def day_number(on: date) -> int:
    """Give how many dates lie between 1970-01-01 and a date."""
    return on.toordinal() - _ORDINAL


def date_of(day: int) -> date:
    """Give the date of a day number."""
    return date.fromordinal(day + _ORDINAL)


_ORDINAL = _FIRST.toordinal()


class Dates:
    """The dates of one line-up. A date is its day number from 1970-01-01 on."""

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        weeks = sorted(hours.weeks, key=lambda week: week.start or date.min)
        self._weeks = [
            (day_number(week.start or date.min), tuple(union(d) for d in week.days))
            for week in reversed(weeks)
        ]
        self._exceptions = {
            day_number(each.on): union(each.spans) for each in hours.dates
        }
        self._years: dict[int, Year] = {}

    def stated(self, day: int) -> Intervals:
        """Give a date's intervals: its dated exception, else the week in force."""
        dated = self._exceptions.get(day)
        if dated is not None:
            return dated
        for start, days in self._weeks:
            if start <= day:
                return days[(day + 3) % 7]  # 1970-01-01 was a Thursday
        return ()

    def is_exception(self, day: int) -> bool:
        """Whether a date has hours of its own."""
        return day in self._exceptions

    def shut(self, day: int) -> tuple[Shut, ...]:
        """Give what is declared shut on a date (its exception apart)."""
        return self.year(date_of(day).year).shut.get(day, ())

    def own(self, day: int) -> tuple[Intervals, Intervals, HolidaysUnknown | None]:
        """Give when a date's own intervals are open, up to the end of the next date.

        Returns:
            What is open, what is open unless an unknown holiday shuts it, and whose
            holidays are unknown.
        """
        opened = self.stated(day)
        if not opened or self._is_plain(day):
            return opened, (), None
        return self._cut(day, opened)

    def _is_plain(self, day: int) -> bool:
        loose = self.year(date_of(day).year).loose
        return not (day in loose or day - 1 in loose or day + 1 in loose)

    def _cut(
        self, day: int, opened: Intervals
    ) -> tuple[Intervals, Intervals, HolidaysUnknown | None]:
        certain: Intervals = ()
        doubtful: Intervals = ()
        unknown: HolidaysUnknown | None = None
        for on in (day, day + 1):
            base = (on - day) * MIDNIGHT
            part = clip(opened, base, base + MIDNIGHT)
            if not part:
                continue
            problem = None
            if not self.is_exception(on):
                part = difference(part, shift(self.shut_minutes(on), base))
                problem = self.year(date_of(on).year).unknown.get(on)
            if problem:
                doubtful += part
                unknown = problem
            else:
                certain += part
        return union(certain), union(doubtful), unknown

    def shut_minutes(self, day: int) -> Intervals:
        """Give the minutes of a date that are shut, if it is no exception.

        Beyond midnight too, where a window runs on: that is the next date's.
        """
        own = [span for each in self.shut(day) for span in each.spans]
        late = [
            (start - MIDNIGHT, end - MIDNIGHT)
            for each in self.shut(day - 1)
            for start, end in each.spans
        ]
        return union([*own, *late])

    def year(self, number: int) -> Year:
        """Give what shuts the dates of a year; reckoned once."""
        found = self._years.get(number)
        if found is None:
            found = self._years[number] = self._reckon(number)
        return found

    def _reckon(self, number: int) -> Year:
        first, last = date(number, 1, 1), date(number, 12, 31)
        shut: dict[int, list[Shut]] = {}
        unknown: dict[int, HolidaysUnknown] = {}
        for on in self._hours.holiday_dates:
            if on.year == number:
                shut.setdefault(day_number(on), []).append(_holiday())
        is_estimated = self._holidays(number, shut, unknown)
        for dated in self._hours.closed:
            day = max(dated.first, first)
            while day <= min(dated.last, last):
                if version_in_force(self._hours.closed, day) == dated.start:
                    shut.setdefault(day_number(day), []).append(_closed(dated))
                day += timedelta(1)
        for yearly in self._hours.yearly:
            for day in _yearly_days(yearly, number):
                if version_in_force(self._hours.yearly, day) == yearly.start:
                    shut.setdefault(day_number(day), []).append(_closed(yearly))
        edges = (self._exceptions.keys(), shut, unknown, *self._edges(number))
        return Year(
            {day: tuple(each) for day, each in shut.items()},
            unknown,
            is_estimated,
            frozenset().union(*edges),
        )

    def _edges(self, number: int) -> tuple[tuple[int, ...], ...]:
        """Give the dates next to a year's ends, which its neighbours may shut."""
        return (
            (day_number(date(number, 1, 1)) - 1,),
            (day_number(date(number, 12, 31)) + 1,),
        )

    def _holidays(
        self,
        number: int,
        shut: dict[int, list[Shut]],
        unknown: dict[int, HolidaysUnknown],
    ) -> bool:
        is_estimated = False
        first = day_number(date(number, 1, 1))
        days = range(first, day_number(date(number, 12, 31)) + 1)
        lines = self._hours.holidays
        has_versions = any(line.start for line in lines)
        for line in lines:
            held: Sequence[int] = days
            if has_versions:
                held = [
                    d for d in days if version_in_force(lines, date_of(d)) == line.start
                ]
            for region in line.regions if held else ():
                found = holiday_dates(region, number, line.according_to)
                if isinstance(found, Uncovered):
                    unknown.update(dict.fromkeys(held, HolidaysUnknown(found)))
                    continue
                for each in found:
                    day = day_number(each.on)
                    if held[0] <= day <= held[-1]:
                        is_estimated |= each.is_estimated
                        reason = Reason("holiday", each.name, region, each.is_estimated)
                        shut.setdefault(day, []).append(Shut(_WHOLE, reason))
        return is_estimated


def version_in_force(lines: tuple[_Dated, ...], on: date) -> date | None:
    """Give the start of the version in force on a date; None for the undated one."""
    starts = [line.start for line in lines if line.start and line.start <= on]
    return max(starts, default=None)


def _holiday() -> Shut:
    return Shut(_WHOLE, Reason("holiday"))


def _closed(line: ClosedDates | ClosedYearly) -> Shut:
    spans = _WHOLE if line.spans is None else line.spans
    return Shut(spans, Reason("closed", line.name))


def _yearly_days(line: ClosedYearly, year: int) -> list[date]:
    days: list[date] = []
    day = date(year, 1, 1)
    while day.year == year:
        here = (day.month, day.day)
        after, before = line.first <= here, here <= line.last
        if (after or before) if line.first > line.last else (after and before):
            days.append(day)
        day += timedelta(1)
    return days
