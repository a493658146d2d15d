"""How an explanation begins and ends: in short, and the clauses cited."""

from datetime import datetime
from pathlib import Path
from random import Random

import pytest

import slapolicy
from random_cases import instants, random_case
from slapolicy.contract.explanation import steps
from slapolicy.contract.explanation.cited import named

ROOT = Path(__file__).parents[3]
LIVEAGENT = slapolicy.load(ROOT / "policies" / "liveagent-vip-support.sla")
BIRD = slapolicy.load(ROOT / "policies" / "bird-email-enterprise.sla")


def short(text: str) -> list[str]:
    """Give the lines of the beginning, each in one line."""
    lines: list[str] = []
    for line in text.split("\n\n")[0].split("\n")[2:]:
        if line.startswith("  - "):
            lines.append(line[4:])
        else:
            lines[-1] += f" {line.strip()}"
    return lines


def test_it_begins_in_short() -> None:
    case = LIVEAGENT.case(
        {
            "id": "1",
            "plan": "all_inclusive",
            "addons": ["vip"],
            "facts": {
                "subject": "outage",
                "halts_business": True,
                "workaround_exists": False,
            },
            "events": [{**ASKED, "via": "dedicated_chat"}],
        }
    )
    at = datetime.fromisoformat("2025-03-10T10:30:00+01:00")
    text = LIVEAGENT.evaluate(case, at).explain()
    assert text.split("\n")[1] == (
        "  In short, as of Monday 10 March 2025, 10:30 (Europe/Bratislava, UTC+01:00):"
    )
    assert short(text) == [
        "The case is open.",
        "Severity: Critical (V9).",
        (
            "Initial response: running, due Monday 10 March 2025, 11:00, 30 minutes "
            "left (V9)."
        ),
        'Missing: "The matter needs advanced support".',
        'Next, on Monday 10 March 2025, 11:00: "Initial response" is breached.',
    ]


def brief(case: dict[str, object], at: str, text: str = "") -> list[str]:
    policy = slapolicy.loads(text or BRIEF, name="brief.sla")
    decision = policy.evaluate(policy.case(case), datetime.fromisoformat(at))
    return short(decision.explain())


BRIEF = """
agreement brief "Brief" {
  supplied by helper "Helper" to customer "Customer"
  zone Europe/Bratislava
  in force from 2025-01-01
  source terms "terms.txt" in en
}
fact kind "Kind": bug or question
fact urgent "Urgent": yes or no
service audit "Audit"
clause B1 "High" from terms "section 1" {
  severity high "High" level 1 when kind is bug
}
clause B2 "Top" from terms "section 2" {
  severity top "Top" level 2 when urgent is yes
}
clause B3 "Answer" from terms "section 3" {
  clock answer "Answer" {
    starts each time customer opens or customer writes
      unless already running
    met when helper replies
    pauses while waiting for customer
  }
  promise answer for high within 2 hours 24x7
  promise answer for top within 1 hour 24x7
}
clause B4 "Audit" from terms "section 4" { grant audit only if kind is bug }
"""
ASKED = {"at": "2025-03-10T10:00:00+01:00", "type": "opens", "by": "customer"}
HIGH = {"kind": "bug", "urgent": False}


@pytest.mark.parametrize(
    ("case", "at", "lines"),
    [
        (
            {"facts": HIGH, "events": []},
            "10:00",
            ["The case has not been opened.", "Severity: High (B1)."],
        ),
        (
            {"facts": {"kind": "question", "urgent": False}, "requests": ["audit"],
             "events": [ASKED]},
            "10:30",
            ["The case is open.", "Severity: none.",
             "Asked for, Audit: not owed, a condition is not met (B4)."],
        ),
        (
            {"facts": {"kind": "bug", "urgent": True}, "events": [ASKED]},
            "10:30",
            ["The case is open.",
             "Severity: the clauses contradict each other: High and Top (B1 and B2).",
             ("Answer: running, due Monday 10 March 2025, 11:00 or Monday 10 March "
             "2025, 12:00: two limits contradict each other (B3).")],
        ),
        (
            {"facts": HIGH, "events": [ASKED]},
            "12:30",
            ["The case is open.", "Severity: High (B1).",
             ("Answer: breached since Monday 10 March 2025, 12:00, 30 minutes over so "
             "far (B3).")],
        ),
        (
            {"facts": HIGH, "events": [
                ASKED,
                {"at": "2025-03-10T10:20:00+01:00", "type": "waits", "by": "helper",
                 "for": "customer"}]},
            "12:30",
            ["The case is open.", "Severity: High (B1).",
             ("Answer: paused since Monday 10 March 2025, 10:20, 1 hour 40 minutes "
             "left (B3).")],
        ),
        (
            {"facts": HIGH, "events": [
                ASKED,
                {"at": "2025-03-10T12:15:00+01:00", "type": "replies", "by": "helper"},
                {"at": "2025-03-10T12:20:00+01:00", "type": "writes",
                 "by": "customer"},
                {"at": "2025-03-10T12:25:00+01:00", "type": "replies",
                 "by": "helper"}]},
            "12:30",
            ["The case is open.", "Severity: High (B1).",
             ("Answer, no. 1: breached, was due Monday 10 March 2025, 12:00, came on "
             "Monday 10 March 2025, 12:15, 15 minutes late (B3)."),
             ("Answer, no. 2: met on Monday 10 March 2025, 12:25, was due Monday 10 "
             "March 2025, 14:20 (B3).")],
        ),
        (
            {"facts": HIGH, "events": [
                {**ASKED, "at": "2024-12-31T23:59:59+01:00"}]},
            "12:30",
            ["The agreement is not in force for this case: nothing is owed."],
        ),
    ],
)  # fmt: skip
def test_each_state_of_a_case_has_its_line(
    case: dict[str, object], at: str, lines: list[str]
) -> None:
    found = brief({"id": "1", **case}, f"2025-03-10T{at}:00+01:00")
    assert found[: len(lines)] == lines
    assert all(line.startswith("Next") for line in found[len(lines) :])


FAR = """
agreement far "Far" {
  supplied by helper "Helper" to customer "Customer"
  zone Europe/Bratislava
}
clause F1 "Answer" {
  calendar office "Office" {
    zone Europe/Bratislava
    open Mon-Fri 09:00-17:00
    closed on holidays of SK according to holidays
  }
  clock answer "Answer" { starts when customer opens  met when helper replies }
  promise answer within 2 hours during office
}
"""


def test_holidays_that_nobody_knows_are_what_is_missing() -> None:
    opens = {"at": "2150-03-03T10:00:00+01:00", "type": "opens", "by": "customer"}
    case: dict[str, object] = {"id": "1", "events": [opens]}
    assert brief(case, "2150-03-03T10:30:00+01:00", FAR)[1:3] == [
        "Answer: cannot be told yet (F1).",
        "Missing: the holidays of SK in 2150.",
    ]


@pytest.mark.parametrize("seed", range(20))
def test_every_clause_named_is_listed_once_at_the_end_and_in_order(seed: int) -> None:
    draw = Random(seed)
    policy = draw.choice((LIVEAGENT, BIRD))
    raw = random_case(draw, policy)
    try:
        case = policy.case(raw)
    except slapolicy.CaseError:
        return
    for at in instants(draw, raw):
        decision = policy.evaluate(case, at)
        rests_on = {
            clause
            for name in ("coverage", "claims", "obligations", "alerts", "duties")
            for each in getattr(decision, name)
            for clause in each.clauses
        } | set(decision.severity.clauses)
        parts = steps(decision)
        last = [part for part in parts if part.heading.code == "cited_heading"]
        listed = [
            each.steps[0].arguments["clause"]
            for part in last
            for each in part.paragraphs
            if each.is_item
        ]
        assert rests_on <= set(listed)
        assert listed == [each for each in policy.clauses if each in listed]
        named_ids = {
            n for p in parts for each in p.paragraphs for n in named(each.steps)
        }
        assert named_ids == set(listed)


EITHER = """
agreement a "A" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
}
fact abroad "Abroad": yes or no
calendar whole "Whole" { zone UTC  open Mon-Fri 09:00-17:00 }
calendar parts "Parts" { zone UTC  open Mon-Fri 09:00-10:00, 11:00-17:00 }
clock answer "Answer" { starts when customer opens  met when acme replies }
clause A1 "Here" from terms "1" {
  promise answer within 3 hours during whole when abroad is no
}
clause A2 "Abroad" from terms "2" {
  promise answer within 2 hours during parts when abroad is yes
}
"""


def test_what_is_left_is_not_told_where_only_the_due_is_agreed_on() -> None:
    policy = slapolicy.loads(EITHER)
    event = {"at": "2025-03-10T09:00:00Z", "type": "opens", "by": "customer"}
    case = policy.case({"id": "1", "events": [event]})
    at = datetime.fromisoformat("2025-03-10T09:30:00+00:00")
    decision = policy.evaluate(case, at)
    (answer,) = decision.obligations
    assert (answer.state, answer.due, answer.remaining) == ("running", "at", None)
    told = short(decision.explain())
    assert "Answer: running, due Monday 10 March 2025, 12:00 (A2 and A1)." in told


LATER = """
agreement a "A" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
}
fact down "Down": yes or no
clock answer "Answer" { starts when customer opens  met when acme replies }
clause A1 "Down" from terms "1" {
  severity critical "Critical" level 1 when down is yes
}
clause A2 "Answer" from terms "2" { promise answer for critical within 1 hour 24x7 }
"""


def test_since_when_it_is_breached_is_not_told_where_only_that_it_is_is_agreed_on() -> (
    None
):
    policy = slapolicy.loads(LATER)
    opens = {"at": "2025-03-10T09:00:00Z", "type": "opens", "by": "customer"}
    told = {"at": "2025-03-10T11:00:00Z", "type": "changes", "facts": {"down": True}}
    case = policy.case({"id": "1", "events": [opens, told]})
    decision = policy.evaluate(case, datetime.fromisoformat("2025-03-10T12:00:00Z"))
    # had it been down before, since 10:00; else since the change at 11:00
    (answer,) = decision.obligations
    assert (answer.state, answer.breached_at) == ("breached", None)
    line = "Answer: breached, was due Monday 10 March 2025, 10:00, 2 hours over so far"
    assert any(each.startswith(line) for each in short(decision.explain()))


def test_an_end_that_all_possible_cases_have_at_another_time_has_no_time() -> None:
    policy = slapolicy.load(ROOT / "tests" / "fixtures" / "meaning" / "silence.sla")
    opened = {"at": "2024-11-01T15:00:00Z", "type": "opens", "by": "customer"}
    closed = {"at": "2024-11-05T09:00:00Z", "type": "closes", "by": "desk"}
    case = policy.case({"id": "1", "events": [{**opened, "via": "mail"}, closed]})
    decision = policy.evaluate(case, datetime.fromisoformat("2024-11-05T09:00:00Z"))
    assert decision.case_state == "resolved"
    assert decision.closed_at is None
    text = decision.explain()
    assert short(text)[0] == (
        "The case is closed: it was resolved (D3); when cannot be told yet."
    )
    assert "Fix: met; when cannot be told yet (D4)." in short(text)
    assert "It was resolved; when cannot be told yet." in " ".join(text.split())
    assert "It was met; when cannot be told yet." in text
    assert "It was resolved on" not in text
