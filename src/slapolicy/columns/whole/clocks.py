"""The clocks of the rows become runs, each with the limits that its path brings."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.moments import Moments, placed
from slapolicy.columns.whole.positions import Positions, positions_of
from slapolicy.columns.whole.reckoned import Told, reckoned
from slapolicy.columns.whole.rows import Rows
from slapolicy.columns.whole.runs import Limits, Runs
from slapolicy.contract.compiled.compiler import Clockwork
from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.states import Owed as Owing
from slapolicy.contract.compiled.states import Plan
from slapolicy.contract.evaluator.course import FOREVER

_KINDS = ("time", "business_days")


@frozen(eq=False)
class Owed:
    """What is owed in all rows: runs beside one another, `many` in each row.

    `there`: whether it is owed at all. `is_bad`: the rows of which not all is told.
    """

    many: int
    there: Bools
    is_bad: Bools
    fulfilled: Ints
    told: Told


class Lines:
    """The lines that the limits of a batch count on, each once."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.positions: list[Positions] = []
        self._numbers: dict[Line, int] = {}

    def number(self, line: Line) -> int:
        """Give the number of a line.

        Raises:
            GoesPlain: Nobody knows whether a date is a holiday.
        """
        found = self._numbers.get(line)
        if found is None:
            found = self._numbers[line] = len(self.positions)
            self.positions.append(positions_of(line, self.first, self.last))
        return found


def owed_in(clocks: Sequence[Clockwork], rows: Rows, now: int) -> Owed:
    """Give what is owed of each clock under its promise and its aim.

    Raises:
        GoesPlain: Nobody knows whether a date is a holiday.
    """
    lines = Lines(int(rows.opened.min()), now)
    paths = tuple(rows.paths.known)
    kinds = [
        (clock, [path.plans[clock.number][kind] for path in paths])
        for clock in clocks
        for kind in range(len(paths[0].plans[clock.number]))
    ]
    limits, is_none, is_known = _limits(lines, [plans for _, plans in kinds])
    count, many = len(rows.index), len(kinds)
    numbers = np.arange(many) * len(paths)
    limit = (rows.path[:, None] + numbers).ravel()
    begun = _beside([rows.begun[clock.number] for clock, _ in kinds])
    fulfilled = _beside([_fulfilled(clock, rows) for clock, _ in kinds])
    row, closed = np.repeat(np.arange(count), many), np.repeat(rows.ended, many)
    # what would be owed, and what is not known, is told case by case
    is_bad: Bools = (~begun & (closed >= FOREVER)) | (begun & ~is_known.take(limit))
    there = begun & ~is_none.take(limit) & ~is_bad
    until, stands, pauses = _until(
        [clock for clock, _ in kinds], rows, fulfilled, closed, now
    )
    moments = Moments(rows.opened, rows.turns.ravel(), rows.waits, until)
    runs = Runs(
        lines=lines.positions, limits=limits, rows=count, row=row, limit=limit,
        fulfilled=fulfilled, closed=closed, stands=stands, pauses=pauses,
        moments=moments, positions=placed(lines.positions, moments, now), now=now,
    )  # fmt: skip
    some = np.flatnonzero(there)
    told = reckoned(runs, some) if len(some) else Told(runs.size)
    for number, line in enumerate(lines.positions):
        mine = np.flatnonzero((told.line == number) & (told.due_at >= 0))
        guesses = line.is_estimated(told.due_at.take(mine))
        if guesses is not None:
            told.is_bad[mine] |= guesses
    is_bad |= there & told.is_bad
    bad_rows: Bools = np.logical_or.reduce(is_bad.reshape(count, many), axis=1)
    return Owed(many, there, bad_rows, fulfilled, told)


def _beside(columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Give what stands beside one another in each row, row by row."""
    if len(columns) == 1:
        return columns[0]
    return np.stack(columns, axis=1).ravel()


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


def _limits(
    lines: Lines, kinds: Sequence[Sequence[Plan]]
) -> tuple[Limits, Bools, Bools]:
    """Give the limits of each plan, and which have none or one not known here."""
    plans = [plan for each in kinds for plan in each]
    most = max((len(plan.owners) for plan in plans), default=1)
    shape = (most, len(plans))
    line, amount, turn = np.zeros((3, *shape), np.int64)
    is_days = np.zeros(shape, np.bool_)
    is_none = np.array([plan.is_none for plan in plans], np.bool_)
    is_known = np.ones(len(plans), np.bool_)
    for number, plan in enumerate(plans):
        if plan.is_none:
            continue
        for k, (place, owed) in enumerate(zip(plan.places, plan.owners, strict=True)):
            turn[k, number] = place - 1
            if owed is None or owed.line is None or not _is_counted(owed):
                is_known[number] = False
                continue
            line[k, number] = lines.number(owed.line)
            amount[k, number] = owed.amount
            is_days[k, number] = owed.kind == "business_days"
    count = np.array([len(plan.owners) for plan in plans], np.int64)
    limits = Limits(
        count=count, line=[*line], amount=[*amount], is_days=[*is_days], turn=[*turn]
    )
    return limits, is_none, is_known | is_none


def _is_counted(owed: Owing) -> bool:
    return owed.kind in _KINDS and owed.amount > 0 and owed.has_hours
