"""Alerts about a clock whose limit turns, whose case is closed, or whose hours wait.

Times are those of UTC on Monday, 10 March 2025, unless a day is given. Each was worked
out by hand from DESIGN §3, "Alerts", and `docs/decisions/0009` and `0010`.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.decision import AlertDecision

POLICY = slapolicy.loads(
    """
agreement stages "Stages" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
role lead "Head of the desk" of acme
role chief "Head of all" of acme
fact trouble "How bad it is": worst, bad or none
fact loud "The customer is loud": yes or no
parameter their_zone "Zone of the customer": zone

calendar office "Office hours" { zone UTC  open Mon-Fri 09:00-17:00 }
calendar fair "Days of the fair" { zone UTC  open on 2025-03-10 09:00-12:00 }
calendar theirs "Their hours" { zone their_zone  open Mon-Sun 06:00-22:00 }

clause S1 "Severities" from terms "1" {
  severity s1 "Worst" level 1 when trouble is worst
  severity s2 "Bad" level 2 when trouble is bad
  severity s3 "None" level 3 when trouble is none
}
clause S2 "Answer" from terms "2" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer for s1 within 2 hours 24x7
  promise answer for s2 within 6 hours 24x7
  promise answer for s3 within no stated time
  warn desk at 50% of answer
  escalate to lead 1 hour after answer during office
  escalate to chief 1 hour after answer during fair
  escalate to chief after 1 hour of answer during theirs
}
clause S3 "Visit" from terms "3" {
  clock visit "Visit" { starts when customer opens  met when lead calls }
  promise visit within 1 hour during theirs
  warn chief at 50% of visit
}
clause S4 "Call" from terms "4" {
  clock call "Call" { starts when customer calls  met when desk calls }
  promise call within 2 hours 24x7 when loud is yes
  promise call within 3 hours 24x7 when loud is no
  escalate to lead 1 hour after call during office
}
clause S5 "Loud" from terms "5" { escalate to desk during theirs when loud is yes }
""",
    name="stages.sla",
)
HALF, AFTER = "warn:desk:50%:answer#1", "escalate:lead:1 hour after:answer#1"
FAIR, THEIRS = (
    "escalate:chief:1 hour after:answer#1",
    "escalate:chief:after 1 hour:answer#1",
)
VISIT, CALL = "warn:chief:50%:visit#1", "escalate:lead:1 hour after:call#1"


def event(at: str, verb: str, by: str = "desk", **more: Any) -> dict[str, Any]:
    return {"at": f"2025-03-10T{at}:00Z", "type": verb, "by": by, **more}


def becomes(at: str, trouble: str) -> dict[str, Any]:
    return event(at, "changes", facts={"trouble": trouble})


def closed(since: str, until: str) -> list[dict[str, Any]]:
    return [event(since, "resolves"), event(until, "reopens", "customer")]


def told(at: str, alert: str, *events: dict[str, Any], **more: Any) -> str | None:
    """Give an alert: its state, when it is raised, and what is needed to tell."""
    given: dict[str, Any] = {"facts": {"trouble": "worst", "loud": False}}
    given |= {"parameters": {"their_zone": "UTC"}} | more
    opens = event("10:00", "opens", "customer")
    case = POLICY.case({"id": "1", **given, "events": [opens, *events]})
    decision = POLICY.evaluate(case, at=datetime.fromisoformat(f"2025-03-10T{at}:00Z"))
    found = {each.id: each for each in decision.alerts}
    return _words(found[alert]) if alert in found else None


def _words(alert: AlertDecision) -> str:
    at = alert.at and alert.at.astimezone(UTC)
    time = at and at.strftime("%H:%M" if at.day == 10 else "%d %H:%M")
    return " ".join([alert.state, *([time] if time else []), *alert.needs])


@pytest.mark.parametrize(
    ("at", "alert", "events", "expected"),
    [
        # by the limit of its moment: what another limit would have raised is not
        ("11:30", HALF, [], "raised 11:00"),
        ("11:30", HALF, [becomes("10:59", "bad")], "pending 13:00"),
        ("13:00", HALF, [becomes("10:59", "bad")], "raised 13:00"),
        # what falls due comes before what changes
        ("11:30", HALF, [becomes("11:00", "bad")], "raised 11:00"),
        # by the limit by which it was met, whatever limit comes after
        ("11:30", HALF, [event("10:30", "replies"), becomes("10:45", "none")], "void"),
        ("11:30", HALF, [becomes("10:45", "none")], None),
        # it waits for its hours, and for the case to be open
        ("13:00", AFTER, [], "raised 13:00"),
        ("18:30", AFTER, [becomes("10:30", "bad")], "deferred 11 09:00"),
        ("15:00", AFTER, closed("12:30", "14:00"), "raised 14:00"),
        ("15:00", AFTER, closed("12:30", "13:00"), "raised 13:00"),
        ("15:00", AFTER, closed("13:00", "14:00"), "raised 13:00"),
        ("18:30", AFTER, closed("12:30", "18:00"), "deferred 11 09:00"),
        ("15:00", AFTER, [event("12:30", "resolves")], "void"),
        ("15:00", AFTER, [event("13:00", "resolves")], "raised 13:00"),
        ("15:00", AFTER, closed("10:10", "10:20"), "raised 13:10"),
        ("15:00", AFTER, [*closed("12:30", "12:45"), *closed("12:50", "14:00")],
         "raised 14:00"),
        ("15:00", AFTER, [*closed("12:30", "14:00"), event("14:30", "resolves")],
         "raised 14:00"),
        # hours that do not come again
        ("12:30", FAIR, [], "void"),
        ("15:00", FAIR, closed("12:30", "14:00"), "void"),
    ],
)  # fmt: skip
def test_an_alert_is_raised_by_what_is_in_force_in_its_hours_and_while_open(
    at: str, alert: str, events: list[dict[str, Any]], expected: str | None
) -> None:
    assert told(at, alert, *events) == expected


@pytest.mark.parametrize(
    ("alert", "zone", "expected"),
    [
        (VISIT, None, "indeterminate their_zone"),
        (VISIT, "UTC", "pending 10:30"),
        (THEIRS, None, "indeterminate their_zone"),
        (THEIRS, "UTC", "pending 11:00"),
    ],
)
def test_in_unknown_hours_it_is_not_told_when_an_alert_is_raised(
    alert: str, zone: str | None, expected: str
) -> None:
    assert told("10:15", alert, parameters={"their_zone": zone}) == expected


@pytest.mark.parametrize(
    ("at", "loud", "expected"),
    [
        ("20:30", True, "pending 11 09:00"),
        ("20:30", False, "pending 11 09:00"),
        ("20:30", None, "pending 11 09:00"),
        ("21:30", None, "indeterminate loud"),
        ("22:00", None, "deferred 11 09:00"),
    ],
)
def test_what_waits_for_the_same_opening_is_one_answer_whichever_limit_is_owed(
    at: str, loud: bool | None, expected: str
) -> None:
    # Due at 20:00 or at 21:00; an hour later the office is closed either way.
    calls = event("18:00", "calls", "customer")
    facts = {"trouble": "none", "loud": loud}
    found = told(at, CALL, calls, facts=facts)
    assert found == expected


def test_that_an_alert_about_the_case_waits_no_longer_is_a_change() -> None:
    # Opened as their hours close until 06:00; no clock turns until then, or at it.
    case = POLICY.case(
        {
            "id": "1",
            "facts": {"trouble": "none", "loud": True},
            "parameters": {"their_zone": "UTC"},
            "events": [
                event("22:00", "opens", "customer"),
                event("22:10", "calls", "lead"),
            ],
        }
    )
    at = datetime(2025, 3, 10, 22, 30, tzinfo=UTC)
    opening = datetime(2025, 3, 11, 6, tzinfo=UTC)
    assert POLICY.evaluate(case, at=at).next_change_at == opening
