"""The runs of a batch: each clock of each row, with its limits and its instants."""

from collections.abc import Callable, Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.moments import Moments
from slapolicy.columns.whole.positions import Positions
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import LATEST

NONE = -1
"""In place of an instant or a length that there is not."""


@frozen(eq=False, kw_only=True)
class Limits:
    """The limits that runs may have, by their numbers.

    `count`: how many segments. Then lists with an array for each segment: `line`, on
    which of the lines it counts; `amount`, microseconds, or so many business days where
    `is_days`; `turn`, with which change of the row it begins.
    """

    count: Ints
    line: Sequence[Ints]
    amount: Sequence[Ints]
    is_days: Sequence[Bools]
    turn: Sequence[Ints]


@frozen(eq=False, kw_only=True)
class Runs:
    """All runs of so many rows: those of the first row, then those of the next.

    `row` and `limit` are numbers. `fulfilled` and `closed`: when (FOREVER: never).
    `stands`: whether it stands still in the end. `pauses`: whether waits are pauses
    (None: for all). `positions` are those of `moments`. `halts`: whether any stands
    now.
    """

    lines: Sequence[Positions]
    limits: Limits
    rows: int
    row: Ints
    limit: Ints
    fulfilled: Ints
    closed: Ints
    stands: Bools
    pauses: Bools | None
    moments: Moments
    positions: Moments
    now: int
    halts: bool

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.row)

    def some(self, runs: Ints) -> tuple[Ints, Ints]:
        """Give the rows and the limits of some runs."""
        if len(runs) == self.size:
            return self.row, self.limit
        return self.row.take(runs), self.limit.take(runs)

    def ends(self, runs: Ints) -> tuple[Ints, Ints]:
        """Give when some runs are fulfilled and closed."""
        if len(runs) == self.size:
            return self.fulfilled, self.closed
        return self.fulfilled.take(runs), self.closed.take(runs)

    def line(self, runs: Ints, segment: Ints) -> Ints:
        """Give the lines on which the segments of some runs count."""
        _, limit = self.some(runs)
        found = self.limits.line[0].take(limit)
        for k in range(1, len(self.limits.line)):
            found = np.where(segment == k, self.limits.line[k].take(limit), found)
        return found

    def since(self, k: int, row: Ints, limit: Ints) -> Ints:
        """Give when a segment begins, for runs that have it; FOREVER for others."""
        if not k:
            return self.moments.opened.take(row)
        if k >= len(self.limits.turn) or not len(self.moments.turns):
            return np.full(len(row), FOREVER)
        place, turns = row, self.moments.turns
        if len(turns) > self.rows:
            place = self.limits.turn[k].take(limit) * self.rows + row
        has_it = self.limits.count.take(limit) > k
        found: Ints = np.where(has_it, turns.take(place), FOREVER)
        return found

    def waits(self, runs: Ints) -> list[tuple[int, Ints, Ints]]:
        """Give how many of some runs have a first wait, a second …, and where it lies.

        That is the positions of its begin and its end, of all rows, on all lines.
        """
        each_row = self.size // self.rows
        most = [len(begins) * each_row for begins, _ in self.moments.waits]
        counts = np.searchsorted(runs, most).tolist()
        pairs = zip(counts, self.positions.waits, strict=True)
        return [(count, begins, ends) for count, (begins, ends) in pairs if count]

    def on(self, line: Ints, at: Ints) -> Ints:
        """Give the positions of instants, each on its line."""
        return self._each(line, at, Positions.of)

    def reaching(self, line: Ints, position: Ints) -> Ints:
        """Give the first instants at positions, each on its line; -1: too far."""
        found = self._each(line, position, Positions.reaching)
        if found.max(initial=0) > LATEST:
            found = np.where(found > LATEST, NONE, found)
        return found

    def opening(self, line: Ints, at: Ints) -> Ints:
        """Give the first open instants from others on, each on its line."""
        return self._each(line, at, Positions.opening)

    def _each(
        self, line: Ints, given: Ints, asked: Callable[[Positions, Ints], Ints]
    ) -> Ints:
        if len(self.lines) == 1:
            return asked(self.lines[0], given)
        found = given.copy()
        for number, each in enumerate(self.lines):
            if each.is_straight:  # an instant is its own position
                continue
            mine = np.flatnonzero(line == number)
            if len(mine):
                found[mine] = asked(each, given.take(mine))
        return found
