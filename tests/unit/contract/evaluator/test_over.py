"""What is over stays as it is: how long it ran, how long it stood still, how late.

Instants are UTC; 10 March 2025 is a Monday. Each value was worked out by hand from
DESIGN §3 and `docs/decisions/0010-closed-and-open-again.md`.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator import evaluate

POLICY = slapolicy.loads(
    """
agreement over "Over" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
event cancels "Cancels"
fact impact "Impact": high, low or none_yet

calendar office "Office hours" {
  zone UTC
  open Mon-Fri 09:00-17:00
  business days run to closing
}

clause K1 "High" from terms "1" { severity high "High" level 1 when impact is high }
clause K2 "Low" from terms "2" { severity low "Low" level 2 when impact is low }
clause K3 "Answer" from terms "3" {
  clock answer "Answer" {
    starts when customer opens
    met when desk replies
    lapses when customer cancels
    pauses while waiting for customer
  }
}
clause K4 "Fast" from terms "4" { promise answer for high within 3 hours 24x7 }
clause K5 "Slow" from terms "5" {
  promise answer for low within 2 business days during office
}
""",
    name="over.sla",
)


def instant(text: str) -> datetime:
    """Give `10 20:00` of March 2025 in UTC."""
    day, time = text.split(" ")
    return datetime.fromisoformat(f"2025-03-{day}T{time}:00").replace(tzinfo=UTC)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def owed(at: str, impact: str, *events: dict[str, Any]) -> Obligation:
    given = {"id": "1", "facts": {"impact": impact}, "events": [OPENS, *events]}
    found = evaluate(POLICY, POLICY.case(given), instant(at)).obligations
    return found[0]


def becomes(at: str, impact: str) -> dict[str, Any]:
    return event(at, "desk", "changes", facts={"impact": impact})


OPENS = event("10 10:00", "customer", "opens")
WAITS = event("10 10:30", "desk", "waits", **{"for": "customer"})
RESUMES = event("10 12:00", "desk", "resumes", **{"for": "customer"})
WRITES = event("10 12:00", "customer", "writes")
CANCELS = event("10 11:00", "customer", "cancels")
WITHDRAWS = event("10 11:00", "customer", "withdraws")
BEFORE = event("10 10:10", "desk", "waits", **{"for": "customer"})
BACK = event("10 10:20", "desk", "resumes", **{"for": "customer"})

LATER = ("10 11:00", "10 11:59", "10 12:00", "10 20:00", "12 09:00")
MINUTES = timedelta(minutes=1)


@pytest.mark.parametrize("at", LATER)
@pytest.mark.parametrize("ends", [RESUMES, WRITES], ids=lambda e: str(e["type"]))
@pytest.mark.parametrize("over", [CANCELS, WITHDRAWS], ids=lambda e: str(e["type"]))
@pytest.mark.parametrize(
    ("waits", "elapsed", "paused"),
    [((WAITS,), 30, 0), ((BEFORE, BACK, WAITS), 20, 10)],
)
def test_a_wait_that_ends_later_counts_no_time_of_what_lapsed_before(
    waits: tuple[dict[str, Any], ...],
    elapsed: int,
    paused: int,
    over: dict[str, Any],
    ends: dict[str, Any],
    at: str,
) -> None:
    found = owed(at, "high", *waits, over, ends)
    assert found.state == "lapsed"
    assert (found.elapsed, found.paused) == (elapsed * MINUTES, paused * MINUTES)


@pytest.mark.parametrize("at", ["10 16:00", "10 17:00", "10 18:00", "12 09:00"])
def test_what_was_broken_and_then_lapsed_gets_no_later_and_no_longer(at: str) -> None:
    events = (
        event("10 15:00", "desk", "waits", **{"for": "customer"}),
        event("10 16:00", "customer", "cancels"),
        event("10 18:00", "desk", "resumes", **{"for": "customer"}),
    )
    found = owed(at, "high", *events)
    assert (found.state, found.due_at) == ("breached", instant("10 13:00"))
    assert found.elapsed == 300 * MINUTES  # to the wait
    assert found.paused == 0 * MINUTES
    assert found.overrun == 180 * MINUTES  # to the cancellation


@pytest.mark.parametrize("at", ["10 16:00", "10 17:00", "10 18:00", "12 09:00"])
def test_a_wait_that_ends_after_the_case_paused_nothing_that_was_broken(
    at: str,
) -> None:
    events = (
        event("10 15:00", "desk", "waits", **{"for": "customer"}),
        event("10 16:00", "customer", "withdraws"),
        event("10 18:00", "desk", "resumes", **{"for": "customer"}),
    )
    found = owed(at, "high", *events)
    assert (found.state, found.due_at) == ("breached", instant("10 13:00"))
    assert (found.elapsed, found.paused) == (300 * MINUTES, 0 * MINUTES)


@pytest.mark.parametrize("at", ["10 20:00", "10 22:00", "12 12:00"])
@pytest.mark.parametrize("over", ["cancels", "withdraws"])
def test_a_severity_of_later_has_no_say_in_what_lapsed_before(
    over: str, at: str
) -> None:
    events = (event("10 12:00", "customer", over), becomes("10 21:00", "low"))
    found = owed(at, "high", *events)
    assert (found.state, found.clauses) == ("lapsed", ("K4", "K3"))
    assert (found.elapsed, found.paused) == (120 * MINUTES, 0 * MINUTES)


@pytest.mark.parametrize("at", ["10 20:00", "10 22:00", "12 12:00"])
def test_hours_of_later_do_not_count_what_lapsed_before(at: str) -> None:
    lapsed = event("10 20:00", "customer", "cancels")
    found = owed(at, "low", lapsed, becomes("10 21:00", "high"))
    assert (found.state, found.clauses) == ("lapsed", ("K5", "K3"))
    assert found.elapsed == 420 * MINUTES  # 10:00 to 17:00


@pytest.mark.parametrize("at", ["10 11:00", "10 14:00", "12 12:00"])
def test_what_was_done_without_a_limit_takes_no_longer_afterwards(at: str) -> None:
    events = (becomes("10 10:30", "none_yet"), event("10 11:00", "desk", "replies"))
    found = owed(at, "high", *events)
    assert (found.state, found.fulfilled_at) == ("lapsed", instant("10 11:00"))
    assert found.elapsed == 60 * MINUTES


def test_a_wait_that_ended_in_a_closed_case_counts_once_it_is_reopened() -> None:
    events = (WAITS, WITHDRAWS, RESUMES, event("10 13:00", "customer", "reopens"))
    found = owed("10 13:30", "high", *events)
    assert (found.state, found.due_at) == ("running", instant("10 15:30"))
    assert (found.elapsed, found.paused) == (60 * MINUTES, 150 * MINUTES)
