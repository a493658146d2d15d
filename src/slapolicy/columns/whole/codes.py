"""Cells as small numbers: two rows have one number where they hold the same.

So what follows from the cells is worked out once for each number.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import types

from slapolicy.columns.shapes import is_list

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
Coded = tuple[Ints, int]
"""A number for each row, from 0 on, and how many there may be."""

MOST = 1 << 20
"""So many numbers are looked up in a table; of more, those that occur are sorted."""
LONGEST = 8
"""Lists of more items than this are not told apart here."""


MOST_KINDS = 1_024
"""So many kinds of rows of a batch are decided; where there are more, none is."""


class TooLongError(ValueError):
    """A list has more items, or a batch more kinds of rows, than are told apart."""


def numbered(columns: Sequence[Coded], rows: int) -> tuple[Ints, Ints]:
    """Number rows that are the same in all columns; give the first row of each, too."""
    codes, size = np.zeros(rows, np.int64), 1
    for column, count in columns:
        if size * count > MOST:
            codes, first = _sorted(codes)
            size = len(first)
        codes, size = codes * count + column, size * count
    if size > MOST or size > 4 * rows + 1024:
        return _sorted(codes)
    first = np.full(size, -1)
    first[codes[::-1]] = np.arange(rows)[::-1]
    occurs = first >= 0
    return (np.cumsum(occurs) - 1)[codes], first[occurs]


def _sorted(codes: Ints) -> tuple[Ints, Ints]:
    _, first, numbers = np.unique(codes, return_index=True, return_inverse=True)
    return numbers, first


def coded(array: pa.Array) -> Coded:
    """Number the cells of a column.

    Raises:
        TooLongError: A list has too many items.
    """
    if isinstance(array, pa.BaseExtensionType):
        return coded(array.storage)
    if types.is_struct(array.type):
        parts = [coded(each) for each in array.flatten()]
        numbers, first = numbered([*parts, _valid(array)], len(array))
        return numbers, len(first)
    if types.is_map(array.type) or is_list(array.type):
        return _lists(array)
    if not types.is_dictionary(array.type):
        array = array.dictionary_encode()
    indices = array.indices
    if indices.null_count:
        indices = indices.fill_null(-1)
    return indices.to_numpy(zero_copy_only=False).astype(np.int64) + 1, len(
        array.dictionary
    ) + 1


def _valid(array: pa.Array) -> Coded:
    return array.is_valid().to_numpy(zero_copy_only=False).astype(np.int64), 2


def _lists(array: pa.Array) -> Coded:
    lengths = lengths_of(array)
    if types.is_map(array.type):
        starts = array.offsets.to_numpy()[:-1].astype(np.int64)
        pairs = [coded(array.keys), coded(array.items)]
        items, first = numbered(pairs, len(array.keys))
        size = len(first)
    else:
        starts = starts_of(lengths)
        items, size = coded(array.flatten())
    longest = int(lengths.max(initial=0))
    if longest > LONGEST:
        raise TooLongError
    columns: list[Coded] = [(lengths + 1, longest + 2)]
    padded = np.append(items, 0)
    for place in range(longest):
        at = np.where(lengths > place, starts + place, len(items))
        columns.append((padded[at], size))
    numbers, first = numbered(columns, len(array))
    return numbers, len(first)


def lengths_of(array: pa.Array) -> Ints:
    """Give the lengths of lists; -1 for a list that is null."""
    lengths: Ints = np.diff(array.offsets.to_numpy()).astype(np.int64)
    if array.null_count:
        lengths[array.is_null().to_numpy(zero_copy_only=False)] = -1
    return lengths


def starts_of(lengths: Ints) -> Ints:
    """Give where each list begins among all items."""
    here = np.maximum(lengths, 0)
    return np.cumsum(here) - here
