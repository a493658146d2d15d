"""The schema of a policy's cases and the reader call the same cases good and bad.

Good and broken cases of the four contracts, and of the policies that use all the rest.
What only the reader can see is listed, here and on the page about cases.
"""

import json
import os
import re
from functools import cache
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import contracts
from broken_cases import broken, names_of
from random_cases import random_case
from slapolicy import api
from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader import read_text
from slapolicy.contract.case_schema import case_schema
from slapolicy.contract.policy import Policy

ROOT = contracts.FOLDER.parent
PATHS = {
    **contracts.PATHS,
    **{path.stem: path for path in (ROOT / "tests/fixtures").glob("extras*.sla")},
}
CASES = int(os.environ.get("SLAPOLICY_SCHEMA_CASES", "120"))
ONLY_THE_READER = {
    "SLA603": "the key .* stands here twice",
    "SLA610": r"`-?\d+\.0+` is a number, not a whole number",
    "SLA621": "is a date that does not exist|is not a region whose holidays are known",
    "SLA622": "",
    "SLA624": "",
    "SLA626": "",
    "SLA632": "holds no date that exists|is outside the years",
    "SLA641": "",
    "SLA642": "",
}
"""What no schema says: by code the messages, all of them where nothing stands."""


def is_for_the_reader(code: str, message: str) -> bool:
    """Whether only the reader can find something."""
    return code in ONLY_THE_READER and bool(re.search(ONLY_THE_READER[code], message))


@cache
def known(name: str) -> tuple[Policy, Draft202012Validator, list[str]]:
    """Give a policy, the schema of its cases, and its names."""
    policy = api.load(PATHS[name])
    return policy, Draft202012Validator(case_schema(policy)), names_of(policy)


def errors_of(policy: Policy, case: Any) -> list[tuple[str, str]]:
    """Give code and message of each error that the reader finds."""
    try:
        read_text(policy, json.dumps(case))
    except CaseError as refused:
        errors = [each for each in refused.findings if each.is_error]
        assert [each for each in errors if not each.hint] == [], (
            "each says what to write"
        )
        return [(each.code, each.message) for each in errors]
    return []


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_case_that_is_read_is_good_by_the_schema(name: str) -> None:
    policy, schema, _ = known(name)
    for seed in range(CASES):
        case = random_case(Random(f"{name} {seed}"), policy)
        assert errors_of(policy, case) == []
        assert [each.message for each in schema.iter_errors(case)] == [], seed


@pytest.mark.parametrize("name", sorted(PATHS))
def test_the_schema_and_the_reader_refuse_the_same_broken_cases(name: str) -> None:
    policy, schema, names = known(name)
    verdicts = []
    for seed in range(CASES):
        draw = Random(f"{name} broken {seed}")
        case = broken(draw, random_case(draw, policy), names)
        found = errors_of(policy, case)
        verdicts.append(bool(found))
        if schema.is_valid(case):
            assert [each for each in found if not is_for_the_reader(*each)] == [], seed
        else:
            assert found, (seed, next(schema.iter_errors(case)).message)
    assert 0.02 < verdicts.count(False) / len(verdicts) < 0.9


def test_the_page_about_cases_lists_what_only_the_reader_sees() -> None:
    page = (ROOT / "docs/reference/case.md").read_text(encoding="utf-8")
    _, _, told = page.partition("## What no schema says")
    assert set(re.findall(r"SLA6\d\d", told)) >= set(ONLY_THE_READER)
