"""What the lines of a calendar say, as plain values.

When it is open follows from them in `dates` and `working`; no zone data, no holidays
and no text of the policy language stand here.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from slapolicy.values import field, frozen

MIDNIGHT = 24 * 60
Spans = tuple[tuple[int, int], ...]
"""Minutes `[open, close)` from a date's midnight; beyond 1440 lies the next date."""

According = Literal["holidays", "workalendar", "either", "both"]
DayEnd = Literal["closing", "same_time"] | int

_SPAN = re.compile(r"([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")


def spans_of(pairs: Iterable[tuple[int, int]]) -> Spans:
    """Give pairs of minutes as spans; one that ends no later than it begins runs on.

    Raises:
        ValueError: A span of no length, or outside its date and the next.
    """
    spans: list[tuple[int, int]] = []
    for opens, closes in pairs:
        if opens == closes:
            msg = f"a span from {_clock(opens)} to {_clock(closes)} has no length"
            raise ValueError(msg)
        ends = closes if closes > opens else closes + MIDNIGHT
        if not (0 <= opens < MIDNIGHT and closes >= 0 and ends <= 2 * MIDNIGHT):
            msg = f"a span from {_clock(opens)} to {_clock(closes)} is not within a day"
            raise ValueError(msg)
        spans.append((opens, ends))
    return tuple(sorted(spans))


def span(text: str) -> tuple[int, int]:
    """Read a span such as `09:00-17:00`, `22:00-06:00` or `18:00-24:00`.

    Raises:
        ValueError: The text is no such span.
    """
    if match := _SPAN.fullmatch(text):
        first, second, third, fourth = (int(part) for part in match.groups())
        opens, closes = first * 60 + second, third * 60 + fourth
        if closes <= MIDNIGHT:
            (found,) = spans_of([(opens, closes)])
            return found
    msg = f"`{text[:60]}` is not a span of hours; write `09:00-17:00`"
    raise ValueError(msg)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _some_spans(pairs: Iterable[tuple[int, int]] | None) -> Spans | None:
    return None if pairs is None else spans_of(pairs)


def _seven(days: Iterable[Iterable[tuple[int, int]]]) -> tuple[Spans, ...]:
    found = tuple(spans_of(day) for day in days)
    if len(found) != 7:
        msg = "a week has seven days"
        raise ValueError(msg)
    return found


@frozen
class Week:
    """`open Mon-Fri 09:00-17:00 [from DATE]`: all weekly lines of one version.

    `days` are the spans of seven dates, Monday first. It is in force from `start`
    (always, if None) until a later one's.
    """

    days: tuple[Spans, ...] = field(converter=_seven)
    start: date | None = None


@frozen
class DatedHours:
    """`open on DATE SPANS`: these hours on that date and no others."""

    on: date
    spans: Spans = field(converter=spans_of)


@frozen
class ClosedDates:
    """`closed on DATE [through DATE] [SPANS]`; the whole dates if `spans` is None.

    From the latest `start` on, lines of this kind with an earlier one say no more.
    """

    first: date
    last: date
    spans: Spans | None = field(default=None, converter=_some_spans)
    name: str = ""
    start: date | None = None


@frozen
class ClosedYearly:
    """`closed on 24 December through 1 January [SPANS]`, as (month, day), every year.

    It may run over New Year. Versions as with `ClosedDates`.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    spans: Spans | None = field(default=None, converter=_some_spans)
    name: str = ""
    start: date | None = None


@frozen
class HolidayLine:
    """`closed on holidays of PL [according to …] [from DATE]`.

    No regions at all, from a date: holidays close it no more. `according_to` None is
    the `holidays` package.
    """

    regions: tuple[str, ...]
    according_to: According | None = None
    start: date | None = None


@frozen
class Hours:
    """A calendar's line-up.

    `holiday_dates` are holidays written out, for which no holiday package is asked;
    `closures` are instants `[start, end)` in microseconds UTC. `day_end` says when a
    business day ends: at closing, at the time it began, or at a minute of the date.
    """

    zone: str
    weeks: tuple[Week, ...]
    dates: tuple[DatedHours, ...] = ()
    closed: tuple[ClosedDates, ...] = ()
    yearly: tuple[ClosedYearly, ...] = ()
    holidays: tuple[HolidayLine, ...] = ()
    holiday_dates: frozenset[date] = frozenset()
    closures: tuple[tuple[int, int], ...] = ()
    day_end: DayEnd = "closing"
