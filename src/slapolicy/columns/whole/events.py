"""What happens in the rows of a batch, in numbers: instants, kinds, changes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from pyarrow import types

from slapolicy.columns.heads import Head
from slapolicy.columns.reading import values
from slapolicy.columns.shapes import field_names, is_list, is_pairs
from slapolicy.columns.whole.codes import (
    Bools,
    Ints,
    coded,
    lengths_of,
    numbered,
    starts_of,
)

WORDS = ("type", "by", "via", "for")
_MICROSECONDS = {"s": 10**6, "ms": 10**3, "us": 1}


@frozen(eq=False)
class Events:
    """The events of all rows, one after another.

    `lengths` and `starts` are those of each row, `row` the row of each. `said` numbers
    what events say but when, as in `sayings` (words, then what changes); `is_odd` are
    those that say more.
    """

    lengths: Ints
    starts: Ints
    row: Ints
    at: Ints
    said: Ints
    sayings: Sequence[Mapping[str, Any]]
    is_odd: Bools


def events_of(batch: pa.RecordBatch, heads: Sequence[Head | None]) -> Events | None:
    """Give the events of a batch; None where they stand in another form than a list.

    Raises:
        TooLongError: An event changes too many facts.
    """
    found = [
        column
        for head, column in zip(heads, batch.columns, strict=True)
        if head is not None and head.key == "events"
    ]
    if len(found) != 1 or not is_list(found[0].type):
        return None
    lists, items = found[0], found[0].flatten()
    if not types.is_struct(items.type):
        return None
    parts = dict(zip(field_names(items.type), items.flatten(), strict=True))
    if not {"at", "type"} <= parts.keys() or not _is_read(parts):
        return None
    at = _instants(parts.pop("at"))
    facts = parts.pop("facts", None)
    columns = {name: parts.pop(name) for name in WORDS if name in parts}
    if facts is not None:
        columns["facts"] = facts
    said, first = numbered([coded(each) for each in columns.values()], len(items))
    shown = {n: values(each.take(pa.array(first))) for n, each in columns.items()}
    sayings = [
        {name: cells[k] for name, cells in shown.items() if cells[k] is not None}
        for k in range(len(first))
    ]
    lengths = lengths_of(lists)
    is_odd = (at < 0) | items.is_null().to_numpy(zero_copy_only=False)
    for other in parts.values():
        if other.null_count < len(other):
            is_odd |= other.is_valid().to_numpy(zero_copy_only=False)
    there = np.maximum(lengths, 0)
    row = np.repeat(np.arange(len(lengths)), there)
    return Events(lengths, starts_of(lengths), row, at, said, sayings, is_odd)


def _is_read(parts: Mapping[str, Any]) -> bool:
    """Whether instants and changes stand in a form that is read here."""
    at, facts = parts["at"].type, parts.get("facts")
    return types.is_timestamp(at) and (
        facts is None or is_pairs(facts.type) or types.is_null(facts.type)
    )


def _instants(array: pa.Array) -> Ints:
    """Give microseconds UTC; -1 for what is none, or not whole."""
    whole = array.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    if array.type.unit != "ns":
        factor = _MICROSECONDS[array.type.unit]
        most = (1 << 62) // factor
        return np.where((whole < 0) | (whole > most), -1, whole) * factor
    return np.where(whole % 1000, -1, whole // 1000)
