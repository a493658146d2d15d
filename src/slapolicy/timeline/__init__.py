"""Timelines: a decision laid out in time, as a picture, a page or lines of text.

`build` makes a timeline of a decision; `to_svg`, `to_html` and `to_text` show one.
The same decision gives the same bytes.
"""

from slapolicy.timeline.builder import build
from slapolicy.timeline.drawing import draw
from slapolicy.timeline.model import Timeline
from slapolicy.timeline.page import to_html
from slapolicy.timeline.svg import write
from slapolicy.timeline.terminal import to_text

__all__ = ["Timeline", "build", "to_html", "to_svg", "to_text"]


def to_svg(timeline: Timeline) -> str:
    """Draw a timeline as one SVG document."""
    return write(draw(timeline))
