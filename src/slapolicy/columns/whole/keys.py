"""Cells as words of 64 bits: two cells have the same words only if they hold the same.

A text of up to eight bytes is one word; a longer one has more. Texts with a byte of
zero in them, and lists of many items, have none here.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import types

from slapolicy.columns.shapes import is_list, is_text, is_text_in
from slapolicy.columns.whole.codes import Ints, TooLongError

Words = npt.NDArray[np.uint64]
Keys = list[tuple[str, Words]]
"""Words of all cells of a column, and what each is; what is the same stands alike."""
Numbering = Callable[[str, Keys, int], Ints]
"""Numbers so many items of lists by their words, in a column of this name."""

_Sizes = npt.NDArray[np.signedinteger[Any]]

MISSING = np.uint64(2**64 - 1)
"""In place of a text that is null: no text has such bytes."""
LONGEST_TEXT = 128
LONGEST_LIST = 8
_BITS, _IN_ONE_WORD = 12, 5
"""A number of an item has so many bits; so many stand in a word."""
_SIZE, _ALL_BITS = 8, np.uint64(64)
_FIXED = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}


def keys_of(name: str, array: pa.Array, number: Numbering) -> Keys:
    """Give the words of the cells of a column.

    Raises:
        TooLongError: A text or a list is too long, or of a kind that has no words.
    """
    kind, count = array.type, len(array)
    if count > 1 and (is_text(kind) or (is_list(kind) and is_text_in(kind))):
        first = array.slice(0, 1)
        if first.equals(array.slice(count - 1)) and array.slice(1).equals(
            array.slice(0, count - 1)
        ):
            found = keys_of(name, first, number)
            return [(tag, np.broadcast_to(words, count)) for tag, words in found]
    if isinstance(kind, pa.BaseExtensionType):
        return keys_of(name, array.storage, number)
    if types.is_null(kind):
        return []
    if types.is_dictionary(kind):
        return _of_dictionary(name, array, number)
    if is_text(kind):
        return _of_texts(array)
    if types.is_struct(kind):
        found = _valid(array)
        for place, part in enumerate(array.flatten()):
            inner = keys_of(f"{name}.{place}", part, number)
            found += [(f"{place}.{tag}", words) for tag, words in inner]
        return found
    if types.is_map(kind) or is_list(kind):
        return _of_lists(name, array, number)
    return _valid(array) + _of_numbers(array)


def _valid(array: pa.Array) -> Keys:
    if not array.null_count:
        return []
    return [("valid", _is_valid(array).astype(np.uint64))]


def _is_valid(array: pa.Array) -> npt.NDArray[np.bool_]:
    return _bits(array.buffers()[0], array.offset, len(array)).view(np.bool_)


def _nulls(array: pa.Array) -> Words:
    """Give MISSING for what is null, and zero for what is there."""
    return _is_valid(array).astype(np.uint64) + MISSING


def _of_dictionary(name: str, array: pa.Array, number: Numbering) -> Keys:
    inner = keys_of(name, array.dictionary, number)
    indices = array.indices
    found = _valid(indices)
    if indices.null_count:
        indices = indices.fill_null(0)
    at = indices.to_numpy(zero_copy_only=False).astype(np.int64)
    if not len(array.dictionary):
        return found
    return found + [(tag, words.take(at)) for tag, words in inner]


# Texts


def _of_texts(array: pa.Array) -> Keys:
    if types.is_string_view(array.type):
        array = array.cast(pa.string())
    is_large = types.is_large_string(array.type)
    wide: type[np.signedinteger[Any]] = np.int64 if is_large else np.int32
    _, offsets, data = array.buffers()
    count = len(array)
    ends: _Sizes = np.zeros(1, wide)
    if count:
        ends = np.frombuffer(offsets, wide)[array.offset :][: count + 1]
    words = _words_in(data, int(ends[0]), int(ends[-1]))
    begins, lengths = ends[:-1] - ends[0], np.diff(ends)
    some = None
    if array.null_count > count // 3:
        some = np.flatnonzero(_is_valid(array))
        begins, lengths = begins.take(some), lengths.take(some)
    longest = int(lengths.max(initial=0))
    if longest > LONGEST_TEXT:
        raise TooLongError
    found: Keys = []
    for start in range(0, max(longest, 1), _SIZE):
        here = np.zeros(len(lengths), np.uint64)
        if words is not None:
            here = _loaded(words, begins, lengths, start)
        if some is not None:
            whole = np.full(count, MISSING)
            whole[some] = here
            here = whole
        elif array.null_count:
            here |= _nulls(array)
        found.append((f"text{start}", here))
    return found


def _words_in(data: pa.Buffer | None, first: int, last: int) -> Words | None:
    """Give the bytes of texts as words, and one more; None if there are none."""
    if data is None or first == last:
        return None
    found = np.empty((last - first + 7) // 8 + 2, np.uint64)
    letters = found.view(np.uint8)
    letters[: last - first] = np.frombuffer(data, np.uint8)[first:last]
    if not letters[: last - first].min():
        raise TooLongError
    letters[last - first :] = 0
    return found


def _loaded(words: Words, begins: _Sizes, lengths: _Sizes, start: int) -> Words:
    """Give the eight bytes of each text from one on, those before its end."""
    if start:
        found = np.zeros(len(lengths), np.uint64)
        some = np.flatnonzero(lengths > start)
        left = lengths.take(some) - start
        found[some] = _loaded(words, begins.take(some) + start, left, 0)
        return found
    at = begins.astype(np.int64)
    shift = (at & (_SIZE - 1)).view(np.uint64)
    shift *= np.uint64(_SIZE)
    at >>= 3
    found = words.take(at)
    found >>= shift
    at += 1
    rest = words.take(at)
    # shifted by all its bits, a word is zero
    np.subtract(_ALL_BITS, shift, out=shift)
    rest <<= shift
    found |= rest
    if lengths.max(initial=0) > _SIZE:
        lengths = np.minimum(lengths, _SIZE)
    unused = lengths.astype(np.uint64)
    unused *= np.uint64(_SIZE)
    np.subtract(_ALL_BITS, unused, out=unused)
    found <<= unused
    return found


# Numbers, and lists


def _of_numbers(array: pa.Array) -> Keys:
    """Give the bytes of numbers, dates and instants as words; zeros for a null."""
    kind, count = array.type, len(array)
    found: dict[str, npt.NDArray[np.unsignedinteger[Any]]] = {}
    if types.is_boolean(kind):
        found["flag"] = _bits(array.buffers()[1], array.offset, count)
    elif types.is_primitive(kind) or types.is_decimal(kind):
        size = kind.bit_width // 8
        data = np.frombuffer(array.buffers()[1] or b"", np.uint8)
        data = data[array.offset * size :][: count * size]
        if size <= 8:
            found[f"bytes{size}"] = data.view(_FIXED[size])
        else:
            whole = data.view(np.uint64).reshape(-1, size // 8).T
            found |= {f"bytes{size}.{n}": each for n, each in enumerate(whole)}
    else:
        raise TooLongError
    is_valid = _is_valid(array) if array.null_count else None
    return [
        (tag, np.multiply(each, 1 if is_valid is None else is_valid, dtype=np.uint64))
        for tag, each in found.items()
    ]


def _of_lists(name: str, array: pa.Array, number: Numbering) -> Keys:
    """Give the numbers of items, some to a word; a longer list has more words."""
    offsets = array.offsets.to_numpy()
    first, many = int(offsets[0]), int(offsets[-1] - offsets[0])
    lengths = np.diff(offsets)
    some = np.flatnonzero(lengths > 0)
    empty = np.zeros(len(lengths), np.uint64)
    if array.null_count:
        some, empty = some[_is_valid(array).take(some)], _nulls(array)
    sizes, starts = lengths.take(some), offsets.take(some) - first
    longest = int(sizes.max(initial=0))
    if longest > LONGEST_LIST:
        raise TooLongError
    parts = (array.keys, array.items) if types.is_map(array.type) else (array.values,)
    inner = [
        (f"{place}.{tag}", words)
        for place, part in enumerate(parts)
        for tag, words in keys_of(f"{name}.{place}", part.slice(first, many), number)
    ]
    numbers = number(name, inner, many).view(np.uint64) + np.uint64(1)
    fewest = int(sizes.min(initial=LONGEST_LIST))
    found: Keys = []
    for start in range(0, max(longest, 1), _IN_ONE_WORD):
        word = empty if start + _IN_ONE_WORD >= longest else empty.copy()
        packed = np.zeros(len(some), np.uint64)
        for place in range(start, min(start + _IN_ONE_WORD, longest)):
            shift = np.uint64(_BITS * (place - start))
            if place < fewest:
                packed |= numbers.take(starts + place) << shift
            else:
                here = np.flatnonzero(sizes > place)
                packed[here] |= numbers.take(starts.take(here) + place) << shift
        word[some] = packed
        found.append((f"list{start}", word))
    return found


def _bits(data: pa.Buffer | None, offset: int, count: int) -> npt.NDArray[np.uint8]:
    some = np.frombuffer(data or b"", np.uint8)[offset >> 3 : (offset + count + 7) >> 3]
    return np.unpackbits(some, bitorder="little")[offset & 7 :][:count]
