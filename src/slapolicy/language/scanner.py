"""Words, marks and braces of any text, good or bad: what recovery steers by.

The grammar is not known here, and nothing is a mistake yet.
"""

import re
from collections.abc import Sequence
from typing import Literal

from attrs import define, field

from slapolicy.values import frozen

Kind = Literal["word", "number", "string", "open_string", "comment", "mark"]

_TOKEN = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r'|(?P<string>"[^"\n]*")'
    r'|(?P<open_string>"[^"\n]*)'
    r"|(?P<number>[0-9][^\s|,(){}\"#]*)"
    r"|(?P<word>\w[\w/.+:-]*\w|\w)"
    r"|(?P<mark>\S)"
)


@frozen
class Lexeme:
    """One word, number, text or mark, with the column at which its line begins."""

    kind: Kind
    text: str
    start: int
    column: int
    indent: int
    leads: bool

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


def _lexemes(text: str, start: int, end: int) -> list[Lexeme]:
    found: list[Lexeme] = []
    line_start, indent, fresh = text.rfind("\n", 0, start) + 1, 0, True
    at = start
    while (match := _TOKEN.search(text, at, end)) is not None:
        kind, piece, at = match.lastgroup, match[0], match.end()
        newline = text.rfind("\n", line_start, match.start())
        if newline >= 0:
            line_start, fresh = newline + 1, True
        column = match.start() - line_start
        if kind == "open_string" and piece.rstrip().endswith("{"):
            # A brace that a lost quote would swallow still opens its block.
            piece = piece[: piece.rindex("{")]
            at = match.start() + len(piece)
        if kind == "comment":
            found.append(Lexeme("comment", piece, match.start(), column, column, fresh))
            continue
        if fresh:
            indent = column
        found.append(Lexeme(_kind(kind), piece, match.start(), column, indent, fresh))
        fresh = False
    return found


def _kind(name: str | None) -> Kind:
    match name:
        case "comment" | "string" | "open_string" | "number" | "word":
            return name
        case _:
            return "mark"


@define
class Scan:
    """The lexemes of a stretch of text and how its braces pair."""

    text: str
    start: int
    end: int
    lexemes: list[Lexeme] = field(init=False)
    comments: list[Lexeme] = field(init=False)

    def __attrs_post_init__(self) -> None:
        found = _lexemes(self.text, self.start, self.end)
        self.lexemes = [item for item in found if item.kind != "comment"]
        self.comments = [item for item in found if item.kind == "comment"]

    def index_at(self, offset: int) -> int:
        """Give the index of the lexeme that stands at an offset, or comes next."""
        for index, item in enumerate(self.lexemes):
            if item.end > offset:
                return index
        return len(self.lexemes)

    def pairs(self) -> "Braces":
        """Pair the braces: as they nest, or by their columns if they do not."""
        braces = _nested(self.lexemes)
        return braces if braces.balanced else _by_column(self.lexemes)


@frozen
class Braces:
    """Which braces pair, by index of their lexemes."""

    closing: dict[int, int]
    unclosed: tuple[int, ...]
    orphans: tuple[int, ...]

    @property
    def balanced(self) -> bool:
        """Whether every brace has its partner."""
        return not self.unclosed and not self.orphans

    def around(self, index: int) -> int | None:
        """Give the `{` of the innermost block in which a lexeme stands."""
        holders = [at for at, close in self.closing.items() if at < index <= close]
        holders += [at for at in self.unclosed if at < index]
        return max(holders, default=None)


def _nested(lexemes: list[Lexeme]) -> Braces:
    stack: list[int] = []
    closing: dict[int, int] = {}
    orphans: list[int] = []
    for index, item in enumerate(lexemes):
        if item.kind == "mark" and item.text == "{":
            stack.append(index)
        elif item.kind == "mark" and item.text == "}":
            if stack:
                closing[stack.pop()] = index
            else:
                orphans.append(index)
    return Braces(closing, tuple(stack), tuple(orphans))


def opening_columns(lexemes: Sequence[Lexeme]) -> dict[int, int]:
    """Give for each `{` the column at which its sentence begins.

    A sentence may run over several lines, the later ones further to the right.
    """
    columns: dict[int, int] = {}
    least: int | None = None
    for index, item in enumerate(lexemes):
        if item.leads and (least is None or item.column < least):
            least = item.column
        if item.kind == "mark" and item.text in "{}":
            if item.text == "{":
                columns[index] = item.indent if least is None else least
            least = None
    return columns


def _by_column(lexemes: list[Lexeme]) -> Braces:
    columns = opening_columns(lexemes)
    stack: list[int] = []
    closing: dict[int, int] = {}
    unclosed: list[int] = []
    orphans: list[int] = []
    for index, item in enumerate(lexemes):
        if item.kind != "mark" or item.text not in "{}":
            continue
        if item.text == "{":
            stack.append(index)
            continue
        while item.leads and stack and columns[stack[-1]] > item.column:
            unclosed.append(stack.pop())
        if stack and _may_pair(lexemes[stack[-1]], columns[stack[-1]], item):
            closing[stack.pop()] = index
        else:
            orphans.append(index)
    return Braces(closing, tuple(sorted(unclosed + stack)), tuple(orphans))


def _may_pair(opener: Lexeme, column: int, closer: Lexeme) -> bool:
    """Tell whether a `}` stands where the block of a `{` may end."""
    return column == closer.column if closer.leads else is_same_line(opener, closer)


def is_same_line(one: Lexeme, other: Lexeme) -> bool:
    """Tell whether two lexemes stand on one line."""
    return one.start - one.column == other.start - other.column
