"""What the clocks of many rows come to, in arrays: `compiled.reckoned` once more.

A run is one clock of one row. It runs through segments, each counted on a line of its
own, and is judged under the limits of one after another until one of them decides.
"""

from typing import Any

import numpy as np

from slapolicy.columns.whole.codes import Bools, Ints, indices_of
from slapolicy.columns.whole.dues import Under
from slapolicy.columns.whole.runs import NONE, Runs, Some, comes_before, where
from slapolicy.contract.evaluator.course import FOREVER

RUNNING, PAUSED, NOT_STARTED, MET, BREACHED, LAPSED = range(6)
STATES = ("running", "paused", "not_started", "met", "breached", "lapsed")
_NOTHING = np.zeros(0, np.int64)


class Told:
    """What runs come to, if they are there; NONE stands for what there is not.

    A column of nothing else is empty. `is_bad`: it is not told here. `segment`: which
    one decided, from 1 (0: none), and `since`, when it began, after the first. They are
    due at a `position` on a `line`, or else `apart`: in which segments, which ones, and
    when. `over`: by how much the limit was exceeded; less than nothing, where some of
    it is left. `is_early`: not all of that has counted on the line of the segment.
    """

    def __init__(self, there: Bools) -> None:
        size = there.size
        self.state = np.full(size, RUNNING, np.int8)
        self.is_bad, self.is_early = np.zeros((2, size), np.bool_)
        self.segment = there.ravel().astype(np.int64)
        self.since = np.zeros(size, np.int64)
        self.line = self.position = self.over = self.elapsed = self.paused = _NOTHING
        self.due_at = self.breached_at = self.overrun = _NOTHING
        self.remaining = self.next_at = _NOTHING
        self.apart: list[tuple[int, Ints, Ints]] = []

    def judge(self, under: Under) -> None:
        """Set what runs come to under the limit of a segment."""
        some, track = under.some, under.track
        line, position, is_early = track.reached(under.target)
        paused = track.paused()
        self.set(some, "line", line)
        self.set(some, "position", position)
        self.set(some, "over", under.over)
        self.set(some, "paused", paused)
        self.set(some, "elapsed", track.end - track.start - paused)
        if is_early is not None:
            self.is_early[some.number] = is_early
        for places, at in under.apart:
            self.apart.append((under.k + 1, some.number.take(places), at))

    def set(self, some: Some, name: str, values: Any) -> None:
        """Set a column of some runs, after that of all."""
        if some.is_all:
            setattr(self, name, values.ravel())
        else:
            getattr(self, name)[some.number] = values


def reckoned(runs: Runs) -> Told:
    """Reckon all runs."""
    told, some = Told(runs.there), Some(runs)
    under = Under(some, 0)
    told.judge(under)
    for k in range(1, len(runs.limits.lines) if len(runs.moments.turns) else 1):
        since = some.since(k)
        some = some.those(under.goes_on(since))
        if not len(some):
            break
        told.segment[some.number] = k + 1
        told.since[some.number] = since.take(some.among)
        under = Under(some, k)
        told.judge(under)
    _fall_due(runs, told)
    _decide(runs, told)
    _go_on(runs, told)
    return told


def _fall_due(runs: Runs, told: Told) -> None:
    """Tell when runs are due that do not stand still before."""
    due = runs.reaching(told.line, told.position)
    halts = runs.stands.ravel() & (told.over < 0)
    is_far = due < 0
    if is_far.any():
        told.is_bad = is_far & (~halts | (told.position >= FOREVER))
    due |= -halts.view(np.int8)  # all bits of NONE are set
    for segment, number, at in told.apart:
        here = told.segment.take(number) == segment
        due[number[here]] = at[here]
    told.due_at = due


def _decide(runs: Runs, told: Told) -> None:
    """Tell which runs are met and which breached, and by how much."""
    breached = comes_before(told.due_at, runs.bound.ravel()) & runs.there.ravel()
    is_over = breached | (runs.fulfilled.ravel() < FOREVER)
    told.state = is_over * np.int8(MET) + breached  # BREACHED is one more
    told.breached_at = where(breached, np.maximum(told.due_at, told.since))
    told.overrun = where(breached, told.over)
    # that is on the line of its limit, also after the end and while it stands
    some = indices_of(breached & (runs.stands.ravel() | told.is_early))
    line, due = runs.line(some, told.segment.take(some)), told.due_at.take(some)
    until = np.minimum(runs.fulfilled.take(some), runs.now)
    over = runs.on(line, until) - runs.on(line, due)
    told.overrun[some] = np.maximum(over, 0)


def _go_on(runs: Runs, told: Told) -> None:
    """Tell of runs that nothing has decided."""
    goes_on = (told.state == RUNNING) & runs.there.ravel()
    if not goes_on.any():
        return
    some = indices_of(goes_on)
    closed = np.broadcast_to(runs.closed, runs.limit.shape).take(some)
    lapsed, some = some[closed < FOREVER], some[closed >= FOREVER]
    told.state[lapsed] = LAPSED
    stands = runs.stands.take(some)
    halts, going = some[stands], some[~stands]
    told.remaining, told.next_at = np.full((2, runs.size), NONE)
    told.remaining[some] = -told.over.take(some)
    told.state[halts] = PAUSED
    told.is_bad[halts] |= runs.in_days(halts, told.segment.take(halts))
    if not len(going):
        return
    due, opens = told.due_at.take(going), _opens(runs, told, going)
    told.state[going[opens > runs.now]] = NOT_STARTED
    change = np.full(len(going), FOREVER)
    for each in (due, opens):
        change = np.minimum(change, np.where(each > runs.now, each, FOREVER))
    told.next_at[going] = change


def _opens(runs: Runs, told: Told, some: Ints) -> Ints:
    """Give when runs are first open, by the hours in force at each time."""
    row, limit = some % len(runs.closed), runs.limit.take(some)
    limits, segment = runs.limits, told.segment.take(some)
    found = np.full(len(some), FOREVER)
    for k in range(int(segment.max()) - 1, -1, -1):
        mine = indices_of(segment > k)
        here, by = row.take(mine), limit.take(mine)
        opens = runs.opening(limits.lines[k][-1].take(by), runs.since(k, here, by))
        is_first = opens < runs.since(k + 1, here, by)
        found[mine] = np.where(is_first, opens, found.take(mine))
    days = indices_of(runs.in_days(some, segment))
    line, start = runs.line(some, segment), runs.moments.opened.take(row)
    found[days] = runs.opening(line.take(days), start.take(days))
    return found
