"""Instants and dates of a case: RFC 3339 texts, or aware datetimes from Python."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from slapolicy.contract.case_reader.fields import Desk
from slapolicy.contract.case_reader.shown import clean, shown
from slapolicy.worktime import (
    InstantError,
    from_datetime,
    parse_instant,
    to_iso,
)

FIRST, LAST = date(1970, 1, 1), date(2200, 1, 1)
_CODES = {"form": "SLA630", "naive": "SLA631", "range": "SLA632"}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXAMPLE = "write `2025-03-09T01:50:00-05:00`"


def take_instant(desk: Desk, value: Any, path: str) -> int | None:
    """Give an instant in microseconds UTC."""
    try:
        match value:
            case str():
                return _read(desk, value, path)
            case datetime():
                if value.utcoffset() is None:
                    return _read(desk, value.isoformat(), path)
                return from_datetime(value)
            case int() | float() | Decimal() if not isinstance(value, bool):
                _number(desk, value, path)
                return None
            case _:
                desk.wrong_kind(value, path, "an instant", _EXAMPLE)
                return None
    except InstantError as wrong:
        code = _CODES.get(wrong.kind, "SLA631")
        desk.report.add(code, path, wrong.message, wrong.hint)
        return None


def _read(desk: Desk, text: str, path: str) -> int:
    is_plain = text.isascii() and text.isprintable() and len(text) <= 60
    plain = text if is_plain else clean(text)
    found = parse_instant(plain, desk.policy.agreement.zone)
    for warning in found.warnings:
        desk.report.add("SLA633", path, warning)
    return found.instant


def _number(desk: Desk, value: float | Decimal, path: str) -> None:
    """Report a number, with the instant it may stand for since 1970."""
    for unit, size in (("seconds", 10**6), ("milliseconds", 10**3)):
        if 10**14 <= (instant := _scaled(value, size)) < 4 * 10**15:
            hint = f"if these are {unit} since 1970, write `{to_iso(instant)}`"
            message = f"{shown(value)} is a number, not an instant"
            desk.report.add("SLA630", path, message, hint)
            return
    desk.wrong_kind(value, path, "an instant", _EXAMPLE)


def _scaled(value: float | Decimal, size: int) -> int:
    return int(value) * size if -(10**15) < value < 10**15 else 0


def take_date(desk: Desk, value: Any, path: str) -> date | None:
    """Give a date such as `2025-01-31`, within the years 1970 to 2200."""
    hint = "write `2025-01-31`"
    if isinstance(value, date) and not isinstance(value, datetime):
        found = value
    elif isinstance(value, str):
        if not _DATE.fullmatch(value):
            message = f"{shown(value)} is not a date"
            desk.report.add("SLA621", path, message, hint)
            return None
        try:
            found = date.fromisoformat(value)
        except ValueError:
            message = f"{shown(value)} is a date that does not exist"
            desk.report.add("SLA621", path, message, "check the date")
            return None
    else:
        desk.wrong_kind(value, path, "a date", hint)
        return None
    if not FIRST <= found <= LAST:
        message = f"`{found.isoformat()}` is outside the years 1970 to 2200"
        desk.report.add("SLA622", path, message, "leave it out if it means never")
        return None
    return found


def in_words(instant: int, zone: str) -> str:
    """Give an instant as a finding shows it."""
    return f"`{to_iso(instant, zone)}`"
