"""The pages about cases: what they show as wrong is, what they advise is right."""

import re

import pytest

import handmade
from house.tree import PAGES
from slapolicy.codes import CODES
from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader import read_text

POLICY = handmade.policy()
ABOUT_CASES = sorted(each for each in CODES if each.startswith("SLA6"))
TOLD_IN_WORDS = {"SLA601", "SLA602", "SLA604", "SLA605"}


def shown_under(code: str, heading: str) -> list[str]:
    """Give the cases that a page shows under a heading."""
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    part = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```json\n(.*?)```", part, re.DOTALL)


def codes_of(text: str) -> set[str]:
    """Give the codes of all findings about a case."""
    try:
        return {each.code for each in read_text(POLICY, text).findings}
    except CaseError as refused:
        return {each.code for each in refused.findings}


@pytest.mark.parametrize("code", [c for c in ABOUT_CASES if c not in TOLD_IN_WORDS])
def test_what_you_wrote_gives_the_finding(code: str) -> None:
    examples = shown_under(code, "What you wrote")
    assert examples
    for example in examples:
        assert code in codes_of(example)


@pytest.mark.parametrize("code", ABOUT_CASES)
def test_what_to_write_gives_no_finding(code: str) -> None:
    examples = shown_under(code, "What to write")
    assert examples
    for example in examples:
        assert codes_of(example) == set()
