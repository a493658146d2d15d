"""The grammar has no conflicts, keeps words whole, and each rule makes something."""

import io
import logging
import re
from pathlib import Path

import attrs
import pytest
from lark import Lark, logger

from slapolicy.language import builder, parser, syntax
from slapolicy.language.failure import Failure
from slapolicy.language.grammar import building
from slapolicy.source import Source

GRAMMAR = Path(parser.__file__).with_name("slapolicy.lark").read_text("utf-8")
MADE = re.findall(r"^!?([a-z]+(?:_[a-z]+)*):", GRAMMAR, re.MULTILINE)


def test_the_grammar_has_no_conflict_and_no_two_terminals_that_fit_one_text() -> None:
    # Reduce/reduce conflicts raise; shift/reduce ones are only logged.
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        Lark(
            GRAMMAR,
            parser="lalr",
            start=list(building.STARTS),
            edit_terminals=building.keep_whole,
            debug=True,
            strict=True,
        )
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
    assert [line for line in log.getvalue().splitlines() if "onflict" in line] == []


@pytest.mark.parametrize("rule", sorted(set(MADE)))
def test_a_rule_is_a_class_a_part_words_or_a_known_list(rule: str) -> None:
    lists = {
        *("imports", "declarations", "places", "statements", "scenario_opening"),
        *("languages", "regions", "days", "spans", "dates", "calendar_block"),
        *("names", "ids", "values", "happening"),
    }
    assert (builder.kind_of(rule) == "list") is (rule in lists)


def test_every_class_of_the_tree_shows_its_sentence() -> None:
    classes = [
        item
        for item in vars(syntax).values()
        if isinstance(item, type) and issubclass(item, syntax.Node)
    ]
    bare = [item.__name__ for item in classes if "`" not in (item.__doc__ or "")]
    assert set(bare) <= {"Node", "Document"}
    assert all(attrs.has(item) for item in classes if item is not syntax.Node)


@pytest.mark.parametrize("word", sorted(parser.reserved_words() - {"24x7"}))
def test_no_word_of_the_language_may_be_a_name(word: str) -> None:
    text = f'agreement a "A" {{\n}}\nplan {word} "A plan"\n'
    codes = [finding.code for finding in parser.parse(Source("x", text)).findings]
    assert codes == ["SLA008"]


@pytest.mark.parametrize("word", sorted(parser.reserved_words() - {"24x7"}))
def test_a_name_may_begin_with_a_word_of_the_language(word: str) -> None:
    text = f'agreement a "A" {{\n}}\nplan {word}x "A"\nplan {word}_1 "A"\n'
    assert parser.parse(Source("x", text)).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "promise callback within15 minutes 24x7",
        "promise callback within 15minutes 24x7",
        "promise callbackwithin 15 minutes 24x7",
        "promise callback within 15 minutes24x7",
        "grantonboarding",
        "exclude a despiteM1",
    ],
)
def test_words_never_glue_to_their_neighbours(text: str) -> None:
    made = parser.read_piece(Source("x", text), text, 0, len(text), "statement")
    assert isinstance(made, Failure)


@pytest.mark.parametrize(
    ("pattern", "hostile"),
    [
        ("STRING", '"' + "a" * 1_000_000),
        ("ID", "A" * 1_000_000),
        ("ID", "A1" + ".1" * 500_000 + "!"),
        ("ZONE", "A" + "/a" * 500_000 + "!"),
        ("NUMBER", "1" * 1_000_000 + "x"),
        ("NAME", "a" * 1_000_000 + "A"),
    ],
)
def test_a_terminal_is_quick_on_hostile_text(pattern: str, hostile: str) -> None:
    found = re.search(rf"^{pattern}(?:\.\d)?:\s+/(.*)/$", GRAMMAR, re.MULTILINE)
    assert found is not None
    # A quadratic pattern would take hours here.
    re.compile(found[1].replace("\\/", "/")).match(hostile)
