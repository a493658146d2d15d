"""Laws that business time keeps, whatever the calendar (BT-*).

B is the open time between two instants, D the least instant by which some has passed.
Instants are aimed at openings, closings, changes of the clocks and exact totals.
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies
from slapolicy.worktime import (
    ALWAYS,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Always,
    Calendar,
    DatedHours,
    Hours,
    Week,
    WorkingTime,
    calendar_days_due,
    instant_of_wall,
    to_datetime,
    to_iso,
    zone,
)
from slapolicy.worktime.dates import date_of
from slapolicy.worktime.interval import (
    complement,
    difference,
    intersection,
    total,
    union,
)

LAW = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@frozen
class World:
    """A calendar, instants worth asking about, and a source of further choices."""

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


@st.composite
def worlds(draw: Any) -> World:
    random = draw(st.randoms(use_true_random=False))
    name = random.choice(strategies.ZONES)
    about = strategies.instant_near_a_change(random, name)
    hours = strategies.hours(strategies.calendar(random, name, about))
    return world(hours, about * SECOND, random)


def world(hours: Hours, about: int, random: Random) -> World:
    time = WorkingTime(hours)
    start, end = about - 5 * DAY, about + 8 * DAY
    edges = [edge for span in time.spans(start, end) for edge in span]
    edges += time.zone.changes(start, end)
    points = [edge + by for edge in edges for by in (-1, 0, 1, -MINUTE, HOUR)]
    points += [random.randrange(start, end) for _ in range(8)]
    return World(hours, time, about, tuple(points), random)


def reached(time: WorkingTime, a: int, d: int) -> int:
    """D, in a calendar that opens again."""
    found = time.add(a, d)
    assert found is not None
    return found


def opens_often(time: WorkingTime, a: int) -> bool:
    return time.add(a, 40 * DAY) is not None and time.subtract(a, 40 * DAY) is not None


@LAW
@given(worlds())
def test_bt_add_and_bt_split_the_time_of_parts_adds_up(w: World) -> None:
    a, b, c = w.instants(3)
    assert w.time.between(a, b) + w.time.between(b, c) == w.time.between(a, c)
    parts = [*w.time.spans(a, b), *w.time.spans(b, c)]
    assert union(parts) == tuple(w.time.spans(a, c))


@LAW
@given(worlds())
def test_bt_bound_no_more_is_open_than_passes(w: World) -> None:
    a, b = w.instants(2)
    assert 0 <= w.time.between(a, b) <= b - a
    assert w.time.between(b, a) == -w.time.between(a, b)
    assert w.time.between(a, b) == total(tuple(w.time.spans(a, b)))


@LAW
@given(worlds())
def test_bt_mono_a_longer_stretch_holds_no_less(w: World) -> None:
    a, b, c = w.instants(3)
    assert w.time.between(a, b) <= w.time.between(a, c)
    assert w.time.between(b, c) <= w.time.between(a, c)


@LAW
@given(worlds())
def test_bt_galois_add_is_the_least_that_holds_the_time(w: World) -> None:
    a, n = w.instants(1)[0], w.amount()
    if (due := w.time.add(a, n)) is not None:
        assert w.time.between(a, due) == n
        assert w.time.between(a, due - 1) == n - 1
        # BT-LASTOPEN
        assert w.time.is_open(due - 1)


@LAW
@given(worlds())
def test_bt_galois_subtract_is_the_greatest_that_holds_the_time(w: World) -> None:
    a, n = w.instants(1)[0], w.amount()
    if (start := w.time.subtract(a, n)) is not None:
        assert w.time.between(start, a) == n
        assert w.time.between(start + 1, a) == n - 1
        assert w.time.is_open(start)


@LAW
@given(worlds())
def test_bt_comp_adding_twice_is_adding_the_sum(w: World) -> None:
    a, m, n = w.instants(1)[0], w.amount(), w.amount()
    if opens_often(w.time, a):
        assert reached(w.time, reached(w.time, a, m), n) == reached(w.time, a, m + n)


@LAW
@given(worlds())
def test_bt_dmono_a_later_start_or_more_time_is_never_due_earlier(w: World) -> None:
    a, b = w.instants(2)
    m, n = sorted((w.amount(), w.amount()))
    if opens_often(w.time, b):
        assert reached(w.time, a, n) <= reached(w.time, b, n)
        assert reached(w.time, a, m) <= reached(w.time, a, n)


@LAW
@given(worlds())
def test_bt_rev_what_lies_between_is_reached_by_then(w: World) -> None:
    a, b = w.instants(2)
    n = w.time.between(a, b)
    due = w.time.add(a, n)
    start = w.time.subtract(b, n)
    assert due is not None
    assert due <= b
    assert start is not None
    assert start >= a


@LAW
@given(worlds())
def test_bt_closedstart_waiting_for_the_opening_loses_nothing(w: World) -> None:
    a, n = w.instants(1)[0], w.amount()
    opening = w.time.next_opening(a)
    if opening is not None:
        assert w.time.between(a, opening) == 0
        assert w.time.is_open(opening)
        assert w.time.add(a, n) == w.time.add(opening, n)
        assert (opening == a) == w.time.is_open(a)


@LAW
@given(worlds())
def test_a_closing_ends_the_open_stretch(w: World) -> None:
    a = w.instants(1)[0]
    opening, closing = w.time.next_opening(a), w.time.next_closing(a)
    if opening is not None and closing is not None:
        assert w.time.between(opening, closing) == closing - opening > 0
        assert not w.time.is_open(closing)


@LAW
@given(worlds())
def test_bt_247_open_always_is_the_time_that_passes(w: World) -> None:
    a, n = w.instants(1)[0], w.amount()
    week = (Week([[(0, 1440)]] * 7),)
    always = WorkingTime(Hours(w.hours.zone, week))
    assert always.add(a, n) == ALWAYS.add(a, n) == a + n
    assert always.subtract(a, n) == ALWAYS.subtract(a, n) == a - n
    assert always.between(a, a + n) == ALWAYS.between(a, a + n) == n
    on = date_of(w.about // DAY)
    assert always.owned(on) == Always(w.hours.zone).owned(on)


def test_what_is_open_always_never_closes() -> None:
    always = WorkingTime(Hours("America/New_York", (Week([[(0, 1440)]] * 7),)))
    now = 20_000 * DAY
    assert always.next_closing(now) is ALWAYS.next_closing(now) is None


def weekly(name: str, days: list[Any]) -> WorkingTime:
    return WorkingTime(Hours(name, (Week(days),)))


def days_of(random: Random) -> list[Any]:
    """Give seven dates' spans, none of them overnight."""
    clocks = sorted(random.sample(range(0, 1441, 15), 4))
    kinds = [
        [(clocks[0], clocks[1]), (clocks[2], clocks[3])],
        [(clocks[1], clocks[2])],
        [],
    ]
    return [union(random.choice(kinds)) for _ in range(7)]


@LAW
@given(worlds())
def test_bt_compl_and_bt_inclexcl_sets_of_hours_add_up(w: World) -> None:
    a, b = w.instants(2)
    name = w.hours.zone
    left, right = days_of(w.draw), days_of(w.draw)
    s, t = weekly(name, left), weekly(name, right)
    not_s = weekly(name, [complement(day, 0, 1440) for day in left])
    both = weekly(name, [intersection(x, y) for x, y in zip(left, right, strict=True)])
    any_ = weekly(name, [union((*x, *y)) for x, y in zip(left, right, strict=True)])
    assert s.between(a, b) + not_s.between(a, b) == b - a
    assert any_.between(a, b) + both.between(a, b) == s.between(a, b) + t.between(a, b)


@LAW
@given(worlds())
def test_bt_holiday_a_holiday_takes_its_local_date_and_no_more(w: World) -> None:
    a, b = w.instants(2)
    day = (w.about + w.draw.randrange(-3 * DAY, 5 * DAY)) // DAY
    on = date_of(day)
    if any(each.on == on for each in w.hours.dates):
        return
    fewer = WorkingTime(evolve(w.hours, holiday_dates=w.hours.holiday_dates | {on}))
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
    again = WorkingTime(evolve(w.hours, holiday_dates=w.hours.holiday_dates | {on, on}))
    assert again == fewer


@LAW
@given(worlds())
def test_bt_zonerel_the_zone_of_a_datetime_does_not_matter(w: World) -> None:
    a, n = w.instants(1)[0], w.amount()
    calendar = Calendar(
        zone="Europe/Berlin", week={"mon": ["09:00-17:00"], "sat": ["22:00-06:00"]}
    )
    there = to_datetime(a).astimezone(ZoneInfo(w.hours.zone))
    length = timedelta(microseconds=n)
    assert calendar.add(there, length) == calendar.add(to_datetime(a), length)
    assert calendar.is_open(there) == calendar.is_open(to_datetime(a))


@LAW
@given(worlds())
def test_bt_shift_weeks_repeat_where_no_clock_changes(w: World) -> None:
    a, n, weeks = w.instants(1)[0], w.amount(), w.draw.randint(1, 60) * 7 * DAY
    time = weekly("UTC-03:30", [[(0, 90), (1320, 1800)], *days_of(w.draw)[1:]])
    assert reached(time, a + weeks, n) == reached(time, a, n) + weeks


@LAW
@given(worlds())
def test_bt_offseteq_a_zone_is_its_offset_where_no_clock_changes(w: World) -> None:
    a, b = w.instants(2)
    days = [[(0, 90), (1320, 1800)], *days_of(w.draw)[1:]]
    clock = zone(w.hours.zone)
    start, end = w.about - 9 * DAY, w.about + 12 * DAY
    if clock.changes(start, end) or clock.offset(a) % MINUTE:
        return
    name = to_iso(w.about, w.hours.zone)[-6:]
    fixed = weekly("UTC" if name.endswith("Z") else f"UTC{name}", days)
    assert tuple(weekly(w.hours.zone, days).spans(a, b)) == tuple(fixed.spans(a, b))


@LAW
@given(worlds())
def test_bt_res_whole_minutes_stay_whole_minutes(w: World) -> None:
    a, n = w.instants(1)[0] // MINUTE * MINUTE, max(1, w.amount() // MINUTE) * MINUTE
    if w.hours.zone == "Africa/Monrovia" or any(
        edge % MINUTE for closure in w.hours.closures for edge in closure
    ):
        return
    due = w.time.add(a, n)
    assert due is None or due % MINUTE == 0


@LAW
@given(worlds())
def test_a_dated_exception_has_its_hours_and_no_others(w: World) -> None:
    on = date_of((w.about + w.draw.randrange(-DAY, 3 * DAY)) // DAY)
    others = tuple(each for each in w.hours.dates if each.on != on)
    closed = evolve(w.hours, dates=(*others, DatedHours(on, ())))
    assert not WorkingTime(closed).is_working_day(on)


@LAW
@given(worlds())
def test_business_days_are_working_dates_after_the_one_of_receipt(w: World) -> None:
    a, n = w.instants(1)[0], w.draw.randint(1, 4)
    time = WorkingTime(evolve(w.hours, day_end="closing"))
    received = time.next_opening(a)
    if received is None or not opens_often(time, a):
        return
    first = time.working_date(received)
    due = time.business_days_due(a, n)
    assert first is not None
    assert due is not None
    dates = [first + timedelta(days=k) for k in range(1, 400)]
    working = [on for on in dates if time.is_working_day(on)]
    assert due == time.last_closing(working[n - 1])
    assert due == time.business_days_due(received, n)


@LAW
@given(worlds())
def test_calendar_days_keep_the_wall_time_or_the_first_to_reach_it(w: World) -> None:
    a, n = w.instants(1)[0], w.draw.randint(0, 40)
    clock = zone(w.hours.zone)
    due = calendar_days_due(w.hours.zone, a, n)
    assert due is not None
    wall = clock.reading(a) + n * DAY
    assert clock.reading(due) >= wall
    assert clock.reading(due - 1) < wall


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
