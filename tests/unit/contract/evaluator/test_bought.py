"""What was bought, where it is not known: fixed when an occurrence starts as well.

Instants are UTC; 10 March 2025 is a Monday. Each was worked out by hand from DESIGN §3,
"Facts".
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy

POLICY = slapolicy.loads(
    """
agreement bought "Bought" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
plan basic "Basic"
plan full "Full"
addon helper "Helper"
addon backup "Backup"
addon extra "Extra" only with full
fact load "Load": number
fact top "Top": number
term heavy "Heavy" means load is at least top
parameter shift "Shift": early or tardy

calendar shifts "Hours of the shift" {
  when shift is early { zone UTC  open Mon-Fri 08:00-12:00 }
  when shift is tardy { zone UTC  open Mon-Fri 12:00-16:00 }
}
clause B1 "Answer" from terms "1" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer within 4 hours during shifts
}
clause B2 "Call" from terms "2" {
  clock call "Call" { starts when customer calls  met when desk calls }
  promise call within 1 hour during shifts
}
clause B3 "Help" from terms "3" {
  clock help "Help" { starts when customer opens  met when desk calls }
  promise help within 1 hour 24x7 when addon is one of (helper, extra)
}
clause B4 "Heavy" from terms "4" { severity s1 "Heavy" level 1 when heavy is yes }
""",
    name="bought.sla",
)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": f"2025-03-10T{at}:00Z", "type": verb, "by": by, **more}


def becomes(at: str, shift: str | None) -> dict[str, Any]:
    return event(at, "desk", "changes", parameters={"shift": shift})


def owed(
    clock: str, at: str, *events: dict[str, Any], **given: Any
) -> tuple[str, ...] | None:
    """Give its due, or between what it lies and what is needed to tell."""
    told = [event("08:00", "customer", "opens"), *events]
    known = {"plan": "basic", "facts": {"load": 1, "top": 9}} | given
    case = POLICY.case({"id": "1", "events": told, **known})
    instant = datetime.fromisoformat(f"2025-03-10T{at}:00Z")
    for each in POLICY.evaluate(case, at=instant).obligations:
        if each.clock == clock:
            dues = (each.due_at, each.earliest_due_at, each.latest_due_at)
            times = (due.astimezone(UTC).strftime("%d %H:%M") for due in dues if due)
            return (*times, *each.needs)
    return None


UPGRADE = event("10:30", "desk", "changes", plan="full")
CALLS = event("10:00", "customer", "calls")
EARLY, TARDY = {"shift": "early"}, {"shift": "tardy"}


@pytest.mark.parametrize(
    ("clock", "parameters", "events", "expected"),
    [
        ("answer", EARLY, [], ("10 12:00",)),
        ("answer", TARDY, [], ("10 16:00",)),
        # unknown at the start it has one value, whatever is said of it later
        ("answer", {}, [], ("10 12:00", "10 16:00", "shift")),
        ("answer", {}, [becomes("09:00", "early"), becomes("10:00", None)],
         ("10 12:00", "10 16:00", "shift")),
        # known at the start it stays what it was
        ("answer", EARLY, [becomes("09:00", "tardy")], ("10 12:00",)),
        ("answer", EARLY, [becomes("09:00", None)], ("10 12:00",)),
        # unknown again at the start, it is unknown, whatever is bought later
        ("call", EARLY, [CALLS], ("10 11:00",)),
        ("call", EARLY, [becomes("09:00", None), CALLS],
         ("10 11:00", "10 13:00", "shift")),
        ("call", EARLY, [becomes("09:00", None), CALLS, UPGRADE],
         ("10 11:00", "10 13:00", "shift")),
        ("call", EARLY, [becomes("09:00", None), CALLS, becomes("10:30", "tardy")],
         ("10 11:00", "10 13:00", "shift")),
    ],
)  # fmt: skip
def test_what_is_not_known_of_the_order_form_is_fixed_at_the_start(
    clock: str, parameters: Any, events: Any, expected: tuple[str, ...]
) -> None:
    assert owed(clock, "10:40", *events, parameters=parameters) == expected


def test_one_case_is_told_nothing_of_what_another_has_bought() -> None:
    for plan, addons, expected in (
        ("basic", ["backup"], None),
        ("basic", ["helper"], ("10 09:00",)),
        ("basic", ["extra"], None),
        ("full", ["extra"], ("10 09:00",)),
        ("full", ["backup"], None),
        ("basic", ["extra", "helper"], ("10 09:00",)),
    ):
        found = owed("help", "08:30", plan=plan, addons=addons, parameters=EARLY)
        assert found == expected


def test_one_case_is_told_nothing_of_how_heavy_another_is() -> None:
    opens = event("08:00", "customer", "opens")
    at = datetime(2025, 3, 10, 9, tzinfo=UTC)
    for load, top, expected in (
        (5, 9, None),
        (9, 9, "s1"),
        (9, 20, None),
        (9, 2, "s1"),
    ):
        facts = {"load": load, "top": top}
        case = POLICY.case({"id": "1", "facts": facts, "events": [opens]})
        assert POLICY.evaluate(case, at=at).severity.name == expected
