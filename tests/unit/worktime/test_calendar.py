"""The calendar as Python programs use it."""

import copy
import pickle  # noqa: TID251  # how a pool of workers sends its arguments
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import ANY
from zoneinfo import ZoneInfo

import pytest

from slapolicy.worktime import Calendar, HolidaysUnknown

NEW_YORK = ZoneInfo("America/New_York")
WEEKDAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("09:00-17:00",))
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


def design() -> Calendar:
    """The example of the design page."""
    return Calendar(
        zone="America/New_York",
        week={
            "mon": ["09:00-17:00"],
            "tue": ["09:00-12:00", "13:00-17:00"],
            "fri": ["22:00-06:00"],
        },
        holidays=[date(2025, 7, 4)],
        dates={date(2025, 12, 24): ["09:00-12:00"]},
        closures=[(at("2025-06-02T10:00"), at("2025-06-02T11:00"))],
    )


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("2025-06-02T09:00", True),
        ("2025-06-02T10:00", False),
        ("2025-06-02T11:00", True),
        ("2025-06-02T17:00", False),
        ("2025-06-03T12:30", False),
        ("2025-06-06T23:00", True),
        ("2025-06-07T05:59", True),
        ("2025-06-07T06:00", False),
        ("2025-07-04T23:00", False),
        ("2025-07-05T01:00", True),
        ("2025-12-24T11:59", True),
    ],
)
def test_a_calendar_is_open_when_it_says(text: str, is_open: bool) -> None:
    assert design().is_open(at(text)) is is_open


def test_each_weekday_is_opened_by_its_name() -> None:
    for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun")):
        calendar = Calendar(zone="UTC", week={day: ["09:00-17:00"]})
        week = [date(2025, 6, 2 + each) for each in range(7)]  # Monday first
        assert [calendar.is_working_day(each) for each in week] == [
            each == number for each in range(7)
        ]


def test_less_than_nothing_taken_away_ends_at_closing() -> None:
    calendar = Calendar(zone="America/New_York", week=WEEKDAYS)
    closing, step = at("2025-06-02T17:00"), timedelta(microseconds=1)
    assert calendar.subtract(closing - step, -step) == closing
    assert calendar.add(closing - step, step) == closing


def test_answers_are_aware_and_in_utc() -> None:
    calendar = Calendar(zone="America/New_York", week=WEEKDAYS)
    friday = at("2025-06-06T16:00")
    assert calendar.add(friday, 2 * HOUR) == at("2025-06-09T10:00")
    assert calendar.subtract(at("2025-06-09T10:00"), 2 * HOUR) == friday
    assert calendar.between(friday, at("2025-06-09T10:00")) == 2 * HOUR
    assert calendar.between(at("2025-06-09T10:00"), friday) == -2 * HOUR
    assert calendar.next_opening(at("2025-06-06T17:00")) == at("2025-06-09T09:00")
    assert calendar.next_closing(friday) == at("2025-06-06T17:00")
    assert calendar.add_business_days(friday, 1) == at("2025-06-09T16:00")
    assert calendar.add_business_days(friday, -1, ends="close") == at(
        "2025-06-05T17:00"
    )
    assert calendar.is_working_day(date(2025, 6, 6))
    assert not calendar.is_working_day(date(2025, 6, 7))
    assert calendar.add(friday, HOUR).tzinfo is UTC
    spans = list(calendar.spans(friday, at("2025-06-09T10:00")))
    assert spans == [
        (friday, at("2025-06-06T17:00")),
        (at("2025-06-09T09:00"), at("2025-06-09T10:00")),
    ]


def test_microseconds_are_kept() -> None:
    calendar = Calendar(zone="UTC", week=WEEKDAYS)
    start = datetime(2025, 6, 2, 9, 0, 0, 1, tzinfo=UTC)
    assert calendar.add(start, timedelta(microseconds=2)) == start.replace(
        microsecond=3
    )


def test_holidays_may_be_those_of_a_region() -> None:
    several: list[date | str] = ["US", date(2025, 7, 3)]
    given: tuple[Any, ...] = ("US", ["US"], [date(2025, 7, 4)], several)
    for holidays in given:
        calendar = Calendar(zone="America/New_York", week=WEEKDAYS, holidays=holidays)
        assert not calendar.is_working_day(date(2025, 7, 4))
        assert calendar.is_working_day(date(2025, 7, 2))


def test_a_year_whose_holidays_nobody_knows_is_refused() -> None:
    calendar = Calendar(zone="UTC", week=WEEKDAYS, holidays="US")
    with pytest.raises(ValueError, match="holidays of US in 2150 are not known"):
        calendar.is_open(datetime(2150, 6, 2, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"zone": "CET"}, "abbreviation"),
        ({"zone": "Mars/Olympus"}, "not a time zone"),
        ({"zone": None}, "not a time zone"),
        ({"week": {}}, "never opens"),
        ({"week": {"mon": []}}, "never opens"),
        ({"week": {"monday": ["09:00-17:00"]}}, "not a weekday"),
        ({"week": {"Mon": ["09:00-17:00"]}}, "not a weekday"),
        ({"week": {"": ["09:00-17:00"]}}, "not a weekday"),
        ({"week": {"mon": ["9-17"]}}, "not a span"),
        ({"week": {"mon": ["09:00-09:00"]}}, "no length"),
        ({"week": {"mon": ["09:00-25:00"]}}, "not a span"),
        ({"week": {"mon": [("09:00", "17:00")]}}, "not a span"),
        ({"dates": {date(2025, 1, 1): ["x"]}}, "not a span"),
        ({"dates": {"2025-01-01": ["09:00-17:00"]}}, "not a date"),
        ({"holidays": ["XX"]}, "not a region"),
        ({"holidays": [20250704]}, "not a date"),
        ({"holidays": [datetime(2025, 7, 4, tzinfo=UTC)]}, "give a date"),
        ({"closures": [(datetime(2025, 7, 4, tzinfo=UTC),) * 1]}, "two instants"),
        (
            {
                "closures": [
                    (datetime(2025, 7, 4, tzinfo=UTC), datetime(2025, 7, 3, tzinfo=UTC))
                ]
            },
            "ends before it starts",
        ),
        (
            {
                "closures": [
                    (
                        datetime.fromisoformat("2025-07-04"),
                        datetime(2025, 7, 5, tzinfo=UTC),
                    )
                ]
            },
            "no time zone",
        ),
    ],
)
def test_what_a_calendar_cannot_be_is_said(wrong: dict[str, Any], says: str) -> None:
    right: dict[str, Any] = {"zone": "UTC", "week": WEEKDAYS}
    with pytest.raises(ValueError, match=says):
        Calendar(**(right | wrong))


@pytest.mark.parametrize(
    "ask",
    [
        lambda c, t: c.is_open(t),
        lambda c, t: c.between(t, datetime(2025, 6, 2, tzinfo=UTC)),
        lambda c, t: c.add(t, HOUR),
        lambda c, t: c.subtract(t, HOUR),
        lambda c, t: c.next_opening(t),
        lambda c, t: c.next_closing(t),
        lambda c, t: c.add_business_days(t, 1),
        lambda c, t: c.spans(t, t),
    ],
)
def test_a_naive_datetime_is_refused_at_once(ask: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        ask(design(), datetime.fromisoformat("2025-06-02T09:00"))


def test_a_length_is_a_timedelta_of_days_seconds_and_less() -> None:
    calendar = Calendar(zone="UTC", week=dict.fromkeys(WEEKDAYS, ("00:00-24:00",)))
    monday = datetime(2025, 6, 2, tzinfo=UTC)
    length = timedelta(days=2, seconds=3, microseconds=4)
    assert calendar.add(monday, length) == monday + length
    for ask in (calendar.add, calendar.subtract):
        with pytest.raises(TypeError, match=r"^`5` is no length of time; give a "):
            ask(monday, 5)  # type: ignore[arg-type]  # as is tested


def test_a_closure_of_no_length_shuts_nothing() -> None:
    noon = datetime(2025, 6, 2, 12, tzinfo=UTC)
    calendar = Calendar(zone="UTC", week=WEEKDAYS, closures=[(noon, noon)])
    assert calendar == Calendar(zone="UTC", week=WEEKDAYS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"week": {"x" * 61: ["09:00-17:00"]}},
        {"holidays": ["x" * 61]},
        {"dates": {"x" * 61: ["09:00-17:00"]}},
    ],
)
def test_of_a_long_wrong_text_sixty_characters_are_shown(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {"zone": "UTC", "week": WEEKDAYS}
    with pytest.raises(ValueError, match=f"^`{'x' * 60}` is not a "):
        Calendar(**(right | wrong))


def test_other_than_dates_and_ends_are_refused() -> None:
    with pytest.raises(ValueError, match="give a date"):
        design().is_working_day(datetime(2025, 6, 2, tzinfo=UTC))
    with pytest.raises(ValueError, match="not an end"):
        design().add_business_days(at("2025-06-02T09:00"), 1, ends="closing")  # type: ignore[arg-type]  # as is tested


def test_what_never_opens_again_is_said() -> None:
    start, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
    calendar = Calendar(zone="UTC", week=WEEKDAYS, closures=[(start, end)])
    assert calendar.next_opening(start) is None
    assert calendar.next_closing(start) is None
    with pytest.raises(ValueError, match="not so much open time"):
        calendar.add(start, HOUR)
    with pytest.raises(ValueError, match="not so many working dates"):
        calendar.add_business_days(start, 1)
    with pytest.raises(ValueError, match="not so much open time"):
        calendar.subtract(datetime(1970, 1, 1, tzinfo=UTC), HOUR)
    assert calendar.subtract(start, HOUR) == datetime(2024, 12, 31, 16, tzinfo=UTC)


def test_calendars_are_values() -> None:
    assert design() == design()
    assert hash(design()) == hash(design())
    assert design() != Calendar(zone="America/New_York", week=WEEKDAYS)
    assert design() != "design"
    assert design() == ANY  # what is like everything may say so
    assert len({design(), design()}) == 1
    assert repr(design()) == "<Calendar America/New_York>"
    with pytest.raises(AttributeError):
        design().zone = "UTC"  # type: ignore[misc]  # as is tested


def test_the_order_of_what_is_given_does_not_matter() -> None:
    first = Calendar(
        zone="UTC",
        week={"tue": ["13:00-17:00", "09:00-12:00"], "mon": ["09:00-17:00"]},
        holidays=[date(2025, 1, 2), date(2025, 1, 1), "US", "PL"],
        dates={date(2025, 6, 4): ["10:00-12:00"], date(2025, 6, 3): []},
    )
    second = Calendar(
        zone="UTC",
        week={"mon": ["09:00-17:00"], "tue": ["09:00-12:00", "13:00-17:00"]},
        holidays=["PL", date(2025, 1, 1), "US", date(2025, 1, 2)],
        dates={date(2025, 6, 3): [], date(2025, 6, 4): ["10:00-12:00"]},
    )
    assert first == second
    assert hash(first) == hash(second)


def test_what_was_given_may_change_afterwards() -> None:
    week = {"mon": ["09:00-17:00"]}
    calendar = Calendar(zone="UTC", week=week)
    week["mon"].append("20:00-22:00")
    week["tue"] = ["09:00-17:00"]
    assert not calendar.is_open(datetime(2025, 6, 2, 21, tzinfo=UTC))
    assert not calendar.is_open(datetime(2025, 6, 3, 12, tzinfo=UTC))


def test_a_calendar_can_be_copied_and_sent_to_a_worker() -> None:
    for again in (copy.deepcopy(design()), pickle.loads(pickle.dumps(design()))):
        assert again == design()
        assert again.is_open(at("2025-06-02T09:00"))
        start, end = at("2025-06-02T09:00"), at("2025-06-09T09:00")
        assert again.between(start, end) == design().between(start, end)
        assert again.add(start, 9 * HOUR) == design().add(start, 9 * HOUR)


def test_threads_may_share_a_calendar() -> None:
    calendar = Calendar(zone="America/New_York", week=WEEKDAYS, holidays="US")
    starts = [datetime(1990 + k, 6, 2, 12, tzinfo=UTC) for k in range(60)]
    expected = [calendar.add(start, 100 * HOUR) for start in starts]
    fresh = Calendar(zone="America/New_York", week=WEEKDAYS, holidays="US")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda start: fresh.add(start, 100 * HOUR), starts))
    assert found == expected


def test_a_calendar_shows_its_hours_and_its_reckoning() -> None:
    calendar = Calendar(zone="UTC+01:00", week=WEEKDAYS)
    assert calendar.zone == calendar.hours.zone == "UTC+01:00"
    start = datetime(2025, 6, 2, 12, tzinfo=UTC)
    assert calendar.working_time.is_open(int(start.timestamp()) * 1_000_000)


def test_what_is_known_is_answered_though_later_holidays_are_not() -> None:
    office = Calendar(
        zone="Europe/Warsaw",
        week=WEEKDAYS,
        holidays="PL",
    )
    first, second, later = (
        datetime(2100, 12, 1, tzinfo=UTC),
        datetime(2100, 12, 2, tzinfo=UTC),
        datetime(2101, 2, 2, tzinfo=UTC),
    )
    assert office.between(first, second) == timedelta(hours=8)
    assert office.add(first, timedelta(hours=8)) == datetime(
        2100, 12, 1, 16, tzinfo=UTC
    )
    with pytest.raises(HolidaysUnknown, match="PL in 2101"):
        office.between(first, later)
