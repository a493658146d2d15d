"""Cells as small numbers: two rows have one number where they hold the same.

So what follows from the cells is worked out once for each number.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.int8] | npt.NDArray[np.int16]
Bools = npt.NDArray[np.bool_]
Coded = tuple[Ints, int]
"""A number for each row, from 0 on, and how many there may be."""

MOST = 1 << 20
"""So many numbers are looked up in a table; of more, those that occur are sorted."""
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
