"""The sentences of a block, found by how a text is laid out.

Whether they are good is not asked.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from slapolicy.language.scanner import Braces, Lexeme

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")

Stretch = tuple[int, int]
"""The first lexeme of a sentence, and the one after its last."""


def sentences(
    lexemes: Sequence[Lexeme], braces: Braces, around: int | None
) -> list[Stretch]:
    """Give the sentences of a block, or the declaration as a whole if there is none.

    Args:
        lexemes: Those of a declaration.
        braces: How its braces pair.
        around: The `{` of the block, which ends with the text if nothing closes it.
    """
    if around is None:
        return [(0, len(lexemes))]
    index, high = around + 1, braces.closing.get(around, len(lexemes))
    inside = lexemes[index:high]
    base = next((item.column for item in inside if item.leads), -1)
    starts: list[int] = []
    while index < high:
        item = lexemes[index]
        leads = item.leads and item.column <= base and item.text != "{"
        if not starts or leads:
            starts.append(index)
        index = braces.closing.get(index, index) + 1
    return list(pairwise([*starts, high]))


def sentence_at(stretches: Sequence[Stretch], at: int) -> Stretch:
    """Give the sentence in which a lexeme stands, else the last one before it."""
    held = [stretch for stretch in stretches if stretch[0] <= at]
    return held[-1] if held else (stretches[0] if stretches else (at, at + 1))


def line_of(lexemes: Sequence[Lexeme], opener: int, at: int) -> int:
    """Give where a sentence begins, by its column, in a block that may have no end.

    Args:
        lexemes: Those of a declaration.
        opener: The `{` of the block, -1 if there is none.
        at: A lexeme of the sentence.
    """
    leads = [index for index in range(opener + 1, at + 1) if lexemes[index].leads]
    base = lexemes[leads[0]].column if leads else 0
    held = [index for index in leads if lexemes[index].column <= base]
    return held[-1] if held else max(0, opener + 1)


def absorbed(lexemes: Sequence[Lexeme], first: int, at: int) -> frozenset[str]:
    """Give what the sentence before lacks, if it took the first word of this one.

    A row without its last `|` takes the first of the row after it; `becomes` without
    a value takes the date of the line after it.

    Args:
        lexemes: Those of a declaration.
        first: Where this sentence begins.
        at: Where reading failed.
    """
    lead = lexemes[first]
    if first == 0 or not lead.leads or lexemes[first - 1].text in "{}":
        return frozenset()
    before = max((index for index in range(first) if lexemes[index].leads), default=0)
    if lead.text == "|" == lexemes[before].text and lexemes[first - 1].text != "|":
        return frozenset(("VBAR",))
    failed = lexemes[at].text if at == first + 1 < len(lexemes) else ""
    if _DATE.fullmatch(lead.text) and _TIME.fullmatch(failed):
        return frozenset(("NAME", "NUMBER"))
    return frozenset()
