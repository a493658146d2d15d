"""Text and places in it: what was read, and where a thing stands in it.

What the text means is not said here.
"""

import unicodedata

from slapolicy.values import field, frozen

_SHOWN = 60


def shortened(text: str) -> str:
    """Give a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def width(text: str) -> int:
    """Give the columns that a text takes where each character has one or two."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(each)
        else 2
        if unicodedata.east_asian_width(each) in "WF"
        else 1
        for each in text
    )


@frozen
class Source:
    """A text that was read, under the name by which people know it."""

    name: str
    text: str = field(repr=False)

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and the column (both from 1, in code points) of an offset."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return line, column

    def line(self, number: int) -> str:
        """Give a line (from 1) without its end."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""


@frozen
class Span:
    """A half-open stretch of a source's text, in code points."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The text that stands there."""
        return self.source.text[self.start : self.end]

    @property
    def shown(self) -> str:
        """The text on one line, cut where it is long: what a finding may repeat."""
        return shortened(self.text)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of its beginning, both from 1."""
        return self.source.place(self.start)

    def __str__(self) -> str:
        line, column = self.place
        return f"{self.source.name}:{line}:{column}"


_put_source, _put_start, _put_end = (
    vars(Span)[name].__set__ for name in ("source", "start", "end")
)


def span_of(source: Source, start: int, end: int) -> Span:
    """Make a span, quicker than its constructor does: a text has very many."""
    span: Span = object.__new__(Span)
    _put_source(span, source)
    _put_start(span, start)
    _put_end(span, end)
    return span
