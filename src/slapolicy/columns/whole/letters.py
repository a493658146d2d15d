"""Texts as words of 64 bits: eight letters in each, a short one at its end.

A null is zero, too. An empty text is a word that no letters make.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import frozen
from pyarrow import types

from slapolicy.columns.whole.codes import Bools, Ints, TooLongError, indices_of

Words = npt.NDArray[np.uint64]
Sizes = npt.NDArray[np.signedinteger[Any]]

LONGEST_TEXT = 128
EMPTY = np.uint64(2**64 - 1)
"""In place of an empty text: no text has such bytes."""
SIZE = 8
_BITS = np.uint64(64)

ALIKE: Words = np.zeros(0, np.uint64)


@frozen(eq=False)
class Key:
    """One word of each cell, and which of the words of a cell it is.

    Args:
        tag: What it is; what is the same stands alike.
        words: One for each cell; ALIKE, where the tag says what all of them hold.
        where: The cells that have these words, in order; that of all others is zero,
            and theirs is not. None: all have one.
    """

    tag: str
    words: Words
    where: Ints | None = None

    def within(self, name: object) -> "Key":
        """Give the same word of a part of each cell."""
        return Key(f"{name}.{self.tag}", self.words, self.where)

    def everywhere(self, count: int) -> Words:
        """Give the words of all of so many cells."""
        if self.where is None:
            return self.words
        found = np.zeros(count, np.uint64)
        found[self.where] = self.words
        return found


Keys = list[Key]


def bits(data: pa.Buffer | None, offset: int, count: int) -> npt.NDArray[np.uint8]:
    """Give bits as numbers."""
    some = np.frombuffer(data or b"", np.uint8)[offset >> 3 : (offset + count + 7) >> 3]
    return np.unpackbits(some, bitorder="little")[offset & 7 :][:count]


def is_valid(array: pa.Array) -> Bools:
    """Tell which cells are there, of a column in which some are not."""
    return bits(array.buffers()[0], array.offset, len(array)).view(np.bool_)


def mostly_missing(array: pa.Array) -> bool:
    """Whether it is worthwhile to look at those cells alone that are there."""
    return bool(3 * array.null_count > 2 * len(array))


def of_texts(array: pa.Array) -> Keys:
    """Give the words of texts.

    Raises:
        TooLongError: One is too long, or has a byte of zero in it.
    """
    if types.is_string_view(array.type):
        array = array.cast(pa.string())
    count = len(array)
    _, offsets, data = array.buffers()
    # half as wide as other numbers here, which halves what these steps take
    is_large = types.is_large_string(array.type)
    wide: type[np.signedinteger[Any]] = np.int64 if is_large else np.int32
    ends: Sizes = np.zeros(1, wide)
    if count:
        ends = np.frombuffer(offsets, wide)[array.offset :][: count + 1]
    first, last = int(ends[0]), int(ends[-1])
    if first:
        ends = ends - wide(first)
    begins, lengths = ends[:-1], ends[1:] - ends[:-1]
    there = where = None
    if array.null_count:
        there = is_valid(array)
        if mostly_missing(array):
            where = indices_of(there)
            begins, lengths, there = begins.take(where), lengths.take(where), None
        elif not ((lengths > 0) == there).all():
            lengths *= there
    longest = int(lengths.max()) if len(lengths) else 0
    if longest > LONGEST_TEXT:
        raise TooLongError
    letters = letters_in(data, first, last)
    if longest and not letters.view(np.uint8)[: last - first].min():
        raise TooLongError
    found = loaded(letters, begins, lengths, longest)
    is_empty = lengths == 0
    if there is not None:
        is_empty &= there
    if is_empty.any():
        found[is_empty] = EMPTY
    keys = [Key("text0", found, where)]
    for start in range(SIZE, longest, SIZE):
        some = indices_of(lengths > start)
        left = lengths.take(some) - start
        words = loaded(letters, begins.take(some) + start, left, longest - start)
        keys.append(
            Key(f"text{start}", words, some if where is None else where.take(some))
        )
    return keys


def letters_in(data: pa.Buffer | None, first: int, last: int) -> Words:
    """Give some bytes in words, and one word more."""
    many = last - first
    found = np.empty((many >> 3) + 2, np.uint64)
    letters = found.view(np.uint8)
    letters[many:] = 0
    if many:
        letters[:many] = np.frombuffer(data or b"", np.uint8)[first:last]
    return found


def loaded(letters: Words, begins: Sizes, lengths: Sizes, longest: int) -> Words:
    """Give the first eight letters of texts, or all; none has more than so many."""
    place = (begins >> 3).astype(np.int64)
    shift = _bits_in(begins & 7)
    found = letters.take(place)
    found >>= shift
    rest = letters[1:].take(place)
    # shifted by all its bits, a word is zero
    rest <<= np.subtract(_BITS, shift, out=shift)
    found |= rest
    if longest > SIZE:
        lengths = np.minimum(lengths, SIZE)
    found <<= _bits_in(SIZE - lengths)
    return found


def _bits_in(letters: Sizes) -> Words:
    letters <<= 3
    return letters.astype(np.uint64)
