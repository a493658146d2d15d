"""Time that is always open: `24x7`, every second, holidays too."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from slapolicy.worktime.dates import date_of
from slapolicy.worktime.hours import MIDNIGHT, DayEnd, Hours, Week
from slapolicy.worktime.interval import Interval, Intervals
from slapolicy.worktime.working import WorkingTime
from slapolicy.worktime.zone import DAY, EARLIEST, LATEST, zone


class Always:
    """`24x7`. It has every method of `WorkingTime`; only dates need its zone."""

    def __init__(self, zone_name: str = "UTC", day_end: DayEnd = "closing") -> None:
        self.zone = zone(zone_name)
        self.day_end = day_end

    def __repr__(self) -> str:
        return "24x7"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Always):
            return NotImplemented
        return (self.zone.name, self.day_end) == (other.zone.name, other.day_end)

    def __hash__(self) -> int:
        return hash((self.zone.name, self.day_end))

    def is_open(self, t: int) -> bool:
        """Whether an instant is open: every one of 1970 to 2200."""
        return EARLIEST <= t < LATEST

    def between(self, a: int, b: int) -> int:
        """Give the time from a to b; negative when b < a."""
        return b - a

    def add(self, a: int, d: int) -> int | None:
        """Give `a + d`; None beyond 1970 to 2200."""
        return a + d if EARLIEST <= a + d <= LATEST else None

    def subtract(self, a: int, d: int) -> int | None:
        """Give `a - d`; None beyond 1970 to 2200."""
        return self.add(a, -d)

    def next_opening(self, t: int) -> int | None:
        """Give t, which is open."""
        return t if self.is_open(t) else None

    def next_closing(self, t: int) -> int | None:  # noqa: ARG002  # as its siblings
        """Give None: it never closes."""
        return None

    def spans(self, a: int, b: int) -> Iterator[Interval]:
        """Give the one stretch from a to b."""
        if a < b:
            yield a, b

    def owned(self, on: date) -> Intervals:
        """Give the whole of a date: two stretches where its midnight comes twice."""
        return self._dates.owned(on)

    def is_working_day(self, on: date) -> bool:
        """Whether a date is worked: each is that its zone has."""
        return self._dates.is_working_day(on)

    def working_date(self, t: int) -> date | None:
        """Give the local date of an instant."""
        return date_of(self.zone.reading(t) // DAY)

    def last_closing(self, on: date) -> int | None:
        """Give when a date ends; None if its zone skipped it."""
        return self._dates.last_closing(on)

    def business_days_due(self, start: int, n: int) -> int | None:
        """Give when n dates after that of the event end, as `day_end` says."""
        return self.add_business_days(start, n, self.day_end) if n else start

    def add_business_days(self, t: int, n: int, ends: DayEnd) -> int | None:
        """Give the n-th date after (n < 0: before) t's local date; n = 0: t."""
        return self._dates.add_business_days(t, n, ends)

    @property
    def _dates(self) -> WorkingTime:
        return _every_day(self.zone.name)

    def is_estimated(self, t: int) -> bool:  # noqa: ARG002  # as its siblings
        """Whether t rests on estimates: never."""
        return False


@lru_cache(maxsize=600)  # more than there are zones
def _every_day(zone_name: str) -> WorkingTime:
    return WorkingTime(Hours(zone_name, (Week((((0, MIDNIGHT),),) * 7),)))


ALWAYS = Always()
