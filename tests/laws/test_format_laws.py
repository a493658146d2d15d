"""The laws of layouts, on every text at hand and on texts laid out at random."""

from collections.abc import Mapping
from difflib import unified_diff
from functools import cache
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz import grown
from relaying import ROOT, is_readable, pieces_of, readable_texts, relaid, squeezed
from slapolicy import api
from slapolicy.language.formatter import reformat
from slapolicy.language.parser import parse
from slapolicy.source import Source, Span

TEXTS = readable_texts()
SMALL = sorted(name for name, text in TEXTS.items() if len(text) < 12_000)
POLICIES = sorted(name for name in TEXTS if name.startswith("policies/"))


def formatted(name: str, text: str) -> str:
    """Give a text laid out, which must be possible."""
    made = reformat(Source(name, text))
    assert made.findings == ()
    assert made.text is not None
    return made.text


def resolved(name: str, text: str) -> object:
    """Give the policy of a text, whatever its places and its hash."""
    beside = {"support.sla": (ROOT / "policies" / "support.sla").read_bytes()}
    policy = api.examine_text(text, name=name, loader=beside.__getitem__).policy
    return placeless(policy)


def placeless(value: object) -> object:
    """Give a value without the places that it was read from."""
    if isinstance(value, Span | Source):
        return None
    if isinstance(value, Mapping):
        return {key: placeless(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [placeless(each) for each in value]
    kind: Any = type(value)
    if attrs.has(kind):
        names = [each.name for each in attrs.fields(kind) if each.name != "sha256"]
        said = {name: placeless(getattr(value, name)) for name in names}
        return kind.__name__, said
    return value


@cache
def words_of(name: str) -> tuple[str, ...]:
    return tuple(pieces_of(Source(name, TEXTS[name])))


def holds(name: str, text: str) -> str:
    """Try every law on one text; give it laid out."""
    made = formatted(name, text)
    assert squeezed(made) == squeezed(text), "words or comments moved"
    assert formatted(name, made) == made, "the second time it was laid out otherwise"
    assert parse(Source(name, made)).tree == parse(Source(name, text)).tree
    assert not any(line != line.rstrip() for line in made.splitlines())
    return made


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_of_every_text_at_hand_only_blanks_move(name: str) -> None:
    holds(name, TEXTS[name])


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_laid_out_is_the_same_policy(name: str) -> None:
    made = formatted(name, TEXTS[name])
    assert resolved(name, made) == resolved(name, TEXTS[name])


@given(st.sampled_from(SMALL), st.randoms(use_true_random=False))
def test_wherever_lines_end_and_comments_stand_only_blanks_move(
    name: str, draw: Random
) -> None:
    holds(name, relaid(draw, list(words_of(name)), has_comments=True))


@given(st.sampled_from(SMALL), st.randoms(use_true_random=False))
def test_there_is_one_layout_whatever_the_text_was_laid_out_like(
    name: str, draw: Random
) -> None:
    said = list(words_of(name))
    plain = formatted(name, "\n".join(said))
    other = relaid(draw, said, has_comments=False, has_blank_lines=False)
    assert formatted(name, other) == plain


@given(st.sampled_from(SMALL), st.randoms(use_true_random=False))
def test_wherever_fences_end_the_prose_stays_and_the_policy_is_the_same(
    name: str, draw: Random
) -> None:
    said = list(words_of(name))
    cuts = sorted(draw.sample(range(1, len(said)), min(len(said) - 1, 3)))
    pieces = [said[i:j] for i, j in zip([0, *cuts], [*cuts, None], strict=True)]
    prose = "```\n\nProse  of  a lawyer.  \n\n\n~~~~sla\n~~~~\n\n```sla\n"
    texts = [relaid(draw, piece, has_comments=True) + "\n" for piece in pieces]
    page = f"# Title\n\n```sla\n{prose.join(texts)}```\nThe end."
    made = formatted("page.sla.md", page)
    assert made.count(prose) == page.count(prose) == len(cuts)
    assert made.startswith("# Title\n\n```sla\n")
    assert made.endswith("```\nThe end.")
    assert formatted("page.sla.md", made) == made
    before, after = (parse(Source("page.sla.md", text)).tree for text in (page, made))
    assert after == before == parse(Source(name, TEXTS[name])).tree


@given(st.integers(0, 2**32))
def test_of_texts_grown_from_the_grammar_only_blanks_move(seed: int) -> None:
    draw = Random(seed)
    opening = 'agreement a "A" {\n}\n'
    pieces = [grown.grow(draw, "declaration", 40) for _ in range(4)]
    good = [each for each in pieces if is_readable("grown", opening + each)]
    text = opening + "".join(good)
    if is_readable("grown", text):
        said = pieces_of(Source("grown", text))
        holds("grown", relaid(draw, said, has_comments=True))


@pytest.mark.parametrize("name", POLICIES)
def test_no_line_that_could_be_broken_is_longer_than_a_hundred_columns(
    name: str,
) -> None:
    long = [
        line.strip()
        for line in formatted("policy.sla", "\n".join(words_of(name))).splitlines()
        if len(line) > 100
    ]
    rows = [line for line in long if line.startswith("|")]
    texts = [line for line in long if '"' in line and line not in rows]
    assert set(long) == {*rows, *texts}
    for line in texts:
        head, *_ = line.split('"')
        assert head in ("", "because ", "as ", "and not as ", "scenario "), line


@pytest.mark.parametrize("name", POLICIES)
def test_a_change_of_one_word_changes_few_lines(name: str) -> None:
    """A limit, a name in a list, a title: never more than the sentence they are in."""
    text = formatted(name, TEXTS[name])
    lines = text.splitlines()
    draw = Random(name)
    for at in draw.sample(range(len(lines)), 12):
        if '"' not in lines[at] or lines[at].lstrip().startswith(("#", "|")):
            continue
        changed = "\n".join(
            [*lines[:at], lines[at].replace('"', '"Not so much ', 1), *lines[at + 1 :]]
        )
        if not is_readable(name, f"{changed}\n"):
            continue
        made = formatted(name, changed).splitlines()
        moved = [
            line
            for line in unified_diff(lines, made, n=0)
            if line[0] in "+-" and line[:3] not in ("+++", "---")
        ]
        assert 2 <= len(moved) <= 6, moved
