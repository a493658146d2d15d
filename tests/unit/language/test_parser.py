"""What is read of a text: its tree, its places, its findings; nothing is raised."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slapolicy.language import syntax
from slapolicy.language.parser import Parsed, parse
from slapolicy.language.walker import walk
from slapolicy.source import Source

FIXTURE = Path(__file__).parent / "fixtures" / "extras.sla"
TEXT = FIXTURE.read_text("utf-8")
POLICIES = sorted((Path(__file__).parents[3] / "policies").glob("*.sla*"))
OPENING = 'agreement a "A" {\n}\n'


def read(text: str) -> Parsed:
    """Read a text under some name."""
    return parse(Source("some.sla", text))


def statement(text: str) -> syntax.Statement:
    """Give the one statement of a clause."""
    parsed = read(f'{OPENING}clause A1 "One" {{\n{text}\n}}\n')
    assert parsed.findings == ()
    (clause,) = parsed.tree.declarations
    assert isinstance(clause, syntax.Clause)
    (made,) = clause.statements
    return made


def test_a_file_with_every_form_is_read_without_a_finding() -> None:
    assert read(TEXT).findings == ()


@pytest.mark.parametrize("path", POLICIES, ids=[path.stem for path in POLICIES])
def test_the_contracts_are_read_without_a_finding(path: Path) -> None:
    assert parse(Source(path.name, path.read_text("utf-8"))).findings == ()


def test_a_promise_has_its_clock_its_severities_its_limit_and_its_hours() -> None:
    made = statement("promise callback for s1, s2 within 15 minutes 24x7 despite M1")
    assert isinstance(made, syntax.Promise)
    assert made.clock.text == "callback"
    assert [name.text for name in made.severities] == ["s1", "s2"]
    assert isinstance(made.limit, syntax.Within)
    assert isinstance(made.limit.hours, syntax.Always)
    assert isinstance(made.limit.amount, syntax.Duration)
    assert made.limit.amount.amount.whole == 15
    assert made.limit.amount.unit.text == "minutes"
    assert [clause.text for clause in made.despite] == ["M1"]
    assert made.condition is None


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("1 second 24x7", "seconds"),
        ("1 minute 24x7", "minutes"),
        ("2 hours 24x7", "hours"),
        ("1 business  day during h", "business days"),
        ("2 calendar\ndays in UTC", "calendar days"),
    ],
)
def test_a_unit_is_the_same_in_the_singular_and_over_two_lines(
    written: str, unit: str
) -> None:
    made = statement(f"aim c within {written}")
    assert isinstance(made, syntax.Aim)
    assert isinstance(made.limit, syntax.Within)
    assert isinstance(made.limit.amount, syntax.Duration)
    assert made.limit.amount.unit.text == unit


def test_the_place_of_a_node_is_the_text_it_was_read_from() -> None:
    for node in walk(read(TEXT).tree):
        if isinstance(node, syntax.Name):
            assert node.span.text == node.text
        if isinstance(node, syntax.ClauseId):
            assert node.span.text == node.text
        if isinstance(node, syntax.Text):
            assert node.span.text == f'"{node.text}"'


def test_two_texts_that_differ_in_layout_give_equal_trees() -> None:
    spread = "\n".join(f"\t{line} # and so on" for line in TEXT.split("\n"))
    assert read(spread).tree == read(TEXT).tree


def test_a_policy_in_markdown_is_read_from_its_fences_in_its_places() -> None:
    text = (
        "# Contract “A”\n\n```sla\n" + OPENING + "```\n\nWe have one plan:\n\n"
        "```sla\nplan gold\n```\n\n```python\nplan = 1\n```\n"
    )
    parsed = parse(Source("contract.sla.md", text))
    assert [finding.code for finding in parsed.findings] == ["SLA029"]
    assert parsed.findings[0].span is not None
    assert parsed.findings[0].span.place == (11, 6)


def test_comments_are_given_with_their_places() -> None:
    text = f'# first\n{OPENING}plan a "not # a comment" # last'
    assert [span.text for span in read(text).comments] == ["# first", "# last"]


def test_what_is_good_is_kept_beside_what_is_not() -> None:
    text = f'{OPENING}plan gold "Gold"\nplan silver\nplan bronze "Bronze"\n'
    parsed = read(text)
    assert [finding.code for finding in parsed.findings] == ["SLA029"]
    names = [plan.name.text for plan in parsed.tree.declarations]  # type: ignore[union-attr]
    assert names == ["gold", "bronze"]


def test_several_mistakes_give_a_finding_each() -> None:
    text = f"""{OPENING}
clause A1 "One" from terms "1" {{
  grant onboarding and training
  promise callback within 15 min 24x7
  calendar h "Hours" {{
    zone CET
    open Mon-Fri 9-17
  }}
  clock c "Clock" {{
    starts when
    met when desk replies
  }}
}}
plan Gold "Gold"
"""
    codes = [finding.code for finding in read(text).findings]
    assert codes == ["SLA028", "SLA013", "SLA023", "SLA016", "SLA002", "SLA011"]


def test_a_finding_points_into_the_text_and_says_what_to_write() -> None:
    text = f'{OPENING}clause A1 "One" {{\n  promise c within 4 hours\n}}\n'
    (finding,) = read(text).findings
    assert finding.span is not None
    assert finding.span.place == (4, 22)
    assert finding.hint == "write `24x7`, or `during` and the name of a calendar"


def test_a_finding_never_speaks_as_the_parser_does() -> None:
    for cut in range(0, len(TEXT), 997):
        for finding in read(TEXT[:cut] + TEXT[cut + 7 :]).findings:
            said = f"{finding.message} {finding.hint or ''}"
            assert not any(word in said for word in ("__", "Token", "LBRACE", "None"))
            assert len(said) <= 500


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_no_text_raises(text: str) -> None:
    parsed = read(text)
    assert parsed.findings or parsed.tree.opening is not None


WORDS = ['"', "{", "}", "(", "|", "\n", "a", "A1", "9", "#", "–"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from([*TEXT.split()[:400], *WORDS]), max_size=60),
    st.integers(0, len(TEXT)),
)
def test_no_words_of_the_language_raise(words: list[str], cut: int) -> None:
    parsed = read(TEXT[:cut] + " ".join(words))
    assert parsed.findings or parsed.tree.opening is not None
