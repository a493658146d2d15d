"""What is laid out how: for each rule of the layout, a text before and after."""

import re
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from slapolicy.language import parser
from slapolicy.language.formatter import forms, reformat
from slapolicy.language.formatter.writer import COLUMNS
from slapolicy.source import Source
from unit.language.test_grammar import MADE

FIXTURES = Path(__file__).parent / "fixtures"
OPENING = 'agreement a "A" {\n}\n\n'


def texts(name: str) -> list[ParameterSet]:
    """Give the texts of a file, each under its title."""
    made = (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").split("---\n")
    split = [each.partition("\n") for each in made]
    return [pytest.param(text, id=title) for title, _, text in split]


def pairs(name: str) -> list[ParameterSet]:
    """Give the texts of a file, each as it was written and as it should be."""
    return [
        pytest.param(*str(each.values[0]).split("=>\n"), id=each.id)
        for each in texts(name)
    ]


def laid_out(text: str, name: str = "policy.sla") -> str:
    """Give a text laid out, which must be possible."""
    made = reformat(Source(name, text))
    assert made.findings == ()
    assert made.text is not None
    return made.text


def declaration(text: str) -> str:
    """Give declarations laid out, below the opening of an agreement."""
    made = laid_out(OPENING + text)
    assert made.startswith(OPENING)
    return made.removeprefix(OPENING)


@pytest.mark.parametrize(("written", "expected"), pairs("layouts"))
def test_blanks_lines_and_tables(written: str, expected: str) -> None:
    assert declaration(written) == expected
    assert declaration(expected) == expected


@pytest.mark.parametrize("text", texts("sentences"))
def test_a_sentence_that_does_not_fit_goes_on_further_in(text: str) -> None:
    block = 'clause A1 "One" {\n'
    block += "".join(f"  {line}\n" for line in text.splitlines())
    text = f"{block}}}\n"
    assert max(map(len, text.splitlines())) <= COLUMNS
    assert declaration(text) == text
    assert declaration(re.sub(r"\n +", "\n", text)) == text


def test_places_have_a_line_each_once_there_are_two() -> None:
    one = 'clause A1 "One" from terms "1" on gold {\n  exclude x\n}\n'
    two = one.replace(
        ' from terms "1" on', '\n    from terms "1"\n    from de "2"\n    on'
    )
    assert declaration(one.replace(" from", "\nfrom")) == one
    assert declaration(two.replace("\n    ", " ")) == two


@pytest.mark.parametrize("text", texts("comments"))
def test_a_comment_stays_where_it_stands(text: str) -> None:
    assert declaration(text) == text


def test_blank_lines_are_one_at_a_time_and_none_at_the_ends_of_a_block() -> None:
    text = """plan a "A"


plan b "B"
clause A1 "One" {

  exclude x


  exclude y

}
clause A2 "Two" {
  exclude z
}
# about the third
clause A3 "Three" {
  exclude z
}


"""
    assert (
        declaration(text)
        == """plan a "A"

plan b "B"

clause A1 "One" {
  exclude x

  exclude y
}

clause A2 "Two" {
  exclude z
}

# about the third
clause A3 "Three" {
  exclude z
}
"""
    )


def test_a_table_that_would_be_too_wide_to_read_is_not_aligned() -> None:
    long = f'"{"x" * 990}"'
    text = (
        f'scenarios "S" {{\n| a | b | c |\n| {long}\n| - | - |\n| - |\n{long} | - |\n'
    )
    text = f"{text}| - | - | {long} |\n}}\n"
    made = declaration(text)
    assert max(map(len, made.splitlines())) < 1_100
    assert declaration(made) == made


def test_every_name_in_the_table_of_the_layout_is_one_of_the_grammar() -> None:
    ties = {rule for each in forms.TOGETHER.values() for rule in each}
    named = {
        *(*forms.STYLES, *forms.SUFFIXES, *forms.BEFORE, *forms.AFTER, *forms.TIGHT),
        *(*forms.MARK_FIRST, *forms.ROWS, *forms.INLINE, *forms.LOOSE, *forms.APART),
        *(*forms.TOGETHER, *ties),
    }
    assert named - {*MADE, "clause_of_places", "detail"} == set()
    kinds = {*_words(forms.BEFORE), *_words(forms.AFTER)}
    known = {*parser.reserved_words(), "string", "comma", "colon", "vbar"}
    assert {kind.lower() for kind in kinds} - known == set()


def _words(table: dict[str, frozenset[str]]) -> set[str]:
    return {word for words in table.values() for word in words}
