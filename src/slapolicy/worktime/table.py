"""Open time as aware datetimes, looked up by their date: the short way of `calendar`.

What `working` reckons in whole numbers stands here once more as Python programs ask for
it, so that an answer needs no conversion. A table holds 512 dates of UTC, made when one
of them is first asked about; all of 1970 to 2200 are 164 tables. There is none where
holidays are unknown, nor at the ends of those years: of these `working` answers.
"""

from bisect import bisect_left
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from slapolicy.worktime.datetimes import from_datetime, to_datetime
from slapolicy.worktime.holidays import HolidaysUnknown
from slapolicy.worktime.working import WorkingTime
from slapolicy.worktime.zone import EPOCH, LATEST

_BITS = 9
_WITHIN = (1 << _BITS) - 1
_TABLES = range(
    (EPOCH.toordinal() >> _BITS) + 1, to_datetime(LATEST).toordinal() >> _BITS
)
"""The numbers of those that lie wholly within the years 1970 to 2200."""

_NONE = timedelta(0)


class Table:
    """The open spans of some dates in order, and the open time before each.

    The last span is empty and stands at the end, so that every instant has one that
    ends after it.
    """

    __slots__ = ("before", "ends", "firsts", "starts", "total")

    def __init__(self, time: WorkingTime, first: date) -> None:
        start = datetime(first.year, first.month, first.day, tzinfo=UTC)
        end = start + timedelta(1 << _BITS)
        self.starts, self.ends, self.before = [], [], []
        self.total = _NONE
        for a, b in (*time.spans(from_datetime(start), from_datetime(end)), (0, 0)):
            opens, closes = (to_datetime(a), to_datetime(b)) if b else (end, end)
            self.starts.append(opens)
            self.ends.append(closes)
            self.before.append(self.total)
            self.total += closes - opens
        self.firsts = []  # of each date, the first span that ends after its midnight
        i = 0
        for day in range(1 << _BITS):
            while self.ends[i] <= start + timedelta(day):
                i += 1
            self.firsts.append(i)

    def position(self, t: datetime) -> timedelta:
        """Give the open time of the table before an instant of it."""
        i = self.firsts[t.toordinal() & _WITHIN]
        while self.ends[i] <= t:
            i += 1
        start = self.starts[i]
        return self.before[i] if t <= start else self.before[i] + (t - start)


class Tables(dict[int, Table | None]):
    """The tables of a line-up by number; a missing one is made, if it can be."""

    def __init__(self, time: WorkingTime) -> None:
        super().__init__()
        self._time = time

    def __missing__(self, index: int) -> Table | None:
        found = None
        if index in _TABLES:
            with suppress(HolidaysUnknown):
                found = Table(self._time, date.fromordinal(index << _BITS))
        self[index] = found
        return found

    def add(self, t: datetime, d: timedelta) -> datetime | None:
        """Give when d (more than none) of open time has passed since an instant in UTC.

        None: nothing of this stands here.
        """
        day = t.toordinal()
        table = self[day >> _BITS]
        if table is None:
            return None
        i = table.firsts[day & _WITHIN]
        ends = table.ends
        while ends[i] <= t:
            i += 1
        start = table.starts[i]
        if t < start:
            t = start
        left = ends[i] - t
        if d <= left:
            return t + d
        if i + 1 == len(ends):
            return None
        before = table.before
        target = before[i + 1] + (d - left)
        if target > table.total:
            return None
        i = bisect_left(before, target, i + 2) - 1
        return table.starts[i] + (target - before[i])

    def between(self, a: datetime, b: datetime) -> timedelta | None:
        """Give the open time between two instants in UTC, the earlier first.

        None: nothing of this stands here.
        """
        index, last = a.toordinal() >> _BITS, b.toordinal() >> _BITS
        table = self[index]
        if table is None:
            return None
        found = -table.position(a)
        while index < last:
            found += table.total
            index += 1
            table = self[index]
            if table is None:
                return None
        return found + table.position(b)
