"""What shuts a date, above all where a year ends."""

from datetime import date

import pytest

from slapolicy.worktime import (
    DAY,
    HOUR,
    ClosedDates,
    ClosedYearly,
    DatedHours,
    Hours,
    Week,
    WorkingTime,
    parse_instant,
)

ALL_DAY = Week((((0, 1440),),) * 7)


def at(text: str) -> int:
    return parse_instant(text).instant


def closed(*lines: ClosedDates, **more: object) -> WorkingTime:
    return WorkingTime(Hours("UTC", (ALL_DAY,), closed=lines, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2025-12-30", "2026-01-02", 4),
        ("2025-12-31", "2025-12-31", 1),
        ("2026-01-01", "2026-01-01", 1),
        ("2026-01-01", "2026-01-31", 31),
        ("2025-11-30", "2027-02-01", 429),
    ],
)
def test_every_date_of_a_closure_is_shut(first: str, last: str, days: int) -> None:
    time = closed(ClosedDates(date.fromisoformat(first), date.fromisoformat(last)))
    start, end = at(f"{first}T00:00:00Z"), at(f"{last}T00:00:00Z") + DAY
    assert end - start == days * DAY
    assert time.between(start, end) == 0
    assert time.between(start - DAY, end + DAY) == 2 * DAY


def test_a_closure_of_the_last_night_of_a_year_runs_into_the_next() -> None:
    eve = date(2025, 12, 31)
    time = closed(ClosedDates(eve, eve, ((1320, 360),)))
    assert time.next_closing(at("2025-12-31T00:00:00Z")) == at("2025-12-31T22:00:00Z")
    assert time.next_opening(at("2025-12-31T22:00:00Z")) == at("2026-01-01T06:00:00Z")


def test_a_window_that_runs_over_midnight_shuts_the_next_date_alone() -> None:
    """Monday's hours, open until Tuesday morning, are cut where Tuesday is shut."""
    monday, tuesday = date(2025, 6, 2), date(2025, 6, 3)
    night = DatedHours(monday, ((1200, 480),))
    hours = Hours(
        "UTC",
        (Week(((),) * 7),),
        dates=(night,),
        closed=(ClosedDates(tuesday, tuesday, ((120, 240),)),),
    )
    spans = WorkingTime(hours).spans(
        at("2025-06-02T00:00:00Z"), at("2025-06-05T00:00:00Z")
    )
    assert list(spans) == [
        (at("2025-06-02T20:00:00Z"), at("2025-06-03T02:00:00Z")),
        (at("2025-06-03T04:00:00Z"), at("2025-06-03T08:00:00Z")),
    ]


def test_before_the_first_week_in_force_nothing_is_open() -> None:
    time = WorkingTime(Hours("UTC", (Week(ALL_DAY.days, date(2025, 6, 2)),)))
    start = at("2025-06-02T00:00:00Z")
    assert not time.is_open(start - 1)
    assert not time.is_working_day(date(2025, 6, 1))
    assert time.next_opening(start - DAY) == start
    assert time.between(start - DAY, start + HOUR) == HOUR


def test_a_yearly_closure_over_new_year_shuts_its_dates_and_no_others() -> None:
    line = ClosedYearly((12, 31), (1, 1))
    time = WorkingTime(Hours("UTC", (ALL_DAY,), yearly=(line,)))
    for year in (2024, 2025):
        eve = at(f"{year}-12-31T00:00:00Z")
        assert time.next_closing(eve - DAY) == eve
        assert time.next_opening(eve) == eve + 2 * DAY
