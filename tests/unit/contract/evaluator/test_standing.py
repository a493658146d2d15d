"""What stands beside the clocks: duties, rights, contacts, and how a case is brought.

Instants are UTC, on Monday, 10 March 2025.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision

POLICY = slapolicy.loads(
    """
agreement beside "Beside the clocks" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  in force through 2025-12-31
  zone UTC
}
role desk "Service desk" of acme
role lead "Head of the desk" of acme
channel mail "Mail"
channel phone "Phone"
plan basic "Basic"
plan full "Full"
event claims "Claims a credit"
fact trouble "How bad it is": worst, bad or none
fact place "Where it is": text
parameter desk_zone "Zone of the desk": zone

calendar office "Office hours" { zone UTC  open Mon-Fri 09:00-17:00 }
calendar local "Local hours" { zone desk_zone  open Mon-Fri 09:00-17:00 }

clause S1 "Severities" from terms "1" {
  severity s1 "Worst" level 1 when trouble is worst
  severity s2 "Bad" level 2 when trouble is bad
}
clause S2 "Answer" from terms "2" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer for s1, s2 within 1 hour 24x7
}
clause S3 "Work" from terms "3" {
  duty work of acme "work on it" for s1 until desk updates or desk replies
  duty tell of acme "tell what is done" until resolved
  duty wait of acme "wait" for s2 until desk calls during local
  reading worked of work as "at once" and not as "in turn" because "it is urgent"
}
clause S4 "Who can be reached" from terms "4" {
  contact desk via mail during office
  contact desk via phone, mail for s1 24x7
  contact lead via phone outside office
}
clause S5 "How a case is brought" from terms "5" {
  intake for s1, s2 {
    step 1: customer opens via mail, phone
    step 2, optional: customer calls
    step 3: customer writes via mail
  }
  collect trouble, place for s1, s2
}
clause S6 "More for more" from terms "6" on full {
  duty care of acme "take care"
  contact lead via mail by appointment
}
clause S7 "Credit" from terms "7" {
  right credit of customer "a credit"
  right patience of customer "to be heard" for s1
  deadline claims of customer within 1 hour during local after customer opens
    or credit lapses
}
""",
    name="beside.sla",
)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": f"2025-03-10T{at}:00Z", "type": verb, "by": by, **more}


OPENS = event("10:00", "customer", "opens", via="mail")


def decide(at: str, *events: dict[str, Any], **more: Any) -> Decision:
    given: dict[str, Any] = {"plan": "basic", "parameters": {"desk_zone": "UTC"}}
    given["facts"] = {"trouble": "worst"}
    case = POLICY.case({"id": "1", **given, **more, "events": list(events)})
    return POLICY.evaluate(case, at=instant(at))


def instant(time: str) -> datetime:
    return datetime.fromisoformat(f"2025-03-10T{time}:00+00:00")


def facts(trouble: str | None = "worst") -> Any:
    return {"facts": {"trouble": trouble}}


def time(instant: datetime | None) -> str:
    return "" if instant is None else instant.astimezone(UTC).strftime(" %H:%M")


def told(decision: Decision) -> dict[str, str]:
    """Give each duty and right: its state, when it ended, and what is needed."""
    return {
        each.name: " ".join([f"{each.state}{time(each.ended_at)}", *each.needs])
        for each in decision.duties
    }


RIGHTS = {"credit": "held", "patience": "held"}
CALLED = event("10:30", "desk", "calls")


@pytest.mark.parametrize(
    ("at", "events", "more", "expected"),
    [
        # what is owed in a case, and what always is
        ("09:59", [], {}, {"work": "not_started", "tell": "not_started", **RIGHTS}),
        ("10:00", [], {}, {"work": "owed", "tell": "owed", **RIGHTS}),
        ("10:00", [], facts("bad"),
         {"tell": "owed", "wait": "owed", "credit": "held"}),
        ("10:00", [], facts("none"), {"tell": "owed", "credit": "held"}),
        ("10:00", [], {**facts("none"), "plan": "full"},
         {"tell": "owed", "care": "owed", "credit": "held"}),
        ("09:59", [], {**facts("none"), "plan": "full"},
         {"tell": "not_started", "care": "owed", "credit": "held"}),
        # until one of the events, or until the case ends
        ("10:30", [event("10:20", "desk", "updates"),
                   event("10:25", "desk", "replies")], {},
         {"work": "ended 10:20", "tell": "owed", **RIGHTS}),
        ("10:30", [event("10:30", "desk", "replies")], {},
         {"work": "ended 10:30", "tell": "owed", **RIGHTS}),
        ("10:40", [event("10:30", "customer", "withdraws")],
         {"plan": "full"},
         {"work": "ended 10:30", "tell": "ended 10:30", "care": "owed", **RIGHTS}),
        ("10:40", [event("10:30", "desk", "resolves"),
                   event("10:35", "desk", "updates")], {},
         {"work": "ended 10:30", "tell": "ended 10:30", **RIGHTS}),
        ("10:40", [event("10:30", "desk", "updates"),
                   event("10:30", "desk", "resolves")], {},
         {"work": "ended 10:30", "tell": "ended 10:30", **RIGHTS}),
        ("11:00", [CALLED], facts("bad"),
         {"tell": "owed", "wait": "ended 10:30", "credit": "lapsed 11:00"}),
        # a right is lost with the promise that it hangs on, not with an aim
        ("11:00", [], {}, {"work": "owed", "tell": "owed", "credit": "lapsed 11:00",
                           "patience": "held"}),
        ("10:59", [], {}, {"work": "owed", "tell": "owed", **RIGHTS}),
        # what is not known
        ("10:10", [], facts(None),
         {"work": "indeterminate trouble", "tell": "owed",
          "wait": "indeterminate trouble", "credit": "held",
          "patience": "indeterminate trouble"}),
        ("09:59", [], facts(None),
         {"work": "not_started trouble", "tell": "not_started",
          "wait": "not_started trouble", "credit": "held",
          "patience": "indeterminate trouble"}),
        ("10:30", [event("10:20", "desk", "updates")], facts(None),
         {"work": "ended 10:20 trouble", "tell": "owed",
          "wait": "indeterminate trouble", "credit": "held",
          "patience": "indeterminate trouble"}),
        ("10:10", [], {**facts("none"), "plan": None},
         {"tell": "owed", "care": "indeterminate plan", "credit": "held"}),
        ("10:40", [CALLED], {**facts("bad"), "parameters": {}},
         {"tell": "owed", "wait": "indeterminate desk_zone",
          "credit": "indeterminate desk_zone"}),
        ("11:00", [], facts(None),
         {"work": "indeterminate trouble", "tell": "owed",
          "wait": "indeterminate trouble", "credit": "lapsed 11:00",
          "patience": "indeterminate trouble"}),
    ],
)  # fmt: skip
def test_duties_and_rights_stand_as_the_case_stands(
    at: str, events: list[dict[str, Any]], more: Any, expected: dict[str, str]
) -> None:
    assert told(decide(at, OPENS, *events, **more)) == expected


def test_a_duty_says_whose_it_is_what_it_is_and_where_it_stands() -> None:
    by_name = {each.name: each for each in decide("11:00", OPENS).duties}
    work, credit = by_name["work"], by_name["credit"]
    assert (work.kind, work.of, work.what) == ("duty", "acme", "work on it")
    assert (work.clauses, work.readings) == (("S3",), ("worked",))
    assert (credit.kind, credit.of, credit.what) == ("right", "customer", "a credit")
    assert (credit.clauses, credit.ended_at) == (("S7",), instant("11:00"))


def test_nothing_stands_beside_a_case_outside_the_agreement() -> None:
    late = {**OPENS, "at": "2026-03-09T10:00:00Z"}
    case = POLICY.case({"id": "1", **facts(), "events": [late]})
    decision = POLICY.evaluate(case, at=datetime(2026, 3, 9, 12, tzinfo=UTC))
    assert (decision.duties, decision.contacts, decision.intake) == ((), (), ())


OFFICE = ("desk", ("mail",), "during office")
ANY_TIME = ("desk", ("phone", "mail"), "24x7")
NIGHTS = ("lead", ("phone",), "outside office")
ASKED = ("lead", ("mail",), "by_appointment")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (facts("none"), [OFFICE, NIGHTS]),
        (facts("worst"), [OFFICE, ANY_TIME, NIGHTS]),
        ({**facts("none"), "plan": "full"}, [OFFICE, NIGHTS, ASKED]),
        ({**facts(None), "plan": None}, [OFFICE, ANY_TIME, NIGHTS, ASKED]),
    ],
)
def test_who_may_be_reached_is_told_with_the_hours(more: Any, expected: Any) -> None:
    found = decide("10:00", OPENS, **more).contacts
    assert [(each.role, each.channels, each.hours) for each in found] == expected
    assert {each.clauses for each in found} <= {("S4",), ("S6",)}


OPENED = "1 complete customer opens via mail, phone"
SAYS = "customer writes via mail"
TROUBLE = "trouble complete"
WRITES = event("10:10", "customer", "writes", via="mail")
CALLS = event("10:20", "customer", "calls", via="phone")


@pytest.mark.parametrize(
    ("at", "events", "more", "expected"),
    [
        ("10:00", [], {},
         [OPENED, "2 optional customer calls", f"3 complete {SAYS}", TROUBLE,
          "place missing place"]),
        ("10:30", [CALLS], {},
         [OPENED, "2 complete customer calls", f"3 missing {SAYS}", TROUBLE,
          "place missing place"]),
        # a step is reached after the one before it, or with it
        ("10:30", [WRITES, CALLS], {},
         [OPENED, "2 complete customer calls", f"3 missing {SAYS}", TROUBLE,
          "place missing place"]),
        ("10:30", [CALLS, event("10:20", "customer", "writes", via="mail")], {},
         [OPENED, "2 complete customer calls", f"3 complete {SAYS}", TROUBLE,
          "place missing place"]),
        ("10:30", [CALLS], {"facts": {"trouble": "worst", "place": "Here"}},
         [OPENED, "2 complete customer calls", f"3 missing {SAYS}", TROUBLE,
          "place complete"]),
        ("10:00", [], facts("none"), []),
        ("10:00", [], facts(None),
         ["1 indeterminate customer opens via mail, phone trouble",
          "2 indeterminate customer calls trouble",
          f"3 indeterminate {SAYS} trouble", "trouble indeterminate trouble",
          "place indeterminate trouble"]),
    ],
)  # fmt: skip
def test_how_far_a_case_has_been_brought_is_told_step_by_step(
    at: str, events: list[dict[str, Any]], more: Any, expected: list[str]
) -> None:
    found = decide(at, OPENS, *events, **more).intake
    assert [
        " ".join(
            str(part)
            for part in (each.number or each.fact, each.state, each.what, *each.needs)
            if part
        )
        for each in found
    ] == expected
    assert all((each.kind == "step") == bool(each.number) for each in found)
    assert all(each.clauses == ("S5",) for each in found)
