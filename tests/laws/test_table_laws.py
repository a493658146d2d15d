"""What a calendar looks up by date is what it reckons from its hours.

Instants are aimed at openings, closings, changes of the clocks, exact totals and the
ends of the tables (512 dates of UTC each), in UTC and in zones.
"""

from datetime import UTC, timedelta
from importlib.resources import files
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

import strategies
from lawful import law
from slapolicy.worktime import (
    DAY,
    MINUTE,
    SECOND,
    Calendar,
    InstantError,
    WorkingTime,
    from_datetime,
    to_datetime,
    zone,
)
from slapolicy.worktime.datetimes import in_utc
from slapolicy.worktime.zone import EARLIEST, LATEST, _listed_changes, zone_names

ENDS = range(718_848 - 719_163, (LATEST - EARLIEST) // DAY + 512, 512)
"""The first dates of the tables, counted from 1970-01-01."""


def calendar_of(time: WorkingTime) -> Calendar:
    """Give the calendar of hours: what a process hands to another."""
    made, given = Calendar(zone="UTC", week={"mon": ["09:00-17:00"]}).__reduce__()
    assert callable(made)
    assert isinstance(given, tuple)
    found = made(time.hours)
    assert isinstance(found, Calendar)
    return found


@law("BT-TABLE", examples=80)
def test_what_is_looked_up_is_what_is_reckoned(draw: Random) -> int:
    name = draw.choice(strategies.ZONES)
    about = strategies.instant_near_a_change(draw, name) * SECOND
    if draw.random() < 0.5:  # the change of a table instead of one of the clocks
        about = draw.choice(ENDS[1:-2]) * DAY
    hours = strategies.hours(strategies.calendar(draw, name, about // SECOND))
    time = WorkingTime(hours)
    calendar = calendar_of(time)
    start, end = max(about - 5 * DAY, 0), about + 8 * DAY
    edges = [edge for span in time.spans(start, end) for edge in span]
    edges += [about, *(draw.randrange(start, end) for _ in range(4))]
    points = [each + by for each in edges for by in (-1, 0, 1, MINUTE)]
    held = 0
    for _ in range(12):
        a, b = sorted(draw.choice(points) for _ in range(2))
        if draw.random() < 0.2:
            b += draw.randrange(1, 900) * DAY
        if not 0 <= a <= b <= LATEST:
            continue
        shown = draw.choice((UTC, ZoneInfo(name)))
        first, second = (to_datetime(each).astimezone(shown) for each in (a, b))
        between = time.between(a, b)
        assert calendar.between(first, second) == timedelta(microseconds=between)
        assert calendar.between(second, first) == -timedelta(microseconds=between)
        length = draw.choice((between, between + 1, draw.randrange(9 * DAY)))
        due = time.add(a, length)
        if due is None:
            with pytest.raises(ValueError, match="not so much open time"):
                calendar.add(first, timedelta(microseconds=length))
        else:
            found = calendar.add(first, timedelta(microseconds=length))
            assert found == to_datetime(due)
            assert found.tzinfo is UTC
            held += 1
    return held


@pytest.mark.parametrize("instant", [EARLIEST, EARLIEST + 1, LATEST - 1, LATEST])
def test_the_ends_of_the_years_are_answered_and_what_is_beyond_is_refused(
    instant: int,
) -> None:
    calendar = Calendar(zone="UTC", week={"thu": ["00:00-24:00"]})
    at = to_datetime(instant)
    assert calendar.between(at, at) == timedelta(0)
    for beyond in (to_datetime(EARLIEST), to_datetime(LATEST)):
        step = timedelta(microseconds=1 if beyond.year > 2000 else -1)
        with pytest.raises(InstantError, match="outside the years 1970 to 2200"):
            calendar.between(at, beyond + step)
        with pytest.raises(InstantError, match="outside the years 1970 to 2200"):
            calendar.add(beyond + step, timedelta(hours=1))


def test_no_zone_changes_its_clocks_twice_within_three_dates() -> None:
    """So a date whose neighbours have one offset is a date without a change.

    The changes that the data list; those that rules go on with are months apart.
    """
    for name in sorted(zone_names()):
        data = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
        listed = [each for each in _listed_changes(data) if each >= EARLIEST]
        for one, other in pairwise(listed):
            assert other - one > 4 * DAY // SECOND, name


@law("BT-TABLE", examples=200, held=40)
def test_a_datetime_of_a_zone_is_the_instant_that_its_clock_reads(draw: Random) -> int:
    """Or it is refused, as no clock reads it: said by the zone's own offsets.

    Readings are aimed at what a change of the clocks skips or repeats, and beside it.
    """
    name = draw.choice(strategies.ZONES)
    there = ZoneInfo(name)
    around = strategies.instant_near_a_change(draw, name) * SECOND
    changes = zone(name).changes(around - 40 * DAY, around + 40 * DAY)
    about = to_datetime(draw.choice(changes) if changes else around)
    before = (about - timedelta(microseconds=1)).astimezone(there)
    after = about.astimezone(there)
    edge = draw.choice((before, after)).replace(tzinfo=None)
    minutes = draw.choice((0, 1, 15, 29, 45, 90, -1, -20, -60, 1440, -1440))
    naive = edge + timedelta(minutes=minutes, microseconds=draw.choice((0, 1)))
    value = naive.replace(tzinfo=there, fold=draw.randrange(2))
    offsets = {value.replace(fold=fold).utcoffset() for fold in (0, 1)}
    may_be = sorted(
        naive.replace(tzinfo=UTC) - each for each in offsets if each is not None
    )
    readings = [e for e in may_be if e.astimezone(there).replace(tzinfo=None) == naive]
    if not readings:
        for refusing in (from_datetime, in_utc):
            with pytest.raises(InstantError, match="does not exist"):
                refusing(value)
        return 1
    meant = readings[value.fold if len(readings) == 2 else 0]
    assert to_datetime(from_datetime(value)) == meant
    assert in_utc(value) == meant
    assert in_utc(value).tzinfo is UTC
    return len(readings) == 2
