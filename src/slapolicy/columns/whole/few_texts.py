"""Columns of few different texts: those of some rows are looked up together.

Where they are few, the texts of some rows in order are one text that is known, and is
copied whole.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, product
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_MOST_ROWS, _MOST_TOGETHER = 8, 1_500
"""Of how many rows cells stand together, and how many such are kept."""
_MOST_BYTES, _LONGEST = 1 << 18, 4_096
"""So many bytes they have; texts in longer cells are copied one by one."""
Lengths = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.integer[Any]]


class FewTexts:
    """Gives a column of texts by the numbers of cells, each of so many texts."""

    def __init__(self, texts: pa.Array, each: int = 1) -> None:
        self.known, self.each = texts, each
        parts = [text.encode() for text in texts.to_pylist()]
        letters, lengths = _joined(parts, each), _cells([*map(len, parts)], each)
        self._blocks = _Blocks(letters)
        self.is_short = max(map(len, letters), default=0) <= _LONGEST
        self._letters = self._blocks.bytes_of(letters)
        self._lengths = self._blocks.numbers_of(lengths)

    def column(self, numbers: Numbers) -> pa.Array:
        """Give the texts of these numbers."""
        count, blocks = len(numbers) * self.each, self._blocks.of(numbers)
        offsets = _offsets(self._lengths.take(blocks, axis=0))
        letters = _taken(self._letters, blocks)
        return _texts(count, offsets, letters)


class FewLists:
    """Gives a column of lists of texts by the numbers of cells, each of so many."""

    def __init__(self, lists: pa.Array, each: int = 1) -> None:
        self.known, self.each = lists, each
        parts = [[each.encode() for each in texts] for texts in lists.to_pylist()]
        letters = _joined([b"".join(texts) for texts in parts], each)
        lengths = [np.array([*map(len, texts)], np.int32).tobytes() for texts in parts]
        self._blocks = _Blocks(letters)
        self.is_short = max(map(len, letters), default=0) <= _LONGEST
        self._letters = self._blocks.bytes_of(letters)
        self._lengths = self._blocks.bytes_of(_joined(lengths, each))
        self._counts = self._blocks.numbers_of(_cells([*map(len, parts)], each))

    def column(self, numbers: Numbers) -> pa.Array:
        """Give the lists of these numbers."""
        count, blocks = len(numbers) * self.each, self._blocks.of(numbers)
        offsets = _offsets(self._counts.take(blocks, axis=0))
        inner = int(offsets[count])
        lengths = np.frombuffer(_taken(self._lengths, blocks), np.int32)[:inner]
        texts = _texts(inner, _offsets(lengths), _taken(self._letters, blocks))
        starts = pa.array(offsets[: count + 1])
        return pa.ListArray.from_arrays(starts, texts, type=self.known.type)


class _Blocks:
    """The cells of so many `rows` in order, of all those there may be."""

    def __init__(self, cells: Sequence[bytes]) -> None:
        self._cells, self.rows = len(cells), 1
        usual = sum(map(len, cells)) / max(len(cells), 1)
        for rows in range(2, _MOST_ROWS + 1):
            blocks = self._cells**rows
            if blocks <= _MOST_TOGETHER and blocks * rows * usual <= _MOST_BYTES:
                self.rows = rows
        self._weights = self._cells ** np.arange(self.rows)[::-1]

    def of(self, numbers: Numbers) -> Numbers:
        """Give the numbers of the blocks that the cells of some rows make.

        What is missing in the last block is filled with the first cell.
        """
        if over := len(numbers) % self.rows:
            more = np.zeros(self.rows - over, numbers.dtype)
            numbers = np.append(numbers, more)
        if self._cells == 2 and self.rows == 8:
            return np.packbits(numbers)
        return numbers.reshape(-1, self.rows) @ self._weights

    def bytes_of(self, cells: Sequence[bytes]) -> pa.Array:
        """Give the bytes of all blocks, and one more, which nobody asks for.

        Arrow makes room for as many of mean length, and that one is so long that what
        is asked for has room, even where most of it is longer than others.
        """
        blocks = list(map(b"".join, self._all(cells)))
        return pa.array([*blocks, b"".join(blocks)], pa.binary())

    def numbers_of(self, cells: Sequence[Sequence[int]]) -> Lengths:
        """Give the numbers of all blocks, of which each cell has as many."""
        return np.array([[*chain(*block)] for block in self._all(cells)], np.int32)

    def _all(self, cells: Sequence[Any]) -> Iterable[tuple[Any, ...]]:
        return product(cells, repeat=self.rows)


def _cells(items: Sequence[Any], each: int) -> list[Sequence[Any]]:
    return [items[start : start + each] for start in range(0, len(items), each)]


def _joined(texts: Sequence[bytes], each: int) -> list[bytes]:
    return list(map(b"".join, _cells(texts, each)))


def _taken(known: pa.Array, blocks: Numbers) -> pa.Buffer:
    """Give the bytes of blocks, one after another."""
    return known.take(pa.array(blocks)).buffers()[2]


def _texts(count: int, offsets: Lengths, letters: pa.Buffer) -> pa.Array:
    buffers = [None, pa.py_buffer(offsets), letters]
    return pa.Array.from_buffers(pa.string(), count, buffers)


def _offsets(lengths: Lengths) -> Lengths:
    found = np.empty(lengths.size + 1, np.int32)
    found[0] = 0
    np.cumsum(lengths.reshape(-1), out=found[1:])
    return found
