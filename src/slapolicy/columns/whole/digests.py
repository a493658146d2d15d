"""Numbers of 64 bits for cells: the same for the same, as good as never for others.

They tell rows of a long stream apart by what they say, without keeping any of it; what
is decided never rests on them.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import types

from slapolicy.columns.shapes import is_list, is_text
from slapolicy.columns.whole.letters import SIZE, letters_in, loaded

Numbers = npt.NDArray[np.uint64]

LONGEST = 64
"""Longer texts are digested one by one."""
_NULL, _STEP = np.uint64(0x51A90115EA15EA5D), np.uint64(0x9E3779B97F4A7C15)
_ONE, _TWO = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_FIRST, _SECOND, _THIRD = np.uint64(30), np.uint64(27), np.uint64(31)
_FIXED = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}


def digests_of_rows(columns: Sequence[pa.Array], count: int) -> Numbers:
    """Give a number for what all columns say in each of so many rows."""
    found = np.zeros(count, np.uint64)
    for each in columns:
        found = _mixed(found ^ digests(each))
    return found


def digests(array: pa.Array) -> Numbers:
    """Give a number for each cell of a column; null has its own."""
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return digests(array.storage)
    if types.is_dictionary(kind):
        return digests(array.dictionary_decode())
    if types.is_null(kind):
        return np.full(len(array), _NULL)
    if is_text(kind):
        found = _of_texts(array)
    elif types.is_struct(kind):
        found = digests_of_rows(array.flatten(), len(array))
    elif types.is_map(kind) or is_list(kind):
        found = _of_lists(array)
    else:
        found = _of_numbers(array)
    if array.null_count:
        found[array.is_null().to_numpy(zero_copy_only=False)] = _NULL
    return found


def _mixed(words: Numbers) -> Numbers:
    """Spread each bit over all 64 (the end of splitmix64)."""
    found = words + _STEP
    found ^= found >> _FIRST
    found *= _ONE
    found ^= found >> _SECOND
    found *= _TWO
    found ^= found >> _THIRD
    return found


def _of_texts(array: pa.Array) -> Numbers:
    array = array.cast(pa.large_string())
    count = len(array)
    if not count:
        return np.empty(0, np.uint64)
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, np.int64)[array.offset :][: count + 1]
    letters = letters_in(data, int(ends[0]), int(ends[-1]))
    begins, lengths = ends[:-1] - ends[0], np.diff(ends)
    found, longest = _mixed(lengths.astype(np.uint64)), int(lengths.max())
    for start in range(0, min(LONGEST, longest), SIZE):
        some = np.flatnonzero(lengths > start)
        left = lengths.take(some) - start
        here = loaded(letters, begins.take(some) + start, left, longest - start)
        found[some] = _mixed(found.take(some) ^ here)
    for one in np.flatnonzero(lengths > LONGEST).tolist():
        text = letters.view(np.uint8)[begins[one] : begins[one] + lengths[one]]
        digest = blake2b(text.tobytes(), digest_size=SIZE).digest()
        found[one] = int.from_bytes(digest, "little")
    return found


def _of_lists(array: pa.Array) -> Numbers:
    """Give the sum of what the items are, each at its place."""
    ends = array.offsets.to_numpy().astype(np.int64)
    first, last = int(ends[0]), int(ends[-1])
    ends, lengths = ends - first, np.diff(ends)
    items = digests(array.values.slice(first, last - first))
    places = np.arange(last - first) - np.repeat(ends[:-1], lengths)
    sums = np.zeros(last - first + 1, np.uint64)
    np.cumsum(_mixed(items ^ _mixed(places.astype(np.uint64))), out=sums[1:])
    return _mixed(
        (sums.take(ends[1:]) - sums.take(ends[:-1])) ^ lengths.view(np.uint64)
    )


def _of_numbers(array: pa.Array) -> Numbers:
    kind, count = array.type, len(array)
    if types.is_boolean(kind):
        return _mixed(array.cast(pa.uint8()).fill_null(0).to_numpy().astype(np.uint64))
    if types.is_floating(kind):
        real = array.cast(pa.float64()).fill_null(0).to_numpy().copy()
        real[np.isnan(real)] = np.nan  # however it is written
        return _mixed(real.view(np.uint64))
    size = kind.bit_width // 8
    data = np.frombuffer(array.buffers()[1] or b"", np.uint8)
    data = data[array.offset * size :][: count * size]
    if size <= SIZE:
        return _mixed(data.view(_FIXED[size]).astype(np.uint64))
    found = np.zeros(count, np.uint64)
    for each in data.view(np.uint64).reshape(count, -1).T:
        found = _mixed(found ^ each)
    return found
