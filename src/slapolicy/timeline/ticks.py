"""The ticks of an axis: which instants, by the wall clock of a zone, for a stretch.

Local dates are gone through one by one: a tick that the clock skips is not there, and
one that it shows twice is there twice.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from attrs import frozen

from slapolicy.worktime import DAY, HOUR, MINUTE, SECOND, Zone, zone
from slapolicy.worktime.dates import date_of, day_number

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTH, _YEAR = 30 * DAY, 365 * DAY
_WITHIN_A_DAY = (
    SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
    MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
    HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
)  # fmt: skip
_DAYS = (1, 2, 7)
_MONTHS = (1, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50)


@frozen
class Tick:
    """An instant on an axis, and what to write there."""

    at: int
    words: str


@frozen
class Axis:
    """The ticks of an axis: fine ones, and coarse ones that say of what they are part.

    The first coarse tick is the start itself.
    """

    fine: tuple[Tick, ...]
    coarse: tuple[Tick, ...]


Say = Callable[[datetime, str], str]


def axis(start: int, end: int, zone_name: str, say: Say, most: int = 9) -> Axis:
    """Give the ticks of a stretch, at most so many fine ones.

    `say` tells a wall time in short, by its grain.
    """
    clock = zone(zone_name)
    length = end - start
    for step in _WITHIN_A_DAY:
        if length <= most * step:
            grain = "second" if step < MINUTE else "minute"
            fine = _walls(clock, start, end, step)
            return _axis(
                clock, start, fine, grain, _dates(clock, start, end), "date", say
            )
    for days in _DAYS:
        if length <= most * days * DAY:
            fine = _every(clock, start, end, days)
            months = _months(clock, start, end, 1)
            return _axis(clock, start, fine, "day", months, "month_of_year", say)
    for months_each in _MONTHS:
        if length <= most * months_each * _MONTH:
            fine = _months(clock, start, end, months_each)
            years = _months(clock, start, end, 12)
            return _axis(clock, start, fine, "month", years, "year", say)
    for years_each in _YEARS:
        if length <= most * years_each * _YEAR or years_each == _YEARS[-1]:
            fine = _months(clock, start, end, 12 * years_each)
            return _axis(clock, start, fine, "year", iter(()), "", say)
    raise AssertionError


def wall(at: int, zone_name: str) -> datetime:
    """Give what the wall clock of a zone reads."""
    return _EPOCH + timedelta(microseconds=zone(zone_name).reading(at))


def _axis(
    clock: Zone,
    start: int,
    fine: Iterator[int],
    grain: str,
    coarse: Iterator[int],
    coarse_grain: str,
    say: Say,
) -> Axis:
    def tick(at: int, by: str) -> Tick:
        return Tick(at, say(wall(at, clock.name), by))

    first = [tick(start, coarse_grain)] if coarse_grain else []
    return Axis(
        tuple(tick(at, grain) for at in fine),
        (*first, *(tick(at, coarse_grain) for at in coarse if at > start)),
    )


def _walls(clock: Zone, start: int, end: int, step: int) -> Iterator[int]:
    """Give the instants at which the wall clock reads whole steps since midnight."""
    first = min(clock.reading(start), clock.reading(end))
    last = max(clock.reading(start), clock.reading(end))
    found: set[int] = set()
    for midnight in range((first // DAY) * DAY, last + 1, DAY):
        begin = max(0, (first - HOUR - midnight) // step * step)
        for part in range(begin, min(DAY, last + HOUR - midnight + 1), step):
            found.update(clock.instants_reading(midnight + part))
    yield from sorted(at for at in found if start <= at < end)


def _dates(clock: Zone, start: int, end: int) -> Iterator[int]:
    yield from _every(clock, start, end, 1)


def _every(clock: Zone, start: int, end: int, days: int) -> Iterator[int]:
    """Give the beginnings of dates; of every seventh, Mondays."""
    for day in range(clock.reading(start) // DAY, clock.reading(end) // DAY + 1):
        at = clock.first_reaching(day * DAY)
        if (day + 3) % days == 0 and start <= at < end:
            yield at


def _months(clock: Zone, start: int, end: int, each: int) -> Iterator[int]:
    """Give the beginnings of months, counted from the year 0."""
    first = date_of(clock.reading(start) // DAY)
    last = date_of(clock.reading(end) // DAY)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        if number % each == 0:
            begins = date(number // 12, number % 12 + 1, 1)
            at = clock.first_reaching(day_number(begins) * DAY)
            if start <= at < end:
                yield at
