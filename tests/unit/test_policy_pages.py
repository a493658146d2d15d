"""The pages about policies: what they show as wrong is, what they advise is right."""

import re

import pytest

from corpus_reader import OPENING, WORDS, characters
from house.tree import PAGES
from slapolicy import api
from slapolicy.codes import CODES

ABOUT_POLICIES = sorted(each for each in CODES if each[3] in "012345" or each[3] == "7")
TOLD_IN_WORDS = {
    "SLA030": "a file is bytes, and a page is text",
    "SLA040": "the file would be too large for a page",
    "SLA041": "so would the line",
    "SLA042": "and the text",
    "SLA122": "and the hundred mistakes",
    "SLA408": "the chain is cut short",
    "SLA435": "the guests are, too",
}
WHOLE = ("agreement", "vocabulary")


def shown_under(code: str, heading: str) -> list[str]:
    """Give the policies, or the parts of them, that a page shows under a heading."""
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    part = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```sla\n(.*?)```", part, re.DOTALL)


def codes_of(code: str, example: str) -> set[str]:
    """Give the codes of all findings about what a page shows, remarks among them."""
    text = characters(example)
    if not text.startswith(WHOLE) and code not in ("SLA101", "SLA102"):
        text = OPENING + text
    found = api.check(
        f"{text}\n",
        name="corpus.sla",
        loader=lambda name: (WORDS / name).read_bytes(),
        infos=True,
    )
    return {each.code for each in found}


@pytest.mark.parametrize("code", [c for c in ABOUT_POLICIES if c not in TOLD_IN_WORDS])
def test_what_you_wrote_gives_the_finding(code: str) -> None:
    examples = shown_under(code, "What you wrote")
    assert examples
    for example in examples:
        assert code in codes_of(code, example)


@pytest.mark.parametrize("code", ABOUT_POLICIES)
def test_what_to_write_is_right_but_for_names_that_stand_elsewhere(code: str) -> None:
    examples = shown_under(code, "What to write")
    assert examples
    for example in examples:
        found = codes_of(code, example)
        assert code not in found
        errors = {each for each in found if CODES[each].level == "error"}
        assert {each for each in errors if not each.startswith("SLA2")} == set()
