"""The instants at which rules of time go wrong: where hours or clocks change.

Openings and closings, changes of the clocks, holidays: far from them every wrong rule
looks right.
"""

from datetime import timedelta

from slapolicy.worktime import (
    DAY,
    HOUR,
    MINUTE,
    Always,
    HolidaysUnknown,
    WorkingTime,
    from_datetime,
    to_datetime,
)

_NEAR = 10 * DAY
_YEAR = 366


def edges(hours: WorkingTime | Always, around: int) -> tuple[int, ...]:
    """Give instants (microseconds UTC) at which hours change, the nearest first.

    Openings and closings in the ten days from `around`; in the year from then, changes
    of the clocks with the closing before each, and holidays with theirs.
    """
    found: list[int] = []
    try:
        for start, end in hours.spans(around, around + _NEAR):
            found += [start, end]
        for change in hours.zone.changes(around, around + _YEAR * DAY):
            found += [change, change - HOUR]
            found += _closing_before(hours, change)
        found += _holidays(hours, around)
    except HolidaysUnknown:
        pass
    return tuple(dict.fromkeys(found))


def beside(at: int) -> tuple[int, int, int]:
    """Give an instant with the minute before and the minute after."""
    return at, at - MINUTE, at + MINUTE


def _closing_before(hours: WorkingTime | Always, at: int) -> list[int]:
    closings = [end for _, end in hours.spans(at - 5 * DAY, at)]
    return closings[-1:]


def _holidays(hours: WorkingTime | Always, around: int) -> list[int]:
    """Give the closing before each date that is shut though its weekday is not."""
    if isinstance(hours, Always):
        return []
    found: list[int] = []
    first = to_datetime(around).date()
    week = timedelta(days=7)
    for n in range(_YEAR):
        on = first + timedelta(days=n)
        if hours.is_working_day(on) or not hours.is_working_day(on + week):
            continue
        noon = from_datetime(to_datetime(around + n * DAY))
        found += _closing_before(hours, noon)
    return found
