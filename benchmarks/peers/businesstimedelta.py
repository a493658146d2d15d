"""businesstimedelta: business hours in pure Python."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from benchmarks.contest import Contender, Missing
from benchmarks.lineups import LineUp
from benchmarks.peers.installed import find

NAME = "businesstimedelta"


def _rules(lineup: LineUp) -> Any:
    library = find(NAME, NAME, "pytz")
    if isinstance(library, Missing):
        return library
    tz = import_module("pytz").timezone(lineup.zone)
    work = library.WorkDayRule(lineup.opens, lineup.closes, lineup.days, tz=tz)
    off = [library.HolidayRule(lineup.holidays, tz=tz)] if lineup.holidays else []
    return library, library.Rules([work, *off], tz=tz)


def adder(lineup: LineUp, length: timedelta) -> Contender | Missing:
    """Add open time, one call for each."""
    made = _rules(lineup)
    if isinstance(made, Missing):
        return made
    library, rules = made
    amount = library.BusinessTimeDelta(rules, timedelta=length)

    def tell(found: datetime) -> datetime:
        return found.astimezone(UTC)

    return Contender(
        NAME, lambda each: [amount + t for t in each], tell=tell, package=NAME
    )


def measurer(lineup: LineUp) -> Contender | Missing:
    """Tell the open time between two instants, one call for each."""
    made = _rules(lineup)
    if isinstance(made, Missing):
        return made
    difference = made[1].difference
    return Contender(
        NAME,
        lambda each: [difference(a, b) for a, b in each],
        tell=lambda found: found.timedelta,
        package=NAME,
    )
