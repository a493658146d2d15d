"""From a timeline to a drawing: where each lane, band, mark and label goes.

It knows no contract: only lanes and what lies on them. Lengths are in tenths of a
pixel, and whole numbers throughout.
"""

from collections.abc import Iterator

from slapolicy.timeline.foot import foot
from slapolicy.timeline.lane_drawing import LaneDrawing
from slapolicy.timeline.lettering import cut, width
from slapolicy.timeline.model import Timeline
from slapolicy.timeline.scale import EDGE, LEFT, RIGHT, WIDTH, Scale
from slapolicy.timeline.sheet import Box, Item, Line, Mark, Sheet, Words

_HEAD = 560
_AXIS = 480


def draw(timeline: Timeline, *, has_foot: bool = True) -> Sheet:
    """Draw a timeline; without its foot, only what lies in time."""
    scale = Scale(timeline)
    items: list[Item] = [*_head(timeline)]
    top = _HEAD + _AXIS
    lanes: list[Item] = []
    y = top + 60
    for lane in timeline.lanes:
        drawn = LaneDrawing(scale, lane, y)
        lanes += drawn.items()
        y = drawn.bottom
    bottom = y
    items += _axis(scale, top, bottom)
    items += _changes(timeline, scale, top, bottom)
    items += _now(timeline, scale, top, bottom)
    items += lanes
    below, height = foot(timeline, bottom + 160, has_foot=has_foot)
    items += below
    return Sheet(
        width=WIDTH,
        height=height,
        language=timeline.language,
        title=f"{timeline.heading}. {timeline.as_of}",
        description=timeline.words.described,
        items=tuple(items),
    )


def text(x: int, y: int, words: str, most: int, style: str = "") -> Words:
    """Give a text that begins at a point and is cut where it is too wide."""
    size = 170 if "h" in style.split() else 120
    is_bold = bool({"h", "b"} & set(style.split()))
    shown = cut(words, most, size, is_bold=is_bold)
    room = Box(
        x=x, y=y, width=width(shown, size, is_bold=is_bold), height=size + size // 4
    )
    return Words(
        box=room, text=shown, style=style, whole="" if shown == words else words
    )


def _head(timeline: Timeline) -> Iterator[Item]:
    most = WIDTH - 2 * EDGE
    yield text(EDGE, 140, timeline.heading, most, "h")
    yield text(EDGE, 370, f"{timeline.as_of} {timeline.times}", most, "f")


def _axis(scale: Scale, top: int, bottom: int) -> Iterator[Item]:
    """Draw the ticks, fine ones below and coarse ones above."""
    ticks = scale.axis
    coarse = {tick.at for tick in ticks.coarse[1:]}
    for tick in (*ticks.fine, *ticks.coarse[1:]):
        x = scale.x(tick.at)
        start = top - (420 if tick.at in coarse else 30)
        yield Line(x1=x, y1=start, x2=x, y2=bottom, style="grid")
    free = LEFT - 300
    for tick in ticks.fine:
        wide = width(tick.words)
        x = scale.x(tick.at) - wide // 2
        if free <= x and x + wide <= WIDTH:
            free = x + wide + 40
            room = Box(x=x, y=top - 250, width=wide, height=150)
            yield Words(box=room, text=tick.words, style="f halo", keeps="middle")
    edges = [scale.x(tick.at) for tick in ticks.coarse[1:]] + [RIGHT]
    for tick, edge in zip(ticks.coarse, edges, strict=False):
        shown = text(scale.x(tick.at) + 30, top - 430, tick.words, RIGHT, "b")
        if shown.box.right <= edge:
            yield shown


def _changes(timeline: Timeline, scale: Scale, top: int, bottom: int) -> Iterator[Item]:
    for change in timeline.changes:
        x = scale.x(change.at)
        yield Line(x1=x, y1=top, x2=x, y2=bottom, style="change dash")
        yield Mark(x=x, y=top, kind="change", said=change.said)


def _now(timeline: Timeline, scale: Scale, top: int, bottom: int) -> Iterator[Item]:
    if timeline.start <= timeline.at < timeline.end:
        x = scale.x(timeline.at)
        yield Line(x1=x, y1=top, x2=x, y2=bottom, style="now")
        yield Mark(x=x, y=top, kind="now", said=timeline.as_of)
