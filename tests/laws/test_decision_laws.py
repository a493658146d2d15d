"""Laws of decisions, on random cases of the four contracts and of a wider policy.

Each law stands in DESIGN §3 ("Order", "next_change_at", "Facts", "End").
"""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

import slapolicy
from random_cases import instants, random_case
from slapolicy import Decision, Policy
from slapolicy.contract.evaluator.evaluator import essence

ROOT = Path(__file__).parents[2]
PATHS = [
    *sorted(p for p in (ROOT / "policies").glob("*.sla") if p.stem != "support"),
    ROOT / "tests" / "fixtures" / "extras.sla",
]
MICROSECOND = timedelta(microseconds=1)
SEEDS = range(12)


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
def policy(request: pytest.FixtureRequest) -> Policy:
    return slapolicy.load(request.param)


def told(policy: Policy, seed: int) -> tuple[dict[str, Any], list[datetime]]:
    draw = Random(f"{policy.agreement.name} {seed}")
    case = random_case(draw, policy)
    return case, instants(draw, case)


def decide(policy: Policy, case: dict[str, Any], at: datetime) -> Decision:
    return policy.evaluate(policy.case(case, lenient=True), at=at)


def heard_until(case: dict[str, Any], at: datetime) -> dict[str, Any]:
    events = [e for e in case["events"] if datetime.fromisoformat(e["at"]) <= at]
    return {**case, "events": events}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_decision_does_not_change_before_its_next_change_and_does_at_it(
    policy: Policy, seed: int
) -> None:
    case, times = told(policy, seed)
    for at in times:
        heard = heard_until(case, at)
        decision = decide(policy, heard, at)
        change = decision.next_change_at
        before = essence(decision)
        draw = Random(seed)
        end = change if change is not None else at + timedelta(days=40)
        for _ in range(4):
            later = at + (end - at) * draw.random()
            if later < end:
                assert essence(decide(policy, heard, later)) == before, later
        if change is not None:
            assert change > at
            assert essence(decide(policy, heard, change - MICROSECOND)) == before
            assert essence(decide(policy, heard, change)) != before


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_in_which_events_of_different_instants_come_in_means_nothing(
    policy: Policy, seed: int
) -> None:
    case, times = told(policy, seed)
    groups: dict[str, list[Any]] = {}
    for event in case["events"]:
        groups.setdefault(event["at"], []).append(event)
    mixed = list(groups.values())
    Random(seed).shuffle(mixed)
    shuffled = {**case, "events": [event for group in mixed for event in group]}
    for at in times:
        assert decide(policy, shuffled, at) == decide(policy, case, at)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_event_told_twice_counts_once(policy: Policy, seed: int) -> None:
    case, times = told(policy, seed)
    twice = {**case, "events": [*case["events"], *case["events"]]}
    for at in times:
        assert decide(policy, twice, at) == decide(policy, case, at)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_happens_later_is_not_known(policy: Policy, seed: int) -> None:
    case, times = told(policy, seed)
    for at in times:
        assert decide(policy, heard_until(case, at), at) == decide(policy, case, at)


@pytest.mark.parametrize("seed", SEEDS)
def test_met_and_breached_are_final(policy: Policy, seed: int) -> None:
    case, _ = told(policy, seed)
    last = datetime.fromisoformat(case["events"][-1]["at"])
    first = datetime.fromisoformat(case["events"][0]["at"])
    final: dict[str, tuple[str, datetime | None]] = {}
    for share in range(13):
        at = first + (last - first + timedelta(days=1)) * share / 12
        for each in decide(policy, case, at).obligations:
            if each.id in final:
                assert (each.state, each.due_at) == final[each.id]
            elif each.state in ("met", "breached"):
                final[each.id] = each.state, each.due_at


@pytest.mark.parametrize("seed", SEEDS)
def test_changing_a_fact_to_what_it_is_changes_nothing(
    policy: Policy, seed: int
) -> None:
    case, times = told(policy, seed)
    if not case["facts"]:
        return
    name, value = next(iter(case["facts"].items()))
    opened = case["events"][0]
    same = {
        "at": opened["at"],
        "type": "changes",
        "by": opened["by"],
        "facts": {name: value},
    }
    more = {**case, "events": [case["events"][0], same, *case["events"][1:]]}
    for at in times:
        assert essence(decide(policy, more, at)) == essence(decide(policy, case, at))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fact_known_at_the_opening_might_have_been_known_before(
    policy: Policy, seed: int
) -> None:
    case, times = told(policy, seed)
    facts = {k: v for k, v in case["facts"].items() if k not in policy.indicators}
    stated = {k: v for k, v in case["facts"].items() if k in policy.indicators}
    opened = case["events"][0]
    change = {"at": opened["at"], "type": "changes", "by": opened["by"], "facts": facts}
    born = {**case, "facts": stated, "events": [change, *case["events"]]}
    for at in times:
        if facts and at >= datetime.fromisoformat(opened["at"]):
            found = essence(decide(policy, born, at))
            assert found == essence(decide(policy, case, at))


@pytest.mark.parametrize("seed", SEEDS)
def test_notes_and_automatic_messages_match_nothing(policy: Policy, seed: int) -> None:
    case, times = told(policy, seed)
    opened = datetime.fromisoformat(case["events"][0]["at"])
    customer = policy.agreement.customer.name
    extra = [
        {
            "at": (opened + timedelta(minutes=m)).isoformat(),
            "type": kind,
            "by": by,
            **more,
        }
        for m, kind, by, more in (
            (1, "notes", policy.agreement.supplier.name, {}),
            (2, "writes", customer, {"automatic": True}),
            (3, "replies", policy.agreement.supplier.name, {"automatic": True}),
        )
    ]
    noisy = {**case, "events": [*case["events"], *extra]}
    for at in times:
        assert essence(decide(policy, noisy, at)) == essence(decide(policy, case, at))


@pytest.mark.parametrize("seed", SEEDS)
def test_more_knowledge_never_turns_an_answer_round(policy: Policy, seed: int) -> None:
    """What is told of an unknown severity stays true once it is known."""
    case, times = told(policy, seed)
    if len(case["facts"]) < 2:
        return
    name = Random(seed).choice(list(case["facts"]))
    less = {**case, "facts": {k: v for k, v in case["facts"].items() if k != name}}
    for at in times:
        unsure, sure = decide(policy, less, at), decide(policy, case, at)
        if unsure.severity.state in ("decided", "none"):
            assert unsure.severity.name == sure.severity.name
        elif sure.severity.state != "indeterminate":
            assert set(sure.severity.possible) <= set(unsure.severity.possible)
        known = {each.id: each for each in sure.obligations}
        for each in unsure.obligations:
            if each.due == "at" and each.id in known:
                assert (each.state, each.due_at) == (
                    known[each.id].state,
                    known[each.id].due_at,
                )


def test_a_decision_is_the_same_value_each_time(policy: Policy) -> None:
    case, times = told(policy, 1)
    first, second = decide(policy, case, times[0]), decide(policy, case, times[0])
    assert first == second
    assert evolve(first) == second
    assert first.to_json() == second.to_json()
