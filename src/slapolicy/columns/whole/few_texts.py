"""Columns of few different texts: those of some rows are looked up together.

Where they are few, the texts of some rows in order are one text that is known, and is
copied whole.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from slapolicy.columns.whole.codes import Ints, Marks

_MOST_ROWS, _MOST_TOGETHER = 8, 1_500
"""Of how many rows texts stand together, and how many such are kept."""
_MOST_BYTES = 4_096
"""Longer texts are copied one by one."""


class FewTexts:
    """Gives a column of texts by their numbers."""

    def __init__(self, texts: pa.Array) -> None:
        self.known = texts
        parts = [each.encode() for each in texts.to_pylist()]
        self._letters, self._lengths = _Joined(parts), _lengths(parts)

    def column(self, numbers: Ints | Marks) -> pa.Array:
        """Give the texts of these numbers."""
        offsets = _offsets(self._lengths.take(numbers))
        if not self._letters.together:
            return self.known.take(pa.array(numbers))
        letters = self._letters.of(numbers)
        buffers = [None, pa.py_buffer(offsets), letters]
        return pa.Array.from_buffers(pa.string(), len(numbers), buffers)


class FewLists:
    """Gives a column of lists of texts by their numbers."""

    def __init__(self, lists: pa.Array) -> None:
        self.known = lists
        parts = [[each.encode() for each in texts] for texts in lists.to_pylist()]
        self._letters = _Joined([b"".join(texts) for texts in parts])
        self._ends = _Joined([_lengths(texts).tobytes() for texts in parts])
        self._counts = np.array([len(texts) for texts in parts], np.int32)

    def column(self, numbers: Ints | Marks) -> pa.Array:
        """Give the lists of these numbers."""
        if not self._letters.together:
            return self.known.take(pa.array(numbers))
        offsets = _offsets(self._counts.take(numbers))
        count = int(offsets[-1])
        ends = np.frombuffer(self._ends.of(numbers), np.int32)[:count]
        buffers = [None, pa.py_buffer(_offsets(ends)), self._letters.of(numbers)]
        texts = pa.Array.from_buffers(pa.string(), count, buffers)
        return pa.ListArray.from_arrays(pa.array(offsets), texts, type=self.known.type)


class _Joined:
    """Bytes of some numbers in order, put together from what is known.

    Those of so many numbers `together` are copied at once; 0, where there are too many.
    """

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._count, self.together = len(parts), 0
        for many in range(2, _MOST_ROWS + 1):
            if self._count**many <= _MOST_TOGETHER:
                self.together = many
        if max(map(len, parts), default=0) > _MOST_BYTES:
            self.together = 0
        joined = map(b"".join, product(parts, repeat=self.together))
        self._joined = pa.array(joined, pa.binary())

    def of(self, numbers: Ints | Marks) -> pa.Buffer:
        """Give the bytes of these numbers, and some behind their end."""
        if over := len(numbers) % self.together:
            more = np.zeros(self.together - over, numbers.dtype)
            numbers = np.append(numbers, more)
        rows = numbers.reshape(-1, self.together).T
        found = rows[0].astype(np.int64)
        for row in rows[1:]:
            found *= self._count
            found += row
        return self._joined.take(pa.array(found)).buffers()[2]


def _lengths(parts: Sequence[bytes]) -> npt.NDArray[np.int32]:
    return np.array([len(each) for each in parts], np.int32)


def _offsets(lengths: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    found = np.zeros(len(lengths) + 1, np.int32)
    np.cumsum(lengths, out=found[1:])
    return found
