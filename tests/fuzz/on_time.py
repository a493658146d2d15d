"""Targets about time: instants and lengths as text, calendars and clocks.

Instants are read a second time here, letter by letter and with no calendar but that of
Gregory; calendars and clocks are compared with the dull oracle.
"""

from agreement import check_calendar
from clock_agreement import check_clocks
from slapolicy.worktime import (
    InstantError,
    ZoneError,
    is_region,
    parse_duration,
    parse_instant,
    span,
    to_duration,
    to_iso,
    zone,
)

SECOND = 1_000_000
LATEST = 7_258_118_400 * SECOND  # 2200-01-01
DIGITS = frozenset("0123456789")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
ZONES = ("UTC", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", None)


def timestamp(data: bytes) -> None:
    """An instant is read as the dull reader below reads it, or refused by both."""
    text = data.decode("utf-8", "replace")
    expected, refused = _dull(text), None
    try:
        read = parse_instant(text, ZONES[len(data) % len(ZONES)])
    except InstantError as problem:
        refused = problem
    if refused is not None:
        assert expected is None, (text, refused, expected)
        assert len(f"{refused.message} {refused.hint}") < 500, text
        assert all(to_iso(each, "Asia/Kathmandu") for each in refused.readings)
        return
    assert read.instant == expected, (text, read, expected)
    assert len(read.warnings) <= 3
    again = parse_instant(to_iso(read.instant, "America/St_Johns"))
    assert again.instant == read.instant, text
    assert not again.warnings


def _dull(text: str) -> int | None:
    """Read RFC 3339 letter by letter; None if there is no such instant."""
    if len(text) < 20 or text[4] + text[7] + text[13] + text[16] != "--::":
        return None
    if text[10] not in "Tt ":
        return None
    places = (text[:4], text[5:7], text[8:10], text[11:13], text[14:16], text[17:19])
    if not all(DIGITS.issuperset(each) for each in places):
        return None
    year, month, day, hour, minute, second = (int(each) for each in places)
    rest, micro = text[19:], 0
    if rest[0] in ".,":
        size = 1
        while size < len(rest) and rest[size] in DIGITS:
            size += 1
        if not 2 <= size <= 31:
            return None
        micro = int((rest[1:size] + "000000")[:6])
        rest = rest[size:]
    east = _dull_offset(rest)
    if east is None or not 1 <= month <= 12 or year == 0:
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= day <= LENGTHS[month - 1] + (leap and month == 2):
        return None
    if second == 60 and minute == 59:
        second = 59
    if hour > 23 or minute > 59 or second > 59:
        return None
    past = year - 1
    days = past * 365 + past // 4 - past // 100 + past // 400 - 719_162
    days += sum(LENGTHS[: month - 1]) + (leap and month > 2) + day - 1
    seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - east
    instant = seconds * SECOND + micro
    return instant if 0 <= instant <= LATEST else None


def _dull_offset(text: str) -> int | None:
    if text in ("Z", "z"):
        return 0
    if len(text) != 6 or text[0] not in "+-" or text[3] != ":":
        return None
    if not DIGITS.issuperset(text[1:3] + text[4:]):
        return None
    hours, minutes = int(text[1:3]), int(text[4:])
    if hours > 23 or minutes > 59:
        return None
    east = hours * 3600 + minutes * 60
    return -east if text[0] == "-" else east


def length(data: bytes) -> None:
    """A length that is read is the same when it is printed and read again."""
    text = data.decode("utf-8", "replace")
    refused = None
    try:
        read = parse_duration(text)
    except ValueError as problem:
        refused = problem
    if refused is not None:
        assert type(refused) is ValueError, text  # and not one of its kinds
        assert len(str(refused)) < 200
        return
    if abs(read) < LATEST:
        assert parse_duration(to_duration(read)) == read, text
    assert text.isascii()


def word(data: bytes) -> None:
    """A zone, a region and hours of a day are known, or refused with a hint."""
    text = data.decode("utf-8", "replace")
    is_region(text)
    try:
        first, last = span(text)
    except ValueError as refused:
        _hold(str(refused))
    else:
        assert 0 <= first < last <= 2880, text
    try:
        found = zone(text)
    except ZoneError as unknown:
        _hold(unknown.message, unknown.hint)
    else:
        assert found.name == text


def _hold(*said: str) -> None:
    assert all(0 < len(each) < 300 for each in said), said


def eval_clock(data: bytes) -> None:
    """One clock, or one calendar, agrees with the walk over its seconds."""
    seed = int.from_bytes(data[:7], "big")
    if data[-1:] < b"\x80":
        check_clocks(seed, rounds=100)
    else:
        check_calendar(seed, rounds=30)
