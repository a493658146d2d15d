"""What is open, and what is due when: the page on meaning, rule by rule."""

import copy
import pickle  # noqa: TID251  # how a pool of workers sends its arguments
from collections.abc import Callable
from datetime import date
from typing import Any
from unittest.mock import ANY

import pytest

from slapolicy.worktime import (
    HOUR,
    LATEST,
    MINUTE,
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
    calendar_days_due,
    holidays,
    parse_instant,
    to_iso,
)
from slapolicy.worktime.hours import DayEnd

NINE_TO_FIVE = ((540, 1020),)
NIGHT = ((1320, 360),)
OFFICE = Week((NINE_TO_FIVE,) * 5 + ((), ()))
NIGHTS = Week((NIGHT,) * 5 + ((), ()))


def t(text: str) -> int:
    """An instant from `2025-06-06 16:00+02`."""
    return parse_instant(f"{text[:10]}T{text[11:16]}:00{text[16:]}:00").instant


def on(text: str) -> date:
    return date.fromisoformat(text)


def warsaw(week: Week = OFFICE, **more: Any) -> WorkingTime:
    return WorkingTime(Hours("Europe/Warsaw", (week,), **more))


def shown(time: WorkingTime, start: str, end: str) -> str:
    """The open spans between two instants, `02 09:00-17:00` and the like."""
    name = time.zone.name
    spans = time.spans(t(start), t(end))
    return " | ".join(
        f"{to_iso(a, name)[8:10]} {to_iso(a, name)[11:16]}-{to_iso(b, name)[11:16]}"
        for a, b in spans
    )


WEEK_START, WEEK_END = "2025-06-02 00:00+02", "2025-06-09 00:00+02"  # Mon to Mon


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        # several intervals a day; up to midnight and from it is one stretch
        (
            warsaw(Week((((540, 720), (780, 1020)), *((),) * 6))),
            "02 09:00-12:00 | 02 13:00-17:00",
        ),
        (warsaw(Week((((1080, 1440),), ((0, 360),), *((),) * 5))), "02 18:00-06:00"),
        # overlapping and repeated intervals are their union
        (
            warsaw(Week((((540, 720), (600, 1020), (540, 720)), *((),) * 6))),
            "02 09:00-17:00",
        ),
        # an overnight interval belongs to the date it opens on: none on Sunday
        (
            warsaw(Week((*((),) * 4, NIGHT, (), ()))),
            "06 22:00-06:00",
        ),
        # a holiday shuts midnight to midnight, whosever interval it cuts
        (
            warsaw(NIGHTS, holiday_dates=frozenset([on("2025-06-04")])),
            (
                "02 22:00-06:00 | 03 22:00-00:00 | 05 00:00-06:00 | 05 22:00-06:00 "
                "| 06 22:00-06:00"
            ),
        ),
        # unless the date has an exception, which has its hours and no others
        (
            warsaw(
                NIGHTS,
                holiday_dates=frozenset([on("2025-06-04")]),
                dates=(DatedHours(on("2025-06-04"), ((600, 720),)),),
            ),
            (
                "02 22:00-06:00 | 03 22:00-06:00 | 04 10:00-12:00 | 05 22:00-06:00 "
                "| 06 22:00-06:00"
            ),
        ),
        # an exception on a date with no hours, and one that has none
        (
            warsaw(
                dates=(
                    DatedHours(on("2025-06-07"), ((600, 720),)),
                    DatedHours(on("2025-06-03"), ()),
                )
            ),
            (
                "02 09:00-17:00 | 04 09:00-17:00 | 05 09:00-17:00 | 06 09:00-17:00 "
                "| 07 10:00-12:00"
            ),
        ),
        # closed dates, whole and in part
        (
            warsaw(
                closed=(
                    ClosedDates(on("2025-06-03"), on("2025-06-04")),
                    ClosedDates(on("2025-06-05"), on("2025-06-06"), ((720, 780),)),
                )
            ),
            (
                "02 09:00-17:00 | 05 09:00-12:00 | 05 13:00-17:00 | 06 09:00-12:00 "
                "| 06 13:00-17:00"
            ),
        ),
        # a part-day closure may run overnight too
        (
            warsaw(
                NIGHTS,
                closed=(
                    ClosedDates(on("2025-06-03"), on("2025-06-03"), ((1380, 120),)),
                ),
            ),
            (
                "02 22:00-06:00 | 03 22:00-23:00 | 04 02:00-06:00 | 04 22:00-06:00 "
                "| 05 22:00-06:00 | 06 22:00-06:00"
            ),
        ),
        # closures are instants and spare nothing, not even an exception
        (
            warsaw(
                dates=(DatedHours(on("2025-06-03"), ((600, 720),)),),
                closures=((t("2025-06-02 12:00+02"), t("2025-06-03 11:00+02")),),
            ),
            (
                "02 09:00-12:00 | 03 11:00-12:00 | 04 09:00-17:00 | 05 09:00-17:00 "
                "| 06 09:00-17:00"
            ),
        ),
        # 24x7, but for a holiday
        (
            warsaw(
                Week((((0, 1440),),) * 7),
                holiday_dates=frozenset([on("2025-06-04")]),
            ),
            "02 00:00-00:00 | 05 00:00-00:00",
        ),
    ],
)
def test_the_open_spans_of_a_week(time: WorkingTime, expected: Any) -> None:
    assert shown(time, WEEK_START, WEEK_END) == expected


@pytest.mark.parametrize(
    ("yearly", "closed", "worked"),
    [
        (
            ClosedYearly((12, 24), (12, 26)),
            ["2025-12-24", "2025-12-26", "2026-12-25"],
            ["2025-12-23", "2025-12-29"],
        ),
        (
            ClosedYearly((12, 29), (1, 2)),  # over New Year
            ["2025-12-29", "2025-12-31", "2026-01-01", "2026-01-02"],
            ["2025-12-26", "2026-01-05"],
        ),
        (
            ClosedYearly((2, 29), (2, 29)),
            ["2028-02-29"],
            ["2028-02-28", "2028-03-01", "2029-02-28", "2029-03-01"],
        ),
        (
            ClosedYearly((2, 27), (3, 2)),
            ["2028-02-29", "2029-02-28", "2029-03-01"],
            ["2028-03-03", "2029-02-26"],
        ),
        (
            ClosedYearly((5, 1), (5, 31), start=on("2026-01-01")),
            ["2026-05-04", "2027-05-03"],
            ["2025-05-05"],
        ),
    ],
)
def test_a_yearly_closure_comes_every_year(
    yearly: ClosedYearly, closed: list[str], worked: list[str]
) -> None:
    time = warsaw(yearly=(yearly,))
    assert [each for each in closed if time.is_working_day(on(each))] == []
    assert [each for each in worked if not time.is_working_day(on(each))] == []


def test_a_yearly_closure_of_part_of_a_day_leaves_the_rest() -> None:
    eve = ClosedYearly((12, 24), (12, 24), ((720, 1440),))
    time = warsaw(yearly=(eve,))
    assert shown(time, "2025-12-24 00:00+01", "2025-12-25 00:00+01") == "24 09:00-12:00"


def test_an_overnight_part_of_new_years_eve_is_shut_in_the_new_year() -> None:
    eve = ClosedYearly((12, 31), (12, 31), ((1380, 120),))
    time = warsaw(NIGHTS, yearly=(eve,))
    expected = "31 22:00-23:00 | 01 02:00-06:00"
    assert shown(time, "2025-12-31 12:00+01", "2026-01-01 12:00+01") == expected


def test_a_dated_week_replaces_the_earlier_ones_from_its_date() -> None:
    longer = Week((((480, 1080),),) * 5 + ((), ()), on("2025-06-04"))
    none = Week(((),) * 7, on("2025-06-06"))
    time = WorkingTime(Hours("Europe/Warsaw", (none, OFFICE, longer)))
    expected = "02 09:00-17:00 | 03 09:00-17:00 | 04 08:00-18:00 | 05 08:00-18:00"
    assert shown(time, WEEK_START, WEEK_END) == expected


def test_a_calendar_may_begin_with_a_dated_week() -> None:
    week = Week((NINE_TO_FIVE,) * 7, on("2025-06-08"))
    assert shown(warsaw(week), WEEK_START, WEEK_END) == "08 09:00-17:00"


def test_the_night_before_a_new_week_belongs_to_the_old_one() -> None:
    none = Week(((),) * 7, on("2025-06-04"))
    time = WorkingTime(Hours("Europe/Warsaw", (NIGHTS, none)))
    assert shown(time, WEEK_START, WEEK_END) == "02 22:00-06:00 | 03 22:00-06:00"


def test_each_kind_of_line_is_replaced_on_its_own() -> None:
    time = warsaw(
        holidays=(
            HolidayLine(("PL",)),
            HolidayLine(("US",), start=on("2026-01-01")),
            HolidayLine((), start=on("2027-01-01")),
        ),
        yearly=(
            ClosedYearly((12, 24), (12, 24)),
            ClosedYearly((12, 31), (12, 31), start=on("2026-06-01")),
        ),
    )
    worked = {
        day: time.is_working_day(on(day))
        for day in (
            "2025-05-01",  # Polish holiday
            "2025-07-04",  # not a Polish one
            "2026-05-01",  # no American one
            "2026-11-26",  # Thanksgiving
            "2027-11-25",  # Thanksgiving, but holidays close no more
            "2025-12-24",  # the first yearly line
            "2025-12-31",
            "2026-12-24",  # which the second replaced
            "2026-12-31",
        )
    }
    assert [day for day, is_worked in worked.items() if not is_worked] == [
        "2025-05-01",
        "2026-11-26",
        "2025-12-24",
        "2026-12-31",
    ]


SUNDAY = Week((*((),) * 6, ((90, 195),)))  # 01:30-03:15


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        # 2025-03-09 in New York: 01:30-02:00 EST, then 03:00-03:15 EDT
        ("2025-03-09 00:00-05", "2025-03-10 00:00-04", 45),
        # 2025-11-02: 01:30-02:00 EDT, then 01:30-03:15 EST
        ("2025-11-02 00:00-04", "2025-11-03 00:00-05", 135),
        ("2025-06-01 00:00-04", "2025-06-02 00:00-04", 105),
    ],
)
def test_the_wall_clock_decides_what_is_open_as_clocks_change(
    start: str, end: str, minutes: int
) -> None:
    time = WorkingTime(Hours("America/New_York", (SUNDAY,)))
    assert time.between(t(start), t(end)) == minutes * MINUTE


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2025-06-02 10:00+02", 0, "2025-06-02 10:00+02"),
        ("2025-06-01 10:00+02", 0, "2025-06-01 10:00+02"),  # closed, and stays
        ("2025-06-02 10:00+02", 4, "2025-06-02 14:00+02"),
        ("2025-06-02 13:00+02", 4, "2025-06-02 17:00+02"),  # at closing, at closing
        ("2025-06-02 13:00+02", 4.5, "2025-06-03 09:30+02"),
        ("2025-06-06 16:00+02", 2, "2025-06-09 10:00+02"),  # over a weekend
        ("2025-06-07 12:00+02", 8, "2025-06-09 17:00+02"),
        ("2025-06-02 09:00+02", 40, "2025-06-06 17:00+02"),
        ("2025-06-06 16:00+02", -7.5, "2025-06-05 16:30+02"),  # subtracts
    ],
)
def test_hours_run_out(start: str, hours: float, due: str) -> None:
    assert warsaw().add(t(start), int(hours * HOUR)) == t(due)


@pytest.mark.parametrize(
    ("end", "hours", "start"),
    [
        ("2025-06-03 10:00+02", 0, "2025-06-03 10:00+02"),
        ("2025-06-03 10:00+02", 1, "2025-06-03 09:00+02"),  # from the opening
        ("2025-06-03 10:00+02", 2, "2025-06-02 16:00+02"),
        ("2025-06-09 09:00+02", 8, "2025-06-06 09:00+02"),
        ("2025-06-08 12:00+02", 1, "2025-06-06 16:00+02"),
        ("2025-06-06 16:00+02", -2, "2025-06-09 10:00+02"),  # adds
    ],
)
def test_hours_run_back(end: str, hours: float, start: str) -> None:
    assert warsaw().subtract(t(end), int(hours * HOUR)) == t(start)


@pytest.mark.parametrize(
    ("instant", "opening", "closing"),
    [
        ("2025-06-02 08:59+02", "2025-06-02 09:00+02", "2025-06-02 17:00+02"),
        ("2025-06-02 09:00+02", "2025-06-02 09:00+02", "2025-06-02 17:00+02"),
        ("2025-06-02 16:59+02", "2025-06-02 16:59+02", "2025-06-02 17:00+02"),
        ("2025-06-02 17:00+02", "2025-06-03 09:00+02", "2025-06-03 17:00+02"),
        ("2025-06-06 17:00+02", "2025-06-09 09:00+02", "2025-06-09 17:00+02"),
    ],
)
def test_the_next_opening_and_closing(instant: str, opening: str, closing: str) -> None:
    time = warsaw()
    assert time.next_opening(t(instant)) == t(opening)
    assert time.next_closing(t(instant)) == t(closing)


def test_hours_that_touch_close_once() -> None:
    """A stretch is not cut where two dates meet."""
    time = warsaw(Week((((1080, 1440),), ((0, 360),), *((),) * 5)))
    assert time.next_closing(t("2025-06-02 19:00+02")) == t("2025-06-03 06:00+02")


def test_a_stretch_of_years_closes_where_it_ends() -> None:
    end = t("2040-01-01 00:00+00")
    time = WorkingTime(
        Hours("UTC", (Week((((0, 1440),),) * 7),), closures=((end, end + HOUR),))
    )
    assert time.next_closing(t("2025-01-01 00:00+00")) == end
    later = (end + HOUR, end + 2 * HOUR)
    assert list(time.spans(0, end + 2 * HOUR)) == [(0, end), later]


def test_the_spans_of_many_years_come_in_order_and_add_up() -> None:
    time = warsaw(NIGHTS, holiday_dates=frozenset([on("2025-06-04")]))
    start, end = t("2020-01-01 00:00+01"), t("2031-01-01 00:00+01")
    spans = list(time.spans(start, end))
    assert spans == sorted(spans)
    assert sum(closes - opens for opens, closes in spans) == time.between(start, end)
    for opens, closes in spans[1:-1]:  # the outer ones are clipped
        assert time.next_opening(opens - 1) == opens
        assert time.next_closing(opens) == closes


@pytest.mark.parametrize(
    ("week", "ends", "start", "n", "due"),
    [
        # Monday within hours: its date is not counted
        (OFFICE, "closing", "2025-06-02 10:00+02", 1, "2025-06-03 17:00+02"),
        (OFFICE, "closing", "2025-06-02 10:00+02", 2, "2025-06-04 17:00+02"),
        # before the opening it is received at the opening
        (OFFICE, "closing", "2025-06-02 07:00+02", 1, "2025-06-03 17:00+02"),
        # at closing it is received on the next working date
        (OFFICE, "closing", "2025-06-02 17:00+02", 1, "2025-06-04 17:00+02"),
        # on Friday evening or at the weekend: received on Monday, due on Tuesday
        (OFFICE, "closing", "2025-06-06 18:00+02", 1, "2025-06-10 17:00+02"),
        (OFFICE, "closing", "2025-06-08 12:00+02", 1, "2025-06-10 17:00+02"),
        # `to the same time` is that of the receipt
        (OFFICE, "same_time", "2025-06-02 10:15+02", 2, "2025-06-04 10:15+02"),
        (OFFICE, "same_time", "2025-06-02 07:00+02", 1, "2025-06-03 09:00+02"),
        # `to 12:00`
        (OFFICE, 720, "2025-06-02 10:15+02", 2, "2025-06-04 12:00+02"),
        # a night belongs to the date it opens on, after midnight too
        (NIGHTS, "closing", "2025-06-03 01:00+02", 1, "2025-06-04 06:00+02"),
        (NIGHTS, "closing", "2025-06-06 23:00+02", 1, "2025-06-10 06:00+02"),
        (NIGHTS, "closing", "2025-06-07 03:00+02", 1, "2025-06-10 06:00+02"),
    ],
)
def test_business_days_run_out(
    week: Week, ends: DayEnd, start: str, n: int, due: str
) -> None:
    assert warsaw(week, day_end=ends).business_days_due(t(start), n) == t(due)


def test_business_days_pass_over_holidays_and_exceptions() -> None:
    time = warsaw(
        holiday_dates=frozenset([on("2025-06-03"), on("2025-06-04")]),
        dates=(DatedHours(on("2025-06-04"), ((600, 720),)),),
    )
    due = time.business_days_due(t("2025-06-02 10:00+02"), 1)
    assert due == t("2025-06-04 12:00+02")


@pytest.mark.parametrize(
    ("start", "n", "ends", "expected"),
    [
        ("2025-06-02 10:00+02", 0, "closing", "2025-06-02 10:00+02"),
        ("2025-06-02 10:00+02", 1, "same_time", "2025-06-03 10:00+02"),
        # plain dates: outside hours changes nothing
        ("2025-06-02 20:00+02", 1, "same_time", "2025-06-03 20:00+02"),
        ("2025-06-07 10:00+02", 1, "closing", "2025-06-09 17:00+02"),
        ("2025-06-07 10:00+02", -1, "closing", "2025-06-06 17:00+02"),
        ("2025-06-02 10:00+02", -1, "same_time", "2025-05-30 10:00+02"),
        ("2025-06-02 10:00+02", 5, 720, "2025-06-09 12:00+02"),
    ],
)
def test_business_days_are_added_as_plain_dates(
    start: str, n: int, ends: DayEnd, expected: Any
) -> None:
    assert warsaw().add_business_days(t(start), n, ends) == t(expected)


@pytest.mark.parametrize(
    ("zone", "start", "n", "due"),
    [
        ("Europe/Warsaw", "2025-06-02 10:00+02", 0, "2025-06-02 10:00+02"),
        ("Europe/Warsaw", "2025-06-02 10:00+02", 14, "2025-06-16 10:00+02"),
        # the same wall time, an hour less in between
        ("Europe/Warsaw", "2025-03-29 10:00+01", 1, "2025-03-30 10:00+02"),
        # a wall time that is skipped, and one that comes twice
        ("America/New_York", "2025-03-08 02:30-05", 1, "2025-03-09 03:00-04"),
        ("America/New_York", "2025-11-01 01:30-04", 1, "2025-11-02 01:30-04"),
        ("Pacific/Apia", "2011-12-29 12:00-10", 1, "2011-12-31 00:00+14"),
        ("UTC+01:00", "2025-06-02 10:00+02", 1, "2025-06-03 10:00+02"),
    ],
)
def test_calendar_days_end_at_the_same_wall_time(
    zone: str, start: str, n: int, due: str
) -> None:
    assert calendar_days_due(zone, t(start), n) == t(due)


@pytest.mark.parametrize(
    ("zone", "n", "due"),
    [
        ("UTC", 1, "2200-01-01 00:00+00"),
        ("UTC", 2, None),
        ("America/New_York", 2, None),
    ],
)
def test_calendar_days_beyond_2200_never_end(
    zone: str, n: int, due: str | None
) -> None:
    expected = None if due is None else t(due)
    assert calendar_days_due(zone, t("2199-12-31 00:00+00"), n) == expected


def test_the_working_date_of_a_night_is_the_one_it_opened_on() -> None:
    time = warsaw(NIGHTS)
    assert time.working_date(t("2025-06-07 03:00+02")) == on("2025-06-06")
    assert time.working_date(t("2025-06-07 07:00+02")) is None
    assert time.last_closing(on("2025-06-06")) == t("2025-06-07 06:00+02")
    assert time.last_closing(on("2025-06-07")) is None


def test_a_date_that_a_holiday_leaves_after_midnight_is_still_a_working_date() -> None:
    time = warsaw(NIGHTS, holiday_dates=frozenset([on("2025-06-04")]))
    assert time.is_working_day(on("2025-06-04"))  # 00:00-06:00 of the 5th
    both = frozenset([on("2025-06-04"), on("2025-06-05")])
    assert not warsaw(NIGHTS, holiday_dates=both).is_working_day(on("2025-06-04"))


def test_a_date_that_a_closure_covers_is_no_working_date() -> None:
    whole = (t("2025-06-03 00:00+02"), t("2025-06-04 00:00+02"))
    assert not warsaw(closures=(whole,)).is_working_day(on("2025-06-03"))


@pytest.fixture
def _known_until_2025(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make `PL` known for 2025 only, with one estimated holiday."""

    def view(region: str, year: int, _: object = None) -> holidays.Holidays:
        if year == 2025:
            return (Holiday(on("2025-12-25"), "Christmas", region, is_estimated=True),)
        return Uncovered(region, year, "a test", "it covers 2025")

    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", view)


@pytest.mark.usefixtures("_known_until_2025")
class TestUnknownHolidays:
    """What nobody knows is never taken for a year without holidays."""

    time = property(lambda _: warsaw(holidays=(HolidayLine(("PL",)),)))

    def test_what_ends_before_the_unknown_is_answered(self) -> None:
        start = t("2025-12-31 10:00+01")
        assert self.time.add(start, 7 * HOUR) == t("2025-12-31 17:00+01")
        assert self.time.between(start, t("2026-01-01 08:00+01")) == 7 * HOUR
        assert self.time.next_closing(start) == t("2025-12-31 17:00+01")
        assert not self.time.is_working_day(on("2025-12-25"))

    def test_what_begins_after_the_unknown_is_answered(self) -> None:
        end = t("2025-01-02 10:00+01")
        assert self.time.subtract(end, 9 * HOUR) == t("2025-01-01 09:00+01")
        assert self.time.next_opening(t("2025-01-01 00:00+01")) == end - 25 * HOUR

    def test_what_would_be_shut_anyhow_is_answered(self) -> None:
        assert not self.time.is_open(t("2026-01-05 08:00+01"))
        assert not self.time.is_working_day(on("2026-01-04"))  # a Sunday

    @pytest.mark.parametrize(
        "ask",
        [
            lambda w: w.add(t("2025-12-31 10:00+01"), 7 * HOUR + 1),
            lambda w: w.subtract(t("2025-01-02 10:00+01"), 20 * HOUR),
            lambda w: w.between(t("2025-12-31 10:00+01"), t("2026-01-01 10:00+01")),
            lambda w: w.next_opening(t("2025-12-31 17:00+01")),
            lambda w: w.next_closing(t("2025-12-31 17:00+01")),
            lambda w: w.is_open(t("2026-01-05 10:00+01")),
            lambda w: w.is_working_day(on("2026-01-05")),
            lambda w: w.business_days_due(t("2025-12-31 10:00+01"), 1),
            lambda w: list(w.spans(t("2025-12-31 10:00+01"), t("2026-03-01 10:00+01"))),
            lambda w: w.add(t("2150-12-31 10:00+01"), 50 * 9000 * HOUR),
            lambda w: w.subtract(t("1970-12-31 10:00+01"), 50 * 9000 * HOUR),
        ],
    )
    def test_what_rests_on_the_unknown_is_refused(
        self, ask: Callable[..., Any]
    ) -> None:
        with pytest.raises(HolidaysUnknown) as refused:
            ask(self.time)
        assert refused.value.region == "PL"
        assert refused.value.year != 2025

    def test_an_exception_needs_no_holidays(self) -> None:
        time = warsaw(
            holidays=(HolidayLine(("PL",)),),
            dates=(DatedHours(on("2026-01-05"), NINE_TO_FIVE),),
        )
        assert time.is_open(t("2026-01-05 10:00+01"))
        assert time.is_working_day(on("2026-01-05"))

    def test_a_night_into_the_unknown_is_in_doubt_from_midnight(self) -> None:
        time = warsaw(NIGHTS, holidays=(HolidayLine(("PL",)),))
        start = t("2025-12-31 22:00+01")
        assert time.add(start, 2 * HOUR) == t("2026-01-01 00:00+01")
        with pytest.raises(HolidaysUnknown):
            time.add(start, 2 * HOUR + 1)
        with pytest.raises(HolidaysUnknown):
            time.next_closing(start)

    def test_a_year_with_an_estimated_holiday_is_estimated(self) -> None:
        assert self.time.is_estimated(t("2025-03-03 10:00+01"))
        assert not warsaw().is_estimated(t("2025-03-03 10:00+01"))


def test_a_business_day_ends_with_the_last_hours_of_its_date() -> None:
    time = warsaw(Week((((540, 720), (780, 1020)),) * 7))
    noon = t("2025-06-02 12:00+02")
    assert time.add_business_days(noon, 1, "closing") == t("2025-06-03 17:00+02")
    assert time.add_business_days(noon, -1, "closing") == t("2025-06-01 17:00+02")
    assert time.last_closing(on("2025-06-02")) == t("2025-06-02 17:00+02")


def test_the_first_and_last_dates_are_worked_as_others() -> None:
    week = Week((((0, 1440),),) * 7)
    time = WorkingTime(Hours("UTC-01:00", (week,)))
    assert time.add_business_days(t("1970-01-02 12:00+00"), -1, "same_time") == t(
        "1970-01-01 12:00+00"
    )
    assert time.add_business_days(t("1970-01-02 12:00+00"), -2, "same_time") is None
    eve = t("2199-12-30 12:00+00")
    assert time.add_business_days(eve, 1, 23 * 60) == LATEST  # 23:00 an hour behind
    assert time.add_business_days(eve, 1, 23 * 60 + 1) is None


def test_far_off_rules_of_a_zone_make_a_year_an_estimate() -> None:
    assert warsaw().is_estimated(t("2050-06-02 12:00+02"))
    assert not WorkingTime(Hours("UTC", (OFFICE,))).is_estimated(
        t("2050-06-02 12:00+02")
    )


def test_what_is_like_everything_may_say_so() -> None:
    assert warsaw() == ANY
    assert warsaw() != "warsaw"


def test_instants_outside_1970_to_2200_are_refused() -> None:
    time = warsaw()
    with pytest.raises(ValueError, match="1970 to 2200"):
        time.is_open(-1)
    with pytest.raises(ValueError, match="1970 to 2200"):
        time.add(10**17, 1)


def test_the_last_closing_before_2200_is_the_last() -> None:
    time = warsaw(Week((NINE_TO_FIVE,) * 7))
    last = t("2199-12-31 17:00+01")
    assert time.next_closing(last - HOUR) == last
    assert time.next_opening(last) is None
    assert time.add(last - HOUR, HOUR) == last
    assert time.add(last - HOUR, HOUR + 1) is None
    assert time.business_days_due(last - HOUR, 1) is None


def test_the_first_opening_after_1970_is_the_first() -> None:
    time = warsaw(Week((NINE_TO_FIVE,) * 7))
    first = t("1970-01-01 09:00+01")
    assert time.subtract(first + HOUR, HOUR) == first
    assert time.subtract(first + HOUR, HOUR + 1) is None
    assert time.add_business_days(first, -1, "closing") is None


def test_working_times_of_equal_hours_are_equal() -> None:
    assert warsaw() == warsaw()
    assert hash(warsaw()) == hash(warsaw())
    assert warsaw() != warsaw(NIGHTS)
    assert warsaw() != "warsaw"
    assert repr(warsaw()) == "<WorkingTime Europe/Warsaw>"


BLOCK = 1 << 45  # where the engine cuts time; nobody must be able to tell


def test_a_stretch_may_end_where_the_engine_cuts_time() -> None:
    cut = 50 * BLOCK
    week = (Week((((0, 1440),),) * 7),)
    time = WorkingTime(Hours("UTC", week, closures=((cut, cut + HOUR),)))
    assert time.next_closing(cut - HOUR) == cut
    assert time.next_opening(cut) == cut + HOUR
    assert time.add(cut - HOUR, HOUR) == cut
    assert time.add(cut - HOUR, HOUR + 1) == cut + HOUR + 1
    assert time.subtract(cut + HOUR, 1) == cut - 1
    assert time.subtract(cut + 2 * HOUR, HOUR) == cut + HOUR
    assert list(time.spans(cut - HOUR, cut + 2 * HOUR)) == [
        (cut - HOUR, cut),
        (cut + HOUR, cut + 2 * HOUR),
    ]


def test_the_next_opening_may_be_years_away() -> None:
    week = Week((NINE_TO_FIVE,) * 5 + ((), ()), on("2035-01-01"))
    time = warsaw(week)
    assert time.next_opening(t("2025-06-02 10:00+02")) == t("2035-01-01 09:00+01")
    assert time.add(t("2025-06-02 10:00+02"), 1) == t("2035-01-01 09:00+01") + 1
    assert time.subtract(t("2035-01-01 09:00+01"), 1) is None


def test_a_calendar_open_for_ever_never_closes() -> None:
    time = warsaw(Week((((0, 1440),),) * 7))
    assert time.next_closing(t("2025-06-02 10:00+02")) is None


def test_no_span_lies_between_an_instant_and_itself_or_an_earlier_one() -> None:
    start = t("2025-06-02 10:00+02")
    assert list(warsaw().spans(start, start)) == []
    assert list(warsaw().spans(start + HOUR, start)) == []


def test_there_may_be_too_few_working_dates() -> None:
    once = warsaw(Week(((),) * 7), dates=(DatedHours(on("2025-06-03"), NINE_TO_FIVE),))
    start = t("2025-06-02 10:00+02")
    assert once.add_business_days(start, 1, "closing") == t("2025-06-03 17:00+02")
    assert once.add_business_days(start, 2, "closing") is None
    assert once.business_days_due(start, 1) is None


def test_where_hours_of_two_dates_overlap_the_local_date_has_them() -> None:
    week = Week((((1320, 480),), ((360, 1020),), *((),) * 5))  # 22-08, then 06-17
    time = warsaw(week)
    assert time.working_date(t("2025-06-03 07:00+02")) == on("2025-06-03")
    assert time.working_date(t("2025-06-03 05:00+02")) == on("2025-06-02")


def test_an_overnight_closure_shuts_the_early_hours_of_the_next_date() -> None:
    early = Week((((0, 360),),) * 7)
    closed = ClosedDates(on("2025-06-03"), on("2025-06-03"), ((1380, 120),))
    expected = "04 02:00-06:00"
    time = warsaw(early, closed=(closed,))
    assert shown(time, "2025-06-04 00:00+02", "2025-06-05 00:00+02") == expected


def test_holidays_may_begin_to_count_within_a_year() -> None:
    time = warsaw(holidays=(HolidayLine(("PL",), start=on("2025-07-01")),))
    assert time.is_working_day(on("2025-05-01"))
    assert not time.is_working_day(on("2025-08-15"))


def test_a_calendar_is_shut_at_the_instant_of_its_closing() -> None:
    assert warsaw().is_open(t("2025-06-02 17:00+02") - 1)
    assert not warsaw().is_open(t("2025-06-02 17:00+02"))


def test_working_time_can_be_copied_and_sent_to_a_worker() -> None:
    time = warsaw()
    for again in (copy.deepcopy(time), pickle.loads(pickle.dumps(time))):
        assert again == time
        assert again.zone is time.zone
    unknown = HolidaysUnknown(Uncovered("PL", 2150, "a test", "it covers 2025"))
    assert str(pickle.loads(pickle.dumps(unknown))) == str(unknown)
    assert copy.deepcopy(time.zone) is time.zone
