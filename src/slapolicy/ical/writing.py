"""The lines of a calendar file: entries, escaped and folded as RFC 5545 asks."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from importlib.metadata import version

from attrs import frozen

from slapolicy.worktime import SECOND

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_OCTETS = 75


@frozen(kw_only=True)
class Entry:
    """Something in a calendar: at an instant, for a stretch, or on a whole date.

    `key` names it for ever: an entry with the same one takes its place.
    """

    key: tuple[str, ...]
    start: int | date
    end: int | None = None
    summary: str
    description: str = ""
    category: str


def write(name: str, language: str, stamped: int, entries: Iterable[Entry]) -> str:
    """Write a calendar file; `stamped` is the instant that its entries bear."""
    return "".join(
        f"{folded}\r\n"
        for line in _lines(name, language, stamped, entries)
        for folded in _folded(line)
    )


def _lines(
    name: str, language: str, stamped: int, entries: Iterable[Entry]
) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//slapolicy//slapolicy {version('slapolicy')}//{language.upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"NAME:{_text(name)}"
    yield f"X-WR-CALNAME:{_text(name)}"
    for entry in entries:
        yield from _entry(entry, stamped)
    yield "END:VCALENDAR"


def _entry(entry: Entry, stamped: int) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(entry.key)}"
    yield f"DTSTAMP:{_instant(stamped)}"
    if isinstance(entry.start, int):
        yield f"DTSTART:{_instant(entry.start)}"
        if entry.end is not None:
            yield f"DTEND:{_instant(entry.end)}"
    else:
        after = entry.start + timedelta(days=1)
        yield f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    yield f"CATEGORIES:{_text(entry.category)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(key: tuple[str, ...]) -> str:
    told = "\x00".join(key).encode()
    return f"{sha256(told).hexdigest()[:32]}@slapolicy"


def _instant(at: int) -> str:
    """Write an instant; what is finer than a second is cut, as the form has no more."""
    read = _EPOCH + timedelta(seconds=at // SECOND)
    return f"{read:%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Write a text so that nothing in it means anything."""
    shown = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return shown.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Give a line in pieces of at most 75 octets, each but the first after a blank."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _MOST_OCTETS:
            yield piece
            piece, size = " ", 1
        piece += character
        size += octets
    yield piece
