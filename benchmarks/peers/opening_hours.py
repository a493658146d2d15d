"""opening-hours-py: the opening hours of maps, with a core in Rust.

It tells when a place is open; adding up is written here, in as few steps as it allows.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.contest import Contender, Missing
from benchmarks.lineups import LineUp
from benchmarks.peers.installed import find

NAME = "opening-hours-py"
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
CONVENTION = "has no arithmetic: its open spans are added up in Python"
Pair = tuple[datetime, datetime]


def _place(lineup: LineUp) -> Any:
    library = find(NAME, "opening_hours")
    if isinstance(library, Missing):
        return library
    days = ",".join(_DAYS[day] for day in lineup.days)
    off = [
        f"{on.year} {_MONTHS[on.month - 1]} {on.day:02} off"
        for on in sorted(lineup.holidays)
    ]
    text = "; ".join([f"{days} {lineup.span}", *off])
    place = library.OpeningHours(text, timezone=ZoneInfo(lineup.zone))
    return place.intervals, library.State.OPEN


def _local(lineup: LineUp) -> Callable[[datetime], datetime]:
    clock = ZoneInfo(lineup.zone)
    return lambda instant: instant.astimezone(clock)


def adder(lineup: LineUp, length: timedelta) -> Contender | Missing:
    """Add open time by walking over what is open."""
    place = _place(lineup)
    if isinstance(place, Missing):
        return place
    intervals, is_open = place

    def add(instant: datetime) -> datetime:
        left = length
        for start, end, state, _ in intervals(instant):
            if state == is_open:
                opened: datetime = start.astimezone(UTC)
                size = end.astimezone(UTC) - opened
                if size >= left:
                    return opened + left
                left -= size
        raise LookupError

    return Contender(
        NAME,
        lambda each: [add(t) for t in each],
        take=_local(lineup),
        convention=CONVENTION,
        package=NAME,
    )


def measurer(lineup: LineUp) -> Contender | Missing:
    """Tell open time by adding up what is open."""
    place = _place(lineup)
    if isinstance(place, Missing):
        return place
    intervals, is_open = place
    local = _local(lineup)

    def between(pair: Pair) -> timedelta:
        total = timedelta(0)
        for start, end, state, _ in intervals(*pair):
            if state == is_open:
                total += end.astimezone(UTC) - start.astimezone(UTC)
        return total

    return Contender(
        NAME,
        lambda each: [between(pair) for pair in each],
        take=lambda pair: (local(pair[0]), local(pair[1])),
        convention=CONVENTION,
        package=NAME,
    )
