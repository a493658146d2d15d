"""What the clocks of many rows come to, in arrays: `compiled.reckoned` once more.

A run is one clock of one row. It runs through segments, each counted on a line of its
own, and is judged under the limits of one after another until one of them decides.
"""

import numpy as np

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.dues import Under, due_under
from slapolicy.columns.whole.runs import NONE, Runs, Some, comes_before, where
from slapolicy.contract.evaluator.course import FOREVER

RUNNING, PAUSED, NOT_STARTED, MET, BREACHED, LAPSED = range(6)
STATES = ("running", "paused", "not_started", "met", "breached", "lapsed")
_NOTHING = np.zeros(0, np.int64)


class Told:
    """What so many runs come to; NONE stands for what there is not.

    A column of nothing else is empty. `is_bad`: it is not told here. `segment`: which
    one decided, from 1, and `since`, when it began, if it is not the first. `over`:
    what has passed of the limit beyond it; less than nothing, where some of it is left.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.is_bad, self.is_early = np.zeros((2, size), np.bool_)
        self.segment, self.since = np.zeros((2, size), np.int64)
        self.state = np.full(size, RUNNING, np.int8)
        self.due_at = self.breached_at = self.elapsed = self.paused = _NOTHING
        self.over = self.remaining = self.overrun = self.next_at = _NOTHING

    def judge(self, some: Some, k: int, under: Under) -> None:
        """Set what runs come to under the limit of a segment."""
        number = None if some.is_all else some.number
        self.set("due_at", number, under.due)
        self.set("over", number, under.over)
        self.set("elapsed", number, under.elapsed)
        self.set("paused", number, under.paused)
        here = ... if number is None else number
        self.is_bad[here] = under.is_bad.ravel()
        self.segment[here] = k + 1

    def set(self, name: str, number: Ints | None, values: Ints) -> None:
        """Set a column in some runs, or in all; it is made when it is first needed."""
        if number is None:
            setattr(self, name, values.ravel())
            return
        if not len(getattr(self, name)):
            setattr(self, name, np.full(self.size, NONE))
        getattr(self, name)[number] = values


def reckoned(runs: Runs, there: Bools) -> Told:
    """Reckon the runs that are there."""
    told, some = Told(runs.size), Some(runs)
    if not there.all():
        some = some.those(there)
    under = due_under(some, 0)
    told.judge(some, 0, under)
    for k in range(1, len(runs.limits.lines) if len(runs.moments.turns) else 1):
        since = some.since(k)
        goes_on = (since < some.of(runs.bound)) & comes_before(since, under.due)
        some = some.those(goes_on)
        if not len(some.row):
            break
        under = due_under(some, k)
        told.judge(some, k, under)
        told.since[some.number] = some.since(k)
        if under.is_early is not None:
            told.is_early[some.number] = under.is_early
    _decide(runs, told)
    _go_on(runs, told, np.flatnonzero((told.state == RUNNING) & there.ravel()))
    return told


def _decide(runs: Runs, told: Told) -> None:
    """Tell which runs are met and which breached, and by how much."""
    breached = comes_before(told.due_at, runs.bound.ravel())
    is_over = breached | (runs.fulfilled.ravel() < FOREVER)
    told.state = is_over * np.int8(MET) + breached  # BREACHED is one more
    told.breached_at = where(breached, np.maximum(told.due_at, told.since))
    told.overrun = where(breached, told.over)
    # that is on the line of its limit, also after the end and while it stands
    some = np.flatnonzero(breached & (runs.stands.ravel() | told.is_early))
    line, due = runs.line(some, told.segment.take(some)), told.due_at.take(some)
    until = np.minimum(runs.fulfilled.take(some), runs.now)
    over = runs.on(line, until) - runs.on(line, due)
    told.overrun[some] = np.maximum(over, 0)


def _go_on(runs: Runs, told: Told, some: Ints) -> None:
    """Tell of runs that nothing has decided."""
    if not len(some):
        return
    closed = np.broadcast_to(runs.closed, runs.limit.shape).take(some)
    lapsed, some = some[closed < FOREVER], some[closed >= FOREVER]
    told.state[lapsed] = LAPSED
    told.due_at[lapsed] = NONE
    stands = runs.stands.take(some)
    halts, going = some[stands], some[~stands]
    told.set("remaining", some, -told.over.take(some))
    told.state[halts] = PAUSED
    told.is_bad[halts] |= runs.in_days(halts, told.segment.take(halts))
    if not len(going):
        return
    due, opens = told.due_at.take(going), _opens(runs, told, going)
    told.state[going[opens > runs.now]] = NOT_STARTED
    change = np.full(len(going), FOREVER)
    for each in (due, opens):
        change = np.minimum(change, np.where(each > runs.now, each, FOREVER))
    told.set("next_at", going, change)


def _opens(runs: Runs, told: Told, some: Ints) -> Ints:
    """Give when runs are first open, by the hours in force at each time."""
    row, limit = some % len(runs.closed), runs.limit.take(some)
    limits, segment = runs.limits, told.segment.take(some)
    found = np.full(len(some), FOREVER)
    for k in range(int(segment.max()) - 1, -1, -1):
        mine = np.flatnonzero(segment > k)
        here, by = row.take(mine), limit.take(mine)
        opens = runs.opening(limits.lines[k][-1].take(by), runs.since(k, here, by))
        is_first = opens < runs.since(k + 1, here, by)
        found[mine] = np.where(is_first, opens, found.take(mine))
    days = np.flatnonzero(runs.in_days(some, segment))
    line, start = runs.line(some, segment), runs.moments.opened.take(row)
    found[days] = runs.opening(line.take(days), start.take(days))
    return found
