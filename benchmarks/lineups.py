"""The calendars of the benchmark, as plain values that every peer is given."""

from collections.abc import Iterable
from datetime import date, time

from attrs import frozen

from benchmarks.holiday_dates import POLAND, UNITED_STATES

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@frozen
class LineUp:
    """One span of hours on some days of the week, and the dates without it.

    An end that is not after its opening is on the next date.
    """

    zone: str
    opens: time
    closes: time
    days: tuple[int, ...]  # Monday is 0
    holidays: frozenset[date]

    @property
    def is_overnight(self) -> bool:
        """Whether the hours end on the next date."""
        return self.closes <= self.opens

    @property
    def span(self) -> str:
        """The hours as slapolicy writes them."""
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"

    @property
    def week(self) -> dict[str, list[str]]:
        """The hours of each day of the week."""
        return {DAYS[day]: [self.span] for day in self.days}


def _office(zone: str, holidays: Iterable[date]) -> LineUp:
    return LineUp(zone, time(9), time(17), (0, 1, 2, 3, 4), frozenset(holidays))


OFFICE = _office("America/New_York", UNITED_STATES)
"""Calendar A: Monday to Friday, 09:00 to 17:00, without federal holidays."""

WARSAW = _office("Europe/Warsaw", POLAND)
"""The same hours in Warsaw, without the days off work in Poland."""

NIGHTS = LineUp("America/New_York", time(22), time(6), tuple(range(7)), frozenset())
"""Every night from 22:00 to 06:00."""
