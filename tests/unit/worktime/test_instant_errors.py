"""What is said of an instant that is refused, and what to write instead."""

from datetime import UTC, date, datetime, timedelta, timezone
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
    to_iso,
)
from slapolicy.worktime.zone import LATEST

WRITE = "write `2025-03-09T01:50:00-05:00`"
NOT_AN_INSTANT = "`{}` is not an instant"
NO_DATE, NO_TIME = "`{}` holds no date that exists", "`{}` holds no time that exists"
NO_OFFSET = "the offset of `{}` does not exist"
OUTSIDE = "`{}` is outside the years 1970 to 2200"
BETWEEN = "an offset is between `-23:59` and `+23:59`"
NEXT_DATE = "midnight is `00:00:00` of the next date"
SECONDS = f"these look like seconds since 1970; {WRITE}"
MILLISECONDS = f"these look like milliseconds since 1970; {WRITE}"
IN_BERLIN = "in Europe/Berlin, where the clocks change"
ORDER = f"day and month could be either; {WRITE}"
WITH_OFFSET = "with its offset from UTC, such as `-05:00` or `Z`"
NO_SECONDS = "the seconds are missing; write "


def refused(text: str, zone: str | None = None) -> InstantError:
    with pytest.raises(InstantError) as caught:
        parse_instant(text, zone)
    return caught.value


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("soon", NOT_AN_INSTANT, WRITE),
        ("2025-06-02", NOT_AN_INSTANT, f"the time is missing; {WRITE}"),
        ("2025-06-02T09:00Z", NOT_AN_INSTANT, f"{NO_SECONDS}`2025-06-02T09:00:00Z`"),
        (
            "2025-06-02 09:00",
            NOT_AN_INSTANT,
            f"{NO_SECONDS}`2025-06-02T09:00:00` {WITH_OFFSET}",
        ),
        (
            "2025-06-02T25:00Z",
            NOT_AN_INSTANT,
            "the seconds are missing; check the time",
        ),
        # nine to eleven digits are seconds: 1973 to 5138; more are thousandths
        ("12345678", NOT_AN_INSTANT, WRITE),
        ("123456789", NOT_AN_INSTANT, SECONDS),
        ("12345678901", NOT_AN_INSTANT, SECONDS),
        ("1748854800.25", NOT_AN_INSTANT, SECONDS),
        ("123456789012", NOT_AN_INSTANT, MILLISECONDS),
        ("1748854800000", NOT_AN_INSTANT, MILLISECONDS),
        ("1748854800000.5", NOT_AN_INSTANT, MILLISECONDS),
        ("12345678901234", NOT_AN_INSTANT, WRITE),
        ("02.06.2025", NOT_AN_INSTANT, ORDER),
        ("2/6/25 at nine", NOT_AN_INSTANT, ORDER),
        # what is wrong with a date is said before what is wrong with a time
        ("2025-00-01T09:00:00Z", NO_DATE, "check the date"),
        ("2025-13-01T09:00:00Z", NO_DATE, "check the date"),
        ("2025-06-00T09:00:00Z", NO_DATE, "check the date"),
        ("2025-06-32T09:00:00Z", NO_DATE, "check the date"),
        ("2025-06-31T23:59:59Z", NO_DATE, "check the date"),
        ("0000-06-01T09:00:00Z", NO_DATE, "check the date"),
        ("0000-06-01T09:60:00Z", NO_DATE, "check the date"),
        ("2025-00-01T09:60:00Z", NO_DATE, "check the date"),
        ("2025-13-01T09:60:00Z", NO_DATE, "check the date"),
        ("2025-06-00T09:60:00Z", NO_DATE, "check the date"),
        ("2025-06-32T09:60:00Z", NO_DATE, "check the date"),
        ("2025-01-01T09:60:00Z", NO_TIME, "check the time"),
        ("2025-12-31T09:60:00Z", NO_TIME, "check the time"),
        ("2025-12-31T09:00:61Z", NO_TIME, "check the time"),
        ("2025-12-31T25:00:00Z", NO_TIME, "check the time"),
        ("2025-12-31T24:00:00Z", NO_TIME, NEXT_DATE),
        ("2025-06-02T09:00:00+24:00", NO_OFFSET, BETWEEN),
        ("2025-06-02T09:00:00-01:60", NO_OFFSET, BETWEEN),
        ("2200-01-01T00:00:00.000001Z", OUTSIDE, "leave it out if it means never"),
        ("1969-12-31T23:59:59Z", OUTSIDE, "leave it out if it means never"),
        ("12025-06-02T09:00:00Z", OUTSIDE, WRITE),
        (
            "2025-06-02T09:00:00",
            "`{}` has no offset, so it could be any of 27 hours",
            "add the offset from UTC, such as `-05:00` or `Z`",
        ),
    ],
)
def test_a_text_is_refused_with_what_to_write(
    text: str, message: str, hint: str
) -> None:
    error = refused(text)
    assert (error.message, error.hint) == (message.format(text), hint)
    assert str(error) == f"{error.message}; {error.hint}"


def test_of_a_long_text_sixty_characters_are_shown() -> None:
    assert refused("x" * 61).message == f"`{'x' * 60}` is not an instant"
    assert refused("1.2.2025" + " " * 1000).hint == ORDER
    with pytest.raises(InstantError) as caught:
        from_datetime("x" * 61)  # type: ignore[arg-type]  # as callers do
    assert caught.value.message == f"`{'x' * 60}` is no datetime"


@pytest.mark.parametrize("offset", ["+23:59", "-23:59", "+00:00"])
def test_every_offset_of_less_than_a_day_is_read(offset: str) -> None:
    assert parse_instant(f"2025-06-02T00:00:00{offset}").instant % 60_000_000 == 0


def test_only_the_last_second_of_an_hour_can_be_a_leap_second() -> None:
    assert parse_instant("2016-12-31T23:59:30Z").warnings == ()
    read = parse_instant("2016-12-31T15:59:60-08:00")
    assert read.warnings == (
        "the leap second `2016-12-31T15:59:60-08:00` is read as the second before it",
    )


@pytest.mark.parametrize(
    ("text", "zone", "hint"),
    [
        (
            "2025-06-02T09:00:00",
            "Europe/Berlin",
            "write `2025-06-02T09:00:00+02:00`",
        ),
        (
            "2025-10-26T02:30:00",
            "Europe/Berlin",
            "write `2025-10-26T02:30:00+02:00` or `2025-10-26T02:30:00+01:00`",
        ),
        (  # the first instant that the clocks skip, and the last
            "2025-03-30T02:00:00",
            "Europe/Berlin",
            "write `2025-03-30T01:00:00+01:00` or `2025-03-30T03:00:00+02:00`",
        ),
        (
            "2025-03-30T02:59:59",
            "Europe/Berlin",
            "write `2025-03-30T01:59:59+01:00` or `2025-03-30T03:59:59+02:00`",
        ),
    ],
)
def test_a_text_without_an_offset_is_shown_with_those_it_may_have(
    text: str, zone: str, hint: str
) -> None:
    error = refused(text, zone)
    assert (error.kind, error.hint) == ("naive", hint)
    assert error.message == f"`{text}` has no offset"
    for instant, shown in zip(error.readings, hint.split("`")[1::2], strict=True):
        assert to_iso(instant, zone) == shown


@pytest.mark.parametrize(
    ("wall", "kind", "message"),
    [
        (
            "2025-03-30 02:00",
            "gap",
            f"`2025-03-30 02:00:00` does not exist {IN_BERLIN}",
        ),
        (
            "2025-10-26 02:00",
            "fold",
            f"`2025-10-26 02:00:00` happens twice {IN_BERLIN}",
        ),
    ],
)
def test_a_wall_time_that_is_not_one_instant_is_said_not_to_be(
    wall: str, kind: str, message: str
) -> None:
    with pytest.raises(InstantError) as caught:
        instant_of_wall(datetime.fromisoformat(wall), "Europe/Berlin")
    assert (caught.value.kind, caught.value.message) == (kind, message)
    assert caught.value.hint.startswith("write `")


@pytest.mark.parametrize("wall", ["2025-03-30 01:59:59", "2025-03-30 03:00"])
def test_the_walls_beside_a_gap_are_instants(wall: str) -> None:
    instant = instant_of_wall(datetime.fromisoformat(wall), "Europe/Berlin")
    assert to_iso(instant, "Europe/Berlin")[:16].replace("T", " ") == wall[:16]


def test_a_datetime_in_a_gap_is_refused_with_both_that_it_may_be() -> None:
    gap = datetime(2025, 3, 30, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    with pytest.raises(InstantError) as caught:
        from_datetime(gap)
    assert caught.value.kind == "gap"
    assert caught.value.hint == (
        "write `2025-03-30T00:30:00+00:00` or `2025-03-30T01:30:00+00:00`"
    )


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        (date(2025, 6, 2), "form", "`2025-06-02` is no datetime"),
        (None, "form", "`None` is no datetime"),
        (
            datetime.fromisoformat("2025-06-02T09:00"),
            "naive",
            "`2025-06-02 09:00:00` has no time zone",
        ),
    ],
)
def test_what_is_no_aware_datetime_is_refused(
    value: Any, kind: str, message: str
) -> None:
    with pytest.raises(InstantError) as caught:
        from_datetime(value)
    assert (caught.value.kind, caught.value.message) == (kind, message)


def test_the_first_and_last_instants_are_taken_in_every_zone() -> None:
    for zone in (UTC, timezone(timedelta(hours=9)), ZoneInfo("Asia/Tokyo")):
        for instant in (0, LATEST):
            assert from_datetime(to_datetime(instant).astimezone(zone)) == instant


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2025-06-02 09:00", "`2025-06-02T09:00:00+02:00`"),
        (
            "2025-10-26T02:30",
            "`2025-10-26T02:30:00+02:00` or `2025-10-26T02:30:00+01:00`",
        ),
    ],
)
def test_a_time_to_the_minute_is_completed_by_the_clock_of_the_zone(
    text: str, hint: str
) -> None:
    assert refused(text, "Europe/Berlin").hint == NO_SECONDS + hint
