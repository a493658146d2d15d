"""What is found before any case arrives is proved by a case that is decided so.

`python tests/proved_findings.py` looks at more random policies, and at all mutants.
"""

import itertools
from functools import cache
from pathlib import Path
from random import Random

import pytest

import wrong_rules
from claims import CLAIMS
from corpus_reader import KINDS, all_chunks
from mutants import mutants
from planted_rules import path_of, source
from proved import NO_CASE, found_in, is_whole, problems, wrong
from reference.policies import random_policy
from slapolicy import api
from slapolicy.codes import CODES

ROOT = Path(__file__).parents[2]
KINDS_OF_ANALYSIS = ("SLA43", "SLA44", "SLA45", "SLA46", "SLA47", "SLA50")
RANDOM = 12
MUTANTS = 30


def test_each_code_of_the_analysis_has_a_case_or_a_reason_for_none() -> None:
    codes = {code for code in CODES if code.startswith(KINDS_OF_ANALYSIS)}
    assert {*CLAIMS} | {*NO_CASE} == codes
    assert {*CLAIMS} & {*NO_CASE} == set()


@cache
def corpus() -> dict[str, str]:
    codes = {code for kind in KINDS.values() for code in kind}
    assert codes
    return {
        chunk.name: chunk.text
        for chunk in all_chunks()
        if chunk.kinds and chunk.kinds[0][:5] in (*KINDS_OF_ANALYSIS, "SLA5")
    }


@pytest.mark.parametrize("name", corpus())
def test_in_the_corpus(name: str) -> None:
    assert problems(corpus()[name]) == []


@pytest.mark.parametrize("name", wrong_rules.CONTRACTS)
def test_in_the_four_contracts(name: str) -> None:
    assert problems(source(name)) == []


@pytest.mark.parametrize("seed", range(RANDOM))
def test_in_random_policies(seed: int) -> None:
    _, text = random_policy(Random(seed))
    assert problems(text) == []


@pytest.mark.parametrize("stem", [wrong_rules.M, wrong_rules.V])
def test_in_contracts_that_lack_something(stem: str) -> None:
    """Each lacks a rule, a condition, a trigger or hours; a few of them are taken."""
    policy = api.load(path_of(stem))
    every = [(name, each) for name, each in mutants(policy) if is_whole(each)]
    some = itertools.islice(every, 0, None, max(1, len(every) // MUTANTS))
    wrongs = {
        f"{name}: {finding} {problem}"
        for name, mutant in some
        for finding in found_in(mutant)
        if (problem := wrong(mutant, finding)) is not None
    }
    assert wrongs == set()
