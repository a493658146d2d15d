"""A timeline as lines of text: a row for each lane, and all marks in words below.

Columns stand for time. What a sign means is said at the end; colour is left to others.
"""

from collections.abc import Iterator

from slapolicy.timeline.model import Band, Lane, Timeline
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


def to_text(timeline: Timeline, width: int = 100) -> str:
    """Write a timeline as text of so many columns."""
    columns = max(width, NARROWEST) - _GUTTER
    return "\n".join(each.rstrip() for each in _lines(timeline, columns)) + "\n"


def _lines(timeline: Timeline, columns: int) -> Iterator[str]:
    yield timeline.heading
    yield f"{timeline.as_of} {timeline.times}"
    yield ""
    yield from _axis(timeline, columns)
    for lane in timeline.lanes:
        name = _cut(lane.title, _GUTTER - 2 - len(lane.number)) + lane.number
        yield f"{name:{_GUTTER}}{_drawn(timeline, lane, columns)}"
    yield ""
    signs = (
        f"{_SIGNS[sign.kind]} {sign.words}" for sign in timeline.signs
        if _SIGNS.get(sign.kind)
    )  # fmt: skip
    yield from _filled(signs, columns + _GUTTER, "   ")
    for lane, rows in all_rows(timeline):
        yield ""
        standing = f": {lane.standing}" if lane.standing else ""
        clauses = f" ({', '.join(lane.clauses)})" if lane.clauses else ""
        yield f"{lane.title}{standing}{clauses}"
        for row in rows:
            cited = f" ({', '.join(row.clauses)})" if row.clauses else ""
            named = "" if row.clauses == lane.clauses else cited
            when = f"{row.when}: " if row.when else ""
            yield f"  {when}{row.what}{named}"
    yield ""
    for said in (*timeline.remarks, *timeline.entries):
        yield from _filled(said.split(" "), columns + _GUTTER, " ", "- ", "  ")
    yield ""
    titles = (f"{each.id} {each.title}".strip() for each in timeline.cited)
    yield from _filled(titles, columns + _GUTTER, "; ")
    yield timeline.stamp


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
    cells[first:last] = f"{name:─<{last - first}}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: max(most - 1, 0)]}…"[:most]


def _filled(
    parts: Iterator[str] | list[str],
    width: int,
    joint: str,
    first: str = "",
    later: str = "",
) -> Iterator[str]:
    """Fill lines with parts that stay whole."""
    line = ""
    begin = first
    for part in parts:
        longer = f"{line}{joint}{part}" if line else part
        if line and len(begin) + len(longer) > width:
            yield begin + line
            begin, longer = later, part
        line = longer
    if line:
        yield begin + line
