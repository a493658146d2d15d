"""Open time: what wall clocks read, open spans and their sums, business days.

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
from itertools import accumulate, pairwise
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
    return [(a, b, by) for (a, by), (b, _) in pairwise([*begins, (FOREVER, 0)])]


def reading(zone: str, at: int) -> int:
    """What the wall clock reads, in seconds since it read 1970-01-01 00:00."""
    return next(at + by for begin, end, by in offsets(zone) if begin <= at < end)


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
        self.spans = spans
        self.begins, self.ends = [a for a, _ in spans], [b for _, b in spans]
        self.edges = sorted([*self.begins, *self.ends])
        self._sums = [0, *accumulate(b - a for a, b in spans)]

    def _before(self, at: int) -> int:
        i = bisect_right(self.begins, at)
        return self._sums[i] - (max(self.ends[i - 1] - at, 0) if i else 0)

    def between(self, a: int, b: int) -> int:
        """The open time in [a, b)."""
        return self._before(b) - self._before(a)

    def add(self, a: int, d: int) -> int:
        """The least t >= a with d of open time in [a, t)."""
        i = bisect_left(self._sums, total := self._before(a) + d)
        if d and i == len(self._sums):
            raise OutOfWindow(a)
        return self.ends[i - 1] - (self._sums[i] - total) if d else a

    def is_open(self, at: int) -> bool:
        """Whether an instant is open."""
        return self.between(at, at + 1) > 0

    def opening(self, at: int) -> int:
        """The least open instant from here on."""
        return self.add(at, 1) - 1


ALWAYS = Line([(-FOREVER, FOREVER)])


class Hours(Line):
    """The open time of a calendar from one day to another."""

    def __init__(self, calendar: Plain, first: int, last: int) -> None:
        self.calendar, self.zone = calendar, calendar["zone"]
        self._first, self._last = (first + 2) * DAY, (last - 2) * DAY
        self.of_day: dict[int, list[Span]] = {}  # a night belongs to the day before
        shut = Line(union(span for d in range(first, last) for span in self._shut(d)))
        for day in range(first, last):
            walls: list[Span] = []
            for a, b in self._own(day):
                edges = sorted({a, b, *(e for e in shut.edges if a < e < b)})
                walls += [each for each in pairwise(edges) if not shut.is_open(each[0])]
            for begin, end, by in offsets(self.zone):
                spans = [(max(a - by, begin), min(b - by, end)) for a, b in walls]
                self.of_day.setdefault(day, []).extend(
                    (a, b) for a, b in spans if a < b
                )
        self.of_day = {day: spans for day, spans in self.of_day.items() if spans}
        self._days = sorted(self.of_day)
        super().__init__(union(s for spans in self.of_day.values() for s in spans))

    def _before(self, at: int) -> int:
        if not self._first <= at <= self._last:  # else all there would seem closed
            raise OutOfWindow(at)
        return super()._before(at)

    def _own(self, day: int) -> list[Span]:
        """A date's hours on the wall: its dated exception, else the week in force."""
        iso, name = iso_date(day), WEEKDAYS[(day + 3) % 7]
        weeks = [w for since, w in self.calendar["weeks"] if (since or iso) <= iso]
        own = self.calendar["dates"].get(iso, weeks[-1].get(name, []))
        return [(day * DAY + a * 60, day * DAY + b * 60) for a, b in own]

    def _shut(self, day: int) -> list[Span]:
        """What of a date is closed on the wall, unless it has hours of its own."""
        iso, found = iso_date(day), []
        for table, key in (("closed", iso), ("yearly", iso[5:])):
            if key in self.calendar[table] and iso not in self.calendar["dates"]:
                a, b = self.calendar[table][key] or (0, 1440)
                found.append((day * DAY + a * 60, day * DAY + b * 60))
        return found

    def business_days(self, start: int, n: int) -> int:
        """When n business days nominally run out; the day of the event is not counted.

        What comes outside hours counts as received at the next opening.
        """
        received = self.opening(start)
        day = reading(self.zone, received) // DAY
        if not any(a <= received < b for a, b in self.of_day.get(day, [])):
            day -= 1
        if (index := bisect_left(self._days, day) + n) > len(self._days) - 7:
            raise OutOfWindow(start)
        day, ends = self._days[index], self.calendar["ends"]
        if ends == "closing":
            return self.of_day[day][-1][1]
        same = reading(self.zone, received) % DAY
        wall = same if ends == "same_time" else ends * 60
        return first_reaching(self.zone, day * DAY + wall)


@cache
def iso_date(day: int) -> str:
    """A day as it is written."""
    return (EPOCH + timedelta(days=day)).isoformat()
