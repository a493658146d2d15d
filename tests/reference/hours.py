"""Open time: what wall clocks read, open spans and their sums, business days.

Instants are whole seconds UTC since 1970, days are dates since 1970-01-01. A calendar
is plain data; spans of a day are minutes since midnight, past 1440 into the next, all
of whole quarters of an hour::

    {"zone": "Europe/Warsaw", "weeks": [[None, {"mon": [[540, 1020]]}]],
     "dates": {"2025-12-29": [[540, 720]]}, "ends": "closing",  # "same_time", minutes
     "closed": {"2025-05-01": [0, 1440], "12-24": [720, 1440]}}
"""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

Plain = dict[str, Any]
Span = tuple[int, int]
Spans = list[list[int]]  # in minutes of a day

DAY, QUARTER, FOREVER = 86400, 900, 1 << 40
BEFORE, AFTER = 10, 80  # days around its base for which a policy is reckoned
EPOCH = date(1970, 1, 1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class OutOfWindow(Exception):  # noqa: N818
    """The answer lies beyond what was reckoned."""


def union(spans: list[Span]) -> list[Span]:
    """The same time, in order and apart."""
    found: list[Span] = []
    for a, b in sorted(spans):
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        elif a < b:
            found.append((a, b))
    return found


def day_of(iso: str) -> int:
    """A date, in days since 1970-01-01."""
    return (date.fromisoformat(iso) - EPOCH).days


@cache
def clock_of(zone: str) -> ZoneInfo:
    """The wall clock of a zone, as the tzdata wheel has it."""
    with files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data)


@lru_cache(1 << 17)
def reading(zone: str, at: int) -> int:
    """What the wall clock reads, in seconds since it read 1970-01-01 00:00."""
    local = datetime.fromtimestamp(at, clock_of(zone))
    return int(local.replace(tzinfo=UTC).timestamp())


def first_reaching(zone: str, wall: int) -> int:
    """The first instant whose local reading reaches this one."""
    at = wall - wall % QUARTER - DAY  # no clock is put on or back within a quarter
    while reading(zone, at) + QUARTER <= wall:
        at += QUARTER
    return at + max(0, wall - reading(zone, at))


def calendar_days(zone: str, start: int, n: int) -> int:
    """The same wall time, so many dates later."""
    return first_reaching(zone, reading(zone, start) + n * DAY)


class Line:
    """Open time as spans in order and apart, counted by the sums up to each."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self._begins, self._ends = [a for a, _ in spans], [b for _, b in spans]
        self._sums = [0, *accumulate(b - a for a, b in spans)]

    def _before(self, at: int) -> int:
        if not self._begins[0] <= at <= self._ends[-1]:
            raise OutOfWindow(at)  # else all there would seem closed
        i = bisect_right(self._begins, at)
        return self._sums[i] - max(self._ends[i - 1] - at, 0)

    def between(self, a: int, b: int) -> int:
        """The open time in [a, b)."""
        return self._before(b) - self._before(a)

    def add(self, a: int, d: int) -> int:
        """The least t >= a with d of open time in [a, t)."""
        i = bisect_left(self._sums, total := self._before(a) + d)
        if d and i == len(self._sums):
            raise OutOfWindow(a)
        return self._ends[i - 1] - (self._sums[i] - total) if d else a

    def opening(self, at: int) -> int:
        """The least open instant from here on."""
        return self.add(at, 1) - 1


ALWAYS = Line([(-FOREVER, FOREVER)])


class Hours(Line):
    """The open time of a calendar from one day to another.

    An instant is open if its local reading lies in the hours of its own date, or of the
    date before past midnight, and no closure covers it.
    """

    def __init__(self, calendar: Plain, days: range) -> None:
        self.calendar, self.zone = calendar, calendar["zone"]
        self._on = {day: self._hours_on(day) for day in days}
        self._openings, self._closings = dict[int, int](), dict[int, int]()  # of dates
        spans = []
        for at in range(days[2] * DAY, days[-2] * DAY, QUARTER):
            for day in self._dates(at):
                self._openings.setdefault(day, at)
                self._closings[day] = at + QUARTER
                spans.append((at, at + QUARTER))
        super().__init__(union(spans))

    def _hours_on(self, day: int) -> tuple[Spans, Spans]:
        """The hours of a date, and when it is closed.

        It has those of its dated exception, which is not closed, else of the week.
        """
        on, calendar = EPOCH + timedelta(days=day), self.calendar
        iso, closed = on.isoformat(), calendar["closed"]
        if iso in calendar["dates"]:
            return calendar["dates"][iso], []
        weeks = [week for since, week in calendar["weeks"] if (since or iso) <= iso]
        own = weeks[-1].get(WEEKDAYS[on.weekday()], [])
        return own, [closed[key] for key in (iso, iso[5:]) if key in closed]

    def _dates(self, at: int) -> list[int]:
        """In whose hours an instant is: those of the date before, or of its own."""
        day, second = divmod(reading(self.zone, at), DAY)
        (night, _), (own, shut) = self._on[day - 1], self._on[day]
        if any(a * 60 <= second < b * 60 for a, b in shut):
            return []
        late = [day - 1 for a, b in night if a * 60 <= second + DAY < b * 60]
        return late + [day for a, b in own if a * 60 <= second < b * 60]

    def deferred(self, at: int, by_day: bool) -> int:
        """The next opening, or the first one of the next working date."""
        today = reading(self.zone, at) // DAY
        later = (each for day, each in self._openings.items() if day > today)
        return next(later) if by_day else self.opening(at)

    def business_days(self, start: int, n: int) -> int:
        """When n business days nominally run out; the day of the event is not counted.

        What comes outside hours counts as received at the next opening.
        """
        received = self.opening(start)
        own, ends = self._dates(received)[-1], self.calendar["ends"]
        later = [each for each in self._closings if each > own]
        self.between(start, start + 30 * DAY)  # else it is beyond what was reckoned
        if ends == "closing":
            return self._closings[later[n - 1]]
        wall = reading(self.zone, received) if ends == "same_time" else ends * 60
        return first_reaching(self.zone, later[n - 1] * DAY + wall % DAY)


_kept: list[Any] = []  # the policy that was asked about last, and its hours


def hours_of(policy: Plain) -> dict[str, Any]:
    """All hours that a policy speaks of."""
    if not _kept or _kept[0] is not policy:
        days = range(day_of(policy["base"]) - BEFORE, day_of(policy["base"]) + AFTER)
        _kept[:] = policy, {n: Hours(e, days) for n, e in policy["calendars"].items()}
    return {"24x7": ALWAYS, **_kept[1]}
