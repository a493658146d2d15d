"""A drawing as a value: boxes, lines, signs and words on a sheet, in tenths of a pixel.

It knows nothing of time or contracts; `svg` writes it.
"""

from typing import Literal

from attrs import frozen


@frozen(kw_only=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height

    def overlaps(self, other: "Box") -> bool:
        """Whether they share any room."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies in it."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@frozen(kw_only=True)
class Rectangle:
    """A filled box; `said` is told of it."""

    box: Box
    style: str
    said: str = ""


@frozen(kw_only=True)
class Line:
    """A straight line."""

    x1: int
    y1: int
    x2: int
    y2: int
    style: str


@frozen(kw_only=True)
class Mark:
    """A sign around a point; `kind` says which; `said` is told of it."""

    x: int
    y: int
    kind: str
    said: str = ""

    @property
    def box(self) -> Box:
        """The room that it takes."""
        return Box(x=self.x - 60, y=self.y - 60, width=120, height=120)


@frozen(kw_only=True)
class Words:
    """A text in a box, on one line. `whole` is what it says if it was cut.

    It keeps to the left edge of its box, to its middle or to its right edge.
    """

    box: Box
    text: str
    style: str = ""
    whole: str = ""
    keeps: Literal["start", "middle", "end"] = "start"


Item = Rectangle | Line | Mark | Words


@frozen(kw_only=True)
class Sheet:
    """All that is drawn, from back to front, and what is told of the whole."""

    width: int
    height: int
    language: str
    title: str
    description: str
    items: tuple[Item, ...]
