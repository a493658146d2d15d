"""`24x7`: every second, holidays too."""

from datetime import date
from unittest.mock import ANY

import pytest

from slapolicy.worktime import ALWAYS, DAY, HOUR, LATEST, Always, parse_instant
from slapolicy.worktime.hours import DayEnd

NOON = parse_instant("2025-06-02T12:00:00Z").instant


def at(text: str) -> int:
    return parse_instant(text).instant


def test_time_that_is_always_open_is_plain_time() -> None:
    assert ALWAYS.is_open(NOON)
    assert ALWAYS.between(NOON, NOON + DAY) == DAY
    assert ALWAYS.between(NOON + DAY, NOON) == -DAY
    assert ALWAYS.add(NOON, HOUR) == NOON + HOUR
    assert ALWAYS.subtract(NOON, HOUR) == NOON - HOUR
    assert ALWAYS.next_opening(NOON) == NOON
    assert ALWAYS.next_closing(NOON) is None
    assert list(ALWAYS.spans(NOON, NOON + HOUR)) == [(NOON, NOON + HOUR)]
    assert list(ALWAYS.spans(NOON, NOON)) == []
    assert ALWAYS.is_working_day(date(2025, 12, 25))
    assert ALWAYS.is_estimated(NOON) is False


def test_it_ends_with_the_years_that_are_reckoned() -> None:
    assert ALWAYS.is_open(0)
    assert not ALWAYS.is_open(-1)
    assert ALWAYS.is_open(LATEST - 1)
    assert ALWAYS.subtract(HOUR, HOUR) == 0
    assert ALWAYS.add(LATEST - HOUR, HOUR) == LATEST
    assert ALWAYS.add(LATEST, 1) is None
    assert ALWAYS.subtract(0, 1) is None
    assert ALWAYS.next_opening(LATEST) is None
    assert ALWAYS.add_business_days(LATEST - HOUR, 2, "closing") is None


@pytest.mark.parametrize(
    ("ends", "due"),
    [
        ("closing", "2025-06-05T00:00:00+02:00"),
        ("same_time", "2025-06-04T14:00:00+02:00"),
        (720, "2025-06-04T12:00:00+02:00"),
    ],
)
def test_its_dates_are_those_of_its_zone(ends: DayEnd, due: str) -> None:
    always = Always("Europe/Berlin", ends)
    assert always.business_days_due(NOON, 2) == at(due)
    assert always.add_business_days(NOON, 0, ends) == NOON
    assert always.business_days_due(NOON, 0) == NOON
    assert always.working_date(at("2025-06-02T23:00:00Z")) == date(2025, 6, 3)
    assert always.last_closing(date(2025, 6, 2)) == at("2025-06-03T00:00:00+02:00")


def test_a_date_is_open_from_midnight_to_midnight() -> None:
    start, end = at("2025-03-30T00:00:00+01:00"), at("2025-03-31T00:00:00+02:00")
    assert Always("Europe/Berlin").owned(date(2025, 3, 30)) == ((start, end),)


def test_it_is_a_value() -> None:
    assert Always() == ALWAYS
    assert hash(Always()) == hash(ALWAYS)
    assert Always("Europe/Berlin") != ALWAYS
    assert ALWAYS != "24x7"
    assert ALWAYS == ANY  # what is like everything may say so
    assert repr(ALWAYS) == "24x7"


def test_a_date_whose_midnight_comes_twice_is_two_stretches() -> None:
    owned = Always("America/St_Johns").owned(date(2010, 11, 6))  # 00:01 -> 23:01
    assert owned == (
        (at("2010-11-06T00:00:00-02:30"), at("2010-11-07T00:00:00-02:30")),
        (at("2010-11-06T23:01:00-03:30"), at("2010-11-07T00:00:00-03:30")),
    )
    assert Always("America/St_Johns").last_closing(date(2010, 11, 6)) == owned[1][1]


def test_a_date_that_its_zone_skipped_is_not_counted() -> None:
    always = Always("Pacific/Apia")  # 2011-12-30 was skipped
    assert not always.is_working_day(date(2011, 12, 30))
    thursday = at("2011-12-29T12:00:00-10:00")
    due = at("2012-01-01T00:00:00+14:00")
    assert always.business_days_due(thursday, 1) == due
