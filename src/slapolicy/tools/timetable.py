"""The hours of a calendar as people read them: a line for each date.

What is open, and why something is shut, is asked of `worktime`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from slapolicy.tools.render.ink import escape
from slapolicy.worktime import (
    DAY,
    MINUTE,
    Hours,
    Reason,
    Stretch,
    Zone,
    spans_with_reasons,
    zone,
)

_DATE = 24 * 60
_EPOCH = date(1970, 1, 1)
_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def timetable(hours: Hours, first: date, last: date) -> Iterator[str]:
    """Give a line for each date from `first` to `last`, both included.

    Times are what the wall clock of the calendar's zone reads. Hours that run past
    midnight stand with the date on which they open, and end on the next (`+1`).

    Raises:
        HolidaysUnknown: at the first date whose holidays nobody knows.
    """
    clock = zone(hours.zone)
    start = clock.first_reaching(_day(first) * DAY)
    end = clock.first_reaching((_day(last) + 2) * DAY)
    stretches = spans_with_reasons(hours, start, end)
    for on, group in groupby(stretches, key=lambda each: each.on):
        if first <= on <= last:
            yield escape(_line(on, tuple(group), clock))


def _line(on: date, stretches: tuple[Stretch, ...], clock: Zone) -> str:
    opened = [_span(each, clock) for each in stretches if each.is_open]
    shut = [each for each in stretches if not each.is_open]
    line = f"{on} {_WEEK[on.weekday()]}  {', '.join(opened) or 'closed'}"
    remarks: list[str] = []
    if any(Reason("dated_hours") in each.reasons for each in stretches):
        remarks.append("hours of this date only")
    for each in shut:
        reasons = [words for reason in each.reasons if (words := _reason(reason))]
        window = f"closed {_span(each, clock)}: " if opened else ""
        if reasons:
            remarks.append(window + ", ".join(reasons))
    if minutes := _change(on, clock):
        word = "forward" if minutes > 0 else "back"
        remarks.append(f"the clocks go {word} by {abs(minutes)} minutes")
    return f"{line}  ({'; '.join(dict.fromkeys(remarks))})" if remarks else line


def _span(stretch: Stretch, clock: Zone) -> str:
    base = _day(stretch.on) * DAY
    opens, closes = (
        (clock.reading(stretch.start) - base) // MINUTE,
        (clock.reading(stretch.end - 1) + 1 - base) // MINUTE,
    )
    return f"{_time(opens, opens // _DATE)}-{_time(closes, (closes - 1) // _DATE)}"


def _time(minute: int, days: int) -> str:
    """Write a minute of a date, or of one that lies so many days after it."""
    minute -= days * _DATE
    return f"{minute // 60:02}:{minute % 60:02}" + (f"+{days}" if days else "")


def _reason(reason: Reason) -> str:
    estimate = ", estimated" if reason.is_estimated else ""
    region = f" ({reason.region}{estimate})" if reason.region else ""
    match reason.kind:
        case "holiday":
            return f"holiday: {reason.name or 'written out'}{region}"
        case "closed":
            return reason.name or "closed by the calendar"
        case "closure":
            return "a closure"
        case "week" | "dated_hours" | "no_hours":
            return ""


def _change(on: date, clock: Zone) -> int:
    """Give by how many minutes the clocks go forward on a date."""
    start, end = (clock.first_reaching((_day(on) + n) * DAY) for n in (0, 1))
    return (clock.offset(end) - clock.offset(start)) // MINUTE


def _day(on: date) -> int:
    return (on - _EPOCH) // timedelta(days=1)
