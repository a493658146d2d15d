"""Quick tests for mutants of the evaluator: what is dull is worked out only once.

The tests are those of `laws/`, on a few cases of many policies.
"""

from random import Random
from typing import Any

import pytest

import agreement_cases
import clock_agreement
import oracle
import slapolicy
from decision_laws import (
    DECISION_LAWS,
    PATHS,
    RANDOM_POLICIES,
    Law,
    load,
    random_policy,
    some_policy,
)
from lawful import once
from reference import cases, evaluator, policies
from reference.hours import OutOfWindow
from reference.story import TooManyWorlds
from rule_laws import RULE_LAWS

POLICIES, CASES, CLOCKS = range(60), range(6), range(12)
LAWS = [*DECISION_LAWS, *RULE_LAWS]
Answered = tuple[Any, Any, int, dict[str, Any]]
_plain_grid = oracle.Grid
_grids: dict[str, oracle.Grid] = {}


def _grid(calendar: dict[str, Any], start: int, end: int) -> oracle.Grid:
    """Give a grid, made once: no change to the engine changes it."""
    key = f"{calendar} {start} {end}"
    if key not in _grids:
        _grids[key] = _plain_grid(calendar, start, end)
    return _grids[key]


def _answers(seed: int) -> list[Answered]:
    """Give cases of a random policy, with what the reference says of each."""
    plain, text = policies.random_policy(Random(seed))
    policy = slapolicy.loads(text, name=f"seed-{seed}.sla")
    found: list[Answered] = []
    for number in CASES:
        draw = Random(f"{seed}-{number}")
        try:
            case = cases.random_case(draw, plain)
            events = [each["at"] for each in case["events"]]
            read = policy.case(cases.as_json(case))
            for at in {max(events), draw.choice(events) + draw.choice(cases.STEPS)}:
                expected = evaluator.evaluate(plain, case, at)
                found.append((policy, read, at, expected))
        except (OutOfWindow, TooManyWorlds):
            continue
    return found


setattr(oracle, "Grid", _grid)  # noqa: B010  # a class stood there
ANSWERS = {seed: _answers(seed) for seed in POLICIES}
for _seed in CLOCKS:
    clock_agreement.check_clocks(_seed, rounds=0)
for _path in PATHS:
    load(_path)
for _number in range(RANDOM_POLICIES):
    random_policy(_number)


@pytest.mark.parametrize("seed", POLICIES)
def test_the_evaluator_agrees_with_the_reference(seed: int) -> None:
    for policy, case, at, expected in ANSWERS[seed]:
        found = agreement_cases._found(policy, case, at, expected["next_change_at"])
        assert list(agreement_cases.differences(expected, found)) == []


@pytest.mark.parametrize("seed", CLOCKS)
def test_a_clock_agrees_with_the_oracle(seed: int) -> None:
    assert clock_agreement.check_clocks(seed, rounds=25) > 0


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law: Law, seed: int) -> None:
    once(law.__name__, lambda draw: law(some_policy(draw), draw), seed)
