"""Every code has a page, an example that gives it, and a near miss that does not."""

import json
import re
from pathlib import Path

from corpus_reader import all_chunks
from house.tree import PAGES, ROOT
from slapolicy.codes import CODES

CORPUS = ROOT / "tests" / "corpus"


def test_codes_stand_in_the_order_of_their_numbers() -> None:
    assert list(CODES) == sorted(CODES)
    assert [each for each in CODES if not re.fullmatch(r"SLA[0-79]\d\d", each)] == []


def test_every_page_has_a_code_and_every_code_a_page() -> None:
    assert {each.stem for each in PAGES.iterdir()} == set(CODES)


def test_a_page_says_what_was_written_what_it_means_and_what_to_write() -> None:
    odd = [path.name for path in PAGES.iterdir() if not is_well_formed(path)]
    assert odd == []


def is_well_formed(path: Path) -> bool:
    """Whether a page has its title, its first words and its three headings."""
    lines = path.read_text(encoding="utf-8").splitlines()
    headings = [each for each in lines if each.startswith("## ")]
    return (
        lines[0] == f"# {path.stem}: {CODES[path.stem].title}"
        and bool(lines[2].strip())
        and headings == ["## What you wrote", "## What it means", "## What to write"]
        and all(len(each) <= 120 for each in lines)
    )


def test_every_code_about_a_policy_has_a_chunk_and_a_near_miss() -> None:
    about_policies = {each for each in CODES if each[3] in "012345"}
    given = {code for chunk in all_chunks() for _, code in chunk.expected}
    missed = {chunk.near_miss for chunk in all_chunks()}
    assert about_policies - given == set()
    assert about_policies - missed == set()


def test_every_code_about_a_case_has_an_entry_in_the_corpus() -> None:
    given = {
        code
        for folder in ("case", "rows")
        for each in json.loads((CORPUS / folder / "expected.json").read_text()).values()
        for code, *_ in each["findings"]
    }
    about_cases = {each for each in CODES if each.startswith("SLA6")}
    assert about_cases - given == set()


def test_titles_are_short_and_like_a_heading() -> None:
    odd = [
        code.number
        for code in CODES.values()
        if code.title[0].isupper() or code.title.endswith(".") or len(code.title) > 60
    ]
    assert odd == []
