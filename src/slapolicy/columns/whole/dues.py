"""When runs are due under the limit of a segment, and what counted until they ended.

A run has a coordinate of its own: what counted since its start. A pause is a shift
along it, and a run is due where the shifted amount is reached.
"""

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.in_days import put_days
from slapolicy.columns.whole.runs import Some
from slapolicy.columns.whole.tracks import Track


@frozen(eq=False, kw_only=True)
class Under:
    """Some runs under the limit of one segment.

    `due`: NONE if the run stands still, or is bad. `over`: by how much it was exceeded
    when the run ended; less than nothing, where some of it was left. `is_early`:
    whether it is due on the line of an earlier segment (None: nowhere).
    """

    due: Ints
    over: Ints
    elapsed: Ints
    paused: Ints
    is_bad: Bools
    is_early: Bools | None


def due_under(some: Some, k: int) -> Under:
    """Reckon runs under the limit of a segment."""
    runs, track = some.runs, Track(some, k)
    room, target = track.room, runs.limits.amount[k].take(some.limit)
    apart, never = put_days(some, k, track, target)
    paused = np.zeros(target.shape, np.int64)
    for wait, (begins, ends) in enumerate(runs.places.waits):
        count = some.having(wait)
        here = room[..., :count]
        begin = np.minimum(track.counted(begins, count), here)
        took = np.minimum(track.counted(ends, count), here) - begin
        if runs.pauses is not None:
            took *= some.of(runs.pauses)[..., :count]
        paused[..., :count] += took
        target[..., :count] += took * (begin < target[..., :count])
    line, position, is_early = track.reached(target)
    due, over = runs.reaching(line, position), room - target
    halts = some.of(runs.stands) & (over < 0)
    for each in apart:
        each.settle(some, target, room, due, over, halts)
    is_bad = (due < 0) & ~halts
    for places in never:
        is_bad.reshape(-1)[places] = True
    due |= -halts.view(np.int8)  # all bits of NONE are set
    return Under(
        due=due, over=over, elapsed=room - paused, paused=paused, is_bad=is_bad,
        is_early=is_early,
    )  # fmt: skip
