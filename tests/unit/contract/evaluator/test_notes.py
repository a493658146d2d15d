"""What a reader must know besides: notes, whose an obligation is, and their order.

Instants are UTC, on Monday, 10 March 2025, unless a date is given.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision

POLICY = slapolicy.loads(
    """
agreement noted "Noted" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  in force through 2045-12-31
  zone UTC
}
role desk "Service desk" of acme
channel mail "Mail"
service advice "Advice"
event claims "Claims a credit"
fact trouble "How bad it is": worst, bad or none
fact wide "It is wide": yes or no
fact deep "It is deep": yes or no
assessment urgent "It is urgent" by acme and customer: yes or no

calendar summer "Hours of the summer" {
  zone Europe/Berlin
  open Mon-Sun 09:00-17:00
  business days run to closing
}

clause N1 "Severities" from terms "1" {
  severity s1 "Worst" level 1 when trouble is worst
  severity s2 "Bad" level 2 when trouble is bad
  severity s3 "Urgent" level 3 when urgent is yes
  reading worst_of of s1 as "as told" and not as "as seen" because "it is quicker"
}
clause N2 "Wide" from terms "2" {
  clock answer "Answer" {
    starts each time customer writes unless already running
    met when desk replies
  }
  promise answer within 1 hour 24x7 when wide is yes
  aim answer within 30 minutes 24x7 when wide is yes
}
clause N3 "Deep" from terms "3" {
  promise answer within 2 hours 24x7 when deep is yes
  reading deep_of of answer as "how far" and not as "how long" because "it is asked"
}
clause N4 "Advice" from terms "4" {
  grant advice only if urgent is yes
}
clause N5 "Report" from terms "5" {
  clock report "Report" { starts when customer opens  met when desk updates }
  promise report within 2 business days during summer
}
clause N6 "Claim" from terms "6" {
  right credit of customer "a credit"
  deadline claims of customer within 3 hours 24x7 after desk updates
    or credit lapses
}
""",
    name="noted.sla",
)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    full = at if "T" in at else f"2025-03-10T{at}:00Z"
    return {"at": full, "type": verb, "by": by, **more}


def decide(at: str, *events: dict[str, Any], **more: Any) -> Decision:
    case = POLICY.case({"id": "1", **more, "events": list(events)})
    full = at if "T" in at else f"2025-03-10T{at}:00Z"
    return POLICY.evaluate(case, at=datetime.fromisoformat(full))


def notes(decision: Decision) -> list[tuple[str, Any]]:
    return [(each.code, each.arguments) for each in decision.notes]


OPENS = event("10:00", "customer", "opens", via="mail")
WRITES = event("10:00", "customer", "writes", via="mail")
KNOWN = {"trouble": "none", "wide": False, "deep": False, "urgent": False}
WORST = {
    "reading": "worst_of", "clause": "N1", "chosen": "as told", "rejected": "as seen",
    "because": "it is quicker",
}  # fmt: skip
DEEP = {
    "reading": "deep_of", "clause": "N3", "chosen": "how far", "rejected": "how long",
    "because": "it is asked",
}  # fmt: skip
URGENT = {"assessment": "urgent", "by": ["acme", "customer"]}
LIMITS = {"of": "answer#1", "clauses": ["N2", "N3"]}


@pytest.mark.parametrize(
    ("facts", "events", "more", "expected"),
    [
        ({}, [], {}, []),
        # readings and assessments on which the answer rests
        ({"trouble": "worst"}, [], {}, [("reading", WORST)]),
        ({"urgent": True}, [], {}, [("assessment", {**URGENT, "value": True})]),
        ({}, [], {"requests": ["advice"]},
         [("assessment", {**URGENT, "value": False})]),
        ({"urgent": None}, [], {"requests": ["advice"]}, []),
        ({"deep": True}, [WRITES], {}, [("reading", DEEP)]),
        ({"wide": True}, [WRITES], {}, [("reading", DEEP)]),
        # two that answer differently
        ({"trouble": "worst", "urgent": True}, [], {},
         [("conflict", {"of": "severity", "clauses": ["N1"]}), ("reading", WORST),
          ("assessment", {**URGENT, "value": True})]),
        ({"wide": True, "deep": True}, [WRITES], {},
         [("conflict", LIMITS), ("reading", DEEP)]),
        # but what is not known is no conflict
        ({"wide": None}, [WRITES], {}, [("reading", DEEP)]),
    ],
)  # fmt: skip
def test_a_note_says_on_what_an_answer_rests(
    facts: Any, events: list[dict[str, Any]], more: Any, expected: Any
) -> None:
    decision = decide("10:30", OPENS, *events, facts=KNOWN | facts, **more)
    assert notes(decision) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2037", []),
        ("2038", [("provisional", {"of": "report#1"})]),
        ("2046", [("not_in_force", {})]),
    ],
)
def test_far_years_are_estimates_until_the_agreement_ends(
    year: str, expected: Any
) -> None:
    opens = event(f"{year}-07-05T10:00:00Z", "customer", "opens", via="mail")
    decision = decide(f"{year}-07-05T11:00:00Z", opens, facts=KNOWN)
    assert notes(decision) == expected
    estimated = [each.id for each in decision.obligations if each.provisional]
    assert estimated == [each["of"] for code, each in expected if code == "provisional"]


def test_promises_come_before_aims_and_the_first_occurrence_before_the_second() -> None:
    decision = decide(
        "11:00", OPENS, WRITES, event("10:05", "desk", "replies"),
        event("10:10", "customer", "writes", via="mail"),
        event("10:20", "desk", "updates"), facts=KNOWN | {"wide": True},
    )  # fmt: skip
    told = [(each.id, each.bearer, each.clauses[0]) for each in decision.obligations]
    assert told == [
        ("answer#1", "acme", "N2"),
        ("aim of answer#1", "acme", "N2"),
        ("answer#2", "acme", "N2"),
        ("aim of answer#2", "acme", "N2"),
        ("report#1", "acme", "N5"),
        ("claims#1", "customer", "N6"),
    ]


def test_instants_are_printed_in_the_zone_of_their_hours() -> None:
    decision = decide("10:30", OPENS, WRITES, facts=KNOWN | {"wide": True})
    zones = {each.id: each.zone for each in decision.obligations}
    assert zones == {
        "answer#1": "UTC", "aim of answer#1": "UTC", "report#1": "Europe/Berlin",
        "claims#1": "UTC",
    }  # fmt: skip
    report = next(each for each in decision.obligations if each.clock == "report")
    assert report.due_at == datetime(2025, 3, 12, 16, tzinfo=UTC)
    assert report.limit == "within 2 business days during summer"
