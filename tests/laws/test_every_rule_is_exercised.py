"""Each rule of the four contracts is told by a scenario: without it, one fails."""

from pathlib import Path

import pytest

import slapolicy
from mutants import mutants
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario_runner import run

POLICIES = sorted((Path(__file__).parents[2] / "policies").glob("*.sla"))
CONTRACTS = [path for path in POLICIES if path.stem != "support"]


def survives(policy: Policy) -> bool:
    """Whether every scenario still holds; an answer that cannot be given does not."""
    try:
        return all(run(policy, scenario).passed for scenario in policy.scenarios)
    except (KeyError, StopIteration, ValueError):
        return False


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_contract_without_one_of_its_rules_fails_one_of_its_scenarios(
    path: Path,
) -> None:
    policy = slapolicy.load(path)
    found = list(mutants(policy))
    assert len(found) > 30
    assert [name for name, mutant in found if survives(mutant)] == []
