"""Where a text stops making sense to lark, and what could have stood there."""

import re
from functools import cache
from typing import Any

from lark import Token
from lark.exceptions import UnexpectedInput

from slapolicy.language import parse_tables, words
from slapolicy.language.failure import END, Failure

_WORD = re.compile(r"[a-z]\w*")
_STRANGE = re.compile(r'[^\s,|(){}"#]+|\S')
_BLANK = re.compile(r"(?:\s|#[^\n]*)*")


def failure_of(error: UnexpectedInput, text: str, end: int) -> Failure:
    """Say where a text failed, of which lark was given what stands before `end`."""
    stopped: Any = error.interactive_parser  # lark gives these methods no types
    accepts = frozenset(stopped.accepts())
    token = getattr(error, "token", None)
    if token is not None and token.type == END:
        return Failure(end, frozenset((END,)), accepts, _NONE, _NONE, surplus=False)
    start = error.pos_in_stream or 0
    kinds, after = _kinds_at(text, start, end)
    if token is not None and token.type not in kinds:
        kinds, after = frozenset((token.type,)), start + len(token)
    if not kinds and (strange := _STRANGE.match(text, start, end)):
        after = strange.end()
    blank = _BLANK.match(text, after, end)
    following = blank.end() if blank else after
    next_kinds = (
        _kinds_at(text, following, end)[0] if following < end else frozenset((END,))
    )
    return Failure(
        start,
        kinds,
        accepts,
        missing=_fit(stopped, accepts, kinds),
        instead=_fit(stopped, accepts, next_kinds),
        surplus=not accepts.isdisjoint(next_kinds),
    )


_NONE: frozenset[str] = frozenset()


def _fit(parser: Any, accepts: frozenset[str], kinds: frozenset[str]) -> frozenset[str]:
    """Give the terminals that can stand there and be followed by one of `kinds`."""
    return frozenset(
        name
        for name in accepts - {END}
        if any(_follows(parser, (name, kind)) for kind in kinds)
    )


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give every terminal with what it looks like, but for blanks and odd marks."""
    terminals = parse_tables.shipped()["terminals"]
    return tuple(
        (name, re.compile(pattern if kind == "re" else re.escape(pattern)))
        for name, kind, pattern, _ in terminals
        if name[0] != "_"
    )


def _kinds_at(text: str, start: int, end: int) -> tuple[frozenset[str], int]:
    """Give the terminals that the lexeme at an offset could be, and where it ends."""
    word = _WORD.match(text, start, end)
    kind = words.keywords().get(word[0]) if word else None
    if word and kind is not None:
        return frozenset((kind,)), word.end()
    found: dict[int, set[str]] = {start: set()}
    for name, pattern in patterns():
        if match := pattern.match(text, start, end):
            found.setdefault(match.end(), set()).add(name)
    longest = max(found)
    return frozenset(found[longest]), longest


def _follows(parser: Any, kinds: tuple[str, ...]) -> bool:
    """Tell whether terminals could stand one after the other."""
    trial = parser.copy(deepcopy_values=False)
    try:
        for kind in kinds:
            trial.feed_token(Token(kind, ""))
    except UnexpectedInput:
        return False
    return True
