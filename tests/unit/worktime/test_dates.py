"""What shuts a date, above all where a year ends."""

from datetime import date

import pytest

from slapolicy.worktime import (
    DAY,
    HOUR,
    ClosedDates,
    ClosedYearly,
    DatedHours,
    Holiday,
    HolidayLine,
    HolidaysUnknown,
    Hours,
    Uncovered,
    Week,
    WorkingTime,
    parse_instant,
)
from slapolicy.worktime.holidays import Holidays

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


def test_a_holiday_at_new_year_cuts_the_night_that_runs_into_it() -> None:
    nights = Week((((1320, 1800),),) * 7)
    hours = Hours("UTC", (nights,), holiday_dates=frozenset([date(2026, 1, 1)]))
    time = WorkingTime(hours)
    assert time.next_closing(at("2025-12-31T22:00:00Z")) == at("2026-01-01T00:00:00Z")
    assert time.next_closing(at("2025-12-30T22:00:00Z")) == at("2025-12-31T06:00:00Z")


def with_holidays(*lines: HolidayLine) -> WorkingTime:
    return WorkingTime(Hours("UTC", (ALL_DAY,), holidays=lines))


def test_holidays_on_the_first_and_last_date_of_a_year_are_kept() -> None:
    """New Year of 2022 was a Saturday; the United States kept it on the Friday."""
    for lines in (
        [HolidayLine(("US",))],
        [HolidayLine(("US",)), HolidayLine(("US",), start=date(2021, 7, 1))],
    ):
        time = with_holidays(*lines)
        for on, is_worked in (
            (date(2021, 1, 1), False),
            (date(2021, 12, 30), True),
            (date(2021, 12, 31), False),
            (date(2022, 1, 1), False),
            (date(2022, 1, 2), True),
        ):
            assert time.is_working_day(on) is is_worked


@pytest.mark.parametrize(("start", "is_worked"), [(2, True), (3, True), (4, False)])
def test_a_line_is_in_force_from_its_own_date_on(start: int, is_worked: bool) -> None:
    """The United States kept 4 July 2026, a Saturday, on the Friday before it."""
    lines = HolidayLine(("US",)), HolidayLine((), start=date(2026, 7, start))
    assert with_holidays(*lines).is_working_day(date(2026, 7, 3)) is is_worked


def test_a_week_is_in_force_from_its_own_date_on() -> None:
    weeks = (Week(((),) * 7), Week(ALL_DAY.days, date(2025, 6, 3)))
    time = WorkingTime(Hours("UTC", weeks))
    assert not time.is_working_day(date(2025, 6, 2))
    assert time.is_working_day(date(2025, 6, 3))


def test_a_holiday_of_one_region_is_shut_whatever_another_keeps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def view(region: str, year: int, _: object = None) -> Holidays:
        if region == "AA":
            return Uncovered(region, year, "a test", "it covers nothing")
        return (Holiday(date(year, 6, 2), "a holiday", region),)

    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", view)
    for regions in (("AA", "BB"), ("BB", "AA")):
        time = with_holidays(HolidayLine(regions))
        assert not time.is_working_day(date(2025, 6, 2))
        with pytest.raises(HolidaysUnknown, match="AA in 2025"):
            time.is_working_day(date(2025, 6, 3))


def test_a_holiday_of_one_region_is_shut_though_those_of_another_are_unknown() -> None:
    """Holidays of Japan are known up to 2099; 11 November is one of Poland."""
    time = WorkingTime(Hours("UTC", (ALL_DAY,), holidays=(HolidayLine(("JP", "PL")),)))
    assert not time.is_working_day(date(2100, 11, 11))
    with pytest.raises(HolidaysUnknown):
        time.is_working_day(date(2100, 11, 12))
