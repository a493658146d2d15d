"""Each rule of the four contracts is told by a scenario: without it, one fails."""

from pathlib import Path

import pytest

import slapolicy
from mutants import mutants
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario import Scenario
from slapolicy.contract.scenario_runner import run

POLICIES = sorted((Path(__file__).parents[2] / "policies").glob("*.sla*"))
CONTRACTS = [path for path in POLICIES if path.stem != "support"]


def survives(policy: Policy, lacking: str) -> bool:
    """Whether every scenario still holds; an answer that cannot be given does not.

    Those that cite the clause of what is lacking are asked first: most fail at once.
    """

    def cites(scenario: Scenario) -> bool:
        cited = {
            c for each in scenario.checks for e in each.expectations for c in e.clauses
        }
        return any(f" {clause} " in f"{lacking} ".replace(":", " ") for clause in cited)

    likely_first = sorted(policy.scenarios, key=lambda each: not cites(each))
    try:
        return all(run(policy, scenario).passed for scenario in likely_first)
    except (KeyError, StopIteration, ValueError):
        return False


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_contract_without_one_of_its_rules_fails_one_of_its_scenarios(
    path: Path,
) -> None:
    policy = slapolicy.load(path)
    found = list(mutants(policy))
    assert len(found) > 30
    assert [name for name, mutant in found if survives(mutant, name)] == []
