"""The history of a case: what changed when, each change once and under a stable id."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import slapolicy
from random_cases import random_case
from slapolicy.contract.decision import AlertDecision, Obligation
from slapolicy.contract.history import Change, decisions
from slapolicy.worktime import from_datetime, parse_instant, to_iso
from work import lines_run

ROOT = Path(__file__).parents[3]
LIVEAGENT = slapolicy.load(ROOT / "policies" / "liveagent-vip-support.sla")
BIRD = slapolicy.load(ROOT / "policies" / "bird-email-enterprise.sla")
CRITICAL = {"subject": "outage", "halts_business": True, "workaround_exists": False}


def event(at: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"at": at + ":00+01:00", "type": kind, **more}


def changes(
    policy: slapolicy.Policy, until: str, facts: dict[str, Any], *events: dict[str, Any]
) -> tuple[Change, ...]:
    plan: dict[str, Any] = {"plan": "enterprise", "parameters": {
        "persistent_after": "PT5M"}}  # fmt: skip
    if policy is LIVEAGENT:
        plan = {"plan": "all_inclusive", "addons": ["vip"]}
    case = policy.case({"id": "1", **plan, "facts": facts, "events": list(events)})
    return policy.history(case, datetime.fromisoformat(until + ":00+01:00"))


def of(found: tuple[Change, ...], name: str) -> list[tuple[str, str]]:
    """Give the kinds of an obligation's changes, with the hour in Madrid."""
    return [
        (to_iso(from_datetime(each.at), "Europe/Madrid")[5:16], each.kind)
        for each in found
        if each.of == name
    ]


def test_a_promise_begins_and_is_broken_at_its_due_instant() -> None:
    found = changes(LIVEAGENT, "2025-03-10T12:00", CRITICAL,
        event("2025-03-07T16:30", "opens", by="customer", via="dedicated_chat"),
        event("2025-03-10T10:00", "replies", by="dedicated_agent"))  # fmt: skip
    assert of(found, "first_response#1") == [
        ("03-07T16:30", "started"),
        ("03-10T09:30", "breached"),
        ("03-10T10:00", "fulfilled_late"),
    ]


def test_what_comes_at_the_weekend_has_its_due_at_once_and_starts_on_monday() -> None:
    found = changes(LIVEAGENT, "2025-03-10T09:30", CRITICAL,
        event("2025-03-08T12:00", "opens", by="customer", via="dedicated_chat"),
        event("2025-03-10T09:15", "replies", by="dedicated_agent"))  # fmt: skip
    assert of(found, "first_response#1") == [
        ("03-08T12:00", "due_set"),
        ("03-10T09:00", "started"),
        ("03-10T09:15", "met"),
    ]


def test_a_pause_is_begun_and_ended() -> None:
    facts = {"issue": "software_bug", "update_interval": "PT2H", "unavailable": True}
    found = changes(BIRD, "2025-02-01T16:10", facts,
        event("2025-02-01T10:00", "opens", by="customer", via="dashboard"),
        event("2025-02-01T11:10", "updates", by="support_agent"),
        event("2025-02-01T12:10", "waits", by="support_agent", **{"for": "customer"}),
        event("2025-02-01T15:10", "writes", by="customer"))  # fmt: skip
    assert of(found, "progress_update#2") == [
        ("02-01T11:10", "started"),
        ("02-01T12:10", "paused"),
        ("02-01T15:10", "resumed"),
        ("02-01T16:10", "breached"),
    ]


def test_what_lapsed_goes_on_when_the_case_is_reopened() -> None:
    facts = {"issue": "software_bug", "update_interval": "PT2H", "unavailable": True}
    found = changes(BIRD, "2025-02-01T14:30", facts,
        event("2025-02-01T10:10", "opens", by="customer", via="dashboard"),
        event("2025-02-01T11:10", "agrees", by="bird"),
        event("2025-02-01T11:10", "agrees", by="customer"),
        event("2025-02-01T14:10", "reopens", by="customer"))  # fmt: skip
    assert ("02-01T11:10", "lapsed") in of(found, "progress_update#1")
    assert of(found, "progress_update#1")[-1] == ("02-01T14:10", "reopened")


def test_a_change_of_severity_moves_the_due_instant() -> None:
    facts = {**CRITICAL, "subject": "partial_loss", "business_impact": True}
    found = changes(LIVEAGENT, "2025-03-10T11:00", facts,
        event("2025-03-10T10:00", "opens", by="customer", via="dedicated_chat"),
        event("2025-03-10T10:45", "changes", facts={"subject": "outage"}),
    )  # fmt: skip
    assert of(found, "first_response#1") == [
        ("03-10T10:00", "started"),
        ("03-10T10:45", "due_moved"),
        ("03-10T11:00", "breached"),
    ]
    assert ("03-10T10:45", "lapsed") in of(found, "aim of first_response#1")
    moved = next(each for each in found if each.kind == "due_moved")
    assert isinstance(moved.before, Obligation)
    assert isinstance(moved.after, Obligation)
    assert moved.before.due_at == datetime.fromisoformat("2025-03-12T17:00:00+01:00")
    assert moved.after.due_at == datetime.fromisoformat("2025-03-10T11:00:00+01:00")


def test_an_alert_is_pending_then_raised_or_void() -> None:
    facts = {"issue": "software_bug", "unavailable": True}
    opens = event("2025-02-01T10:00", "opens", by="customer", via="dashboard")
    calls = event("2025-02-01T10:10", "calls", by="customer", via="hotline")
    back = event("2025-02-01T10:15", "calls", by="support_agent")
    name = "warn:support_agent:80%:callback#1"
    raised = changes(BIRD, "2025-02-01T10:30", facts, opens, calls)
    assert of(raised, name) == [
        ("02-01T10:10", "alert_pending"),
        ("02-01T10:22", "alert_raised"),
    ]
    void = changes(BIRD, "2025-02-01T10:30", facts, opens, calls, back)
    assert of(void, name)[-1] == ("02-01T10:15", "alert_void")


def test_before_anything_happens_there_is_no_history() -> None:
    opens = event("2025-03-10T10:00", "opens", by="customer", via="dedicated_chat")
    assert changes(LIVEAGENT, "2025-03-10T09:59", CRITICAL, opens) == ()


@pytest.mark.parametrize("seed", range(25))
def test_ids_are_unique_and_a_shorter_history_begins_a_longer_one(seed: int) -> None:
    draw = Random(seed)
    policy = draw.choice((LIVEAGENT, BIRD))
    raw = random_case(draw, policy)
    try:
        case = policy.case(raw)
    except slapolicy.CaseError:
        return
    last = parse_instant(raw["events"][-1]["at"]).instant
    seen = list(decisions(policy, case, last))
    longer = policy.history(case, seen[-1].at)
    ids = [each.id for each in longer]
    assert len(ids) == len(set(ids))
    assert [each.at for each in longer] == sorted(each.at for each in longer)
    middle = seen[len(seen) // 2].at
    shorter = policy.history(case, middle)
    assert shorter == longer[: len(shorter)]
    assert all(each.at > middle for each in longer[len(shorter) :])


@pytest.mark.parametrize("seed", range(25))
def test_the_changes_lead_from_nothing_to_the_decision(seed: int) -> None:
    draw = Random(1000 + seed)
    policy = draw.choice((LIVEAGENT, BIRD))
    raw = random_case(draw, policy)
    try:
        case = policy.case(raw)
    except slapolicy.CaseError:
        return
    last = parse_instant(raw["events"][-1]["at"]).instant
    end = list(decisions(policy, case, last))[-1]
    known: dict[str, Obligation | AlertDecision] = {}
    for each in policy.history(case, end.at):
        if each.after is None:
            del known[each.of]
        else:
            known[each.of] = each.after
    wanted: dict[str, str] = {each.id: each.state for each in end.obligations}
    wanted |= {alert.id: alert.state for alert in end.alerts}
    assert {name: each.state for name, each in known.items()} == wanted


MESSAGES = slapolicy.loads(
    """
agreement desk "Desk" { supplied by acme "Acme" to customer "Customer" }
role agent "Agent" of acme
clause D1 "Replies" {
  clock first "First reply" { starts when customer opens  met when agent replies }
  clock reply "Next reply" {
    starts each time customer writes after agent replies unless already running
    met when agent replies
  }
  promise first within 4 hours 24x7
  promise reply within 8 hours 24x7
}
"""
)


def of_messages(count: int) -> Callable[[], object]:
    """Give what tells the history of a case of so many messages and replies."""
    acts = [("customer", "writes"), ("agent", "replies")] * (count // 2)
    acts[0] = ("customer", "opens")
    start = datetime(2025, 3, 10, tzinfo=UTC)
    events = [
        {"at": start + timedelta(hours=6 * number), "by": by, "type": type_}
        for number, (by, type_) in enumerate(acts)
    ]
    case = MESSAGES.case({"id": "long", "events": events})
    return lambda: MESSAGES.history(case, until=start + timedelta(hours=6 * count))


def test_twice_as_many_events_take_twice_as_long() -> None:
    of_messages(8)()  # what is reckoned once for all
    few, many = lines_run(of_messages(100)), lines_run(of_messages(200))
    assert many < 2.3 * few
