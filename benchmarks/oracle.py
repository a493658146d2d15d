"""Open time told a quarter of an hour at a time, so plainly that it needs no trust.

It shares no code with slapolicy. Hours open and close on whole hours, and clocks change
by whole hours at whole hours, so that within a quarter nothing changes.
"""

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from benchmarks.lineups import LineUp

MINUTE = 60_000_000  # in microseconds
QUARTER = 15 * MINUTE
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def microseconds(instant: datetime) -> int:
    """Give an instant in microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def zone(name: str) -> ZoneInfo:
    """Give a zone of the tzdata package, which slapolicy reads too."""
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


class OpenQuarters:
    """Which quarters of hours between two instants are open, each looked at by itself.

    The first instant begins a quarter.
    """

    def __init__(self, lineup: LineUp, first: datetime, last: datetime) -> None:
        self.lineup, self.clock = lineup, zone(lineup.zone)
        self.first = microseconds(first) // QUARTER
        self.before = [0]  # how many open quarters there are before each
        moment = first
        while moment < last:
            self.before.append(self.before[-1] + self.is_open(moment))
            moment += timedelta(minutes=15)

    def is_open(self, moment: datetime) -> bool:
        """Whether the wall clock reads a time within the hours."""
        local = moment.astimezone(self.clock)
        now, today = local.time(), local.date()
        opens, closes = self.lineup.opens, self.lineup.closes
        if today in self.lineup.holidays:
            return False
        if not self.lineup.is_overnight:
            return self.opens_on(today) and opens <= now < closes
        return (self.opens_on(today) and opens <= now) or (
            self.opens_on(today - _DAY) and now < closes
        )

    def opens_on(self, on: date) -> bool:
        """Whether a date has hours of its own."""
        return on.weekday() in self.lineup.days and on not in self.lineup.holidays

    def holds(self, instant: int) -> bool:
        """Whether an instant is open, as was found when its quarter was looked at."""
        quarter = self._number(instant)
        return self.before[quarter + 1] > self.before[quarter]

    def so_far(self, instant: int) -> int:
        """Give the open time before an instant, from the first quarter on."""
        done = self.before[self._number(instant)]
        return done * QUARTER + self.holds(instant) * (instant % QUARTER)

    def _number(self, instant: int) -> int:
        number = instant // QUARTER - self.first
        if number < 0:
            msg = "an instant is before the first that was looked at"
            raise IndexError(msg)
        return number

    def between(self, start: int, end: int) -> int:
        """Give the open time from one instant to another."""
        return self.so_far(end) - self.so_far(start)

    def is_due(self, start: int, length: int, found: int) -> bool:
        """Whether an instant is the first one before which so much open time passed.

        It looks at the answer, and searches for none.
        """
        if found < start or self.between(start, found) != length:
            return False
        return found == start or self.between(start, found - 1) < length

    def is_working_date_due(self, start: int, count: int, found: int) -> bool:
        """Whether an instant reads as the start does, so many working dates later."""
        local = (_EPOCH + start * _MICROSECOND).astimezone(self.clock)
        due = (_EPOCH + found * _MICROSECOND).astimezone(self.clock)
        on = local.date()
        for _ in range(count):
            on += _DAY
            while not self.opens_on(on):
                on += _DAY
        return due.replace(tzinfo=None) == datetime.combine(on, local.time())
