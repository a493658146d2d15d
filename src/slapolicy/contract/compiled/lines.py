"""Open time as positions on one line, so that a pause is a shift along it.

The position of an instant is the open time before it, counted from some first instant:
`between` is the difference of two positions, and when so much time has passed is where
a position is reached. A line grows by the blocks of `worktime` as it is asked; it never
moves what it has told.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from threading import Lock
from typing import Any

from slapolicy.contract.compiled.plain_way import UNKNOWN_HOLIDAYS, GoesPlain
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import (
    DAY,
    EARLIEST,
    LATEST,
    Always,
    HolidaysUnknown,
    WorkingTime,
)
from slapolicy.worktime.dates import date_of
from slapolicy.worktime.zone import BLOCK_BITS

NEVER = -2
"""In place of an instant: there is none before 2200."""
_NEAR, _CLOSE = 36, 35
"""Stretches are looked up by steps of so many bits: some 19 hours, or 9 open ones."""


_Part = tuple[
    int, int, list[int], list[int], list[int], list[int], int, list[int], int,
    list[int], int, list[int],
]  # fmt: skip
"""What is known of a line, from an instant to another (a plain tuple is read fastest).

Of each open stretch its start and end, its origin (the distance to its positions) and
the position before it; the position at the end; for each step of time from some step
on, the last stretch that starts no later; and for each step of positions, the last that
lies before; and of each stretch the start of the next. Behind all starts and positions
stands FOREVER.
"""


class Line:
    """The open time of a calendar. `positions` are kept by whoever asks in arrays."""

    def __init__(self, hours: WorkingTime) -> None:
        self.hours: WorkingTime | Always = hours
        self._hours = hours
        self.zone: str | None = hours.zone.name
        self._part: _Part = (0, 0, [], [], [], [], 0, [], 0, [], 0, [])
        self._anchor = 0
        self._growth = Lock()
        self.positions: Any = None
        self._estimated: dict[int, bool] = {}
        self._nominal: dict[tuple[int, int], int | None] = {}

    def position(self, at: int) -> int:
        """Give the open time before an instant, from where the line begins."""
        return self.positions_of((at,))[0]

    def positions_of(self, ats: Sequence[int]) -> list[int]:
        """Give the positions of instants that follow on each other."""
        first, last, _, ends, origins, _, _, near, step, _, _, nexts = self._part
        if ats[0] < first or ats[-1] >= last:
            _, _, _, ends, origins, _, _, near, step, _, _, nexts = self._with(ats)
        found: list[int] = []
        for at in ats:
            i = near[(at >> _NEAR) - step]
            while nexts[i] <= at:
                i += 1
            end = ends[i]
            found.append((at if at < end else end) - origins[i])  # noqa: FURB136  # twice as fast
        return found

    def _with(self, ats: Sequence[int]) -> _Part:
        """Give what is known of the line when it reaches instants."""
        for at in (ats[0], ats[-1]):
            if not self._part[0] <= at < self._part[1]:
                self._grown(at)
        return self._part

    def reaching(self, position: int) -> int:
        """Give the first instant at a position, beyond some that was told; or NEVER."""
        part = self._part
        while position > part[6]:
            if part[1] >= LATEST:
                return NEVER
            part = self._grown(part[1])
        _, _, _, _, origins, before, _, _, _, close, step, _ = part
        i = close[(position >> _CLOSE) - step]
        while before[i + 1] < position:
            i += 1
        return position + origins[i]

    @property
    def part(self) -> tuple[int, int, list[int], list[int], list[int], list[int], int]:
        """What is known of the line: `_Part` up to its total."""
        first, last, starts, ends, origins, before, total, *_ = self._part
        return first, last, starts[:-1], ends, origins, before[:-1], total

    def keeps_due(self, end: int, count: int) -> bool:
        """Whether so many days run out at one instant for all of an open stretch."""
        return (end, count) in self._nominal

    def opening(self, at: int) -> int:
        """Give the first open instant at or after another; FOREVER if there is none."""
        starts, ends, i = self._stretch(at)
        if at < ends[i]:
            return at
        while starts[i + 1] == FOREVER:
            last = self._part[1]
            if last >= LATEST:
                return FOREVER
            starts = self._grown(last)[2]
        return starts[i + 1]

    def _stretch(self, at: int) -> tuple[list[int], list[int], int]:
        """Give where stretches start and end, and which starts last by then."""
        first, last, starts, ends, _, _, _, near, step, _, _, _ = self._part
        if not first <= at < last:
            _, _, starts, ends, _, _, _, near, step, _, _, _ = self._grown(at)
        i = near[(at >> _NEAR) - step]
        while starts[i + 1] <= at:
            i += 1
        return starts, ends, i

    def business_days_due(self, start: int, count: int) -> int | None:
        """Give when so many business days from an event nominally run out.

        Where they run to closing, that is the same for all of an open stretch that
        belongs to one date alone.
        """
        starts, ends, i = self._stretch(start)
        if start >= ends[i]:
            i += 1
            if starts[i] == FOREVER:
                opening = self.opening(start)
                if opening >= FOREVER:
                    return None
                starts, ends, i = self._stretch(opening)
        key = (ends[i], count)
        found = self._nominal.get(key, -1)
        if found == -1:
            found = self._hours.business_days_due(start, count)
            is_same = self.hours.day_end == "closing"
            if is_same and self._is_of_one_date(starts[i], ends[i]):
                self._nominal[key] = found
        return found

    def _is_of_one_date(self, start: int, end: int) -> bool:
        """Whether an open stretch is of one date's hours, and meets no other's."""
        day = self._hours.zone.reading(start) // DAY
        near = (date_of(each) for each in range(day - 3, day + 5))
        meeting = (
            on for on in near for a, b in self._hours.owned(on) if a < end and b > start
        )
        return len({*meeting}) == 1 and end - start <= DAY

    def _grown(self, at: int) -> _Part:
        """Let the line reach an instant."""
        with self._growth:
            first, last = self._part[:2]
            index = at >> BLOCK_BITS
            start = index << BLOCK_BITS
            end = min((index + 1) << BLOCK_BITS, LATEST)
            if at == LATEST:  # the last instant of all
                end = LATEST + 1
            if not last:
                first, last, self._anchor = start, end, start
            self._part = self._line(min(first, start), max(last, end))
            return self._part

    def _line(self, first: int, last: int) -> _Part:
        try:
            spans = list(self.hours.spans(first, min(last, LATEST)))
        except HolidaysUnknown:
            raise GoesPlain(UNKNOWN_HOLIDAYS) from None
        anchor = self._anchor
        position = -sum(min(b, anchor) - a for a, b in spans if a < anchor)
        starts, ends, origins, before = [first], [first], [first - position], [position]
        for start, end in spans:
            starts.append(start)
            ends.append(end)
            before.append(position)
            origins.append(start - position)
            position += end - start
        step = first >> _NEAR
        near = [
            max(bisect_right(starts, at << _NEAR) - 1, 0)
            for at in range(step, (last >> _NEAR) + 1)
        ]
        close_step = before[0] >> _CLOSE
        close = [
            max(bisect_left(before, at << _CLOSE) - 1, 0)
            for at in range(close_step, (position >> _CLOSE) + 1)
        ]
        for each in (starts, before):
            each.append(FOREVER)  # none lies later
        return (
            first, last, starts, ends, origins, before, position, near, step, close,
            close_step, starts[1:],
        )  # fmt: skip

    def is_estimated(self, at: int) -> bool:
        """Whether an instant lies where holidays or zone rules are estimates."""
        day = at // DAY
        found = self._estimated.get(day)
        if found is None:
            start, end = day * DAY, (day + 1) * DAY - 1
            found = self.hours.is_estimated(at)
            same = self.hours.is_estimated(start) == self.hours.is_estimated(end)
            if same and start >> BLOCK_BITS == end >> BLOCK_BITS:
                self._estimated[day] = found
        return found


class Straight(Line):
    """`24x7`: the position of an instant is the instant."""

    def __init__(self, hours: Always) -> None:
        self.hours = hours
        self.positions = None
        self.zone = None if hours == Always() else hours.zone.name

    def positions_of(self, ats: Sequence[int]) -> list[int]:
        """Give the instants themselves."""
        return [*ats]

    def reaching(self, position: int) -> int:
        """Give the position, or NEVER."""
        return position if EARLIEST <= position <= LATEST else NEVER

    def opening(self, at: int) -> int:
        """Give the instant, which is open."""
        return at if at < LATEST else FOREVER

    def business_days_due(self, start: int, count: int) -> int | None:
        """Give when so many dates after that of the event end."""
        return self.hours.business_days_due(start, count)

    def is_estimated(self, at: int) -> bool:  # noqa: ARG002  # as its sibling
        """Whether it rests on estimates: never."""
        return False
