"""How far what is drawn stands out from what lies behind it (WCAG 2.2, AA)."""

import pytest

from slapolicy.timeline.palette import (
    FAINT,
    FILLS,
    INK,
    MARKS,
    PAPER,
    SEVERITIES,
    SEVERITY_EDGE,
    STROKES,
    TONES,
    Colour,
)

TEXT, SHAPE = 4.5, 3.0


def light(colour: str) -> float:
    """Give the relative luminance of a colour."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def pairs() -> list[tuple[str, Colour, Colour, float]]:
    found = [("ink", INK, PAPER, TEXT), ("faint", FAINT, PAPER, TEXT)]
    found += [(f"tone {name}", each, PAPER, TEXT) for name, each in TONES.items()]
    found += [(f"on {name}", INK, each, TEXT) for name, each in SEVERITIES.items()]
    found += [(name, each, PAPER, SHAPE) for name, each in FILLS.items()]
    found += [(name, each, PAPER, SHAPE) for name, each in STROKES.items()]
    found += [(f"mark {name}", each, PAPER, SHAPE) for name, each in MARKS.items()]
    found.append(("edge", SEVERITY_EDGE, PAPER, SHAPE))
    return found


@pytest.mark.parametrize("by", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "colour", "behind", "least"), pairs(), ids=lambda each: str(each)[:20]
)
def test_all_stands_out(
    name: str, colour: Colour, behind: Colour, least: float, by: str
) -> None:
    found = contrast(getattr(colour, by), getattr(behind, by))
    assert found >= least, (name, round(found, 2))
