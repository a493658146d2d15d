"""Quick tests for mutants of the evaluator: what is dull is worked out only once.

The tests are those of `laws/`, on a few cases of many policies; histories, told before;
and the decisions of the conformance kit.
"""

import json
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

import pytest

import agreement_cases
import clock_agreement
import conformance
import history_agreement
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
from mutation.answers import keep_answers
from mutation.grids import keep_grids
from rule_laws import RULE_LAWS
from slapolicy.contract import remembering

POLICIES, CASES, CLOCKS, HISTORIES = range(100), 8, range(12), range(60)
LAWS = [*DECISION_LAWS, *RULE_LAWS]

keep_grids()
for _seed in POLICIES:  # they are kept: to read them takes longer than to ask them
    slapolicy.loads(keep_answers(_seed, CASES), name=f"seed-{_seed}.sla")
for _seed in CLOCKS:
    clock_agreement.check_clocks(_seed, rounds=0)
for _path in PATHS:
    load(_path)
for _number in range(RANDOM_POLICIES):
    random_policy(_number)
setattr(remembering._Held, "is_worth_cutting", True)  # noqa: B010  # at each event
TOLD = {
    seed: [
        (told, history_agreement.whole(told))
        for told in (
            *history_agreement.aimed(seed),
            *history_agreement.at_hand(seed),
            *(history_agreement.drawn(seed) if seed % 2 else ()),
        )
    ]
    for seed in HISTORIES
}


def _runner() -> ModuleType:
    spec = spec_from_file_location("conformance_runner", conformance.KIT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _kit() -> dict[str, Any]:
    """Give each policy of the kit with its decisions by its name."""
    return {
        f"{path.stem} {each['name']}": each
        for path in sorted((conformance.KIT / "decisions").glob("*.json"))
        for each in json.loads(path.read_text("utf-8"))["policies"]
    }


RUNNER, KIT = _runner(), _kit()
READ = {key: RUNNER.load(each["text"], each["name"], {}) for key, each in KIT.items()}


@pytest.mark.parametrize("key", KIT)
def test_the_engine_gives_every_answer_of_the_kit(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RUNNER, "load", lambda *_: READ[key])
    rows = list(RUNNER.decisions({"policies": [KIT[key]]}))
    assert rows
    assert [row for row in rows if row[1] != row[2]] == []


@pytest.mark.parametrize("seed", POLICIES)
def test_the_evaluator_agrees_with_the_reference(seed: int) -> None:
    assert agreement_cases.check(seed, CASES)["cases"] >= 0


@pytest.mark.parametrize("seed", CLOCKS)
def test_a_clock_agrees_with_the_oracle(seed: int) -> None:
    assert clock_agreement.check_clocks(seed, rounds=25) > 0


@pytest.mark.parametrize("seed", HISTORIES)
def test_a_history_that_forgets_says_what_was_told(seed: int) -> None:
    for told, expected in TOLD[seed]:
        assert history_agreement.compared(told, expected) >= 0


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law: Law, seed: int) -> None:
    once(law.__name__, lambda draw: law(some_policy(draw), draw), seed)
