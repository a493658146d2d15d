"""Works on business time alone: add, and tell what lies between."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks import instants
from benchmarks.contest import Contender, Entrant, Faster, Missing, Work
from benchmarks.lineups import NIGHTS, OFFICE, WARSAW, LineUp
from benchmarks.oracle import OpenQuarters, microseconds
from benchmarks.peers import (
    business_duration,
    businesstimedelta,
    opening_hours,
    pandas,
    workclock,
)

HOUR = timedelta(hours=1)
MONTH, YEAR = timedelta(days=30), timedelta(days=365)
_MICROSECOND = timedelta(microseconds=1)
# from a day before the first question to some days after the last
_KNOWN = datetime(2023, 12, 30, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC)
BIZ = Missing(
    "zendesk/biz", "written in Ruby, which no extra of a Python package brings"
)

Is = Callable[[Any, Any], bool]


@cache
def known(lineup: LineUp) -> OpenQuarters:
    """Give what is right of a line-up; looked up once for all works."""
    return OpenQuarters(lineup, *_KNOWN)


def is_due(lineup: LineUp, length: timedelta) -> Is:
    """Judge whether an instant is the first before which so much open time passed."""
    line = known(lineup)
    size = length // _MICROSECOND

    def judge(start: datetime, found: datetime) -> bool:
        return line.is_due(microseconds(start), size, microseconds(found))

    return judge


def is_between(lineup: LineUp) -> Is:
    """Judge whether that much open time lies between two instants."""
    line = known(lineup)

    def judge(pair: instants.Pair, found: timedelta) -> bool:
        start, end = map(microseconds, pair)
        return line.between(start, end) == found // _MICROSECOND

    return judge


def is_days_later(lineup: LineUp, count: int) -> Is:
    """Judge whether an instant reads alike so many working dates later."""
    line = known(lineup)

    def judge(start: datetime, found: datetime) -> bool:
        return line.is_working_date_due(microseconds(start), count, microseconds(found))

    return judge


def _calendar(lineup: LineUp) -> Any:
    from slapolicy import Calendar

    return Calendar(zone=lineup.zone, week=lineup.week, holidays=lineup.holidays)


def adds(lineup: LineUp, length: timedelta) -> Contender:
    """Add open time with slapolicy."""
    add = _calendar(lineup).add
    return Contender("slapolicy", lambda each: [add(t, length) for t in each])


def measures(lineup: LineUp) -> Contender:
    """Tell the open time between with slapolicy."""
    between = _calendar(lineup).between
    return Contender("slapolicy", lambda each: [between(a, b) for a, b in each])


def adds_days(lineup: LineUp, count: int) -> Contender:
    """Add business days with slapolicy."""
    add = _calendar(lineup).add_business_days
    return Contender("slapolicy", lambda each: [add(t, count) for t in each])


def _adders(lineup: LineUp, length: timedelta) -> tuple[Entrant, ...]:
    libraries = (workclock, opening_hours, pandas, businesstimedelta)
    return (
        *(partial(each.adder, lineup, length) for each in libraries),
        lambda: BIZ,
    )


def _measurers(lineup: LineUp) -> tuple[Entrant, ...]:
    libraries = (workclock, opening_hours, pandas, businesstimedelta, business_duration)
    return (*(partial(each.measurer, lineup) for each in libraries), lambda: BIZ)


def _local(lineup: LineUp, count: int) -> Sequence[datetime]:
    clock = ZoneInfo(lineup.zone)
    return [each.astimezone(clock) for each in instants.instants(count)]


def _nights_between(count: int) -> Sequence[instants.Pair]:
    draw = Random(instants.SEED + 3)
    starts = instants.near_changes(count, NIGHTS.zone)
    return [(t, t + timedelta(seconds=draw.randrange(3 * 86_400 + 1))) for t in starts]


FIVE_AND_FIFTY = (
    Faster("workclock", 5),
    Faster("businesstimedelta", 50),
    Faster("pandas", 50),
)

HOURS = (
    Work(
        code="W1A",
        title="add 4 business hours",
        questions=instants.instants,
        right=partial(is_due, OFFICE, 4 * HOUR),
        ours=partial(adds, OFFICE, 4 * HOUR),
        peers=_adders(OFFICE, 4 * HOUR),
        goals=FIVE_AND_FIFTY,
    ),
    Work(
        code="W1A-local",
        title="the same, from instants in the zone of the calendar",
        questions=partial(_local, OFFICE),
        right=partial(is_due, OFFICE, 4 * HOUR),
        ours=partial(adds, OFFICE, 4 * HOUR),
        peers=(partial(workclock.adder, OFFICE, 4 * HOUR),),
        goals=FIVE_AND_FIFTY[:1],
    ),
    Work(
        code="W1B",
        title="open time between instants up to 30 days apart",
        questions=partial(instants.pairs, most=MONTH),
        right=partial(is_between, OFFICE),
        ours=partial(measures, OFFICE),
        peers=_measurers(OFFICE),
        goals=FIVE_AND_FIFTY,
    ),
    Work(
        code="W3B",
        title="open time between instants a year apart",
        questions=instants.a_year_apart,
        right=partial(is_between, OFFICE),
        ours=partial(measures, OFFICE),
        peers=_measurers(OFFICE),
        goals=(Faster("workclock", 50),),
    ),
    Work(
        code="W2H",
        title="add 16 business hours in Warsaw",
        questions=instants.instants,
        right=partial(is_due, WARSAW, 16 * HOUR),
        ours=partial(adds, WARSAW, 16 * HOUR),
        peers=_adders(WARSAW, 16 * HOUR),
        goals=FIVE_AND_FIFTY,
    ),
    Work(
        code="W2D",
        title="the second business day after, in Warsaw",
        questions=instants.instants,
        right=partial(is_days_later, WARSAW, 2),
        ours=partial(adds_days, WARSAW, 2),
        peers=(partial(pandas.day_adder, WARSAW, 2),),
    ),
    Work(
        code="W5A",
        title="add 10 hours of nights, near changes of the clocks",
        questions=partial(instants.near_changes, zone=NIGHTS.zone),
        right=partial(is_due, NIGHTS, 10 * HOUR),
        ours=partial(adds, NIGHTS, 10 * HOUR),
        peers=_adders(NIGHTS, 10 * HOUR),
    ),
    Work(
        code="W5B",
        title="open time of nights between instants up to 3 days apart",
        questions=_nights_between,
        right=partial(is_between, NIGHTS),
        ours=partial(measures, NIGHTS),
        peers=_measurers(NIGHTS),
    ),
)
