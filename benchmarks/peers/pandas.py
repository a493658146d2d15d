"""pandas: offsets of custom business hours and days."""

from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.contest import Contender, Missing
from benchmarks.lineups import DAYS, LineUp
from benchmarks.peers.installed import find

NAME = "pandas"
AT_CLOSING = "what runs out at closing is due at the next opening"
CLIPPED = "has no such question: its business days, cut to the hours and added up"


def _taker(library: Any, lineup: LineUp) -> Any:
    def take(instant: datetime) -> Any:
        return library.Timestamp(instant).tz_convert(lineup.zone)

    return take


def _told(found: Any) -> datetime:
    told: datetime = found.to_pydatetime().astimezone(UTC)
    return told


def _weekmask(lineup: LineUp) -> str:
    return " ".join(DAYS[day].capitalize() for day in lineup.days)


def adder(lineup: LineUp, length: timedelta) -> Contender | Missing:
    """Add business hours."""
    library = find(NAME, "pandas")
    if isinstance(library, Missing):
        return library
    offset = library.offsets.CustomBusinessHour(
        length // timedelta(hours=1),
        start=f"{lineup.opens:%H:%M}",
        end=f"{lineup.closes:%H:%M}",
        weekmask=_weekmask(lineup),
        holidays=sorted(lineup.holidays),
    )
    return Contender(
        NAME,
        lambda each: [t + offset for t in each],
        take=_taker(library, lineup),
        tell=_told,
        convention=AT_CLOSING,
        package=NAME,
    )


def day_adder(lineup: LineUp, count: int) -> Contender | Missing:
    """Add business days."""
    library = find(NAME, "pandas")
    if isinstance(library, Missing):
        return library
    offset = library.offsets.CustomBusinessDay(
        count, weekmask=_weekmask(lineup), holidays=sorted(lineup.holidays)
    )
    return Contender(
        NAME,
        lambda each: [t + offset for t in each],
        take=_taker(library, lineup),
        tell=_told,
        package=NAME,
    )


def measurer(lineup: LineUp) -> Contender | Missing:
    """Tell open time from the business days between."""
    library = find(NAME, "pandas")
    if isinstance(library, Missing):
        return library
    take = _taker(library, lineup)
    days = library.offsets.CustomBusinessDay(
        weekmask=_weekmask(lineup), holidays=sorted(lineup.holidays)
    )
    opens, closes = (
        library.Timedelta(hours=each.hour, minutes=each.minute)
        for each in (lineup.opens, lineup.closes)
    )
    before = library.Timedelta(days=int(lineup.is_overnight))
    closes += before
    zone, date_range = lineup.zone, library.date_range

    def between(a: Any, b: Any) -> Any:
        first, last = (each.tz_localize(None).normalize() for each in (a, b))
        dates = date_range(first - before, last, freq=days)
        starts = (dates + opens).tz_localize(zone)
        ends = (dates + closes).tz_localize(zone)
        sizes = ends.where(ends < b, b) - starts.where(starts > a, a)
        return sizes[sizes > library.Timedelta(0)].sum()

    return Contender(
        NAME,
        lambda each: [between(a, b) for a, b in each],
        take=lambda pair: (take(pair[0]), take(pair[1])),
        tell=lambda found: found.to_pytimedelta(),
        convention=CLIPPED,
        package=NAME,
    )
