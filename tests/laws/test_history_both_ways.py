"""A history that forgets what is settled says what one says that forgets nothing.

Here a case is cut after each event, as far as that can be done without a doubt.
"""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

import pytest

import slapolicy
from house.tree import ROOT
from random_cases import random_case, some_events
from reference import cases, policies
from reference.hours import OutOfWindow
from slapolicy import Case, CaseError, Policy
from slapolicy.contract import remembering
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.history import changes, plain_steps
from slapolicy.worktime import DAY, HOUR

PATHS = (*ROOT.glob("policies/bird*.sla"), *ROOT.glob("tests/fixtures/meaning/*.sla"))
POLICIES = [slapolicy.load(path) for path in sorted(PATHS)]
LATER = (0, HOUR, 5 * DAY)


@pytest.fixture(autouse=True)
def cut_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_AT_FIRST", 0)


def random_told(seed: int) -> Iterator[tuple[Policy, Case]]:
    """Give cases of the policies at hand, some with many events."""
    draw = Random(seed)
    policy = POLICIES[seed % len(POLICIES)]
    try:
        told: dict[str, Any] = random_case(draw, policy)
        last = datetime.fromisoformat(told["events"][-1]["at"])
        more = some_events(draw, policy, last, draw.choice((0, 25)))
        yield policy, policy.case({**told, "events": [*told["events"], *more]})
    except (CaseError, IndexError):
        return  # not a case, or one of a policy without clocks or facts


def drawn(seed: int) -> Iterator[tuple[Policy, Case]]:
    """Give cases of a policy that is drawn, too."""
    plain, text = policies.random_policy(Random(seed), alarms=True, wide=seed % 3 == 0)
    policy = slapolicy.loads(text)
    for number in range(4):
        try:
            told = cases.random_case(Random(f"{seed}-{number}"), plain)
            yield policy, policy.case(cases.as_json(told))
        except OutOfWindow:
            continue


def compared(policy: Policy, case: Case, draw: Random) -> int:
    """Compare both histories, and give how many changes they tell."""
    until = max(event.at for event in case.events) + draw.choice(LATER)
    if not remembering.is_certain(policy, case):
        return 0
    try:
        shortly = changes(remembering.steps(policy, case, until))
    except remembering.Uncertain:
        return 0
    assert shortly == changes(plain_steps(policy, case, until))
    return len(shortly)


@pytest.mark.parametrize("first", range(0, 300, 30))
def test_a_case_of_a_policy_at_hand_has_one_history(first: int) -> None:
    seeds = range(first, first + 30)
    told = [(each, Random(seed)) for seed in seeds for each in random_told(seed)]
    assert sum(compared(*each, draw) for each, draw in told) > 30


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_a_case_of_a_drawn_policy_has_one_history(first: int) -> None:
    seeds = range(first, first + 10)
    told = [(each, Random(seed)) for seed in seeds for each in drawn(seed)]
    assert sum(compared(*each, draw) for each, draw in told) > 30


def test_the_cases_are_cut_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cuts: list[bool] = []
    cut = remembering._Held.cut

    def counted(held: remembering._Held, now: Situation) -> bool:
        cuts.append(cut(held, now))
        return cuts[-1]

    monkeypatch.setattr(remembering._Held, "cut", counted)
    for seed in range(60):
        for policy, case in random_told(seed):
            compared(policy, case, Random(seed))
    assert sum(cuts) > 30
