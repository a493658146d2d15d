"""What the lines of a calendar mean, as hours that can be reckoned with."""

from datetime import date
from pathlib import Path

import pytest

import slapolicy
from slapolicy.contract.policy import CalendarBranch, Is, Subject
from slapolicy.worktime import (
    ClosedDates,
    ClosedYearly,
    DatedHours,
    HolidayLine,
    Hours,
    WorkingTime,
)

OPENING = """
agreement c "C" {
  supplied by bird "Bird" to customer "Customer"
}
parameter desk "Desk": here or there
parameter hq_zone "Zone": zone
parameter hq_region "Region": region
"""
MEDIUM = Path(__file__).with_name("medium.sla")


def branches(lines: str) -> tuple[CalendarBranch, ...]:
    """Give the branches of a calendar with some lines."""
    policy = slapolicy.loads(f'{OPENING}calendar h "Hours" {{\n{lines}\n}}')
    return policy.calendars["h"].branches


def hours(lines: str) -> Hours:
    """Give the hours of a calendar without branches."""
    (only,) = branches(f"zone UTC\n{lines}")
    assert only.when is None
    return only.hours


def test_a_calendar_with_one_of_each_line() -> None:
    (branch,) = slapolicy.load(MEDIUM).calendars["desk_hours"].branches
    found = branch.hours
    assert found.zone == "Europe/Warsaw"
    first, later = found.weeks
    assert first.days[0] == ((480, 720), (780, 1020))
    assert (first.days[4], first.days[5]) == (((480, 900),), ())
    assert later.start == date(2025, 6, 1)
    assert later.days[4] == ((540, 1080),)
    assert found.holidays == (HolidayLine(("PL", "SK"), "holidays"),)
    assert found.yearly == (ClosedYearly((12, 24), (1, 1)),)
    assert found.closed == (
        ClosedDates(date(2025, 8, 14), date(2025, 8, 16)),
        ClosedDates(date(2025, 5, 2), date(2025, 5, 2), ((720, 1440),)),
    )
    assert found.dates == (DatedHours(date(2025, 12, 29), ((540, 720),)),)
    assert found.day_end == 720


@pytest.mark.parametrize(
    ("lines", "day", "spans"),
    [
        ("open 24x7", 6, ((0, 1440),)),
        ("open Sat-Mon 09:00-10:00", 6, ((540, 600),)),
        ("open Sat-Mon 09:00-10:00", 1, ()),
        ("open Fri 22:00-06:00", 4, ((1320, 1800),)),
        ("open Fri 18:00-24:00", 4, ((1080, 1440),)),
        ("open Fri 13:00-17:00, 08:00-12:00", 4, ((480, 720), (780, 1020))),
    ],
)
def test_the_week(lines: str, day: int, spans: tuple[tuple[int, int], ...]) -> None:
    assert hours(lines).weeks[0].days[day] == spans


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("", "closing"),
        ("business days run to closing", "closing"),
        ("business days run to the same time", "same_time"),
        ("business days run to 12:00", 720),
    ],
)
def test_when_a_business_day_ends(line: str, end: object) -> None:
    assert hours(f"open Mon-Fri 09:00-17:00\n{line}").day_end == end


def test_yearly_opening_hours_hold_every_year_but_where_a_date_says_otherwise() -> None:
    found = hours(
        "open Mon-Fri 09:00-17:00\n"
        "open on 24 December 09:00-12:00\n"
        "open on 2025-12-24 10:00-11:00\n"
        "closed on 2026-12-24"
    )
    spans = {each.on: each.spans for each in found.dates}
    assert spans[date(2024, 12, 24)] == ((540, 720),)
    assert spans[date(2025, 12, 24)] == ((600, 660),)
    assert date(2026, 12, 24) not in spans


def test_29_february_is_a_day_only_in_leap_years() -> None:
    found = hours("open Mon-Fri 09:00-17:00\nopen on 29 February 09:00-12:00")
    on = {each.on for each in found.dates}
    assert date(2024, 2, 29) in on
    assert len([each for each in on if each.year in (2023, 2024, 2025)]) == 1


def test_branches_share_what_stands_outside_them() -> None:
    here, there = branches(
        "closed on 24 December\n"
        "business days run to 12:00\n"
        "when desk is here { zone UTC  open Mon-Fri 09:00-17:00 }\n"
        "when desk is there { zone UTC+01:00  open Mon-Fri 08:00-16:00 }"
    )
    assert here.when == Is(Subject("parameter", "desk"), ("here",))
    assert (here.hours.zone, there.hours.zone) == ("UTC", "UTC+01:00")
    assert (
        here.hours.yearly == there.hours.yearly == (ClosedYearly((12, 24), (12, 24)),)
    )
    assert here.hours.day_end == there.hours.day_end == 720


def test_hours_outside_all_branches_hold_when_no_branch_does() -> None:
    here, otherwise = branches(
        "zone UTC\nopen Mon-Fri 09:00-17:00\nwhen desk is here { open 24x7 }"
    )
    assert here.hours.weeks[0].days[6] == ((0, 1440),)
    assert otherwise.when is None
    assert otherwise.hours.weeks[0].days[6] == ()


def test_a_zone_and_a_region_may_come_from_the_order_form() -> None:
    (only,) = branches(
        "zone hq_zone\nopen Mon-Fri 09:00-17:00\nclosed on holidays of PL, hq_region"
    )
    assert only.hours.zone == "hq_zone"
    assert only.hours.holidays == (HolidayLine(("PL", "hq_region")),)


def test_hours_that_a_policy_states_can_be_reckoned_with() -> None:
    found = WorkingTime(hours("open Mon-Fri 09:00-17:00"))
    assert found.is_working_day(date(2025, 3, 10))
    assert not found.is_working_day(date(2025, 3, 9))
