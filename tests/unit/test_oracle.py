"""The oracle against examples reckoned by hand from the page on meaning."""

import random
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from oracle import (
    Calendar,
    Grid,
    Line,
    OutOfWindow,
    calendar_days_due,
    clock,
    is_open,
    paused_due,
)

HOUR = 3600
DAY = 86400
NINE_TO_FIVE = [["09:00", "17:00"]]
NIGHT = [["22:00", "06:00"]]
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


def t(text: str) -> int:
    """An instant from ``2025-06-06 16:00+02``."""
    return int(datetime.fromisoformat(text).timestamp())


def weekly(zone: str, days: dict[str, Any], **more: Any) -> Calendar:
    return {"zone": zone, "weeks": [{"from": None, "days": days}], **more}


def office(**more: Any) -> Calendar:
    return weekly("Europe/Warsaw", dict.fromkeys(WORKDAYS, NINE_TO_FIVE), **more)


def nights(**more: Any) -> Calendar:
    return weekly("Europe/Warsaw", dict.fromkeys(WORKDAYS, NIGHT), **more)


GRIDS: dict[str, Grid] = {}


def grid(calendar: Calendar) -> Grid:
    """The twelve days from Monday 2 June 2025, 00:00Z."""
    key, start = repr(calendar), t("2025-06-02 00:00+00")
    if key not in GRIDS:
        GRIDS[key] = Grid(calendar, start, start + 12 * DAY)
    return GRIDS[key]


def june() -> Grid:
    return grid(office())


SUNDAY = weekly("America/New_York", {"sun": [["01:30", "03:15"]]})
HOLIDAY = nights(holidays=["2025-06-06"])
EXCEPTION = nights(
    holidays=["2025-06-06"],
    dates={"2025-06-06": [["10:00", "12:00"]]},
    closures=[[t("2025-06-06 11:00+02"), t("2025-06-06 11:30+02")]],
)
PART_DAY = office(
    closed=[
        {
            "from": "2025-06-03",
            "through": "2025-06-05",
            "spans": [["12:00", "24:00"]],
        }
    ],
    dates={"2025-06-04": [["10:00", "15:00"]]},
)
WHOLE_DAYS = office(
    closed=[{"from": "2025-06-03", "through": "2025-06-04", "spans": None}]
)
NEW_YEAR = office(yearly=[{"from": [12, 24], "through": [1, 1], "spans": None}])
CHRISTMAS = office(yearly=[{"from": [12, 24], "through": [12, 26], "spans": None}])
TWO_WEEKS: Calendar = {
    "zone": "Europe/Warsaw",
    "weeks": [
        {"from": "2025-06-04", "days": {"wed": [["08:00", "10:00"]]}},
        {"from": None, "days": {"tue": NINE_TO_FIVE, "wed": NINE_TO_FIVE}},
    ],
}
LATE_WEEK: Calendar = {
    "zone": "Europe/Warsaw",
    "weeks": [{"from": "2025-06-04", "days": {"tue": NIGHT, "wed": NIGHT}}],
}


@pytest.mark.parametrize(
    ("calendar", "instant", "expected"),
    [
        ({"always": True}, "2025-06-01 03:00+00", True),
        # 2 June 2025 is a Monday; intervals are half-open.
        (office(), "2025-06-02 08:59:59+02", False),
        (office(), "2025-06-02 09:00+02", True),
        (office(), "2025-06-02 16:59:59+02", True),
        (office(), "2025-06-02 17:00+02", False),
        (office(), "2025-06-01 12:00+02", False),
        # Overnight: Friday's runs into Saturday, Sunday's does not exist.
        (nights(), "2025-06-06 21:59:59+02", False),
        (nights(), "2025-06-06 22:00+02", True),
        (nights(), "2025-06-07 05:59:59+02", True),
        (nights(), "2025-06-07 06:00+02", False),
        (nights(), "2025-06-09 00:00+02", False),
        # The gap, 02:00 EST reads 03:00 EDT, and the fold, 02:00 EDT reads 01:00.
        (SUNDAY, "2025-03-09 01:59:59-05", True),
        (SUNDAY, "2025-03-09 03:00-04", True),
        (SUNDAY, "2025-03-09 03:15-04", False),
        (SUNDAY, "2025-11-02 01:59:59-04", True),
        (SUNDAY, "2025-11-02 01:00-05", False),
        (SUNDAY, "2025-11-02 01:29:59-05", False),
        (SUNDAY, "2025-11-02 01:30-05", True),
        # A holiday shuts midnight to midnight, whosever interval it cuts.
        (HOLIDAY, "2025-06-05 23:59:59+02", True),
        (HOLIDAY, "2025-06-06 00:00+02", False),
        (HOLIDAY, "2025-06-06 05:00+02", False),
        (HOLIDAY, "2025-06-06 23:00+02", False),
        (HOLIDAY, "2025-06-07 00:00+02", True),
        # A dated exception replaces its date's hours and lifts the holiday,
        # but not a closure by instant.
        (EXCEPTION, "2025-06-06 05:00+02", True),
        (EXCEPTION, "2025-06-06 10:00+02", True),
        (EXCEPTION, "2025-06-06 11:00+02", False),
        (EXCEPTION, "2025-06-06 11:30+02", True),
        (EXCEPTION, "2025-06-06 23:00+02", False),
        (EXCEPTION, "2025-06-07 00:00+02", False),
        # A part-day closure shuts its window, save on the date with an exception.
        (PART_DAY, "2025-06-02 12:00+02", True),
        (PART_DAY, "2025-06-03 11:59:59+02", True),
        (PART_DAY, "2025-06-03 12:00+02", False),
        (PART_DAY, "2025-06-04 09:30+02", False),
        (PART_DAY, "2025-06-04 12:00+02", True),
        (PART_DAY, "2025-06-04 15:00+02", False),
        (PART_DAY, "2025-06-05 12:00+02", False),
        (PART_DAY, "2025-06-06 12:00+02", True),
        (WHOLE_DAYS, "2025-06-02 12:00+02", True),
        (WHOLE_DAYS, "2025-06-03 12:00+02", False),
        (WHOLE_DAYS, "2025-06-04 12:00+02", False),
        (WHOLE_DAYS, "2025-06-05 12:00+02", True),
        (NEW_YEAR, "2025-12-23 12:00+01", True),
        (NEW_YEAR, "2025-12-24 12:00+01", False),
        (NEW_YEAR, "2026-01-01 12:00+01", False),
        (NEW_YEAR, "2026-01-02 12:00+01", True),
        (CHRISTMAS, "2025-12-26 12:00+01", False),
        (CHRISTMAS, "2025-12-29 12:00+01", True),
        (CHRISTMAS, "2026-01-02 12:00+01", True),
        # The week in force on the date.
        (TWO_WEEKS, "2025-06-03 16:00+02", True),
        (TWO_WEEKS, "2025-06-04 08:00+02", True),
        (TWO_WEEKS, "2025-06-04 10:00+02", False),
        (TWO_WEEKS, "2025-06-10 12:00+02", False),
        (LATE_WEEK, "2025-06-04 05:00+02", False),
        (LATE_WEEK, "2025-06-05 05:00+02", True),
    ],
)
def test_is_open(calendar: Calendar, instant: str, *, expected: bool) -> None:
    assert is_open(calendar, t(instant)) is expected


@pytest.mark.parametrize("calendar", [EXCEPTION, PART_DAY, LATE_WEEK, SUNDAY])
def test_a_grid_says_what_is_open_says(calendar: Calendar) -> None:
    start = t("2025-06-03 00:00+00")
    line = Grid(calendar, start, start + 4 * DAY)
    for second in range(start, start + 4 * DAY, 97):
        assert (line.between(second, second + 1) == 1) is is_open(calendar, second)


@pytest.mark.parametrize(
    ("calendar", "a", "b", "minutes"),
    [
        (SUNDAY, "2025-03-09 00:00-05", "2025-03-09 06:00-04", 45),
        (SUNDAY, "2025-11-02 00:00-04", "2025-11-02 06:00-05", 135),
        (
            weekly("Europe/Warsaw", {"sat": NIGHT}),
            "2025-03-29 12:00+01",
            "2025-03-30 12:00+02",
            7 * 60,
        ),
        (
            weekly("Europe/Warsaw", {"sat": NIGHT}),
            "2025-10-25 12:00+02",
            "2025-10-26 12:00+01",
            9 * 60,
        ),
        (HOLIDAY, "2025-06-05 12:00+02", "2025-06-07 12:00+02", 8 * 60),
        ({"always": True}, "2025-06-05 12:00+02", "2025-06-05 13:00+02", 60),
    ],
)
def test_between(calendar: Calendar, a: str, b: str, minutes: int) -> None:
    line = Grid(calendar, t(a), t(b))
    assert line.between(t(a), t(b)) == minutes * 60
    assert line.between(t(b), t(a)) == -minutes * 60


def test_add_and_subtract() -> None:
    friday, monday = t("2025-06-06 16:00+02"), t("2025-06-09 10:00+02")
    closing, opening = t("2025-06-06 17:00+02"), t("2025-06-09 09:00+02")
    evening = t("2025-06-06 20:00+02")
    line = june()
    assert line.add(friday, 2 * HOUR) == monday
    assert line.add(friday, HOUR) == closing  # out at closing: due at closing
    assert line.add(friday, HOUR + 1) == opening + 1
    assert line.add(evening, 0) == evening
    assert line.add(evening, 1) == opening + 1
    assert line.subtract(monday, 2 * HOUR) == friday
    assert line.subtract(monday, HOUR) == opening
    assert line.subtract(monday, HOUR + 1) == closing - 1
    assert line.subtract(evening, 0) == evening
    with pytest.raises(OutOfWindow):
        line.add(friday, 100 * HOUR)
    with pytest.raises(OutOfWindow):
        line.subtract(friday, 100 * HOUR)


def test_openings_and_closings() -> None:
    line = june()
    evening, noon = t("2025-06-06 20:00+02"), t("2025-06-06 12:00+02")
    opening = t("2025-06-09 09:00+02")
    assert line.next_opening(noon) == noon
    assert line.next_opening(evening) == opening
    assert line.next_opening(t("2025-06-06 17:00+02")) == opening
    assert line.next_closing(noon) == t("2025-06-06 17:00+02")
    assert line.next_closing(evening) == t("2025-06-09 17:00+02")
    with pytest.raises(OutOfWindow):
        line.next_opening(line.end)
    with pytest.raises(OutOfWindow):
        line.between(line.start - 1, line.end)


def test_working_dates() -> None:
    assert june().is_working_date(date(2025, 6, 6))
    assert not june().is_working_date(date(2025, 6, 7))
    # An overnight interval is of the date it opens on.
    assert grid(nights()).is_working_date(date(2025, 6, 6))
    assert not grid(nights()).is_working_date(date(2025, 6, 7))
    assert not grid(office(holidays=["2025-06-06"])).is_working_date(date(2025, 6, 6))
    # Friday is a holiday, yet the small hours of Saturday are of its interval.
    assert grid(HOLIDAY).is_working_date(date(2025, 6, 6))
    for outside in (date(2025, 6, 1), date(2025, 6, 13)):
        with pytest.raises(OutOfWindow):
            june().is_working_date(outside)


@pytest.mark.parametrize(
    ("calendar", "a", "n", "due"),
    [
        (office(), "2025-06-06 10:00+02", 1, "2025-06-09 17:00+02"),
        (office(), "2025-06-05 10:00+02", 1, "2025-06-06 17:00+02"),
        (office(), "2025-06-05 10:00+02", 3, "2025-06-10 17:00+02"),
        # Outside hours it counts as received at the next opening.
        (office(), "2025-06-06 08:00+02", 1, "2025-06-09 17:00+02"),
        (office(), "2025-06-06 17:00+02", 1, "2025-06-10 17:00+02"),
        (office(), "2025-06-07 10:00+02", 1, "2025-06-10 17:00+02"),
        (
            office(holidays=["2025-06-09"]),
            "2025-06-06 10:00+02",
            1,
            "2025-06-10 17:00+02",
        ),
        (PART_DAY, "2025-06-02 10:00+02", 1, "2025-06-03 12:00+02"),
        (PART_DAY, "2025-06-02 10:00+02", 2, "2025-06-04 15:00+02"),
        (office(ends="12:00"), "2025-06-06 16:00+02", 1, "2025-06-09 12:00+02"),
        (office(ends="same_time"), "2025-06-06 16:30+02", 1, "2025-06-09 16:30+02"),
        (office(ends="same_time"), "2025-06-06 18:00+02", 1, "2025-06-10 09:00+02"),
        # Saturday 02:00 is in Friday's interval; Monday's closes on Tuesday.
        (nights(), "2025-06-07 02:00+02", 1, "2025-06-10 06:00+02"),
        (nights(), "2025-06-05 12:00+02", 1, "2025-06-07 06:00+02"),
        # The holiday leaves Thursday's interval its two hours before midnight.
        (HOLIDAY, "2025-06-04 23:00+02", 1, "2025-06-06 00:00+02"),
    ],
)
def test_business_days(calendar: Calendar, a: str, n: int, due: str) -> None:
    assert grid(calendar).business_days_due(t(a), n) == t(due)


@pytest.mark.parametrize(
    ("zone", "a", "n", "due"),
    [
        ("Europe/Warsaw", "2025-06-06 16:00+02", 3, "2025-06-09 16:00+02"),
        ("Europe/Warsaw", "2025-03-29 12:00+01", 1, "2025-03-30 12:00+02"),
        ("Europe/Warsaw", "2025-10-25 12:00+02", 1, "2025-10-26 12:00+01"),
        # 02:30 is in the gap: the first instant that reaches it reads 03:00.
        ("America/New_York", "2025-03-08 02:30-05", 1, "2025-03-09 03:00-04"),
        # In the fold the first; from its second pass, the same time next day.
        ("America/New_York", "2025-11-01 01:30-04", 1, "2025-11-02 01:30-04"),
        ("America/New_York", "2025-11-02 01:30-05", 1, "2025-11-03 01:30-05"),
        # Apia had no 30 December 2011: it went from -10 to +14 at midnight.
        ("Pacific/Apia", "2011-12-29 12:00-10", 1, "2011-12-31 00:00+14"),
        # Half an hour of gap.
        ("Australia/Lord_Howe", "2025-10-04 02:15+10:30", 1, "2025-10-05 02:30+11"),
    ],
)
def test_calendar_days(zone: str, a: str, n: int, due: str) -> None:
    assert calendar_days_due(zone, t(a), n) == t(due)


@pytest.mark.parametrize(
    ("calendar", "a", "n", "ends", "due"),
    [
        (office(), "2025-06-07 10:00+02", 0, "close", "2025-06-07 10:00+02"),
        (office(), "2025-06-07 10:00+02", 1, "close", "2025-06-09 17:00+02"),
        (office(), "2025-06-07 10:00+02", 1, "same_time", "2025-06-09 10:00+02"),
        (office(), "2025-06-07 10:00+02", -1, "same_time", "2025-06-06 10:00+02"),
        (office(), "2025-06-10 10:00+02", -2, "close", "2025-06-06 17:00+02"),
        # Plain date arithmetic: an evening is not moved to the next opening.
        (office(), "2025-06-06 20:00+02", 1, "same_time", "2025-06-09 20:00+02"),
        (nights(), "2025-06-07 02:00+02", -1, "same_time", "2025-06-06 02:00+02"),
        (nights(), "2025-06-07 02:00+02", 1, "close", "2025-06-10 06:00+02"),
    ],
)
def test_add_business_days(
    calendar: Calendar, a: str, n: int, ends: str, due: str
) -> None:
    assert grid(calendar).add_business_days(t(a), n, ends) == t(due)


def june_at(text: str) -> int:
    """An instant from ``06 16:00``, a day and time of June 2025 in Warsaw."""
    return t(f"2025-06-{text}+02")


def stands(
    line: Line,
    start: str,
    limit: dict[str, Any],
    at: str,
    *,
    pauses: Sequence[tuple[str, str | None]] = (),
    fulfilled: str | None = None,
) -> tuple[Any, ...]:
    """State, due, and the minutes elapsed, remaining, paused, overrun."""
    answer = clock(
        line,
        june_at(start),
        limit,
        [(june_at(b), None if e is None else june_at(e)) for b, e in pauses],
        None if fulfilled is None else june_at(fulfilled),
        june_at(at),
    )
    due = answer["due"]
    if due is not None:
        due = datetime.fromtimestamp(due, ZoneInfo("Europe/Warsaw")).strftime(
            "%d %H:%M"
        )
    spans = [answer[name] for name in ("elapsed", "remaining", "paused", "overrun")]
    return (
        answer["state"],
        due,
        *(None if span is None else span / 60 for span in spans),
    )


TWO_HOURS = {"seconds": 2 * HOUR}
ONE_DAY = {"business_days": 1}
WEEKEND = [("06 16:30", "09 09:30")]  # half an hour of each day is open


@pytest.mark.parametrize(
    ("at", "more", "expected"),
    [
        # Two hours from Friday 6 June, 16:00: nominally due on Monday at 10:00.
        ("06 15:59", {}, ("not_started", None, None, None, None, None)),
        ("06 16:00", {}, ("running", "09 10:00", 0, 120, 0, None)),
        ("06 16:30", {}, ("running", "09 10:00", 30, 90, 0, None)),
        ("07 12:00", {}, ("running", "09 10:00", 60, 60, 0, None)),
        ("09 09:59", {}, ("running", "09 10:00", 119, 1, 0, None)),
        ("09 10:00", {}, ("breached", "09 10:00", 120, None, 0, 0)),
        ("10 10:00", {}, ("breached", "09 10:00", 600, None, 0, 480)),
        # Equality is met; a later fulfilment is unknown before it happens.
        (
            "09 10:00",
            {"fulfilled": "09 10:00"},
            ("met", "09 10:00", 120, None, 0, None),
        ),
        (
            "10 10:00",
            {"fulfilled": "09 10:00"},
            ("met", "09 10:00", 120, None, 0, None),
        ),
        (
            "09 09:59",
            {"fulfilled": "09 10:00"},
            ("running", "09 10:00", 119, 1, 0, None),
        ),
        (
            "09 10:00",
            {"fulfilled": "09 10:01"},
            ("breached", "09 10:00", 120, None, 0, 0),
        ),
        (
            "10 12:00",
            {"fulfilled": "09 17:00"},
            ("breached", "09 10:00", 540, None, 0, 420),
        ),
        # A pause over the weekend takes an open hour.
        ("06 16:29", {"pauses": WEEKEND}, ("running", "09 10:00", 29, 91, 0, None)),
        ("06 16:30", {"pauses": WEEKEND}, ("paused", None, 30, 90, 0, None)),
        ("07 12:00", {"pauses": WEEKEND}, ("paused", None, 30, 90, 30, None)),
        ("09 09:29", {"pauses": WEEKEND}, ("paused", None, 30, 90, 59, None)),
        ("09 09:30", {"pauses": WEEKEND}, ("running", "09 11:00", 30, 90, 60, None)),
        ("09 11:00", {"pauses": WEEKEND}, ("breached", "09 11:00", 120, None, 60, 0)),
        (
            "09 12:00",
            {"pauses": WEEKEND, "fulfilled": "09 11:00"},
            ("met", "09 11:00", 120, None, 60, None),
        ),
        # Fulfilled within a pause: met, and never due.
        (
            "09 12:00",
            {"pauses": WEEKEND, "fulfilled": "09 09:15"},
            ("met", None, 30, None, 45, None),
        ),
        # Fulfilled as the pause begins: the fulfilment comes first.
        (
            "09 12:00",
            {"pauses": WEEKEND, "fulfilled": "06 16:30"},
            ("met", "09 10:00", 30, None, 0, None),
        ),
        # Outside hours a pause changes nothing, but paused it is.
        (
            "07 12:00",
            {"pauses": [("06 18:00", "09 08:00")]},
            ("paused", None, 60, 60, 0, None),
        ),
        (
            "09 09:30",
            {"pauses": [("06 18:00", "09 08:00")]},
            ("running", "09 10:00", 90, 30, 0, None),
        ),
        # At the due instant a pause is too late, a minute before it is not.
        (
            "09 10:00",
            {"pauses": [("09 10:00", None)]},
            ("breached", "09 10:00", 120, None, 0, 0),
        ),
        (
            "09 12:00",
            {"pauses": [("09 09:59", None)]},
            ("paused", None, 119, 1, 121, None),
        ),
        # Overlapping pauses are their union: 09:10 to 09:40.
        (
            "09 09:50",
            {"pauses": [("09 09:10", "09 09:30"), ("09 09:20", "09 09:40")]},
            ("running", "09 10:30", 80, 40, 30, None),
        ),
        # Begun before the start, it counts from the start.
        (
            "06 16:30",
            {"pauses": [("06 10:00", "06 16:20")]},
            ("running", "09 10:20", 10, 110, 20, None),
        ),
    ],
)
def test_two_hours_from_friday_afternoon(
    at: str, more: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    assert stands(june(), "06 16:00", TWO_HOURS, at, **more) == expected


def test_not_started_until_the_first_opening() -> None:
    saturday = "07 12:00"
    assert stands(june(), saturday, TWO_HOURS, "08 12:00") == (
        *("not_started", "09 11:00", 0, 120, 0, None),
    )
    assert stands(june(), saturday, TWO_HOURS, "09 09:00")[0] == "running"
    assert stands(
        june(), saturday, TWO_HOURS, "08 12:00", pauses=[("08 10:00", None)]
    ) == ("paused", None, 0, 120, 0, None)


def test_a_business_day_with_pauses() -> None:
    friday = "06 10:00"
    assert stands(june(), friday, ONE_DAY, "09 16:30") == (
        *("running", "09 17:00", 14.5 * 60, 30, 0, None),
    )
    # Monday's last hour and Tuesday's first are paused: both hours are owed.
    over_due = [("09 16:00", "10 10:00")]
    assert stands(june(), friday, ONE_DAY, "10 10:30", pauses=over_due) == (
        *("running", "10 11:00", 14.5 * 60, 30, 120, None),
    )
    assert stands(june(), friday, ONE_DAY, "10 09:30", pauses=over_due) == (
        *("paused", None, 14 * 60, 60, 90, None),
    )
    # From closing on a pause is too late.
    assert stands(
        june(), friday, ONE_DAY, "10 10:00", pauses=[("09 17:00", "10 09:30")]
    ) == ("breached", "09 17:00", 15.5 * 60, None, 30, 60)


def test_a_business_day_due_outside_hours() -> None:
    line = grid(office(ends="20:00"))
    friday = "06 10:00"
    assert stands(line, friday, ONE_DAY, "09 19:00")[:2] == ("running", "09 20:00")
    # Inside a pause begun before it is not due, and no open time is owed.
    evening = [("09 18:00", "09 22:00")]
    assert stands(line, friday, ONE_DAY, "09 21:00", pauses=evening) == (
        *("paused", None, 15 * 60, 0, 0, None),
    )
    assert stands(line, friday, ONE_DAY, "09 22:00", pauses=evening)[:2] == (
        *("breached", "09 22:00"),
    )


def test_calendar_days_run_through_the_weekend() -> None:
    limit = {"calendar_days": 3, "zone": "Europe/Warsaw"}
    assert stands(june(), "06 12:00", limit, "07 12:00") == (
        *("running", "09 12:00", 24 * 60, 48 * 60, 0, None),
    )
    pauses = [("07 00:00", "08 00:00")]
    assert stands(june(), "06 12:00", limit, "08 12:00", pauses=pauses) == (
        *("running", "10 12:00", 24 * 60, 48 * 60, 24 * 60, None),
    )
    assert stands(june(), "06 12:00", limit, "10 13:00", pauses=pauses)[5] == 60


def test_a_call_back_in_the_night_the_clocks_go_forward() -> None:
    called = t("2024-03-10 01:55-05")
    line = Line(called - HOUR, called + HOUR)
    answer = clock(line, called, {"seconds": 900}, [], None, t("2024-03-10 03:00-04"))
    assert (answer["state"], answer["remaining"]) == ("running", 600)
    assert answer["due"] == t("2024-03-10 03:10-04")


def test_due_is_the_least_instant_of_the_formula() -> None:
    """In tiny worlds every instant is tried against the formula as it is written."""
    chance = random.Random(1)
    tried = 0
    for _ in range(3000):
        cells = bytes(chance.choices([0, 1], k=8)) * 5
        line = Line(0, len(cells), cells)
        start, nominal = sorted(chance.choices(range(20), k=2))
        begins = chance.choices(range(24), k=chance.randrange(4))
        pauses = [(begin, begin + chance.randrange(10)) for begin in begins]

        def paused(a: int, b: int) -> int:
            return sum(
                cells[at]  # noqa: B023
                for at in range(a, b)
                if any(begin <= at < end for begin, end in pauses)  # noqa: B023
            )

        fitting = [
            at
            for at in range(nominal, len(cells))
            if not any(begin < at < end for begin, end in pauses)
            and sum(cells[nominal:at]) == paused(start, at)
        ]
        if fitting:
            assert paused_due(line, start, nominal, pauses) == fitting[0]
            tried += 1
    assert tried > 2000


def test_add_and_subtract_are_what_they_are_said_to_be() -> None:
    chance = random.Random(2)
    for _ in range(300):
        cells = bytes(chance.choices([0, 1], k=30))
        line = Line(100, 130, cells)
        a, d = chance.randrange(100, 131), chance.randrange(8)
        later = [at for at in range(a, 131) if line.between(a, at) == d]
        if later:
            assert line.add(a, d) == min(later)
        else:
            with pytest.raises(OutOfWindow):
                line.add(a, d)
        earlier = [at for at in range(100, a + 1) if line.between(at, a) == d]
        if earlier:
            assert line.subtract(a, d) == max(earlier)
        else:
            with pytest.raises(OutOfWindow):
                line.subtract(a, d)
