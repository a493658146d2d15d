"""The words of the language with their terminals, and which lexemes there cannot be.

They are taken from the tables of the grammar; nothing is read here.
"""

import datetime as dt
import re
from functools import cache

from slapolicy.language.parse_tables import shipped

SPELLED = {
    "second": "SECONDS",
    "seconds": "SECONDS",
    "minute": "MINUTES",
    "minutes": "MINUTES",
    "hour": "HOURS",
    "hours": "HOURS",
    "business": "BUSINESS_DAYS",
    "already": "ALREADY_RUNNING",
}
"""Words that the grammar spells inside regular expressions, with their terminals."""


@cache
def keywords() -> dict[str, str]:
    """Give the terminal of each word that is one by itself."""
    return {
        match[1]: name
        for name, _, pattern, _ in shipped()["terminals"]
        if (match := re.fullmatch(r"(\w+)\(\?!\\w\)", pattern))
    }


@cache
def reserved() -> dict[str, str]:
    """Give the terminal of each word that no name may be."""
    return SPELLED | keywords()


def seconds_of(text: str) -> int | None:
    """Read `09:00`, `23:59:59` or `24:00` as seconds; `None` if no clock shows it."""
    hours, minutes, *rest = (int(piece) for piece in text.split(":"))
    seconds = rest[0] if rest else 0
    total = hours * 3600 + minutes * 60 + seconds
    return total if minutes < 60 and seconds < 60 and total <= 86_400 else None


def date_of(text: str) -> dt.date | None:
    """Read `2025-03-09`; `None` if no calendar has that day."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
