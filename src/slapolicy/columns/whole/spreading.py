"""What kinds of rows share becomes columns of all rows; what is alike stands once.

Columns of Arrow never change, so what is the same in all kinds of rows is made once,
and many batches hold it together. The rest is taken from the kind of each row.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from pyarrow import types

from slapolicy.columns.whole.codes import Ints, beside
from slapolicy.columns.whole.few_texts import FewLists, FewTexts

Spread = Callable[["Kinds"], pa.Array]
"""Gives a column of all rows, by their kinds."""


class Kinds:
    """The kind of each row, and where what it shares stands: so many items a kind."""

    def __init__(self, kinds: Ints) -> None:
        self._kinds, self.count = kinds, len(kinds)
        self._places: dict[int, Ints] = {}

    def places(self, each: int) -> Ints:
        """Give the places of all items, of which each kind has so many."""
        found = self._places.get(each)
        if found is None:
            at = self._kinds
            if each > 1:
                at = beside([at * each + place for place in range(each)])
            found = self._places[each] = at
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
                return self._few_of(name, items, each)
        return lambda kinds: items.take(pa.array(kinds.places(each)))

    def _again(self, name: str, items: pa.Array) -> Repeated:
        found = self._repeated.get(name)
        if found is None or not found.items.equals(items):
            found = self._repeated[name] = Repeated(items)
        return found

    def _few_of(self, name: str, items: pa.Array, each: int) -> Spread:
        cells = list(map(repr, items.to_pylist()))
        unlike = {cell: place for place, cell in reversed([*enumerate(cells)])}
        places = sorted(unlike.values())
        known = items.take(pa.array(places))
        few = self._few.get(name)
        if few is None or not few.known.equals(known):
            made = FewTexts if types.is_string(items.type) else FewLists
            few = self._few[name] = made(known)
        order = {place: number for number, place in enumerate(places)}
        numbers = np.array([order[unlike[cell]] for cell in cells])
        column = few.column
        return lambda kinds: column(numbers.take(kinds.places(each)))

    def _struct(self, name: str, items: pa.Array, each: int) -> Spread:
        fields = list(items.type)
        spreads = [
            self.of(f"{name}.{field.name}", part, each)
            for field, part in zip(fields, items.flatten(), strict=True)
        ]

        def spread(kinds: Kinds) -> pa.Array:
            parts = [part(kinds) for part in spreads]
            return pa.StructArray.from_arrays(parts, fields=fields)

        return spread

    def _lists(self, name: str, items: pa.Array, each: int, length: int) -> Spread:
        inner = self.of(f"{name}[]", items.flatten(), each * length)

        def spread(kinds: Kinds) -> pa.Array:
            offsets = evenly(length, kinds.count * each)
            return pa.ListArray.from_arrays(offsets, inner(kinds), type=items.type)

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


def evenly(length: int, count: int) -> pa.Array:
    """Give where each of so many lists of one length begins, and the last ends."""
    return pa.array(np.arange(count + 1, dtype=np.int32) * np.int32(length))
