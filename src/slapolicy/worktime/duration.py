"""Durations as ISO 8601 texts of hours, minutes and seconds, and microseconds."""

import re

from slapolicy.worktime.zone import HOUR, MINUTE, SECOND

_TEXT = re.compile(
    r"(-?)PT(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,12})(?:\.([0-9]{1,6}))?S)?"
)


def parse_duration(text: str) -> int:
    """Read `PT1H30M` or `PT2.5S` as microseconds.

    Days, weeks and months are refused: which hours they hold depends on the calendar.

    Raises:
        ValueError: The text is no such duration.
    """
    match = _TEXT.fullmatch(text)
    if match is None or text.endswith("T"):
        msg = f"`{text[:60]}` is not a duration; write `PT1H30M` or `PT90M`"
        raise ValueError(msg)
    sign, hours, minutes, seconds, part = match.groups()
    found = int(hours or 0) * HOUR + int(minutes or 0) * MINUTE
    found += int(seconds or 0) * SECOND + int((part or "").ljust(6, "0"))
    return -found if sign else found


def to_duration(microseconds: int) -> str:
    """Print microseconds as `PT26H5M`, `PT0S`, `-PT1M30.5S`."""
    rest = abs(microseconds)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, part = divmod(rest, SECOND)
    text = f"{hours}H" if hours else ""
    text += f"{minutes}M" if minutes else ""
    if seconds or part or not text:
        text += f"{seconds}" + (f".{part:06}".rstrip("0") if part else "") + "S"
    return f"{'-' if microseconds < 0 else ''}PT{text}"
