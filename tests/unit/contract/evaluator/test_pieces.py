"""What a clock has taken, and since when it runs, where its hours turn with its limit.

Instants are UTC; 9 March 2025 is a Sunday. Each was worked out by hand from DESIGN §3,
"Severity change": each moment counts on the calendar of the limit then in force.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.decision import Obligation

POLICY = slapolicy.loads(
    """
agreement pieces "Pieces" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
channel mail "Mail"
channel phone "Phone"
fact kind "Which hours": office_of, all_of, late_of, letter, letter_late or sudden
parameter patience "Patience": duration between 0 seconds and 8 hours
agreed wait_of "Time agreed on": duration

calendar office "Office hours" { zone UTC  open Mon-Fri 09:00-17:00 }
calendar late "Late hours" { zone UTC  open Mon-Fri 12:00-20:00 }

clause I1 "Kinds" from terms "1" {
  severity s1 "Office" level 1 when kind is office_of
  severity s2 "All" level 2 when kind is all_of
  severity s3 "Late" level 3 when kind is late_of
  severity s4 "Letter" level 4 when kind is letter
  severity s5 "Late letter" level 5 when kind is letter_late
  severity s6 "At once" level 6 when kind is sudden
}
clause I2 "Mail" from terms "2" {
  defer customer opens via mail outside office to the next opening of office
}
clause I3 "Answer" from terms "3" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer for s1 within 4 hours during office
  promise answer for s2 within 4 hours 24x7
  promise answer for s3 within 4 hours during late
  promise answer for s4 within no stated time during office
  promise answer for s5 within no stated time during late
  promise answer for s6 within patience 24x7
}
clause I4 "News" from terms "4" {
  clock news "News" { starts when customer opens  met when desk updates }
  promise news every 1 hour or wait_of 24x7
}
""",
    name="pieces.sla",
)


def instant(text: str) -> datetime:
    """Give `10 14:00` of March 2025 in UTC."""
    day, time = text.split(" ")
    return datetime.fromisoformat(f"2025-03-{day}T{time}:00").replace(tzinfo=UTC)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def becomes(at: str, **facts: Any) -> dict[str, Any]:
    return event(at, "desk", "changes", facts=facts)


def owed(clock: str, at: str, kind: str, *events: dict[str, Any]) -> Obligation:
    given = {"facts": {"kind": kind}, "parameters": {"patience": "PT0S"}}
    case = POLICY.case({"id": "1", **given, "events": list(events)})
    found = POLICY.evaluate(case, at=instant(at)).obligations
    return next(each for each in found if each.clock == clock)


def opens(at: str, via: str = "phone") -> dict[str, Any]:
    return event(at, "customer", "opens", via=via)


@pytest.mark.parametrize(
    ("kind", "events", "at", "state", "minutes", "due"),
    [
        # opened while the office is closed, it runs once a limit counts all hours
        ("office_of", [opens("09 20:00")], "09 22:30", "not_started", 0, "10 13:00"),
        ("office_of", [opens("09 20:00"), becomes("09 22:00", kind="all_of")],
         "09 22:30", "running", 30, "10 02:00"),
        ("all_of", [opens("09 20:00"), becomes("09 22:00", kind="office_of")],
         "09 22:30", "running", 120, "10 11:00"),
        # the hours that open as the limit turns are no longer its hours
        ("office_of", [opens("10 08:00"), becomes("10 09:00", kind="late_of")],
         "10 10:00", "not_started", 0, "10 16:00"),
        ("office_of", [opens("10 08:00"), becomes("10 10:00", kind="late_of")],
         "10 11:00", "running", 60, "10 15:00"),
        # where no time is stated, time passes on the hours of its moment, too
        ("letter", [opens("10 10:00"), becomes("10 11:00", kind="letter_late")],
         "10 13:00", "running", 120, None),
        ("letter_late", [opens("10 10:00"), becomes("10 11:00", kind="letter")],
         "10 13:00", "running", 120, None),
        # what is deferred has no limit before it starts, be it one of no time at all
        ("sudden", [opens("10 08:00", "mail"), becomes("10 09:00", kind="all_of")],
         "10 10:00", "running", 60, "10 13:00"),
        ("sudden", [opens("10 08:00", "mail"), becomes("10 09:01", kind="all_of")],
         "10 10:00", "breached", 60, "10 09:00"),
    ],
)  # fmt: skip
def test_each_moment_counts_on_the_hours_then_in_force(
    kind: str, events: Any, at: str, state: str, minutes: int, due: str | None
) -> None:
    found = owed("answer", at, kind, *events)
    assert (found.state, found.elapsed) == (state, timedelta(minutes=minutes))
    assert found.due_at == (None if due is None else instant(due))


@pytest.mark.parametrize(
    ("events", "state", "due"),
    [
        ([], "breached", "10 11:00"),
        ([becomes("10 10:20", wait_of="PT2H")], "running", "10 12:00"),
        # agreed otherwise and back again, the first holds again
        ([becomes("10 10:20", wait_of="PT2H"), becomes("10 10:40", wait_of=None)],
         "breached", "10 11:00"),
        ([becomes("10 10:20", wait_of="PT2H"), becomes("10 10:40", wait_of="PT1H")],
         "breached", "10 11:00"),
        ([becomes("10 10:20", wait_of="PT2H"), becomes("10 10:40", wait_of="PT3H")],
         "running", "10 13:00"),
    ],
)  # fmt: skip
def test_the_time_that_is_agreed_now_is_owed_from_the_start(
    events: Any, state: str, due: str
) -> None:
    found = owed("news", "10 11:30", "all_of", opens("10 10:00"), *events)
    assert (found.state, found.due_at) == (state, instant(due))
