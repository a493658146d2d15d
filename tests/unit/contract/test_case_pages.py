"""The pages about cases: what they show as wrong is, what they advise is right."""

import json
import re
from io import BytesIO

import pytest

import handmade
from house.tree import PAGES
from slapolicy.codes import CODES
from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader import Ids, read_text
from slapolicy.finding import Finding
from slapolicy.tools.case_files.reading import Reading, rows

POLICY = handmade.policy()
ABOUT_CASES = sorted(each for each in CODES if each.startswith("SLA6"))
TOLD_IN_WORDS = {"SLA601", "SLA602", "SLA604", "SLA605"}
OF_A_BATCH = {"SLA606", "SLA607"}
"""What is found when many cases are read, each on a line of its own."""
OF_ROWS = {"SLA608"}
"""What is found about the rows of a table."""


def shown_under(code: str, heading: str) -> list[str]:
    """Give the cases that a page shows under a heading."""
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    part = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    language = "text" if code in OF_ROWS else "json"
    return re.findall(rf"```{language}\n(.*?)```", part, re.DOTALL)


def codes_of(code: str, example: str) -> set[str]:
    """Give the codes of all findings about what the page of a code shows."""
    if code in OF_ROWS:
        found = about_rows(example)
    else:
        found = about_a_batch(example) if code in OF_A_BATCH else about(example)
    return {each.code for each in found}


def about(text: str) -> tuple[Finding, ...]:
    """Give all findings about a case."""
    try:
        return read_text(POLICY, text).findings
    except CaseError as refused:
        return refused.findings


def about_a_batch(text: str) -> tuple[Finding, ...]:
    """Give all findings about cases, one a line, and about their ids together."""
    found: list[Finding] = []
    ids = Ids()
    for number, line in enumerate(text.splitlines(), start=1):
        found += about(line)
        ids.add(number, str(json.loads(line)["id"]), line.encode())
    return (*found, *ids.findings())


def about_rows(text: str) -> tuple[Finding, ...]:
    """Give all findings about the rows of a table."""
    reading = Reading((POLICY,), "csv", False, ",", lambda _: None)
    found: list[Finding] = []
    for row in rows(reading, BytesIO(text.encode())):
        try:
            found += row.read(POLICY, lenient=False).findings
        except CaseError as refused:
            found += refused.findings
    return tuple(found)


@pytest.mark.parametrize("code", [c for c in ABOUT_CASES if c not in TOLD_IN_WORDS])
def test_what_you_wrote_gives_the_finding(code: str) -> None:
    examples = shown_under(code, "What you wrote")
    assert examples
    for example in examples:
        assert code in codes_of(code, example)


@pytest.mark.parametrize("code", ABOUT_CASES)
def test_what_to_write_gives_no_finding(code: str) -> None:
    examples = shown_under(code, "What to write")
    assert examples
    for example in examples:
        assert codes_of(code, example) == set()
