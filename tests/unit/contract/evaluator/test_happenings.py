"""Which events are contacts: what ends a wait, and what an opening is besides.

Instants are UTC, on Monday, 10 March 2025; each case is opened at 10:00.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.decision import Obligation

POLICY = slapolicy.loads(
    """
agreement happenings "What happens" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
role boss "Head of the customer" of customer
channel mail "Mail"
channel phone "Phone"
event turns_up "Turns up": opens or agrees
event nods "Nods": agrees or notes
event cancels "Cancels"

clause P1 "Answer" from terms "1" {
  clock answer "Answer" {
    starts when customer opens
    met when desk replies
    pauses while waiting for customer
  }
  promise answer within 4 hours 24x7
}
clause P2 "Word" from terms "2" {
  clock spoken "Spoken" { starts when customer calls via phone  met when desk calls }
  clock written "Written" { starts when customer writes via mail  met when desk calls }
  clock again "Again" {
    starts when customer calls after customer opens
    met when desk calls
  }
  promise spoken within 4 hours 24x7
  promise written within 4 hours 24x7
  promise again within 4 hours 24x7
}
clause P4 "Visit" from terms "4" {
  clock visit "Visit" {
    starts when customer opens
    met when desk calls
    lapses when customer cancels
  }
  promise visit within 4 hours 24x7
}
clause P3 "Fix" from terms "3" {
  clock fix "Fix" { starts when customer opens  met when resolved }
  promise fix within 8 hours 24x7
}
""",
    name="happenings.sla",
)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": f"2025-03-10T{at}:00Z", "type": verb, "by": by, **more}


def owed(clock: str, at: str, *events: dict[str, Any], via: str = "mail") -> Obligation:
    opens = event("10:00", "customer", "opens", via=via)
    case = POLICY.case({"id": "1", "events": [opens, *events]})
    instant = datetime.fromisoformat(f"2025-03-10T{at}:00Z")
    found = POLICY.evaluate(case, at=instant).obligations
    return next(each for each in found if each.clock == clock)


def later(by: str, verb: str, **more: Any) -> list[dict[str, Any]]:
    return [event("10:30", by, verb, **more)]


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], "paused"),
        # who is waited for makes contact, or somebody says that it is over
        (later("customer", "writes"), "running"),
        (later("customer", "calls"), "running"),
        (later("customer", "replies"), "running"),
        (later("customer", "updates"), "running"),
        (later("boss", "writes"), "running"),
        (later("desk", "resumes"), "running"),
        (later("desk", "resumes", **{"for": "customer"}), "running"),
        ([event("10:20", "desk", "resolves"), *later("customer", "reopens")],
         "running"),
        # a word of the contract stands for what it names
        (later("customer", "turns_up"), "running"),
        (later("customer", "nods"), "paused"),
        # what is no contact, or not theirs
        (later("customer", "agrees"), "paused"),
        (later("customer", "notes"), "paused"),
        (later("customer", "writes", automatic=True), "paused"),
        (later("desk", "writes"), "paused"),
    ],
)  # fmt: skip
def test_a_wait_ends_when_who_is_waited_for_makes_contact(
    events: list[dict[str, Any]], state: str
) -> None:
    waits = event("10:10", "desk", "waits", **{"for": "customer"})
    found = owed("answer", "10:45", waits, *events)
    assert found.state == state


@pytest.mark.parametrize(
    ("via", "clock", "state"),
    [
        ("phone", "spoken", "running"),
        ("phone", "written", "not_started"),
        ("mail", "spoken", "not_started"),
        ("mail", "written", "running"),
    ],
)
def test_an_opening_is_a_contact_by_its_channel(
    via: str, clock: str, state: str
) -> None:
    assert owed(clock, "10:30", via=via).state == state


def test_what_comes_with_the_opening_comes_after_it() -> None:
    assert owed("again", "10:30").state == "not_started"
    found = owed("again", "10:30", event("10:00", "customer", "calls"))
    assert found.started_at == datetime(2025, 3, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("verb", "told"),
    [("replies", "Service desk replied"), ("resolves", "the case was resolved")],
)
def test_what_met_a_clock_is_told_by_what_was_done(verb: str, told: str) -> None:
    opens = event("10:00", "customer", "opens", via="mail")
    case = POLICY.case({"id": "1", "events": [opens, event("10:30", "desk", verb)]})
    decision = POLICY.evaluate(case, at=datetime(2025, 3, 10, 10, 45, tzinfo=UTC))
    clock, other = ("answer", "fix") if verb == "replies" else ("fix", "answer")
    met = [each.clock for each in decision.obligations if each.state == "met"]
    assert clock in met
    assert other not in met
    assert told in " ".join(decision.explain().split())


def test_what_is_said_while_the_case_is_closed_starts_nothing() -> None:
    calls = event("10:30", "customer", "calls", via="phone")
    ends, reopens = (
        event("10:20", "desk", "resolves"),
        event("10:40", "customer", "reopens"),
    )
    assert owed("spoken", "10:45", calls).state == "running"
    assert owed("spoken", "10:45", ends, calls, reopens).state == "not_started"


def test_what_has_lapsed_is_met_by_nothing_more() -> None:
    cancels = event("10:20", "customer", "cancels")
    done = event("10:30", "desk", "calls")
    assert owed("visit", "10:45", done).state == "met"
    assert owed("visit", "10:45", cancels, done).state == "lapsed"
