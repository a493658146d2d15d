"""Working time and clocks reckoned second by second, from the page on meaning alone.

Instants are whole seconds UTC since 1970. A calendar is plain data, where all but the
zone and the weeks may be left out::

    {"zone": "Europe/Warsaw",
     "weeks": [{"from": None, "days": {"mon": [["09:00", "17:00"]], "fri": ...}}],
     "dates": {"2025-12-29": [["09:00", "12:00"]]},
     "closed": [{"from": "2025-08-14", "through": "2025-08-16", "spans": None}],
     "yearly": [{"from": [12, 24], "through": [12, 31], "spans": None}],
     "holidays": ["2025-05-01"], "closures": [[start, end]],
     "ends": "closing"}                 # or "same_time", or a wall time, "12:00"

or ``{"always": True}``. A day is a number of dates since 1970-01-01.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

Calendar = dict[str, Any]
Pause = tuple[int, int | None]
EndedPauses = Sequence[tuple[int, int]]
Spans = Sequence[Sequence[str]]

EPOCH = date(1970, 1, 1)
HOUR, DAY, MIDNIGHT = 3600, 86400, 1440  # the last in minutes
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIELDS = ("started", "due", "elapsed", "remaining", "paused", "overrun")


class OutOfWindow(Exception):  # noqa: N818
    """The answer depends on seconds outside the window."""


@lru_cache(None)
def _zone(name: str) -> ZoneInfo:
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def _offset(zone: str, second: int) -> int:
    offset = datetime.fromtimestamp(second, _zone(zone)).utcoffset()
    assert offset is not None
    return offset // timedelta(seconds=1)


@lru_cache(1 << 16)
def _steady(zone: str, quarter: int) -> int | None:
    """The offset all through a quarter of an hour that begins and ends with it."""
    first, last = _offset(zone, quarter * 900), _offset(zone, quarter * 900 + 899)
    return first if first == last else None


def reading(zone: str, second: int) -> int:
    """The wall clock's reading, in seconds since it read 1970-01-01 00:00."""
    offset = _steady(zone, second // 900)
    return second + (_offset(zone, second) if offset is None else offset)


def first_reaching(zone: str, wall: int) -> int:
    """The first instant whose local reading reaches ``wall``."""
    near = range(wall - 2 * DAY, wall + 2 * DAY, 900)
    second = wall - max(reading(zone, at) - at for at in near)  # none before it can
    while reading(zone, second) < wall:
        second += 1
    return second


def calendar_days_due(zone: str, a: int, n: int) -> int:
    """The same wall time, n dates later."""
    return first_reaching(zone, reading(zone, a) + n * DAY)


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _within(spans: Spans, minute: int) -> bool:
    """Whether a date's spans hold this minute of it; from 1440 on, of the next."""
    for opens, closes in ((_minute(a), _minute(b)) for a, b in spans):
        assert opens != closes, f"a span of no length: {spans}"
        if opens <= minute < (closes if closes > opens else closes + MIDNIGHT):
            return True
    return False


def _hours(calendar: Calendar, on: date) -> Spans:
    """The intervals of a date: its dated exception, else the week in force on it."""
    week: dict[str, Spans] = {}
    for edition in sorted(calendar["weeks"], key=lambda each: each["from"] or ""):
        if (edition["from"] or "") <= on.isoformat():
            week = edition["days"]
    dated: dict[str, Spans] = calendar.get("dates", {})
    return dated.get(on.isoformat(), week.get(WEEKDAYS[on.weekday()], []))


def _closed(calendar: Calendar, on: date) -> list[Spans]:
    """The spans declared closed on a date."""
    iso, month_day = on.isoformat(), [on.month, on.day]
    found: list[Spans | None] = [None] if iso in calendar.get("holidays", []) else []
    for each in calendar.get("closed", []):
        if each["from"] <= iso <= each["through"]:
            found.append(each["spans"])
    for each in calendar.get("yearly", []):
        after, before = each["from"] <= month_day, month_day <= each["through"]
        over_new_year = each["from"] > each["through"]
        if (after or before) if over_new_year else (after and before):
            found.append(each["spans"])
    return [[["00:00", "24:00"]] if spans is None else spans for spans in found]


def owners(calendar: Calendar, second: int) -> tuple[int, ...]:
    """The days to whose intervals an open second belongs; none if it is not open."""
    if any(a <= second < b for a, b in calendar.get("closures", [])):
        return ()
    return _wall_owners(calendar, reading(calendar.get("zone", "UTC"), second) // 60)


def _wall_owners(calendar: Calendar, minute: int) -> tuple[int, ...]:
    day, clock = divmod(minute, MIDNIGHT)
    if calendar.get("always"):
        return (day,)
    today, before = EPOCH + timedelta(days=day), EPOCH + timedelta(days=day - 1)
    if today.isoformat() not in calendar.get("dates", {}) and (
        any(_within(spans, clock) for spans in _closed(calendar, today))
        or any(_within(spans, clock + MIDNIGHT) for spans in _closed(calendar, before))
    ):
        return ()
    own = (day,) if _within(_hours(calendar, today), clock) else ()
    overnight = _within(_hours(calendar, before), clock + MIDNIGHT)
    return (*own, day - 1) if overnight else own


def is_open(calendar: Calendar, second: int) -> bool:
    """Whether the calendar is open at this instant."""
    return bool(owners(calendar, second))


class Line:
    """A window of seconds, each open (1) or not (0); all open if not said."""

    def __init__(self, start: int, end: int, cells: bytes | None = None) -> None:
        self.start, self.end = start, end
        self.cells = b"\1" * (end - start) if cells is None else cells

    def _index(self, second: int) -> int:
        if not self.start <= second <= self.end:
            raise OutOfWindow(second)
        return second - self.start

    def between(self, a: int, b: int) -> int:
        """Open seconds in ``[a, b)``, negative when b < a."""
        if b < a:
            return -self.between(b, a)
        return self.cells.count(1, self._index(a), self._index(b))

    def add(self, a: int, d: int) -> int:
        """The least t >= a with ``between(a, t) == d``."""
        index = self._index(a)
        while d > (hour := self.cells.count(1, index, index + HOUR)):
            index, d = index + HOUR, d - hour  # a whole hour is not enough
            if index >= len(self.cells):
                raise OutOfWindow(a)
        for _ in range(d):
            index = self.cells.index(1, index) + 1
        return self.start + index

    def subtract(self, a: int, d: int) -> int:
        """The greatest t <= a with ``between(t, a) == d``: add, in a mirror."""
        return -Line(-self.end, -self.start, self.cells[::-1]).add(-a, d)

    def _next(self, value: int, a: int) -> int:
        index = self.cells.find(value, self._index(a))
        if index < 0:
            raise OutOfWindow(a)
        return self.start + index

    def next_opening(self, a: int) -> int:
        """The least open instant >= a."""
        return self._next(1, a)

    def next_closing(self, a: int) -> int:
        """The end of the open stretch that contains or follows a."""
        return self._next(0, self.next_opening(a))

    def without(self, pauses: EndedPauses) -> "Line":
        """The seconds that are open and in no pause."""
        cells = bytearray(self.cells)
        for begin, end in pauses:
            first, last = max(begin, self.start), min(end, self.end)
            if first < last:
                cells[first - self.start : last - self.start] = bytes(last - first)
        return Line(self.start, self.end, bytes(cells))


class Grid(Line):
    """A calendar in a window: every second decided as ``owners`` decides it."""

    def __init__(self, calendar: Calendar, start: int, end: int) -> None:
        self.calendar, self.zone = calendar, str(calendar.get("zone", "UTC"))
        self._last: dict[int, int] = {}  # of each day, the last open second it owns
        wall_owners = lru_cache(None)(lambda minute: _wall_owners(calendar, minute))
        cells, closures = bytearray(end - start), calendar.get("closures", [])
        for second in range(start, end):
            days = wall_owners(reading(self.zone, second) // 60)
            if days and not any(a <= second < b for a, b in closures):
                cells[second - start] = 1
                for day in days:
                    self._last[day] = second
        super().__init__(start, end, bytes(cells))

    def is_working_date(self, on: date) -> bool:
        """Whether the date's intervals have an open instant."""
        day = (on - EPOCH).days  # the window must hold this date and the next
        first, last = reading(self.zone, self.start), reading(self.zone, self.end)
        # Eight hours to spare: since 1970 no clock was set back by as much.
        if not first + 8 * HOUR <= day * DAY <= last - 8 * HOUR - 2 * DAY:
            raise OutOfWindow(on)
        return day in self._last

    def _nth_working(self, day: int, n: int) -> int:
        left = abs(n)
        while left:
            day += 1 if n > 0 else -1
            left -= self.is_working_date(EPOCH + timedelta(days=day))
        return day

    def _end(self, day: int, ends: str, same_time: int) -> int:
        if ends in ("closing", "close"):
            return self._last[day] + 1
        wall = same_time % DAY if ends == "same_time" else _minute(ends) * 60
        return first_reaching(self.zone, day * DAY + wall)

    def business_days_due(self, a: int, n: int) -> int:
        """When n business days (at least one) from an event run out."""
        received = self.next_opening(a)
        day = self._nth_working(owners(self.calendar, received)[0], n)
        ends = self.calendar.get("ends", "closing")
        return self._end(day, ends, reading(self.zone, received))

    def add_business_days(self, a: int, n: int, ends: str) -> int:
        """The n-th working date after (n < 0: before) a's local date; n = 0: a."""
        wall = reading(self.zone, a)
        return self._end(self._nth_working(wall // DAY, n), ends, wall) if n else a


def paused_due(line: Line, start: int, nominal: int, pauses: EndedPauses) -> int:
    """The least t >= nominal, in no pause begun before t, that makes up for pauses.

    ``between(nominal, t)`` is then the open time paused in ``[start, t)``. A paused
    second after nominal adds to both, so running ones make up for those before it.
    """
    running = line.without(pauses)
    owed = line.between(start, nominal) - running.between(start, nominal)
    due = running.add(nominal, owed)
    while inside := [end for begin, end in pauses if begin < due < end]:
        due = max(inside)
    return due


def clock(
    line: Line, start: int, limit: dict[str, Any], pauses: Sequence[Pause],
    fulfilled: int | None, at: int,
) -> dict[str, Any]:  # fmt: skip
    """One clock as it stands at an instant, knowing nothing after it."""
    answer: dict[str, Any] = dict.fromkeys(FIELDS)
    if at < start:
        return answer | {"state": "not_started"}
    if "calendar_days" in limit:
        line = Line(line.start, line.end)
        nominal = calendar_days_due(limit["zone"], start, limit["calendar_days"])
    elif "business_days" in limit:
        assert isinstance(line, Grid)
        nominal = line.business_days_due(start, limit["business_days"])
    else:
        nominal = line.add(start, limit["seconds"])
    done = fulfilled is not None and fulfilled <= at
    now = fulfilled if fulfilled is not None and done else at
    # At one instant what fulfils comes before a new wait.
    begun = [(b, e) for b, e in pauses if b < now or (b == now and not done)]
    unended = [b for b, e in begun if e is None or e > now]
    stopped = [(b, now if e is None else min(e, now)) for b, e in begun]
    resumed = paused_due(line, start, nominal, stopped)  # were all to end now
    due = resumed if resumed <= min(unended, default=resumed) else None
    elapsed = line.without(stopped).between(start, now)
    answer |= {"started": start, "due": due, "elapsed": elapsed}
    answer["paused"] = line.between(start, now) - elapsed
    if done and (due is None or now <= due):
        return answer | {"state": "met"}
    if due is not None and due <= at:
        return answer | {"state": "breached", "overrun": line.between(due, now)}
    answer["remaining"] = line.between(at, resumed)
    if unended:
        return answer | {"state": "paused"}
    opened = line.next_opening(start) <= at
    return answer | {"state": "running" if opened else "not_started"}
