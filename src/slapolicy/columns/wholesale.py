"""A part of a batch is decided: the plainest rows at once, the others one by one."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from slapolicy.columns.answering import Answering
from slapolicy.columns.assembling import case_under, id_under
from slapolicy.columns.form import Cells, cells
from slapolicy.columns.heads import Head
from slapolicy.columns.reading import values
from slapolicy.columns.writing import batch
from slapolicy.worktime import from_datetime

if TYPE_CHECKING:
    from slapolicy.columns.whole.answers import Answers
    from slapolicy.columns.whole.codes import Ints


TOGETHER, FEW = 1_000, 8
"""So many rows are read together, unless less than one in so many is read at all."""


class Wholesale:
    """Decides parts of batches whose columns have the same heads.

    `answers` is None where no row is plain enough, or numpy is not there. `taken`
    counts the rows that were decided all at once.
    """

    def __init__(
        self,
        answering: Answering,
        heads: tuple[Head | None, ...],
        answers: "Answers | None",
    ) -> None:
        self.answering, self.heads, self.answers = answering, heads, answers
        self.taken = 0

    def decided(self, given: pa.RecordBatch, before: int) -> pa.RecordBatch:
        """Give the decisions of rows, of which so many came before."""
        alone, columns = _Alone(self, given, before), self.answering.columns
        found = self._at_once(given, before, alone)
        if found is None:
            alone.is_many = True
            rows = [alone.cells(row) for row in range(len(given))]
            return batch(rows, columns)
        import numpy as np

        taken, whole = found
        self.taken += len(taken)
        if len(taken) == len(given):
            return whole
        others = np.setdiff1d(np.arange(len(given)), taken, assume_unique=True)
        alone.is_many = len(others) * FEW > len(given)
        rest = batch([alone.cells(row) for row in others.tolist()], columns)
        order = np.argsort(np.concatenate([taken, others]))
        both = pa.Table.from_batches([whole, rest]).combine_chunks()
        (one,) = both.take(pa.array(order)).combine_chunks().to_batches()
        return one

    def at_once(
        self, given: pa.RecordBatch, before: int
    ) -> "tuple[Ints, pa.RecordBatch] | None":
        """Tell which rows are plain enough, and give their decisions; None: none is."""
        return self._at_once(given, before, _Alone(self, given, before))

    def _at_once(
        self, given: pa.RecordBatch, before: int, alone: "_Alone"
    ) -> "tuple[Ints, pa.RecordBatch] | None":
        if self.answers is None:
            return None
        return self.answers.answer(given, before, alone.cells)


class _Alone:
    """Decides rows of a part alone; the values of its cells are read when needed.

    `is_many` says that most rows are asked for, in order.
    """

    def __init__(self, of: Wholesale, given: pa.RecordBatch, before: int) -> None:
        self._of, self._given, self._before = of, given, before
        self._start, self._rows = -1, list[tuple[Any, ...]]()
        self.is_many = False

    def cells(self, row: int) -> Cells:
        """Decide a row, and give its cells."""
        answering, heads = self._of.answering, self._of.heads
        stated = self._stated(row)
        answered = answering.answer(
            self._before + row + 1,
            partial(case_under, heads, stated),
            partial(id_under, heads, stated),
        )
        return cells(answering.asked, answered)

    def _stated(self, row: int) -> tuple[Any, ...]:
        if not self.is_many:
            return self._values(self._given.slice(row, 1))[0]
        start = row - row % TOGETHER
        if start != self._start:
            self._start = start
            self._rows = self._values(self._given.slice(start, TOGETHER))
        return self._rows[row - start]

    def _values(self, given: pa.RecordBatch) -> list[tuple[Any, ...]]:
        columns: Sequence[Sequence[Any]] = [
            [None] * len(given) if head is None else values(column)
            for head, column in zip(self._of.heads, given.columns, strict=True)
        ]
        return list(zip(*columns, strict=True))


def wholesale(answering: Answering, heads: tuple[Head | None, ...]) -> Wholesale:
    """Give what decides parts of batches under heads."""
    answers = None
    try:
        from slapolicy.columns.whole.answers import Answers
        from slapolicy.columns.whole.memory import keep_memory
        from slapolicy.columns.whole.tables import tables
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "numpy":
            raise
    else:
        found = tables(answering.policy, heads)
        if found is not None:
            until = from_datetime(answering.asked.at)
            keep_memory()
            answers = Answers(found, answering, until)
    return Wholesale(answering, heads, answers)
