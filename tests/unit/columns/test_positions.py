"""Positions of many instants on a line are those that the line gives of each alone."""

from datetime import UTC, date, datetime
from random import Random

import numpy as np
import pytest

from slapolicy.columns.whole.business_days import BusinessDays, business_days_of
from slapolicy.columns.whole.positions import Positions, positions_of
from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import MINUTE, WorkingTime, from_datetime
from slapolicy.worktime.hours import (
    ClosedDates,
    ClosedYearly,
    DayEnd,
    Hours,
    Week,
    span,
)

FIRST = from_datetime(datetime(2024, 1, 1, tzinfo=UTC))
LAST = from_datetime(datetime(2026, 1, 1, tzinfo=UTC))
ZONES = ("America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
WORKED = {
    "office": ["09:00-17:00"],
    "with a break": ["08:00-12:00", "13:00-18:30"],
    "nights": ["22:00-06:00"],
    "all day": ["00:00-24:00"],
    "minutes": [f"{hour:02}:{minute:02}-{hour:02}:{minute + 1:02}"
                for hour in range(9, 17) for minute in range(0, 60, 2)][:60],
}  # fmt: skip


def line(worked: str, zone: str, day_end: DayEnd = "closing") -> Line:
    """Give the line of some hours, Monday to Friday and on Sunday."""
    spans = [span(each) for each in WORKED[worked]]
    week = Week([spans] * 5 + [[], spans])
    yearly = ClosedYearly((12, 24), (1, 1))
    part = ClosedDates(date(2024, 3, 5), date(2024, 3, 5), [span("10:00-10:01")])
    hours = Hours(zone, (week,), yearly=(yearly,), closed=(part,), day_end=day_end)
    return Line(WorkingTime(hours))


def instants(given: Line, positions: Positions) -> list[int]:
    """Give instants at the edges of open spans and of stretches, and others."""
    draw = Random(1)
    found = [draw.randrange(FIRST, LAST) for _ in range(300)]
    for each in found[:100]:
        found.append(opening := given.opening(each))
        found += [opening - 1, opening + 1, opening + MINUTE]
        length = given.position(LAST) - given.position(opening)
        if length > 0:
            end = given.reaching(given.position(opening) + draw.randrange(1, length))
            assert end is not None
            found.append(end)
        stretch = (each - positions.first) >> positions.bits << positions.bits
        found += [positions.first + stretch, positions.first + stretch - 1]
    return [each for each in (*found, FIRST, LAST) if FIRST <= each <= LAST]


@pytest.mark.parametrize("worked", WORKED)
@pytest.mark.parametrize("zone", ZONES)
def test_many_are_told_as_each_alone(worked: str, zone: str) -> None:
    given = line(worked, zone)
    many = positions_of(given, FIRST, LAST)
    at = instants(given, many)
    asked = np.array(at)
    assert many.of(asked).tolist() == [given.position(each) for each in at]
    assert many.opening(asked).tolist() == [given.opening(each) for each in at]
    ahead = [given.position(each) + 1 + n * MINUTE for n, each in enumerate(at)]
    reached = [given.reaching(each) for each in ahead]
    assert many.reaching(np.array(ahead)).tolist() == reached


def run_out(many: Positions, at: list[int], days: int) -> list[int]:
    """Give when business days run out from instants; FOREVER: never, or too far."""
    positions = many.of(np.array(at))
    out = BusinessDays(many, (7, days)).after(positions, np.ones_like(positions))
    found = np.where(out.position < FOREVER, out.position, many.least)
    found = np.where(out.position < FOREVER, many.reaching(found), FOREVER)
    found[out.apart] = out.at
    return [int(each) for each in found]


@pytest.mark.parametrize("worked", ["office", "with a break", "nights", "all day"])
@pytest.mark.parametrize("days", [1, 3])
@pytest.mark.parametrize("end", ["closing", "same_time", 20 * 60])
def test_business_days_run_out_as_for_each_alone(
    worked: str, days: int, end: DayEnd
) -> None:
    given = line(worked, "America/New_York", end)
    many = positions_of(given, FIRST, LAST)
    at = instants(given, many)
    expected = [given.business_days_due(each, days) for each in at]
    assert run_out(many, at, days) == expected


def test_where_business_days_run_out_is_kept() -> None:
    many = positions_of(line("office", "UTC"), FIRST, LAST)
    assert business_days_of(many, (1, 2)) is business_days_of(many, (1, 2))
    assert business_days_of(many, (1, 2)) is not business_days_of(many, (2,))


def test_what_lies_too_far_ahead_is_not_told() -> None:
    many = positions_of(line("office", "UTC"), FIRST, LAST)
    end = np.array([many.total, many.total + 1])
    assert many.reaching(end).tolist() == [int(many.ends[-1]), -1]
    assert run_out(many, [LAST], 4_000) == [FOREVER]


def test_after_all_open_time_nothing_opens() -> None:
    closed = ClosedDates(date(2024, 2, 1), date(2200, 12, 31))
    week = Week([[span("09:00-17:00")]] * 7)
    given = Line(WorkingTime(Hours("UTC", (week,), closed=(closed,))))
    many = positions_of(given, FIRST, LAST)
    later = np.array([LAST - 1])
    assert many.opening(later).tolist() == [FOREVER]
    assert many.of(later).tolist() == [given.position(LAST - 1)]
    assert run_out(many, [LAST - 1], 1) == [FOREVER]
