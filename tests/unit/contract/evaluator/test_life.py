"""How a case ends: by agreement, by an event, by a word of the provider, by silence.

Instants are UTC; 10 March 2025 is a Monday. Each was worked out by hand from DESIGN §3,
"End", and `docs/decisions/0010-closed-and-open-again.md`.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision

POLICY = slapolicy.loads(
    """
agreement ends_of "Ends" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
role boss "Head of the customer" of customer
channel mail "Mail"
event closes "Closes"
fact kind "How it ends": both, shut, word, hours_of, days_of or dates_of
parameter their_zone "Zone of the customer": zone

calendar theirs "Their hours" {
  zone their_zone
  open Mon-Fri 09:00-17:00
  business days run to closing
}
clause E1 "Kinds" from terms "1" {
  severity s1 "Agreed" level 1 when kind is both
  severity s2 "Closed" level 2 when kind is shut
  severity s3 "Word" level 3 when kind is word
  severity s4 "Hours" level 4 when kind is hours_of
  severity s5 "Days" level 5 when kind is days_of
  severity s6 "Dates" level 6 when kind is dates_of
}
clause E2 "Ends" from terms "2" {
  resolved for s1 when acme and customer agree
  resolved for s2 when desk closes after customer writes
  resolved for s4 when nothing from customer for 4 hours during theirs
  resolved for s5 when nothing from customer for 3 business days during theirs
  resolved for s6 when nothing from customer for 2 calendar days in their_zone
}
""",
    name="ends.sla",
)


def instant(text: str) -> datetime:
    """Give `10 14:00` of March 2025 in UTC."""
    day, time = text.split(" ")
    return datetime.fromisoformat(f"2025-03-{day}T{time}").replace(tzinfo=UTC)


def event(at: str, by: str | None, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def decide(kind: str, at: str, *events: dict[str, Any], **more: Any) -> Decision:
    opens = event("10 10:00", "customer", "opens", via="mail")
    given: dict[str, Any] = {"parameters": {"their_zone": "UTC"}} | more
    case = POLICY.case(
        {"id": "1", "facts": {"kind": kind}, "events": [opens, *events], **given}
    )
    return POLICY.evaluate(case, at=instant(at))


def ended(decision: Decision) -> str:
    closed = decision.closed_at
    return decision.case_state + (f" {closed:%d %H:%M}" if closed else "")


def said(at: str, by: str, verb: str) -> dict[str, Any]:
    return event(f"10 {at}", by, verb)


WRITES = said("10:30", "customer", "writes")


@pytest.mark.parametrize(
    ("kind", "events", "expected"),
    [
        # both must stand agreed, by whomever of theirs; a word takes it back
        ("both", [said("11:00", "desk", "agrees")], "open"),
        ("both", [said("11:00", "customer", "agrees")], "open"),
        ("both", [said("11:00", "desk", "agrees"), said("11:30", "boss", "agrees")],
         "resolved 10 11:30"),
        ("both", [said("11:00", "boss", "agrees"), said("11:30", "desk", "resolves")],
         "resolved 10 11:30"),
        ("both", [said("11:00", "desk", "agrees"), said("11:10", "desk", "disagrees"),
                    said("11:30", "boss", "agrees")], "open"),
        ("both", [said("11:00", "desk", "agrees"),
                    said("11:10", "boss", "disagrees"),
                    said("11:30", "boss", "agrees")], "resolved 10 11:30"),
        ("both", [said("11:00", "desk", "notes"), said("11:30", "boss", "agrees")],
         "open"),
        # an event that ends it, in its order
        ("shut", [WRITES, said("11:00", "desk", "closes")], "resolved 10 11:00"),
        ("shut", [WRITES, said("11:00", "desk", "updates")], "open"),
        ("shut", [said("11:00", "desk", "closes"), said("11:30", "boss", "writes")],
         "open"),
        ("shut", [said("11:00", "desk", "closes")], "open"),
        ("shut", [WRITES, said("11:00", "boss", "closes")], "open"),
        ("shut", [WRITES, said("11:00", "desk", "resolves")], "open"),
        # where nothing is said the provider's word does it
        ("word", [said("11:00", "desk", "resolves")], "resolved 10 11:00"),
        ("word", [said("11:00", "acme", "resolves")], "resolved 10 11:00"),
        ("word", [said("11:00", "desk", "agrees")], "open"),
        ("word", [said("11:00", "desk", "agrees"), said("11:30", "desk", "updates")],
         "open"),
        # the customer may always withdraw
        ("both", [said("11:00", "customer", "withdraws")], "withdrawn 10 11:00"),
        ("word", [said("11:00", "boss", "withdraws")], "withdrawn 10 11:00"),
        ("both", [said("11:00", "desk", "agrees"), said("11:30", "boss", "withdraws"),
                    said("11:30", "boss", "agrees")], "withdrawn 10 11:30"),
        # reopened, nobody stands agreed any more
        ("both", [said("11:00", "desk", "agrees"), said("11:30", "boss", "agrees"),
                    said("12:00", "boss", "reopens")], "open"),
        ("both", [said("11:00", "desk", "agrees"), said("11:30", "boss", "agrees"),
                    said("12:00", "boss", "reopens"), said("12:30", "boss", "agrees")],
         "open"),
        ("word", [said("11:00", "desk", "resolves"), said("11:00", "boss", "reopens"),
                  said("11:30", "desk", "resolves")], "resolved 10 11:30"),
        ("word", [said("11:00", "boss", "reopens")], "open"),
    ],
)  # fmt: skip
def test_a_case_ends_as_its_contract_says(
    kind: str, events: list[dict[str, Any]], expected: str
) -> None:
    decision = decide(kind, "10 13:00", *events)
    assert ended(decision) == expected
    cited = ("E2",) if "resolved" in expected and kind != "word" else ()
    assert decision.closed_by == cited


@pytest.mark.parametrize(
    ("kind", "at", "events", "expected"),
    [
        ("hours_of", "10 13:59:59.999999", [], "open"),
        ("hours_of", "10 14:00", [], "resolved 10 14:00"),
        ("hours_of", "10 20:00", [], "resolved 10 14:00"),
        # a word of theirs begins it anew; a note, a machine or the desk does not
        ("hours_of", "10 14:29", [WRITES], "open"),
        ("hours_of", "10 14:30", [WRITES], "resolved 10 14:30"),
        ("hours_of", "10 20:00", [said("10:30", "boss", "calls")], "resolved 10 14:30"),
        ("hours_of", "10 20:00", [said("10:30", "desk", "writes")],
         "resolved 10 14:00"),
        ("hours_of", "10 20:00", [said("10:30", "customer", "notes")],
         "resolved 10 14:00"),
        ("hours_of", "10 20:00", [WRITES | {"automatic": True}], "resolved 10 14:00"),
        ("hours_of", "11 10:00", [said("14:00", "boss", "writes")],
         "resolved 11 10:00"),
        ("hours_of", "11 12:00", [said("15:00", "boss", "writes")],
         "resolved 10 14:00"),
        # reopened, it begins anew
        ("hours_of", "11 09:59", [said("14:00", "boss", "reopens")], "open"),
        ("hours_of", "11 12:00", [said("15:00", "boss", "reopens")],
         "resolved 11 11:00"),
        ("hours_of", "11 12:00", [said("15:00", "desk", "reopens")],
         "resolved 11 11:00"),
        ("days_of", "13 16:59", [], "open"),
        ("days_of", "13 17:00", [], "resolved 13 17:00"),
        ("dates_of", "12 09:59", [], "open"),
        ("dates_of", "12 10:00", [], "resolved 12 10:00"),
    ],
)  # fmt: skip
def test_silence_ends_a_case_when_it_has_lasted(
    kind: str, at: str, events: list[dict[str, Any]], expected: str
) -> None:
    assert ended(decide(kind, at, *events)) == expected


@pytest.mark.parametrize(
    ("kind", "unsure"),
    [("hours_of", "10 14:00"), ("days_of", "12 10:00"), ("dates_of", "11 10:00")],
)
def test_in_unknown_hours_it_is_not_told_whether_silence_has_ended_it(
    kind: str, unsure: str
) -> None:
    before = decide(kind, "10 10:30", parameters={})
    assert ended(before) == "open"
    assert before.next_change_at == instant(unsure)
    after = decide(kind, unsure, parameters={})
    assert ended(after) == "indeterminate"
    note = next(each for each in after.notes if each.code == "end_unknown")
    assert note.arguments == {"needs": ["their_zone"]}


def test_the_instant_at_which_silence_will_end_it_is_the_next_change() -> None:
    assert decide("hours_of", "10 10:30").next_change_at == instant("10 14:00")
    assert decide("hours_of", "10 14:00").next_change_at is None
    assert decide("word", "10 10:30").next_change_at is None
