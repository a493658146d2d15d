"""A timeline as lines of text: a row for each lane, and all marks in words below.

Columns stand for time. What a sign means is said below; colour is laid on by others.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from slapolicy.timeline.model import Band, Lane, Timeline, Tone
from slapolicy.timeline.rows import all_rows
from slapolicy.timeline.tick_words import TickWords
from slapolicy.timeline.ticks import axis

NARROWEST = 60
_GUTTER = 22
_SIGNS = {
    "open": "█", "holiday": "▒", "closed": "▒", "unknown": "?", "counted": "━",
    "ahead": "─", "shut": "·", "paused": "/", "overrun": "▓", "uncertain": "?",
    "event": "●", "due": "◆", "was_due": "◇", "may_be_due": "◇", "met": "✓",
    "breached": "✗", "late": "○", "lapsed": "=", "raised": "▲", "standing": "△",
    "turned": "", "now": "│", "change": "┊", "beyond": "▸",
}  # fmt: skip
_ABOVE = ("paused", "overrun", "uncertain", "unknown", "holiday", "closed")


Paint = Callable[[str, Tone], str]
"""Lays colour on a text, by how what it names stands."""


def _plain(text: str, _: Tone) -> str:
    return text


def to_text(timeline: Timeline, width: int = 100, paint: Paint = _plain) -> str:
    """Write a timeline as text of so many columns."""
    columns = max(width, NARROWEST) - _GUTTER
    lines = _lines(timeline, columns, paint)
    return "\n".join(each.rstrip() for each in lines) + "\n"


def _lines(timeline: Timeline, columns: int, paint: Paint) -> Iterator[str]:
    whole = columns + _GUTTER
    yield timeline.heading
    yield from _filled([timeline.as_of, timeline.times], whole)
    yield ""
    yield from _axis(timeline, columns)
    for lane in timeline.lanes:
        name = _cut(lane.title, _GUTTER - 2 - len(lane.number)) + lane.number
        blank = " " * (_GUTTER - _columns(name))
        yield f"{paint(name, lane.tone)}{blank}{_drawn(timeline, lane, columns)}"
    yield ""
    signs = (
        f"{_SIGNS[sign.kind]} {sign.words}"
        for sign in timeline.signs
        if _SIGNS[sign.kind]
    )
    yield from _filled(signs, whole, "   ")
    yield from _told(timeline, whole, paint)
    yield ""
    for said in (*timeline.remarks, *timeline.entries):
        yield from _filled(said.split(" "), whole, " ", "- ", "  ")
    yield ""
    titles = (f"{each.id} {each.title}".strip() for each in timeline.cited)
    yield from _filled(titles, whole, "; ")
    yield from _filled(timeline.stamp.split(" "), whole)


def _told(timeline: Timeline, whole: int, paint: Paint) -> Iterator[str]:
    """Tell all that the lanes show, in words."""
    for lane, rows in all_rows(timeline):
        yield ""
        standing = f": {lane.standing}" if lane.standing else ""
        clauses = f" ({', '.join(lane.clauses)})" if lane.clauses else ""
        yield f"{paint(f'{lane.title}{standing}', lane.tone)}{clauses}"
        for row in rows:
            cited = f" ({', '.join(row.clauses)})" if row.clauses else ""
            named = "" if row.clauses == lane.clauses else cited
            when = f"{row.when}: " if row.when else ""
            said = f"{when}{row.what}{named}"
            yield from _filled(said.split(" "), whole, " ", "  ", "    ")


def _axis(timeline: Timeline, columns: int) -> Iterator[str]:
    words = TickWords(timeline.language)
    most = max(2, columns // 9)
    ticks = axis(timeline.start, timeline.end, timeline.zone, words.told, most)
    for row in (ticks.coarse, ticks.fine):
        line = ""
        for tick in row:
            place = _column(timeline, tick.at, columns)
            if place >= len(line) + bool(line) and place + len(tick.words) <= columns:
                line = f"{line:{place}}{tick.words}"
        yield " " * _GUTTER + line


def _column(timeline: Timeline, at: int, columns: int) -> int:
    inside = min(max(at, timeline.start), timeline.end - 1)
    return (inside - timeline.start) * columns // (timeline.end - timeline.start)


def _drawn(timeline: Timeline, lane: Lane, columns: int) -> str:
    cells = [" "] * columns
    if lane.bar is not None:
        _fill(timeline, cells, lane.bar, _SIGNS["shut"])
    for band in sorted(lane.bands, key=lambda each: each.kind in _ABOVE):
        if lane.kind == "severity":
            _name(timeline, cells, band)
        else:
            _fill(timeline, cells, (band.start, band.end), _SIGNS[band.kind])
    if timeline.start <= timeline.at < timeline.end:
        place = _column(timeline, timeline.at, columns)
        if cells[place] == " ":
            cells[place] = _SIGNS["now"]
    for mark in lane.marks:
        is_inside = timeline.start <= mark.at < timeline.end
        sign = _SIGNS[mark.kind] if is_inside else _SIGNS["beyond"]
        if sign:
            cells[_column(timeline, mark.at, columns)] = sign
    return "".join(cells)


def _fill(
    timeline: Timeline, cells: list[str], stretch: tuple[int, int], sign: str
) -> None:
    first, last = (_column(timeline, at, len(cells)) for at in stretch)
    for place in range(first, max(last, first + 1)):
        cells[place] = sign


def _name(timeline: Timeline, cells: list[str], band: Band) -> None:
    """Write the name of a severity into its stretch."""
    first = _column(timeline, band.start, len(cells))
    last = max(_column(timeline, band.end, len(cells)), first + 1)
    name = _cut(f"[{band.words}", last - first)
    name += "─" * (last - first - _columns(name))
    cells[first:last] = [*name, *[""] * (last - first - len(name))]


def _columns(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(map(_wide, text))


def _wide(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _cut(text: str, most: int) -> str:
    if _columns(text) <= most:
        return text
    kept = ""
    for each in text:
        if _columns(kept) + _wide(each) > most - 1:
            break
        kept += each
    return f"{kept}…"[:most]


def _filled(
    parts: Iterable[str],
    width: int,
    joint: str = " ",
    first: str = "",
    later: str = "",
) -> Iterator[str]:
    """Fill lines with parts that stay whole."""
    line = ""
    begin = first
    for part in parts:
        longer = f"{line}{joint}{part}" if line else part
        if line and _columns(begin) + _columns(longer) > width:
            yield begin + line
            begin, longer = later, part
        line = longer
    if line:
        yield begin + line
