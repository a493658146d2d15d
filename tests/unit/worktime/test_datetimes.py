"""Aware datetimes as instants: what the clocks of their zones skip, and who says so."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from io import BytesIO
from struct import pack
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy.worktime import InstantError, from_datetime, to_datetime
from slapolicy.worktime.datetimes import in_utc

TAKING = (lambda value: to_datetime(from_datetime(value)), in_utc)
STEP = timedelta(microseconds=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def is_refused(value: datetime) -> bool:
    """Whether it is said that no clock reads it, whichever way it is taken."""
    said: set[str] = set()
    for take in TAKING:
        try:
            take(value)
        except InstantError as problem:
            said.add(problem.kind)
        else:
            said.add("an instant")
    assert said in ({"gap"}, {"an instant"})
    return said == {"gap"}


@pytest.mark.parametrize(
    ("zone", "skipped", "until", "instant"),
    [
        # By the laws of these places midnight itself is skipped: 00:00 becomes 01:00 …
        ("Africa/Cairo", "2024-04-26T00:00", "2024-04-26T01:00", "2024-04-25T22:00Z"),
        ("Asia/Beirut", "2024-03-31T00:00", "2024-03-31T01:00", "2024-03-30T22:00Z"),
        ("America/Havana", "2024-03-10T00:00", "2024-03-10T01:00", "2024-03-10T05:00Z"),
        (
            "America/Santiago",
            "2024-09-08T00:00",
            "2024-09-08T01:00",
            "2024-09-08T04:00Z",
        ),
        (
            "America/Asuncion",
            "2023-10-01T00:00",
            "2023-10-01T01:00",
            "2023-10-01T04:00Z",
        ),
        # … in others the last hour of a date, the last half hour, a whole date.
        ("America/Nuuk", "2024-03-30T23:00", "2024-03-31T00:00", "2024-03-31T01:00Z"),
        ("Asia/Pyongyang", "2018-05-04T23:30", "2018-05-05T00:00", "2018-05-04T15:00Z"),
        ("Pacific/Apia", "2011-12-30T00:00", "2011-12-31T00:00", "2011-12-30T10:00Z"),
    ],
)
def test_what_is_skipped_at_midnight_is_no_instant_and_what_is_beside_it_is(
    zone: str, skipped: str, until: str, instant: str
) -> None:
    first, after = (
        datetime.fromisoformat(each).replace(tzinfo=ZoneInfo(zone))
        for each in (skipped, until)
    )
    for value in (first, first + STEP, after - STEP):
        assert is_refused(value)
        assert is_refused(value.replace(fold=1))
    for take in TAKING:
        assert take(after) == utc(instant)
        assert take(first - STEP) == utc(instant) - STEP


def clock_of(rule: str) -> ZoneInfo:
    """Give the zone of a rule as POSIX writes it (RFC 8536, the end of a file)."""
    block = pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 4)
    block += pack(">lbb4s", 0, 0, 0, b"AAA\0")
    return ZoneInfo.from_file(BytesIO(block * 2 + f"\n{rule}\n".encode()))


@pytest.mark.parametrize(
    ("value", "is_skipped"),
    [
        ("2025-04-09T23:59", False),
        ("2025-04-10T22:59", False),
        ("2025-04-10T23:29", False),
        ("2025-04-10T23:30", True),
        ("2025-04-10T23:59", True),
        ("2025-04-11T00:00", True),
        ("2025-04-11T00:29", True),
        ("2025-04-11T00:30", False),
        ("2025-04-12T00:00", False),
    ],
)
def test_what_is_skipped_may_run_over_midnight(value: str, is_skipped: bool) -> None:
    """No place has such clocks yet; one day of the year (J100) is 10 April."""
    clock = clock_of("AAA0BBB-1,J100/23:30,J300/12")
    read = datetime.fromisoformat(value).replace(tzinfo=clock)
    assert is_refused(read) is is_skipped


class Lunch(tzinfo):
    """A clock that stands an hour ahead from 12:00 to 18:00, as it reads, each day."""

    def utcoffset(self, at: datetime | None) -> timedelta:
        assert at is not None
        ahead = at.hour in range(13, 18) or (at.hour == 12 and not at.fold)
        return timedelta(hours=int(ahead))

    def dst(self, at: datetime | None) -> timedelta:
        return self.utcoffset(at)

    def tzname(self, at: datetime | None) -> str:
        return f"lunch of {at}"

    def fromutc(self, at: datetime) -> datetime:
        return at + timedelta(hours=int(at.hour in range(12, 17)))


def test_other_clocks_may_change_and_change_back_on_a_date() -> None:
    noon = datetime(2025, 6, 4, 12, 30, tzinfo=Lunch())
    assert is_refused(noon)
    assert not is_refused(noon.replace(hour=11))
    assert in_utc(noon.replace(hour=13)) == datetime(2025, 6, 4, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("1970-01-01T00:30", "Europe/Berlin"),
        ("1969-12-31T12:00", "Europe/Berlin"),
        ("1969-06-01T12:00", "Europe/Berlin"),
        ("2199-12-31T23:30", "America/New_York"),
        ("2200-01-01T12:00", "America/New_York"),
        ("2200-06-01T12:00", "America/New_York"),
        ("0001-01-01T00:00", "Asia/Tokyo"),
        ("9999-12-31T23:59", "America/New_York"),
    ],
)
def test_what_lies_beyond_the_years_is_refused_in_every_zone(
    value: str, zone: str
) -> None:
    beyond = datetime.fromisoformat(value).replace(tzinfo=ZoneInfo(zone))
    for take in TAKING:
        with pytest.raises(InstantError, match="outside the years 1970 to 2200"):
            take(beyond)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Pacific/Apia"])
def test_the_first_and_last_hours_of_the_years_are_taken(zone: str) -> None:
    for text in ("1970-01-01T00:00Z", "1970-01-02T00:00Z", "2199-12-31T23:00Z"):
        for take in TAKING:
            assert take(utc(text).astimezone(ZoneInfo(zone))) == utc(text)


@pytest.mark.parametrize("value", [date(2025, 6, 2), "2025-06-02T09:00:00Z", None, 5])
def test_other_things_are_no_datetimes(value: Any) -> None:
    for take in TAKING:
        with pytest.raises(InstantError, match="is no datetime"):
            take(value)
