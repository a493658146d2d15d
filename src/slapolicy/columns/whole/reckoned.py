"""What the clocks of many rows come to, in arrays: `compiled.reckoned` once more.

A run is one clock of one row. It runs through segments, each counted on a line of its
own, and is judged under the limits of one after another until one of them decides.
"""

import numpy as np

from slapolicy.columns.whole.codes import Ints, Marks
from slapolicy.columns.whole.dues import Under, due_along, due_on_one_line
from slapolicy.columns.whole.runs import NONE, Runs
from slapolicy.contract.evaluator.course import FOREVER

RUNNING, PAUSED, NOT_STARTED, MET, BREACHED, LAPSED = range(6)
STATES = ("running", "paused", "not_started", "met", "breached", "lapsed")
_NOTHING = np.zeros(0, np.int64)


class Told:
    """What so many runs come to; NONE stands for what there is not.

    A column of nothing else is empty. `is_bad`: it is not told here. `segment`: which
    one decided. `left`: what was left where it stands.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.is_bad = np.zeros(size, np.bool_)
        self.state = np.full(size, RUNNING, np.int8)
        self.due_at = self.breached_at = self.elapsed = self.paused = _NOTHING
        self.left = self.segment = self.remaining = _NOTHING
        self.overrun = self.next_at = _NOTHING

    def judge(self, under: Under, k: int, breached: Ints, state: Marks) -> None:
        """Set what runs come to under the limit of a segment."""
        some = under.runs
        self.is_bad[some], self.state[some] = under.is_bad, state
        self.set("due_at", some, under.due)
        self.set("breached_at", some, breached)
        self.set("elapsed", some, under.elapsed)
        self.set("paused", some, under.paused)
        self.set("segment", some, np.full(len(some), k))
        if len(under.left):
            self.set("left", some, under.left)

    def set(self, name: str, some: Ints, values: Ints) -> None:
        """Set a column in some runs; it is made when it is first needed."""
        if len(some) == self.size:
            setattr(self, name, values)
            return
        if not len(getattr(self, name)):
            setattr(self, name, np.full(self.size, NONE))
        getattr(self, name)[some] = values


def reckoned(runs: Runs, some: Ints) -> Told:
    """Reckon some of the runs, by their numbers, in order."""
    told = Told(runs.size)
    rest, k = _judged(runs, told, due_on_one_line(runs, some, 0), 0), 1
    while len(rest):
        is_days = runs.limits.is_days[k].take(runs.limit.take(rest))
        along = _judged(runs, told, due_along(runs, rest[~is_days], k), k)
        alone = _judged(runs, told, due_on_one_line(runs, rest[is_days], k), k)
        rest, k = np.sort(np.concatenate([along, alone])), k + 1
    _go_on(runs, told, some[told.state.take(some) == RUNNING])
    _measure_over(runs, told, np.flatnonzero(told.state == BREACHED))
    return told


def _judged(runs: Runs, told: Told, under: Under, k: int) -> Ints:
    """Judge runs under the limit of a segment; give those that the next one judges.

    What lapsed with the case comes under no later limit.
    """
    some, row, limit = under.runs, under.row, under.limit
    fulfilled, closed = runs.ends(some)
    # NONE is the largest of numbers without a sign
    at = np.minimum(under.due.view(np.uint64), np.uint64(FOREVER)).view(np.int64)
    broken = np.maximum(at, runs.since(k, row, limit)) if k else at
    later = runs.since(k + 1, row, limit)
    end = np.minimum(later, runs.now)
    is_judged = fulfilled <= end
    is_final = is_judged | (broken <= np.minimum(end, closed))
    is_met = is_judged & (fulfilled <= at)
    breaks = is_final & ~is_met
    state = is_met * np.int8(MET) + breaks * np.int8(BREACHED)
    told.judge(under, k, np.where(breaks, broken, NONE), state)
    found = np.flatnonzero(~is_final & (later < FOREVER) & (later <= closed))
    return found if len(some) == runs.size else some.take(found)


def _go_on(runs: Runs, told: Told, some: Ints) -> None:
    """Tell of runs that nothing has decided."""
    if not len(some):
        return
    is_over = runs.closed.take(some) < FOREVER
    lapsed, some = some[is_over], some[~is_over]
    told.state[lapsed] = LAPSED
    told.due_at[lapsed] = NONE
    stands = runs.stands.take(some)
    halts, going = some[stands], some[~stands]
    if len(halts):
        left = told.left.take(halts)
        told.state[halts] = PAUSED
        told.set("remaining", halts, left)
        told.is_bad[halts] |= left < 0
    if not len(going):
        return
    due = told.due_at.take(going)
    falls, due_then = going[due >= 0], due[due >= 0]
    line = runs.line(falls, told.segment.take(falls))
    now = runs.on(line, np.full(len(falls), runs.now))
    told.set("remaining", falls, runs.on(line, due_then) - now)
    opens = _opens(runs, going, told.segment.take(going))
    told.state[going[opens > runs.now]] = NOT_STARTED
    change = np.full(len(going), FOREVER)
    for each in (due, opens):
        change = np.minimum(change, np.where(each > runs.now, each, FOREVER))
    told.set("next_at", going, change)


def _opens(runs: Runs, some: Ints, segment: Ints) -> Ints:
    """Give when runs are first open, by the hours in force at each time."""
    row, limit = runs.some(some)
    found = np.full(len(some), FOREVER)
    limits, start = runs.limits, runs.moments.opened.take(row)
    for j in range(int(segment.max()), -1, -1):
        mine = np.flatnonzero(segment >= j)
        here, by = row[mine], limit[mine]
        line = limits.line[j].take(by)
        opens = runs.opening(line, runs.since(j, here, by))
        is_first = opens < runs.since(j + 1, here, by)
        found[mine] = np.where(is_first, opens, found[mine])
    for k in range(int(segment.max()) + 1):
        mine = np.flatnonzero((segment == k) & limits.is_days[k].take(limit))
        if len(mine):
            line = limits.line[k].take(limit[mine])
            found[mine] = runs.opening(line, start[mine])
    return found


def _measure_over(runs: Runs, told: Told, some: Ints) -> None:
    """Tell by how much breached runs are over."""
    due, line = told.due_at.take(some), runs.line(some, told.segment.take(some))
    until = np.minimum(runs.fulfilled.take(some), runs.now)
    due = np.where(due < 0, until, due)
    over = np.maximum(runs.on(line, until) - runs.on(line, due), 0)
    told.set("overrun", some, over)
