"""Laws that business time keeps, whatever the calendar (BT-*).

B is the open time between two instants, D the least instant by which some has passed.
Instants are aimed at openings, closings, changes of the clocks and exact totals.
"""

from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
from attrs import evolve, frozen

import oracle
import strategies
from lawful import law
from slapolicy.worktime import (
    ALWAYS,
    DAY,
    HOUR,
    LATEST,
    MINUTE,
    SECOND,
    Always,
    Calendar,
    ClosedDates,
    DatedHours,
    HolidayLine,
    Hours,
    Week,
    WorkingTime,
    ZoneError,
    calendar_days_due,
    instant_of_wall,
    to_datetime,
    to_iso,
    zone,
)
from slapolicy.worktime.dates import date_of
from slapolicy.worktime.hours import DayEnd
from slapolicy.worktime.interval import (
    Interval,
    Intervals,
    complement,
    difference,
    intersection,
    total,
    union,
)
from slapolicy.worktime.zone import zone_names


@frozen
class World:
    """A calendar, instants worth asking about, and a source of further choices.

    `plain` is what the oracle reads.
    """

    plain: dict[str, Any]
    hours: Hours
    time: WorkingTime
    about: int
    points: tuple[int, ...]
    draw: Random

    def instants(self, count: int) -> list[int]:
        """Give some of the instants in order, some of them equal."""
        return sorted(self.draw.choice(self.points) for _ in range(count))

    def amount(self) -> int:
        """Give a duration above zero, often one that ends exactly at an edge."""
        a, b = self.instants(2)
        exact = self.time.between(a, b)
        free = self.draw.randrange(1, 5 * DAY)
        return exact if exact and self.draw.random() < 0.5 else free


def some_world(draw: Random) -> World:
    """Give a world around a change of the clocks, if its zone has any."""
    name = draw.choice(strategies.ZONES)
    about = strategies.instant_near_a_change(draw, name)
    return world(strategies.calendar(draw, name, about), about * SECOND, draw)


def world_at(about: int, draw: Random) -> World:
    """Give a world around a second."""
    name = draw.choice(strategies.ZONES)
    return world(strategies.calendar(draw, name, about), about * SECOND, draw)


def quiet_world(draw: Random) -> World:
    """Give a world in which no clock changes, and is whole minutes from UTC."""
    while True:
        name = draw.choice(strategies.ZONES)
        about = draw.randrange(2 * 366 * DAY, 80 * 365 * DAY) // SECOND * SECOND
        clock = zone(name)
        if clock.changes(about - 9 * DAY, about + 12 * DAY):
            continue
        if clock.offset(about) % MINUTE == 0:
            plain = strategies.calendar(draw, name, about // SECOND)
            return world(plain, about, draw)


def world(plain: dict[str, Any], about: int, random: Random) -> World:
    hours = strategies.hours(plain)
    time = WorkingTime(hours)
    start, end = about - 5 * DAY, about + 8 * DAY
    edges = [edge for span in time.spans(start, end) for edge in span]
    edges += time.zone.changes(start, end)
    points = [edge + by for edge in edges for by in (-1, 0, 1, -MINUTE, HOUR)]
    points += [random.randrange(start, end) for _ in range(8)]
    return World(plain, hours, time, about, tuple(points), random)


def reached(time: WorkingTime, a: int, d: int) -> int:
    """D, in a calendar that opens again."""
    found = time.add(a, d)
    assert found is not None
    return found


def opens_often(time: WorkingTime, a: int) -> bool:
    return time.add(a, 40 * DAY) is not None and time.subtract(a, 40 * DAY) is not None


@law("BT-ADD")
def test_the_time_of_parts_adds_up(draw: Random) -> int:
    w = some_world(draw)
    a, b, c = w.instants(3)
    assert w.time.between(a, b) + w.time.between(b, c) == w.time.between(a, c)
    parts = [*w.time.spans(a, b), *w.time.spans(b, c)]
    assert union(parts) == tuple(w.time.spans(a, c))
    return 0 < w.time.between(a, b) < w.time.between(a, c)


@law("BT-BOUND")
def test_no_more_is_open_than_passes(draw: Random) -> int:
    w = some_world(draw)
    a, b = w.instants(2)
    assert 0 <= w.time.between(a, b) <= b - a
    assert w.time.between(b, a) == -w.time.between(a, b)
    assert w.time.between(a, b) == total(tuple(w.time.spans(a, b)))
    return 0 < w.time.between(a, b) < b - a


@law("BT-MONO")
def test_a_longer_stretch_holds_no_less(draw: Random) -> int:
    w = some_world(draw)
    a, b, c = w.instants(3)
    assert w.time.between(a, b) <= w.time.between(a, c)
    assert w.time.between(b, c) <= w.time.between(a, c)
    return a < b < c


@law("BT-GALOIS", examples=80)
def test_add_is_the_least_that_holds_the_time(draw: Random) -> int:
    w = some_world(draw)
    a, n = w.instants(1)[0], w.amount()
    due = w.time.add(a, n)
    if due is None:
        return 0
    assert w.time.between(a, due) == n
    assert w.time.between(a, due - 1) == n - 1
    return 1


@law("BT-GALOIS")
def test_subtract_is_the_greatest_that_holds_the_time(draw: Random) -> int:
    w = some_world(draw)
    a, n = w.instants(1)[0], w.amount()
    start = w.time.subtract(a, n)
    if start is None:
        return 0
    assert w.time.between(start, a) == n
    assert w.time.between(start + 1, a) == n - 1
    assert w.time.is_open(start)
    return 1


@law("BT-LASTOPEN", examples=80)
def test_the_moment_before_a_due_instant_is_open(draw: Random) -> int:
    """By what the wall clock reads; and what runs out at a closing is due at it."""
    w = some_world(draw)
    a = w.instants(1)[0]
    closing = w.time.next_closing(w.instants(1)[0])
    if closing is None or closing <= a:
        return 0
    for n in (w.amount(), w.time.between(a, closing)):
        due = w.time.add(a, n)
        if due is None or n == 0:
            continue
        assert oracle.is_open(w.plain, (due - 1) // SECOND)
        assert w.time.is_open(due - 1)
        if n == w.time.between(a, closing):
            assert due == closing
    return w.time.between(a, closing) > 0


@law("BT-COMP")
def test_adding_twice_is_adding_the_sum(draw: Random) -> int:
    w = some_world(draw)
    a, m, n = w.instants(1)[0], w.amount(), w.amount()
    if not opens_often(w.time, a):
        return 0
    assert reached(w.time, reached(w.time, a, m), n) == reached(w.time, a, m + n)
    return 1


@law("BT-DMONO")
def test_a_later_start_or_more_time_is_never_due_earlier(draw: Random) -> int:
    w = some_world(draw)
    a, b = w.instants(2)
    m, n = sorted((w.amount(), w.amount()))
    if not opens_often(w.time, b):
        return 0
    assert reached(w.time, a, n) <= reached(w.time, b, n)
    assert reached(w.time, a, m) <= reached(w.time, a, n)
    return a < b


@law("BT-REV")
def test_what_lies_between_is_reached_by_then(draw: Random) -> int:
    w = some_world(draw)
    a, b = w.instants(2)
    n = w.time.between(a, b)
    due = w.time.add(a, n)
    start = w.time.subtract(b, n)
    assert due is not None
    assert due <= b
    assert start is not None
    assert start >= a
    return n > 0


@law("BT-CLOSEDSTART", examples=80)
def test_waiting_for_the_opening_loses_nothing(draw: Random) -> int:
    w = some_world(draw)
    a, n = w.instants(1)[0], w.amount()
    opening = w.time.next_opening(a)
    if opening is None:
        return 0
    assert w.time.between(a, opening) == 0
    assert w.time.is_open(opening)
    assert w.time.add(a, n) == w.time.add(opening, n)
    assert (opening == a) == w.time.is_open(a)
    return opening > a


@law("BT-EDGES")
def test_a_closing_ends_the_open_stretch(draw: Random) -> int:
    w = some_world(draw)
    a = w.instants(1)[0]
    opening, closing = w.time.next_opening(a), w.time.next_closing(a)
    if opening is None or closing is None:
        return 0
    assert w.time.between(opening, closing) == closing - opening > 0
    assert not w.time.is_open(closing)
    return 1


@law("BT-247")
def test_what_is_open_always_is_the_time_that_passes(draw: Random) -> int:
    w = some_world(draw)
    a, n = w.instants(1)[0], w.amount()
    week = (Week([[(0, 1440)]] * 7),)
    always = WorkingTime(Hours(w.hours.zone, week))
    assert always.add(a, n) == ALWAYS.add(a, n) == a + n
    assert always.subtract(a, n) == ALWAYS.subtract(a, n) == a - n
    assert always.between(a, a + n) == ALWAYS.between(a, a + n) == n
    return bool(w.time.zone.changes(a, a + n)) or w.draw.random() < 0.3


@law("BT-247")
def test_the_dates_of_what_is_open_always_are_whole(draw: Random) -> int:
    w = some_world(draw)
    week = (Week([[(0, 1440)]] * 7),)
    always = WorkingTime(Hours(w.hours.zone, week))
    on = date_of(w.about // DAY + w.draw.randint(-3, 3))
    twin = Always(w.hours.zone)
    assert always.owned(on) == twin.owned(on)
    if always.owned(on):
        assert always.last_closing(on) == twin.last_closing(on)
    return 1


def test_what_is_open_always_never_closes() -> None:
    always = WorkingTime(Hours("America/New_York", (Week([[(0, 1440)]] * 7),)))
    now = 20_000 * DAY
    assert always.next_closing(now) is ALWAYS.next_closing(now) is None


def weekly(name: str, days: list[Any]) -> WorkingTime:
    return WorkingTime(Hours(name, (Week(days),)))


def days_of(random: Random) -> list[Any]:
    """Give seven dates' spans, none of them overnight."""
    clocks = sorted(random.sample(range(0, 1441, 15), 4))
    if random.random() < 0.5:
        clocks = sorted(random.sample((0, 90, 120, 150, 180, 195, 210, 1440), 4))
    kinds = [
        [(clocks[0], clocks[1]), (clocks[2], clocks[3])],
        [(clocks[1], clocks[2])],
        [],
    ]
    return [union(random.choice(kinds)) for _ in range(7)]


@law("BT-COMPL", examples=40)
def test_what_is_open_and_what_is_shut_make_up_all_time(draw: Random) -> int:
    w = some_world(draw)
    a, b = w.instants(2)
    days = days_of(draw)
    s = weekly(w.hours.zone, days)
    not_s = weekly(w.hours.zone, [complement(day, 0, 1440) for day in days])
    assert s.between(a, b) + not_s.between(a, b) == b - a
    return 0 < s.between(a, b) < b - a


@law("BT-INCLEXCL", examples=40)
def test_either_and_both_hours_add_up_to_the_two(draw: Random) -> int:
    w = some_world(draw)
    a, b = w.instants(2)
    name = w.hours.zone
    left, right = days_of(draw), days_of(draw)
    s, t = weekly(name, left), weekly(name, right)
    both = weekly(name, [intersection(x, y) for x, y in zip(left, right, strict=True)])
    any_ = weekly(name, [union((*x, *y)) for x, y in zip(left, right, strict=True)])
    assert any_.between(a, b) + both.between(a, b) == s.between(a, b) + t.between(a, b)
    return both.between(a, b) > 0


@law("BT-SPLIT")
def test_hours_in_two_spans_twice_and_in_any_order_are_the_same(draw: Random) -> int:
    w = some_world(draw)
    a, b = w.instants(2)

    def cut(spans: Intervals) -> tuple[Interval, ...]:
        pieces: list[Interval] = []
        for start, end in spans:
            middle = draw.randint(start, end)
            pieces += [(start, middle), (middle, end), (start, end)]
        kept = [(x, y) for x, y in pieces if x < y <= 1440]
        # what passes midnight belongs to the date on which it opens: it stays whole
        kept += [(x, y) for x, y in spans if y > 1440]
        draw.shuffle(kept)
        return tuple(kept)

    weeks = tuple(
        Week([cut(day) for day in week.days], week.start) for week in w.hours.weeks
    )
    dates = tuple(DatedHours(each.on, cut(each.spans)) for each in w.hours.dates)
    other = WorkingTime(evolve(w.hours, weeks=weeks, dates=dates))
    assert tuple(other.spans(a, b)) == tuple(w.time.spans(a, b))
    n = w.amount()
    assert other.add(a, n) == w.time.add(a, n)
    for day in range(a // DAY, min(b // DAY, a // DAY + 4)):
        assert other.owned(date_of(day)) == w.time.owned(date_of(day))
    return w.time.between(a, b) > 0


@law("BT-HOLIDAY", examples=90)
def test_a_holiday_takes_its_local_date_and_no_more(draw: Random) -> int:
    """Also the first date of a year, on the evening before which hours began."""
    w = some_world(draw)
    day = (w.about + draw.randrange(-3 * DAY, 5 * DAY)) // DAY
    if draw.random() < 0.25:
        day = strategies.new_year(draw) // strategies.DAY
        w = world_at(day * strategies.DAY, draw)
    a, b = w.instants(2)
    on = date_of(day)
    if any(each.on == on for each in w.hours.dates):
        return 0
    hours = evolve(w.hours, holiday_dates=w.hours.holiday_dates | {on})
    fewer = WorkingTime(hours)
    start, end = a - 5 * DAY, b + 5 * DAY
    of_date = union(
        span
        for opens, closes, east in w.time.zone.segments(start, end)
        for span in intersection(
            ((opens, closes),), ((day * DAY - east, (day + 1) * DAY - east),)
        )
    )
    before = tuple(w.time.spans(start, end))
    assert tuple(fewer.spans(start, end)) == difference(before, of_date)
    n = w.amount()
    due, later = w.time.add(a, n), fewer.add(a, n)
    assert later is None or (due is not None and due <= later)
    closed = (*hours.closed, ClosedDates(on, on))  # twice: no more is shut
    both = WorkingTime(evolve(hours, closed=closed))
    one = WorkingTime(evolve(w.hours, closed=closed))
    for other in (both, one):
        assert tuple(other.spans(start, end)) == tuple(fewer.spans(start, end))
    return total(intersection(before, of_date)) > 0


@cache
def kept(region: str, year: int) -> frozenset[date]:
    """Give the holidays of a region, as the package of that name has them."""
    country, _, part = region.partition("-")
    return frozenset(
        holidays.country_holidays(country, subdiv=part or None, years=year)
    )


@law("BT-REGION", examples=30)
def test_the_holidays_of_a_region_are_those_of_the_year_date_by_date(
    draw: Random,
) -> int:
    region = draw.choice(("PL", "SK", "US", "GB-ENG", "DE", "AU-NSW"))
    year = draw.randrange(2000, 2035)
    on = draw.choice(sorted(kept(region, year)))
    about = (on - strategies.EPOCH).days * strategies.DAY
    w = world_at(about + draw.randrange(-2, 2) * strategies.DAY, draw)
    dates = kept(region, year - 1) | kept(region, year) | kept(region, year + 1)
    start = draw.choice((None, on, on - timedelta(days=2)))
    lines = (HolidayLine((region,), None, start),)
    named = WorkingTime(evolve(w.hours, holidays=lines))
    listed = frozenset(each for each in dates if start is None or each >= start)
    other = evolve(w.hours, holiday_dates=w.hours.holiday_dates | listed)
    one_by_one = WorkingTime(other)
    a, b = w.about - 6 * DAY, w.about + 9 * DAY
    assert tuple(named.spans(a, b)) == tuple(one_by_one.spans(a, b))
    n = w.amount()
    if w.time.add(a, 40 * DAY) is not None:
        assert named.add(a, n) == one_by_one.add(a, n)
    return named.between(a, b) < w.time.between(a, b)


@law("BT-ZONEREL")
def test_the_zone_of_a_datetime_does_not_matter(draw: Random) -> int:
    """Also of one whose reading comes twice."""
    w = some_world(draw)
    a, n = w.instants(1)[0], w.amount()
    changes = w.time.zone.changes(w.about - 5 * DAY, w.about + 5 * DAY)
    if changes and draw.random() < 0.5:
        a = draw.choice(changes) + draw.randrange(-HOUR, HOUR)
    hours = ["01:00-12:00", "17:00-24:00"]
    week = dict.fromkeys(strategies.WEEKDAYS, hours)
    calendar = Calendar(zone="Europe/Berlin", week=week)
    there = to_datetime(a).astimezone(ZoneInfo(w.hours.zone))
    length = timedelta(microseconds=n)
    assert calendar.add(there, length) == calendar.add(to_datetime(a), length)
    assert calendar.is_open(there) == calendar.is_open(to_datetime(a))
    b = to_datetime(w.instants(1)[0])
    assert calendar.between(there, b) == calendar.between(to_datetime(a), b)
    return there.utcoffset() != timedelta(0)


@law("BT-SHIFT")
def test_weeks_repeat_where_no_clock_changes(draw: Random) -> int:
    w = some_world(draw)
    a, n, weeks = w.instants(1)[0], w.amount(), draw.randint(1, 60) * 7 * DAY
    time = weekly("UTC-03:30", [[(0, 90), (1320, 1800)], *days_of(draw)[1:]])
    assert reached(time, a + weeks, n) == reached(time, a, n) + weeks
    return 1


@law("BT-OFFSETEQ")
def test_a_zone_is_its_offset_where_no_clock_changes(draw: Random) -> int:
    w = quiet_world(draw)
    a, b = w.instants(2)
    name = to_iso(w.about, w.hours.zone)[-6:]
    fixed = evolve(w.hours, zone="UTC" if name.endswith("Z") else f"UTC{name}")
    other = WorkingTime(fixed)
    assert tuple(w.time.spans(a, b)) == tuple(other.spans(a, b))
    assert w.time.between(a, b) == other.between(a, b)
    n = w.time.between(a, b)
    assert w.time.add(a, n) == other.add(a, n)
    assert w.time.subtract(b, n) == other.subtract(b, n)
    return n > 0


@law("BT-RES")
def test_whole_minutes_stay_whole_minutes(draw: Random) -> int:
    w = some_world(draw)
    a, n = w.instants(1)[0] // MINUTE * MINUTE, max(1, w.amount() // MINUTE) * MINUTE
    if w.hours.zone == "Africa/Monrovia" or any(
        edge % MINUTE for closure in w.hours.closures for edge in closure
    ):
        return 0
    due = w.time.add(a, n)
    assert due is None or due % MINUTE == 0
    return due is not None


@law("BT-NEVER", examples=6)
def test_hours_that_never_open_are_never_due(draw: Random) -> int:
    """No hours at all, or only on dates that are closed, or under a closure."""
    w = some_world(draw)
    a, n = w.instants(1)[0], w.amount()
    days = [date_of(w.about // DAY + by) for by in range(-2, 3)]
    never = draw.choice((
        evolve(w.hours, weeks=(Week([()] * 7),), dates=()),
        evolve(
            w.hours,
            weeks=(),
            dates=tuple(DatedHours(on, ()) for on in days),
            holiday_dates=frozenset(days),
        ),
        evolve(w.hours, closures=((0, 84_006 * DAY),)),
        evolve(w.hours, closed=(ClosedDates(date(1969, 1, 1), date(2201, 1, 1)),),
               yearly=(), dates=()),
    ))  # fmt: skip
    time = WorkingTime(never)
    assert time.next_opening(a) is None
    assert time.add(a, n) is None
    assert time.subtract(a, n) is None
    assert time.business_days_due(a, 1) is None
    assert time.between(a, a + n) == 0
    assert time.add(a, 0) == a
    return 1


@law("BT-NEVER", examples=200)
def test_what_is_not_due_before_2200_is_never_due(draw: Random) -> int:
    """Asked in the last week, near the edges of hours, whatever ends a day."""
    name, last = draw.choice(strategies.ZONES), LATEST // SECOND - 4 * 86_400
    hours = strategies.hours(strategies.calendar(draw, name, last))
    ends: DayEnd = draw.choice(("closing", "same_time", draw.randrange(1, 1440)))
    time = WorkingTime(evolve(hours, day_end=ends))
    spans = [edge for span in time.spans(LATEST - 7 * DAY, LATEST) for edge in span]
    a = draw.choice([*spans, draw.randrange(LATEST - 7 * DAY, LATEST)])
    a, n = min(a + draw.choice((-1, 0, 1)), LATEST), draw.randint(1, 5)
    found = (
        time.business_days_due(a, n),
        time.add_business_days(a, n, ends),
        time.add(a, n * HOUR),
        time.next_opening(a),
        time.next_closing(a),
        calendar_days_due(name, a, n),
    )
    assert all(each is None or a <= each <= LATEST for each in found), (a, n, found)
    return None in found[:2]


@law("BT-DAYLEN", examples=60)
def test_a_date_is_as_long_as_its_wall_clock_reads_it(draw: Random) -> int:
    w = some_world(draw)
    name = w.hours.zone
    if name == "Africa/Monrovia":  # whose clock was 44 min 30 s behind: see below
        return 0
    day = w.about // DAY + draw.randint(-3, 3)
    start = day * 86_400 - 86_400
    minutes = sum(
        oracle.reading(name, second) // 86_400 == day
        for second in range(start, start + 3 * 86_400, 60)
    )
    time = weekly(name, [[(0, 1440)]] * 7)
    assert total(time.owned(date_of(day))) == minutes * MINUTE
    return minutes != 1440 or draw.random() < 0.3


def links() -> list[tuple[str, str]]:
    """Give each other name of a zone, with the name that the data keep it under."""
    text = files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if line.startswith("L "))
    return [(row[2], row[1]) for row in rows]


def test_bt_alias_another_name_is_the_same_zone_or_refused_with_its_name() -> None:
    """BT-ALIAS: for every link of the zone data."""
    found = links()
    same = 0
    for other, name in found:
        if other == "UTC":
            continue
        if other not in zone_names():
            with pytest.raises(ZoneError):
                zone(other)
            continue
        if name in zone_names():
            start, end = 0, 70 * 365 * DAY
            assert zone(other).changes(start, end) == zone(name).changes(start, end)
            assert zone(other).offset(end) == zone(name).offset(end)
            same += 1
    assert len(found) > 150
    assert same > 50 or not any(other in zone_names() for other, _ in found)


@law("BT-DATED")
def test_a_dated_exception_has_its_hours_and_no_others(draw: Random) -> int:
    w = some_world(draw)
    on = date_of((w.about + draw.randrange(-DAY, 3 * DAY)) // DAY)
    others = tuple(each for each in w.hours.dates if each.on != on)
    closed = evolve(w.hours, dates=(*others, DatedHours(on, ())))
    assert not WorkingTime(closed).is_working_day(on)
    return w.time.is_working_day(on)


@law("BT-BUSINESSDAYS")
def test_business_days_are_working_dates_after_the_one_of_receipt(draw: Random) -> int:
    w = some_world(draw)
    a, n = w.instants(1)[0], draw.randint(1, 4)
    time = WorkingTime(evolve(w.hours, day_end="closing"))
    received = time.next_opening(a)
    if received is None or not opens_often(time, a):
        return 0
    first = time.working_date(received)
    due = time.business_days_due(a, n)
    assert first is not None
    assert due is not None
    dates = [first + timedelta(days=k) for k in range(1, 400)]
    working = [on for on in dates if time.is_working_day(on)]
    assert due == time.last_closing(working[n - 1])
    assert due == time.business_days_due(received, n)
    return received > a


@law("BT-CALENDARDAYS")
def test_calendar_days_keep_the_wall_time_or_the_first_to_reach_it(
    draw: Random,
) -> int:
    w = some_world(draw)
    clock = zone(w.hours.zone)
    a, n = w.instants(1)[0], draw.randint(0, 40)
    changes = clock.changes(w.about - 4 * DAY, w.about + 9 * DAY)
    if changes and draw.random() < 0.6:  # aim at a wall time in the gap or the fold
        n = draw.randint(1, 3)
        a = draw.choice(changes) - n * DAY + draw.choice((-HOUR, 0, HOUR // 2, -1))
    due = calendar_days_due(w.hours.zone, a, n)
    assert due is not None
    wall = clock.reading(a) + n * DAY
    assert clock.reading(due) >= wall
    assert all(clock.reading(due - by) < wall for by in (1, MINUTE, HOUR, 3 * HOUR))
    return bool(changes)


@pytest.mark.parametrize(
    ("name", "on", "hours"),
    [
        ("America/New_York", date(2025, 3, 9), 23),
        ("America/New_York", date(2025, 11, 2), 25),
        ("America/New_York", date(2025, 6, 2), 24),
        ("Australia/Lord_Howe", date(2025, 10, 5), 23.5),
        ("Australia/Lord_Howe", date(2025, 4, 6), 24.5),
        ("Antarctica/Troll", date(2025, 3, 30), 22),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Pacific/Apia", date(2011, 12, 31), 24),
        ("Africa/Casablanca", date(2025, 2, 23), 25),
        ("America/Santiago", date(2025, 9, 7), 23),
        ("America/Havana", date(2025, 11, 2), 25),
        ("Africa/Monrovia", date(1972, 1, 7), 24 - 44.5 / 60),
    ],
)
def test_bt_daylen_a_date_is_as_long_as_its_clock_makes_it(
    name: str, on: date, hours: float
) -> None:
    """BT-DAYLEN: on nights of changes, by hand."""
    time = weekly(name, [[(0, 1440)]] * 7)
    assert total(time.owned(on)) == hours * HOUR


@pytest.mark.parametrize(
    "hours",
    [
        Hours("Europe/Berlin", (Week([()] * 7),)),
        Hours("Europe/Berlin", ()),
        Hours("UTC", (Week([[(540, 600)]] * 7),), closures=((0, 84_006 * DAY),)),
    ],
)
def test_bt_never_a_calendar_that_never_opens_says_so(hours: Hours) -> None:
    """BT-NEVER: whatever is asked of it."""
    time = WorkingTime(hours)
    a = 20_000 * DAY
    assert time.next_opening(a) is None
    assert time.next_closing(a) is None
    assert time.add(a, 1) is None
    assert time.subtract(a, 1) is None
    assert time.add(a, 0) == a
    assert time.business_days_due(a, 1) is None
    assert time.add_business_days(a, 1, "closing") is None
    assert time.add_business_days(a, -1, "closing") is None
    assert time.between(0, 84_006 * DAY) == 0
    assert list(time.spans(0, 84_006 * DAY)) == []


def test_a_century_is_as_exact_as_a_day() -> None:
    time = weekly("Europe/Warsaw", [[(540, 1020)]] * 5 + [[], []])
    start = instant_of_wall(
        datetime.fromisoformat("2000-01-03"), "Europe/Warsaw"
    )  # a Monday
    end = instant_of_wall(
        datetime.fromisoformat("2100-01-04"), "Europe/Warsaw"
    )  # a Monday
    weeks = (date(2100, 1, 4) - date(2000, 1, 3)).days // 7
    assert time.between(start, end) == weeks * 40 * HOUR
    assert time.subtract(end, weeks * 40 * HOUR) == start + 9 * HOUR
    assert time.add(start, weeks * 40 * HOUR) == end - 2 * DAY - 7 * HOUR
