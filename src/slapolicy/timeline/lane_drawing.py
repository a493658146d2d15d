"""One lane, drawn: its title at the left, its bands, its marks, and labels below."""

from collections.abc import Iterator

from slapolicy.timeline.lettering import SIZE, cut, lines, width
from slapolicy.timeline.model import Band, Lane
from slapolicy.timeline.model import Mark as Moment
from slapolicy.timeline.placing import GAP, Wanted, place
from slapolicy.timeline.scale import EDGE, LEFT, RIGHT, Scale
from slapolicy.timeline.sheet import Box, Item, Line, Mark, Rectangle, Words

ROW = 165
BAR = 140
MOST_LABELLED = 16
_PADDING = 100
_TITLE_LINES = 3
_TITLE = LEFT - EDGE - 140
_LETTERS = SIZE + SIZE // 4
_NAMED_BELOW = ("holiday", "closed", "unknown", "paused", "uncertain")


def is_numbered(lane: Lane) -> bool:
    """Whether so much happened that numbers stand for words, which stand below."""
    return lane.kind == "events" and len(lane.marks) > MOST_LABELLED


class LaneDrawing:
    """A lane from `top` down to `bottom`."""

    def __init__(self, scale: Scale, lane: Lane, top: int) -> None:
        self._scale, self._lane, self._top = scale, lane, top
        self._middle = top + _PADDING + BAR // 2
        self._marks = [
            mark for mark in lane.marks if scale.shows(mark.at) or not scale.is_cut
        ]
        self._labels = tuple(self._placed())
        rows = max((row for *_, row in self._labels), default=-1) + 1
        labelled = self._middle + BAR // 2 + 30 + rows * ROW
        titled = top + _PADDING + len(self._titles()) * ROW
        self.bottom = max(labelled, titled) + _PADDING

    def items(self) -> Iterator[Item]:
        """Give what is drawn, from back to front."""
        y = self._top
        yield Line(x1=EDGE, y1=y, x2=RIGHT, y2=y, style="grid")
        for index, (words, style) in enumerate(self._titles()):
            room = Box(
                x=EDGE, y=y + 80 + index * ROW, width=self._width(words, style),
                height=_LETTERS,
            )  # fmt: skip
            yield Words(box=room, text=words, style=style, whole=self._whole(words))
        yield from self._bands()
        for moment, x, text, row in self._labels:
            yield from self._leader(moment, x, text, row)
        for moment in self._marks:
            yield self._mark(moment)
        for moment, x, text, row in self._labels:
            yield self._label(moment, x, text, row)

    # Titles

    def _titles(self) -> list[tuple[str, str]]:
        """Give the lines at the left, with their styles."""
        lane = self._lane
        broken = list(lines(lane.title, _TITLE * 100 // 115))
        if len(broken) > _TITLE_LINES:
            kept, rest = broken[: _TITLE_LINES - 1], broken[_TITLE_LINES - 1 :]
            broken = [*kept, cut(" ".join(rest), _TITLE * 100 // 115)]
        found = [(each, "b") for each in broken]
        if lane.standing:
            found.append((cut(lane.standing, _TITLE), f"t-{lane.tone}"))
        if lane.clauses:
            found.append((cut(", ".join(lane.clauses), _TITLE), "f"))
        return found

    def _whole(self, words: str) -> str:
        if not words.endswith("…"):
            return ""
        return "\n".join((self._lane.title, ", ".join(self._lane.clauses)))

    @staticmethod
    def _width(words: str, style: str) -> int:
        return width(words, is_bold=style == "b")

    # Bands

    def _bands(self) -> Iterator[Item]:
        lane = self._lane
        if lane.bar is not None:
            left, right = (self._scale.x(at) for at in lane.bar)
            y = self._middle
            yield Line(x1=left, y1=y, x2=right, y2=y, style="shut")
        for band, left, right in self._joined():
            high = BAR if lane.kind != "severity" else BAR + 60
            room = Box(
                x=left, y=self._middle - high // 2, width=right - left, height=high
            )
            style = band.kind
            if band.kind == "severity":
                style_of = f"s{min(max(band.rank, 1), 4)}"
                yield Rectangle(box=room, style=style_of, said=_told(band))
            else:
                if band.kind == "no_severity":
                    style = "closed"
                yield Rectangle(box=room, style=style, said=_told(band))
            if lane.kind == "severity":
                yield from self._inside(band, room)

    def _joined(self) -> Iterator[tuple[Band, int, int]]:
        """Give the bands with their places; alike ones that touch here are one."""
        found: list[tuple[Band, int, int]] = []
        for band in self._lane.bands:
            left, right = self._scale.x(band.start), self._scale.x(band.end)
            right = max(right, left + 10)
            last = found[-1] if found else None
            is_alike = last is not None and last[0].kind == band.kind
            is_alike = is_alike and band.kind in ("open", "counted", "ahead", "overrun")
            if last is not None and is_alike and last[1] <= left < last[2] + 20:
                found[-1] = (last[0], last[1], right)
                continue
            found.append((band, left, right))
        yield from found

    def _inside(self, band: Band, room: Box) -> Iterator[Item]:
        """Write the name of a severity into its band, if there is room."""
        if self._has_room(band):
            words = _named(band)
            where = Box(
                x=room.x + 60, y=room.y + (room.height - _LETTERS) // 2,
                width=width(words), height=_LETTERS,
            )  # fmt: skip
            yield Words(box=where, text=words, whole=_told(band))

    def _has_room(self, band: Band) -> bool:
        """Whether the name of a severity has room in its band."""
        room = self._scale.x(band.end) - self._scale.x(band.start) - 120
        return band.kind == "severity" and width(_named(band)) <= room

    # Marks and labels

    def _mark(self, moment: Moment) -> Mark:
        said = f"{moment.when}\n{moment.said}"
        kind = moment.kind if self._scale.shows(moment.at) else "beyond"
        return Mark(x=self._scale.x(moment.at), y=self._middle, kind=kind, said=said)

    def _placed(self) -> Iterator[tuple[Moment, int, str, int]]:
        """Give the labels that have room: the mark, their left edge, text and row."""
        moments = [*self._marks, *self._names()]
        texts = [self._text(each) for each in moments]
        wanted = [
            Wanted(
                x=self._scale.x(each.at),
                width=width(text),
                needed=each.kind != "turned",
                follows=each.when == "" or text.isdecimal(),
            )
            for each, text in zip(moments, texts, strict=True)
        ]
        places = place(wanted, LEFT, RIGHT)
        for each, text, spot in zip(moments, texts, places, strict=True):
            if spot is not None:
                yield each, spot.x, text, spot.row

    def _names(self) -> Iterator[Moment]:
        """Give the names of stretches that have room below alone."""
        for band in self._lane.bands:
            is_named = band.kind in _NAMED_BELOW
            if self._lane.kind == "severity":
                is_named = not self._has_room(band)
            if is_named:
                yield Moment(
                    at=band.start, kind="turned", words=band.words, said=band.said
                )

    def _text(self, moment: Moment) -> str:
        if moment.number is not None and is_numbered(self._lane):
            return str(moment.number)
        is_named = moment.when == ""
        clauses = ", ".join(moment.clauses)
        said = f"{moment.words} ({clauses})" if clauses else moment.words
        if is_named:
            return moment.words
        if self._lane.kind == "obligation":
            said = moment.words
        number = "" if moment.number is None else f"{moment.number}. "
        x = self._scale.x(moment.at)
        most = max(RIGHT - x, x - LEFT) - GAP
        return cut(f"{number}{self._scale.written(moment.at)} {said}", most)

    def _spot(self, x: int, text: str, row: int) -> Box:
        y = self._middle + BAR // 2 + 40 + row * ROW
        return Box(x=x, y=y, width=width(text), height=_LETTERS)

    def _leader(self, moment: Moment, x: int, text: str, row: int) -> Iterator[Item]:
        spot, at = self._spot(x, text, row), self._scale.x(moment.at)
        yield Line(
            x1=at, y1=self._middle, x2=at, y2=spot.y + _LETTERS // 2, style="leader"
        )

    def _label(self, moment: Moment, x: int, text: str, row: int) -> Words:
        whole = f"{moment.when}\n{moment.said}".strip()
        style = "f halo" if moment.kind == "turned" else "halo"
        return Words(
            box=self._spot(x, text, row),
            text=text,
            style=style,
            whole=whole,
            keeps="end" if x < self._scale.x(moment.at) else "start",
        )


def _named(band: Band) -> str:
    """Give the name of a severity, with the clause that defines it."""
    return f"{band.words} ({band.clauses[0]})" if band.clauses else band.words


def _told(band: Band) -> str:
    clauses = f"\n{', '.join(band.clauses)}" if band.clauses else ""
    return f"{band.when}\n{band.said}{clauses}"
