"""Arrays of numbers, and the lists that lie one after another in a column."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.int8] | npt.NDArray[np.int16]
Bools = npt.NDArray[np.bool_]


class TooLongError(ValueError):
    """There is more in cells than is told apart here."""


def indices_of(holds: Bools) -> Ints:
    """Give where something holds (`np.flatnonzero`, without three calls in between)."""
    found: Ints = holds.ravel().nonzero()[0]
    return found


def beside(columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Give what stands beside one another in each row, row by row."""
    if len(columns) == 1:
        return columns[0]
    found = np.empty((len(columns[0]), len(columns)), columns[0].dtype)
    for place, column in enumerate(columns):
        found[:, place] = column
    return found.ravel()


def either(is_so: Bools, these: Ints, those: Ints) -> Ints:
    """Give these numbers where something is so, and those elsewhere.

    `np.where` does the same by a branch for each; where no order is in what is so, the
    processor guesses wrong half of the time, and this takes a third. (What runs over
    on the way runs back.)
    """
    found = these - those
    found *= is_so
    found += those
    return found


def lengths_of(array: pa.Array) -> Ints:
    """Give the lengths of lists; -1 for a list that is null."""
    lengths: Ints = np.diff(array.offsets.to_numpy())
    if array.null_count:
        there = array.is_valid().to_numpy(zero_copy_only=False)
        lengths = (lengths + 1) * there - 1
    return lengths


def starts_of(lengths: Ints) -> Ints:
    """Give where each list begins among all items."""
    here = np.maximum(lengths, 0)
    return np.cumsum(here) - here
