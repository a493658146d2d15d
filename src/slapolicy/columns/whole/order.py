"""Which rows are in order: each event known and in its time, each wait ended once."""

import numpy as np
import pyarrow as pa
from pyarrow import types

from slapolicy.columns.shapes import is_text
from slapolicy.columns.whole.codes import Bools, Ints, Marks, indices_of
from slapolicy.columns.whole.events import Events
from slapolicy.columns.whole.tables import UNKNOWN
from slapolicy.contract.case_reader import LIMITS
from slapolicy.contract.compiled.compiler import Compiled
from slapolicy.contract.evaluator.course import FOREVER
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
        foreign = indices_of(here > ord("~")) + begins[0]
        good[np.searchsorted(begins, foreign, side="right") - 1] = False
    return good


def in_order(
    events: Events, act: Marks, opening: int, shape: Compiled, until: int
) -> Bools:
    """Tell in which rows events follow one another, as of an instant: one opens first.

    Args:
        events: The events of all rows.
        act: What each of them does: none is UNKNOWN, those that open come next.
        opening: How many kinds of acts open a case.
        shape: When the agreement is in force.
        until: The instant.
    """
    lengths, starts, at = events.lengths, events.starts, events.at
    found: Bools = (lengths > 0) & (lengths <= LIMITS.events)
    if not len(at):
        return found
    bad = act <= opening
    bad[1:] |= at[1:] <= at[:-1]
    filled = starts if lengths.min() > 0 else starts[lengths > 0]
    first = act.take(filled)
    bad[filled] = (first == UNKNOWN) | (first > opening)
    if events.is_odd is not None:
        bad |= events.is_odd
    if events.last > LATEST:
        bad |= at > LATEST
    if bad.any():
        found[events.row[bad]] = False
    opened = at.take(np.minimum(starts, len(at) - 1))
    found &= (shape.in_force_from <= opened) & (opened <= until)
    found &= opened < shape.in_force_until
    return found


def in_pairs(waits: Ints, resumes: Ints, count: int) -> Bools:
    """Tell in which of so many rows each wait ends before the next one begins.

    Args:
        waits: When the first, second … wait of each row begins; FOREVER if none does.
        resumes: When a first, second … one ends.
        count: How many rows there are.
    """
    found = np.ones(count, np.bool_)
    before = None
    for rank in range(max(len(waits), len(resumes))):
        for each in (waits, resumes):
            here = each[rank] if rank < len(each) else np.full(count, FOREVER)
            if before is not None:
                # no two events share an instant: where these are one, there are none
                found &= before <= here
            before = here
    return found
