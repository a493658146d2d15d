"""The clocks of the rows: each row beside those that run as it does, and reckoned."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints, numbered
from slapolicy.columns.whole.coordinates import NONE, Limits
from slapolicy.columns.whole.positions import Positions, positions_of
from slapolicy.columns.whole.reckoned import Together, Told
from slapolicy.columns.whole.rows import Rows
from slapolicy.contract.compiled.compiler import Clockwork
from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.states import Plan
from slapolicy.contract.evaluator.course import FOREVER

_KINDS = ("time", "business_days")
MOST_TOGETHER = 4_096
"""Of fewer rows, those with fewer pauses are reckoned as if they had more."""


@frozen(eq=False)
class Slot:
    """What is owed of one clock under its promise or its aim, in all rows.

    `there`: whether it is owed at all. `is_bad`: that it cannot be told here.
    """

    there: Bools
    is_bad: Bools
    told: Told


@frozen(eq=False, kw_only=True)
class _Plans:
    """What is owed along each path: a column a path, a segment a row."""

    lengths: Ints
    places: Ints
    line: Ints
    amount: Ints
    is_days: Bools
    is_none: Bools
    is_known: Bools


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


def slots(
    clocks: Sequence[Clockwork], rows: Rows, now: int
) -> list[tuple[int, int, Slot]]:
    """Give what is owed in all rows, with the number of the clock and the kind.

    Raises:
        GoesPlain: Nobody knows whether a date is a holiday.
    """
    lines = Lines(int(rows.opened.min()), now)
    found: list[tuple[int, int, Slot]] = []
    for clock in clocks:
        for kind in range(len(rows.paths[0].plans[clock.number])):
            plans = [path.plans[clock.number][kind] for path in rows.paths]
            found.append((clock.number, kind, _slot(lines, clock, rows, plans, now)))
    return found


def _plans(lines: Lines, plans: Sequence[Plan]) -> _Plans:
    most = max(len(plan.owners) for plan in plans)
    shape = (most, len(plans))
    lengths = np.array([len(plan.owners) for plan in plans])
    places, line = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    amount, is_days = np.ones(shape, np.int64), np.zeros(shape, np.bool_)
    is_none = np.array([plan.owners == (None,) for plan in plans])
    is_known = np.ones(len(plans), np.bool_)
    for number, plan in enumerate(plans):
        for k, (place, owed) in enumerate(zip(plan.places, plan.owners, strict=True)):
            places[k, number] = place
            if owed is None or owed.line is None or owed.kind not in _KINDS:
                is_known[number] = False
                continue
            line[k, number] = lines.number(owed.line)
            amount[k, number] = owed.amount
            is_days[k, number] = owed.kind == "business_days"
            if not owed.amount or not owed.has_hours:
                is_known[number] = False
    return _Plans(
        lengths=lengths, places=places, line=line, amount=amount, is_days=is_days,
        is_none=is_none, is_known=is_known,
    )  # fmt: skip


def _slot(
    lines: Lines, clock: Clockwork, rows: Rows, plans: Sequence[Plan], now: int
) -> Slot:
    count, table = len(rows.index), _plans(lines, plans)
    begun = rows.begun[clock.number]
    is_none = table.is_none[rows.path]
    is_over = rows.ended < FOREVER
    is_bad = ~begun & ~is_over  # what would be owed is told case by case
    is_bad |= begun & ~is_none & ~table.is_known[rows.path]
    there = begun & ~is_none & ~is_bad
    fulfilled = fulfilled_of(clock, rows)
    pauses = np.zeros(count, np.int64)
    if rows.role in clock.waits_for:
        pauses = (rows.begins < FOREVER).sum(axis=0)
        if count < MOST_TOGETHER:
            pauses = np.full(count, pauses.max())
    lengths = table.lengths[rows.path]
    groups, first = numbered(
        [(lengths, int(lengths.max()) + 1), (pauses, int(pauses.max()) + 1)], count
    )
    parts = {name: np.full(count, NONE) for name in _PARTS}
    for number, one in enumerate(first.tolist()):
        mine = np.flatnonzero(there & (groups == number))
        if not len(mine):
            continue
        path = rows.path[mine]
        segments, waits = int(lengths[one]), int(pauses[one])
        since = [rows.opened[mine]]
        for k in range(1, segments):
            since.append(rows.turns[table.places[k][path] - 1, mine])
        limits = Limits(
            since=np.stack(since),
            line=table.line[:segments, path],
            amount=table.amount[:segments, path],
            is_days=table.is_days[:segments, path],
        )
        told = Together(
            lines.positions,
            limits,
            rows.begins[:waits, mine],
            rows.resumes[:waits, mine],
            fulfilled[mine],
            rows.ended[mine],
            now,
        ).reckoned()
        for name, part in parts.items():
            part[mine] = getattr(told, name)
        is_bad[mine] |= told.is_bad
        which = limits.line[told.segment, np.arange(len(mine))]
        for other, positions in enumerate(lines.positions):
            these = np.flatnonzero((which == other) & (told.due_at >= 0))
            is_bad[mine[these]] |= positions.is_estimated(told.due_at[these])
    told = Told(is_bad=is_bad, **parts)
    return Slot(there, is_bad, told)


_PARTS = (
    "state", "due_at", "breached_at", "elapsed", "remaining", "paused", "overrun",
    "segment", "next_at",
)  # fmt: skip


def fulfilled_of(clock: Clockwork, rows: Rows) -> Ints:
    """Give when each row fulfilled a clock; FOREVER if it did not."""
    found: Ints = rows.fulfilled[clock.number]
    if clock.is_fulfilled_by_end:
        by_end = np.where(rows.withdrawn, FOREVER, rows.ended)
        found = np.minimum(found, by_end)
    return found
