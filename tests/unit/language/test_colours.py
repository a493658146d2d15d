"""Every word of every text at hand is coloured as what the parser took it for."""

from random import Random

import pytest

from relaying import readable_texts
from slapolicy.language import literate, parser
from slapolicy.language.colours import coloured, words
from slapolicy.language.concrete import words as words_of
from slapolicy.source import Source

TEXTS = readable_texts()
KINDS = {
    "STRING": "string",
    "NAME": "name",
    **dict.fromkeys(("OFFSET", "DATE", "TIME", "PERCENT", "NUMBER"), "number"),
    **dict.fromkeys(("DAY", "MONTH", "ID", "ZONE", "CURRENCY", "REGION"), "code"),
    "LANG": "code",
    **dict.fromkeys(("SECONDS", "MINUTES", "HOURS"), "unit"),
    **dict.fromkeys(("BUSINESS_DAYS", "CALENDAR_DAYS"), "unit"),
    **dict.fromkeys(("LBRACE", "RBRACE", "LPAR", "RPAR", "VBAR"), "mark"),
    **dict.fromkeys(("COMMA", "COLON", "MINUS"), "mark"),
}
"""By terminal, as the reference of the language has them; the others are words."""


def kinds(text: str) -> list[tuple[str, str]]:
    """Give each stretch that is no blank, with its kind."""
    found = [(text[each.start : each.end], each.kind) for each in coloured(text)]
    return [each for each in found if each[1] != "blank"]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_word_has_the_colour_of_what_it_was_read_as(name: str) -> None:
    source = Source(name, TEXTS[name])
    text = literate.policy_of(source).text
    at = {(each.start, each.end): each.kind for each in coloured(text)}
    read = list(words_of(parser.concrete(source)))
    assert read
    wrong = [
        (text[each.start : each.end], at.get((each.start, each.end)))
        for each in read
        if at.get((each.start, each.end)) != KINDS.get(each.kind, "keyword")
    ]
    assert wrong == []
    comments = [text[s.start : s.end] for s in coloured(text) if s.kind == "comment"]
    assert comments == [each.text for each in parser.parse(source).comments]


def test_the_stretches_of_any_text_are_all_of_it() -> None:
    draw = Random(7)
    texts = list(TEXTS.values())
    for _ in range(60):
        text = draw.choice(texts)
        start = draw.randrange(len(text))
        text = text[start : start + draw.randrange(2000)]
        damaged = "".join(
            draw.choice('"#{é\n\x00🙂') if draw.random() < 0.05 else each
            for each in text
        )
        assert "".join(damaged[s.start : s.end] for s in coloured(damaged)) == damaged


def test_every_reserved_word_is_coloured_and_no_other() -> None:
    reserved = parser.reserved_words()
    assert set(words()) <= reserved
    for each in reserved - {"business", "already"}:  # they are words with the next
        assert kinds(each)[0][1] in ("keyword", "unit")
    assert kinds("withins in_force my_plan plan2 _by") == [
        *(("withins", "name"), ("in_force", "name"), ("my_plan", "name")),
        *(("plan2", "name"), ("_by", "other")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("business  days", [("business  days", "unit")]),
        ("already\nrunning", [("already\nrunning", "keyword")]),
        ("language no {", [("language", "keyword"), ("no", "code"), ("{", "mark")]),
        (
            'source a "a.txt" in en, no updated',
            [
                *(("source", "keyword"), ("a", "name"), ('"a.txt"', "string")),
                *(("in", "keyword"), ("en", "code"), (",", "mark"), ("no", "code")),
                ("updated", "keyword"),
            ],
        ),
        ('calendar days "D"', [("calendar", "keyword"), ("days", "name")]),
        ("09:00-17:00", [("09:00", "number"), ("-", "mark"), ("17:00", "number")]),
        ('"open', [('"open', "string")]),
        ("15min", [("15min", "other")]),
        ("Über", [("Über", "other")]),
        ("99.9%", [("99.9%", "number")]),
    ],
)
def test_odd_words_are_coloured_as_they_are_read(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(text)[: len(expected)] == expected
