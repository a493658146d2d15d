"""Days counted one by one: which dates count towards a limit, which do not and why."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from slapolicy.contract.evaluator.course import Measured
from slapolicy.contract.evaluator.hours import AnyHours
from slapolicy.worktime import (
    DAY,
    HolidaysUnknown,
    Reason,
    WorkingTime,
    spans_with_reasons,
)

MOST_DATES = 5
EPOCH = date(1970, 1, 1)


@frozen
class Uncounted:
    """The date of the event itself, which is not counted."""

    on: date


@frozen
class CountedDate:
    """A working date, with its number."""

    on: date
    number: int


@frozen
class CountedDates:
    """Several working dates told as one."""

    first: date
    last: date
    number: int


@frozen
class FreeDates:
    """Dates that are not worked, and why."""

    first: date
    last: date
    reasons: tuple[Reason, ...]


Dated = Uncounted | CountedDate | CountedDates | FreeDates


def dates(limit: Measured, received: int, nominal: int) -> tuple[Dated, ...]:
    """Give the dates from that of the event to that on which a limit runs out."""
    hours = limit.counts_on
    first = hours.working_date(received)
    if first is None:
        return ()
    found: list[Dated] = [Uncounted(first)]
    number, on = 0, first
    last_day = date_of(hours, nominal) + timedelta(1)
    while number < limit.amount and on < last_day:
        on += timedelta(1)
        if hours.is_working_day(on):
            number += 1
            found.append(CountedDate(on, number))
            continue
        reasons = _reasons(hours, on)
        last = found[-1]
        if isinstance(last, FreeDates) and last.reasons == reasons:
            found[-1] = FreeDates(last.first, on, reasons)
        else:
            found.append(FreeDates(on, on, reasons))
    return tuple(_folded(found))


def date_of(hours: AnyHours, at: int) -> date:
    """Give the local date of an instant."""
    return EPOCH + timedelta(hours.zone.reading(at) // DAY)


def _reasons(hours: AnyHours, on: date) -> tuple[Reason, ...]:
    if not isinstance(hours, WorkingTime):
        return ()
    day = (on - EPOCH).days
    start, end = (hours.zone.first_reaching(d * DAY) for d in (day, day + 1))
    try:
        stretches = list(spans_with_reasons(hours.hours, start, end))
    except HolidaysUnknown:
        return ()
    reasons = [r for each in stretches if each.on == on for r in each.reasons]
    kept = [reason for reason in reasons if reason.kind != "week"]
    return tuple(dict.fromkeys(kept))


def _folded(found: list[Dated]) -> Iterator[Dated]:
    counted = [each for each in found if isinstance(each, CountedDate)]
    if len(counted) <= MOST_DATES:
        yield from found
        return
    first, last = counted[1], counted[-2]
    for each in found:
        match each:
            case CountedDate(on, _) if on == first.on:
                yield CountedDates(first.on, last.on, len(counted) - 2)
            case CountedDate(on, _) if first.on < on <= last.on:
                continue
            case FreeDates(start, _, reasons) if first.on < start < last.on and all(
                reason.kind == "no_hours" for reason in reasons
            ):
                continue
            case _:
                yield each
