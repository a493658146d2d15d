"""When an alert stands: a share, a time after the start, before the due, after it.

Instants are UTC; 10 March 2025 is a Monday. Each was worked out by hand from DESIGN §3.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision

CLOCKS = {
    "hours_of": "4 hours during office",
    "days_of": "2 business days during office",
    "show": "2 hours during fair",
    "show_days": "2 business days during fair",
    "letter": "no stated time during office",
}
TIMINGS = {
    "half": "at 50% of", "late": "after 1 hour of", "before_it": "30 minutes before",
    "after_it": "1 hour after",
}  # fmt: skip
POLICY = slapolicy.loads(
    """
agreement timed "Timed" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
channel mail "Mail"
calendar office "Office hours" {
  zone UTC
  open Mon-Fri 09:00-17:00
  business days run to closing
}
calendar fair "Days of the fair" {
  zone UTC
  open on 2025-03-10 09:00-12:00
  business days run to closing
}
"""
    + "\n".join(f'role {name} "{name}" of acme' for name in TIMINGS)
    + "\n".join(
        f"""
clause T{number} "Clock" from terms "{number}" {{
  clock {clock} "Clock" {{
    starts when customer opens
    met when desk replies
    pauses while waiting for customer
  }}
  promise {clock} within {limit}
"""
        + "\n".join(f"  warn {to} {when} {clock}" for to, when in TIMINGS.items())
        + "\n}"
        for number, (clock, limit) in enumerate(CLOCKS.items())
    ),
    name="timed.sla",
)


def instant(text: str) -> datetime:
    """Give `10 14:00` of March 2025 in UTC."""
    day, time = text.split(" ")
    return datetime.fromisoformat(f"2025-03-{day}T{time}:00").replace(tzinfo=UTC)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def decide(at: str, *events: dict[str, Any]) -> Decision:
    opens = event("10 10:00", "customer", "opens", via="mail")
    case = POLICY.case({"id": "1", "events": [opens, *events]})
    return POLICY.evaluate(case, at=instant(at))


def told(decision: Decision, clock: str) -> list[str]:
    """Give the four alerts of a clock: pending or raised when, or why at no time."""
    found = {
        each.to: each.at.astimezone(UTC).strftime("%d %H:%M") if each.at else each.state
        for each in decision.alerts
        if each.obligation == f"{clock}#1"
    }
    return [found[role] for role in TIMINGS if role in found]


WAITS = event("10 10:30", "desk", "waits", **{"for": "customer"})
ENDS = event("10 11:30", "desk", "resumes")


@pytest.mark.parametrize(
    ("clock", "at", "events", "expected"),
    [
        ("hours_of", "10 10:00", [], ["10 12:00", "10 11:00", "10 13:30", "10 15:00"]),
        ("days_of", "10 10:00", [], ["11 13:30", "10 11:00", "12 16:30", "13 10:00"]),
        # an hour of pause moves them all
        ("hours_of", "10 12:00", [WAITS, ENDS],
         ["10 13:00", "10 12:00", "10 14:30", "10 16:00"]),
        ("days_of", "10 12:00", [WAITS, ENDS],
         ["11 14:30", "10 12:00", "13 09:30", "13 11:00"]),
        # and nothing stands while nobody knows how long it lasts
        ("hours_of", "10 10:40", [WAITS], ["paused"] * 4),
        ("days_of", "10 10:40", [WAITS], ["paused"] * 4),
        # hours that do not come again
        ("show", "10 10:00", [], ["10 11:00", "10 11:00", "10 11:30", "void"]),
        ("show_days", "10 10:00", [], ["void", "10 11:00", "void", "void"]),
        ("show", "10 12:00", [WAITS, ENDS], ["10 12:00", "10 12:00", "void", "void"]),
        # without a figure there is nothing to warn of
        ("letter", "10 10:00", [], []),
    ],
)  # fmt: skip
def test_an_alert_stands_on_the_own_hours_of_its_clock(
    clock: str, at: str, events: list[dict[str, Any]], expected: list[str]
) -> None:
    assert told(decide(at, *events), clock) == expected
