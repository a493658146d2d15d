"""Business time: what is open when, how much of it lies between, and what follows.

Instants are integer microseconds UTC, 1970 to 2200. Open time stands in `block`, in
order and with the open time before each span, so that every question is a search in a
sorted list, however far apart the instants. Nothing here reads text or prints it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date

from slapolicy.worktime.block import LAST_BLOCK, Blocks
from slapolicy.worktime.dates import Dates, date_of, day_number
from slapolicy.worktime.hours import DayEnd, Hours
from slapolicy.worktime.interval import Interval, Intervals, contains, joined
from slapolicy.worktime.zone import (
    BLOCK_BITS,
    DAY,
    EARLIEST,
    LATEST,
    MINUTE,
    Zone,
    zone,
)


class WorkingTime:
    """The open time of one line-up.

    Every method that walks over open time of a date whose holidays nobody knows raises
    `HolidaysUnknown`; an instant before 1970 or after 2200 is a ValueError.
    Safe to share between threads.
    """

    def __init__(self, hours: Hours) -> None:
        self.hours = hours
        self.day_end: DayEnd = hours.day_end
        self._blocks = Blocks(hours)
        self.zone: Zone = self._blocks.zone
        self.dates: Dates = self._blocks.dates

    def __repr__(self) -> str:
        return f"<WorkingTime {self.hours.zone}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WorkingTime):
            return NotImplemented
        return self.hours == other.hours

    def __hash__(self) -> int:
        return hash(self.hours)

    def __reduce__(self) -> tuple[object, ...]:
        return WorkingTime, (self.hours,)  # to a worker goes what it says

    def is_open(self, t: int) -> bool:
        """Whether an instant is open."""
        block = self._blocks[t >> BLOCK_BITS]
        if self._blocks.are_in_doubt:
            self._blocks.require_known(t, t + 1)
        return t < block.ends[bisect_right(block.starts, t) - 1]

    def between(self, a: int, b: int) -> int:
        """Give the open time in `[a, b)`; negative when b < a."""
        if b < a:
            return -self.between(b, a)
        blocks, first, last = self._blocks, a >> BLOCK_BITS, b >> BLOCK_BITS
        block = blocks[first]
        found = -block.position(a)
        while first < last:
            found += block.total
            first += 1
            block = blocks[first]
        if blocks.are_in_doubt:
            blocks.require_known(a, b)
        return found + block.position(b)

    def add(self, a: int, d: int) -> int | None:
        """Give the least t >= a with `between(a, t) == d`; None if there is none.

        A negative d subtracts.
        """
        if d <= 0:
            return self.subtract(a, -d) if d else a
        blocks, index = self._blocks, a >> BLOCK_BITS
        block = blocks[index]
        target = block.position(a) + d
        while target > block.total:
            target -= block.total
            index += 1
            if index > LAST_BLOCK:
                if blocks.are_in_doubt:
                    blocks.require_known(a, LATEST)
                return None
            block = blocks[index]
        t = target + block.origins[bisect_left(block.before, target) - 1]
        if blocks.are_in_doubt:
            blocks.require_known(a, t)
        return t

    def subtract(self, a: int, d: int) -> int | None:
        """Give the greatest t <= a with `between(t, a) == d`; None if there is none.

        A negative d adds.
        """
        if d < 0:
            return self.add(a, -d)
        if not d:
            return a
        index = a >> BLOCK_BITS
        block = self._blocks[index]
        target = block.position(a) - d
        while target < 0:
            index -= 1
            if index < 0:
                if self._blocks.are_in_doubt:
                    self._blocks.require_known(EARLIEST, a)
                return None
            block = self._blocks[index]
            target += block.total
        t = target + block.origins[bisect_right(block.before, target) - 1]
        if self._blocks.are_in_doubt:
            self._blocks.require_known(t, a)
        return t

    def next_opening(self, t: int) -> int | None:
        """Give the least open instant >= t; None if it never opens again."""
        index, found = t >> BLOCK_BITS, None
        block = self._blocks[index]
        i = bisect_right(block.starts, t) - 1
        if t < block.ends[i]:
            found = t
        elif i + 1 < len(block.starts):
            found = block.starts[i + 1]
        while found is None and index < LAST_BLOCK:
            index += 1
            block = self._blocks[index]
            if block.total:
                found = block.starts[1]
        if self._blocks.are_in_doubt:
            self._blocks.require_known(t, LATEST if found is None else found + 1)
        return found

    def next_closing(self, t: int) -> int | None:
        """Give the end of the open stretch that contains or follows t.

        None if it never opens again, or never closes.
        """
        opened = self.next_opening(t)
        if opened is None:
            return None
        index = opened >> BLOCK_BITS
        block = self._blocks[index]
        end = block.ends[bisect_right(block.starts, opened) - 1]
        while end == (index + 1) << BLOCK_BITS:
            index += 1
            block = self._blocks[index]
            if block.total and block.starts[1] == end:
                end = block.ends[1]
        if end == LATEST:
            return None
        if self._blocks.are_in_doubt:
            self._blocks.require_known(opened, end + 1)
        return end

    def spans(self, a: int, b: int) -> Iterator[Interval]:
        """Give the open stretches in `[a, b)` in order, clipped to it."""
        return joined(self._pieces(a, b))

    def _pieces(self, a: int, b: int) -> Iterator[Interval]:
        for index in range(a >> BLOCK_BITS, (b >> BLOCK_BITS) + 1):
            block = self._blocks[index]
            if self._blocks.are_in_doubt:
                self._blocks.require_known(a, min(b, (index + 1) << BLOCK_BITS))
            for i in range(bisect_right(block.ends, a), len(block.ends)):
                start, end = max(block.starts[i], a), min(block.ends[i], b)
                if start < end:
                    yield start, end
                elif start >= b:
                    return

    # Dates

    def owned(self, on: date) -> Intervals:
        """Give the open instants that belong to a date's own intervals."""
        return self._blocks.owned(day_number(on))

    def is_working_day(self, on: date) -> bool:
        """Whether a date has an open instant of its own."""
        return bool(self.owned(on))

    def last_closing(self, on: date) -> int | None:
        """Give when a date's last open stretch ends; None if it is not worked."""
        owned = self.owned(on)
        return owned[-1][1] if owned else None

    def working_date(self, t: int) -> date | None:
        """Give the date to which an open instant belongs; None if it is not open.

        Where hours of two dates overlap it is the local date's own.
        """
        day = self.zone.reading(t) // DAY
        for candidate in (day, day - 1):
            if contains(self._blocks.owned(candidate), t):
                return date_of(candidate)
        return None

    def _nth_working(self, day: int, n: int) -> int | None:
        """Give the n-th working date after a date, or before it; n is not 0."""
        left = abs(n)
        step = n // left
        while left:
            day += step
            if not 0 <= day < LATEST // DAY:
                return None
            left -= bool(self._blocks.owned(day))
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

    def _end(self, day: int, ends: DayEnd, received: int) -> int | None:
        if ends == "closing":
            due = self._blocks.owned(day)[-1][1]
        elif ends == "same_time":
            due = self.zone.first_reaching(
                day * DAY + self.zone.reading(received) % DAY
            )
        else:
            due = self.zone.first_reaching(day * DAY + ends * MINUTE)
        return due if due <= LATEST else None

    def is_estimated(self, t: int) -> bool:
        """Whether t lies in a year whose holidays or zone rules are estimates."""
        year = date_of(self.zone.reading(t) // DAY).year
        return self.dates.year(year).is_estimated or self.zone.is_estimated(t)


def calendar_days_due(zone_name: str, t: int, n: int) -> int | None:
    """Give the same wall time n dates later in a zone; None beyond 2200.

    The first instant whose local reading reaches it.
    """
    clock = zone(zone_name)
    due = clock.first_reaching(clock.reading(t) + n * DAY)
    return due if due <= LATEST else None
