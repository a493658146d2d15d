"""Positions of many instants on a line of open time at once, and back.

A line stands cut into even stretches of two hours and a half, so that the open span of
an instant is looked up, and few steps lead to the right one.
"""

from typing import Any

import numpy as np

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.contract.compiled.lines import Line, Straight
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import DAY, LATEST

AHEAD = 100 * DAY
"""So much open time after the last instant is looked at: more than most limits are."""
BITS = 33
"""2**33 microseconds are 2.4 hours."""


class Positions:
    """The positions of instants between two, on one line."""

    def __init__(self, line: Line, first: int, last: int) -> None:
        self.line, self.is_straight = line, isinstance(line, Straight)
        self.first = self.last = 0
        self._dues: dict[int, tuple[Ints, Bools, Bools]] = {}
        if self.is_straight:
            return
        line.position(first)
        line.reaching(line.position(last) + AHEAD)
        part: Any = line.part
        self.first, self.last = part[0], part[1]
        self.starts, self.ends, self.origins, self.before = (
            np.array(each, np.int64) for each in part[2:6]
        )
        self.total = part[6]
        edges = np.arange(self.first, self.last + (2 << BITS), 1 << BITS)
        self.at_edge = np.searchsorted(self.starts, edges, side="right") - 1
        self.steps = int(np.diff(self.at_edge, append=len(self.starts) - 1).max())
        self.next_starts = np.append(self.starts[1:], FOREVER)

    def covers(self, first: int, last: int) -> bool:
        """Whether it reaches from one instant to another, and far enough ahead."""
        if self.is_straight:
            return True
        if not self.first <= first <= last <= self.last:
            return False
        if self.last >= LATEST:
            return True
        return int(self.total) - int(self.of(np.array([last]))[0]) >= AHEAD

    def _span(self, at: Ints) -> Ints:
        found: Ints = self.at_edge[(at - self.first) >> BITS]
        for _ in range(self.steps):
            found = found + (self.next_starts[found] <= at)
        return found

    def of(self, at: Ints) -> Ints:
        """Give the positions of instants; FOREVER stays what it is."""
        if self.is_straight:
            return at
        is_far = at > self.last
        if is_far.any():
            at = np.where(is_far, self.first, at)
        span = self._span(at)
        found: Ints = np.minimum(at, self.ends[span]) - self.origins[span]
        return np.where(is_far, FOREVER, found)

    def reaching(self, position: Ints) -> Ints:
        """Give the first instants at positions; -1 where they lie too far ahead."""
        if self.is_straight:
            return position
        span = np.searchsorted(self.before, position) - 1
        found: Ints = position + self.origins[span]
        return np.where(position > self.total, -1, found)

    def opening(self, at: Ints) -> Ints:
        """Give the first open instants from others on."""
        if self.is_straight:
            return at
        span = self._span(at)
        found: Ints = np.where(at < self.ends[span], at, self.next_starts[span])
        return found

    def business_days_due(self, at: Ints, count: int) -> Ints:
        """Give when so many business days run out from instants; -1 for never."""
        opening = self.opening(at) if not self.is_straight else at
        if self.is_straight or self.line.hours.day_end != "closing":
            return self._each(opening, count)
        never = opening >= FOREVER
        span = self._span(np.where(never, self.first, opening))
        occurs = np.zeros(len(self.starts), np.bool_)
        occurs[span[~never]] = True
        due, alone, known = self._dues.setdefault(
            count,
            (
                np.full(len(self.starts), -1),
                np.ones(len(self.starts), np.bool_),
                np.zeros(len(self.starts), np.bool_),
            ),
        )
        for each in np.flatnonzero(occurs & ~known).tolist():
            start = int(self.starts[each])
            found = self.line.business_days_due(start, count)
            due[each] = -1 if found is None else found
            alone[each] = self.line.keeps_due(int(self.ends[each]), count)
            known[each] = True
        found_due: Ints = np.where(never, -1, due[span])
        others = np.flatnonzero(~alone[span] & ~never)
        if len(others):
            found_due[others] = self._each(opening[others], count)
        return found_due

    def _each(self, at: Ints, count: int) -> Ints:
        found = [self.line.business_days_due(each, count) for each in at.tolist()]
        return np.array([-1 if each is None else each for each in found], np.int64)

    def is_estimated(self, at: Ints) -> Bools:
        """Tell which instants lie where holidays or zone rules are estimates."""
        if self.is_straight or not len(at):
            return np.zeros(len(at), np.bool_)
        days = at // DAY
        least = int(days.min())
        occurs = np.zeros(int(days.max()) - least + 1, np.bool_)
        occurs[days - least] = True
        told = np.zeros(len(occurs), np.bool_)
        for each in np.flatnonzero(occurs).tolist():
            day = (least + each) * DAY
            ends = (self.line.is_estimated(day), self.line.is_estimated(day + DAY - 1))
            told[each] = True in ends
        return told[days - least]


def positions_of(line: Line, first: int, last: int) -> Positions:
    """Give the positions on a line between two instants, made once for many batches."""
    known: Positions | None = line.positions
    if known is None or not known.covers(first, last):
        known = line.positions = Positions(line, first, last)
    return known
