"""What happens in the rows of a batch, in numbers: instants, kinds, changes."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from pyarrow import types

from slapolicy.columns.heads import Head
from slapolicy.columns.reading import some_values
from slapolicy.columns.shapes import field_names, is_list, is_pairs
from slapolicy.columns.whole.codes import Bools, Ints, lengths_of, starts_of
from slapolicy.columns.whole.keys import keys_of
from slapolicy.columns.whole.vocabulary import Known, Lexicon

WORDS = ("type", "by", "via", "for")
_MICROSECONDS = {"s": 10**6, "ms": 10**3, "us": 1}


@frozen(eq=False)
class Events:
    """The events of all rows, one after another.

    `lengths` and `starts` are those of each row, `row` the row of each; none is after
    `last`. `said` numbers what events say but when, and `known` is what they say
    (words, then what changes); `is_odd` are those that say more (None: there are none).
    """

    lengths: Ints
    starts: Ints
    row: Ints
    at: Ints
    last: int
    said: Ints
    known: Known
    is_odd: Bools | None


def events_of(
    batch: pa.RecordBatch, heads: Sequence[Head | None], lexicon: Lexicon
) -> Events | None:
    """Give the events of a batch; None where they stand in another form than a list.

    Raises:
        TooLongError: An event changes too many facts, or too much is said.
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
    columns = {name: parts.pop(name) for name in (*WORDS, "facts") if name in parts}
    keys = [
        key.within(name)
        for name, each in columns.items()
        for key in keys_of(f"events.{name}", each, lexicon.items)
    ]
    said, known = lexicon.numbers(
        "events", keys, len(items), partial(_sayings, columns)
    )
    is_odd = [at < 0] if at.min(initial=0) < 0 else []
    for each, nulls in [(items, 0), *((other, len(items)) for other in parts.values())]:
        if each.null_count != nulls:
            there = each.is_valid().to_numpy(zero_copy_only=False)
            is_odd.append(there if nulls else ~there)
    lengths = lengths_of(lists)
    odd, starts = np.logical_or.reduce(is_odd) if is_odd else None, starts_of(lengths)
    # it is in so many rows after the first that one begins there or before
    row = np.cumsum(np.bincount(starts[1:], minlength=len(at))[: len(at)])
    last = int(at.max(initial=0))
    return Events(lengths, starts, row, at, last, said, known, odd)


def _sayings(columns: Mapping[str, pa.Array], some: Ints) -> list[Mapping[str, Any]]:
    """Tell what some events say."""
    shown = {n: some_values(each, some.tolist()) for n, each in columns.items()}
    return [
        {name: cells[k] for name, cells in shown.items() if cells[k] is not None}
        for k in range(len(some))
    ]


def _is_read(parts: Mapping[str, Any]) -> bool:
    """Whether instants and changes stand in a form that is read here."""
    at, facts = parts["at"].type, parts.get("facts")
    return types.is_timestamp(at) and (
        facts is None or is_pairs(facts.type) or types.is_null(facts.type)
    )


def _instants(array: pa.Array) -> Ints:
    """Give microseconds UTC; -1 for what is none, or not whole."""
    data = np.frombuffer(array.buffers()[1] or b"", np.int64)
    found: Ints = data[array.offset :][: len(array)]
    if array.null_count:
        there = array.is_valid().to_numpy(zero_copy_only=False)
        found = np.where(there, found, -1)
    if array.type.unit == "ns":
        return np.where(found % 1000, -1, found // 1000)
    factor = _MICROSECONDS[array.type.unit]
    most = (1 << 62) // factor
    if found.view(np.uint64).max(initial=0) > most:  # or below zero
        found = np.where((found < 0) | (found > most), -1, found)
    return found if factor == 1 else found * factor
