"""From what the rows come to, to columns: instants and lengths, and what is shared."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
from attrs import frozen

from slapolicy.columns.form import COLUMNS, Column
from slapolicy.columns.whole.clocks import Owed
from slapolicy.columns.whole.codes import Bools, Ints, Marks, beside
from slapolicy.columns.whole.few_texts import FewTexts
from slapolicy.columns.whole.reckoned import LAPSED, STATES
from slapolicy.columns.whole.rows import Rows
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.sharing import Found
from slapolicy.columns.whole.spreading import Kinds, Repeated, evenly
from slapolicy.columns.writing import INSTANT, schema
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import LATEST

AT, STANDS, OVER = range(3)
_DUES = ("at", "paused", "lapsed")
_CASE_STATES = ("open", "resolved", "withdrawn")
_REPEATED = {
    word: Repeated(pa.array([word])) for word in {*_DUES, *_CASE_STATES, *STATES}
}
_FEW: dict[tuple[str, ...], FewTexts] = {
    words: FewTexts(pa.array(words)) for words in (_DUES, _CASE_STATES, STATES)
}
_NAMES = [column.name for column in COLUMNS]
_PARTS = [part.name for part in COLUMNS[_NAMES.index("obligations")].parts]


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
        self, columns: Sequence[Column], names: pa.Array, numbers: Ints, at: Repeated
    ) -> pa.RecordBatch:
        """Give the answers, with some columns.

        Args:
            columns: The columns, in order.
            names: The ids of the rows.
            numbers: Which rows they are, from 1.
            at: As of when they are answered.
        """
        kinds = Kinds(self.kinds)
        made: dict[str, Callable[[], pa.Array]] = {
            "row": lambda: pa.array(numbers),
            "id": lambda: names,
            "at": lambda: at.times(len(numbers)),
            "case_state": self._case_state,
            "closed_at": self._closed_at,
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

    def _case_state(self) -> pa.Array:
        rows, good = self.rows, self.good
        is_open = rows.ended.take(good) >= FOREVER
        state = np.where(is_open, 0, 1 + rows.withdrawn.take(good))
        return _words(_CASE_STATES, state)

    def _closed_at(self) -> pa.Array:
        ended = self.rows.ended.take(self.good)
        return _numbers(ended, ended >= FOREVER, INSTANT)

    def _next_change_at(self) -> pa.Array:
        owed, good = self.owed, self.good
        change = np.full(len(good), FOREVER)
        if len(owed.told.next_at):
            for each in owed.told.next_at.reshape(-1, owed.many).T:
                here = each.take(good)
                change = np.where(here < 0, change, np.minimum(here, change))
        return _numbers(change, change >= LATEST, INSTANT)

    def _obligations(self, kinds: Kinds) -> pa.Array:
        """Give the obligations of each row, one beside another."""
        many, told, good = self.owed.many, self.owed.told, self.good
        if not many:
            return self.shared.column("obligations")(kinds)
        known = self.shared.batch.column("obligations")
        there = self.owed.there
        counts = np.diff(known.offsets.to_numpy())
        if there.all() and (counts == many).all():
            runs = beside([good * many + place for place in range(many)])
            offsets, each, items = evenly(many, len(good)), many, kinds
        else:
            owes = there.reshape(-1, many)[good]
            runs = (good[:, None] * many + np.arange(many))[owes]
            begins = known.offsets.to_numpy().astype(np.int64).take(self.kinds)
            places = (begins[:, None] + np.cumsum(owes, axis=1) - 1)[owes]
            ends = np.cumsum(owes.sum(axis=1), dtype=np.int32)
            offsets = pa.array(np.concatenate([np.zeros(1, np.int32), ends]))
            each, items = 1, Kinds(places)
        state, due = told.state.take(runs), told.due_at.take(runs)
        fulfilled, breached = (
            self.owed.fulfilled.take(runs), told.breached_at.take(runs)
        )  # fmt: skip
        started = self.rows.opened.take(runs // many)
        why = np.where(due >= 0, AT, np.where(state == LAPSED, OVER, STANDS))
        made = {
            "state": _words(STATES, state),
            "started_at": _numbers(started, None, INSTANT),
            "due_at": _numbers(due, due < 0, INSTANT),
            "due": _words(_DUES, why),
            "fulfilled_at": _numbers(fulfilled, fulfilled >= FOREVER, INSTANT),
            "breached_at": _numbers(breached, breached < 0, INSTANT),
        }
        for name in ("elapsed", "remaining", "paused", "overrun"):
            lengths = getattr(told, name)
            lengths = lengths.take(runs) if len(lengths) else np.full(len(runs), NONE)
            made[f"{name}_us"] = _numbers(lengths, lengths < 0, pa.int64())
        columns = [
            made[name]
            if name in made
            else self.shared.part("obligations", place, each)(items)
            for place, name in enumerate(_PARTS)
        ]
        kind = schema().field("obligations").type
        struct = pa.StructArray.from_arrays(columns, fields=list(kind.value_type))
        return pa.ListArray.from_arrays(offsets, struct, type=kind)


def _words(words: tuple[str, ...], codes: Ints | Marks) -> pa.Array:
    """Give words by their numbers."""
    if len(codes) and codes.min() == codes.max():
        return _REPEATED[words[codes[0]]].times(len(codes))
    return _FEW[words].column(codes)


def _numbers(given: Ints, missing: Bools | None, kind: pa.DataType) -> pa.Array:
    """Give numbers as they lie in memory, but for those that are missing."""
    valid = None
    if missing is not None and missing.any():
        valid = pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(given), [valid, pa.py_buffer(given)])
