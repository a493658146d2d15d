"""What counted of runs, along the lines they are on.

A run has a coordinate of its own: its position on its first line, which goes on through
the changes that put it on others. A pause is a shift along it.
"""

from collections.abc import Sequence

import numpy as np

from slapolicy.columns.whole.codes import Bools, Ints, either
from slapolicy.columns.whole.runs import Some

_SIGN = 63
"""So many bits of a number are less than its sign."""


class Track:
    """The coordinate of some runs, on the lines up to the segment that judges them.

    It begins at `start`, and the run ended at `end`. `pauses`, the first ones, the
    second ones …, are pairs: where they begin, and what they took.
    """

    def __init__(self, some: Some, k: int) -> None:
        self.some, runs, places = some, some.runs, some.runs.places
        self._table = places.table
        self.lines = [each.take(some.limit) for each in runs.lines_up_to(k)]
        begins = [line * places.wide for line in self.lines]
        self._rows = [begin + some.row for begin in begins]
        self._turns: list[tuple[Ints, Ints]] = []
        for j in range(1, len(self.lines)):
            at = self._at_change(j)
            self._turns.append((at[j - 1], at[j]))
        ends, self.start = self._table[places.until :], self._table.take(self._rows[0])
        self.end = self._along([ends.take(begin + some.number) for begin in begins])
        self.pauses = [self._pause(wait) for wait in range(len(places.waits))]

    def _pause(self, wait: int) -> tuple[Ints, Ints]:
        """Give where the first pauses begin, the second …, and what they took."""
        some, count = self.some, self.some.having(wait)
        begin, resumed = (
            np.minimum(self._of_rows(at, count), self.end[..., :count])
            for at in some.runs.places.waits[wait]
        )
        took = resumed - begin
        if some.runs.pauses is not None:
            took *= some.of(some.runs.pauses)[..., :count]
        return begin, took

    def _of_rows(self, at: int, count: int) -> Ints:
        """Give where instants of rows lie, the first so many in each array."""
        table = self._table[at:]
        return self._along([table.take(rows[..., :count]) for rows in self._rows])

    def change(self, k: int) -> Ints:
        """Give where those changes lie with which a segment begins."""
        return self._along(self._at_change(k))

    def _at_change(self, k: int) -> list[Ints]:
        runs = self.some.runs
        table, rows = self._table[runs.places.turns :], self._rows
        if len(runs.moments.turns) > 1:
            turn = runs.turn(k, self.some.limit)
            rows = [each + turn for each in rows]
        return [table.take(each) for each in rows]

    def _along(self, positions: Sequence[Ints]) -> Ints:
        """Give the coordinates of instants, by positions on each line."""
        found, count = positions[0], positions[0].shape[-1]
        if not self._turns:
            return found
        for j, (high, low) in enumerate(self._turns):
            np.minimum(positions[j], high[:count], out=positions[j])
            np.maximum(positions[j + 1], low[:count], out=positions[j + 1])
        for (_, low), each in zip(self._turns, positions[1:], strict=True):
            found += each
            found -= low[:count]
        return found

    def paused(self) -> Ints:
        """Give what all pauses took."""
        found = np.zeros(self.end.shape, np.int64)
        for _, took in self.pauses:
            found[..., : took.shape[-1]] += took
        return found

    def move(self, target: Ints) -> None:
        """Move targets by the pauses that begin before them."""
        for begin, took in self.pauses:
            here = target[..., : took.shape[-1]]
            # all bits are set where it begins before the target, and none elsewhere
            here += took & ((begin - here) >> _SIGN)

    def reached(self, target: Ints) -> tuple[Ints, Ints, Bools | None]:
        """Give where targets lie: on which lines, and at which positions.

        And after which not all time counts on the last line (None: after none).
        """
        line, position, is_early = self.lines[0], target, None
        passed: Ints | int = 0
        low: Ints | int = 0
        for (high, begin), before, later in zip(
            self._turns, self.lines, self.lines[1:], strict=False
        ):
            passed, low = passed + (high - low), begin
            is_before = target <= passed
            line = either(is_before, line, later)
            position = either(is_before, position, target + (low - passed))
            is_before &= before != self.lines[-1]
            is_early = is_before if is_early is None else is_early | is_before
        return line, position, is_early
