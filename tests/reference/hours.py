"""Open time as lists of spans, from the page on meaning alone.

Instants are whole seconds UTC since 1970, days are dates since 1970-01-01. A calendar
is plain data; spans of a day are minutes since midnight, past 1440 into the next::

    {"zone": "Europe/Warsaw", "weeks": [[None, {"mon": [[540, 1020]]}]],
     "dates": {"2025-12-29": [[540, 720]]}, "closed": {"2025-05-01": None},
     "yearly": {"12-24": [720, 1440]}, "ends": "closing"}     # "same_time", or minutes
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

Plain = dict[str, Any]
Spans = list[tuple[int, int]]

DAY, QUARTER = 86400, 900
FOREVER = 1 << 40
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class OutOfWindow(Exception):  # noqa: N818
    """The answer lies beyond what was reckoned."""


def union(spans: Iterable[tuple[int, int]]) -> Spans:
    """The same time, in order and apart."""
    found: Spans = []
    for a, b in sorted(spans):
        if a >= b:
            continue
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return found


def clip(spans: Spans, a: int, b: int) -> Spans:
    """What of it lies in [a, b)."""
    return [(max(x, a), min(y, b)) for x, y in spans if max(x, a) < min(y, b)]


def minus(spans: Spans, holes: Spans) -> Spans:
    """What of it lies in no hole."""
    for a, b in holes:
        spans = [
            (x, y)
            for left, right in spans
            for x, y in ((left, min(right, a)), (max(left, b), right))
            if x < y
        ]
    return spans


def length(spans: Spans, a: int, b: int) -> int:
    """How much of it lies in [a, b)."""
    return sum(y - x for x, y in clip(spans, a, b))


def reach(spans: Spans, a: int, d: int) -> int | None:
    """The least t >= a with a length of d in [a, t); none if there is not as much."""
    if d == 0:
        return a
    for x, y in clip(spans, a, FOREVER):
        if d <= y - x:
            return x + d
        d -= y - x
    return None


@lru_cache(None)
def _zone(name: str) -> ZoneInfo:
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


@lru_cache(1 << 16)
def _offset(zone: str, quarter: int) -> int:
    """The offset of a quarter of an hour: in these years none changes within one."""
    at = datetime.fromtimestamp(quarter * QUARTER, _zone(zone)).utcoffset()
    assert at is not None
    return int(at.total_seconds())


def reading(zone: str, at: int) -> int:
    """What the wall clock reads, in seconds since it read 1970-01-01 00:00."""
    return at + _offset(zone, at // QUARTER)


def first_reaching(zone: str, wall: int) -> int:
    """The first instant whose local reading reaches this one."""
    quarter = wall // QUARTER - 64
    while reading(zone, quarter * QUARTER + QUARTER - 1) < wall:
        quarter += 1
    return max(quarter * QUARTER, wall - _offset(zone, quarter))


def local_date(zone: str, at: int) -> str:
    """The date on the wall."""
    return _iso(reading(zone, at) // DAY)


def _iso(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()


class Hours:
    """The open time of a calendar in a window; of none: all the time."""

    def __init__(self, calendar: Plain | None, start: int, end: int) -> None:
        self.calendar, self.end = calendar or {}, end
        self.pieces: list[tuple[int, int, int]] = []  # from, to, the date it belongs to
        if calendar is None:
            self.spans: Spans = [(start, FOREVER)]
            return
        days = range(start // DAY - 2, end // DAY + 3)
        shut = [each for day in days for each in self._shut(day)]
        for day in days:
            own = [(day * DAY + a * 60, day * DAY + b * 60) for a, b in self._own(day)]
            near = [each for each in shut if abs(each[0] - day * DAY) < 3 * DAY]
            for a, b in minus(own, near):
                self.pieces += [(x, y, day) for x, y in self._instants(a, b)]
        self.pieces = [each for each in self.pieces if each[1] > start]
        self.spans = union((a, b) for a, b, _ in self.pieces)

    def _own(self, day: int) -> list[list[int]]:
        iso, week = _iso(day), {}
        for since, edition in self.calendar["weeks"]:
            if since is None or since <= iso:
                week = edition
        name = WEEKDAYS[(day + 3) % 7]
        found: list[list[int]] = self.calendar["dates"].get(iso, week.get(name, []))
        return found

    def _shut(self, day: int) -> Spans:
        iso = _iso(day)
        if iso in self.calendar["dates"]:
            return []
        found = []
        for table, key in (("closed", iso), ("yearly", iso[5:])):
            if key in self.calendar[table]:
                a, b = self.calendar[table][key] or (0, 1440)
                found.append((day * DAY + a * 60, day * DAY + b * 60))
        return found

    def _instants(self, a: int, b: int) -> Spans:
        """The instants at which the wall clock reads between these two."""
        zone = self.calendar["zone"]
        quarters = range(a // QUARTER - 64, b // QUARTER + 65)
        if _offset(zone, quarters[0]) == (same := _offset(zone, quarters[-1])):
            return [(a - same, b - same)]
        found = []
        for quarter in quarters:
            offset, begin = _offset(zone, quarter), quarter * QUARTER
            found += clip([(a - offset, b - offset)], begin, begin + QUARTER)
        return union(found)

    def is_open(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.spans)

    def next_opening(self, at: int) -> int:
        """The least open instant from here on."""
        for a, b in self.spans:
            if at < b:
                return max(a, at)
        raise OutOfWindow(at)

    def business_days(self, start: int, n: int) -> int:
        """When n business days from an event nominally run out."""
        received = self.next_opening(start)
        day = max(day for a, b, day in self.pieces if a <= received < b)
        for _ in range(n):
            day = min((d for _, _, d in self.pieces if d > day), default=FOREVER)
        if day * DAY > self.end - 7 * DAY:
            raise OutOfWindow(start)
        ends, zone = self.calendar["ends"], self.calendar["zone"]
        if ends == "closing":
            return max(b for _, b, d in self.pieces if d == day)
        same = reading(zone, received) % DAY
        return first_reaching(
            zone, day * DAY + (same if ends == "same_time" else ends * 60)
        )


def calendar_days(zone: str, start: int, n: int) -> int:
    """The same wall time, n dates later."""
    return first_reaching(zone, reading(zone, start) + n * DAY)
