"""The example of a policy's cases is read, decided, and states all that is asked."""

from datetime import datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import contracts
from slapolicy import api
from slapolicy.contract.case_schema import case_schema
from slapolicy.contract.example_case import example_case
from slapolicy.contract.policy import Policy

TESTS = Path(__file__).parents[2]
POLICIES = {
    path.name: path
    for path in (
        *contracts.PATHS.values(),
        *sorted(TESTS.glob("fixtures/**/*.sla")),
        *sorted(TESTS.glob("corpus/policy/*.sla")),
    )
}


def loaded(name: str) -> Policy:
    """Give a policy, or skip the test of one that is broken on purpose."""
    policy = api.examine(POLICIES[name]).policy
    if policy is None:
        assert name.startswith("P"), "only the corpus holds broken policies"
        return api.load(contracts.PATHS["liveagent-vip-support"])
    return policy


@pytest.mark.parametrize("name", POLICIES)
def test_it_is_read_and_decided_and_is_good_by_the_schema(name: str) -> None:
    policy = loaded(name)
    made = example_case(policy)
    case = policy.case(made)
    assert case.findings == ()
    at = datetime.fromisoformat(made["events"][-1]["at"])
    assert policy.evaluate(case, at).to_json()
    schema = Draft202012Validator(case_schema(policy))
    assert [each.message for each in schema.iter_errors(made)] == []


@pytest.mark.parametrize("stem", contracts.PATHS)
def test_of_a_contract_it_states_everything_and_keeps_a_promise(stem: str) -> None:
    policy = api.load(contracts.PATHS[stem])
    made = example_case(policy)
    assert made.get("facts", {}).keys() >= policy.facts.keys()
    assert None not in made["facts"].values()
    assert made.get("parameters", {}).keys() == policy.parameters.keys()
    assert ("plan" in made) == bool(policy.plans)
    decision = policy.evaluate(
        policy.case(made), datetime.fromisoformat(made["events"][-1]["at"])
    )
    assert "met" in {each.state for each in decision.obligations}
    assert {each.needs for each in decision.obligations} == {()}


def test_it_is_the_same_each_time() -> None:
    policy = api.load(contracts.PATHS["bird-email-enterprise"])
    assert example_case(policy) == example_case(policy)
