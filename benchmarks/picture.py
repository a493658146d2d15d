"""Curves as an SVG picture: both axes grow tenfold at each line."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from attrs import frozen

from benchmarks.figures import digits, length
from benchmarks.growth import Curve

WIDTH, HEIGHT = 640, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 80, 190, 30, 50
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")  # told apart by every eye
_FONT = "font-family='sans-serif' font-size='12'"


@frozen
class Frame:
    """Where sizes and times stand in the picture; powers of ten."""

    first: int
    last: int
    low: int
    high: int

    def x(self, size: float) -> float:
        """Give how far to the right a size stands."""
        share = (log10(size) - self.first) / (self.last - self.first)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def y(self, time: float) -> float:
        """Give how far down a time stands."""
        share = (log10(time) - self.low) / (self.high - self.low)
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def frame(curves: Sequence[Curve]) -> Frame:
    """Give the frame that holds all points of curves."""
    sizes = [log10(size) for each in curves for size, _ in each.points]
    times = [log10(time) for each in curves for _, time in each.points]
    first, low = floor(min(sizes)), floor(min(times))
    return Frame(
        first,
        max(ceil(max(sizes)), first + 1),
        low,
        max(ceil(max(times)), low + 1),
    )


def drawn(curves: Sequence[Curve], title: str) -> str:
    """Draw curves over one axis."""
    held = frame(curves)
    box = f"viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{escape(title)}'"
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' {box}>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='white'/>",
        f"<text x='{_LEFT}' y='18' {_FONT} font-weight='bold'>{escape(title)}</text>",
        *_grid(held, curves[0].axis),
    ]
    for number, curve in enumerate(curves):
        parts += _curve(held, curve, number)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _grid(held: Frame, axis: str) -> Iterator[str]:
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM
    for power in range(held.first, held.last + 1):
        x = f"{held.x(10**power):.1f}"
        yield _line(x, _TOP, x, bottom)
        yield _text(x, bottom + 18, f"{10**power:,}", "middle")
    for power in range(held.low, held.high + 1):
        y = f"{held.y(10.0**power):.1f}"
        yield _line(_LEFT, y, right, y)
        yield _text(_LEFT - 8, y, length(10.0**power), "end")
    yield _text((_LEFT + right) // 2, HEIGHT - 12, axis, "middle")


def _curve(held: Frame, curve: Curve, number: int) -> Iterator[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    spots = [(held.x(size), held.y(time)) for size, time in curve.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    yield f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'/>"
    for x, y in spots:
        yield f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3.5' fill='{colour}'/>"
    x, y = WIDTH - _RIGHT + 14, _TOP + 16 + 40 * number
    yield f"<circle cx='{x}' cy='{y - 4}' r='5' fill='{colour}'/>"
    yield _text(x + 10, y, curve.name)
    if len(curve.points) > 1:
        yield _text(x + 10, y + 15, f"exponent {digits(max(curve.exponent, 0))}")


def _line(x1: object, y1: object, x2: object, y2: object) -> str:
    return f"<line x1='{x1}' y1='{y1}' x2='{x2}' y2='{y2}' stroke='#ccc'/>"


def _text(x: object, y: object, text: str, anchor: str = "start") -> str:
    return f"<text x='{x}' y='{y}' {_FONT} text-anchor='{anchor}'>{escape(text)}</text>"
