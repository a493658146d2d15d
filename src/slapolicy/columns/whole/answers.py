"""From what the rows come to, to columns: what many rows share is looked up.

Rows of one path, with the same requests and judged by the same limits, share all but
their instants and lengths. What they share is taken from one of them, decided as every
case is; the rest comes from the arrays.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from slapolicy.columns.form import COLUMNS, Asked, Cells, Column
from slapolicy.columns.whole.clocks import Owed, owed_in
from slapolicy.columns.whole.codes import MOST_KINDS, Bools, Ints, Words, numbered
from slapolicy.columns.whole.events import events_of
from slapolicy.columns.whole.reckoned import LAPSED, STATES
from slapolicy.columns.whole.rows import Rows, rows_of
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.tables import Tables
from slapolicy.columns.writing import INSTANT, batch, schema
from slapolicy.contract.compiled.plain_way import GoesPlain
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import LATEST

MOST = 4_096
"""So many kinds of rows are kept from one call to the next."""

AT, STANDS, OVER = range(3)
_DUES = ("at", "paused", "lapsed")
_CASE_STATES = ("open", "resolved", "withdrawn")
_NAMES = [column.name for column in COLUMNS]
_OBLIGATION: Column = COLUMNS[_NAMES.index("obligations")]
Decided = Callable[[int], Cells]
"""Decides a row of the batch alone, and gives its cells."""


class Shared:
    """What rows share, each kind of row once; it is kept with the compiled policy."""

    def __init__(self) -> None:
        self.known: dict[Any, int] = {}
        self.cells: list[Cells] = []
        self._batch: pa.RecordBatch | None = None

    def number(self, key: Any, decided: Callable[[], Cells]) -> int:
        """Give the number of what a kind of rows shares; the first is decided."""
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = len(self.cells)
            self.cells.append(decided())
            self._batch = None
        return found

    @property
    def batch(self) -> pa.RecordBatch:
        """What is shared, as rows."""
        if self._batch is None:
            self._batch = batch(self.cells)
        return self._batch


class Answers:
    """Answers whole batches under one policy, as of one instant."""

    def __init__(self, tables: Tables, asked: Asked, until: int) -> None:
        self.tables, self.asked, self.until = tables, asked, until
        parts, key = tables.shape.parts, ("shared by rows", tables.heads)
        found = parts.get(key)
        if found is None or len(found.cells) > MOST:
            found = tables.shape.keep(key, Shared())
        self._shared: Shared = found

    def answer(
        self, given: pa.RecordBatch, before: int, decided: Decided
    ) -> tuple[Ints, pa.RecordBatch] | None:
        """Answer the rows that are plain enough; tell which they are.

        Args:
            given: The batch.
            before: How many rows came before it.
            decided: Decides one of its rows alone.
        """
        try:
            events = events_of(given, self.tables.heads)
            if events is None:
                return None
            rows = rows_of(self.tables, given, events, self.until)
            if rows is None:
                return None
            owed = owed_in(self.tables.shape.clocks, rows, self.until)
        except (GoesPlain, ValueError):  # a list too long, a holiday nobody knows
            return None
        groups, first = self._groups(rows, owed)
        if len(first) > MOST_KINDS:
            return None
        if len(self._shared.cells) > MOST:
            self._shared = Shared()
        numbers = self._shared_by(rows, owed, first, decided)
        kinds = numbers.take(groups)
        good = np.flatnonzero(kinds >= 0)
        if not len(good):
            return None
        good = good[np.argsort(rows.index[good])]
        made = self._made(given, before, rows, owed, good, kinds[good])
        return rows.index[good], made

    def _groups(self, rows: Rows, owed: Owed) -> tuple[Ints, Ints]:
        """Number the rows that share all but instants and lengths."""
        columns = [
            (owed.is_bad.astype(np.int64), 2),
            (rows.path, len(rows.paths)),
            (rows.asked, len(rows.asks)),
        ]
        for segment in self._segments(rows, owed).T:
            columns.append((segment, int(segment.max(initial=0)) + 1))
        return numbered(columns, len(rows.index))

    def _segments(self, rows: Rows, owed: Owed) -> Ints:
        """Give by which segment each run of a row was judged, from 1; 0 for none."""
        found: Ints = (owed.told.segment + 1).reshape(len(rows.index), owed.many)
        return found

    def _shared_by(
        self,
        rows: Rows,
        owed: Owed,
        first: Ints,
        decided: Decided,
    ) -> Ints:
        """Give for each group the number of what it shares; NONE where it is bad."""
        found = np.full(len(first), NONE)
        segments_of = self._segments(rows, owed)
        for group, one in enumerate(first.tolist()):
            if owed.is_bad[one]:
                continue
            segments = tuple(segments_of[one].tolist())
            asked = rows.asks[int(rows.asked[one])]
            key = (rows.paths[int(rows.path[one])], asked, segments)
            row = int(rows.index[one])
            found[group] = self._shared.number(key, partial(decided, row))
        return found

    def _made(
        self,
        given: pa.RecordBatch,
        before: int,
        rows: Rows,
        owed: Owed,
        good: Ints,
        shared: Ints,
    ) -> pa.RecordBatch:
        index, ended = rows.index[good], rows.ended[good]
        is_over = ended < FOREVER
        state = np.where(rows.withdrawn[good], 2, np.where(is_over, 1, 0))
        change = np.full(len(good), FOREVER)
        if owed.many:
            mine = np.where(owed.told.next_at < 0, FOREVER, owed.told.next_at)
            change = mine.reshape(-1, owed.many).min(axis=1)[good]
        place = self.tables.place_of("id")
        taken, same = pa.array(shared), self._shared.batch
        moment = pa.array([self.asked.at], INSTANT)
        made = {
            "at": moment.take(pa.array(np.zeros(len(good), np.int64))),
            "row": pa.array(index + before + 1),
            "id": given.column(place).take(pa.array(index)),
            "case_state": _words(_CASE_STATES, state),
            "closed_at": _instants(ended, ~is_over),
            "obligations": self._obligations(rows, owed, good, shared),
            "next_change_at": _instants(change, change >= LATEST),
        }
        columns = [
            made[name] if name in made else same.column(name).take(taken)
            for name in _NAMES
        ]
        return pa.RecordBatch.from_arrays(columns, schema=schema())

    def _obligations(
        self, rows: Rows, owed: Owed, good: Ints, shared: Ints
    ) -> pa.Array:
        """Give the obligations of each row, one beside another."""
        known = self._shared.batch.column("obligations")
        if not owed.many:
            return known.take(pa.array(shared))
        there = owed.there.reshape(-1, owed.many)[good]
        counts = there.sum(axis=1)
        runs = (good[:, None] * owed.many + np.arange(owed.many))[there]
        told = owed.told
        begins = known.offsets.to_numpy().astype(np.int64)[shared]
        ranks = np.cumsum(there, axis=1) - 1
        same = known.values.take(pa.array((begins[:, None] + ranks)[there]))
        state, due = told.state.take(runs), told.due_at.take(runs)
        fulfilled = owed.fulfilled.take(runs)
        why = np.where(state == LAPSED, OVER, np.where(due < 0, STANDS, AT))
        breached = told.breached_at.take(runs)
        lengths = ("elapsed", "remaining", "paused", "overrun")
        made = {
            "state": _words(STATES, state),
            "started_at": _instants(rows.opened.take(runs // owed.many), None),
            "due_at": _instants(due, due < 0),
            "due": _words(_DUES, why),
            "fulfilled_at": _instants(fulfilled, fulfilled >= FOREVER),
            "breached_at": _instants(breached, breached < 0),
            **{
                f"{name}_us": _lengths(getattr(told, name).take(runs))
                for name in lengths
            },
        }
        names = [part.name for part in _OBLIGATION.parts]
        columns = [
            made[name] if name in made else same.field(number)
            for number, name in enumerate(names)
        ]
        fields = list(schema().field("obligations").type.value_type)
        struct = pa.StructArray.from_arrays(columns, fields=fields)
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(offsets), struct)


def _words(words: Sequence[str], codes: Ints | Words) -> pa.Array:
    return pa.array(words).take(pa.array(codes))


def _instants(at: Ints, missing: Bools | None) -> pa.Array:
    return pa.array(at, pa.int64(), mask=missing).cast(INSTANT)


def _lengths(lengths: Ints) -> pa.Array:
    return pa.array(lengths, pa.int64(), mask=lengths < 0)
