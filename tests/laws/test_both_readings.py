"""What the tables read the quick way, lark reads the same.

Texts are the good ones at hand, those with one word lost, doubled or replaced, and
texts grown from the grammar, in which every rule comes up.
"""

import random

import pytest

from fuzz.grown import grow
from relaying import good_texts
from slapolicy.language import making, syntax
from slapolicy.language.automaton import Automaton
from slapolicy.language.concrete import Branch
from slapolicy.language.failure import Failure
from slapolicy.language.grammar import reading
from slapolicy.language.parse_tables import shipped
from slapolicy.language.walker import walk
from slapolicy.source import Source

from .test_damage import damaged

TEXTS = dict(good_texts())
SYMBOLS = tuple(shipped()["starts"])


def placed(tree: object) -> list[tuple[str, int, int]]:
    """Give every node with its place."""
    if isinstance(tree, syntax.Node):
        spans = ((type(each).__name__, each.span) for each in walk(tree))
        return [(name, span.start, span.end) for name, span in spans]
    assert isinstance(tree, tuple)
    return [item for each in tree for item in placed(each)]


def said(branch: Branch) -> list[object]:
    """Give a branch with all in it as plain lists."""
    return [
        branch.rule,
        *(said(each) if isinstance(each, Branch) else each for each in branch.parts),
    ]


def quick(automaton: Automaton, text: str, symbol: str) -> object:
    return automaton.read(Source("text.sla", text), text, 0, len(text), symbol)


def is_read_alike(text: str, symbol: str = "document") -> bool:
    """Compare both readings, and tell whether the text was read the quick way."""
    made = quick(making.nodes(), text, symbol)
    if made is None:
        return False
    slowly = reading.read(Source("text.sla", text), text, 0, len(text), symbol)
    assert made == slowly
    assert placed(made) == placed(slowly)
    return True


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_is_read_alike_both_ways(name: str) -> None:
    text = TEXTS[name].replace("\r", "\n")
    slowly = reading.read(Source(name, text), text, 0, len(text), "document")
    assert is_read_alike(text) is not isinstance(slowly, Failure)
    if not isinstance(slowly, Failure):
        branch = quick(making.branches(), text, "document")
        assert isinstance(branch, Branch)
        assert said(branch) == said(reading.concrete(text))


def is_good(text: str) -> bool:
    return quick(making.nodes(), text, "document") is not None


@pytest.mark.parametrize("seed", range(4))
def test_a_text_with_one_wrong_word_is_read_alike_both_ways(seed: int) -> None:
    dice = random.Random(seed)
    texts = [each for each in TEXTS.values() if len(each) < 4_000 and is_good(each)]
    found = [is_read_alike(damaged(dice.choice(texts), dice)) for _ in range(150)]
    assert 0 < sum(found) < len(found)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_text_grown_from_the_grammar_is_read_alike_both_ways(symbol: str) -> None:
    texts = [grow(random.Random(number), symbol, 60) for number in range(150)]
    found = [is_read_alike(text, symbol) for text in texts]
    assert sum(found) > len(found) // 3


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ('addon a "A", for UTC 5 more once', "declaration"),  # a zone, too
        ("limit calls to 5 when load is 5 business days", "statement"),
        ("limit calls to 5 when load is 5 business\n\tdays", "statement"),
        ('language is { a "A" }', "declaration"),  # `is` is a word and a language
        ('language pt-BR { a "A" }', "declaration"),
        ('role a "A" of second', "declaration"),
        ('role a "A" of a', "declaration"),
        ('role calendar "A" of a', "declaration"),
        ('source a "b" in en updated 2025-02-30', "opening"),
        ('scenario "A" { 2025-02-30 10:00 a b }', "declaration"),
        ('scenario "A" { 2025-02-03 25:00 a b }', "declaration"),
    ],
)
def test_what_could_be_two_things_is_read_alike_both_ways(
    text: str, symbol: str
) -> None:
    made = quick(making.nodes(), text, symbol)
    slowly = reading.read(Source("x", text), text, 0, len(text), symbol)
    assert made == slowly or (made is None and is_odd(text, slowly))


def is_odd(text: str, slowly: object) -> bool:
    """Whether it is right to leave a text to lark: what it refuses, or that zone."""
    return isinstance(slowly, Failure) or "UTC" in text


def test_where_a_language_may_stand_no_name_may() -> None:
    automaton = making.nodes()
    rows = [automaton._row(state) for state in range(len(shipped()["states"]))]
    assert not any({"LANG", "NAME"} <= set(row) for row in rows)
    assert any("LANG" in row for row in rows)
