"""Why a stretch of time is open or shut: by which line, and on which date.

For people who read a calendar; nothing is reckoned from it.
"""

from collections.abc import Iterator
from datetime import date

from slapolicy.values import frozen
from slapolicy.worktime.block import Blocks, around, on_wall
from slapolicy.worktime.dates import Reason, date_of, day_number, version_in_force
from slapolicy.worktime.holidays import Disagreement, Uncovered, differences
from slapolicy.worktime.hours import MIDNIGHT, Hours
from slapolicy.worktime.interval import Intervals, clip, intersection, union
from slapolicy.worktime.zone import DAY


@frozen
class Stretch:
    """Instants `[start, end)` that are open or shut, of which date, and why.

    A date that is not worked at all is one stretch from midnight to midnight.
    """

    start: int
    end: int
    on: date
    is_open: bool
    reasons: tuple[Reason, ...]


def spans_with_reasons(hours: Hours, a: int, b: int) -> Iterator[Stretch]:
    """Give, date by date, what is open in `[a, b)`, and what is shut and why.

    The time between two days' hours needs no reason and is left out. A stretch that
    belongs to two dates' hours stands with each.

    Raises:
        HolidaysUnknown: Nobody knows the holidays of a date in it.
    """
    blocks = Blocks(hours)
    days = [
        reading // DAY
        for start, end, east in blocks.zone.segments(a, b)
        for reading in (start + east, end - 1 + east)
    ]  # clocks that go back over midnight read a date once more
    for day in range(min(days) - 1, max(days) + 1) if days else ():
        for found in sorted(_of_date(blocks, day), key=lambda each: each.start):
            start, end = max(found.start, a), min(found.end, b)
            if start < end:
                yield Stretch(start, end, found.on, found.is_open, found.reasons)


def _of_date(blocks: Blocks, day: int) -> Iterator[Stretch]:
    on, owned = date_of(day), blocks.owned(day)
    says = Reason("dated_hours" if blocks.dates.is_exception(day) else "week")
    for start, end in owned:
        yield Stretch(start, end, on, True, (says,))
    shut = tuple(_shut(blocks, day))
    if owned:
        for reason, cut in shut:
            for start, end in cut:
                yield Stretch(start, end, on, False, (reason,))
        return
    reasons = [reason for reason, _ in shut]
    if not blocks.dates.stated(day):
        none = says if says.kind == "dated_hours" else Reason("no_hours")
        reasons = [none, *reasons]
    start, end = (blocks.zone.first_reaching(each * DAY) for each in (day, day + 1))
    yield Stretch(start, end, on, False, tuple(dict.fromkeys(reasons)))


def _shut(blocks: Blocks, day: int) -> Iterator[tuple[Reason, Intervals]]:
    """Give what shuts a date, with the open time that it takes from its hours."""
    stated = blocks.dates.stated(day)
    start, end = around(day)
    for on in (day - 1, day, day + 1):
        for each in blocks.dates.shut(on):
            base = (on - day) * MIDNIGHT
            window = union((a + base, b + base) for a, b in each.spans)
            cut: Intervals = ()
            for part in (day, day + 1):
                if not blocks.dates.is_exception(part):
                    here = (part - day) * MIDNIGHT
                    cut += clip(intersection(window, stated), here, here + MIDNIGHT)
            if cut or (on == day and not blocks.dates.is_exception(day)):
                yield each.reason, blocks.instants(on_wall(day, union(cut)), start, end)
    hours = blocks.reading(on_wall(day, stated), start, end)
    if taken := intersection(hours, blocks.closures):
        yield Reason("closure"), taken


def undecided_holidays(
    hours: Hours, first: date, last: date
) -> tuple[Disagreement, ...]:
    """Give the dates on which the sources differ and the line-up does not say whom.

    Only dates from `first` to `last` (both included) that would be worked, were they
    no holidays, by lines that name no source. Where only one source knows a year there
    is nothing to compare.
    """
    from attrs import evolve

    plain = Blocks(evolve(hours, holidays=()))
    found: list[Disagreement] = []
    for line in hours.holidays:
        if line.according_to is not None:
            continue
        for region in line.regions:
            for year in range(first.year, last.year + 1):
                differ = differences(region, year)
                if not isinstance(differ, Uncovered):
                    found += [
                        each
                        for each in differ
                        if first <= each.on <= last
                        and version_in_force(hours.holidays, each.on) == line.start
                        and plain.owned(day_number(each.on))
                    ]
    return tuple(sorted(set(found), key=lambda each: (each.on, each.region)))
