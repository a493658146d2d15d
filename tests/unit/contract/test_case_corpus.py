"""Every bad input that the trust plan lists, read as `expected.json` says."""

import json
from pathlib import Path
from typing import Any

import pytest

import handmade
from plain_words import assert_plain
from slapolicy.contract.case import Case, CaseError
from slapolicy.contract.case_reader import Ids, read_file, read_mapping, read_text
from slapolicy.finding import Finding

CORPUS = Path(__file__).parents[2] / "corpus" / "case"
EXPECTED = json.loads((CORPUS / "expected.json").read_text("utf-8"))
POLICY = handmade.policy()


PLAN = {
    "R": (1, 2, 3, 4, 6, 7, 14, 16, 26, 27, 29, 30, 32, 36, 52),
    "I": (11, 18, 19, 20, 21, 23, 35, 37, 48, 49, 50, 53),
    "W": (9, 15, 24, 30, 33, 38, 40, 41, 42, 44, 45, 46),
    "A": (3, 10, 13),
}
"""The rows of the plan about cases: refused, indeterminate, warned of, accepted.

`I` is refused strictly; leniently what cannot be read is unknown. Two rows are twofold.
"""


def texts(name: str) -> list[bytes]:
    """Give the cases of a file: one, or one a line, or the one that a recipe makes."""
    data = (CORPUS / name).read_bytes()
    if name.endswith(".recipe"):
        recipe = json.loads(data)
        middle = recipe["repeat"] * recipe["times"]
        return [f"{recipe['before']}{middle}{recipe['after']}".encode()]
    return data.splitlines() if name.endswith(".jsonl") else [data]


def outcome(text: bytes, *, lenient: bool = False) -> tuple[str, tuple[Finding, ...]]:
    """Give whether a case is read, and the findings about it."""
    try:
        return "accept", read_text(POLICY, text, lenient=lenient).findings
    except CaseError as refused:
        return "refuse", refused.findings


@pytest.mark.parametrize("name", EXPECTED)
def test_a_row_of_the_corpus_has_its_outcome_and_its_findings(name: str) -> None:
    row, ids = EXPECTED[name], Ids()
    said: list[Finding] = []
    for number, text in enumerate(texts(name), 1):
        found, findings = outcome(text)
        said += findings
        assert found == row["outcome"]
        if name.endswith(".jsonl"):
            ids.add(number, json.loads(text)["id"], text)
    listed = sorted([each.code, each.path] for each in (*said, *ids.findings()))
    assert listed == sorted(row["findings"])


@pytest.mark.parametrize("name", [n for n, row in EXPECTED.items() if "lenient" in row])
def test_lenient_lets_pass_what_can_become_unknown_and_no_more(name: str) -> None:
    row = EXPECTED[name]
    for text in texts(name):
        found, findings = outcome(text, lenient=True)
        assert found == row["lenient"]
        codes = {each.code for each in findings}
        assert codes == {code for code, _ in row["findings"]}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_said_of_a_row_is_short_and_plain(name: str) -> None:
    for text in texts(name):
        for finding in outcome(text)[1]:
            assert_plain(finding)
            assert len(str(finding)) <= 500
            assert str(finding).isprintable()


def is_as_planned(name: str) -> bool:
    """Whether a file has an outcome that the plan gives its row."""
    row, number = EXPECTED[name], int(name[1:3])
    refused = row["outcome"] == "refuse"
    letters = {
        "R": refused,
        "I": refused and row.get("lenient") == "accept",
        "W": not refused and bool(row["findings"]),
        "A": not refused,
    }
    return any(fits and number in PLAN[letter] for letter, fits in letters.items())


def test_every_row_of_the_plan_has_a_file_and_its_outcome_or_a_reason() -> None:
    rows = {name for name in EXPECTED if name.startswith("C")}
    planned = {number for numbers in PLAN.values() for number in numbers}
    assert {int(name[1:3]) for name in rows} == planned
    assert [
        n for n in rows if not is_as_planned(n) and "differs" not in EXPECTED[n]
    ] == []


def test_every_file_of_the_corpus_is_expected() -> None:
    files = {path.name for path in CORPUS.iterdir()} - {"expected.json"}
    assert files == set(EXPECTED)


def test_a_file_is_read_as_its_text_is() -> None:
    case = read_file(POLICY, CORPUS / "C03a.bin")
    assert isinstance(case, Case)
    assert case == read_text(POLICY, (CORPUS / "C03a.bin").read_bytes())


@pytest.mark.parametrize("value", [None, [], "x", 42, 1.5, object()])
def test_a_mapping_that_is_none_is_refused(value: Any) -> None:
    with pytest.raises(CaseError) as refused:
        read_mapping(POLICY, value)
    assert refused.value.findings[0].code == "SLA610"
