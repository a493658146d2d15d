"""Editors that take grammars of TextMate colour each word as the parser reads it.

The contracts are cut by the library that Visual Studio Code uses.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

import contracts
from editors.node import EXTENSION, maker, require_node, stretches, tokens
from relaying import readable_texts
from slapolicy.language import literate, parser
from slapolicy.language.colours import coloured
from slapolicy.language.concrete import words as words_of
from slapolicy.source import Source

KEYWORDS = ("keyword.control.sla", "keyword.other.unit.sla")
CODES = ("DAY", "MONTH", "ID", "ZONE", "CURRENCY", "REGION", "LANG")
NUMBERS = ("OFFSET", "DATE", "TIME", "PERCENT", "NUMBER")
MARKS = ("LBRACE", "RBRACE", "LPAR", "RPAR", "VBAR", "COMMA", "COLON", "MINUS")
SCOPES = {
    "STRING": ("string.quoted.double.sla",),
    "NAME": ("variable.other.sla",),
    **dict.fromkeys(CODES, ("variable.other.constant.sla",)),
    **dict.fromkeys(NUMBERS, ("constant.numeric.sla",)),
    **dict.fromkeys(MARKS, ("punctuation.sla",)),
}
PLAIN = {n: text for n, text in readable_texts().items() if not n.endswith(".md")}


@cache
def cut() -> dict[str, list[tuple[int, int, list[str]]]]:
    """Cut all texts at once, as starting Node takes long."""
    require_node()
    pages = {
        path.name: path.read_text(encoding="utf-8")
        for path in contracts.PATHS.values()
        if path.name.endswith(".md")
    }
    asked = {
        "source.sla": PLAIN | damaged() | {"words": "\n".join(WORDS)},
        "text.html.markdown": pages | {"traps.sla.md": TRAPS},
    }
    found = tokens(asked)
    texts = {name: text for each in asked.values() for name, text in each.items()}
    return {name: list(stretches(texts[name], each)) for name, each in found.items()}


@cache
def damaged() -> dict[str, str]:
    """Give parts of texts in which letters were lost or put."""
    draw, made = Random(11), {}
    texts = sorted(PLAIN.values())
    for number in range(60):
        text = draw.choice(texts)
        start = draw.randrange(len(text))
        made[f"damaged {number}"] = "".join(
            draw.choice('"#{é🙂9a|') if draw.random() < 0.03 else each
            for each in text[start : start + 1500]
        )
    return made


RESERVED = sorted(parser.reserved_words() - {"business", "already"})
"""Two words are reserved only with the one behind them."""
ALIKE = [f"{each}{end}" for each in RESERVED for end in ("x", "_1", "é")]
OTHERS = [*ALIKE, *(each.title() for each in RESERVED if each.isalpha()), "tam", "days"]
WORDS = [*RESERVED, *OTHERS, "business days", "calendar day", "already running"]
TRAPS = """\
# A contract “of ours”, agreement clause

The word agreement is prose here, and so is `clause A1`.

```python
clause = within("4 hours")
```

~~~~ sla
clause A1 "One" {
  left to people because "no"
}
~~~~

> agreement in a quotation

```SLA
agreement a "A" {
}
```
within 4 hours
"""


def test_the_colours_for_editors_are_made_from_the_grammar() -> None:
    path = EXTENSION / "syntaxes" / "sla.tmLanguage.json"
    assert path.read_text(encoding="utf-8") == maker().text()


def test_every_reserved_word_is_coloured_and_no_other() -> None:
    require_node()
    text = "\n".join(WORDS)
    coloured_here = {
        text[start:end]
        for start, end, scopes in cut()["words"]
        if ours(scopes) in KEYWORDS
    }
    phrases = {"business days", "calendar day", "already running"}
    assert coloured_here == {*RESERVED, *phrases}


def ours(scopes: list[str]) -> str | None:
    """Give the scope of ours that a token has, if it has one."""
    found = [each for each in scopes if each.endswith(".sla") and each != "source.sla"]
    return found[-1] if found and "block" not in found[-1] else None


def read(name: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Give the place of each word as the parser reads it, with its terminal."""
    for word in words_of(parser.concrete(Source(name, text))):
        yield word.start, word.end, word.kind


def wrong_colours(name: str, text: str) -> list[tuple[str, str | None]]:
    """Give the words of a text that an editor colours as something else."""
    by_place = {(start, end): ours(scopes) for start, end, scopes in cut()[name]}
    found = []
    for start, end, kind in read(name, text):
        if "\n" in text[start:end]:
            continue  # editors colour line by line
        scope = by_place.get((start, end))
        if scope not in SCOPES.get(kind, KEYWORDS):
            found.append((text[start:end], scope))
    return found


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_every_word_is_coloured_as_it_is_read(name: str) -> None:
    require_node()
    text = PLAIN[name]
    assert wrong_colours(name, text) == []
    comments = {each.text for each in parser.parse(Source(name, text)).comments}
    shown = {
        text[start:end]
        for start, end, scopes in cut()[name]
        if ours(scopes) == "comment.line.number-sign.sla"
    }
    assert shown == comments


@pytest.mark.parametrize(
    "path", [each for each in contracts.PATHS.values() if each.name.endswith(".md")]
)
def test_in_markdown_the_fences_are_coloured_and_the_prose_is_not(path: Path) -> None:
    require_node()
    text = path.read_text(encoding="utf-8")
    assert wrong_colours(path.name, text) == []
    assert outside(path.name, text) == []


def outside(name: str, text: str) -> list[str]:
    """Give what is coloured as a policy, and is prose."""
    prose = literate.prose_of(Source(name, text))
    return [
        text[start:end]
        for start, end, scopes in cut()[name]
        if ours(scopes) and any(one <= start < other for one, other in prose)
    ]


def test_what_looks_like_a_policy_in_prose_stays_prose() -> None:
    require_node()
    assert outside("traps.sla.md", TRAPS) == []
    inside = [TRAPS[a:b] for a, b, scopes in cut()["traps.sla.md"] if ours(scopes)]
    assert inside[:3] == ["clause", "A1", '"One"']
    assert inside[-4:] == ["a", '"A"', "{", "}"]


@pytest.mark.parametrize("name", sorted({**PLAIN, **damaged()}))
def test_editors_and_pygments_colour_alike_even_what_is_broken(name: str) -> None:
    require_node()
    text = (PLAIN | damaged())[name]
    scopes = maker().SCOPES
    here: list[str | None] = [None] * len(text)
    there: list[str | None] = [None] * len(text)
    for each in coloured(text):
        if "\n" not in text[each.start : each.end]:
            size = each.end - each.start
            here[each.start : each.end] = [scopes.get(each.kind)] * size
    for start, end, names in cut()[name]:
        there[start:end] = [ours(names)] * (end - start)
    apart = [
        (text[max(at - 20, 0) : at + 20], one, other)
        for at, (one, other) in enumerate(zip(here, there, strict=True))
        if one != other and not text[at].isspace()
    ]
    spanning = [e for e in coloured(text) if "\n" in text[e.start : e.end].strip()]
    assert apart[:3] == [] or spanning
