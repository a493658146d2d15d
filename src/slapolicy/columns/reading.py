"""Columns of Arrow become plain values, a list for each column.

Instants stay exact: digits past the microsecond are given as text, for the case reader
to cut and to tell. Which types may stand where is said in `shapes`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pyarrow as pa
from pyarrow import types

from slapolicy.columns.shapes import field_names, is_list, is_pairs

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_IN_MICROSECONDS = {"s": 10**6, "ms": 10**3, "us": 1}


def values(array: pa.Array) -> list[Any]:
    """Give the plain values of a column."""
    data_type = array.type
    if isinstance(data_type, pa.BaseExtensionType):
        return values(array.storage)
    if types.is_dictionary(data_type):
        return values(array.dictionary_decode())
    if types.is_timestamp(data_type):
        whole = array.cast(pa.int64()).to_pylist()
        instant = _instants(data_type.unit)
        return [None if each is None else instant(each) for each in whole]
    if types.is_duration(data_type):
        whole = array.cast(pa.int64()).to_pylist()
        length = _lengths(data_type.unit)
        return [None if each is None else length(each) for each in whole]
    if types.is_struct(data_type):
        return _structs(array)
    if is_pairs(data_type) and is_list(data_type):
        return _lists(array, [tuple(each.values()) for each in values(array.flatten())])
    if is_list(data_type):
        return _lists(array, values(array.flatten()))
    found: list[Any] = array.to_pylist()  # of a map: pairs
    return found


def some_values(array: pa.Array, places: Iterable[int]) -> list[Any]:
    """Give the plain values of some cells of a column, one by one."""
    return [values(array.slice(place, 1))[0] for place in places]


def _structs(array: pa.Array) -> list[Any]:
    names = field_names(array.type)
    parts = [values(each) for each in array.flatten()]
    rows: Sequence[Any] = list(zip(*parts, strict=True)) if parts else [()] * len(array)
    there = array.is_valid().to_pylist()
    return [
        dict(zip(names, row, strict=True)) if is_there else None
        for row, is_there in zip(rows, there, strict=True)
    ]


def _lists(array: pa.Array, items: list[Any]) -> list[Any]:
    """Cut the items of all lists into the list of each row."""
    lengths = array.value_lengths().to_pylist()
    ends = [0]
    for each in lengths:
        ends.append(ends[-1] + (each or 0))
    return [
        None if length is None else items[start:end]
        for length, (start, end) in zip(lengths, pairwise(ends), strict=True)
    ]


def _instants(unit: str) -> Callable[[int], Any]:
    def instant(value: int) -> Any:
        microseconds, rest = _in_microseconds(value, unit)
        try:
            at = _EPOCH + timedelta(microseconds=microseconds)
        except OverflowError:
            return f"{value} {unit} since 1970"  # which no clock shows
        if not rest:
            return at
        return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06}{rest:03}Z"

    return instant


def _lengths(unit: str) -> Callable[[int], Any]:
    def length(value: int) -> Any:
        microseconds, rest = _in_microseconds(value, unit)
        try:
            found = timedelta(microseconds=microseconds)
        except OverflowError:
            return f"{value} {unit}"
        return f"{value} {unit}" if rest else found

    return length


def _in_microseconds(value: int, unit: str) -> tuple[int, int]:
    """Give whole microseconds, and the nanoseconds that are left."""
    if unit == "ns":
        return divmod(value, 1000)
    return value * _IN_MICROSECONDS[unit], 0
