"""The calendar as Python programs use it: aware datetimes in, aware UTC out.

A thin face on `working`, which reckons; here is only what is taken and given.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from slapolicy.worktime.datetimes import from_datetime, in_utc, to_datetime
from slapolicy.worktime.holidays import is_region
from slapolicy.worktime.hours import (
    DatedHours,
    HolidayLine,
    Hours,
    Spans,
    Week,
    span,
    spans_of,
)
from slapolicy.worktime.interval import union
from slapolicy.worktime.table import Tables
from slapolicy.worktime.working import WorkingTime
from slapolicy.worktime.zone import DAY, SECOND

_NONE = timedelta(0)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Calendar:
    """When a business is open.

    Immutable, hashable by value and safe to share between threads.

    >>> hours = Calendar(zone="Europe/Berlin", week={"mon": ["09:00-17:00"]})
    >>> monday = datetime.fromisoformat("2025-06-02T16:00:00+02:00")
    >>> hours.is_open(monday)
    True
    >>> hours.add(monday, timedelta(hours=2)).isoformat()
    '2025-06-09T08:00:00+00:00'
    >>> hours.next_closing(monday).isoformat()
    '2025-06-02T15:00:00+00:00'
    """

    __slots__ = ("_hours", "_tables", "_time")

    def __init__(
        self,
        *,
        zone: str,
        week: Mapping[str, Iterable[str]],
        holidays: Iterable[date | str] | str = (),
        dates: Mapping[date, Iterable[str]] | None = None,
        closures: Iterable[tuple[datetime, datetime]] = (),
    ) -> None:
        """Make a calendar.

        Args:
            zone: Whose wall clock: `Area/City`, `UTC` or `UTC+01:00`.
            week: The spans of each weekday (`mon` to `sun`), such as `09:00-17:00`;
                `22:00-06:00` belongs to the day it opens on.
            holidays: Dates closed from midnight to midnight, or regions such as `US`.
            dates: Dates with these hours and no others, whatever the week says.
            closures: Stretches of aware datetimes that are closed, whatever else.

        Raises:
            ValueError: An unknown zone, weekday or region, a span that is none, a
                naive datetime, or a week that never opens.
        """
        given = (holidays,) if isinstance(holidays, str) else tuple(holidays)
        regions = tuple(dict.fromkeys(each for each in given if isinstance(each, str)))
        for region in regions:
            _require_region(region)
        fixed = frozenset(_date(each) for each in given if not isinstance(each, str))
        exceptions = [
            DatedHours(_date(on), _spans(spans)) for on, spans in (dates or {}).items()
        ]
        self._hours = Hours(
            zone=str(zone),
            weeks=(Week(_week(week)),),
            dates=tuple(sorted(exceptions, key=lambda each: each.on)),
            holidays=(HolidayLine(tuple(sorted(regions))),) if regions else (),
            holiday_dates=fixed,
            closures=union(_closure(each) for each in closures),
        )
        self._time = WorkingTime(self._hours)
        self._tables = Tables(self._time)

    @property
    def zone(self) -> str:
        """The name of the zone whose wall clock decides."""
        return self._hours.zone

    @property
    def hours(self) -> Hours:
        """The line-up as a value."""
        return self._hours

    @property
    def working_time(self) -> WorkingTime:
        """The same hours reckoned in integer microseconds UTC."""
        return self._time

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calendar):
            return NotImplemented
        return self._hours == other._hours

    def __hash__(self) -> int:
        return hash(self._hours)

    def __repr__(self) -> str:
        return f"<Calendar {self._hours.zone}>"

    def __reduce__(self) -> tuple[object, ...]:
        return _of_hours, (self._hours,)

    def is_open(self, t: datetime) -> bool:
        """Whether it is open at an instant."""
        return self._time.is_open(from_datetime(t))

    def between(self, a: datetime, b: datetime) -> timedelta:
        """Give the open time in `[a, b)`; negative when b is before a."""
        a, b = in_utc(a), in_utc(b)
        if a <= b and (known := self._tables.between(a, b)) is not None:
            return known
        found = self._time.between(from_datetime(a), from_datetime(b))
        return timedelta(0, 0, found)

    def add(self, t: datetime, d: timedelta) -> datetime:
        """Give the least instant from t on at which d of open time has passed.

        Time that runs out at closing ends at closing.

        Raises:
            ValueError: There is not so much open time before 2200.
        """
        t = in_utc(t)
        if (
            type(d) is timedelta
            and d > _NONE
            and (known := self._tables.add(t, d)) is not None
        ):
            return known
        return _found(self._time.add(from_datetime(t), _microseconds(d)))

    def subtract(self, t: datetime, d: timedelta) -> datetime:
        """Give the greatest instant up to t from which d of open time passes to t.

        Raises:
            ValueError: There is not so much open time after 1970.
        """
        return _found(self._time.subtract(from_datetime(t), _microseconds(d)))

    def next_opening(self, t: datetime) -> datetime | None:
        """Give the least open instant from t on; None if it never opens again."""
        found = self._time.next_opening(from_datetime(t))
        return None if found is None else to_datetime(found)

    def next_closing(self, t: datetime) -> datetime | None:
        """Give the end of the open stretch that contains or follows t.

        None if there is none: it never opens again, or never closes.
        """
        found = self._time.next_closing(from_datetime(t))
        return None if found is None else to_datetime(found)

    def add_business_days(
        self, t: datetime, n: int, ends: Literal["same_time", "close"] = "same_time"
    ) -> datetime:
        """Give the n-th working date after (n < 0: before) t's local date; n = 0: t.

        Args:
            t: An instant; whether it is open does not matter.
            n: How many working dates.
            ends: At the wall time of t, or when that date's last hours close.

        Raises:
            ValueError: There are not so many working dates from 1970 to 2200.
        """
        if ends not in ("same_time", "close"):
            msg = f"`{str(ends)[:60]}` is not an end; write `same_time` or `close`"
            raise ValueError(msg)
        end: Literal["closing", "same_time"] = (
            "closing" if ends == "close" else "same_time"
        )
        found = self._time.add_business_days(from_datetime(t), n, end)
        return _found(found, "so many working dates")

    def is_working_day(self, on: date) -> bool:
        """Whether a local date has an open instant of its own."""
        return self._time.is_working_day(_date(on))

    def spans(self, a: datetime, b: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Give the open intervals between two instants in order, clipped to them."""
        spans = self._time.spans(from_datetime(a), from_datetime(b))
        return ((to_datetime(start), to_datetime(end)) for start, end in spans)


def _microseconds(length: object) -> int:
    if not isinstance(length, timedelta):
        msg = f"`{str(length)[:60]}` is no length of time; give a timedelta"
        raise TypeError(msg)
    return length.days * DAY + length.seconds * SECOND + length.microseconds


def _of_hours(hours: Hours) -> Calendar:
    calendar = Calendar.__new__(Calendar)
    calendar._hours, calendar._time = hours, WorkingTime(hours)
    calendar._tables = Tables(calendar._time)
    return calendar


def _found(instant: int | None, asked: str = "so much open time") -> datetime:
    if instant is None:
        msg = f"the calendar has not {asked} within the years 1970 to 2200"
        raise ValueError(msg)
    return to_datetime(instant)


def _date(value: object) -> date:
    match value:
        case datetime():
            msg = f"`{value.isoformat()}` is an instant; give a date"
        case date():
            return value
        case _:
            msg = f"`{str(value)[:60]}` is not a date"
    raise ValueError(msg)


def _spans(texts: Iterable[str]) -> Spans:
    listed = (texts,) if isinstance(texts, str) else tuple(texts)
    return spans_of(span(str(each)) for each in listed)


def _week(week: Mapping[str, Iterable[str]]) -> tuple[Spans, ...]:
    for day in week:
        if day not in _DAYS:
            msg = f"`{str(day)[:60]}` is not a weekday; write one of {', '.join(_DAYS)}"
            raise ValueError(msg)
    found = tuple(_spans(week.get(day, ())) for day in _DAYS)
    if not any(found):
        msg = "the week never opens; give at least one day a span of hours"
        raise ValueError(msg)
    return found


def _closure(stretch: tuple[datetime, datetime]) -> tuple[int, int]:
    try:
        start, end = stretch
    except (TypeError, ValueError):
        msg = "a closure is two instants, its start and its end"
        raise ValueError(msg) from None
    first, last = from_datetime(start), from_datetime(end)
    if last < first:
        msg = f"a closure ends before it starts, at `{start.isoformat()}`"
        raise ValueError(msg)
    return first, last


def _require_region(region: str) -> None:
    if not is_region(region):
        msg = (
            f"`{region[:60]}` is not a region whose holidays are known; write a code "
            "of ISO 3166, such as `PL` or `US-CA`"
        )
        raise ValueError(msg)
