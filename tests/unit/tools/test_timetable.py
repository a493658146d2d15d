from datetime import date

import pytest

from slapolicy.tools.timetable import timetable
from slapolicy.worktime import (
    ClosedDates,
    DatedHours,
    HolidayLine,
    HolidaysUnknown,
    Hours,
    Week,
    span,
)

OFFICE = [span("09:00-12:00"), span("13:00-17:00")]
ASSUMPTION = "holiday: Assumption Day (PL)"
NIGHT = [span("22:00-06:00")]


def line(hours: Hours, on: date) -> str:
    """Give the line of one date."""
    (found,) = timetable(hours, on, on)
    return found


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 7, 3), "2025-07-03 Thu  09:00-12:00, 13:00-17:00"),
        (
            date(2025, 7, 4),
            "2025-07-04 Fri  closed  (holiday: Independence Day (US))",
        ),
        (date(2025, 7, 5), "2025-07-05 Sat  closed"),
        (
            date(2025, 12, 24),
            "2025-12-24 Wed  09:00-12:00  (hours of this date only)",
        ),
        (date(2025, 8, 1), "2025-08-01 Fri  closed  (move)"),
        (
            date(2025, 8, 4),
            "2025-08-04 Mon  09:00-10:00, 13:00-17:00  (closed 10:00-12:00: drill)",
        ),
        (
            date(2025, 3, 9),
            "2025-03-09 Sun  closed  (the clocks go forward by 60 minutes)",
        ),
        (
            date(2025, 11, 2),
            "2025-11-02 Sun  closed  (the clocks go back by 60 minutes)",
        ),
    ],
)
def test_a_date_says_when_it_is_open_and_why_not(on: date, expected: str) -> None:
    hours = Hours(
        zone="America/New_York",
        weeks=(Week((*[OFFICE] * 5, (), ())),),
        dates=(DatedHours(date(2025, 12, 24), [span("09:00-12:00")]),),
        closed=(
            ClosedDates(date(2025, 8, 1), date(2025, 8, 1), None, "move"),
            ClosedDates(
                date(2025, 8, 4), date(2025, 8, 4), [span("10:00-12:00")], "drill"
            ),
        ),
        holidays=(HolidayLine(("US",)),),
    )
    assert line(hours, on) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 7, 7), "2025-07-07 Mon  22:00-06:00+1"),
        (date(2025, 7, 12), "2025-07-12 Sat  00:00-24:00"),
        (date(2025, 7, 13), "2025-07-13 Sun  closed"),
        (
            date(2025, 8, 14),
            f"2025-08-14 Thu  22:00-24:00  (closed 00:00+1-06:00+1: {ASSUMPTION})",
        ),
        (
            date(2025, 8, 15),
            f"2025-08-15 Fri  00:00+1-06:00+1  (closed 22:00-24:00: {ASSUMPTION})",
        ),
    ],
)
def test_a_night_stands_with_the_date_on_which_it_opens(
    on: date, expected: str
) -> None:
    week = Week((*[NIGHT] * 5, [span("00:00-24:00")], ()))
    hours = Hours("Europe/Warsaw", (week,), holidays=(HolidayLine(("PL",)),))
    assert line(hours, on) == expected


def test_every_date_has_its_line_in_order() -> None:
    hours = Hours(zone="Europe/Warsaw", weeks=(Week((OFFICE,) * 7),))
    lines = list(timetable(hours, date(2025, 2, 27), date(2025, 3, 2)))
    assert [each[:14] for each in lines] == [
        "2025-02-27 Thu",
        "2025-02-28 Fri",
        "2025-03-01 Sat",
        "2025-03-02 Sun",
    ]


def test_holidays_that_nobody_knows_are_not_passed_over() -> None:
    hours = Hours(
        zone="Europe/Warsaw",
        weeks=(Week((OFFICE,) * 7),),
        holidays=(HolidayLine(("PL",)),),
    )
    with pytest.raises(HolidaysUnknown, match="2150"):
        list(timetable(hours, date(2150, 6, 1), date(2150, 6, 2)))
