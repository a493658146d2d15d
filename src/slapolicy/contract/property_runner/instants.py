"""The instants at which rules of time go wrong: where hours or clocks change.

Openings and closings, changes of the clocks, holidays: far from them every wrong rule
looks right.
"""

from datetime import date, timedelta

from slapolicy.worktime import (
    DAY,
    HOUR,
    MINUTE,
    Always,
    HolidaysUnknown,
    WorkingTime,
)

_NEAR = 10 * DAY
_YEAR = 366
_WEEK = timedelta(days=7)
_EPOCH = date(1970, 1, 1)


def edges(hours: WorkingTime | Always, around: int) -> tuple[int, ...]:
    """Give instants (microseconds UTC) at which hours change, the nearest kind first.

    All that `edge_groups` gives, each once.
    """
    groups = edge_groups(hours, around)
    return tuple(dict.fromkeys(at for group in groups for at in group))


def edge_groups(
    hours: WorkingTime | Always, around: int
) -> tuple[tuple[int, ...], ...]:
    """Give the instants at which hours change, in groups of one kind, none empty.

    Openings and closings in the ten days from `around`; in the year from then, changes
    of the clocks, an hour before each and the closing before it; then the closings
    before holidays.
    """
    near: list[int] = []
    changes: list[int] = []
    shut: list[int] = []
    try:
        for start, end in hours.spans(around, around + _NEAR):
            near += [start, end]
        for change in hours.zone.changes(around, around + _YEAR * DAY):
            changes += [change, change - HOUR, *_closing_before(hours, change)]
        shut += _holidays(hours, around)
    except HolidaysUnknown:  # then what was found before must do
        pass
    return tuple(tuple(group) for group in (near, changes, shut) if group)


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
    first = hours.zone.reading(around) // DAY
    for day in range(first, first + _YEAR):
        on = _EPOCH + timedelta(days=day)
        if not hours.is_working_day(on) and hours.is_working_day(on + _WEEK):
            found += _closing_before(hours, hours.zone.first_reaching(day * DAY + DAY))
    return found
