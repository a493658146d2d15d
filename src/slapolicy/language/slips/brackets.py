"""Brackets for a condition that mixes `and` and `or`, as either may bind closer.

They are put in where they lack and taken out where they would hold nothing together;
the lines stay as they are.
"""

from collections.abc import Iterator, Sequence

from slapolicy.finding import Edit, Fix
from slapolicy.language.scanner import Lexeme
from slapolicy.language.trouble import Trouble
from slapolicy.source import Span
from slapolicy.values import frozen

_JOINTS = ("and", "or")
_BEGINS = ("when", "if", "means", "while", "where", "until")
_ENDS = ("{", "}", "|", "because", "despite")


@frozen
class _Part:
    """What stands between two joints; `joint` is the word before it."""

    joint: str
    items: Sequence[Lexeme]

    @property
    def inside(self) -> str:
        """The word that joins what its brackets hold, if they hold all of it."""
        if self.items[0].text != "(":
            return ""
        depths = [*_depths(self.items)]
        if 0 in depths[:-1] or depths[-1] != 0:
            return ""
        inner = zip(self.items, depths, strict=True)
        return next((e.text for e, d in inner if d == 1 and e.text in _JOINTS), "")


def bracketings(trouble: Trouble) -> tuple[Fix, ...]:
    """Give what makes one form of a mixed condition: of each reading, its own."""
    first, last = condition_of(trouble)
    parts = _parts(trouble.lexemes[first:last])
    if not parts or len({part.joint for part in parts[1:]}) < 2:
        return ()
    found = []
    for word, other in (("and", "or"), ("or", "and")):
        edits = [*_edits(trouble, parts, word, other)]
        if _joined_around(trouble, first, last) in (other, ""):
            items = trouble.lexemes
            edits.append(_edit(trouble, items[first - 1].start, ""))
            edits.append(_edit(trouble, items[last].start, ""))
        found.append(Fix(f"put brackets around what `{word}` joins", (*edits,)))
    return (*found,)


def condition_of(trouble: Trouble) -> tuple[int, int]:
    """Give from where to where the condition goes, or what its brackets hold."""
    items, depth, begin = trouble.lexemes, 0, trouble.at
    while begin > trouble.first:
        text = items[begin - 1].text
        depth += (text == ")") - (text == "(")
        if depth < 0 or (depth == 0 and text in _BEGINS):
            break
        begin -= 1
    depth = 0
    for number in range(begin, len(items)):
        item = items[number]
        depth += (item.text == "(") - (item.text == ")")
        goes_on = item.text in _JOINTS or items[number - 1].text in (*_JOINTS, "(")
        is_new = item.leads and number > begin and not goes_on
        if depth < 0 or (depth == 0 and (item.text in _ENDS or is_new)):
            return begin, number
    return begin, len(items)


def _joined_around(trouble: Trouble, first: int, last: int) -> str | None:
    """Give by which word what stands in brackets is joined to what stands around.

    Empty, if to nothing; None, if it stands in no brackets.
    """
    items = trouble.lexemes
    if items[first - 1].text != "(" or last == len(items):
        return None
    around = [items[first - 2], *items[last + 1 : last + 2]]
    return next((each.text for each in around if each.text in _JOINTS), "")


def _parts(items: Sequence[Lexeme]) -> list[_Part]:
    """Cut a condition at its joints; nothing, if one of them joins nothing."""
    found: list[tuple[str, list[Lexeme]]] = [("", [])]
    depth_after = _depths(items)
    for item, depth in zip(items, depth_after, strict=True):
        if depth == 0 and item.text in _JOINTS:
            found.append((item.text, []))
        else:
            found[-1][1].append(item)
    if not all(held for _, held in found):
        return []
    return [_Part(joint, held) for joint, held in found]


def _depths(items: Sequence[Lexeme]) -> Iterator[int]:
    """Give in how many brackets one is behind each word."""
    depth = 0
    for item in items:
        depth += (item.text == "(") - (item.text == ")")
        yield depth


def _edits(
    trouble: Trouble, parts: Sequence[_Part], word: str, other: str
) -> Iterator[Edit]:
    """Put brackets around what a word joins, and take those out that hold nothing."""
    groups: list[list[_Part]] = [[]]
    for part in parts:
        if part.joint not in ("", word):
            groups.append([])
        groups[-1].append(part)
    for group in groups:
        is_one = len(group) == 1
        bare = [part.inside == (other if is_one else word) for part in group]
        for number, (part, is_bare) in enumerate(zip(group, bare, strict=True)):
            opens = not is_one and number == 0
            closes = not is_one and number == len(group) - 1
            start, end = part.items[0].start, part.items[-1].end
            if opens != is_bare:
                yield _edit(trouble, start, "(" if opens else "")
            if closes != is_bare:
                yield _edit(trouble, end if closes else end - 1, ")" if closes else "")


def _edit(trouble: Trouble, at: int, text: str) -> Edit:
    return Edit(Span(trouble.source, at, at if text else at + 1), text)
