"""What stands below the lanes: the signs, what was decided besides, the clauses."""

from collections.abc import Iterator

from slapolicy.timeline.lane_drawing import is_numbered
from slapolicy.timeline.lettering import cut, lines, width
from slapolicy.timeline.model import Sign, Timeline
from slapolicy.timeline.scale import EDGE, WIDTH
from slapolicy.timeline.sheet import Box, Item, Mark, Rectangle, Words

_ROW = 175
_LETTERS = 150
_MOST = WIDTH - 2 * EDGE
_BANDS = (
    "open", "holiday", "closed", "unknown", "counted", "ahead", "shut", "paused",
    "overrun", "uncertain",
)  # fmt: skip


def foot(timeline: Timeline, top: int, *, has_foot: bool) -> tuple[list[Item], int]:
    """Give what is drawn, and how far down the sheet goes."""
    items: list[Item] = []
    y = top
    for sign, x, row in _spread(timeline.signs):
        items += _sign(sign, x, top + row * _ROW)
        y = max(y, top + row * _ROW + _ROW)
    if has_foot:
        y += 120
        items.append(_words(EDGE, y, timeline.words.entries, "b"))
        y += _ROW - 30
        for paragraph in (
            *timeline.remarks,
            *timeline.entries,
            *_happened(timeline),
        ):
            for line in lines(paragraph, _MOST):
                items.append(_words(EDGE, y + 60, line))
                y += _ROW
            y += 30
        y += 120
        for line, style in _clauses(timeline):
            items.append(_words(EDGE, y, line, style))
            y += _ROW
        for line in lines(timeline.stamp, _MOST):
            items.append(_words(EDGE, y + 60, line, "f"))
            y += _ROW
    return items, y + EDGE


def _spread(signs: tuple[Sign, ...]) -> Iterator[tuple[Sign, int, int]]:
    x, row = EDGE, 0
    for sign in signs:
        room = width(sign.words) + 480
        if x + room > WIDTH - EDGE and x > EDGE:
            x, row = EDGE, row + 1
        yield sign, x, row
        x += room


def _sign(sign: Sign, x: int, y: int) -> Iterator[Item]:
    if sign.kind in _BANDS:
        room = Box(x=x, y=y + 30, width=200, height=100)
        if sign.kind == "shut":
            room = Box(x=x, y=y + 75, width=200, height=10)
        yield Rectangle(box=room, style=sign.kind)
    else:
        yield Mark(x=x + 100, y=y + 80, kind=sign.kind)
    yield _words(x + 260, y, sign.words, "f")


def _happened(timeline: Timeline) -> Iterator[str]:
    """Give what happened in words, where only numbers stand in the lane."""
    for lane in timeline.lanes:
        if is_numbered(lane):
            yield lane.title
            for mark in lane.marks:
                yield f"{mark.number}. {mark.when}: {mark.said}"


def _clauses(timeline: Timeline) -> Iterator[tuple[str, str]]:
    """Give the lines of the clauses: as many on one as there is room for."""
    if not timeline.cited:
        return
    yield timeline.words.cited, "b"
    line = ""
    for each in timeline.cited:
        said = cut(f"{each.id} {each.title}".strip(), _MOST)
        longer = f"{line};  {said}" if line else said
        if width(longer) > _MOST and line:
            yield line, ""
            longer = said
        line = longer
    yield line, ""


def _words(x: int, y: int, text: str, style: str = "") -> Words:
    wide = width(text, is_bold=style == "b")
    return Words(box=Box(x=x, y=y, width=wide, height=_LETTERS), text=text, style=style)
