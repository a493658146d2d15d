"""What the clocks of many rows come to, in arrays: `compiled.reckoned` once more.

A row runs through segments, each counted on a line of its own. Its clock has a
coordinate of its own: what counted since its start. A pause is a shift along it, and a
row is due where the shifted amount is reached.
"""

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.coordinates import NONE, Coordinates
from slapolicy.contract.evaluator.course import FOREVER

RUNNING, PAUSED, NOT_STARTED, MET, BREACHED, LAPSED = range(6)
STATES = ("running", "paused", "not_started", "met", "breached", "lapsed")


@frozen(eq=False, kw_only=True)
class Told:
    """What rows come to; NONE stands for what there is not.

    `is_bad`: it is not told here. `stands`: no due, as it stands still.
    """

    state: Ints
    due_at: Ints
    breached_at: Ints
    elapsed: Ints
    remaining: Ints
    paused: Ints
    overrun: Ints
    segment: Ints
    next_at: Ints
    is_bad: Bools


class Together(Coordinates):
    """Some rows of one clock, reckoned together."""

    # Due

    def _nominal(self, k: int) -> Ints:
        """Give when so many days run out, before pauses move it.

        NONE if they never do; the start where the limit is none in days.
        """
        found = self.start.copy()
        is_days, which = self.limits.is_days[k], self.limits.line[k]
        amounts = self.limits.amount[k]
        for number, line in enumerate(self.lines):
            for amount in np.unique(amounts[is_days & (which == number)]).tolist():
                mine = np.flatnonzero(is_days & (which == number) & (amounts == amount))
                found[mine] = line.business_days_due(self.start[mine], amount)
        nominal: Ints = found
        return nominal

    def _due(self, k: int) -> tuple[Ints, Ints, Bools]:
        """Give when the limit of a segment is due (NONE: it stands still, or is bad).

        And what is then left of it, NONE of days; and which rows are bad.
        """
        is_days, nominal = self.limits.is_days[k], self._nominal(k)
        target = self.limits.amount[k]
        if is_days.any():
            never = nominal < 0
            nominal = np.where(never, self.start, nominal)
            target = np.where(is_days, self.coordinate(nominal, k), target)
        left = np.full(len(target), NONE)
        stands = np.zeros(len(target), np.bool_)
        owing = np.zeros(len(target), np.bool_)
        for begin, end in zip(self.begins, self.resumes, strict=True):
            shut = self.coordinate(begin, k)
            hits = ~stands & (shut < target)
            stops = hits & (end >= FOREVER)
            left[stops] = (target - shut)[stops]
            stands |= stops
            if is_days.any():
                before = self.coordinate(np.minimum(end, nominal), k)
                owing |= (begin < nominal) & (before > shut)
            again = self.coordinate(end, k)
            target = np.where(hits & ~stops, target + again - shut, target)
        due = self.reaching(self.on(self.start, 0) + target, 0)
        for j in range(1, k + 1):
            since, base = self.limits.since[j], self.base(j)
            later = self.reaching(self.on(since, j) + target - base, j)
            due = np.where(target > base, later, due)
        if is_days.any():
            alone = due
            if k:
                alone = self.reaching(self.on(self.start, k) + target, k)
            moved = np.where(owing, alone, nominal)
            for begin, end in zip(self.begins, self.resumes, strict=True):
                within = is_days & ~stands & (begin < moved) & (moved < end)
                stands |= within & (end >= FOREVER)
                moved = np.where(within, end, moved)
            due = np.where(is_days, moved, due)
            left[is_days] = NONE
        is_bad = ~stands & (due < 0)
        if is_days.any():
            is_bad |= never
        due[stands] = NONE
        return due, left, is_bad

    # What it comes to

    def reckoned(self) -> Told:
        """Reckon all rows."""
        count, since = len(self.start), self.limits.since
        decided = np.zeros(count, np.bool_)
        is_bad = np.zeros(count, np.bool_)
        segment, due = np.full(count, self.last), np.full(count, NONE)
        left, state = np.full(count, NONE), np.full(count, RUNNING)
        breached = np.full(count, NONE)
        for k in range(self.last + 1):
            found, rest, bad = self._due(k)
            end = np.minimum(since[k + 1], self.now) if k < self.last else self.at_now
            at = np.where(found < 0, FOREVER, found)
            broken = np.maximum(at, since[k])
            is_judged = self.fulfilled <= end
            falls = (broken <= end) & (broken <= self.closed)
            final = is_judged | falls
            mine = ~decided & (final | (k == self.last))
            segment[mine], due[mine], left[mine] = k, found[mine], rest[mine]
            is_bad |= mine & bad
            met = is_judged & (self.fulfilled <= at)
            state[mine & met] = MET
            breaks = mine & final & ~met
            state[breaks], breached[breaks] = BREACHED, broken[breaks]
            decided |= final
        lapses = ~decided & (self.closed < FOREVER)
        state[lapses], due[lapses] = LAPSED, NONE
        return self._told(state, segment, due, left, breached, is_bad)

    def _told(
        self,
        state: Ints,
        segment: Ints,
        due: Ints,
        left: Ints,
        breached: Ints,
        is_bad: Bools,
    ) -> Told:
        count = len(state)
        is_open = state == RUNNING
        until = np.where(self.fulfilled <= self.now, self.fulfilled, self.now)
        elapsed, paused = np.zeros(count, np.int64), np.zeros(count, np.int64)
        overrun, remaining = np.full(count, NONE), np.full(count, NONE)
        breaks = state == BREACHED
        next_at = np.full(count, FOREVER)
        for k in range(self.last + 1):
            mine = segment == k
            if not mine.any():
                continue
            here, shut = self._lengths(until, k)
            elapsed[mine], paused[mine] = here[mine], shut[mine]
            if (mine & breaks).any():
                at = np.where(breaks & mine, due, until)
                over = np.maximum(self.on(until, k) - self.on(at, k), 0)
                overrun[mine & breaks] = over[mine & breaks]
            waits = mine & is_open & (due >= 0)
            if waits.any():
                at = np.where(waits, due, self.now)
                rest = self.on(at, k) - self.on(self.at_now, k)
                remaining[waits] = rest[waits]
        stands = np.zeros(count, np.bool_)
        for begin, end in zip(self.begins, self.resumes, strict=True):
            stands |= (begin < FOREVER) & (end >= FOREVER)
        halts = is_open & stands
        state[halts] = PAUSED
        remaining[halts] = left[halts]
        is_bad |= halts & (left < 0)
        runs = np.flatnonzero(is_open & ~stands)
        if len(runs):
            opens = self._opens(segment)[runs]
            state[runs[opens > self.now]] = NOT_STARTED
            for each in (due[runs], opens):
                later = np.where(each > self.now, each, FOREVER)
                next_at[runs] = np.minimum(next_at[runs], later)
        return Told(
            state=state, due_at=due, breached_at=breached, elapsed=elapsed,
            remaining=remaining, paused=paused, overrun=overrun, segment=segment,
            next_at=next_at, is_bad=is_bad,
        )  # fmt: skip

    def _lengths(self, until: Ints, k: int) -> tuple[Ints, Ints]:
        """Give what counted up to instants, and what ended pauses took of it."""
        elapsed = self.coordinate(until, k)
        paused = np.zeros(len(until), np.int64)
        for begin, end in zip(self.begins, self.resumes, strict=True):
            here = begin < until
            if not here.any():
                continue
            last = np.minimum(end, until)
            took = self.coordinate(last, k) - self.coordinate(begin, k)
            took = np.where(here, took, 0)
            elapsed = elapsed - took
            paused = paused + np.where(end < FOREVER, took, 0)
        return elapsed, paused

    def _opens(self, segment: Ints) -> Ints:
        """Give when each row is first open, by the hours in force at each time."""
        since, is_days = self.limits.since, self.limits.is_days
        found = np.full(len(segment), FOREVER)
        for j in range(self.last, -1, -1):
            later = self.opening(since[j], j)
            end = since[j + 1] if j < self.last else FOREVER
            found = np.where((later < end) & (j <= segment), later, found)
        for k in range(self.last + 1):
            mine = (segment == k) & is_days[k]
            if mine.any():
                found = np.where(mine, self.opening(self.start, k), found)
        return found
