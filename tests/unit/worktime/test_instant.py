"""Instants as texts, wall times and datetimes."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy.worktime.datetimes import (
    from_datetime,
    to_datetime,
)
from slapolicy.worktime.instant import (
    InstantError,
    instant_of_wall,
    parse_instant,
    require_in_range,
    to_iso,
)
from slapolicy.worktime.zone import LATEST

NOON = 1_717_243_200_000_000  # 2024-06-01T12:00:00Z


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-01T12:00:00Z", NOON),
        ("2024-06-01t12:00:00z", NOON),
        ("2024-06-01 12:00:00Z", NOON),
        ("2024-06-01T14:00:00+02:00", NOON),
        ("2024-06-01T08:00:00-04:00", NOON),
        ("2024-06-01T17:45:00+05:45", NOON),
        ("2024-06-01T12:00:00-00:00", NOON),
        ("2024-06-01T12:00:00.5Z", NOON + 500_000),
        ("2024-06-01T12:00:00.000001Z", NOON + 1),
        ("2024-06-01T12:00:00.000001000Z", NOON + 1),
        ("1970-01-01T00:00:00Z", 0),
        ("2200-01-01T00:00:00Z", LATEST),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000_000),
    ],
)
def test_an_rfc_3339_text_is_an_instant(text: str, expected: Any) -> None:
    read = parse_instant(text)
    assert (read.instant, read.warnings) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected", "says"),
    [
        ("2024-06-01T12:00:00.123456789Z", NOON + 123_456, "cut"),
        ("2024-06-01T12:00:00.9999999Z", NOON + 999_999, "cut"),
        ("2024-06-01T12:00:00,5Z", NOON + 500_000, "comma"),
        ("2016-12-31T23:59:60Z", 1_483_228_799_000_000, "leap second"),
    ],
)
def test_a_text_not_quite_right_is_read_with_a_warning(
    text: str, expected: Any, says: str
) -> None:
    read = parse_instant(text)
    assert read.instant == expected
    assert says in read.warnings[0]


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("", "form", "not an instant"),
        ("yesterday", "form", "not an instant"),
        ("2024-06-01", "form", "time is missing"),
        ("2024-06-01T12:00Z", "form", "seconds are missing"),
        ("2024-W01-1", "form", "not an instant"),
        ("2024-01-01x00:00:00Z", "form", "not an instant"),
        ("2024-06-01T12:00:00 Z", "form", "not an instant"),
        ("2024-06-01T12:00:00Z\n", "form", "not an instant"),
        (" 2024-06-01T12:00:00Z", "form", "not an instant"),
        ("2024-06-01T12:00:00+0200", "form", "not an instant"),
        ("2024-06-01T12:00:00+02:00:30", "form", "not an instant"),
        ("2024-06-01T12:00:00[Europe/Berlin]", "form", "not an instant"),
        ("٢٠٢٤-06-01T12:00:00Z", "form", "not an instant"),
        ("1700000000", "form", "seconds since 1970"),
        ("1700000000000", "form", "milliseconds since 1970"),
        ("01/02/2024", "form", "day and month"),
        ("12-31-24", "form", "day and month"),
        ("Dec 31", "form", "not an instant"),
        ("2024-02-30T00:00:00Z", "range", "no date that exists"),
        ("2023-02-29T00:00:00Z", "range", "no date that exists"),
        ("2024-13-01T00:00:00Z", "range", "no date that exists"),
        ("0000-01-01T00:00:00Z", "range", "no date that exists"),
        ("2024-06-01T24:00:00Z", "range", "next date"),
        ("2024-06-01T12:60:00Z", "range", "no time that exists"),
        ("2024-06-01T12:00:61Z", "range", "no time that exists"),
        ("2024-06-01T12:00:60Z", "range", "no time that exists"),
        ("2024-06-01T12:00:00+24:00", "range", "offset"),
        ("2024-06-01T12:00:00+01:60", "range", "offset"),
        ("9999-12-31T23:59:59Z", "range", "1970 to 2200"),
        ("1969-12-31T23:59:59Z", "range", "1970 to 2200"),
        ("2200-01-01T00:00:00.000001Z", "range", "1970 to 2200"),
        ("10000-01-01T00:00:00Z", "range", "1970 to 2200"),
        ("-0001-01-01T00:00:00Z", "range", "1970 to 2200"),
        ("20204-01-01T00:00:00Z", "range", "1970 to 2200"),
        ("2024-06-01T12:00:00", "naive", "no offset"),
        ("9" * 5_000, "form", "not an instant"),
    ],
)
def test_other_texts_are_refused_with_the_reason(
    text: str, kind: str, says: str
) -> None:
    with pytest.raises(InstantError) as refused:
        parse_instant(text)
    assert refused.value.kind == kind
    assert says in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2024-06-01T12:00:00", ["2024-06-01T12:00:00-04:00"]),
        (
            "2024-03-10T02:30:00",  # in the gap
            ["2024-03-10T01:30:00-05:00", "2024-03-10T03:30:00-04:00"],
        ),
        (
            "2024-11-03T01:30:00",  # in the fold
            ["2024-11-03T01:30:00-04:00", "2024-11-03T01:30:00-05:00"],
        ),
    ],
)
def test_a_naive_text_is_refused_with_what_it_may_mean(
    text: str, readings: list[str]
) -> None:
    with pytest.raises(InstantError) as refused:
        parse_instant(text, "America/New_York")
    found = [to_iso(each, "America/New_York") for each in refused.value.readings]
    assert found == readings
    assert all(each in refused.value.hint for each in readings)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59", "1969-07-20T20:17:00"])
def test_a_naive_text_out_of_range_is_refused_as_such(text: str) -> None:
    with pytest.raises(InstantError) as refused:
        parse_instant(text, "Europe/Berlin")
    assert refused.value.kind == "range"


def test_a_wall_time_that_happens_once_is_an_instant() -> None:
    noon = datetime.fromisoformat("2024-06-01T14:00")
    assert instant_of_wall(noon, "Europe/Berlin") == NOON


@pytest.mark.parametrize(
    ("wall", "zone", "kind", "readings"),
    [
        (
            datetime.fromisoformat("2025-03-09T02:30"),
            "America/New_York",
            "gap",
            ["2025-03-09T01:30:00-05:00", "2025-03-09T03:30:00-04:00"],
        ),
        (
            datetime.fromisoformat("2025-11-02T01:30"),
            "America/New_York",
            "fold",
            ["2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00"],
        ),
        (
            datetime.fromisoformat("2026-02-15T02:30"),
            "Africa/Casablanca",
            "fold",
            ["2026-02-15T02:30:00+01:00", "2026-02-15T02:30:00+00:00"],
        ),
        (
            datetime.fromisoformat("2011-12-30T12:00"),
            "Pacific/Apia",
            "gap",
            ["2011-12-29T12:00:00-10:00", "2011-12-31T12:00:00+14:00"],
        ),
    ],
)
def test_a_wall_time_in_a_gap_or_fold_is_refused_with_both(
    wall: datetime, zone: str, kind: str, readings: list[str]
) -> None:
    with pytest.raises(InstantError) as refused:
        instant_of_wall(wall, zone)
    assert refused.value.kind == kind
    assert [to_iso(each, zone) for each in refused.value.readings] == readings


def test_a_wall_time_out_of_range_is_refused() -> None:
    with pytest.raises(InstantError, match="1970 to 2200"):
        instant_of_wall(datetime.fromisoformat("2300-01-01T00:00"), "Europe/Berlin")


def test_an_aware_datetime_is_an_instant_whatever_its_zone() -> None:
    for tz in (UTC, timezone(timedelta(hours=5)), ZoneInfo("Asia/Tokyo")):
        value = datetime(2024, 6, 1, 12, tzinfo=UTC).astimezone(tz)
        assert from_datetime(value) == NOON


def test_the_fold_of_an_aware_datetime_says_which_is_meant() -> None:
    first = datetime(2025, 11, 2, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    second = first.replace(fold=1)
    assert from_datetime(second) - from_datetime(first) == 3_600_000_000


def test_a_datetime_that_no_clock_reads_is_refused() -> None:
    gap = datetime(2025, 3, 9, 2, 30, tzinfo=ZoneInfo("America/New_York"))
    with pytest.raises(InstantError) as refused:
        from_datetime(gap)
    readings = [to_iso(each, "America/New_York") for each in refused.value.readings]
    assert readings == ["2025-03-09T01:30:00-05:00", "2025-03-09T03:30:00-04:00"]


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(InstantError, match="no time zone"):
        from_datetime(datetime.fromisoformat("2024-06-01T12:00"))


@pytest.mark.parametrize("year", [1968, 2200, 9999])
def test_a_datetime_out_of_range_is_refused(year: int) -> None:
    with pytest.raises(InstantError, match="1970 to 2200"):
        from_datetime(datetime(year, 12, 31, 23, tzinfo=timezone(timedelta(hours=-1))))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", "2024-06-01T12:00:00Z"),
        ("Europe/London", "2024-06-01T13:00:00+01:00"),
        ("America/New_York", "2024-06-01T08:00:00-04:00"),
        ("America/St_Johns", "2024-06-01T09:30:00-02:30"),
        ("UTC+05:45", "2024-06-01T17:45:00+05:45"),
    ],
)
def test_an_instant_prints_as_its_zone_reads_it(zone: str, expected: Any) -> None:
    assert to_iso(NOON, zone) == expected
    assert parse_instant(expected).instant == NOON


def test_parts_of_a_second_print_only_where_there_are_any() -> None:
    assert to_iso(NOON + 500_000) == "2024-06-01T12:00:00.500000Z"


def test_an_offset_with_seconds_prints_in_utc() -> None:
    assert to_iso(0, "Africa/Monrovia") == "1970-01-01T00:00:00Z"


def test_an_instant_and_its_datetime_are_one() -> None:
    assert to_datetime(NOON) == datetime(2024, 6, 1, 12, tzinfo=UTC)
    assert to_datetime(NOON).tzinfo is UTC
    assert from_datetime(to_datetime(LATEST)) == LATEST


def test_the_range_ends_with_1970_and_2200() -> None:
    assert require_in_range(0) == 0
    assert require_in_range(LATEST) == LATEST
    with pytest.raises(InstantError):
        require_in_range(-1)
