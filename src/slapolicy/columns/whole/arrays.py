"""Columns of Arrow, made of what lies in memory: no number or letter is copied.

All go by one way, as what Arrow does only once in a batch takes ten times as long.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from slapolicy.columns.whole.codes import Bools

Offsets = npt.NDArray[np.int32]
"""Where each text or list begins, and where the last one ends."""
Numbers = npt.NDArray[np.integer[Any]]
_TEXT = pa.string()


def numbers_of(
    kind: pa.DataType, given: Numbers, there: Bools | None = None
) -> pa.Array:
    """Give numbers; null where they are not there (None: all are)."""
    valid = None
    if there is not None and not there.all():
        valid = pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(kind, len(given), [valid, pa.py_buffer(given)])


def texts_of(count: int, offsets: Offsets, letters: pa.Buffer) -> pa.Array:
    """Give so many texts."""
    return pa.Array.from_buffers(_TEXT, count, [None, pa.py_buffer(offsets), letters])


def lists_of(
    kind: pa.DataType, count: int, offsets: Offsets, items: pa.Array
) -> pa.Array:
    """Give so many lists of items."""
    buffers = [None, pa.py_buffer(offsets)]
    return pa.Array.from_buffers(kind, count, buffers, children=[items])


def records_of(kind: pa.DataType, count: int, parts: Sequence[pa.Array]) -> pa.Array:
    """Give so many records of some parts."""
    return pa.Array.from_buffers(kind, count, [None], children=parts)


def evenly(length: int, count: int) -> Offsets:
    """Give where each of so many texts or lists of one length begins."""
    return _evenly(length, 1 << count.bit_length())[: count + 1]


@lru_cache(maxsize=8)
def _evenly(length: int, most: int) -> Offsets:
    return np.arange(most + 1, dtype=np.int32) * np.int32(length)
