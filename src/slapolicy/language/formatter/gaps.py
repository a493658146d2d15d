"""What stands between the words of a text: comments, blank lines, prose of Markdown."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from slapolicy.language.concrete import Word
from slapolicy.source import Span

Stretch = tuple[int, int]


@frozen
class Piece:
    """A comment on a line of its own, a blank line, or prose as it stands."""

    kind: Literal["comment", "blank", "prose"]
    text: str = ""


BLANK = Piece("blank")


@frozen
class Gap:
    """What stands between two words.

    Attributes:
        trailing: The comment on the line of the word before, if there is one.
        pieces: What stands on lines of its own, in order.
    """

    trailing: str | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def is_break(self) -> bool:
        """Whether the words cannot stand on one line."""
        return self.trailing is not None or any(
            piece.kind != "blank" for piece in self.pieces
        )


def gaps_of(
    text: str,
    words: Sequence[Word],
    comments: Sequence[Span],
    prose: Sequence[Stretch],
) -> list[Gap]:
    """Give the gap before each word, and the one after the last.

    Args:
        text: The whole file.
        words: Every word of its policy.
        comments: Every comment of its policy.
        prose: What is no policy, with the lines of the fences.
    """
    marks: list[tuple[int, int, Literal["comment", "prose"]]] = sorted(
        [
            *((span.start, span.end, "comment") for span in comments),
            *((start, end, "prose") for start, end in prose),
        ]
    )
    gaps: list[Gap] = []
    at = position = 0
    for word in (*words, Word("$END", len(text), len(text))):
        held = []
        while position < len(marks) and marks[position][0] < word.start:
            held.append(marks[position])
            position += 1
        gaps.append(_gap(text, at, word.start, held))
        at = word.end
    return gaps


def _gap(
    text: str,
    start: int,
    end: int,
    marks: Sequence[tuple[int, int, Literal["comment", "prose"]]],
) -> Gap:
    trailing: str | None = None
    pieces: list[Piece] = []
    at = start
    for begin, finish, kind in marks:
        lines = text.count("\n", at, begin)
        if kind == "comment" and start and at == start and lines == 0:
            trailing = text[begin:finish].rstrip()
        else:
            if lines > 1:
                pieces.append(BLANK)
            shown = text[begin:finish]
            pieces.append(Piece(kind, shown.rstrip() if kind == "comment" else shown))
        at = finish
    if text.count("\n", at, end) > 1:
        pieces.append(BLANK)
    return Gap(trailing, tuple(pieces))
