"""Puts a part of a policy together with what it names, so that it can be read."""

import re

from attrs import frozen

_TOP = re.compile(r"^(?=[a-z])", re.MULTILINE)
_NAMING = re.compile(
    r"^ {0,2}(?:plan|addon|parameter|fact|assessment|agreed|term|role|channel|service|"
    r"outcome|event|attempt|indicator|calendar|clock|severity|duty|right|reading|"
    r"clause|deadline|vocabulary|agreement) +(\w+)",
    re.MULTILINE,
)
_TOLD = ("scenario", "property", "language")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TEXT = re.compile(r'"[^"\n]*"|#[^\n]*')


@frozen
class Piece:
    """One declaration of a policy: what it declares, and what it speaks of."""

    text: str
    names: frozenset[str]
    words: frozenset[str]


def is_whole(text: str) -> bool:
    """Whether a text is a whole policy or vocabulary, not a part of one."""
    first = re.sub(r"\A(?:\s*#[^\n]*\n|\s+)*", "", text)
    return first.startswith(("agreement ", "vocabulary "))


def pieces(policy: str) -> list[Piece]:
    """Take a policy apart, declaration by declaration."""
    found = []
    for text in _TOP.split(policy):
        bare = _TEXT.sub(" ", text)
        if bare.strip():
            names = frozenset(_NAMING.findall(bare))
            words = frozenset(_WORD.findall(bare))
            found.append(Piece(text.rstrip() + "\n", names, words - names))
    return found


def joined(pool: list[Piece], part: str) -> list[Piece]:
    """Give a pool with what a part declares, in place of what bore the same names."""
    added = [each for each in pieces(part) if not each.text.startswith(_TOLD)]
    own = {name for each in added for name in each.names}
    return [*(each for each in pool if not each.names & own), *added]


def composed(pool: list[Piece], part: str) -> str:
    """Give a policy of a part, and of what it names, directly or not."""
    own = [name for each in pieces(part) for name in each.names]
    usable = [
        each
        for each in pool
        if not each.names & set(own) and not each.text.startswith(_TOLD)
    ]
    wanted = {word for each in pieces(part) for word in each.words}
    head = next(each for each in usable if each.text.startswith("agreement"))
    taken = [head]
    wanted |= head.words
    while more := [
        each
        for each in usable
        if each not in taken and (each.names & wanted or not each.names)
    ]:
        taken += more
        wanted |= {word for each in more for word in each.words}
    order = [each for each in usable if each in taken]
    return "\n".join([*(each.text for each in order), part])
