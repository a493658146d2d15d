"""Every bad case of the trust plan against every policy of it that loads.

No exception, little time and memory, plain words: whatever meets whatever. And no row
that states something unreadable gets an answer as if it had stated it (N15).
"""

import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

import handmade
import slapolicy
from plain_words import assert_plain
from slapolicy import CaseError, Policy
from slapolicy.contract.case_reader import read_text
from work import HANGS, seconds

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "corpus" / "case"
POLICIES = ROOT / "tests" / "corpus" / "policy"
EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (CASES / "expected.json").read_text("utf-8")
)
LOADED = sorted(
    name
    for name, row in json.loads((POLICIES / "expected.json").read_text("utf-8"))[
        "files"
    ].items()
    if row["outcome"] != "reject"
)
REAL = sorted(p.name for p in (ROOT / "policies").glob("*.sla*") if p.stem != "support")
SMALL = 100_000
AT = datetime(2025, 3, 11, 12, tzinfo=UTC)
MEBIBYTE = 1024 * 1024


@cache
def texts() -> tuple[tuple[str, bytes], ...]:
    """Give every case of the corpus that is no larger than cases are."""
    found = []
    for name in sorted(EXPECTED):
        data = (CASES / name).read_bytes()
        if name.endswith(".recipe"):
            recipe = json.loads(data)
            if len(recipe["repeat"]) * recipe["times"] > SMALL:
                continue
            middle = recipe["repeat"] * recipe["times"]
            data = f"{recipe['before']}{middle}{recipe['after']}".encode()
        lines = data.splitlines() if name.endswith(".jsonl") else [data]
        found += [(name, line) for line in lines]
    return tuple(found)


@cache
def policy_of(name: str) -> Policy:
    """Load a policy by its file name."""
    folder = ROOT / "policies" if name in REAL else POLICIES
    return slapolicy.load(folder / name)


def read_and_decide(policy: Policy, data: bytes, *, lenient: bool) -> None:
    """Read a case; if it is one, decide it now and later, and tell it."""
    try:
        case = read_text(policy, data, lenient=lenient)
    except CaseError as refused:
        findings = refused.findings
    else:
        findings = case.findings
        for at in (AT, AT + timedelta(days=400))[: 1 + lenient]:
            decision = policy.evaluate(case, at=at)
            assert json.loads(decision.to_json())["case"] == case.id
            assert decision.explain()
    for each in findings:
        assert_plain(each)
        assert each.path is not None


@pytest.mark.parametrize("name", [*LOADED, *REAL])
def test_every_case_meets_every_policy_that_loads(name: str) -> None:
    policy = policy_of(name)
    for row, data in texts():
        for lenient in (False, True):
            once = partial(read_and_decide, policy, data, lenient=lenient)
            assert seconds(once) < HANGS, row


def test_reading_half_of_the_corpus_takes_little_memory() -> None:
    policy = policy_of(REAL[0])
    read_and_decide(policy, texts()[0][1], lenient=True)
    tracemalloc.start()
    try:
        for _, data in texts()[::2]:
            read_and_decide(policy, data, lenient=True)
        for path in sorted(POLICIES.glob("*.sla"))[::2]:
            slapolicy.check(path.read_bytes())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 128 * MEBIBYTE


UNREADABLE = [
    name
    for name, row in EXPECTED.items()
    if row.get("lenient") == "accept" and name != "X14.recipe"
]


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_unknown_and_never_a_value(name: str) -> None:
    """N15: leniently it is absent, and what rests on it is not decided."""
    policy = handmade.policy()
    for row, data in texts():
        if row != name:
            continue
        case = read_text(policy, data, lenient=True)
        wrong = [each.path for each in case.findings if each.is_error]
        assert wrong
        held = {
            *(f"$.facts.{each}" for each in case.facts),
            *(f"$.parameters.{each}" for each in case.parameters),
            *(f"$.used.{each}" for each in case.used),
            *(["$.severity"] if case.severity else []),
        }
        assert not held & set(wrong)
        if "$.facts.load" in wrong:
            severity = policy.evaluate(case, at=AT).severity
            assert severity.state == "indeterminate"
            assert "load" in severity.needs
