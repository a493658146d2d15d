"""Of when a limit is, and what is left out of a clock's course, at the corners.

Instants are UTC; 7 March 2025 is a Friday. Each value was worked out by hand from
DESIGN §3 and `docs/decisions/0010-closed-and-open-again.md`.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.decision import Obligation

POLICY = slapolicy.loads(
    """
agreement courses "Courses" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
channel mail "Mail"
channel phone "Phone"
plan basic "Basic"
plan full "Full"
event cancels "Cancels"
event insists "Insists"
fact held "It is held": yes or no
parameter their_zone "Zone of the customer": zone

calendar office "Office hours" { zone UTC  open Mon-Fri 09:00-17:00 }
calendar theirs "Their hours" { zone their_zone  open Mon-Fri 09:00-17:00 }

clause K1 "Mail at night" from terms "1" {
  defer customer opens via mail outside office to the next opening of office
}
clause K2 "Answer" from terms "2" {
  clock answer "Answer" {
    starts when customer opens
    met when desk replies
    lapses when customer cancels
    restarts when customer insists
    pauses while held is yes
  }
}
clause K3 "Basic" from terms "3" on basic { promise answer within 4 hours 24x7 }
clause K4 "Full" from terms "4" on full { promise answer within 2 hours 24x7 }
clause K5 "Letter" from terms "5" {
  clock letter "Letter" { starts when customer opens  met when desk updates }
  promise letter within no stated time during theirs
}
clause K6 "Visit" from terms "6" {
  clock visit "Visit" { starts when customer opens  met when desk calls }
  promise visit within 1 hour during theirs
}
""",
    name="courses.sla",
)


def instant(text: str) -> datetime:
    """Give `07 20:00` of March 2025 in UTC."""
    day, time = text.split(" ")
    return datetime.fromisoformat(f"2025-03-{day}T{time}:00").replace(tzinfo=UTC)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def owed(clock: str, at: str, *events: dict[str, Any], **more: Any) -> Obligation:
    given: dict[str, Any] = {"plan": "basic", "parameters": {"their_zone": "UTC"}}
    given["facts"] = {"held": False}
    case = POLICY.case({"id": "1", **given, **more, "events": list(events)})
    decision = POLICY.evaluate(case, at=instant(at))
    return next(each for each in decision.obligations if each.clock == clock)


MAIL = event("07 20:00", "customer", "opens", via="mail")
CALL = event("07 20:00", "customer", "opens", via="phone")


def upgrade(at: str) -> dict[str, Any]:
    return event(at, "desk", "changes", plan="full")


def reply(at: str) -> dict[str, Any]:
    return event(at, "desk", "replies")


@pytest.mark.parametrize(
    ("events", "state", "clause"),
    [
        # at the start: that of the event, or that to which it is deferred
        ([CALL, upgrade("07 20:00")], "breached", "K4"),
        ([CALL, upgrade("07 21:00")], "breached", "K3"),
        ([MAIL, upgrade("10 09:00")], "breached", "K4"),
        ([MAIL, upgrade("10 09:01")], "breached", "K3"),
        # or just before it was fulfilled, if that was sooner
        ([MAIL, reply("07 21:00"), upgrade("07 20:59")], "met", "K4"),
        ([MAIL, reply("07 21:00"), upgrade("07 21:00")], "met", "K3"),
        ([MAIL, reply("10 09:00"), upgrade("10 09:00")], "met", "K3"),
        ([MAIL, reply("10 09:01"), upgrade("10 09:00")], "met", "K4"),
        ([CALL, reply("07 21:30"), upgrade("07 21:00")], "met", "K3"),
        # what is said in the instant of the opening counts from the start
        ([MAIL, reply("07 20:00"), upgrade("07 20:00")], "met", "K4"),
        # or when it lapsed
        ([MAIL, event("07 21:00", "customer", "cancels"), upgrade("07 21:00")],
         "lapsed", "K4"),
        ([MAIL, event("07 21:00", "customer", "cancels"), upgrade("07 22:00")],
         "lapsed", "K3"),
    ],
)  # fmt: skip
def test_the_plan_is_fixed_when_an_occurrence_starts(
    events: list[dict[str, Any]], state: str, clause: str
) -> None:
    found = owed("answer", "10 20:00", *events)
    assert (found.state, found.clauses[0]) == (state, clause)


INSISTS = "customer", "insists"


@pytest.mark.parametrize(
    ("events", "due"),
    [
        ([MAIL], "10 13:00"),
        ([MAIL, event("10 10:00", *INSISTS)], "10 14:00"),
        # before the start there is nothing to restart
        ([MAIL, event("08 10:00", *INSISTS)], "10 13:00"),
        ([MAIL, event("10 09:00", *INSISTS)], "10 13:00"),
        # each restart counts, in the order of time
        ([MAIL, *(event(f"10 {9 + n:02}:30", *INSISTS) for n in range(8))], "10 20:30"),
        (
            [MAIL, *(event(f"10 {16 - n:02}:30", *INSISTS) for n in range(7))],
            "10 20:30",
        ),
    ],
)
def test_a_restart_counts_from_its_event_on(events: Any, due: str) -> None:
    found = owed("answer", "10 18:00", *events)
    assert found.due_at == instant(due)


def test_a_pause_that_begins_as_it_is_fulfilled_does_not_count_though_one_did() -> None:
    # Held at first and again from 23:00 on, the instant of the reply.
    found = owed(
        "answer", "07 23:30", CALL,
        event("07 21:00", "desk", "changes", facts={"held": False}),
        event("07 23:00", "desk", "changes", facts={"held": True}), reply("07 23:00"),
        facts={"held": True},
    )  # fmt: skip
    assert (found.state, found.due_at) == ("met", instant("08 01:00"))


@pytest.mark.parametrize(
    ("clock", "verb", "parameters", "state", "due", "needs"),
    [
        ("letter", "updates", {}, "met", "no_stated_time", ("their_zone",)),
        ("letter", "updates", {"their_zone": "UTC"}, "met", "no_stated_time", ()),
        ("letter", "notes", {}, "indeterminate", "indeterminate", ("their_zone",)),
        ("visit", "calls", {}, "indeterminate", "indeterminate", ("their_zone",)),
        ("visit", "calls", {"their_zone": "UTC"}, "met", "at", ()),
    ],
)
def test_without_its_hours_only_what_has_no_stated_time_is_known_to_be_met(
    clock: str, verb: str, parameters: Any, state: str, due: str, needs: Any
) -> None:
    opens = event("10 10:00", "customer", "opens", via="phone")
    done = event("10 10:30", "desk", verb)
    found = owed(clock, "10 11:00", opens, done, parameters=parameters)
    assert (found.state, found.due, found.needs) == (state, due, needs)
    assert (found.elapsed is None) == bool(needs)
