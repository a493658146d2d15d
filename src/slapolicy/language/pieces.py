"""A text cut into declarations, and whether they stand in the right order.

What stands in a declaration is not looked at.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from slapolicy.finding import Finding, Note
from slapolicy.language.forms import BLOCKS
from slapolicy.language.scanner import Lexeme, Scan
from slapolicy.source import Source, Span
from slapolicy.values import frozen

_TOPS = BLOCKS[""].lines
_ONLY_TOPS = frozenset(
    (
        *("agreement", "vocabulary", "import", "clause"),
        *("scenario", "scenarios", "property", "language"),
    )
)


@frozen
class Piece:
    """A stretch of the text that should be one declaration."""

    start: int
    end: int
    word: str

    @property
    def symbol(self) -> str:
        """What it should be read as."""
        if self.word in ("agreement", "vocabulary"):
            return "opening"
        return "import" if self.word == "import" else "declaration"


def cut(scan: Scan) -> Iterator[Piece]:
    """Cut a text where declarations begin: in the first column, outside of braces."""
    lexemes = scan.lexemes
    balanced = scan.pairs().balanced
    leads = [item.column for item in lexemes if item.leads and item.text in _TOPS]
    base = min(leads, default=0)
    depth = 0
    starts: list[Lexeme] = []
    for item in lexemes:
        if not starts or (item.leads and item.column <= base and item.kind == "word"):
            early = item.text in _TOPS if not balanced else item.text in _ONLY_TOPS
            if not starts or depth == 0 or early:
                starts.append(item)
                depth = 0
        if item.kind == "mark" and item.text in "{}":
            depth = max(0, depth + (1 if item.text == "{" else -1))
    for item, after in zip_longest(starts, starts[1:]):
        yield Piece(item.start, after.start if after else scan.end, item.text)


def order_findings(
    source: Source, text: str, pieces: Sequence[Piece]
) -> Iterator[Finding]:
    """Find what the order of the declarations is wrong about."""
    if not pieces:
        end = len(text.rstrip())
        what = "nothing but comments" if text.strip() else "nothing"
        hint = 'begin with `agreement NAME "title" { … }`'
        message = f"there is {what} to read in this file"
        yield Finding("SLA101", message, Span(source, end, end), hint=hint)
        return
    first = pieces[0]
    openings = [piece for piece in pieces if piece.symbol == "opening"]
    if not openings:
        # A misspelt first word gets its own finding.
        if first.word in _TOPS:
            message = "the file does not say which agreement it is"
            span = Span(source, first.start, first.start + len(first.word))
            hint = 'begin with `agreement NAME "title" { … }`'
            yield Finding("SLA102", message, span, hint=hint)
        return
    for piece in openings:
        if piece is first:
            continue
        span = Span(source, piece.start, piece.start + len(piece.word))
        begun = Span(source, first.start, first.start + len(first.word))
        notes = (Note(begun, "the file begins here"),)
        message = f"`{piece.word}` stands first in a file, and once"
        hint = "move it to the top, or to a file of its own"
        yield Finding("SLA103", message, span, hint=hint, notes=notes)
        break
    declared: Piece | None = None
    for piece in pieces:
        if piece.symbol == "declaration" and piece.word in _TOPS:
            declared = declared or piece
        elif piece.symbol == "import" and declared is not None:
            span = Span(source, piece.start, piece.start + len(piece.word))
            message = "`import` stands before all declarations"
            hint = "move it up, after the agreement"
            yield Finding("SLA104", message, span, hint=hint)
