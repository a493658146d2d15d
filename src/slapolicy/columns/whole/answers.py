"""From what the rows come to, to columns: what many rows share is looked up.

Rows of one path, with the same requests and judged by the same limits, share all but
their instants and lengths. What they share is taken from one of them, decided as every
case is; the rest comes from the arrays.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import pyarrow as pa

from slapolicy.columns.form import Asked, Cells
from slapolicy.columns.whole.assembled import Assembled
from slapolicy.columns.whole.clocks import Owed, owed_in
from slapolicy.columns.whole.codes import MOST_KINDS, Ints, TooLongError, numbered
from slapolicy.columns.whole.events import events_of
from slapolicy.columns.whole.rows import Rows, rows_of
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.sharing import Shared
from slapolicy.columns.whole.tables import Tables
from slapolicy.columns.whole.vocabulary import Lexicon
from slapolicy.contract.compiled.plain_way import GoesPlain

MOST = 4_096
"""So many kinds of rows are kept from one call to the next."""
Decided = Callable[[int], Cells]
"""Decides a row of the batch alone, and gives its cells."""


class Answers:
    """Answers whole batches under one policy, as of one instant."""

    def __init__(self, tables: Tables, asked: Asked, until: int) -> None:
        self.tables, self.asked, self.until = tables, asked, until
        parts, key = tables.shape.parts, ("shared by rows", tables.heads)
        found = parts.get(key)
        if found is None or len(found) > MOST:
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
        tables, lexicon = self.tables, self.tables.lexicon
        try:
            events = events_of(given, tables.heads, lexicon)
            if events is None:
                return None
            rows = rows_of(tables, given, events, lexicon, self.until)
            if rows is None:
                return None
            owed = owed_in(tables.shape.clocks, rows, self.until)
        except GoesPlain:  # a holiday that nobody knows
            return None
        except TooLongError:
            tables.lexicon = Lexicon()
            return None
        groups, first = self._groups(rows, owed)
        if len(first) > MOST_KINDS:
            return None
        if len(self._shared) > MOST:
            self._shared = Shared()
        numbers = self._shared_by(rows, owed, first, decided)
        kinds = numbers.take(groups)
        good = np.flatnonzero(kinds >= 0)
        if not len(good):
            return None
        good = good[np.argsort(rows.index[good])]
        assembled = Assembled(rows, owed, good, kinds[good], self._shared.found)
        index = rows.index[good]
        names = given.column(tables.place_of("id"))
        if len(index) < len(given):
            names = names.take(pa.array(index))
        made = assembled.batch(names, index + before + 1, self.asked.at)
        return index, made

    def _groups(self, rows: Rows, owed: Owed) -> tuple[Ints, Ints]:
        """Number the rows that share all but instants and lengths."""
        columns = [
            (owed.is_bad.astype(np.int64), 2),
            (rows.path, len(rows.paths.known)),
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
            key = (rows.paths.known[int(rows.path[one])], asked, segments)
            row = int(rows.index[one])
            found[group] = self._shared.number(key, partial(decided, row))
        return found
