"""When runs are due under the limit of a segment, and what counted until they ended.

A run has a coordinate of its own: what counted since its start. A pause is a shift
along it, and a run is due where the shifted amount is reached.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.runs import NONE, Runs

_FEW = 4_096
"""So many kinds of limits in days are counted; of more, those that occur are sorted."""


@frozen(eq=False, kw_only=True)
class Under:
    """Some runs (numbers, in order) under the limit of one segment, counted on `line`.

    `due`: NONE if the run stands still, or is bad. `left`: what is left of the limit
    where it stands (empty, where nobody asks).
    """

    runs: Ints
    row: Ints
    limit: Ints
    line: Ints
    due: Ints
    left: Ints
    elapsed: Ints
    paused: Ints
    is_bad: Bools


def due_on_one_line(runs: Runs, some: Ints, k: int) -> Under:
    """Reckon runs whose segment counts from the start, on its own line alone.

    That is a first segment, and one in days.
    """
    row, limit = runs.some(some)
    line = runs.limits.line[k].take(limit)
    target = runs.limits.amount[k].take(limit)
    index, inner = _indices(runs, line, row, some)
    start = runs.positions.opened.take(index)
    until = runs.positions.until.take(inner)
    days = np.flatnonzero(runs.limits.is_days[k].take(limit))
    is_bad = np.zeros(len(some), np.bool_)
    if len(days):
        nominal = _nominal(runs, row.take(days), line.take(days), target.take(days))
        is_bad[days] = never = nominal < 0
        nominal[never] = runs.moments.opened.take(row[days[never]])
        then = runs.on(line.take(days), nominal)
        target[days] = then - start[days]
    paused = np.zeros(len(some), np.int64)
    waits = []
    for count, begins, ends in runs.waits(some):
        begin = np.minimum(begins.take(index[:count]), until[:count])
        end = np.minimum(ends.take(index[:count]), until[:count])
        if runs.pauses is not None:
            end = np.where(runs.pauses.take(some[:count]), end, begin)
        _shift(target[:count], paused[:count], begin - start[:count], end - begin)
        waits.append((begin, end))
    due = runs.reaching(line, start + target)
    room = until - start
    left = target - room
    stands = runs.stands.take(some) & (left > 0)
    if len(days):
        owing = np.zeros(len(days), np.bool_)
        for begin, end in waits:
            count = int(np.searchsorted(days, len(begin)))
            here = days[:count]
            owing[:count] |= np.minimum(end[here], then[:count]) > begin[here]
        moved = np.where(owing, due.take(days), nominal)
        due[days] = _pushed(runs, some.take(days), row.take(days), moved, stands, days)
        left[days] = NONE  # which cannot be told of days
    is_bad |= ~stands & (due < 0)
    np.copyto(due, NONE, where=stands)
    return Under(
        runs=some, row=row, limit=limit, line=line, due=due,
        left=np.where(stands, left, NONE) if runs.halts else left[:0],
        elapsed=room - paused, paused=paused, is_bad=is_bad,
    )  # fmt: skip


def due_along(runs: Runs, some: Ints, k: int) -> Under:
    """Reckon runs that counted on the lines of all segments up to one, in hours."""
    row, limit = runs.some(some)
    pieces = [_Piece(runs, some, row, limit, j, k) for j in range(k + 1)]
    target = runs.limits.amount[k].take(limit)
    room = _along(pieces, [each.until for each in pieces])
    paused = np.zeros(len(some), np.int64)
    for count, begins, ends in runs.waits(some):
        here = [
            np.minimum(begins.take(each.index[:count]), each.until[:count])
            for each in pieces
        ]
        there = [
            np.minimum(ends.take(each.index[:count]), each.until[:count])
            for each in pieces
        ]
        begin, end = _along(pieces, here), _along(pieces, there)
        if runs.pauses is not None:
            end = np.where(runs.pauses.take(some[:count]), end, begin)
        _shift(target[:count], paused[:count], begin, end - begin)
    line, position = pieces[0].line, pieces[0].low + target
    base = np.zeros(len(some), np.int64)
    for before, each in pairwise(pieces):
        base = base + before.high - before.low
        is_later = target > base
        position = np.where(is_later, each.low + target - base, position)
        line = np.where(is_later, each.line, line)
    due = runs.reaching(line, position)
    left = target - room
    stands = runs.stands.take(some) & (left > 0)
    is_bad = ~stands & (due < 0)
    np.copyto(due, NONE, where=stands)
    return Under(
        runs=some, row=row, limit=limit, line=pieces[-1].line, due=due,
        left=np.where(stands, left, NONE) if runs.halts else left[:0],
        elapsed=room - paused, paused=paused, is_bad=is_bad,
    )  # fmt: skip


class _Piece:
    """One segment of runs: its line, and the positions between which it counts.

    The last goes on: nothing of it is cut off by a later change.
    """

    def __init__(
        self, runs: Runs, some: Ints, row: Ints, limit: Ints, j: int, last: int
    ) -> None:
        self.line = runs.limits.line[j].take(limit)
        self.index, inner = _indices(runs, self.line, row, some)
        self.until = runs.positions.until.take(inner)
        self.is_last = j == last
        turns, size = runs.positions.turns, len(runs.lines) * runs.rows

        def at(k: int) -> Ints:
            turn = runs.limits.turn[k].take(limit)
            found: Ints = turns.take(turn * size + self.index)
            return found

        self.low = at(j) if j else runs.positions.opened.take(self.index)
        self.high = self.low if self.is_last else at(j + 1)


def _along(pieces: Sequence[_Piece], positions: Sequence[Ints]) -> Ints:
    """Give what counted at instants, by their positions on the line of each piece."""
    found: Ints | None = None
    for piece, each in zip(pieces, positions, strict=True):
        low = piece.low[: len(each)]
        here = np.maximum(each, low)
        if not piece.is_last:
            np.minimum(here, piece.high[: len(each)], out=here)
        here -= low
        found = here if found is None else found + here
    assert found is not None
    return found


def _shift(target: Ints, paused: Ints, begin: Ints, took: Ints) -> None:
    """Move targets by a pause that begins before them, in place."""
    paused += took
    target += np.where(begin < target, took, 0)


def _indices(runs: Runs, line: Ints, row: Ints, some: Ints) -> tuple[Ints, Ints]:
    """Give where the positions of rows stand, and those of runs."""
    if len(runs.lines) == 1:
        return row, some
    return line * runs.rows + row, line * runs.size + some


def _nominal(runs: Runs, row: Ints, line: Ints, days: Ints) -> Ints:
    """Give when so many days run out, before pauses move it; NONE if they never do."""
    start = runs.moments.opened.take(row)
    found = np.empty(len(row), np.int64)
    most = int(days.max()) + 1
    kinds = line * most + days
    few = most * len(runs.lines) <= len(kinds) + _FEW
    occur = np.flatnonzero(np.bincount(kinds)) if few else np.unique(kinds)
    for kind in occur.tolist():
        mine = np.flatnonzero(kinds == kind)
        number, amount = divmod(kind, most)
        due = runs.lines[number].business_days_due(start.take(mine), amount)
        found[mine] = due
    return found


def _pushed(
    runs: Runs, some: Ints, row: Ints, due: Ints, stands: Bools, days: Ints
) -> Ints:
    """Push what is due in days to the end of the pause in which it lies."""
    until = runs.moments.until.take(some)
    is_standing = stands[days]
    for begins, ends in runs.moments.waits:
        count = int(np.searchsorted(row, len(begins)))
        begin, end = begins.take(row[:count]), ends.take(row[:count])
        within = (begin < due[:count]) & (due[:count] < end)
        within &= (end <= until[:count]) & ~is_standing[:count]
        if runs.pauses is not None:
            within &= runs.pauses.take(some[:count])
        due[:count] = np.where(within, end, due[:count])
    stands[days] |= runs.stands.take(some) & (until < due)
    return due
