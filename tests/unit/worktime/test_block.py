"""Blocks of time are how it is reckoned: no answer shows where one of them ends."""

from datetime import date

import pytest

from slapolicy.worktime import (
    DAY,
    HOUR,
    LATEST,
    MINUTE,
    DatedHours,
    HolidayLine,
    HolidaysUnknown,
    Hours,
    Uncovered,
    Week,
    WorkingTime,
    holidays,
)
from slapolicy.worktime.dates import date_of
from slapolicy.worktime.zone import BLOCK_BITS

NEVER = Week(((),) * 7)
ALL_DAY = Week((((0, 1440),),) * 7)


@pytest.mark.parametrize("block", [44, 50, 53])
@pytest.mark.parametrize("zone", ["UTC-14:00", "UTC", "UTC+14:00"])
def test_the_longest_night_is_open_for_all_its_hours(zone: str, block: int) -> None:
    edge = (block << BLOCK_BITS) // DAY
    for day in range(edge - 3, edge + 4):
        on = date_of(day)
        night = DatedHours(on, [(1439, 1438)])
        time = WorkingTime(Hours(zone, (NEVER,), dates=(night,)))
        opens = time.zone.first_reaching(day * DAY + 1439 * MINUTE)
        closes = opens + 1439 * MINUTE
        assert list(time.spans(opens - 3 * DAY, closes + 3 * DAY)) == [(opens, closes)]
        assert time.between(opens - 3 * DAY, closes + 3 * DAY) == closes - opens
        assert time.owned(on) == ((opens, closes),)


def _unknown(region: str, year: int, _: object = None) -> holidays.Holidays:
    return Uncovered(region, year, "a test", "it covers nothing")


@pytest.fixture
def in_doubt(monkeypatch: pytest.MonkeyPatch) -> WorkingTime:
    """Hours of a region of whose holidays nobody knows anything."""
    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", _unknown)
    office = Week((*(((540, 1020),),) * 5, (), ()))
    return WorkingTime(Hours("UTC", (office,), holidays=(HolidayLine(("PL",)),)))


MONDAY = 20_241 * DAY  # 2025-06-02


def test_what_ends_where_the_doubt_begins_is_known(in_doubt: WorkingTime) -> None:
    opens, closes = MONDAY + 9 * HOUR, MONDAY + 17 * HOUR
    assert in_doubt.between(MONDAY, opens) == 0
    assert in_doubt.between(closes, MONDAY + DAY) == 0
    assert not in_doubt.is_open(opens - 1)
    assert not in_doubt.is_open(closes)
    for a, b in ((MONDAY, opens + 1), (closes - 1, closes)):
        with pytest.raises(HolidaysUnknown):
            in_doubt.between(a, b)


def test_a_closure_leaves_nothing_to_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", _unknown)
    shut = ((MONDAY, MONDAY + DAY),)
    lines = (HolidayLine(("PL",)),)
    time = WorkingTime(Hours("UTC", (ALL_DAY,), holidays=lines, closures=shut))
    assert not time.is_working_day(date(2025, 6, 2))
    assert not time.is_open(MONDAY + HOUR)
    with pytest.raises(HolidaysUnknown):
        time.is_working_day(date(2025, 6, 3))


@pytest.mark.parametrize("instant", [46 << BLOCK_BITS, LATEST - 1])
def test_no_instant_in_doubt_is_taken_for_open(
    monkeypatch: pytest.MonkeyPatch, instant: int
) -> None:
    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", _unknown)
    time = WorkingTime(Hours("UTC", (ALL_DAY,), holidays=(HolidayLine(("PL",)),)))
    with pytest.raises(HolidaysUnknown, match="holidays of PL"):
        time.is_open(instant)
    with pytest.raises(HolidaysUnknown):
        time.between(instant, instant + 1)
