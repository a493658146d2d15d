"""What possibilities share, and what each stretch of the unknown adds to them.

The policies are `stretches` and `silence` of `fixtures/meaning`, in UTC. Each value was
worked out by hand from DESIGN §3 and `docs/decisions`.
"""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import slapolicy
from slapolicy import Decision, Policy

MEANING = Path(__file__).parents[2] / "fixtures" / "meaning"


@cache
def load(name: str) -> Policy:
    return slapolicy.load(MEANING / f"{name}.sla")


def instant(text: str) -> datetime:
    """Give `10 14:00` of March 2025 in UTC."""
    day, time = text.split(" ")
    return datetime.fromisoformat(f"2025-03-{day}T{time}:00+00:00")


def event(at: str, verb: str, by: str = "customer", **more: Any) -> dict[str, Any]:
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def becomes(at: str, **facts: Any) -> dict[str, Any]:
    return event(at, "changes", "desk", facts=facts)


def decide(
    name: str, at: str, *events: dict[str, Any], **facts: Any
) -> tuple[Decision, dict[str, Any]]:
    """Decide a case, and give its obligations by their names, too."""
    policy = load(name)
    case = policy.case({"id": "1", "facts": facts, "events": list(events)})
    decision = policy.evaluate(case, at=instant(at))
    return decision, {each.id: each for each in decision.obligations}


OPENS = event("10 10:00", "opens", via="mail")


def test_each_stretch_in_which_a_fact_is_unknown_may_have_a_value_of_its_own() -> None:
    # Held at first, it stands still until 11:00. From 11:30 on, held gives 1 hour.
    _, owed = decide(
        "stretches", "10 11:40", OPENS,
        becomes("10 11:00", held=False, urgent=False),
        becomes("10 11:30", held=None),
        urgent=True,
    )  # fmt: skip
    look = owed["look#1"]
    assert (look.state, look.due, look.needs) == (
        "indeterminate", "indeterminate", ("held",),
    )  # fmt: skip
    assert look.earliest_due_at == instant("10 11:00")  # not held, and then held
    assert look.latest_due_at == instant("10 15:00")  # held, and then not


def test_a_stretch_that_goes_on_keeps_one_value() -> None:
    _, owed = decide(
        "stretches", "10 11:40", OPENS, becomes("10 11:00", urgent=False), urgent=True
    )
    look = owed["look#1"]
    assert look.state == "running"
    assert look.earliest_due_at == instant("10 12:00")  # held: still for one hour
    assert look.latest_due_at == instant("10 14:00")  # not held


def test_a_due_that_all_possibilities_share_is_told_though_they_broke_it_apart() -> (
    None
):
    # Small and urgent from 12:00 on, or big all along: due at 11:00 in both.
    _, owed = decide(
        "stretches", "10 12:30", OPENS,
        becomes("10 10:30", trouble=None),
        becomes("10 11:30", trouble="small", urgent=False),
        becomes("10 12:00", urgent=True),
        trouble="none", urgent=False,
    )  # fmt: skip
    work = owed["work#1"]
    assert (work.state, work.due, work.due_at) == (
        "breached",
        "at",
        instant("10 11:00"),
    )
    assert work.breached_at is None
    assert work.needs == ("trouble",)


def test_fulfilled_while_a_condition_keeps_it_still_it_has_no_due() -> None:
    _, owed = decide(
        "stretches", "10 10:00", OPENS, event("10 10:00", "replies", "desk"),
        trouble="big", held=True, urgent=False,
    )  # fmt: skip
    assert (owed["answer#1"].state, owed["answer#1"].due) == ("met", "paused")


def test_a_wait_that_begins_as_it_is_fulfilled_comes_too_late() -> None:
    _, owed = decide(
        "stretches", "10 10:00", OPENS, event("10 10:00", "replies", "desk"),
        trouble="big", held=False, urgent=False,
    )  # fmt: skip
    answer = owed["answer#1"]
    assert (answer.state, answer.due_at) == ("met", instant("10 11:00"))


def test_a_case_that_ended_in_every_possibility_has_ended_whenever_it_was() -> None:
    # Small: 8 hours without a word are over on Tuesday at 10:00. Big: closed at 12:00.
    closes = event("11 12:00", "closes", "desk")
    decision, _ = decide("silence", "11 13:00", OPENS, closes)
    assert (decision.case_state, decision.closed_at) == ("resolved", None)
    notes = {note.code: note.arguments for note in decision.notes}
    assert notes["end_unknown"] == {"needs": ["big"]}
    before, _ = decide("silence", "11 11:00", OPENS, closes)
    assert before.case_state == "indeterminate"


def test_an_instant_at_which_all_possibilities_broke_it_is_told_without_their_due() -> (
    None
):
    # Held for an hour or not at all; a limit comes at 16:00, when its due was past.
    _, owed = decide(
        "stretches", "10 16:30", OPENS,
        becomes("10 11:00", held=False), becomes("10 16:00", trouble="big"),
        trouble="none", urgent=False,
    )  # fmt: skip
    answer = owed["answer#1"]
    assert (answer.state, answer.due) == ("breached", "indeterminate")
    assert answer.earliest_due_at == instant("10 11:00")
    assert answer.latest_due_at == instant("10 12:00")
    assert answer.breached_at == instant("10 16:00")


def test_two_severities_conflict_also_where_nothing_else_is_agreed() -> None:
    policy = slapolicy.loads(
        'agreement small "Small" {\n'
        '  supplied by acme "Acme" to customer "Customer"\n'
        '  source terms "terms.txt" in en\n}\n'
        'fact wide "It is wide": yes or no\nfact deep "It is deep": yes or no\n'
        'clause C1 "Severities" from terms "1" {\n'
        '  severity s1 "Wide" level 1 when wide is yes\n'
        '  severity s2 "Deep" level 2 when deep is yes\n}\n'
    )
    for events in ([OPENS | {"via": None}], []):
        facts = {"wide": True, "deep": True}
        case = policy.case({"id": "1", "facts": facts, "events": events})
        severity = policy.evaluate(case, at=instant("10 11:00")).severity
        assert (severity.state, severity.possible) == ("conflict", ("s1", "s2"))


def test_what_lasts_from_the_end_of_this_second_on_is_expected_to_have_lasted() -> None:
    # A second without attempts is silent: from 10:00:01 on; five minutes at 10:05:01.
    policy = slapolicy.loads(
        'agreement small "Small" {\n'
        '  supplied by acme "Acme" to customer "Customer"\n'
        '  source terms "terms.txt" in en\n}\n'
        'attempt ping "Ping": answered or lost\n'
        'indicator silent "Silent" {\n'
        "  each second when ping attempted, all end in (lost)\n"
        "  a second without attempts counts as unavailable\n}\n"
        'clause C1 "Severities" from terms "1" {\n'
        '  severity s1 "Long" level 1 when silent has lasted at least 5 minutes\n}\n'
    )
    at = instant("10 10:00")
    case = policy.case(
        {
            "id": "1",
            "events": [OPENS | {"via": None}],
            "attempts": [{"at": at.isoformat(), "of": "ping", "end": "answered"}],
        }
    )
    for seconds in (0, 1, 300):
        decision = policy.evaluate(case, at=at + timedelta(seconds=seconds))
        assert decision.severity.state == "none"
        assert decision.next_change_at == at + timedelta(seconds=301)


def test_too_many_stretches_to_be_tried_are_needed_and_no_conflict() -> None:
    flips = [
        becomes(f"10 10:{minute:02}", held=None if minute % 2 == 0 else False)
        for minute in range(1, 25)
    ]
    decision, owed = decide("stretches", "10 11:40", OPENS, *flips, urgent=True)
    assert {note.code for note in decision.notes} == {"too_many_unknowns"}
    assert (owed["look#1"].state, "held" in owed["look#1"].needs) == (
        "indeterminate", True,
    )  # fmt: skip


def test_what_is_said_and_taken_back_in_one_instant_changes_nothing() -> None:
    flicker = [becomes("10 11:00", held=False), becomes("10 11:00", held=None)]
    with_it, _ = decide("stretches", "10 14:30", OPENS, *flicker, urgent=True)
    without, _ = decide("stretches", "10 14:30", OPENS, urgent=True)
    assert with_it.obligations == without.obligations
    assert with_it.next_change_at == without.next_change_at


def test_what_lapses_in_an_instant_is_not_restarted_by_it() -> None:
    # Calls come before the lapse in the list, but starts come after it in the order.
    _, owed = decide(
        "stretches", "10 10:30", OPENS,
        event("10 10:30", "calls", via="mail"),
        event("10 10:30", "cancels"),
        trouble="big",
    )  # fmt: skip
    visit = owed["visit#1"]
    assert visit.state == "lapsed"
    assert visit.started_at == instant("10 10:00")
