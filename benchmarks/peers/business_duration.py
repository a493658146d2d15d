"""business-duration: the business time between two local times, with pandas."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.contest import Contender, Missing
from benchmarks.lineups import LineUp
from benchmarks.peers.installed import find

NAME = "business-duration"


def measurer(lineup: LineUp) -> Contender | Missing:
    """Tell the open time between two instants, one call for each."""
    library = find(NAME, "business_duration")
    if isinstance(library, Missing):
        return library
    duration = library.businessDuration
    clock = ZoneInfo(lineup.zone)
    weekend = [day for day in range(7) if day not in lineup.days]
    opens, closes, holidays = lineup.opens, lineup.closes, lineup.holidays

    def local(instant: datetime) -> datetime:
        return instant.astimezone(clock).replace(tzinfo=None)

    return Contender(
        NAME,
        lambda each: [
            duration(a, b, opens, closes, weekend, holidays, "sec") for a, b in each
        ],
        take=lambda pair: (local(pair[0]), local(pair[1])),
        tell=lambda seconds: timedelta(seconds=round(seconds)),
        convention="knows no zones: given the times that the local clock reads",
        package=NAME,
    )
