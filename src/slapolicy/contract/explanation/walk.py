"""The walk of a clock: stretch by stretch, what counted, what did not and why.

It is told from what the occurrence went through (`Leg`), apart from the reckoning of
its due instant: what the walk counts must come to the same (a law in `tests/`).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.contract.evaluator.hours import AnyHours
from slapolicy.contract.evaluator.leg import Leg
from slapolicy.contract.explanation.stops import Stop
from slapolicy.worktime import (
    ALWAYS,
    HolidaysUnknown,
    Reason,
    WorkingTime,
    spans_with_reasons,
)

MOST_SPANS = 4


@frozen
class Counted:
    """A stretch of open time that counted."""

    start: int
    end: int
    zone: str

    @property
    def counted(self) -> int:
        """How much counted."""
        return self.end - self.start


@frozen
class Folded:
    """Several stretches that counted, on so many dates, told as one."""

    start: int
    end: int
    zone: str
    counted: int
    dates: int


@frozen
class Stood:
    """A pause, and how much of the clock's own time it took (so far)."""

    stop: Stop
    start: int
    end: int
    taken: int
    zone: str


@frozen
class Shut:
    """Dates (or, with `start` and `end`, a part of one) that were shut, and why."""

    first: date
    last: date
    reasons: tuple[Reason, ...]
    start: int
    end: int
    is_whole: bool
    zone: str


@frozen
class Turned:
    """From here on another limit was in force: the segment's place in the leg."""

    at: int
    segment: int


@frozen
class Moved:
    """The clocks of the zone were put forward (or back, if negative)."""

    at: int
    by: int
    zone: str


Stretch = Counted | Folded | Stood | Shut | Turned | Moved


def walk(
    leg: Leg, k: int, stops: tuple[Stop, ...], until: int, zone: str
) -> tuple[Stretch, ...]:
    """Walk from the start of a leg to an instant, under the limit of segment k.

    `zone` is that of time that has no calendar of its own. Empty if it leads into years
    whose holidays nobody knows.
    """
    try:
        return tuple(_walk(leg, k, stops, until, zone))
    except HolidaysUnknown:
        return ()


def _walk(
    leg: Leg, k: int, stops: tuple[Stop, ...], until: int, zone: str
) -> list[Stretch]:
    found: list[Stretch] = []
    for segment, a, b, hours in _pieces(leg, k, until):
        if segment is not None:
            found.append(Turned(a, segment))
        at = a
        for stop in stops:
            begin, end = stop.start, FOREVER if stop.end is None else stop.end
            if end <= at or begin >= b:
                continue
            if begin > at:
                found += _open(at, begin, hours, zone)
            begins, ends = max(begin, at), min(end, b)
            taken = hours.between(begins, ends)
            name = zone_of(hours, zone)
            found.append(Stood(stop, begins, ends, taken, name))
            at = ends
        if at < b:
            found += _open(at, b, hours, zone)
    return found


def zone_of(hours: AnyHours, zone: str) -> str:
    """Give the zone in which to tell hours: their own, if they have one."""
    return zone if hours == ALWAYS else hours.zone.name


def _pieces(
    leg: Leg, k: int, until: int
) -> Iterator[tuple[int | None, int, int, AnyHours]]:
    """Give the stretches of one limit each; time is counted on its hours.

    Days are reckoned afresh, on the hours of the present limit alone. The first has no
    number: nothing turned there.
    """
    present = leg.segments[k][2]
    hours_now: AnyHours = ALWAYS if present is None else present.counts_on
    if present is None:
        known = [s[2] for s in leg.segments[: k + 1] if s[2] is not None]
        hours_now = known[-1].counts_on if known else ALWAYS
    is_afresh = present is None or present.kind != "time"
    for j in range(k + 1):
        _, at, limit = leg.segments[j]
        a = max(at, leg.start) if j else leg.start
        b = min(until, leg.segments[j + 1][1] if j < k else until)
        hours = hours_now
        if not is_afresh and limit is not None and limit.hours is not None:
            hours = limit.hours
        if a < b:
            yield (j if a > leg.start else None), a, b, hours


def _open(a: int, b: int, hours: AnyHours, zone: str) -> Iterator[Stretch]:
    """Give what counted in `[a, b)`, what was shut, and where the clocks changed."""
    name = zone_of(hours, zone)
    found: list[Stretch] = [Counted(s, e, name) for s, e in hours.spans(a, b)]
    if isinstance(hours, WorkingTime):
        found += _shut(a, b, hours)
    for each in list(found):
        if isinstance(each, Counted):
            found += changes(each.start, each.end, name)
    yield from _folded(sorted(found, key=_start))


def _start(each: Stretch) -> int:
    return each.at if isinstance(each, Turned | Moved) else each.start


def changes(a: int, b: int, zone: str) -> Iterator[Moved]:
    """Give where the clocks of a zone were changed in `(a, b)`."""
    from slapolicy.worktime import zone as zone_named

    before: int | None = None
    for start, _, east in zone_named(zone).segments(a, b):
        if before is not None and east != before:
            yield Moved(start, east - before, zone)
        before = east


def _shut(a: int, b: int, hours: WorkingTime) -> list[Stretch]:
    found: list[Stretch] = []
    try:
        stretches = list(spans_with_reasons(hours.hours, a, b))
    except HolidaysUnknown:
        return []
    name = hours.zone.name
    for each in stretches:
        if each.is_open:
            continue
        is_whole = not list(hours.owned(each.on))
        last = found[-1] if found else None
        if (
            isinstance(last, Shut)
            and is_whole
            and last.is_whole
            and last.reasons == each.reasons
            and last.last + timedelta(1) == each.on
        ):
            found[-1] = Shut(
                last.first, each.on, each.reasons, last.start, each.end, True, name
            )
            continue
        found.append(
            Shut(each.on, each.on, each.reasons, each.start, each.end, is_whole, name)
        )
    return found


def _folded(found: list[Stretch]) -> Iterator[Stretch]:
    """Fold what lies between the first and the last stretch that counted, if long.

    Holidays and closed dates keep their places; weekends are told by the fold alone.
    """
    counted = [each for each in found if isinstance(each, Counted)]
    if len(counted) <= MOST_SPANS:
        yield from found
        return
    first, *middle, last = counted
    yield from (each for each in found if _start(each) <= first.start)
    yield Folded(
        middle[0].start,
        middle[-1].end,
        first.zone,
        sum(each.counted for each in middle),
        _dates(middle),
    )
    yield from (
        each
        for each in found
        if first.start < _start(each) < last.start
        and (isinstance(each, Moved) or (isinstance(each, Shut) and not is_plain(each)))
    )
    yield from (each for each in found if _start(each) >= last.start)


def is_plain(shut: Shut) -> bool:
    """Whether dates are shut only because the week has no hours on them."""
    return all(reason.kind == "no_hours" for reason in shut.reasons)


def _dates(spans: list[Counted]) -> int:
    from slapolicy.worktime import zone as zone_named

    clock = zone_named(spans[0].zone)
    return len({clock.reading(each.start) // 86_400_000_000 for each in spans})
