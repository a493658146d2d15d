"""Columns of few different texts: those of some rows are looked up together."""

from itertools import product

import numpy as np
import pyarrow as pa

from slapolicy.columns.whole.codes import Ints, Marks

_MOST_ROWS, _MOST_TOGETHER, _MOST_BYTES = 8, 1_500, 1 << 30
"""Of how many rows texts stand together, and how many such are kept; how long a column
may be.
"""


class FewTexts:
    """Gives a column of texts by their numbers.

    Where they are few, the texts of some rows in order are one text that is known, and
    is copied whole.
    """

    def __init__(self, texts: pa.Array) -> None:
        self.texts, self._count = texts, len(texts)
        self._together = 1
        for rows in range(2, _MOST_ROWS + 1):
            if self._count**rows <= _MOST_TOGETHER:
                self._together = rows
        parts = [each.encode() for each in texts.to_pylist()]
        self._lengths = np.array([len(each) for each in parts], np.int32)
        joined = map(b"".join, product(parts, repeat=self._together))
        self._joined = pa.array(joined if self._together > 1 else [], pa.binary())

    def column(self, numbers: Ints | Marks) -> pa.Array:
        """Give the texts of these numbers."""
        count, each = len(numbers), self._together
        longest = int(self._lengths.max(initial=0))
        if each == 1 or count * longest > _MOST_BYTES:
            return self.texts.take(pa.array(numbers))
        offsets = np.zeros(count + 1, np.int32)
        np.cumsum(self._lengths.take(numbers), out=offsets[1:])
        if count % each:  # what is too much stands behind the end
            numbers = np.append(numbers, np.zeros(each - count % each, numbers.dtype))
        rows = numbers.reshape(-1, each).T
        found = rows[0].astype(np.int64)
        for row in rows[1:]:
            found *= self._count
            found += row
        data = self._joined.take(pa.array(found)).buffers()[2]
        buffers = [None, pa.py_buffer(offsets), data]
        return pa.Array.from_buffers(pa.string(), count, buffers)
