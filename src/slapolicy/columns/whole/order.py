"""Which rows are in order: each event known, in its time, and paired with others."""

import numpy as np
import pyarrow as pa
from pyarrow import types

from slapolicy.columns.shapes import is_text
from slapolicy.columns.whole.codes import Bools, Ints, Marks
from slapolicy.columns.whole.events import Events
from slapolicy.columns.whole.tables import Does
from slapolicy.contract.case_reader import LIMITS
from slapolicy.contract.compiled.compiler import Compiled
from slapolicy.worktime import LATEST


def names_in(column: pa.Array) -> pa.Array | None:
    """Give ids as plain texts, whole numbers in figures; None, if they are others."""
    if isinstance(column.type, pa.BaseExtensionType):
        column = column.storage
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not (is_text(column.type) or types.is_integer(column.type)):
        return None
    return column if types.is_string(column.type) else column.cast(pa.string())


def named(names: pa.Array) -> Bools:
    """Tell which rows have an id that is plainly good: short, of plain letters."""
    count = len(names)
    if not count:
        return np.zeros(count, np.bool_)
    _, offsets, data = names.buffers()
    if not data:  # no letter in any of them
        return np.zeros(count, np.bool_)
    begins = np.frombuffer(offsets, np.int32)[names.offset :][: count + 1]
    letters = np.frombuffer(data, np.uint8)
    lengths = np.diff(begins)
    good: Bools = (lengths > 0) & (lengths <= LIMITS.name)
    if names.null_count:
        good &= names.is_valid().to_numpy(zero_copy_only=False)
    good &= letters.take(begins[:-1], mode="clip") > ord(" ")
    here = letters[begins[0] : begins[-1]]
    if here.max(initial=0) > ord("~"):
        foreign = np.flatnonzero(here > ord("~")) + begins[0]
        good[np.searchsorted(begins, foreign, side="right") - 1] = False
    return good


def in_order(events: Events, does: Marks, shape: Compiled, until: int) -> Bools:
    """Tell in which rows all is in order, as of an instant.

    Args:
        events: The events of all rows.
        does: What each of them does.
        shape: When the agreement is in force.
        until: The instant.
    """
    lengths, row, at = events.lengths, events.row, events.at
    found: Bools = (lengths > 0) & (lengths <= LIMITS.events)
    starts = events.starts[lengths > 0]
    known, opens = int(Does.IS_KNOWN), int(Does.OPENS)
    is_later = np.ones(len(at), np.bool_)
    is_later[starts] = False
    bad = at[1:] <= at[:-1]
    bad = np.concatenate([is_later[:1], bad])
    bad &= is_later
    bad |= (does & known) == 0
    bad |= ((does & opens) == 0) != is_later
    if events.is_odd is not None:
        bad |= events.is_odd
    if at.max(initial=0) > LATEST:
        bad |= at > LATEST
    found[row[bad]] = False
    first = at.take(starts)
    late = (first > until) | (first < shape.in_force_from)
    found[lengths > 0] &= ~(late | (first >= shape.in_force_until))
    found[_unpaired(row, does)] = False
    return found


def _unpaired(row: Ints, does: Marks) -> Ints:
    """Give rows that wait twice, resume what does not wait, or close while waiting."""
    turns = (does & int(Does.WAITS | Does.RESUMES)) != 0
    pairs = np.flatnonzero(turns)
    if not len(pairs):
        return pairs
    rows, waits = row.take(pairs), (does.take(pairs) & int(Does.WAITS)) != 0
    waited = np.zeros(len(pairs), np.bool_)
    waited[1:] = waits[:-1] & (rows[1:] == rows[:-1])
    asks = np.flatnonzero((does & int(Does.IS_CONTACT | Does.CLOSES)) != 0)
    last = np.cumsum(turns, dtype=np.int32).take(asks) - 1
    within = waits.take(last) & (rows.take(last) == row.take(asks)) & (last >= 0)
    return np.concatenate([rows[waits == waited], row.take(asks[within])])
