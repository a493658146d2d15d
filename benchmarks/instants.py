"""The instants and lengths of time that everybody is asked about: seeded, no luck."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

SEED = 20_240_101
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)

Pair = tuple[datetime, datetime]


def instants(count: int) -> list[datetime]:
    """Give whole seconds from 2024 through 2026, each as likely as any other."""
    draw = Random(SEED)
    seconds = (LAST - FIRST) // _SECOND
    return [FIRST + draw.randrange(seconds) * _SECOND for _ in range(count)]


def pairs(count: int, most: timedelta) -> list[Pair]:
    """Give instants, each with one up to so much later."""
    draw = Random(SEED + 1)
    seconds = most // _SECOND
    return [
        (each, each + draw.randrange(seconds + 1) * _SECOND) for each in instants(count)
    ]


def a_year_apart(count: int) -> list[Pair]:
    """Give instants, each with the one 365 days later."""
    return [(each, each + timedelta(days=365)) for each in instants(count)]


def near_changes(count: int, zone: str, days: int = 2) -> list[datetime]:
    """Give instants within some days of a change of the clocks in a zone."""
    draw = Random(SEED + 2)
    changes = list(clock_changes(zone))
    seconds = days * 86_400
    return [
        draw.choice(changes) + draw.randint(-seconds, seconds) * _SECOND
        for _ in range(count)
    ]


def clock_changes(zone: str) -> Iterator[datetime]:
    """Give when the clocks of a zone change, to the hour."""
    clock = ZoneInfo(zone)
    hours = (LAST - FIRST) // timedelta(hours=1)
    every = [FIRST + timedelta(hours=hour) for hour in range(hours + 1)]
    for before, after in pairwise(every):
        if before.astimezone(clock).utcoffset() != after.astimezone(clock).utcoffset():
            yield after
