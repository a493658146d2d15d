"""From what the rows come to, to columns: instants and lengths, and what is shared."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa
from attrs import frozen

from slapolicy.columns.form import COLUMNS, Column
from slapolicy.columns.whole.arrays import evenly, lists_of, numbers_of, records_of
from slapolicy.columns.whole.clocks import Owed
from slapolicy.columns.whole.codes import Ints, Marks, beside, starts_of
from slapolicy.columns.whole.few_texts import FewTexts
from slapolicy.columns.whole.reckoned import LAPSED, STATES
from slapolicy.columns.whole.rows import Rows
from slapolicy.columns.whole.sharing import Found
from slapolicy.columns.whole.spreading import Kinds, Repeated
from slapolicy.columns.writing import INSTANT, schema
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import LATEST

_DUES = ("at", "paused", "lapsed")
_CASE_STATES = ("open", "resolved", "withdrawn")
_REPEATED = {
    word: Repeated(pa.array([word])) for word in {*_DUES, *_CASE_STATES, *STATES}
}
_LENGTH = pa.int64()
_NOTHING = {kind: Repeated(pa.nulls(1, kind)) for kind in (INSTANT, _LENGTH)}
_NAMES = [column.name for column in COLUMNS]
_PARTS = [part.name for part in COLUMNS[_NAMES.index("obligations")].parts]
_OBLIGATIONS = schema().field("obligations").type


@frozen(eq=False)
class Assembled:
    """The rows of a batch that are answered: `good` are their places in `rows`.

    `kinds` are the numbers of what they share, which is `shared`.
    """

    rows: Rows
    owed: Owed
    good: Ints
    kinds: Ints
    shared: Found

    def batch(
        self, columns: Sequence[Column], names: pa.Array, numbers: Ints, at: int
    ) -> pa.RecordBatch:
        """Give the answers, with some columns.

        Args:
            columns: The columns, in order.
            names: The ids of the rows.
            numbers: Which rows they are, from 1.
            at: As of when they are answered.
        """
        kinds, ended = Kinds(self.kinds), self.rows.ended.take(self.good)
        made: dict[str, Callable[[], pa.Array]] = {
            "row": lambda: numbers_of(_LENGTH, numbers),
            "id": lambda: names,
            "at": lambda: numbers_of(INSTANT, np.full(len(numbers), at)),
            "case_state": lambda: self._case_state(ended),
            "closed_at": lambda: numbers_of(INSTANT, ended, ended < FOREVER),
            "obligations": lambda: self._obligations(kinds),
            "next_change_at": self._next_change_at,
        }
        arrays = [
            made[name]()
            if (name := each.name) in made
            else self.shared.column(name)(kinds)
            for each in columns
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=schema(columns))

    def _case_state(self, ended: Ints) -> pa.Array:
        is_over, withdrawn = ended < FOREVER, self.rows.withdrawn.take(self.good)
        return _words(_CASE_STATES, is_over.view(np.int8) + withdrawn)

    def _next_change_at(self) -> pa.Array:
        many, told = self.owed.many, self.owed.told
        if not len(told.next_at):
            return _NOTHING[INSTANT].times(len(self.good))
        # NONE is the largest of numbers without a sign
        changes = told.next_at.view(np.uint64).reshape(many, -1)
        change = changes.min(axis=0).take(self.good)
        return numbers_of(INSTANT, change, change < LATEST)

    def _obligations(self, kinds: Kinds) -> pa.Array:
        """Give the obligations of each row, one beside another."""
        many, good = self.owed.many, self.good
        if not many:
            return self.shared.column("obligations")(kinds)
        there, lengths = self.owed.there, self.shared.lengths("obligations")
        rows = len(self.rows.index)
        if there.all() and (lengths == many).all():
            runs = beside([good + place * rows for place in range(many)])
            offsets, each, places = evenly(many, len(good)), many, kinds
        else:
            owes = there.reshape(many, -1).T[good]
            runs = (good[:, None] + np.arange(many) * rows)[owes]
            begins = starts_of(lengths).take(self.kinds)
            items = (begins[:, None] + np.cumsum(owes, axis=1) - 1)[owes]
            ends = np.cumsum(owes.sum(axis=1), dtype=np.int32)
            offsets = np.concatenate([np.zeros(1, np.int32), ends])
            each, places = 1, Kinds(items)
        told = self._told(runs)
        columns = [
            told[name]
            if name in told
            else self.shared.part("obligations", place, each)(places)
            for place, name in enumerate(_PARTS)
        ]
        found = records_of(_OBLIGATIONS.value_type, len(runs), columns)
        return lists_of(_OBLIGATIONS, len(good), offsets, found)

    def _told(self, runs: Ints) -> dict[str, pa.Array]:
        """Give what is told of runs that are owed, in this order."""
        owed, told = self.owed, self.owed.told
        state, due = told.state.take(runs), told.due_at.take(runs)
        fulfilled, breached = owed.fulfilled.take(runs), told.breached_at.take(runs)
        started = np.tile(self.rows.opened, owed.many).take(runs)
        is_due = due >= 0

        def some(lengths: Ints) -> pa.Array:
            if not len(lengths):
                return _NOTHING[_LENGTH].times(len(runs))
            found = lengths.take(runs)
            return numbers_of(_LENGTH, found, found >= 0)

        return {
            "state": _words(STATES, state),
            "started_at": numbers_of(INSTANT, started),
            "due_at": numbers_of(INSTANT, due, is_due),
            "due": _words(_DUES, ~is_due * (1 + (state == LAPSED).view(np.int8))),
            "fulfilled_at": numbers_of(INSTANT, fulfilled, fulfilled < FOREVER),
            "breached_at": numbers_of(INSTANT, breached, breached >= 0),
            "elapsed_us": numbers_of(_LENGTH, told.elapsed.take(runs)),
            "remaining_us": some(told.remaining),
            "paused_us": numbers_of(_LENGTH, told.paused.take(runs)),
            "overrun_us": some(told.overrun),
        }


def _words(words: tuple[str, ...], codes: Marks) -> pa.Array:
    """Give words by their numbers."""
    least, most = codes.min(initial=len(words)), codes.max(initial=0)
    if least >= most:
        return _REPEATED[words[most]].times(len(codes))
    some, codes = _few(words[least : most + 1]), codes - least
    # a number of one bit is its own mark
    return some.column(codes if most == least + 1 else some.marks.take(codes, axis=0))


@lru_cache(maxsize=32)
def _few(words: tuple[str, ...]) -> FewTexts:
    return FewTexts(pa.array(words))
