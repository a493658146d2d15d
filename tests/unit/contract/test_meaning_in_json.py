"""DESIGN §3 where a scenario cannot say it: what a decision tells besides the states.

The policies are those of `fixtures/meaning`; times are those of Berlin in March, before
the clocks change, or of UTC where a Z says so. Every value was worked out by hand.
"""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision, Policy

MEANING = Path(__file__).parents[2] / "fixtures" / "meaning"


@cache
def load(name: str) -> Policy:
    return slapolicy.load(MEANING / f"{name}.sla")


def instant(text: str) -> datetime:
    """Give `10 14:00` of March 2025 (Berlin; with a Z, UTC), or of a whole date."""
    day, time = text.split(" ")
    date = day if "-" in day else f"2025-03-{day}"
    offset = "+00:00" if time.endswith("Z") else "+01:00"
    return datetime.fromisoformat(f"{date}T{time.removesuffix('Z')}:00{offset}")


def event(at: str, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def decide(name: str, at: str, *events: dict[str, Any], **more: Any) -> Decision:
    policy = load(name)
    case = policy.case({"id": "1", **more, "events": list(events)})
    return policy.evaluate(case, at=instant(at))


def obligation(decision: Decision, name: str) -> Any:
    return next(each for each in decision.obligations if each.id == name)


OPENS = event("10 10:00", "customer", "opens", via="mail")


# next_change_at


@pytest.mark.parametrize(
    ("name", "at", "events", "more", "expected"),
    [
        ("order", "10 10:00", [OPENS], {}, "10 11:00"),
        ("order", "10 11:00", [OPENS], {}, None),
        (  # nothing is said of the next answer and the news until they fall due
            "order",
            "10 10:00",
            [OPENS, event("10 10:00", "desk", "replies"),
             event("10 10:00", "desk", "updates")],
            {},
            "10 11:00",
        ),
        (  # a clock that has not begun to run: its first opening
            "order",
            "08 12:00",
            [event("08 12:00", "customer", "opens", via="mail"),
             event("08 12:00", "desk", "updates"),
             event("08 12:30", "desk", "waits", **{"for": "vendor"})],
            {},
            "08 13:00",
        ),
        (
            "order",
            "08 13:00",
            [event("08 12:00", "customer", "opens", via="mail"),
             event("08 12:00", "desk", "updates")],
            {},
            "10 09:00",
        ),
        (  # a wait has no end of its own; the news goes on
            "order",
            "10 11:30",
            [OPENS, event("10 10:30", "desk", "waits", **{"for": "customer"})],
            {},
            None,
        ),
        (  # a warning at half of the time
            "life",
            "10 10:00",
            [OPENS],
            {"facts": {"patched": True}},
            "10 11:00",
        ),
        (  # an escalation begins to wait for the office when its time has come
            "terms_of_case",
            "10 18:30",
            [event("10 16:00", "customer", "opens", via="mail"),
             event("10 16:00", "desk", "updates")],
            {"plan": "basic", "facts": {"tier": "gold_tier",
                                        "agreed_interval": "P3D"}},
            "10 19:00",
        ),
        (
            "terms_of_case",
            "10 19:00",
            [event("10 16:00", "customer", "opens", via="mail"),
             event("10 16:00", "desk", "updates")],
            {"plan": "basic", "facts": {"tier": "gold_tier",
                                        "agreed_interval": "P3D"}},
            "11 10:00",
        ),
        (  # the end by silence: eight hours of an office in UTC
            "silence",
            "10 11:00",
            [OPENS],
            {"facts": {"big": False}},
            "10 17:00Z",
        ),
        (  # a deferred start
            "deferred",
            "07 20:00",
            [event("07 20:00", "customer", "opens", via="mail")],
            {},
            "10 09:00",
        ),
    ],
)  # fmt: skip
def test_the_next_change_is_the_first_instant_at_which_it_would_differ(
    name: str,
    at: str,
    events: list[dict[str, Any]],
    more: dict[str, Any],
    expected: str | None,
) -> None:
    decision = decide(name, at, *events, **more)
    change = decision.next_change_at
    assert change == (None if expected is None else instant(expected))


def test_a_case_that_is_not_opened_tells_that_nothing_has_begun() -> None:
    decision = decide("order", "10 10:00")
    assert decision.case_state == "not_opened"
    assert {each.state for each in decision.obligations} == {"not_started"}
    assert decision.next_change_at is None


# Events


def test_events_may_come_twice_and_in_any_order() -> None:
    waits = event("10 10:10", "desk", "waits", **{"for": "customer"})
    writes = event("10 10:40", "customer", "writes", via="mail")
    plain = decide("order", "10 10:40", OPENS, waits, writes)
    assert decide("order", "10 10:40", writes, OPENS, waits, OPENS, waits) == plain
    assert obligation(plain, "answer#1").due_at == instant("10 11:30")


def test_an_automatic_message_neither_answers_nor_ends_a_wait_nor_starts_anything() -> (
    None
):
    waits = event("10 10:10", "desk", "waits", **{"for": "customer"})
    noise = [
        event("10 10:20", "desk", "replies", via="mail", automatic=True),
        event("10 10:30", "customer", "writes", via="mail", automatic=True),
        event("10 10:30", "customer", "calls", via="phone", automatic=True),
    ]
    decision = decide("order", "10 10:40", OPENS, waits, *noise)
    assert obligation(decision, "answer#1").state == "paused"
    assert not [o for o in decision.obligations if o.state == "running"
                and o.clock == "callback"]  # fmt: skip


def test_facts_of_one_instant_are_those_of_the_last_change() -> None:
    changes = [
        event("10 10:30", "desk", "changes", facts={"trouble": "worst"}),
        event("10 10:30", "desk", "changes", facts={"trouble": "mild"}),
    ]
    decision = decide("severity", "10 10:30", OPENS, *changes,
                      facts={"trouble": "bad"})  # fmt: skip
    assert decision.severity.name == "s3"


# Lengths


def test_what_elapsed_what_was_paused_and_what_passed_after_due() -> None:
    waits = event("10 10:10", "desk", "waits", **{"for": "customer"})
    writes = event("10 10:40", "customer", "writes", via="mail")
    running = obligation(decide("order", "10 10:50", OPENS, waits, writes), "answer#1")
    assert running.elapsed == timedelta(minutes=20)
    assert running.paused == timedelta(minutes=30)
    assert running.remaining == timedelta(minutes=40)
    assert running.overrun is None
    late = obligation(decide("order", "11 09:15", OPENS, waits, writes), "answer#1")
    assert late.breached_at == late.due_at == instant("10 11:30")
    assert late.overrun == timedelta(hours=5, minutes=45)
    assert late.remaining is None


def test_what_passed_after_due_ends_with_the_late_reply() -> None:
    reply = event("10 12:00", "desk", "replies", via="mail")
    late = obligation(decide("order", "12 12:00", OPENS, reply), "answer#1")
    assert (late.state, late.overrun) == ("breached", timedelta(hours=1))
    assert late.elapsed == timedelta(hours=2)


# What is unknown


def test_an_unknown_fact_gives_the_earliest_and_the_latest_due() -> None:
    decision = decide("terms_of_case", "10 11:30", OPENS, plan="basic",
                      facts={"agreed_interval": "P3D"})  # fmt: skip
    found = obligation(decision, "repair#1")
    assert (found.state, found.due, found.due_at) == ("running", "indeterminate", None)
    assert found.earliest_due_at == instant("10 12:00")
    assert found.latest_due_at == instant("10 16:00")
    assert found.needs == ("tier",)
    assert found.remaining is None


def test_where_one_possibility_never_falls_due_there_is_no_latest() -> None:
    decision = decide("severity_more", "10 10:30", OPENS)
    found = obligation(decision, "answer#1")
    assert found.due == "indeterminate"
    assert found.earliest_due_at == instant("10 11:00")
    assert found.latest_due_at is None


def test_lengths_that_differ_between_possibilities_are_not_told() -> None:
    # Met either way; by long hours one hour had elapsed, by office hours half of one.
    opens = event("10 16:30", "customer", "opens", via="mail")
    reply = event("10 17:30", "desk", "replies", via="mail")
    decision = decide("severity_more", "10 18:00", opens, reply)
    found = obligation(decision, "answer#1")
    assert found.fulfilled_at == instant("10 17:30")
    assert found.elapsed is None
    assert "trouble" in found.needs


def test_a_start_that_only_one_plan_defers_is_not_told_while_the_plan_is_unknown() -> (
    None
):
    policy = slapolicy.loads("""agreement plans "Plans" {
      supplied by acme "Acme" to customer "Customer"
      source terms "terms.txt" in en
    }
    plan basic "Basic"
    plan gold "Gold"
    role desk "Desk" of acme
    channel mail "Mail"
    calendar office "Office" { zone Europe/Berlin  open Mon-Fri 09:00-17:00 }
    clause K1 "Answer" from terms "1" {
      clock answer "Answer" { starts when customer opens  met when desk replies }
      promise answer within 1 hour during office
    }
    clause K2 "Taken up in the morning" from terms "2" on gold {
      defer customer opens outside office to the next opening of office
    }
    """)
    opens = event("07 20:00", "customer", "opens", via="mail")
    case = policy.case({"id": "1", "events": [opens]})
    found = obligation(policy.evaluate(case, at=instant("08 10:00")), "answer#1")
    assert (found.state, found.due_at) == ("not_started", instant("10 10:00"))
    assert found.started_at is None
    assert found.needs == ("plan",)
    assert found.clauses == ("K1", "K2")


def test_whether_a_case_has_ended_may_depend_on_what_is_unknown() -> None:
    # A small matter ends by silence on the 11th at 10:00 UTC, a big one does not.
    opens = event("10 10:00Z", "customer", "opens", via="mail")
    before = decide("silence", "11 09:59Z", opens)
    after = decide("silence", "11 10:00Z", opens)
    assert before.case_state == "open"
    assert before.next_change_at == instant("11 10:00Z")
    assert (after.case_state, after.closed_at) == ("indeterminate", None)
    note = next(each for each in after.notes if each.code == "end_unknown")
    assert note.arguments == {"needs": ["big"]}
    assert obligation(after, "fix#1").state == "indeterminate"
    assert '"case_state": "indeterminate"' in after.to_json()
    assert "cannot be told" in after.explain()


def test_holidays_of_a_far_year_are_missing_and_said_to_be() -> None:
    opens = event("2150-03-10 10:00", "customer", "opens", via="mail")
    writes = event("2150-03-10 10:00", "customer", "writes", via="mail")
    found = obligation(decide("nights", "2150-03-10 10:00", opens, writes), "letter#1")
    assert found.state == "indeterminate"
    assert found.needs == ("holidays of PL in 2150",)


def test_so_much_is_unknown_that_not_all_is_tried_and_nothing_is_guessed() -> None:
    names = [f"f{number}" for number in range(12)]
    facts = "\n".join(f'fact {n} "Fact {n}": yes or no' for n in names)
    all_yes = " and ".join(f"{n} is yes" for n in names)
    any_no = " or ".join(f"{n} is no" for n in names)
    policy = slapolicy.loads(f"""agreement much "Much" {{
      supplied by acme "Acme" to customer "Customer"
      source terms "terms.txt" in en
    }}
    role desk "Desk" of acme
    channel mail "Mail"
    {facts}
    clause K1 "Severities" from terms "1" {{
      severity s1 "One" level 1 when {all_yes}
      severity s2 "Two" level 2 when {any_no}
    }}
    clause K2 "Answer" from terms "2" {{
      clock answer "Answer" {{
        starts when customer opens
        met when desk replies
        pauses while f1 is no
      }}
      promise answer for s1 within 1 hour 24x7
      promise answer for s2 within 2 hours 24x7
    }}
    clause K3 "News" from terms "3" {{
      clock news "News" {{ starts when customer opens  met when desk updates }}
      promise news for s1 within 1 hour 24x7
      promise news for s2 within 2 hours 24x7
    }}
    """)
    opens = event("10 10:00", "customer", "opens", via="mail")
    case = policy.case({"id": "1", "events": [opens]})
    decision = policy.evaluate(case, at=instant("10 10:30"))
    assert decision.severity.state == "indeterminate"
    assert obligation(decision, "answer#1").state == "indeterminate"
    news = obligation(decision, "news#1")
    assert news.due == "indeterminate"
    assert news.earliest_due_at == instant("10 11:00")
    assert news.due_at is None


# What may not fail


@pytest.mark.parametrize(
    "ending", ["desk calls during office", "desk calls outside office"]
)
def test_hours_that_are_not_known_make_an_end_unsure_and_no_error(ending: str) -> None:
    policy = slapolicy.loads(f"""agreement unsure "Unsure" {{
      supplied by acme "Acme" to customer "Customer"
      source terms "terms.txt" in en
    }}
    role desk "Desk" of acme
    channel mail "Mail"
    parameter desk_zone "Zone of the desk": zone
    calendar office "Office" {{ zone desk_zone  open Mon-Fri 09:00-17:00 }}
    clause K1 "Answer" from terms "1" {{
      clock answer "Answer" {{ starts when customer opens  met when desk replies }}
      promise answer within 1 hour 24x7
      duty watch of acme "watch" until {ending}
      intake {{ step 1: {ending} }}
    }}
    clause K2 "End" from terms "2" {{ resolved when {ending} }}
    """)
    opens = event("10 10:00", "customer", "opens", via="mail")
    calls = event("10 10:30", "desk", "calls")
    case = policy.case({"id": "1", "events": [opens, calls]})
    sure = policy.evaluate(case, at=instant("10 10:29"))
    assert (sure.case_state, obligation(sure, "answer#1").state) == ("open", "running")
    unsure = policy.evaluate(case, at=instant("10 10:30"))
    assert unsure.case_state == "indeterminate"
    assert obligation(unsure, "answer#1").needs == ("desk_zone",)
    assert unsure.duties[0].needs == ("desk_zone",)
    assert unsure.intake[0].needs == ("desk_zone",)
    unsure.to_json()
    unsure.explain()
