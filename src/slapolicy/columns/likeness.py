"""Rows that two policies surely decide alike, told from what both decide at once.

What is told here is but a sieve: rows that are not surely alike are decided alone and
compared in full, as `comparison` says.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slapolicy.columns.whole.codes import Bools
from slapolicy.columns.wholesale import Wholesale

COMPARED: dict[str, tuple[str, ...]] = {
    "case_state": (),
    "closed_at": (),
    "severity": ("name", "state", "possible"),
    "coverage": ("service", "outcome", "left"),
    "claims": ("claim", "outcome", "disclaims"),
    "addons": ("addon", "outcome", "price"),
    "obligations": (
        "id", "state", "due", "due_at", "earliest_due_at", "latest_due_at",
    ),
}  # fmt: skip
"""The columns, and the parts of records, in all of which rows have to be alike."""


def unlike(
    old: Wholesale, new: Wholesale, given: pa.RecordBatch, before: int
) -> list[int]:
    """Give the places of all rows but those that both surely decide alike.

    Args:
        old: What decides them by one policy, with all columns that are compared.
        new: The same by the other one.
        given: The rows.
        before: How many came before them.
    """
    left = np.ones(len(given), np.bool_)
    found = [each.at_once(given, before) for each in (old, new)]
    if found[0] is not None and found[1] is not None:
        (taken, was), (also, now) = found[0], found[1]
        both, here, there = np.intersect1d(
            taken, also, assume_unique=True, return_indices=True
        )
        left[both] = ~alike(_some(was, here), _some(now, there))
    places: list[int] = np.flatnonzero(left).tolist()
    return places


def _some(batch: pa.RecordBatch, places: np.ndarray) -> pa.RecordBatch:
    return batch if len(places) == len(batch) else batch.take(pa.array(places))


def alike(old: pa.RecordBatch, new: pa.RecordBatch) -> Bools:
    """Tell which rows say the same in all that is compared.

    Rows that are not decided never do: their lists are not there.
    """
    found = np.ones(len(old), np.bool_)
    for name, parts in COMPARED.items():
        found &= _same(old[name], new[name], parts)
    return found


def _same(old: pa.Array, new: pa.Array, parts: Sequence[str] = ()) -> Bools:
    if pa.types.is_list(old.type):
        return _same_lists(old, new, parts)
    if parts:
        found = np.ones(len(old), np.bool_)
        for part in parts:
            found &= _same(old.field(part), new.field(part))
        return found
    if old.equals(new):
        return np.ones(len(old), np.bool_)
    both_null = pc.and_(old.is_null(), new.is_null())
    return _bools(pc.or_(pc.equal(old, new).fill_null(False), both_null))


def _same_lists(old: pa.Array, new: pa.Array, parts: Sequence[str]) -> Bools:
    """Tell which lists are there, and as long as each other, with the same items."""
    lengths = [each.value_lengths() for each in (old, new)]
    same = _bools(pc.equal(*lengths).fill_null(False))
    items, there = (_pruned(each.flatten(), parts) for each in (old, new))
    many, others = (each.fill_null(0).to_numpy() for each in lengths)
    if not same.all():
        items = items.take(pa.array(np.flatnonzero(np.repeat(same, many))))
        there = there.take(pa.array(np.flatnonzero(np.repeat(same, others))))
    odd = np.flatnonzero(~_same(items, there, parts))
    if len(odd):
        rows = np.flatnonzero(same)
        ends = np.cumsum(many.take(rows))
        same[rows.take(np.searchsorted(ends, odd, side="right"))] = False
    return same


def _pruned(items: pa.Array, parts: Sequence[str]) -> pa.Array:
    """Leave out the parts of records that are not compared."""
    if not parts:
        return items
    return pa.StructArray.from_arrays([items.field(each) for each in parts], parts)


def _bools(array: pa.Array) -> Bools:
    found: Bools = array.to_numpy(zero_copy_only=False).copy()  # to be written to
    return found
