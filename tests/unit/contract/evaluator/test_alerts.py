"""Alerts as a decision tells them: which, of what, when, and what is needed to know.

Times are those of Berlin on Monday, 10 March 2025, and after it.
"""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision
from slapolicy.contract.decision import AlertDecision

POLICY = slapolicy.loads(
    """
agreement alerts "Alerts" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  in force from 2025-01-01
  zone Europe/Berlin
}
role desk "Service desk" of acme
role lead "Head of the desk" of acme
channel mail "Mail"
event gets_in_touch "Gets in touch": opens, writes or calls
plan basic "Basic"
plan full "Full"
fact trouble "How bad it is": worst, bad or none
fact loud "The customer is loud": yes or no
parameter their_zone "Zone of the customer": zone

clause A1 "Hours" from terms "1" {
  calendar office "Office hours" { zone Europe/Berlin  open Mon-Fri 09:00-17:00 }
  calendar theirs "Hours of the customer" { zone their_zone  open Mon-Fri 09:00-17:00 }
}
clause A2 "Severities" from terms "2" {
  severity s1 "Worst" level 1 when trouble is worst
  severity s2 "Bad" level 2 when trouble is bad
}
clause A3 "Answer" from terms "3" {
  clock answer "Answer" {
    starts each time customer gets_in_touch unless already running
    met when desk replies
  }
  promise answer for s1 within 1 hour 24x7
  promise answer for s2 within 4 hours 24x7
  warn desk at 50% of answer
  warn lead for s1 30 minutes before answer
}
clause A4 "Repair" from terms "4" {
  clock repair "Repair" { starts when customer opens  met when desk updates }
  promise repair within 8 hours 24x7
  escalate to lead at once when answer is breached
  escalate to desk at once when repair is met
}
clause A5 "Loud" from terms "5" {
  escalate to lead during office when loud is yes
  escalate to lead during theirs when loud is yes and trouble is worst
  escalate to desk 1 hour after repair when plan is full
}
""",
    name="alerts.sla",
)


BERLIN = timezone(timedelta(hours=1))


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": f"2025-03-{at}:00+01:00", "type": verb, "by": by, **more}


def decide(at: str, *events: dict[str, Any], **more: Any) -> Decision:
    given = {"plan": "basic", "facts": {"trouble": "worst", "loud": False}}
    given |= {"parameters": {"their_zone": "America/New_York"}}
    case = POLICY.case({"id": "1", **given, **more, "events": list(events)})
    return POLICY.evaluate(case, at=datetime.fromisoformat(f"2025-03-{at}:00+01:00"))


def told(decision: Decision) -> dict[str, tuple[str, str | None]]:
    """Give each alert with its state, and when it is raised in Berlin."""
    return {each.id: (each.state, _time(each)) for each in decision.alerts}


def _time(alert: AlertDecision) -> str | None:
    if alert.at is None:
        return None
    return alert.at.astimezone(BERLIN).strftime("%d %H:%M")


OPENS = event("10T10:00", "customer", "opens", via="mail")
HALF, BEFORE = "warn:desk:50%:answer", "warn:lead:30 minutes before:answer"


FIFTY, BEFORE = "warn:desk:50%:answer", "warn:lead:30 minutes before:answer"
BROKEN, MET = "escalate:lead:A4", "escalate:desk:A4"
LOUD, THEIRS, OVERDUE = (
    "escalate:lead:A5",
    "escalate:lead:A5:2",
    "escalate:desk:1 hour after:repair#1",
)


@pytest.mark.parametrize(
    ("at", "events", "more", "expected"),
    [
        (  # each occurrence has its own, in the order of the policy
            "10T11:10",
            [
                OPENS,
                event("10T10:20", "desk", "replies"),
                event("10T11:00", "customer", "writes"),
            ],
            {},
            {
                f"{FIFTY}#1": ("void", None),
                f"{FIFTY}#2": ("pending", "10 11:30"),
                f"{BEFORE}#1": ("void", None),
                f"{BEFORE}#2": ("pending", "10 11:30"),
            },
        ),
        (
            "10T10:29",
            [OPENS],
            {},
            {
                f"{FIFTY}#1": ("pending", "10 10:30"),
                f"{BEFORE}#1": ("pending", "10 10:30"),
            },
        ),
        (  # what asks how a clock stands is raised as it comes to stand so
            "10T12:00",
            [OPENS, event("10T11:30", "desk", "replies")],
            {},
            {
                f"{FIFTY}#1": ("raised", "10 10:30"),
                f"{BEFORE}#1": ("raised", "10 10:30"),
                BROKEN: ("raised", "10 11:00"),
            },
        ),
        (
            "10T12:00",
            [
                OPENS,
                event("10T10:05", "desk", "replies"),
                event("10T11:30", "desk", "updates"),
            ],
            {"plan": "full"},
            {
                f"{FIFTY}#1": ("void", None),
                f"{BEFORE}#1": ("void", None),
                MET: ("raised", "10 11:30"),
                OVERDUE: ("void", None),
            },
        ),
        (  # a later breach of one clock is no reason to have told of another's
            "10T19:00",
            [OPENS, event("10T10:05", "desk", "replies")],
            {"plan": "full"},
            {
                f"{FIFTY}#1": ("void", None),
                f"{BEFORE}#1": ("void", None),
                OVERDUE: ("raised", "10 19:00"),
            },
        ),
        (  # two of one clause and role are told apart; each waits for its own hours
            "10T18:00",
            [event("10T17:30", "customer", "opens", via="mail")],
            {"facts": {"trouble": "worst", "loud": True}},
            {
                f"{FIFTY}#1": ("raised", "10 18:00"),
                f"{BEFORE}#1": ("raised", "10 18:00"),
                LOUD: ("deferred", "11 09:00"),
                THEIRS: ("raised", "10 17:30"),
            },
        ),
        (  # who withdraws needs no more to be told
            "10T12:00",
            [OPENS, event("10T10:10", "customer", "withdraws")],
            {},
            {f"{FIFTY}#1": ("void", None), f"{BEFORE}#1": ("void", None)},
        ),
        (
            "10T18:30",
            [
                event("10T17:30", "customer", "opens", via="mail"),
                event("10T18:00", "customer", "withdraws"),
            ],
            {"facts": {"trouble": "bad", "loud": True}},
            {f"{FIFTY}#1": ("void", None), LOUD: ("void", None)},
        ),
        (  # without a limit the clock has lapsed, and its warning is void
            "10T12:00",
            [OPENS],
            {"facts": {"trouble": "none", "loud": False}},
            {f"{FIFTY}#1": ("void", None)},
        ),
    ],
)  # fmt: skip
def test_what_is_raised_when(
    at: str, events: list[dict[str, Any]], more: dict[str, Any], expected: Any
) -> None:
    decision = decide(at, *events, **more)
    assert told(decision) == expected
    assert [each.id for each in decision.alerts] == list(expected)
    assert all(each.needs == () for each in decision.alerts)


def needed(decision: Decision) -> dict[str, tuple[str, ...]]:
    """Give what is needed to know of the alerts of which not all is known."""
    assert all(
        (each.state == "indeterminate") is bool(each.needs) for each in decision.alerts
    )
    return {
        each.id: each.needs
        for each in decision.alerts
        if each.state == "indeterminate" and each.at is None
    }


def test_what_is_needed_to_know_of_an_alert_is_said() -> None:
    """With severity s1 an hour was promised and is over; with s2 it is not."""
    found = decide("10T11:00", OPENS, facts={"loud": True})
    assert needed(found) == {
        f"{FIFTY}#1": ("trouble",),
        f"{BEFORE}#1": ("trouble",),
        BROKEN: ("trouble",),
        THEIRS: ("trouble",),
    }
    assert told(found)[LOUD] == ("raised", "10 10:00")
    worst = {"trouble": "worst", "loud": True}
    assert needed(decide("10T12:00", OPENS, facts=worst, parameters={})) == {
        THEIRS: ("their_zone",)
    }
    assert needed(decide("10T12:00", OPENS, plan=None)) == {OVERDUE: ("plan",)}
    assert needed(decide("10T12:00", OPENS, facts={"trouble": "bad"})) == {
        LOUD: ("loud",)
    }


def test_an_alert_prints_in_the_zone_of_its_hours_or_of_the_agreement() -> None:
    facts = {"trouble": "worst", "loud": True}
    for zone, parameters in (
        ("America/New_York", {"their_zone": "America/New_York"}),
        ("Asia/Tokyo", {"their_zone": "Asia/Tokyo"}),
        ("Europe/Berlin", {}),
    ):
        decision = decide("10T12:00", OPENS, facts=facts, parameters=parameters)
        zones = {each.id: each.zone for each in decision.alerts}
        assert zones.pop(THEIRS) == zone
        assert set(zones.values()) == {"Europe/Berlin"}


def test_what_an_alert_is_about_is_its_obligation_or_its_clause() -> None:
    decision = decide("10T11:00", OPENS, facts={"trouble": "worst", "loud": True})
    about = {each.id: (each.kind, each.to, each.obligation) for each in decision.alerts}
    assert about == {
        f"{FIFTY}#1": ("warn", "desk", "answer#1"),
        f"{BEFORE}#1": ("warn", "lead", "answer#1"),
        BROKEN: ("escalate", "lead", None),
        LOUD: ("escalate", "lead", None),
        THEIRS: ("escalate", "lead", None),
    }


def test_nothing_is_raised_before_a_case_or_outside_the_agreement() -> None:
    loud = {"trouble": "worst", "loud": True}
    assert decide("10T09:59", OPENS, facts=loud).alerts == ()
    early = {**OPENS, "at": "2024-12-30T10:00:00+01:00"}
    decision = decide("10T12:00", early, facts=loud)
    assert decision.alerts == ()
    assert decision.next_change_at is None
