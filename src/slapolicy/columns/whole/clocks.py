"""The clocks of the rows become runs, each with the limits that its path brings."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints, indices_of
from slapolicy.columns.whole.moments import Moments, placed
from slapolicy.columns.whole.plans import plans_of
from slapolicy.columns.whole.positions import Positions, positions_of
from slapolicy.columns.whole.reckoned import Told, reckoned
from slapolicy.columns.whole.rows import Rows
from slapolicy.columns.whole.runs import Limits, Runs
from slapolicy.contract.compiled.clockwork import Clockwork
from slapolicy.contract.evaluator.course import FOREVER


@frozen(eq=False)
class Owed:
    """What is owed in all rows: runs of the first of `many` clocks, then of the next.

    A run has up to so many `segments`, of which `segment` judged it, from 1; 0 stands
    for none. `there`: whether it is owed at all. `is_bad`: the rows of which not all
    is told.
    """

    many: int
    segments: int
    segment: Ints
    there: Bools
    is_bad: Bools
    fulfilled: Ints
    told: Told

    @classmethod
    def nothing(cls, rows: int) -> "Owed":
        """Give what is owed where there is no clock."""
        none = np.zeros(0, np.int64)
        is_bad = np.zeros(rows, np.bool_)
        return cls(0, 1, none, is_bad[:0], is_bad, none, Told(is_bad[:0]))


def owed_in(clocks: Sequence[Clockwork], rows: Rows, now: int) -> Owed:
    """Give what is owed of each clock under its promise and its aim.

    Raises:
        GoesPlain: Nobody knows whether a date is a holiday.
    """
    plans, count = plans_of(clocks, rows.paths), len(rows.index)
    many = len(plans.clocks)
    if not many:
        return Owed.nothing(count)
    paths = plans.occurring(rows.path)
    limits, needed = plans.needed(paths)
    limit = rows.path + np.arange(0, many * plans.paths, plans.paths)[:, None]
    there: Bools = rows.begun.take([clock.number for clock in plans.clocks], axis=0)
    # what would be owed, and what is not known, is told case by case
    is_bad = ~there & (rows.ended >= FOREVER)
    if not plans.are_owed(paths):
        is_bad |= there & ~plans.is_known.take(limit)
        there &= plans.is_owed.take(limit)
    fulfilled = _fulfilled(plans.clocks, rows)
    told = Told(there)
    if there.any():
        first = int(rows.opened.min())
        lines = [positions_of(line, first, now) for line in needed]
        runs = _runs(plans.clocks, rows, fulfilled, lines, limits, limit, there, now)
        told = reckoned(runs)
        _doubt(runs, told, first)
        is_bad |= told.is_bad.reshape(many, count) & there
    return Owed(
        many, len(limits.lines), told.segment, there.ravel(),
        np.logical_or.reduce(is_bad), fulfilled.ravel(), told,
    )  # fmt: skip


def _fulfilled(clocks: Sequence[Clockwork], rows: Rows) -> Ints:
    """Give when each row fulfilled each clock; FOREVER if it did not."""
    found = rows.fulfilled.take([clock.number for clock in clocks], axis=0)
    by_end = rows.ended
    if rows.withdrawn.any():
        by_end = np.where(rows.withdrawn, FOREVER, by_end)
    for clock, here in zip(clocks, found, strict=True):
        if clock.is_fulfilled_by_end:
            np.minimum(here, by_end, out=here)
    return found


def _runs(
    clocks: Sequence[Clockwork],
    rows: Rows,
    fulfilled: Ints,
    lines: Sequence[Positions],
    limits: Limits,
    limit: Ints,
    there: Bools,
    now: int,
) -> Runs:
    """Give the runs, each with how far it can have come and whether it stands there.

    A run comes no farther than to where it is fulfilled, to a pause that goes on then,
    or to the end of the case.
    """
    stop = np.minimum(rows.ended, now)
    until: Ints = np.minimum(fulfilled, stop)
    stands: Bools = rows.ended < fulfilled
    pausing = np.array([rows.role in clock.waits_for for clock in clocks])
    waits, ends_at = rows.waits if pausing.any() else (), until
    if waits:
        ends_at = np.minimum(fulfilled, now)
    for begins, ends in waits:
        count = len(begins)
        halts = (begins < fulfilled[:, :count]) & (ends > ends_at[:, :count])
        if not pausing.all():
            halts &= pausing[:, None]
        stands[:, :count] |= halts
        for here, halt in zip(until, halts, strict=True):
            if halt.any():
                some = indices_of(halt)
                here[some] = begins.take(some)
    moments = Moments(rows.opened, rows.turns, waits, until)
    return Runs(
        lines=lines, limits=limits, limit=limit, there=there, fulfilled=fulfilled,
        closed=rows.ended, bound=np.minimum(fulfilled, stop + 1), stands=stands,
        pauses=None if pausing.all() else pausing[:, None].repeat(len(rows.index), 1),
        moments=moments, places=placed(lines, moments, now), now=now,
    )  # fmt: skip


def _doubt(runs: Runs, told: Told, first: int) -> None:
    """Set apart what is due where holidays or zone rules are estimates."""
    last = int(told.due_at.max(initial=0))
    for number, line in enumerate(runs.lines):
        if line.has_estimates(first, last):
            mine = indices_of(told.due_at >= 0)
            on_it = runs.line(mine, told.segment.take(mine)) == number
            mine = mine[on_it]
            told.is_bad[mine] |= line.is_estimated(told.due_at.take(mine))
