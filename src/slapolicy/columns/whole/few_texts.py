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
from pyarrow.compute import take

from slapolicy.columns.whole.arrays import (
    Numbers,
    Offsets,
    evenly,
    lists_of,
    numbers_of,
    texts_of,
)

_MOST_BYTES, _LONGEST = 1 << 18, 4_096
"""So many bytes blocks have together; longer cells are copied by Arrow, one by one."""
Lengths = npt.NDArray[np.int32]
_BYTE, _WHOLE = pa.uint8(), pa.int64()


class FewTexts:
    """Gives a column of texts by the marks of cells, each of so many texts."""

    def __init__(self, texts: pa.Array, each: int = 1) -> None:
        self.known, self.each = texts, each
        parts = [text.encode() for text in texts.to_pylist()]
        letters, lengths = _joined(parts, each), _cells([*map(len, parts)], each)
        self._blocks = _Blocks(letters)
        self.marks = self._blocks.marks
        self.is_short = max(map(len, letters), default=0) <= _LONGEST
        self._letters = self._blocks.bytes_of(letters)
        self._lengths = self._blocks.numbers_of(lengths)

    def column(self, marks: Numbers) -> pa.Array:
        """Give the texts of the cells that have these marks."""
        count, blocks = len(marks) * self.each, self._blocks.of(marks)
        offsets = _offsets(self._lengths.take(blocks, axis=0))
        return texts_of(count, offsets, _taken(self._letters, blocks))


class FewLists:
    """Gives a column of lists of texts by the marks of cells, each of so many."""

    def __init__(self, lists: pa.Array, each: int = 1) -> None:
        self.known, self.each = lists, each
        parts = [[text.encode() for text in texts] for texts in lists.to_pylist()]
        letters = _joined([b"".join(texts) for texts in parts], each)
        lengths = [np.array([*map(len, texts)], np.int32).tobytes() for texts in parts]
        self._blocks = _Blocks(letters)
        self.marks = self._blocks.marks
        self.is_short = max(map(len, letters), default=0) <= _LONGEST
        self._letters = self._blocks.bytes_of(letters)
        self._lengths = self._blocks.bytes_of(_joined(lengths, each))
        unlike = {len(text) for texts in parts for text in texts}
        self._length = unlike.pop() if len(unlike) == 1 else None
        self._counts = self._blocks.numbers_of(_cells([*map(len, parts)], each))

    def column(self, marks: Numbers) -> pa.Array:
        """Give the lists of the cells that have these marks."""
        count, blocks = len(marks) * self.each, self._blocks.of(marks)
        offsets = _offsets(self._counts.take(blocks, axis=0))
        inner = int(offsets[count])
        if self._length is None:
            lengths = np.frombuffer(_taken(self._lengths, blocks), np.int32)
            ends = _offsets(lengths[:inner])
        else:
            ends = evenly(self._length, inner)
        texts = texts_of(inner, ends, _taken(self._letters, blocks))
        return lists_of(self.known.type, count, offsets, texts)


class _Blocks:
    """The cells of so many `rows` in order, of all those there may be.

    A byte is the number of a block: so many bits of it, the marks of a row, are the
    number of its cell. Where cells are too many, each is a block, and its own mark.
    """

    def __init__(self, cells: Sequence[bytes]) -> None:
        self._rows, self._kinds = 1, len(cells)
        self.marks: Numbers = np.arange(len(cells))
        size = sum(map(len, cells))
        for bits in (4, 2, 1):
            rows, kinds = 8 // bits, 1 << bits
            if len(cells) <= kinds and rows * size * 256 <= _MOST_BYTES * kinds:
                self._rows, self._kinds = rows, kinds
                numbers = np.arange(len(cells), dtype=np.uint8)
                self.marks = np.unpackbits(numbers[:, None], axis=1)[:, -bits:]

    def of(self, marks: Numbers) -> Numbers:
        """Give the blocks of some rows; the last is filled with the first cell."""
        return marks if self._rows == 1 else np.packbits(marks)

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
        unused = [cells[0]] * (self._kinds - len(cells))
        return product([*cells, *unused], repeat=self._rows)


def _cells(items: Sequence[Any], each: int) -> list[Sequence[Any]]:
    return [items[start : start + each] for start in range(0, len(items), each)]


def _joined(texts: Sequence[bytes], each: int) -> list[bytes]:
    return list(map(b"".join, _cells(texts, each)))


def _taken(known: pa.Array, blocks: Numbers) -> pa.Buffer:
    """Give the bytes of blocks, one after another."""
    kind = _BYTE if blocks.dtype == np.uint8 else _WHOLE
    found = take(known, numbers_of(kind, blocks), boundscheck=False)
    return found.buffers()[2]


def _offsets(lengths: Lengths) -> Offsets:
    found = np.empty(lengths.size + 1, np.int32)
    found[0] = 0
    np.cumsum(lengths.reshape(-1), out=found[1:])
    return found
