"""What findings and their pages say, they say as one reads it aloud to a lawyer.

Every finding that the corpus gives is looked at, and the prose of every page.
"""

import re
from collections.abc import Iterator

import pytest

import corpus_reader
import handmade
from house.tree import PAGES
from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader import read_text
from slapolicy.finding import Finding

OF_THE_WORKSHOP = """
token tokens parse parses parsed parser parsing ast lexer syntax grammar tree node
none null nil nan traceback stack assert boolean bool string strings integer
int float tuple dict malformed identifier regex utf16 whitespace newline eof
"""
BLAMING = """
invalid illegal forgot failed forbidden fatal abort bad stupid obviously simply
sorry oops error errors must
"""
NOT_SAID = {*OF_THE_WORKSHOP.split(), *BLAMING.split()}
ABOUT_JSON = {"string", "null", "nan"}
"""What a case is made of, and who writes one knows it."""


def said(text: str) -> set[str]:
    """Give the words of a text, but for what is quoted from a policy or a case."""
    return set(re.findall(r"[a-z0-9]+", re.sub(r"`[^`]*`", "", text).lower()))


def about_policies() -> Iterator[Finding]:
    """Give every finding about the policies of the corpus."""
    for chunk in corpus_reader.all_chunks():
        yield from corpus_reader.check(chunk.text)


def about_cases() -> Iterator[Finding]:
    """Give every finding about the cases of the corpus."""
    policy = handmade.policy()
    for path in sorted((corpus_reader.CORPUS / "case").glob("*.json")):
        if path.name != "expected.json":
            try:
                yield from read_text(policy, path.read_bytes()).findings
            except CaseError as refused:
                yield from refused.findings


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    """Give every finding, each once by what it says."""
    every = [*about_policies(), *about_cases()]
    return list({(each.code, each.message, each.hint): each for each in every}.values())


def test_there_is_much_to_look_at(findings: list[Finding]) -> None:
    assert len({each.code for each in findings}) > 190
    assert len(findings) > 350


def test_a_finding_is_a_sentence_that_begins_small_and_ends_without_a_stop(
    findings: list[Finding],
) -> None:
    odd = [
        each
        for each in findings
        for text in (each.message, each.hint or "hint")
        if re.match(r"[A-Z](?![A-Z])", text) or text[-1] in ".!;," or "\n" in text
    ]
    assert odd == []


def test_a_finding_says_nothing_of_the_workshop_and_blames_nobody(
    findings: list[Finding],
) -> None:
    odd = []
    for each in findings:
        words = said(f"{each.message} {each.hint}") & NOT_SAID - {"none"}
        if words - (ABOUT_JSON if each.code[3] == "6" else set()):
            odd.append((each.code, words, each.message, each.hint))
    assert odd == []


def test_an_error_says_what_to_write_instead(findings: list[Finding]) -> None:
    assert [each for each in findings if each.is_error and not each.hint] == []


@pytest.mark.parametrize("code", sorted(each.stem for each in PAGES.iterdir()))
def test_a_page_says_nothing_of_the_workshop_and_blames_nobody(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    allowed = {"none", "must", "error", "errors"} | (
        ABOUT_JSON if code[3] in "67" else set()
    )
    assert said(prose) & NOT_SAID - allowed == set()


def test_the_words_are_looked_for_in_the_sentences_alone() -> None:
    assert said("the `parser` fails: [Syntax] error") == {
        *("the", "fails", "syntax", "error")
    }
