"""What kinds of rows share becomes columns of all rows; what is alike stands once.

Columns of Arrow never change, so what is the same in all kinds of rows is made once,
and many batches hold it together. The rest is taken from the kind of each row.
"""

from collections.abc import Callable, Hashable

import numpy as np
import pyarrow as pa
from pyarrow import types

from slapolicy.columns.whole.arrays import evenly, lists_of, records_of
from slapolicy.columns.whole.codes import Ints, beside
from slapolicy.columns.whole.few_texts import FewLists, FewTexts

Spread = Callable[["Kinds"], pa.Array]
"""Gives a column of all rows, by their kinds."""


class Kinds:
    """The kind of each row, and where what it shares stands: so many items a kind."""

    def __init__(self, kinds: Ints) -> None:
        self.kinds, self.count = kinds, len(kinds)
        self._made: dict[Hashable, pa.Array] = {}

    def places(self, each: int) -> Ints:
        """Give the places of all items, of which each kind has so many."""
        return beside([self.kinds * each + place for place in range(each)])

    def once(self, alike: Hashable, made: Callable[[], pa.Array]) -> pa.Array:
        """Give a column that others are alike, made for the first of them."""
        found = self._made.get(alike)
        if found is None:
            found = self._made[alike] = made()
        return found


class Repeated:
    """Some items again and again: made as long as was asked for at most, and cut."""

    def __init__(self, items: pa.Array) -> None:
        self.items, self._whole, self._last = items, items, items

    def times(self, count: int) -> pa.Array:
        """Give the items so many times."""
        each = len(self.items)
        last, whole = self._last, self._whole
        if len(last) == each * count:
            return last
        if len(whole) < each * count:
            places = np.tile(np.arange(each), count)
            whole = self._whole = self.items.take(pa.array(places))
        last = self._last = whole.slice(0, each * count)
        return last

    def __call__(self, kinds: Kinds) -> pa.Array:
        """Give the items once for each row."""
        return self.times(kinds.count)


class Spreads:
    """How the parts of what kinds share become columns; what is repeated is kept."""

    def __init__(self) -> None:
        self._repeated: dict[str, Repeated] = {}
        self._few: dict[str, FewTexts | FewLists] = {}

    def of(self, name: str, items: pa.Array, each: int = 1) -> Spread:
        """Give what makes a column of the items of all kinds, so many of each."""
        rest = items.slice(each)
        if not len(items) or rest.equals(items.slice(0, len(rest))):
            return self._again(name, items.slice(0, each))
        if not items.null_count:
            if types.is_struct(items.type):
                return self._struct(name, items, each)
            lengths = _lengths(items)
            if len(lengths) and lengths[0] and (lengths == lengths[0]).all():
                return self._lists(name, items, each, int(lengths[0]))
            if types.is_string(items.type) or _is_of_texts(items):
                few = self._few_of(name, items, each)
                if few is not None:
                    return few
        return lambda kinds: items.take(pa.array(kinds.places(each)))

    def _again(self, name: str, items: pa.Array) -> Repeated:
        found = self._repeated.get(name)
        if found is None or not found.items.equals(items):
            found = self._repeated[name] = Repeated(items)
        return found

    def _few_of(self, name: str, items: pa.Array, each: int) -> Spread | None:
        """Look up cells of so many texts; None where they are too long."""
        texts = items.to_pylist()
        cells = [repr(texts[at : at + each]) for at in range(0, len(texts), each)]
        unlike = {cell: place for place, cell in reversed([*enumerate(cells)])}
        places = np.array(sorted(unlike.values()))
        few = self._known(items.take(pa.array(Kinds(places).places(each))), each)
        self._few[name] = few
        if not few.is_short:
            return None
        order = {place: number for number, place in enumerate(places.tolist())}
        marks = few.marks.take([order[unlike[cell]] for cell in cells], axis=0)
        alike = (few, marks.tobytes())

        def spread(kinds: Kinds) -> pa.Array:
            return kinds.once(
                alike, lambda: few.column(marks.take(kinds.kinds, axis=0))
            )

        return spread

    def _known(self, texts: pa.Array, each: int) -> FewTexts | FewLists:
        """Give what looks up these texts: one for all columns that have them."""
        for few in self._few.values():
            if few.each == each and few.known.equals(texts):
                return few
        made = FewTexts if types.is_string(texts.type) else FewLists
        return made(texts, each)

    def _struct(self, name: str, items: pa.Array, each: int) -> Spread:
        kind = items.type
        spreads = [
            self.of(f"{name}.{field.name}", part, each)
            for field, part in zip(kind, items.flatten(), strict=True)
        ]

        def spread(kinds: Kinds) -> pa.Array:
            parts = [part(kinds) for part in spreads]
            return records_of(kind, kinds.count * each, parts)

        return spread

    def _lists(self, name: str, items: pa.Array, each: int, length: int) -> Spread:
        kind, inner = items.type, self.of(f"{name}[]", items.flatten(), each * length)

        def spread(kinds: Kinds) -> pa.Array:
            count = kinds.count * each
            return lists_of(kind, count, evenly(length, count), inner(kinds))

        return spread


def _is_of_texts(items: pa.Array) -> bool:
    return (
        types.is_list(items.type)
        and types.is_string(items.type.value_type)
        and not items.values.null_count
    )


def _lengths(items: pa.Array) -> Ints:
    if not types.is_list(items.type):
        return np.zeros(0, np.int64)
    lengths: Ints = np.diff(items.offsets.to_numpy()).astype(np.int64)
    return lengths
