"""workclock: business hours with a core in Rust."""

from datetime import timedelta
from typing import Any

from benchmarks.contest import Contender, Missing
from benchmarks.lineups import LineUp
from benchmarks.peers.installed import find

NAME = "workclock"


def _schedule(lineup: LineUp) -> Any:
    library = find(NAME, "workclock")
    if isinstance(library, Missing):
        return library
    hours = library.WorkDay(lineup.opens, lineup.closes, days=lineup.days)
    return library.Schedule(
        [hours, library.Holidays(lineup.holidays)], time_zone=lineup.zone
    )


def adder(lineup: LineUp, length: timedelta) -> Contender | Missing:
    """Add open time, one call for each."""
    schedule = _schedule(lineup)
    if isinstance(schedule, Missing):
        return schedule
    add = schedule.add
    return Contender(NAME, lambda each: [add(t, length) for t in each], package=NAME)


def measurer(lineup: LineUp) -> Contender | Missing:
    """Tell the open time between two instants, one call for each."""
    schedule = _schedule(lineup)
    if isinstance(schedule, Missing):
        return schedule
    between = schedule.between
    return Contender(NAME, lambda each: [between(a, b) for a, b in each], package=NAME)
