"""The lines of a text, and columns in the units in which an editor counts.

Inside, a place is an offset in code points. Editors count lines from 0, and in a line
code units of UTF-16 (most of them), bytes of UTF-8, or code points.
"""

from bisect import bisect_right
from typing import Literal

from attrs import field, frozen

Units = Literal["utf-8", "utf-16", "utf-32"]
Place = tuple[int, int]
"""A line and what stands before it in the line, both from 0."""


def _starts(text: str) -> tuple[int, ...]:
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    return tuple(starts)


@frozen
class Lines:
    """A text whose lines end with line feeds, by line."""

    text: str = field(repr=False)
    _line_starts: tuple[int, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_line_starts", _starts(self.text))

    def place(self, offset: int, units: Units = "utf-16") -> Place:
        """Give the line of an offset, and the units before it."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._line_starts, offset) - 1
        return line, size_of(self.text[self._line_starts[line] : offset], units)

    def offset(self, line: int, column: int, units: Units = "utf-16") -> int:
        """Give the offset of a place; one behind the end of its line is that end.

        In the middle of a character is before it.
        """
        if line < 0:
            return 0
        if line >= len(self._line_starts):
            return len(self.text)
        start = self._line_starts[line]
        is_last = line + 1 == len(self._line_starts)
        end = len(self.text) if is_last else self._line_starts[line + 1] - 1
        if column <= 0:
            return start
        shown = self.text[start:end]
        if units == "utf-32" or shown.isascii():
            return min(start + column, end)
        used = 0
        for count, char in enumerate(shown):
            used += size_of(char, units)
            if used > column:
                return start + count
        return end


def size_of(text: str, units: Units) -> int:
    """Give how many units a text has."""
    if units == "utf-32" or text.isascii():
        return len(text)
    if units == "utf-16":
        return len(text) + sum(char > "\uffff" for char in text)
    return len(text.encode("utf-8", "surrogatepass"))
