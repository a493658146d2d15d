"""When a clock runs out at the corners: in a pause, at once, never.

Instants are UTC; 10 March 2025 is a Monday. Each value was worked out by hand from
DESIGN §3, "Durations" and "Pauses".
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision

POLICY = slapolicy.loads(
    """
agreement corners "Corners" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
channel mail "Mail"
parameter patience "Patience": duration between 0 seconds and 8 hours otherwise 1 hour

calendar office "Office hours" {
  zone UTC
  open Mon-Fri 09:00-17:00
  business days run to 20:00
}
calendar fair "Days of the fair" { zone UTC  open on 2025-03-10 09:00-12:00 }

clause L1 "Report" from terms "1" {
  clock report "Report" {
    starts when customer opens
    met when desk updates
    pauses while waiting for customer
  }
  promise report within 1 business day during office
}
clause L2 "Call" from terms "2" {
  clock call "Call" { starts when customer opens  met when desk calls }
  promise call within patience 24x7
}
clause L3 "Show" from terms "3" {
  clock show "Show" { starts when customer opens  met when desk replies }
  promise show within 2 hours during fair
}
clause L4 "Answer" from terms "4" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer within 4 hours during office
  warn desk 5 hours before answer
}
""",
    name="corners.sla",
)


def instant(text: str) -> datetime:
    """Give `10 14:00` of March 2025 in UTC."""
    day, time = text.split(" ")
    return datetime.fromisoformat(f"2025-03-{day}T{time}:00").replace(tzinfo=UTC)


def event(at: str, verb: str, by: str = "customer", **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def decide(at: str, *events: dict[str, Any], **more: Any) -> Decision:
    case = POLICY.case({"id": "1", **more, "events": list(events)})
    return POLICY.evaluate(case, at=instant(at))


def owed(decision: Decision, clock: str) -> tuple[str, str, datetime | None]:
    found = next(each for each in decision.obligations if each.clock == clock)
    return found.state, found.due, found.due_at


OPENS = event("10 10:00", "opens", via="mail")


def waits(begins: str, ends: str | None = None) -> list[dict[str, Any]]:
    begin = event(begins, "waits", "desk", **{"for": "customer"})
    return [begin, *([] if ends is None else [event(ends, "resumes", "desk")])]


@pytest.mark.parametrize(
    ("at", "pauses", "expected"),
    [
        # Tuesday at 20:00, three hours after closing
        ("11 19:00", [], ("running", "at", "11 20:00")),
        # a pause outside hours takes nothing, but nothing is due in it
        ("11 19:00", waits("11 18:00"), ("paused", "paused", None)),
        ("12 10:00", waits("11 18:00"), ("paused", "paused", None)),
        ("12 08:00", waits("11 18:00", "12 08:00"), ("breached", "at", "12 08:00")),
        ("12 07:59", waits("11 18:00", "12 07:59"), ("breached", "at", "12 07:59")),
        # what it takes of the next morning is given back
        ("12 10:00", waits("11 18:00", "12 10:00"), ("breached", "at", "12 10:00")),
        ("12 09:00", waits("11 16:00", "12 08:00"), ("running", "at", "12 10:00")),
        ("12 10:30", waits("11 16:00", "12 10:00"), ("running", "at", "12 11:00")),
        ("12 10:30", waits("11 16:00", "11 16:30"), ("breached", "at", "12 09:30")),
        # one that begins as it is due comes too late, one that ends then does not count
        ("11 20:00", waits("11 20:00"), ("breached", "at", "11 20:00")),
        ("11 20:00", waits("11 19:00", "11 20:00"), ("breached", "at", "11 20:00")),
        # two pauses that touch are one, two that do not are two
        ("12 08:30", [*waits("11 18:00", "12 08:00"), *waits("12 08:00", "12 08:30")],
         ("breached", "at", "12 08:30")),
        ("12 12:30", [*waits("11 16:00", "11 17:00"), *waits("12 09:30", "12 12:00")],
         ("breached", "at", "12 12:30")),
    ],
)  # fmt: skip
def test_a_business_day_is_moved_by_pauses_and_never_ends_in_one(
    at: str, pauses: list[dict[str, Any]], expected: tuple[str, str, str | None]
) -> None:
    state, due, due_at = expected
    found = owed(decide(at, OPENS, *pauses), "report")
    assert found == (state, due, None if due_at is None else instant(due_at))


@pytest.mark.parametrize(
    ("patience", "state", "due"),
    [
        ("PT0S", "breached", "10 10:00"),
        ("PT0.000001S", "running", "10 10:00:00.000001"),
        ("PT1H", "running", "10 11:00"),
    ],
)
def test_no_time_at_all_has_run_out_at_the_start(
    patience: str, state: str, due: str
) -> None:
    found = owed(decide("10 10:00", OPENS, parameters={"patience": patience}), "call")
    day, time = due.split(" ")
    at = datetime.fromisoformat(f"2025-03-{day}T{time}").replace(tzinfo=UTC)
    assert found == (state, "at", at)


@pytest.mark.parametrize(
    ("opens", "expected"),
    [
        ("10 10:00", ("running", "at", "10 12:00")),
        ("10 11:00", ("running", "never_opens", None)),
        ("10 12:00", ("not_started", "never_opens", None)),
        ("11 10:00", ("not_started", "never_opens", None)),
    ],
)
def test_what_needs_hours_that_never_come_is_never_due(
    opens: str, expected: tuple[str, str, str | None]
) -> None:
    state, due, due_at = expected
    decision = decide(opens, event(opens, "opens", via="mail"))
    found = owed(decision, "show")
    assert found == (state, due, None if due_at is None else instant(due_at))


@pytest.mark.parametrize(
    ("opens", "raised"),
    [("10 10:00", "10 10:00"), ("10 08:00", "10 09:00"), ("10 18:00", "11 09:00")],
)
def test_a_warning_earlier_than_its_clock_is_raised_when_the_clock_begins_to_run(
    opens: str, raised: str
) -> None:
    decision = decide(opens, event(opens, "opens", via="mail"))
    (warning,) = decision.alerts
    assert warning.at == instant(raised)
