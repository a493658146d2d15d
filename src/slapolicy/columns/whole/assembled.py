"""From what the rows come to, to columns: instants and lengths, and what is shared."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa
from attrs import frozen

from slapolicy.columns.form import COLUMNS, Column
from slapolicy.columns.whole.clocks import Owed
from slapolicy.columns.whole.codes import Bools, Ints, Marks, beside, starts_of
from slapolicy.columns.whole.few_texts import FewTexts
from slapolicy.columns.whole.reckoned import LAPSED, STATES
from slapolicy.columns.whole.rows import Rows
from slapolicy.columns.whole.sharing import Found
from slapolicy.columns.whole.spreading import Kinds, Repeated, evenly
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
_FIELDS = list(_OBLIGATIONS.value_type)


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
            "row": lambda: _numbers(numbers, None, _LENGTH),
            "id": lambda: names,
            "at": lambda: _numbers(np.full(len(numbers), at), None, INSTANT),
            "case_state": lambda: self._case_state(ended),
            "closed_at": lambda: _numbers(ended, ended < FOREVER, INSTANT),
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
        change = np.full(len(self.good), FOREVER)
        for each in told.next_at.reshape(-1, many).take(self.good, axis=0).T:
            change = np.where(each < 0, change, np.minimum(each, change))
        return _numbers(change, change < LATEST, INSTANT)

    def _obligations(self, kinds: Kinds) -> pa.Array:
        """Give the obligations of each row, one beside another."""
        many, good = self.owed.many, self.good
        if not many:
            return self.shared.column("obligations")(kinds)
        there, lengths = self.owed.there, self.shared.lengths("obligations")
        if there.all() and (lengths == many).all():
            runs = beside([good * many + place for place in range(many)])
            offsets, each, items = evenly(many, len(good)), many, kinds
        else:
            owes = there.reshape(-1, many)[good]
            runs = (good[:, None] * many + np.arange(many))[owes]
            begins = starts_of(lengths).take(self.kinds)
            places = (begins[:, None] + np.cumsum(owes, axis=1) - 1)[owes]
            ends = np.cumsum(owes.sum(axis=1), dtype=np.int32)
            offsets = pa.array(np.concatenate([np.zeros(1, np.int32), ends]))
            each, items = 1, Kinds(places)
        told = self._told(runs)
        columns = [
            told[name]
            if name in told
            else self.shared.part("obligations", place, each)(items)
            for place, name in enumerate(_PARTS)
        ]
        struct = pa.StructArray.from_arrays(columns, fields=_FIELDS)
        return pa.ListArray.from_arrays(offsets, struct, type=_OBLIGATIONS)

    def _told(self, runs: Ints) -> dict[str, pa.Array]:
        """Give what is told of runs that are owed, in this order."""
        owed, told = self.owed, self.owed.told
        state, due = told.state.take(runs), told.due_at.take(runs)
        fulfilled, breached = owed.fulfilled.take(runs), told.breached_at.take(runs)
        started = beside([self.rows.opened] * owed.many).take(runs)
        is_due = due >= 0

        def some(lengths: Ints) -> pa.Array:
            if not len(lengths):
                return _NOTHING[_LENGTH].times(len(runs))
            found = lengths.take(runs)
            return _numbers(found, found >= 0, _LENGTH)

        return {
            "state": _words(STATES, state),
            "started_at": _numbers(started, None, INSTANT),
            "due_at": _numbers(due, is_due, INSTANT),
            "due": _words(_DUES, ~is_due * (1 + (state == LAPSED).view(np.int8))),
            "fulfilled_at": _numbers(fulfilled, fulfilled < FOREVER, INSTANT),
            "breached_at": _numbers(breached, breached >= 0, INSTANT),
            "elapsed_us": _numbers(told.elapsed.take(runs), None, _LENGTH),
            "remaining_us": some(told.remaining),
            "paused_us": _numbers(told.paused.take(runs), None, _LENGTH),
            "overrun_us": some(told.overrun),
        }


def _words(words: tuple[str, ...], codes: Marks) -> pa.Array:
    """Give words by their numbers."""
    least, most = codes.min(initial=len(words)), codes.max(initial=0)
    if least >= most:
        return _REPEATED[words[most]].times(len(codes))
    return _some(words[least : most + 1]).column(codes - least)


@lru_cache(maxsize=32)
def _some(words: tuple[str, ...]) -> FewTexts:
    return FewTexts(pa.array(words))


def _numbers(given: Ints, there: Bools | None, kind: pa.DataType) -> pa.Array:
    """Give numbers as they lie in memory, but for those that are not there."""
    valid = None
    if there is not None and not there.all():
        valid = pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(kind, len(given), [valid, pa.py_buffer(given)])
