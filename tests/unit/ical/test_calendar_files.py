"""Calendar files, opened by a library that calendar programs are made of."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from recurring_ical_events import of

import oracle
import slapolicy
import strategies
from slapolicy.ical import dues_to_ics, hours_to_ics
from slapolicy.worktime import HolidayLine, Hours, Week, WorkingTime, to_datetime

ROOT = Path(__file__).parents[3]
LIVEAGENT = slapolicy.load(ROOT / "policies" / "liveagent-vip-support.sla")
BIRD = slapolicy.load(ROOT / "policies" / "bird-email-enterprise.sla")
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


def week(**days: list[list[str]]) -> list[dict[str, Any]]:
    return [{"from": None, "days": days}]


PLAIN: dict[str, dict[str, Any]] = {
    "office hours": {
        "zone": "Europe/Madrid",
        "weeks": week(**{day: [["09:00", "13:00"], ["14:00", "17:30"]]
                         for day in WORKDAYS}),
        "holidays": ["2025-05-01", "2026-01-06", "2026-12-25"],
        "dates": {"2025-12-24": [["09:00", "12:00"]]},
        "closed": [{"from": "2025-08-11", "through": "2025-08-15", "spans": None}],
        "yearly": [{"from": [12, 27], "through": [12, 31], "spans": None}],
    },
    "nights over the change of the clocks": {
        "zone": "America/New_York",
        "weeks": week(**{day: [["22:00", "03:30"]] for day in strategies.WEEKDAYS}),
        "holidays": ["2025-03-09", "2026-11-01"],
    },
    "hours in an hour that comes twice": {
        "zone": "Europe/Warsaw",
        "weeks": week(sun=[["01:30", "02:30"], ["02:45", "03:15"]]),
    },
    "a change of half an hour": {
        "zone": "Australia/Lord_Howe",
        "weeks": week(sun=[["01:30", "03:15"]], sat=[["22:00", "00:30"]]),
    },
    "a change at midnight": {
        "zone": "America/Havana",
        "weeks": week(sat=[["20:00", "24:00"]], sun=[["00:00", "02:00"]]),
    },
}  # fmt: skip


def opened(text: str) -> Calendar:
    """Give the one calendar of a file, as the library reads it."""
    found = Calendar.from_ical(text)
    assert isinstance(found, Calendar)
    return found


def entries(text: str, category: str) -> Iterator[Any]:
    """Give what a calendar program would show of a kind, through both years."""
    for each in of(opened(text)).between(FIRST, LAST + timedelta(days=2)):
        (kind,) = each["CATEGORIES"].cats
        if str(kind) == category:
            yield each


@pytest.mark.parametrize("name", PLAIN)
def test_a_program_shows_what_is_open_instant_by_instant(name: str) -> None:
    plain = PLAIN[name]
    text = hours_to_ics(
        LIVEAGENT, "dedicated_hours", strategies.hours(plain), FIRST, LAST, "en"
    )
    spans = sorted(
        (int(each.start.timestamp()), int(each.end.timestamp()))
        for each in entries(text, "open")
    )
    assert len(spans) > 90
    for (_, end), (start, _) in pairwise(spans):
        assert end < start
    begin = oracle.first_reaching(plain["zone"], (FIRST - oracle.EPOCH).days * 86400)
    over = oracle.first_reaching(
        plain["zone"], ((LAST - oracle.EPOCH).days + 1) * 86400
    )
    looked = {*range(begin, over, 1800)}
    for start, end in spans:
        looked |= {start - 1, start, end - 1, end}
    ends = iter(spans)
    current = next(ends, None)
    for second in sorted(t for t in looked if begin <= t < over):
        while current is not None and current[1] <= second:
            current = next(ends, None)
        shown = current is not None and current[0] <= second
        told = datetime.fromtimestamp(second, UTC)
        assert shown == oracle.is_open(plain, second), told


def test_over_two_years_a_contract_has_its_hours_and_its_holidays() -> None:
    hours = LIVEAGENT.calendars["dedicated_hours"].branches[0].hours
    text = hours_to_ics(LIVEAGENT, "dedicated_hours", hours, FIRST, LAST, "en")
    start, end = (
        slapolicy.worktime.from_datetime(datetime(year, 1, 1, tzinfo=UTC))
        for year in (2025, 2027)
    )
    wanted = [
        (to_datetime(a), to_datetime(b))
        for a, b in WorkingTime(hours).spans(start, end)
    ]
    assert sorted((e.start, e.end) for e in entries(text, "open")) == wanted
    holidays = {e.start: str(e["SUMMARY"]) for e in entries(text, "holiday")}
    assert holidays[date(2026, 4, 3)].endswith("closed: Good Friday")
    assert {date(2025, 1, 1), date(2025, 12, 25), date(2026, 4, 6)} <= set(holidays)
    assert all(type(on) is date for on in holidays)


def case(name: str, at: str, **more: Any) -> str:
    found = BIRD.read_case(ROOT / "examples" / "cases" / f"{name}.json")
    return dues_to_ics(BIRD.evaluate(found, datetime.fromisoformat(at)), **more)


def test_what_falls_due_stands_at_its_instant_also_in_an_hour_that_comes_twice() -> (
    None
):
    (due,) = entries(case("spring-clock-change", "2025-03-30T03:05:00+02:00"), "due")
    assert due.start == datetime.fromisoformat("2025-03-30T03:10:00+02:00")
    assert "clause E13" in due["DESCRIPTION"]


@pytest.mark.parametrize(
    ("name", "at", "told"),
    [
        ("spring-clock-change", "2025-03-30T03:05:00+02:00",
         {"due": ["Call-back: due"],
          "warning": ["Call-back: warn Customer Support agent"],
          "escalation": ["Pass up to Technical Account Manager"]}),
        ("severity-change", "2025-02-03T10:30:00+01:00",
         {"due": ["Call-back: was due, breached"]}),
        ("missing-fact", "2025-02-03T10:05:00+01:00",
         {"due": ["Call-back: may be due"]}),
        ("one-party-agrees", "2025-02-01T12:30:00+01:00", {"due": []}),
    ],
)  # fmt: skip
def test_only_what_is_still_to_come_or_still_missing_is_written(
    name: str, at: str, told: dict[str, list[str]]
) -> None:
    text = case(name, at)
    for category, summaries in told.items():
        assert [str(e["SUMMARY"]) for e in entries(text, category)] == summaries


def test_what_was_written_before_is_replaced_as_its_name_stays() -> None:
    before = case("pause", "2025-02-01T11:30:00+01:00")  # due at 13:10
    after = case("pause", "2025-02-01T15:30:00+01:00")  # a pause moved it to 16:10
    (first,), (second,) = entries(before, "due"), entries(after, "due")
    assert first["UID"] == second["UID"]
    assert first.start < second.start
    assert first["DTSTAMP"].dt < second["DTSTAMP"].dt


ROGUE = """
agreement a "A; with, marks\\ and \u6f22\u5b57 of one line and more" {
  supplied by acme "Acme" to customer "Customer"
}
clock answer "BEGIN:VEVENT; X-EVIL:1, \u0142\u00f3\u017c\u017a" {
  starts when customer opens  met when acme replies
}
clause A1 "One" { promise answer within 1 hour 24x7 }
"""


def test_no_name_breaks_out_of_its_line() -> None:
    policy = slapolicy.loads(ROGUE)
    told = {"id": "1\\n;,", "events": [
        {"at": "2025-03-10T10:00:00Z", "type": "opens", "by": "customer"}]}  # fmt: skip
    at = datetime(2025, 3, 10, 10, 30, tzinfo=UTC)
    text = dues_to_ics(policy.evaluate(policy.case(told), at))
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\n" not in line
    (entry,) = entries(text, "due")
    assert entry["SUMMARY"] == "BEGIN:VEVENT; X-EVIL:1, \u0142\u00f3\u017c\u017a: due"
    assert entry["DESCRIPTION"].startswith("Case 1\\n;,, as of Monday")
    assert len(opened(text).walk("VEVENT")) == 1


def test_the_same_hours_are_the_same_bytes() -> None:
    hours = Hours("Europe/Bratislava", (Week([[(540, 1020)]] * 7),),
                  holidays=(HolidayLine(("SK",), "holidays"),))  # fmt: skip
    made = {
        hours_to_ics(LIVEAGENT, "dedicated_hours", hours, FIRST, LAST, "en")
        for _ in range(2)
    }
    assert len(made) == 1
    uids = re.findall("UID:(.*)", made.pop())
    assert len(uids) == len(set(uids)) > 700


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(ValueError, match="not `tlh`"):
        case("pause", "2025-02-01T11:30:00+01:00", language="tlh")
