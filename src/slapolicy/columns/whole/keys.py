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
from slapolicy.columns.whole.codes import Ints, TooLongError, indices_of
from slapolicy.columns.whole.letters import (
    ALIKE,
    EMPTY,
    Key,
    Keys,
    Words,
    bits,
    is_valid,
    mostly_missing,
    of_texts,
)

Numbering = Callable[[str, Keys, int], Ints]
"""Numbers so many items of lists by their words, in a column of this name."""

LONGEST_LIST = 8
_BITS, _IN_ONE_WORD = 12, 5
"""A number of an item has so many bits; so many stand in a word."""
_NULL = np.uint64(0)
_FIXED = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}


def keys_of(name: str, column: pa.Array, number: Numbering) -> Keys:
    """Give the words of the cells of a column; where all are alike, say so at once.

    Raises:
        TooLongError: A text or a list is too long, or of a kind that has no words.
    """
    kind, last = column.type, len(column) - 1
    is_short = is_text(kind) or (is_list(kind) and is_text_in(kind))
    if (
        is_short
        and last > 0
        and column[:1].equals(column[last:])
        and column[1:].equals(column[:last])
    ):
        return [Key(f"all are {column[0].as_py()!r}", ALIKE)]
    return _keys_of(name, column, number)


def _keys_of(name: str, array: pa.Array, number: Numbering) -> Keys:
    kind, count = array.type, len(array)
    if isinstance(kind, pa.BaseExtensionType):
        return _keys_of(name, array.storage, number)
    if types.is_null(kind):
        return []
    if types.is_dictionary(kind):
        return _of_dictionary(name, array, number)
    if is_text(kind):
        return of_texts(array)
    if types.is_struct(kind):
        found = _valid(array)
        for place, part in enumerate(array.flatten()):
            inner = _keys_of(f"{name}.{place}", part, number)
            found += [key.within(place) for key in inner]
        return found
    if types.is_map(kind) or is_list(kind):
        return _of_lists(name, array, number)
    return _valid(array) + _of_numbers(array, count)


def _valid(array: pa.Array) -> Keys:
    if not array.null_count:
        return []
    return [Key("valid", is_valid(array).astype(np.uint64))]


def _of_dictionary(name: str, array: pa.Array, number: Numbering) -> Keys:
    """Give the words of texts in a dictionary; of other values, those of each cell."""
    texts, codes = array.dictionary, array.indices
    if not is_text(texts.type) or texts.null_count or not len(texts):
        return _keys_of(name, array.dictionary_decode(), number)
    wide = codes.type.to_pandas_dtype()
    at = np.frombuffer(codes.buffers()[1], wide)[codes.offset :][: len(codes)]
    at, where = at.astype(np.int64), None
    at += 1
    if mostly_missing(codes):
        where = indices_of(is_valid(codes))
        at = at.take(where)
    elif codes.null_count:  # whose word stands before the others
        at *= is_valid(codes)
    return [
        Key(key.tag, np.append(_NULL, key.everywhere(len(texts))).take(at), where)
        for key in of_texts(texts)
    ]


# Numbers, and lists


def _of_numbers(array: pa.Array, count: int) -> Keys:
    """Give the bytes of numbers, dates and instants as words; zeros for a null."""
    kind = array.type
    found: dict[str, npt.NDArray[np.unsignedinteger[Any]]] = {}
    if types.is_boolean(kind):
        found["flag"] = bits(array.buffers()[1], array.offset, count)
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
    there = is_valid(array) if array.null_count else None
    return [
        Key(tag, np.multiply(each, 1 if there is None else there, dtype=np.uint64))
        for tag, each in found.items()
    ]


def _of_lists(name: str, array: pa.Array, number: Numbering) -> Keys:
    """Give the numbers of items, some to a word; a longer list has more words."""
    offsets = array.offsets.to_numpy()
    first, many = int(offsets[0]), int(offsets[-1] - offsets[0])
    starts, ends, there, where = offsets[:-1], offsets[1:], None, None
    if mostly_missing(array):
        where = indices_of(is_valid(array))
        starts, ends = starts.take(where), ends.take(where)
    lengths, starts = ends - starts, starts.astype(np.int64) - first
    if array.null_count and where is None:
        there = is_valid(array)
        lengths *= there
    longest = int(lengths.max(initial=0))
    if longest > LONGEST_LIST:
        raise TooLongError
    parts = (array.keys, array.items) if types.is_map(array.type) else (array.values,)
    inner = [
        key.within(place)
        for place, part in enumerate(parts)
        for key in _keys_of(f"{name}.{place}", part.slice(first, many), number)
    ]
    numbers = number(name, inner, many).view(np.uint64) + np.uint64(1)
    words = _packed(numbers, starts, lengths, 0)
    is_empty = lengths == 0 if there is None else (lengths == 0) & there
    if is_empty.any():
        words[is_empty] = EMPTY
    found = [Key("list0", words, where)]
    for start in range(_IN_ONE_WORD, longest, _IN_ONE_WORD):
        some = indices_of(lengths > start)
        words = _packed(numbers, starts.take(some), lengths.take(some), start)
        at = some if where is None else where.take(some)
        found.append(Key(f"list{start}", words, at))
    return found


def _packed(numbers: Words, starts: Ints, lengths: Ints, first: int) -> Words:
    """Put the numbers of some items of each list into a word, from one item on."""
    found = np.zeros(len(starts), np.uint64)
    fewest, most = int(lengths.min(initial=LONGEST_LIST)), int(lengths.max(initial=0))
    for place in range(first, min(first + _IN_ONE_WORD, most)):
        shift = np.uint64(_BITS * (place - first))
        if place < fewest:
            found |= numbers.take(starts + place) << shift
        else:
            here = indices_of(lengths > place)
            found[here] |= numbers.take(starts.take(here) + place) << shift
    return found
