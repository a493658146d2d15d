"""Positions of many instants on a line of open time at once, and back.

A line stands cut into even stretches, so short that each meets one open span at most:
an instant is looked up by its stretch, without any search. Positions are cut likewise.
"""

from typing import Any

import numpy as np

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.contract.compiled.lines import Line, Straight
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import DAY, LATEST

AHEAD = 100 * DAY
"""So much open time after the last instant is looked at: more than most limits are."""
SHORTEST, LONGEST = 28, 36
"""A stretch is 2**28 (some minutes) to 2**36 microseconds (some hours) long."""
MOST_STRETCHES = 1 << 17
_MOST_STEPS = 4
"""Where more spans meet a stretch than this, the right one is searched for."""


class Positions:
    """The positions of instants between two, on one line.

    `days`: where business days run out, kept by whoever asks.
    """

    def __init__(self, line: Line, first: int, last: int) -> None:
        self.line, self.is_straight = line, isinstance(line, Straight)
        self.first = self.last = self.spans = 0
        self.days: dict[Any, Any] = {}
        self._estimates: Bools | None = None
        if self.is_straight:
            return
        line.position(first)
        line.reaching(line.position(last) + AHEAD)
        part: Any = line.part
        self.first, self.last = part[0], part[1]
        self.starts, self.ends, self.origins, self.before = (
            np.array(each, np.int64) for each in part[2:6]
        )
        self.total, self.spans = part[6], len(part[2])
        self.starts_then = np.append(self.starts, FOREVER)
        self.ends_then = np.append(self.ends, FOREVER)
        self._cut_time()
        self._cut_positions()

    def _cut_time(self) -> None:
        """Cut the time between the first instant and the last into stretches."""
        shut = self.starts[1:] - self.ends[:-1]
        self.bits = _bits(shut[shut > 0], self.last - self.first)
        edges = np.arange(self.first, self.last + (2 << self.bits), 1 << self.bits)
        next_edges = edges + (1 << self.bits)
        # spans that meet without a gap count as one
        joins = np.append(False, shut == 0)
        whole_starts = self.starts[~joins]
        whole_ends = self.ends[np.append(~joins[1:], True)]
        origins = self.origins[~joins]
        span = np.searchsorted(whole_ends, edges, side="right")
        inner = np.minimum(span, len(whole_ends) - 1)
        after = np.minimum(inner + 1, len(whole_ends) - 1)
        self.is_exact = not bool(
            ((whole_starts[after] < next_edges) & (after > inner)).any()
        )
        self.low = np.where(span > inner, whole_ends[inner], whole_starts[inner])
        self.high, self.origin = whole_ends[inner], origins[inner]
        self.ending = np.searchsorted(self.ends, edges, side="right")
        steps = np.searchsorted(self.ends, next_edges, side="left") - self.ending
        self.most_ending = int(steps.max(initial=0))

    def _cut_positions(self) -> None:
        """Cut the positions into stretches, too."""
        lengths = np.diff(np.append(self.before, self.total))
        self.least = int(self.before[0])
        many = int(self.total) - self.least
        self.position_bits = _bits(lengths[lengths > 0], many)
        edges = np.arange(self.least, self.total + 1, 1 << self.position_bits)
        found = np.maximum(np.searchsorted(self.before, edges, side="left") - 1, 0)
        later = np.append(found[1:], len(self.before) - 1)
        self.span_at = found
        self.most_spans = int((later - found).max(initial=0))
        self.next_before = np.append(self.before[1:], [self.total, FOREVER])

    def covers(self, first: int, last: int) -> bool:
        """Whether it reaches from one instant to another, and far enough ahead."""
        if self.is_straight:
            return True
        if not self.first <= first <= last <= self.last:
            return False
        if self.last >= LATEST:
            return True
        return int(self.total) - int(self.of(np.array([last]))[0]) >= AHEAD

    def of(self, at: Ints, out: Ints | None = None) -> Ints:
        """Give the positions of instants, none later than the last."""
        if self.is_straight:
            return at
        if not self.is_exact:
            span = np.searchsorted(self.starts, at, side="right") - 1
            found: Ints = np.minimum(at, self.ends.take(span), out=out)
            found -= self.origins.take(span)
            return found
        stretch = at - self.first
        stretch >>= self.bits
        found = np.maximum(at, self.low.take(stretch), out=out)
        np.minimum(found, self.high.take(stretch), out=found)
        found -= self.origin.take(stretch)
        return found

    def reaching(self, position: Ints) -> Ints:
        """Give the first instants at positions; -1 where they lie too far ahead."""
        if self.is_straight:
            return position
        is_far = position > self.total
        any_far = bool(is_far.any())
        if any_far:
            position = np.minimum(position, self.total)
        span = self.span_at.take((position - self.least) >> self.position_bits)
        if self.most_spans > _MOST_STEPS:
            span = np.searchsorted(self.before, position) - 1
        else:
            for _ in range(self.most_spans):
                span += self.next_before.take(span) < position
        found: Ints = position + self.origins.take(span)
        if any_far:
            found[is_far] = -1
        return found

    def span(self, at: Ints) -> Ints:
        """Give the spans in which instants lie, or that begin next after them."""
        if self.most_ending > _MOST_STEPS:
            return np.searchsorted(self.ends, at, side="right")
        found = self.ending.take((at - self.first) >> self.bits)
        for _ in range(self.most_ending):
            found += self.ends_then.take(found) <= at
        return found

    def span_from(self, position: Ints) -> Ints:
        """Give the spans in which positions lie, or that begin with them."""
        if self.is_straight:
            return np.zeros_like(position)
        if self.most_spans > _MOST_STEPS:
            return np.searchsorted(self.next_before[:-1], position, side="right")
        found = self.span_at.take((position - self.least) >> self.position_bits)
        for _ in range(self.most_spans):
            found += self.next_before.take(found) <= position
        return found

    def opening(self, at: Ints) -> Ints:
        """Give the first open instants from others on."""
        if self.is_straight:
            return at
        found: Ints = np.maximum(at, self.starts_then.take(self.span(at)))
        return found

    def has_estimates(self, first: int, last: int) -> bool:
        """Whether holidays or zone rules are estimates anywhere between two instants.

        The last is known to lie on the line, or before its first.
        """
        if self.is_straight:
            return False
        if self._estimates is None:
            days = range(self.first // DAY, self.last // DAY + 1)
            self._estimates = np.array([self._is_estimate(day) for day in days])
        least = self.first // DAY
        return bool(
            self._estimates[first // DAY - least : last // DAY - least + 1].any()
        )

    def is_estimated(self, at: Ints) -> Bools:
        """Tell which instants lie where there are estimates."""
        assert self._estimates is not None
        found: Bools = self._estimates[at // DAY - self.first // DAY]
        return found

    def _is_estimate(self, day: int) -> bool:
        is_estimated = self.line.is_estimated
        return is_estimated(day * DAY) or is_estimated((day + 1) * DAY - 1)


def _bits(lengths: Ints, whole: int) -> int:
    """Give the length of stretches no longer than the shortest of some lengths."""
    shortest = int(lengths.min(initial=1 << LONGEST))
    bits = max(SHORTEST, min(LONGEST, shortest.bit_length() - 1))
    while whole >> bits > MOST_STRETCHES:
        bits += 1
    return bits


def positions_of(line: Line, first: int, last: int) -> Positions:
    """Give the positions on a line between two instants, made once for many batches."""
    known: Positions | None = line.positions
    if known is None or not known.covers(first, last):
        known = line.positions = Positions(line, first, last)
    return known
