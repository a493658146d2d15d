"""The runs of a batch: each clock of each row, with its limits and its instants."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from attrs import evolve, frozen

from slapolicy.columns.whole.codes import Bools, Ints, beside, indices_of
from slapolicy.columns.whole.moments import Moments, Places
from slapolicy.columns.whole.positions import Positions
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import LATEST

NONE = -1
"""In place of an instant or a length that there is not."""


def where(holds: Bools, values: Ints) -> Ints:
    """Give values where something holds, and NONE elsewhere.

    All bits of NONE are set: no branch is needed, on which `np.where` loses its time.
    """
    found: Ints = values | (holds.view(np.int8) - np.int8(1))
    return found


def comes_before(at: Ints, other: Ints) -> Bools:
    """Tell which instants come before others, where NONE comes after all."""
    # NONE is the largest of numbers without a sign
    found: Bools = at.view(np.uint64) < other.view(np.uint64)
    return found


@frozen(eq=False, kw_only=True)
class Limits:
    """The limits that runs may have, by their numbers, segment by segment.

    `lines`: on which of the lines each segment up to one counts, where that one judges
    (in days, all count on its own); `amount`: microseconds, or in business days ~n
    for the n-th of the `counts` of them; `days_on`: on which lines those are; `turn`:
    with which change of the row it begins; `since`: 0, or FOREVER where none does.
    """

    lines: Sequence[Sequence[Ints]]
    amount: Sequence[Ints]
    turn: Sequence[Ints]
    since: Sequence[Ints]
    counts: tuple[int, ...]
    days_on: Sequence[Sequence[int]]

    def counted_on(self, needed: Bools) -> "Limits":
        """Give them where only some of the lines are needed, and numbered anew."""
        number = np.maximum(np.cumsum(needed) - 1, 0)
        return evolve(
            self,
            lines=[[number.take(each) for each in lines] for lines in self.lines],
            days_on=[
                [int(number[each]) for each in lines if needed[each]]
                for lines in self.days_on
            ],
        )


@frozen(eq=False, kw_only=True)
class Runs:
    """All runs of a batch: each array has a row for each clock, a column for each row.

    A run's number counts those of the first clock, then those of the next. `limit` is
    a number. `closed` (once for all clocks) and `fulfilled`: when (FOREVER: never);
    `bound`: what is due before it is breached. `stands`: whether it stands still in the
    end. `pauses`: whether waits are pauses (None: for all). `places` are those of
    `moments`.
    """

    lines: Sequence[Positions]
    limits: Limits
    limit: Ints
    there: Bools
    fulfilled: Ints
    closed: Ints
    bound: Ints
    stands: Bools
    pauses: Bools | None
    moments: Moments
    places: Places
    now: int

    @property
    def size(self) -> int:
        """How many there are."""
        return int(self.limit.size)

    def lines_up_to(self, k: int) -> Sequence[Ints]:
        """Give the lines of limits up to a segment; of one line, that is enough."""
        return self.limits.lines[k if len(self.lines) > 1 else 0]

    def line(self, number: Ints, segment: Ints) -> Ints:
        """Give the lines on which segments (from 1) of some runs count."""
        return self._by([each[-1] for each in self.limits.lines], number, segment)

    def in_days(self, number: Ints, segment: Ints) -> Bools:
        """Tell which segments (from 1) of some runs count days."""
        return self._by(self.limits.amount, number, segment) < 0

    def _by(self, limits: Sequence[Ints], number: Ints, segment: Ints) -> Ints:
        limit = self.limit.take(number)
        found = limits[0].take(limit)
        for k in range(1, len(limits)):
            found = np.where(segment > k, limits[k].take(limit), found)
        return found

    def since(self, k: int, row: Ints, limit: Ints) -> Ints:
        """Give when a segment begins in rows; FOREVER where there is none such."""
        if not k:
            return self.moments.opened.take(row)
        turns, limits = self.moments.turns, self.limits
        if k >= len(limits.since) or not len(turns):
            return np.full(len(row), FOREVER)
        place = row if len(turns) == 1 else self.turn(k, limit) + row
        begins = limits.since[k].take(limit)
        found: Ints = np.maximum(turns.take(place), begins)
        return found

    def turn(self, k: int, limit: Ints) -> Ints:
        """Give how far behind the first changes of rows those stand that begin one."""
        found: Ints = self.limits.turn[k].take(limit) * self.moments.turns.shape[1]
        return found

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
        whole = found.reshape(-1)
        for number, each in enumerate(self.lines):
            if each.is_straight:  # an instant is its own position
                continue
            mine = indices_of(line == number)
            if len(mine):
                whole[mine] = asked(each, given.take(mine))
        return found


class Some:
    """Some runs: all of them by clock and row, or others in the order of rows.

    `number` and `row` are their numbers and those of their rows (once for all clocks);
    `among`: their places among those of which they are some.
    """

    def __init__(self, runs: Runs, index: Ints | None = None) -> None:
        """Take all runs, or those of an index that counts them row by row."""
        self.runs, self._index = runs, index
        clocks, rows = runs.limit.shape
        if index is None:
            self.row, clock = np.arange(rows), np.arange(clocks)[:, None]
        else:
            self.row = index // clocks
            clock = index - self.row * clocks
        self.among = self.number = clock * rows + self.row
        self.limit = self.of(runs.limit)

    def __len__(self) -> int:
        """Tell how many they are."""
        return int(self.number.size)

    @property
    def is_all(self) -> bool:
        """Whether they are all."""
        return self._index is None

    def of(self, values: Any) -> Any:
        """Give theirs of the values of all runs."""
        return values if self.is_all else values.take(self.number)

    def rows_of(self, index: Ints) -> Ints:
        """Give the rows of those at some places of the array."""
        return np.broadcast_to(self.row, self.limit.shape).take(index)

    def having(self, wait: int) -> int:
        """Give how many of them, or of each clock, have a first wait, a second …."""
        rows = len(self.runs.moments.waits[wait][0])
        return rows if self.is_all else int(np.searchsorted(self.row, rows))

    def since(self, k: int) -> Ints:
        """Give when a segment begins; FOREVER where there is none such."""
        return self.runs.since(k, self.row, self.limit)

    def those(self, which: Bools) -> "Some":
        """Give those of them for which something holds."""
        if self._index is None:
            return Some(self.runs, indices_of(beside(list(which))))
        among = indices_of(which)
        found = Some(self.runs, self._index.take(among))
        found.among = among
        return found
