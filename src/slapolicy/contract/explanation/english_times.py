"""English for times, lengths, numbers and lists; digits and names, no abbreviations."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from slapolicy.contract.decimals import digits
from slapolicy.contract.explanation.readings import (
    changes_within,
    offset,
    place_of,
    time_of,
    wall,
)
from slapolicy.worktime import HOUR, MINUTE, SECOND

_DAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
FORMATS = {
    # How translators put a date and a stretch of time together
    "weekday_date": "{weekday} {day} {month} {year}",
    "day_time": "{day}, {time}",
    "from_to": "{start} to {end}",
}
UNITS = {
    "working_days": ("day", "days"),
    "dates": ("date", "dates"),
    "facts": ("fact", "facts"),
    "steps": ("step", "steps"),
    "business_days": ("business day", "business days"),
    "calendar_days": ("calendar day", "calendar days"),
}


def instant(at: int, zone_name: str, known: tuple[str, int | None]) -> str:
    """Tell `Sunday 9 March 2025, 03:10 (America/New_York, UTC-04:00)`.

    Of the zone and its offset, what is `known` already is left out.
    """
    reading = wall(at, zone_name)
    place = place_of(at, zone_name, known)
    return f"{day(reading.date())}, {time_of(reading)}{place}"


def window(start: int, end: int, zone_name: str) -> str:
    """Tell `Friday 7 March 2025, 16:30 to 17:00`, with offsets near clock changes."""
    changes = changes_within(start, end, zone_name)
    first, last = wall(start, zone_name), wall(end, zone_name)
    before = f" ({offset(start, zone_name)})" if changes else ""
    after = f" ({offset(end, zone_name)})" if changes else ""
    begins = f"{day(first.date())}, {time_of(first)}{before}"
    if first.date() == last.date():
        return f"{begins} to {time_of(last)}{after}"
    if last == datetime.combine(first.date() + timedelta(1), time(), UTC):
        return f"{begins} to 24:00{after}"
    return f"{begins} to {day(last.date())}, {time_of(last)}{after}"


def day(on: date) -> str:
    """Tell `Friday 7 March 2025`."""
    return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def days(first: date, last: date) -> str:
    """Tell one date, two, or from one to another."""
    if first == last:
        return day(first)
    joint = "and" if last - first == timedelta(1) else "to"
    if (first.year, first.month) == (last.year, last.month):
        begins = f"{_DAYS[first.weekday()]} {first.day}"
    elif first.year == last.year:
        begins = f"{_DAYS[first.weekday()]} {first.day} {_MONTHS[first.month - 1]}"
    else:
        begins = day(first)
    return f"{begins} {joint} {day(last)}"


def length(of: int) -> str:
    """Tell `1 hour 30 minutes`; `0 minutes` if it is none."""
    sign, rest = ("minus " if of < 0 else ""), abs(of)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, part = divmod(rest, SECOND)
    words = [_counted(hours, "hour"), _counted(minutes, "minute")]
    if part:
        fraction = f"{part:06}".rstrip("0")
        words.append(f"{seconds}.{fraction} seconds")
    else:
        words.append(_counted(seconds, "second"))
    return sign + " ".join(word for word in words if word) if of else "0 minutes"


def _counted(number: int, unit: str) -> str:
    if not number:
        return ""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def counted(unit: str) -> str:
    """Give the code under which translators find the forms of a unit of `UNITS`."""
    return f"how many {unit}"


def count(number: int, unit: str) -> str:
    """Tell `1 business day`, `2 business days`, `the 3rd`."""
    if unit == "ordinal":
        return f"the {_ordinal(number)}"
    one, several = UNITS[unit]
    return f"{number} {one if number == 1 else several}"


def _ordinal(number: int) -> str:
    words = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    if number in words:
        return words[number]
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if number % 100 in (11, 12, 13) else ends.get(number % 10, "th")
    return f"{number}{end}"


def number(of: Decimal | int) -> str:
    """Tell a number in plain digits."""
    if isinstance(of, int):
        return str(of)
    return digits(of)


def joined(texts: tuple[str, ...], *, is_choice: bool) -> str:
    """Tell `a, b and c` or `a, b or c`; with semicolons where there are commas."""
    joint = "or" if is_choice else "and"
    if len(texts) < 2:
        return "".join(texts)
    if any(", " in text for text in texts):
        return "; ".join(texts[:-1]) + f"; {joint} {texts[-1]}"
    return ", ".join(texts[:-1]) + f" {joint} {texts[-1]}"
