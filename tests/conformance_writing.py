"""How the conformance kit is written: JSON that people read, the same to the byte."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import oracle

FORMAT = 1
WIDTH = 120
Plain = dict[str, Any]


def written(value: Any) -> str:
    """Write a whole file: what fits in a line stands in one, the rest is broken."""
    return _laid_out(value, 0, 0) + "\n"


def _laid_out(value: Any, depth: int, used: int) -> str:
    """Give a value that begins in a column (`used`), at a depth of nesting."""
    flat = _flat(value)
    if not isinstance(value, dict | list) or not value or used + len(flat) <= WIDTH:
        return flat
    inner, outer = " " * (depth + 1), " " * depth
    if isinstance(value, list):
        rows = [inner + _laid_out(each, depth + 1, depth + 1) for each in value]
        return "[\n" + ",\n".join(rows) + f"\n{outer}]"
    if not any(_holds_objects(each) for each in value.values()):
        parts = [f"{_flat(key)}: {_flat(each)}" for key, each in value.items()]
        return f"{{{_filled(parts, inner)}}}"
    rows = []
    for key, each in value.items():
        head = f"{inner}{_flat(key)}: "
        rows.append(head + _laid_out(each, depth + 1, len(head)))
    return "{\n" + ",\n".join(rows) + f"\n{outer}}}"


def _holds_objects(value: Any) -> bool:
    """Whether a value is better broken than written in a line."""
    if isinstance(value, list):
        return len(_flat(value)) > WIDTH // 2 or any(isinstance(e, dict) for e in value)
    return isinstance(value, dict) and bool(value)


def _filled(parts: list[str], margin: str) -> str:
    """Give parts with as many in a line as it holds."""
    rows, row = [], ""
    for part in parts:
        if row and len(margin) + len(row) + len(part) + 3 > WIDTH:
            rows.append(row)
            row = ""
        row += f", {part}" if row else part
    return f",\n{margin}".join([*rows, row])


def _flat(value: Any) -> str:
    """Write a value in one line; what is no letter of Latin script is escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if text.isascii() and text.isprintable():
        return text
    plain = (c if c.isprintable() and ord(c) < 0x250 else _escaped(c) for c in text)
    return "".join(plain)


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


def lines(text: str) -> list[str]:
    """Give a text as its lines, to be joined by line feeds."""
    return text.split("\n")


def instant(second: int, zone: str = "UTC") -> str:
    """Write an instant (seconds since 1970) as the clocks of a zone show it."""
    offset = oracle.reading(zone, second) - second
    if offset % 60 or zone == "UTC":  # no offset of seconds can be written
        return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    clock = timezone(timedelta(seconds=offset))
    return datetime.fromtimestamp(second, clock).isoformat()


def length(seconds: int) -> str:
    """Write a length of time in hours, minutes and seconds."""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    parts = [
        f"{number}{unit}"
        for number, unit in ((hours, "H"), (minutes, "M"), (rest, "S"))
        if number
    ]
    return ("-" if seconds < 0 else "") + "PT" + ("".join(parts) or "0S")
