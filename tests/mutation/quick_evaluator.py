"""Quick tests for mutants of the evaluator: what is dull is worked out only once.

The tests are those of `laws/`, on a few cases of many policies.
"""

from random import Random

import pytest

import agreement_cases
import clock_agreement
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
from mutation.grids import keep_grids
from reference import policies
from rule_laws import RULE_LAWS

POLICIES, CASES, CLOCKS = range(60), 8, range(12)
LAWS = [*DECISION_LAWS, *RULE_LAWS]

keep_grids()
for _seed in POLICIES:  # they are kept: to read them takes longer than to ask them
    slapolicy.loads(policies.random_policy(Random(_seed))[1], name=f"seed-{_seed}.sla")
for _seed in CLOCKS:
    clock_agreement.check_clocks(_seed, rounds=0)
for _path in PATHS:
    load(_path)
for _number in range(RANDOM_POLICIES):
    random_policy(_number)


@pytest.mark.parametrize("seed", POLICIES)
def test_the_evaluator_agrees_with_the_reference(seed: int) -> None:
    assert agreement_cases.check(seed, CASES)["cases"] >= 0


@pytest.mark.parametrize("seed", CLOCKS)
def test_a_clock_agrees_with_the_oracle(seed: int) -> None:
    assert clock_agreement.check_clocks(seed, rounds=25) > 0


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law: Law, seed: int) -> None:
    once(law.__name__, lambda draw: law(some_policy(draw), draw), seed)
