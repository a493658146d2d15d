"""When an occurrence starts: deferred to an opening or a business day, once or anew.

Instants are UTC; 10 March 2025 is a Monday. Each value was worked out by hand.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.decision import Obligation

POLICY = slapolicy.loads(
    """
agreement starts_of "Starts" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
role lead "Head of the desk" of acme
channel mail "Mail"
channel phone "Phone"
event speaks "Speaks": writes or calls
event insists "Insists"

calendar office "Office hours" { zone UTC  open Mon-Fri 09:00-17:00 }
calendar late "Late hours" { zone UTC  open Mon-Fri 11:00-19:00 }

clause O1 "Calls" from terms "1" {
  defer customer calls to the next business day of office
}
clause O2 "Mail" from terms "2" {
  defer customer opens via mail outside office to the next opening of office
}
clause O3 "Late mail" from terms "3" {
  defer customer opens via mail outside office to the next opening of late
}
clause O4 "Answer" from terms "4" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer within 1 hour 24x7
}
clause O5 "Visit" from terms "5" {
  clock visit "Visit" {
    starts each time customer calls unless already running
    met when desk calls
  }
  promise visit within 1 hour 24x7
}
clause O6 "Word" from terms "6" {
  clock word "Word" {
    starts each time customer speaks via phone unless already running
    met when desk speaks via phone
  }
  promise word within 1 hour 24x7
}
clause O7 "News" from terms "7" {
  clock news "News" { starts when customer opens  met when desk updates }
  promise news every 1 hour 24x7
}
clause O8 "Fix" from terms "8" {
  clock fix "Fix" { starts when customer opens  met when resolved }
  promise fix within 8 hours 24x7
}
clause O9 "More" from terms "9" {
  clock insisted "Insisted" {
    starts when customer insists via phone
    met when lead updates
  }
  clock twice "Twice" {
    starts when customer calls after customer opens
    met when lead updates
  }
  promise insisted within 1 hour 24x7
  promise twice within 1 hour 24x7
}
clause O10 "Back" from terms "10" {
  clock back "Back" { starts when customer opens  met when customer reopens }
  promise back within 9 hours 24x7
}
""",
    name="starts.sla",
)


def instant(text: str) -> datetime:
    """Give `10 14:00` of March 2025 in UTC."""
    day, time = text.split(" ")
    return datetime.fromisoformat(f"2025-03-{day}T{time}:00").replace(tzinfo=UTC)


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def owed(clock: str, at: str, *events: dict[str, Any]) -> list[Obligation]:
    case = POLICY.case({"id": "1", "events": list(events)})
    decision = POLICY.evaluate(case, at=instant(at))
    return [each for each in decision.obligations if each.clock == clock]


def told(found: list[Obligation]) -> list[tuple[str, str]]:
    """Give each occurrence: its state, and the start of it."""
    return [
        (each.state, each.started_at.strftime("%d %H:%M") if each.started_at else "")
        for each in found
    ]


OPENS = event("07 08:00", "customer", "opens", via="phone")


@pytest.mark.parametrize(
    ("calls", "starts"),
    [
        ("10 10:00", "11 09:00"),
        ("10 16:59", "11 09:00"),
        ("10 17:00", "11 09:00"),
        ("10 22:00", "11 09:00"),
        ("10 01:00", "11 09:00"),  # Monday is its own business day, not the next
        ("07 10:00", "10 09:00"),
        ("08 10:00", "10 09:00"),
    ],
)
def test_a_call_is_deferred_to_the_next_business_day(calls: str, starts: str) -> None:
    (found,) = owed("visit", calls, OPENS, event(calls, "customer", "calls"))
    assert (found.started_at, found.clauses) == (instant(starts), ("O5", "O1"))


@pytest.mark.parametrize(
    ("opens", "via", "starts", "clauses"),
    [
        ("10 20:00", "mail", "11 11:00", ("O4", "O3")),
        ("10 10:00", "mail", "10 10:00", ("O4",)),
        ("10 20:00", "phone", "10 20:00", ("O4",)),
        ("10 18:00", "mail", "11 09:00", ("O4", "O2")),
    ],
)
def test_of_several_deferrals_the_latest_start_counts(
    opens: str, via: str, starts: str, clauses: tuple[str, ...]
) -> None:
    (found,) = owed("answer", opens, event(opens, "customer", "opens", via=via))
    assert (found.started_at, found.clauses) == (instant(starts), clauses)


def phone(at: str, by: str, verb: str) -> dict[str, Any]:
    return event(at, by, verb, via="phone")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        # an opening by phone is a call by phone
        ([], [("breached", "07 08:00")]),
        ([phone("07 08:30", "desk", "calls")], [("met", "07 08:00")]),
        ([phone("07 08:30", "desk", "writes")], [("met", "07 08:00")]),
        ([event("07 08:30", "desk", "calls", via="mail")], [("breached", "07 08:00")]),
        ([phone("07 08:30", "lead", "calls")], [("breached", "07 08:00")]),
        ([phone("07 08:30", "acme", "calls")], [("breached", "07 08:00")]),
        ([phone("07 08:30", "desk", "notes")], [("breached", "07 08:00")]),
        ([phone("07 08:30", "desk", "calls") | {"automatic": True}],
         [("breached", "07 08:00")]),
        # the second begins when the first is over, from the oldest unanswered
        ([phone("07 08:10", "customer", "calls"), phone("07 08:30", "desk", "calls")],
         [("met", "07 08:00")]),
        ([phone("07 08:30", "desk", "calls"), phone("07 08:40", "customer", "writes"),
          phone("07 08:50", "customer", "calls")],
         [("met", "07 08:00"), ("breached", "07 08:40")]),
        ([phone("07 08:30", "desk", "calls"), phone("07 08:30", "customer", "writes")],
         [("met", "07 08:00"), ("breached", "07 08:30")]),
        ([phone("07 08:30", "desk", "calls"), phone("07 08:40", "customer", "writes"),
          phone("07 08:50", "desk", "calls")],
         [("met", "07 08:00"), ("met", "07 08:40")]),
    ],
)  # fmt: skip
def test_an_occurrence_runs_from_the_oldest_unanswered_word(
    events: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    assert told(owed("word", "07 12:00", OPENS, *events)) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], [("breached", "07 08:00")]),
        ([event("07 08:30", "desk", "updates")],
         [("met", "07 08:00"), ("breached", "07 08:30")]),
        # a missed one is one breach; the next is counted from the late one
        ([event("07 11:00", "desk", "updates")],
         [("breached", "07 08:00"), ("running", "07 11:00")]),
        ([event("07 08:30", "desk", "updates"), event("07 08:30", "desk", "updates")],
         [("met", "07 08:00"), ("breached", "07 08:30")]),
        ([event("07 08:20", "desk", "updates"), event("07 08:40", "desk", "updates"),
          event("07 11:30", "desk", "updates")],
         [("met", "07 08:00"), ("met", "07 08:20"), ("breached", "07 08:40"),
          ("running", "07 11:30")]),
    ],
)  # fmt: skip
def test_each_update_begins_the_next(
    events: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    assert told(owed("news", "07 11:45", OPENS, *events)) == expected


@pytest.mark.parametrize(
    ("clock", "events", "starts"),
    [
        # an opening is a contact by its channel, and nothing else
        ("insisted", [], ""),
        ("insisted", [phone("07 09:00", "customer", "insists")], "07 09:00"),
        # after something that happened before, be it the first
        ("twice", [], ""),
        ("twice", [phone("07 09:00", "desk", "calls")], ""),
        ("twice", [phone("10 18:00", "customer", "calls")], "11 09:00"),
    ],
)
def test_a_clock_starts_with_its_own_event(
    clock: str, events: list[dict[str, Any]], starts: str
) -> None:
    (found,) = owed(clock, "11 12:00", OPENS, *events)
    assert found.started_at == (instant(starts) if starts else None)


RESOLVES, REOPENS = ("desk", "resolves"), ("customer", "reopens")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([event("07 09:00", *RESOLVES)], [("met", "07 08:00")]),
        ([event("07 09:00", *RESOLVES), event("07 10:00", *REOPENS)],
         [("met", "07 08:00"), ("running", "07 10:00")]),
        ([event("07 09:00", *RESOLVES), event("07 10:00", *REOPENS),
          event("07 11:00", *RESOLVES)], [("met", "07 08:00"), ("met", "07 10:00")]),
        ([event("07 09:00", "customer", "withdraws"), event("07 10:00", *REOPENS)],
         [("lapsed", "07 08:00"), ("running", "07 10:00")]),
        ([event("07 09:00", "customer", "withdraws"), event("07 10:00", *REOPENS),
          event("07 10:30", "customer", "withdraws")],
         [("lapsed", "07 08:00"), ("lapsed", "07 10:00")]),
        ([event("07 09:00", "customer", "withdraws"), event("07 10:00", *REOPENS),
          event("07 10:30", "customer", "withdraws"), event("07 11:00", *REOPENS)],
         [("lapsed", "07 08:00"), ("lapsed", "07 10:00"), ("running", "07 11:00")]),
    ],
)  # fmt: skip
def test_a_fix_is_begun_anew_when_the_case_is_reopened(
    events: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    assert told(owed("fix", "07 11:45", OPENS, *events)) == expected


def test_a_fix_that_lapsed_took_as_long_as_it_ran() -> None:
    first, second, _ = owed(
        "fix", "07 11:45", OPENS,
        event("07 09:00", "customer", "withdraws"), event("07 10:00", *REOPENS),
        event("07 10:30", "customer", "withdraws"), event("07 11:00", *REOPENS),
    )  # fmt: skip
    assert first.elapsed == timedelta(hours=1)
    assert second.elapsed == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([event("07 08:30", "customer", "withdraws")], "lapsed"),
        ([event("07 08:30", "customer", "withdraws"), event("07 09:00", *REOPENS)],
         "running"),
        ([event("07 08:30", "customer", "withdraws"), event("07 09:00", *REOPENS),
          event("07 09:20", "customer", "withdraws")], "lapsed"),
        ([event("07 08:30", "customer", "withdraws"), event("07 09:00", *REOPENS),
          event("07 09:20", "customer", "withdraws"), event("07 09:25", *REOPENS)],
         "running"),
        ([event("07 08:30", "customer", "withdraws"), event("07 09:00", *REOPENS),
          event("07 09:10", "desk", "replies")], "met"),
    ],
)  # fmt: skip
def test_what_lapsed_with_the_case_is_resumed_when_it_is_reopened(
    events: list[dict[str, Any]], expected: str
) -> None:
    (found,) = owed("answer", "07 09:28", OPENS, *events)
    assert found.state == expected


@pytest.mark.parametrize(
    ("clock", "events", "state"),
    [
        # in an instant in which a case ends and is reopened, that comes last
        ("back", [RESOLVES, REOPENS], "running"),
        ("answer", [("desk", "replies"), RESOLVES, REOPENS], "met"),
        # an open case can be reopened in words, too: something happens, no more
        ("back", [REOPENS], "met"),
    ],
)
def test_what_reopens_a_case_is_heard_after_its_end(
    clock: str, events: list[tuple[str, str]], state: str
) -> None:
    opens = event("10 09:00", "customer", "opens")
    at_once = [event("10 09:30", *each) for each in events]
    (found,) = owed(clock, "10 09:45", opens, *at_once)
    assert found.state == state


@pytest.mark.parametrize("microseconds", [0, 1])
def test_what_opens_at_the_first_instant_of_all_runs(microseconds: int) -> None:
    opens = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    event = {"at": opens.isoformat(), "type": "opens", "by": "customer"}
    case = POLICY.case({"id": "1", "events": [event]})
    decision = POLICY.evaluate(case, at=opens)
    (found,) = [each for each in decision.obligations if each.clock == "fix"]
    assert (found.state, found.due_at) == ("running", opens + timedelta(hours=8))
