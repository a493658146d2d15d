"""What a user wrote, short and harmless enough to stand in a finding."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from slapolicy.contract.case_reader.json_text import Unreadable

MOST = 60
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def clean(text: str) -> str:
    """Give a text without what a terminal or a reader could be misled by, cut short."""
    cut = text[: MOST + 1]
    plain = "".join(c if c.isprintable() and c != "`" else "\ufffd" for c in cut)
    return plain if len(text) <= MOST else plain[:MOST] + "…"


def shown(value: Any) -> str:
    """Give a value as JSON would have it, in backticks; objects and lists by name."""
    match value:
        case None:
            return "`null`"
        case bool():
            return f"`{str(value).lower()}`"
        case str():
            return f'`"{clean(value)}"`'
        case Unreadable():
            return f"`{clean(value.text)}`"
        case int():
            small = abs(value) < 10**18
            return f"`{value:d}`" if small else "a number of many digits"
        case float():
            return f"`{value!r}`"
        case Decimal():
            return f"`{clean(str(value))}`"
        case datetime() | date():
            return f"`{value.isoformat()}`"
        case Mapping():
            return "an object"
        case list() | tuple():
            return "a list"
        case _:
            return "something that JSON has no form for"


def kind(value: Any) -> str:
    """Say what kind of value it is, in words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float() | Decimal() | Unreadable():
            return "a number"
        case Mapping():
            return "an object"
        case list() | tuple():
            return "a list"
        case datetime():
            return "an instant"
        case date():
            return "a date"
        case timedelta():
            return "a duration"
        case _:
            return "something that JSON has no form for"


def path_to(path: str, key: Any) -> str:
    """Give the path of a field: `$.facts.issue`, `$.events[2]`, `$.facts["a b"]`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    text = key if isinstance(key, str) else str(type(key).__name__)
    if _PLAIN_KEY.fullmatch(text) and len(text) <= MOST:
        return f"{path}.{text}"
    return f'{path}["{clean(text)}"]'


def suggestion(text: str, names: Iterable[str]) -> str:
    """Say what may have been meant among the names in scope, or which there are."""
    known = sorted(names)
    folded = {name.casefold(): name for name in known}
    if len(text) <= MOST:
        written = text.strip().casefold().replace(" ", "_").replace("-", "_")
        if near := get_close_matches(written, folded, n=1, cutoff=0.65):
            return f"did you mean `{folded[near[0]]}`?" + _foreign(text)
    if not known:
        return "leave it out: the policy declares none"
    listed = ", ".join(f"`{name}`" for name in known[:8])
    return (f"write one of {listed}" + (", …" if known[8:] else "")) + _foreign(text)


def _foreign(text: str) -> str:
    return "" if text.isascii() else "; it has letters that only look like `a` to `z`"
