"""Open time: what wall clocks read, spans of time and their sums, business days.

Instants are whole seconds UTC since 1970, days are dates since 1970-01-01. A calendar
is plain data; spans of a day are minutes since midnight, past 1440 into the next::

    {"zone": "Europe/Warsaw", "weeks": [[None, {"mon": [[540, 1020]]}]],
     "dates": {"2025-12-29": [[540, 720]]}, "closed": {"2025-05-01": None},
     "yearly": {"12-24": [720, 1440]}, "ends": "closing"}     # "same_time", or minutes
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

Plain = dict[str, Any]
Span = tuple[int, int]

DAY, QUARTER, FOREVER = 86400, 900, 1 << 40
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EPOCH = date(1970, 1, 1)
FIRST, LAST = ((date(year, 1, 1) - EPOCH).days * DAY for year in (2023, 2029))


class OutOfWindow(Exception):  # noqa: N818
    """The answer lies beyond what was reckoned."""


def union(spans: Iterable[Span]) -> list[Span]:
    """The same time, in order and apart."""
    found: list[Span] = []
    for a, b in sorted(spans):
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        elif a < b:
            found.append((a, b))
    return found


@cache
def offsets(zone: str) -> list[tuple[int, int, int]]:
    """By how much the wall clock is ahead of UTC, each with from when until when."""
    with files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as data:
        clock = ZoneInfo.from_file(data)

    def ahead(at: int) -> int:
        offset = datetime.fromtimestamp(at, clock).utcoffset() or timedelta()
        return int(offset.total_seconds())

    begins = [(-FOREVER, ahead(FIRST))]
    for day in range(FIRST, LAST, DAY):
        if ahead(day + DAY) != begins[-1][1]:  # none changes within a quarter
            quarters = range(day, day + DAY + 1, QUARTER)
            at = next(each for each in quarters if ahead(each) != begins[-1][1])
            begins.append((at, ahead(at)))
    ends = [*(begin for begin, _ in begins[1:]), FOREVER]
    return [(a, b, by) for (a, by), b in zip(begins, ends, strict=True)]


def reading(zone: str, at: int) -> int:
    """What the wall clock reads, in seconds since it read 1970-01-01 00:00."""
    return next(at + ahead for begin, end, ahead in offsets(zone) if begin <= at < end)


def first_reaching(zone: str, wall: int) -> int:
    """The first instant whose local reading reaches this one."""
    spans = ((max(begin, wall - by), end) for begin, end, by in offsets(zone))
    return next(at for at, end in spans if at < end)


def calendar_days(zone: str, start: int, n: int) -> int:
    """The same wall time, n dates later."""
    return first_reaching(zone, reading(zone, start) + n * DAY)


class Line:
    """Open time as spans in order and apart, counted by the sums up to each."""

    def __init__(self, spans: list[Span]) -> None:
        self.begins, self.ends = [a for a, _ in spans], [b for _, b in spans]
        self.sums = [0, *accumulate(b - a for a, b in spans)]

    def _before(self, at: int) -> int:
        i = bisect_right(self.begins, at)
        return self.sums[i] - (max(self.ends[i - 1] - at, 0) if i else 0)

    def between(self, a: int, b: int) -> int:
        """The open time in [a, b)."""
        return self._before(b) - self._before(a)

    def add(self, a: int, d: int) -> int:
        """The least t >= a with d of open time in [a, t)."""
        i = bisect_left(self.sums, total := self._before(a) + d)
        if d and i == len(self.sums):
            raise OutOfWindow(a)
        return self.ends[i - 1] - (self.sums[i] - total) if d else a

    def opening(self, at: int) -> int:
        """The least open instant from here on."""
        i = bisect_right(self.ends, at)
        if i == len(self.ends):
            raise OutOfWindow(at)
        return max(at, self.begins[i])

    def is_open(self, at: int) -> bool:
        """Whether it is open at this instant."""
        return self._before(at + 1) > self._before(at)


class Legs:
    """Open time on one line after another, each from an instant until an instant."""

    def __init__(self, legs: list[tuple[int, int, Line]]) -> None:
        self.legs = legs

    def between(self, a: int, b: int) -> int:
        """The open time in [a, b)."""
        legs = ((max(a, x), min(b, y), line) for x, y, line in self.legs)
        return sum(line.between(x, y) for x, y, line in legs if x < y)

    def add(self, a: int, d: int) -> int:
        """The least t >= a with d of open time in [a, t)."""
        for begin, end, line in self.legs if d else ():
            if a < end:
                length = line.between(max(a, begin), end)
                if d <= length:
                    return line.add(max(a, begin), d)
                d -= length
        if d:
            raise OutOfWindow(a)
        return a


class Hours(Line):
    """The open time of a calendar from one day to another."""

    def __init__(self, calendar: Plain, first: int, last: int) -> None:
        self.calendar, self.zone = calendar, calendar["zone"]
        self.of_day: dict[int, list[Span]] = {}  # a night belongs to the day before
        for day in range(first, last):
            shut = [*self._shut(day), *self._shut(day + 1)]
            for a, b in self._own(day):
                for x, y in _apart(day * DAY + a * 60, day * DAY + b * 60, shut):
                    for begin, end, ahead in offsets(self.zone):
                        piece = max(x - ahead, begin), min(y - ahead, end)
                        if piece[0] < piece[1]:
                            self.of_day.setdefault(day, []).append(piece)
        self.days = sorted(self.of_day)
        super().__init__(union(s for spans in self.of_day.values() for s in spans))

    def _own(self, day: int) -> list[list[int]]:
        """A date's hours: its dated exception, else the week in force."""
        iso = _iso(day)
        week: Plain = {}
        for since, edition in self.calendar["weeks"]:
            week = edition if since is None or since <= iso else week
        name = WEEKDAYS[(day + 3) % 7]
        found: list[list[int]] = self.calendar["dates"].get(iso, week.get(name, []))
        return found

    def _shut(self, day: int) -> list[Span]:
        """What of a date is closed on the wall, unless it has hours of its own."""
        iso, found = _iso(day), []
        for table, key in (("closed", iso), ("yearly", iso[5:])):
            if key in self.calendar[table] and iso not in self.calendar["dates"]:
                a, b = self.calendar[table][key] or (0, 1440)
                found.append((day * DAY + a * 60, day * DAY + b * 60))
        return union(found)

    def business_days(self, start: int, n: int) -> int:
        """When n business days from an event nominally run out.

        It counts as received at the next opening; the working date of that does not
        count.
        """
        received = self.opening(start)
        day = reading(self.zone, received) // DAY
        if not any(a <= received < b for a, b in self.of_day.get(day, [])):
            day -= 1
        index = bisect_left(self.days, day) + n
        if index >= len(self.days) - 7:
            raise OutOfWindow(start)
        day, ends = self.days[index], self.calendar["ends"]
        if ends == "closing":
            return max(b for _, b in self.of_day[day])
        same = reading(self.zone, received) % DAY
        wall = same if ends == "same_time" else ends * 60
        return first_reaching(self.zone, day * DAY + wall)


@cache
def _iso(day: int) -> str:
    return (EPOCH + timedelta(days=day)).isoformat()


def _apart(a: int, b: int, holes: list[Span]) -> list[Span]:
    """What of [a, b) lies in none of these, which are in order and apart."""
    edges = [a, *(min(max(each, a), b) for hole in holes for each in hole), b]
    return [(x, y) for x, y in zip(edges[::2], edges[1::2], strict=True) if x < y]
