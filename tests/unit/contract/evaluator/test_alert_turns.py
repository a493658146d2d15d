"""Alerts that come to be for a case, or cease to be: when each is raised, and why not.

Times are those of UTC on Monday, 10 March 2025. Each was worked out by hand from DESIGN
§3, "Alerts", and `docs/decisions/0009-what-was-raised-stays-raised.md`.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision
from slapolicy.contract.decision import AlertDecision

POLICY = slapolicy.loads(
    """
agreement turns "Turns" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
role lead "Head of the desk" of acme
role chief "Head of all" of acme
role first "First" of acme
role other "Other" of acme
role third "Third" of acme
role fourth "Fourth" of acme
role fifth "Fifth" of acme
role sixth "Sixth" of acme
role seventh "Seventh" of acme
channel mail "Mail"
event cancels "Cancels"
plan basic "Basic"
plan full "Full"
fact trouble "How bad it is": worst, bad or none
fact loud "The customer is loud": yes or no
parameter their_zone "Zone of the customer": zone

calendar fair "Days of the fair" { zone UTC  open on 2025-03-10 09:00-12:00 }
calendar theirs "Their hours" { zone their_zone  open Mon-Sun 06:00-22:00 }

clause T1 "Severities" from terms "1" {
  severity s1 "Worst" level 1 when trouble is worst
  severity s2 "Bad" level 2 when trouble is bad
}
clause T2 "Answer" from terms "2" {
  clock answer "Answer" {
    starts when customer opens
    met when desk replies
    lapses when customer cancels
    pauses while waiting for customer
  }
  promise answer for s1, s2 within 4 hours 24x7
  warn lead for s1 at 50% of answer
  escalate to lead after 1 hour of answer when loud is yes
}
clause T3 "More for more" from terms "3" on full {
  escalate to chief after 1 hour of answer
}
clause T4 "News" from terms "4" {
  clock news "News" { starts when customer opens  met when desk updates }
  aim news within 2 hours 24x7
  warn desk at 50% of news
}
clause T5 "Visit" from terms "5" {
  clock visit "Visit" {
    starts when customer calls
    met when desk calls
    pauses while waiting for customer
  }
  promise visit within 2 hours 24x7
  escalate to first at once when visit is one of (running, met)
  escalate to other at once when visit is not_started and loud is yes
  escalate to third at once when visit is paused or visit is breached
  escalate to fourth at once when visit is one of (not_started, running, met)
  escalate to fifth at once when answer is one of (met, breached)
}
clause T6 "Fair" from terms "6" {
  escalate to chief during fair when loud is yes
  escalate to lead at once when loud is yes
}
clause T7 "Their call" from terms "7" {
  clock call "Call" { starts when customer writes during theirs  met when lead calls }
  promise call within 1 hour 24x7
  warn chief at 50% of call
  escalate to chief at once when call is running
  escalate to lead 1 hour after visit when visit is breached
}
clause T8 "To the sixth" from terms "8" {
  escalate to sixth at once when loud is yes
  escalate to sixth after 1 hour of answer when loud is yes
}
clause T9 "To the seventh instead" from terms "9" {
  escalate to seventh for s2 at once despite T8
}
""",
    name="turns.sla",
)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": f"2025-03-10T{at}:00Z", "type": verb, "by": by, **more}


def becomes(at: str, **what: Any) -> dict[str, Any]:
    return event(at, "desk", "changes", **what)


def decide(at: str, *events: dict[str, Any], **more: Any) -> Decision:
    given: dict[str, Any] = {"plan": "basic", "parameters": {"their_zone": "UTC"}}
    given["facts"] = {"trouble": "worst", "loud": False}
    case = POLICY.case({"id": "1", **given, **more, "events": list(events)})
    return POLICY.evaluate(case, at=datetime.fromisoformat(f"2025-03-10T{at}:00Z"))


def told(decision: Decision) -> dict[str, str]:
    """Give each alert by what it is about: its state, and when it is raised."""
    return {each.id: f"{each.state}{_time(each)}" for each in decision.alerts}


def _time(alert: AlertDecision) -> str:
    return "" if alert.at is None else alert.at.astimezone(UTC).strftime(" %H:%M")


OPENS = event("10:00", "customer", "opens", via="mail")
CALLS = event("10:30", "customer", "calls", via="mail")
CALLED = event("11:00", "desk", "calls")
WAITS = event("10:45", "desk", "waits", **{"for": "customer"})
RESUMES = event("11:10", "desk", "resumes", **{"for": "customer"})
HALF, LOUD = "warn:lead:50%:answer#1", "escalate:lead:after 1 hour:answer#1"
FULL, NEWS = "escalate:chief:after 1 hour:answer#1", "warn:desk:50%:aim of news#1"
GOING, LEFT, STILL, NEVER_LATE, DONE = (
    f"escalate:{nth}:T5" for nth in ("first", "other", "third", "fourth", "fifth")
)
FAIR, ANYHOW = "escalate:chief:T6", "escalate:lead:T6"
CALL, CALLING = "warn:chief:50%:call#1", "escalate:chief:T7"
LATE = "escalate:lead:1 hour after:visit#1"
SIXTH, SEVENTH = "escalate:sixth:T8", "escalate:seventh:T9"
SIXTH_LATER = "escalate:sixth:after 1 hour:answer#1"
ONLY_LOUD = {"facts": {"trouble": "worst", "loud": True}}
LOUD_AND_BAD = {"facts": {"trouble": "bad", "loud": True}}


@pytest.mark.parametrize(
    ("at", "events", "more", "alert", "expected"),
    [
        # a severity, a fact or a plan that comes later: from then on, and not before
        ("11:00", [becomes("10:30", facts={"trouble": "worst"})],
         {"facts": {"trouble": "bad", "loud": False}}, HALF, "pending 12:00"),
        ("11:00", [becomes("10:30", facts={"trouble": "bad"})], {}, HALF, None),
        ("11:30", [becomes("10:30", facts={"loud": True})], {}, LOUD, "raised 11:00"),
        ("11:30", [becomes("11:20", facts={"loud": True})], {}, LOUD, "raised 11:20"),
        ("11:30", [becomes("11:30", facts={"loud": True})], {}, LOUD, "raised 11:30"),
        ("10:40", [becomes("10:30", facts={"loud": True})], {}, LOUD, "pending 11:00"),
        ("11:30", [becomes("11:20", facts={"loud": False})],
         {"facts": {"trouble": "bad", "loud": True}}, LOUD, "raised 11:00"),
        ("11:30", [becomes("11:20", plan="full")], {}, FULL, "raised 11:20"),
        ("11:30", [], {}, FULL, None),
        ("11:30", [], {"plan": "full"}, FULL, "raised 11:00"),
        # a clock of which there is only an aim warns of the aim
        ("10:59", [], {}, NEWS, "pending 11:00"),
        ("11:00", [], {}, NEWS, "raised 11:00"),
        # how a clock stands
        ("11:30", [CALLS, becomes("10:30", facts={"loud": True}), CALLED], {},
         GOING, "raised 10:30"),
        ("10:20", [], {}, GOING, None),
        ("11:00", [CALLS], {}, GOING, "raised 10:30"),
        ("11:00", [CALLS, WAITS], {}, STILL, "raised 10:45"),
        ("11:00", [CALLS, WAITS], {}, GOING, None),
        ("11:30", [CALLS, WAITS, RESUMES], {}, GOING, "raised 11:10"),
        ("11:20", [CALLS, CALLED], {}, GOING, "raised 10:30"),
        ("10:20", [becomes("10:10", facts={"loud": True})], {}, LEFT, "raised 10:10"),
        ("10:20", [], {}, LEFT, None),
        ("10:40", [CALLS, becomes("10:10", facts={"loud": True})], {}, LEFT, None),
        ("10:40", [CALLS], {}, STILL, None),
        ("12:30", [CALLS], {}, STILL, "raised 12:30"),
        ("11:30", [CALLS, CALLED], {}, NEVER_LATE, "raised 10:00"),
        ("11:10", [event("11:00", "desk", "replies")], {}, DONE, "raised 11:00"),
        ("15:30", [event("14:30", "desk", "replies"),
                   becomes("15:00", facts={"trouble": "worst"})],
         {"facts": {"trouble": "none", "loud": False}}, DONE, "raised 15:00"),
        # at the instant of a breach, and after it
        ("12:30", [CALLS], {}, LATE, "pending 13:30"),
        ("12:29", [CALLS], {}, LATE, None),
        ("13:30", [CALLS], {}, LATE, "raised 13:30"),
        # what is about the case: since when it has held without a break
        ("12:00", [becomes("10:30", facts={"loud": False}),
                   becomes("11:00", facts={"loud": True})],
         {"facts": {"trouble": "bad", "loud": True}}, ANYHOW, "raised 11:00"),
        ("11:00", [becomes("11:00", facts={"loud": True})], {}, ANYHOW, "raised 11:00"),
        # what was raised stays raised when the case ends
        ("12:00", [event("10:10", "customer", "withdraws")],
         {"facts": {"trouble": "bad", "loud": True}}, ANYHOW, "raised 10:00"),
        # despite a clause: all that it escalates gives way, as long as both apply
        ("11:30", [], ONLY_LOUD, SIXTH, "raised 10:00"),
        ("11:30", [], ONLY_LOUD, SIXTH_LATER, "raised 11:00"),
        ("11:30", [], ONLY_LOUD, SEVENTH, None),
        ("11:30", [], LOUD_AND_BAD, SIXTH, None),
        ("11:30", [], LOUD_AND_BAD, SIXTH_LATER, None),
        ("11:30", [], LOUD_AND_BAD, SEVENTH, "raised 10:00"),
        ("11:30", [becomes("10:30", facts={"trouble": "worst"})], LOUD_AND_BAD,
         SIXTH, "raised 10:30"),
        ("11:30", [becomes("11:10", facts={"trouble": "bad"})], ONLY_LOUD,
         SIXTH_LATER, "raised 11:00"),
        ("11:30", [], {"facts": {"loud": True}}, SIXTH, "indeterminate trouble"),
        # what lapses in the instant of an alert comes too late for it
        ("13:00", [event("12:00", "customer", "cancels")], {}, HALF, "raised 12:00"),
        ("13:00", [event("11:59", "customer", "cancels")], {}, HALF, "void"),
        # what is over is paused no more
        ("11:30", [WAITS], {}, HALF, "paused"),
        ("11:30", [WAITS, event("11:00", "desk", "replies")], {}, HALF, "void"),
        ("11:30", [WAITS, event("11:00", "customer", "cancels")], {}, HALF, "void"),
        # hours that do not come again
        ("11:00", [], {"facts": {"trouble": "bad", "loud": True}}, FAIR,
         "raised 10:00"),
        ("13:00", [becomes("12:00", facts={"loud": True})], {}, FAIR, "void"),
        # hours of which nobody knows
        ("11:00", [event("10:30", "customer", "writes", via="mail")],
         {"parameters": {}}, CALL, "indeterminate their_zone"),
        ("11:00", [event("10:30", "customer", "writes", via="mail")],
         {"parameters": {}}, CALLING, "indeterminate call"),
        ("11:00", [event("10:30", "customer", "writes", via="mail")], {}, CALL,
         "raised 11:00"),
    ],
)  # fmt: skip
def test_an_alert_follows_what_turns_in_its_case(
    at: str, events: list[dict[str, Any]], more: Any, alert: str, expected: str | None
) -> None:
    decision = decide(at, OPENS, *events, **more)
    found = told(decision)
    for each in decision.alerts:
        if each.needs:
            found[each.id] += f" {' '.join(each.needs)}"
    assert found.get(alert) == expected
