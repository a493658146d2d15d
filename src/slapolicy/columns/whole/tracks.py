"""The coordinate of runs: what counted since their start, along the lines they are on.

A run that was on several lines is on each from one change to the next.
"""

from collections.abc import Sequence

import numpy as np

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.moments import OPENED
from slapolicy.columns.whole.runs import Some


class Track:
    """The coordinate of some runs under the limit of a segment.

    `start`: where it begins on its first line; `room`: what counted until it ended.
    """

    def __init__(self, some: Some, k: int) -> None:
        places, lines = some.runs.places, some.runs.limits.lines[k]
        if len(some.runs.lines) == 1:  # then they do not differ
            lines = lines[:1]
        self._pieces = [_Piece(some, line) for line in lines]
        self.start = self._pieces[0].of_rows(OPENED)
        self._base, self._turns = self.start, []
        for j in range(1, len(lines)):
            turn = some.runs.turn(j, some.limit)
            high = self._pieces[j - 1].of_turns(places.turns, turn)
            low = self._pieces[j].of_turns(places.turns, turn)
            self._base = self._base + low
            self._turns.append((high, low))
        self.room = self._along([each.of_runs(places.until) for each in self._pieces])

    def counted(self, begin: int, count: int) -> Ints:
        """Give what counted until instants, told by where their positions begin.

        Those are of the first so many runs, or of the first of each clock.
        """
        return self._along([each.of_rows(begin, count) for each in self._pieces])

    def _along(self, positions: Sequence[Ints]) -> Ints:
        """Give what counted until instants, by their positions on each line."""
        found, count = positions[0], positions[0].shape[-1]
        for j, (high, low) in enumerate(self._turns):
            np.minimum(positions[j], high[:count], out=positions[j])
            np.maximum(positions[j + 1], low[:count], out=positions[j + 1])
        for each in positions[1:]:
            found += each
        found -= self._base[..., :count]
        return found

    def reached(self, target: Ints) -> tuple[Ints, Ints, Bools | None]:
        """Give where so much has counted: the line, the position on it.

        And whether that is before the last line begins (None: never).
        """
        line, shift, is_early = self._pieces[0].line, self.start, None
        begin, passed = self.start, np.zeros_like(self.start)
        for (high, low), piece in zip(self._turns, self._pieces[1:], strict=True):
            passed = passed + high - begin
            is_early = target <= passed
            line = np.where(is_early, line, piece.line)
            shift = np.where(is_early, shift, low - passed)
            begin = low
        return line, shift + target, is_early


class _Piece:
    """The positions of some runs on the line on which one of their segments counts."""

    def __init__(self, some: Some, line: Ints) -> None:
        self._table = some.runs.places.table
        self._row, self._number = some.row, some.number
        if len(some.runs.lines) > 1:
            line = line.take(some.limit)
            begin = line * some.runs.places.wide
            self._row, self._number = begin + self._row, begin + self._number
        self.line = line

    def of_rows(self, begin: int, count: int | None = None) -> Ints:
        """Give the positions of what rows have, from somewhere in the table."""
        return self._table[begin:].take(self._row[..., :count])

    def of_turns(self, begin: int, turn: Ints | int) -> Ints:
        """Give the positions of changes of rows, by how far behind the first of all."""
        return self._table[begin:].take(self._row + turn)

    def of_runs(self, begin: int) -> Ints:
        """Give the positions of what runs have, from somewhere in the table."""
        return self._table[begin:].take(self._number)
