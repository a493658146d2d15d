"""Instants as people and machines write them, and integer microseconds UTC.

RFC 3339 texts in and out, wall times of a zone. Nothing is guessed: what could be two
instants is refused with both. Datetimes stand in `datetimes`, durations in `duration`.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Literal

from slapolicy.values import frozen
from slapolicy.worktime.zone import (
    EARLIEST,
    EPOCH,
    HOUR,
    LATEST,
    MINUTE,
    zone,
)

Kind = Literal["form", "range", "naive", "gap", "fold"]

_TEXT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]"
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:([.,])([0-9]{1,30}))?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
_TO_THE_MINUTE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2})([Zz]|[+-][0-9]{2}:[0-9]{2}|)"
)
_MICROSECOND = timedelta(microseconds=1)


class InstantError(ValueError):
    """A text or datetime that names no one instant.

    Attributes:
        kind: `form` (not RFC 3339), `range` (no such date or time, or outside 1970 to
            2200), `naive` (no offset), `gap` or `fold` (a wall time that the zone
            skips or has twice).
        message: What is wrong, in lower case without a full stop.
        hint: What to write instead.
        readings: The instants it may mean, earliest first, where it may mean any.
    """

    def __init__(
        self, kind: Kind, message: str, hint: str, readings: tuple[int, ...] = ()
    ) -> None:
        super().__init__(f"{message}; {hint}")
        self.kind, self.message, self.hint = kind, message, hint
        self.readings = readings


@frozen
class Read:
    """An instant that was read, and what was not quite right about its text."""

    instant: int
    warnings: tuple[str, ...] = ()


def parse_instant(text: str, zone_name: str | None = None) -> Read:
    """Read an RFC 3339 text with an offset, such as `2025-03-09T01:50:00-05:00`.

    Digits past the sixth are cut, a leap second is the one before it, a decimal comma
    is a point: each with a warning.

    Args:
        text: The text.
        zone_name: The zone by which to show the readings of a text without an offset.

    Raises:
        InstantError: Everything else.
    """
    shown = f"`{text[:60]}`"
    match = _TEXT.fullmatch(text)
    if match is None:
        raise _not_rfc3339(text, shown, zone_name)
    warnings: list[str] = []
    *_, mark, digits, offset = match.groups()
    wall = _wall(match, shown, warnings)
    if digits:
        wall += int(digits[:6].ljust(6, "0"))
        if digits[6:].strip("0"):
            warnings.append(f"digits past the microsecond in {shown} are cut")
        if mark == ",":
            warnings.append(f"the decimal comma in {shown} is read as a point")
    if offset is None:
        raise _naive(shown, require_in_range(wall, shown), zone_name)
    instant = wall - _offset(offset, shown)
    return Read(require_in_range(instant, shown), tuple(warnings))


def _wall(match: re.Match[str], shown: str, warnings: list[str]) -> int:
    year, month, day, hour, minute, second = (int(each) for each in match.groups()[:6])
    if second == 60 and minute == 59:
        second = 59
        warnings.append(f"the leap second {shown} is read as the second before it")
    try:
        read = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        is_date = 1 <= month <= 12 and 1 <= day <= 31 and year
        wrong = (
            "time" if is_date and (hour > 23 or max(minute, second) > 59) else "date"
        )
        raise InstantError(
            kind="range",
            message=f"{shown} holds no {wrong} that exists",
            hint="midnight is `00:00:00` of the next date"
            if hour == 24
            else f"check the {wrong}",
        ) from None
    return (read - EPOCH) // _MICROSECOND


def _offset(text: str, shown: str) -> int:
    if text in "Zz":
        return 0
    hours, minutes = int(text[1:3]), int(text[4:])
    if hours > 23 or minutes > 59:
        hint = "an offset is between `-23:59` and `+23:59`"
        raise InstantError(
            kind="range", message=f"the offset of {shown} does not exist", hint=hint
        )
    east = hours * HOUR + minutes * MINUTE
    return -east if text[0] == "-" else east


def _not_rfc3339(text: str, shown: str, zone_name: str | None) -> InstantError:
    hint = "write `2025-03-09T01:50:00-05:00`"
    if re.fullmatch(r"[0-9]{9,13}(\.[0-9]+)?", text):
        unit = "milliseconds" if len(text.split(".")[0]) > 11 else "seconds"
        hint = f"these look like {unit} since 1970; {hint}"
    elif re.match(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}", text):
        hint = f"day and month could be either; {hint}"
    elif re.match(r"[+-]?[0-9]{5,}-|-", text):
        return InstantError(
            kind="range",
            message=f"{shown} is outside the years 1970 to 2200",
            hint=hint,
        )
    elif minutes := _TO_THE_MINUTE.fullmatch(text):
        whole = f"{minutes[1]}T{minutes[2]}:00{minutes[3]}"
        hint = f"the seconds are missing; {_completed(whole, zone_name)}"
    elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        hint = f"the time is missing; {hint}"
    return InstantError(kind="form", message=f"{shown} is not an instant", hint=hint)


def _completed(whole: str, zone_name: str | None) -> str:
    """Say what to write: the text with its seconds, if nothing else is wrong."""
    try:
        parse_instant(whole, zone_name)
    except InstantError as wrong:
        if wrong.kind == "naive" and zone_name is None:
            return f"write `{whole}` with its offset from UTC, such as `-05:00` or `Z`"
        return wrong.hint
    return f"write `{whole}`"


def _naive(shown: str, wall: int, zone_name: str | None) -> InstantError:
    if zone_name is None:
        return InstantError(
            kind="naive",
            message=f"{shown} has no offset, so it could be any of 27 hours",
            hint="add the offset from UTC, such as `-05:00` or `Z`",
        )
    readings = _readings(wall, zone_name)
    return InstantError(
        kind="naive",
        message=f"{shown} has no offset",
        hint=_either(readings, zone_name),
        readings=readings,
    )


def _readings(wall: int, zone_name: str) -> tuple[int, ...]:
    clock = zone(zone_name)
    found = clock.instants_reading(wall)
    if found:
        return found
    change = clock.first_reaching(wall)
    before, after = clock.offset(change - 1), clock.offset(change)
    return tuple(sorted((wall - before, wall - after)))


def _either(readings: tuple[int, ...], zone_name: str) -> str:
    return "write " + " or ".join(f"`{to_iso(each, zone_name)}`" for each in readings)


def instant_of_wall(wall: datetime, zone_name: str) -> int:
    """Give the instant at which a zone's wall clock reads a naive datetime.

    Raises:
        InstantError: The zone skips it or has it twice, with both readings: in a gap,
            as the clock before the change and as the one after it would have it.
    """
    read = (wall.replace(tzinfo=UTC) - EPOCH) // _MICROSECOND
    shown = f"`{wall.isoformat(sep=' ')}`"
    instant, *others = readings = _readings(read, zone_name)
    if others:
        is_gap = not zone(zone_name).instants_reading(read)
        happens = "does not exist" if is_gap else "happens twice"
        raise InstantError(
            kind="gap" if is_gap else "fold",
            message=f"{shown} {happens} in {zone_name}, where the clocks change",
            hint=_either(readings, zone_name),
            readings=readings,
        )
    return require_in_range(instant, shown)


def require_in_range(instant: int, shown: str = "an instant") -> int:
    """Give the instant back.

    Raises:
        InstantError: It lies outside 1970-01-01 to 2200-01-01.
    """
    if not EARLIEST <= instant <= LATEST:
        hint = "leave it out if it means never"
        raise InstantError(
            kind="range",
            message=f"{shown} is outside the years 1970 to 2200",
            hint=hint,
        )
    return instant


def to_iso(instant: int, zone_name: str = "UTC") -> str:
    """Print an instant as the zone's wall clock reads it, with its offset.

    `2025-03-09T03:10:00-04:00`; `Z` in UTC, and wherever the offset has seconds.
    """
    east = zone(zone_name).offset(instant)
    if zone_name == "UTC" or east % MINUTE:
        return _plain(instant) + "Z"
    hours, minutes = divmod(abs(east) // MINUTE, 60)
    return f"{_plain(instant + east)}{'-' if east < 0 else '+'}{hours:02}:{minutes:02}"


def _plain(reading: int) -> str:
    return (EPOCH + timedelta(microseconds=reading)).replace(tzinfo=None).isoformat()
