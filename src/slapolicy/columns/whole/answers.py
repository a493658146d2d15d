"""From what the rows come to, to columns: what many rows share is looked up.

Rows of one path, with the same requests and judged by the same limits, share all but
their instants and lengths. What they share is taken from one of them, decided as every
case is; the rest comes from the arrays.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import pyarrow as pa

from slapolicy.columns.answering import Answering
from slapolicy.columns.form import Cells
from slapolicy.columns.whole.assembled import Assembled
from slapolicy.columns.whole.clocks import Owed, owed_in
from slapolicy.columns.whole.codes import Ints, TooLongError, indices_of
from slapolicy.columns.whole.events import events_of
from slapolicy.columns.whole.order import names_in
from slapolicy.columns.whole.rows import Rows, rows_of
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.sharing import Shared
from slapolicy.columns.whole.tables import Tables
from slapolicy.columns.whole.vocabulary import Lexicon
from slapolicy.contract.compiled.plain_way import GoesPlain

MOST, MOST_CODES = 4_096, 1 << 20
"""So many kinds of rows are kept from one call to the next; so many there may be."""
Decided = Callable[[int], Cells]
"""Decides a row of the batch alone, and gives its cells."""


class Answers:
    """Answers whole batches under one policy, as of one instant."""

    def __init__(self, tables: Tables, answering: Answering, until: int) -> None:
        self.tables, self.until = tables, until
        self._columns = answering.columns
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
        names = names_in(given.column(self.tables.place_of("id")))
        for _ in range(2):
            try:
                return (
                    None if names is None else self._told(given, names, before, decided)
                )
            except TooLongError:  # perhaps for what was said before
                self.tables.lexicon = Lexicon()
            except (GoesPlain, pa.ArrowNotImplementedError):
                break  # a holiday that nobody knows, a column of an uncommon kind
        return None

    def _told(
        self, given: pa.RecordBatch, names: pa.Array, before: int, decided: Decided
    ) -> tuple[Ints, pa.RecordBatch] | None:
        tables, lexicon = self.tables, self.tables.lexicon
        events = events_of(given, tables.heads, lexicon)
        if events is None:
            return None
        rows = rows_of(tables, given, names, events, lexicon, self.until)
        if rows is None:
            return None
        owed = owed_in(tables.shape.clocks, rows, self.until)
        place = np.full(len(given), NONE)
        place[rows.index] = np.where(owed.is_bad, NONE, np.arange(len(rows.index)))
        index = indices_of(place >= 0)
        good = place.take(index)
        if len(self._shared) > MOST:
            self._shared = Shared()
        kinds = self._kinds(rows, owed, good, decided)
        if kinds is None or not len(good):
            return None
        assembled = Assembled(rows, owed, good, kinds, self._shared.found)
        if len(index) < len(given):
            names = names.take(pa.array(index))
        numbers = index + (before + 1)
        return index, assembled.batch(self._columns, names, numbers, self.until)

    def _kinds(
        self, rows: Rows, owed: Owed, some: Ints, decided: Decided
    ) -> Ints | None:
        """Give for some rows the number of what they share; None if there are too many.

        They share all but instants and lengths if they go one path, ask for the same,
        and each clock is judged by the same limit.
        """
        segments = owed.segment.reshape(owed.many, -1)
        codes, most = rows.path * len(rows.asks), owed.segments + 1
        codes += rows.asked
        size = len(rows.paths.known) * len(rows.asks)
        owner: object = (rows.paths, len(rows.asks), most)
        for each in segments:
            if size * most > MOST_CODES:  # numbers that hold for this batch alone
                known, codes = np.unique(codes, return_inverse=True)
                size, owner = len(known), object()
            codes *= most
            codes += each
            size *= most

        def number(one: int) -> int:
            asked = rows.asks[int(rows.asked[one])]
            path = rows.paths.known[int(rows.path[one])]
            key = (path, asked, tuple(segments[:, one].tolist()))
            return self._shared.number(key, partial(decided, int(rows.index[one])))

        return self._shared.numbers(owner, size, codes, some, number)
