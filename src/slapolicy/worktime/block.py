"""Blocks of open time, each reckoned when first touched and kept.

A block is 2**45 microseconds, about 407 days: from 1970 to 2200 there are 206 of them,
which bounds what is kept. What is asked of them stands in `working`.
"""

from bisect import bisect_right

from slapolicy.worktime.dates import Dates
from slapolicy.worktime.holidays import HolidaysUnknown
from slapolicy.worktime.hours import Hours
from slapolicy.worktime.interval import (
    Interval,
    Intervals,
    clip,
    difference,
    shift,
    union,
)
from slapolicy.worktime.zone import BLOCK_BITS, DAY, LATEST, MINUTE, Zone, zone

LAST_BLOCK = LATEST >> BLOCK_BITS
Doubt = tuple[int, int, HolidaysUnknown]
"""A stretch that is open unless a holiday shuts it, and nobody knows."""


class Block:
    """The open spans of a block, and the open time of it before each.

    `origins` says when each would have started, had all of the block before it been
    open: an instant of a span lies so much open time, its position, after that.
    The first span is empty, so that every instant has one at or before it.
    """

    __slots__ = ("before", "doubts", "ends", "origins", "starts", "total")

    def __init__(self, start: int, spans: Intervals, doubts: tuple[Doubt, ...]) -> None:
        self.starts, self.ends, self.before = [start], [start], [0]
        self.origins = [start]
        self.total = 0
        for opens, closes in spans:
            self.starts.append(opens)
            self.ends.append(closes)
            self.before.append(self.total)
            self.origins.append(opens - self.total)
            self.total += closes - opens
        self.doubts = doubts

    def position(self, instant: int) -> int:
        """Give the open time of the block before an instant."""
        i = bisect_right(self.starts, instant) - 1
        if instant > (end := self.ends[i]):
            instant = end
        return instant - self.origins[i]


class Blocks(dict[int, Block]):
    """The blocks of one line-up by their number; a missing one is reckoned.

    They `are_in_doubt` if one of them is: then no answer may rest on it.
    """

    def __init__(self, hours: Hours) -> None:
        super().__init__()
        self.zone: Zone = zone(hours.zone)
        self.dates = Dates(hours)
        self.closures = union(hours.closures)
        self.are_in_doubt = False
        self._owned: dict[int, Intervals] = {}

    def __missing__(self, index: int) -> Block:
        if not 0 <= index <= LAST_BLOCK:
            msg = "an instant is outside the years 1970 to 2200"
            raise ValueError(msg)
        start = index << BLOCK_BITS
        end = min((index + 1) << BLOCK_BITS, LATEST)
        opened: list[Interval] = []
        doubts: list[Doubt] = []
        # Wall clocks differ from UTC by 14 hours at most, intervals last two days.
        for day in range(start // DAY - 2, end // DAY + 2):
            certain, doubtful, unknown = self.dates.own(day)
            opened += on_wall(day, certain)
            if unknown is not None:
                doubts += [
                    (a, b, unknown)
                    for a, b in self.instants(on_wall(day, doubtful), start, end)
                ]
        spans = self.instants(union(opened), start, end)
        self.are_in_doubt = self.are_in_doubt or bool(doubts)
        self[index] = block = Block(start, spans, tuple(doubts))
        return block

    def instants(self, local: Intervals, start: int, end: int) -> Intervals:
        """Give the instants that read so, but those that closures cover."""
        return difference(self.reading(local, start, end), self.closures)

    def reading(self, local: Intervals, start: int, end: int) -> Intervals:
        """Give the instants of `[start, end)` whose local reading lies in a set."""
        found: list[Interval] = []
        for opens, closes, east in self.zone.segments(start, end):
            found += shift(clip(local, opens + east, closes + east), -east)
        return union(found)

    def owned(self, day: int) -> Intervals:
        """Give the open instants that belong to a date's own intervals.

        Raises:
            HolidaysUnknown: Nobody knows whether some of them are open.
        """
        found = self._owned.get(day)
        if found is None:
            certain, doubtful, unknown = self.dates.own(day)
            if unknown and self.instants(on_wall(day, doubtful), *around(day)):
                raise HolidaysUnknown(unknown.outcome)
            found = self.instants(on_wall(day, certain), *around(day))
            self._owned[day] = found
        return found

    def require_known(self, start: int, end: int) -> None:
        """Refuse to answer from `[start, end)` if it holds open time in doubt.

        Raises:
            HolidaysUnknown: It does.
        """
        for index in range(start >> BLOCK_BITS, (end >> BLOCK_BITS) + 1):
            for opens, closes, unknown in self[index].doubts:
                if max(opens, start) < min(closes, end):
                    raise HolidaysUnknown(unknown.outcome)


def around(day: int) -> Interval:
    """Give instants among which all those lie that belong to a date's hours."""
    return (day - 1) * DAY, (day + 3) * DAY


def on_wall(day: int, minutes: Intervals) -> Intervals:
    """Give a date's minutes as readings of the wall clock."""
    base = day * DAY
    return tuple((base + a * MINUTE, base + b * MINUTE) for a, b in minutes)
