"""Business time: what is open when, how much of it lies between, and what follows.

Instants are integer microseconds UTC, 1970 to 2200. Open time is kept in blocks of
2**45 microseconds (about 407 days), each reckoned when first touched: its open spans in
order, with the open time of the block before each, so that every question is a search
in a sorted list. Nothing here reads text or prints it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date

from slapolicy.worktime.dates import Dates, date_of, day_number
from slapolicy.worktime.holidays import HolidaysUnknown
from slapolicy.worktime.hours import DayEnd, Hours
from slapolicy.worktime.interval import (
    Interval,
    Intervals,
    clip,
    difference,
    joined,
    union,
)
from slapolicy.worktime.zone import (
    BLOCK_BITS,
    DAY,
    EARLIEST,
    LATEST,
    MINUTE,
    Zone,
    zone,
)

_LAST_BLOCK = (LATEST - 1) >> BLOCK_BITS


class Block:
    """A block of time: its open spans, and the open time of it before each.

    The first span is empty, so that every instant has one at or before it.
    """

    __slots__ = ("before", "doubts", "ends", "starts", "total")

    def __init__(
        self,
        start: int,
        spans: Intervals,
        doubts: tuple[tuple[int, int, HolidaysUnknown], ...],
    ) -> None:
        self.starts, self.ends, self.before = [start], [start], [0]
        self.total = 0
        for opens, closes in spans:
            self.starts.append(opens)
            self.ends.append(closes)
            self.before.append(self.total)
            self.total += closes - opens
        self.doubts = doubts

    def position(self, instant: int) -> int:
        """Give the open time of the block before an instant."""
        i = bisect_right(self.starts, instant) - 1
        if instant > (end := self.ends[i]):
            instant = end
        return self.before[i] + instant - self.starts[i]


class WorkingTime:
    """The open time of one line-up.

    Every method that walks over a date whose holidays nobody knows raises
    `HolidaysUnknown`; an instant before 1970 or after 2200 is a ValueError.
    Safe to share between threads.
    """

    def __init__(self, hours: Hours) -> None:
        self.hours = hours
        self.zone: Zone = zone(hours.zone)
        self.day_end: DayEnd = hours.day_end
        self.dates = Dates(hours)
        self._shut = union(hours.closures)
        self._blocks: dict[int, Block] = {}
        self._owned: dict[int, Intervals] = {}

    def __repr__(self) -> str:
        return f"WorkingTime({self.hours.zone})"

    # The blocks

    def _block(self, index: int) -> Block:
        block = self._blocks.get(index)
        if block is None:
            block = self._blocks[index] = self._reckon(index)
        return block

    def _reckon(self, index: int) -> Block:
        if not 0 <= index <= _LAST_BLOCK:
            msg = "an instant is outside the years 1970 to 2200"
            raise ValueError(msg)
        start = index << BLOCK_BITS
        end = min((index + 1) << BLOCK_BITS, LATEST)
        opened: list[Interval] = []
        doubts: list[tuple[int, int, HolidaysUnknown]] = []
        for day in range(start // DAY - 3, end // DAY + 3):
            certain, doubtful, unknown = self.dates.own(day)
            base = day * DAY
            opened += [(base + a * MINUTE, base + b * MINUTE) for a, b in certain]
            if unknown is not None:
                local = tuple(
                    (base + a * MINUTE, base + b * MINUTE) for a, b in doubtful
                )
                for a, b in self._instants(local, start, end):
                    doubts.append((a, b, unknown))
        spans = self._instants(union(opened), start, end)
        return Block(start, spans, tuple(sorted(doubts, key=lambda each: each[0])))

    def _instants(self, local: Intervals, start: int, end: int) -> Intervals:
        """Give the instants of `[start, end)` whose local reading lies in a set."""
        found: list[Interval] = []
        for opens, closes, east in self.zone.segments(start, end):
            found += [
                (a - east, b - east)
                for a, b in clip(local, opens + east, closes + east)
            ]
        return difference(union(found), self._shut)

    def _require(self, start: int, end: int) -> None:
        """Refuse to answer from dates that nobody knows."""
        for index in range(
            start >> BLOCK_BITS, (max(end - 1, start) >> BLOCK_BITS) + 1
        ):
            for opens, closes, unknown in self._block(index).doubts:
                if opens < end and closes > start:
                    raise HolidaysUnknown(unknown.outcome)

    # Questions

    def is_open(self, t: int) -> bool:
        """Whether an instant is open."""
        block = self._block(t >> BLOCK_BITS)
        if block.doubts:
            self._require(t, t + 1)
        return t < block.ends[bisect_right(block.starts, t) - 1]

    def between(self, a: int, b: int) -> int:
        """Give the open time in `[a, b)`; negative when b < a."""
        if b < a:
            return -self.between(b, a)
        first, last = a >> BLOCK_BITS, b >> BLOCK_BITS
        block = self._block(first)
        found = -block.position(a)
        doubts = bool(block.doubts)
        while first < last:
            found += block.total
            first += 1
            block = self._block(first) if first <= _LAST_BLOCK else _NOTHING
            doubts = doubts or bool(block.doubts)
        if doubts:
            self._require(a, b)
        return found + block.position(b)

    def add(self, a: int, d: int) -> int | None:
        """Give the least t >= a with `between(a, t) == d`; None if there is none.

        A negative d subtracts.
        """
        if d <= 0:
            return a if d == 0 else self.subtract(a, -d)
        index = a >> BLOCK_BITS
        block = self._block(index)
        target = block.position(a) + d
        doubts = bool(block.doubts)
        while target > block.total:
            target -= block.total
            index += 1
            if index > _LAST_BLOCK:
                if doubts:
                    self._require(a, LATEST)
                return None
            block = self._block(index)
            doubts = doubts or bool(block.doubts)
        i = bisect_left(block.before, target) - 1
        t = block.starts[i] + target - block.before[i]
        if doubts:
            self._require(a, t)
        return t

    def subtract(self, a: int, d: int) -> int | None:
        """Give the greatest t <= a with `between(t, a) == d`; None if there is none."""
        if d <= 0:
            return a if d == 0 else self.add(a, -d)
        index = a >> BLOCK_BITS
        block = self._block(index)
        target = block.position(a) - d
        doubts = bool(block.doubts)
        while target < 0:
            index -= 1
            if index < 0:
                if doubts:
                    self._require(EARLIEST, a)
                return None
            block = self._block(index)
            target += block.total
            doubts = doubts or bool(block.doubts)
        i = bisect_right(block.before, target) - 1
        t = block.starts[i] + target - block.before[i]
        if doubts:
            self._require(t, a)
        return t

    def next_opening(self, t: int) -> int | None:
        """Give the least open instant >= t; None if it never opens again."""
        index, found = t >> BLOCK_BITS, None
        block = self._block(index)
        doubts = bool(block.doubts)
        i = bisect_right(block.starts, t) - 1
        if t < block.ends[i]:
            found = t
        elif i + 1 < len(block.starts):
            found = block.starts[i + 1]
        while found is None and index < _LAST_BLOCK:
            index += 1
            block = self._block(index)
            doubts = doubts or bool(block.doubts)
            if block.total:
                found = block.starts[1]
        if doubts:
            self._require(t, LATEST if found is None else found + 1)
        return found

    def next_closing(self, t: int) -> int | None:
        """Give the end of the open stretch that contains or follows t.

        None if it never opens again, or never closes.
        """
        opened = self.next_opening(t)
        if opened is None:
            return None
        for _, end in self.spans(opened, LATEST):
            return end if end < LATEST else None
        return None

    def spans(self, a: int, b: int) -> Iterator[Interval]:
        """Give the open stretches in `[a, b)` in order, clipped to it."""
        return joined(self._pieces(a, b))

    def _pieces(self, a: int, b: int) -> Iterator[Interval]:
        if a >= b:
            return
        for index in range(a >> BLOCK_BITS, ((b - 1) >> BLOCK_BITS) + 1):
            block = self._block(index)
            for i in range(bisect_right(block.starts, a) - 1, len(block.starts)):
                start, end = max(block.starts[i], a), min(block.ends[i], b)
                if start >= b:
                    return
                if start < end:
                    if block.doubts:
                        self._require(a, end)
                    yield start, end
        self._require(a, b)

    # Dates

    def owned(self, day: int) -> Intervals:
        """Give the open instants that belong to a date's own intervals."""
        found = self._owned.get(day)
        if found is None:
            certain, doubtful, unknown = self.dates.own(day)
            base = day * DAY
            if unknown is not None and doubtful:
                raise HolidaysUnknown(unknown.outcome)
            local = tuple((base + a * MINUTE, base + b * MINUTE) for a, b in certain)
            found = self._instants(local, base - DAY, base + 3 * DAY) if local else ()
            self._owned[day] = found
        return found

    def is_working_day(self, on: date) -> bool:
        """Whether a date has an open instant of its own."""
        return bool(self.owned(day_number(on)))

    def working_date(self, t: int) -> date | None:
        """Give the date to which an open instant belongs; None if it is not open."""
        day = self.zone.reading(t) // DAY
        for candidate in (day, day - 1):
            if any(start <= t < end for start, end in self.owned(candidate)):
                return date_of(candidate)
        return None

    def last_closing(self, on: date) -> int | None:
        """Give when a date's last open stretch ends; None if it is not worked."""
        owned = self.owned(day_number(on))
        return owned[-1][1] if owned else None

    def _nth_working(self, day: int, n: int) -> int | None:
        left, step = abs(n), 1 if n > 0 else -1
        while left:
            day += step
            if not -1 <= day <= LATEST // DAY:
                return None
            left -= bool(self.owned(day))
        return day

    def business_days_due(self, start: int, n: int) -> int | None:
        """Give when n business days (at least one) from an event nominally run out.

        What happens outside hours counts as received at the next opening; the working
        date it falls in is not counted. Ends as `day_end` of the hours says. None if
        there are not so many.
        """
        received = self.next_opening(start)
        if received is None:
            return None
        belongs = self.working_date(received)
        assert belongs is not None
        day = self._nth_working(day_number(belongs), n)
        return None if day is None else self._end(day, self.day_end, received)

    def add_business_days(self, t: int, n: int, ends: DayEnd) -> int | None:
        """Give the n-th working date after (n < 0: before) t's local date.

        Plain arithmetic of dates; n = 0 gives t. None if there are not so many.
        """
        if n == 0:
            return t
        day = self._nth_working(self.zone.reading(t) // DAY, n)
        return None if day is None else self._end(day, ends, t)

    def _end(self, day: int, ends: DayEnd, received: int) -> int:
        if ends == "closing":
            return self.owned(day)[-1][1]
        if ends == "same_time":
            wall = self.zone.reading(received) % DAY
        else:
            wall = ends * MINUTE
        return self.zone.first_reaching(day * DAY + wall)

    def is_estimated(self, t: int) -> bool:
        """Whether t lies in a year whose holidays or zone rules are estimates."""
        year = date_of(self.zone.reading(t) // DAY).year
        return self.dates.year(year).is_estimated or self.zone.is_estimated(t)


_NOTHING = Block(LATEST, (), ())


def calendar_days_due(name: str, t: int, n: int) -> int:
    """Give the same wall time n dates later in the zone of a name."""
    clock = zone(name)
    return clock.first_reaching(clock.reading(t) + n * DAY)
