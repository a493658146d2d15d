"""The clocks of the rows become runs, each with the limits that its path brings."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints, beside
from slapolicy.columns.whole.moments import Moments, placed
from slapolicy.columns.whole.plans import plans_of
from slapolicy.columns.whole.positions import positions_of
from slapolicy.columns.whole.reckoned import Told, reckoned
from slapolicy.columns.whole.rows import Rows
from slapolicy.columns.whole.runs import Runs
from slapolicy.contract.compiled.clockwork import Clockwork
from slapolicy.contract.evaluator.course import FOREVER

_KINDS = ("time", "business_days")


@frozen(eq=False)
class Owed:
    """What is owed in all rows: runs beside one another, `many` in each row.

    A run has up to so many `segments`, of which `segment` judged it, from 1; 0 stands
    for none. `there`: whether it is owed at all. `is_bad`:
    the rows of which not all is told.
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
        return cls(0, 1, none, is_bad[:0], is_bad, none, Told(0))


def owed_in(clocks: Sequence[Clockwork], rows: Rows, now: int) -> Owed:
    """Give what is owed of each clock under its promise and its aim.

    Raises:
        GoesPlain: Nobody knows whether a date is a holiday.
    """
    plans = plans_of(clocks, rows.paths)
    if not plans.clocks:
        return Owed.nothing(len(rows.index))
    count, many = len(rows.index), len(plans.clocks)
    limits, needed = plans.needed(rows.path)
    first = int(rows.opened.min())
    lines = [positions_of(line, first, now) for line in needed]
    limit = beside([rows.path + place * plans.paths for place in range(many)])
    begun = beside([rows.begun[clock.number] for clock in plans.clocks])
    fulfilled = beside([_fulfilled(clock, rows) for clock in plans.clocks])
    row, closed = np.repeat(np.arange(count), many), np.repeat(rows.ended, many)
    # what would be owed, and what is not known, is told case by case
    is_bad: Bools = (~begun & (closed >= FOREVER)) | (
        begun & ~plans.is_known.take(limit)
    )
    there = begun & ~plans.is_none.take(limit) & ~is_bad
    told, some = Told(len(row)), np.flatnonzero(there)
    if len(some):
        until, stands, pauses = _until(plans.clocks, rows, fulfilled, closed, now)
        moments = Moments(rows.opened, rows.turns.ravel(), rows.waits, until)
        runs = Runs(
            lines=lines, limits=limits, rows=count, row=row, limit=limit,
            fulfilled=fulfilled, closed=closed, stands=stands, pauses=pauses,
            moments=moments, positions=placed(lines, moments, now), now=now,
            halts=bool((stands & (closed >= FOREVER)).any()),
        )  # fmt: skip
        told = reckoned(runs, some)
        last = int(told.due_at.max(initial=0))
        for number, line in enumerate(lines):
            if line.has_estimates(first, last):
                mine = some[told.due_at.take(some) >= 0]
                mine = mine[runs.line(mine, told.segment.take(mine)) == number]
                told.is_bad[mine] |= line.is_estimated(told.due_at.take(mine))
    is_bad |= told.is_bad
    bad_rows = np.zeros(count, np.bool_)
    for each in is_bad.reshape(count, many).T:
        bad_rows |= each
    segment = told.segment + 1 if len(some) else np.zeros(len(row), np.int64)
    return Owed(many, len(limits.line), segment, there, bad_rows, fulfilled, told)


def _fulfilled(clock: Clockwork, rows: Rows) -> Ints:
    """Give when each row fulfilled a clock; FOREVER if it did not."""
    found: Ints = rows.fulfilled[clock.number]
    if clock.is_fulfilled_by_end:
        by_end = np.where(rows.withdrawn, FOREVER, rows.ended)
        found = np.minimum(found, by_end)
    return found


def _until(
    clocks: Sequence[Clockwork], rows: Rows, fulfilled: Ints, closed: Ints, now: int
) -> tuple[Ints, Bools, Bools | None]:
    """Give how far each run can have come, whether it stands there, and which pause.

    A run comes no farther than to where it is fulfilled, to a pause that goes on then,
    or to the end of the case.
    """
    many, ends_at = len(clocks), np.minimum(fulfilled, now)
    stands: Bools = closed < fulfilled
    until = np.minimum(ends_at, closed)
    waiting = [rows.role in clock.waits_for for clock in clocks]
    pauses = None if all(waiting) else np.tile(waiting, len(rows.index))
    if not any(waiting):
        return until, stands, pauses
    for begins, resumes in rows.waits:
        some = len(begins) * many
        begin, end = np.repeat(begins, many), np.repeat(resumes, many)
        halts = (begin < fulfilled[:some]) & (end > ends_at[:some])
        if pauses is not None:
            halts &= pauses[:some]
        stands[:some] |= halts
        until[:some] = np.where(halts, begin, until[:some])
    return until, stands, pauses
