"""The colours of a timeline, by light and by dark, and the rules of style for both.

What is told by colour is told by shape too. How far each stands out from what lies
behind it, is measured by a test.
"""

from typing import Literal

from attrs import frozen

By = Literal["light", "dark"]


@frozen
class Colour:
    """A colour by light and by dark."""

    light: str
    dark: str

    def of(self, by: By) -> str:
        """Give it by light or by dark."""
        return self.light if by == "light" else self.dark


PAPER = Colour("#ffffff", "#0d1117")
INK = Colour("#1f2328", "#e6edf3")
FAINT = Colour("#57606a", "#9da7b1")
GRID = Colour("#d8dee4", "#2b323b")

FILLS = {
    "open": Colour("#3f7fbf", "#5b9bdd"),
    "counted": Colour("#2f7d5b", "#4db58a"),
    "overrun": Colour("#b3261e", "#f2766d"),
}
STROKES = {
    "holiday": Colour("#96590a", "#e0a040"),
    "closed": Colour("#6b7480", "#98a2ad"),
    "unknown": Colour("#6b7480", "#98a2ad"),
    "ahead": Colour("#2f7d5b", "#4db58a"),
    "paused": Colour("#7147ad", "#b794f0"),
    "uncertain": Colour("#6b7480", "#98a2ad"),
    "shut": Colour("#7d8590", "#7d8894"),
    "leader": Colour("#8c959f", "#6e7781"),
    "now": Colour("#0b57d0", "#8ab4f8"),
    "change": Colour("#96590a", "#e0a040"),
}
SEVERITIES = {
    1: Colour("#f9d2ce", "#6b1f1a"),
    2: Colour("#fbe0bf", "#5c3c0c"),
    3: Colour("#f6efb5", "#4a4310"),
    4: Colour("#d5ecd9", "#1d4a2b"),
}
SEVERITY_EDGE = Colour("#6b7480", "#98a2ad")
TONES = {
    "good": Colour("#1d6b47", "#4db58a"),
    "bad": Colour("#b3261e", "#f2766d"),
    "still": Colour("#57606a", "#9da7b1"),
    "running": Colour("#1f6feb", "#79b8ff"),
    "unsure": Colour("#8a4b00", "#e0a040"),
    "plain": Colour("#57606a", "#9da7b1"),
}
MARKS = {
    "event": INK,
    "due": INK,
    "was_due": FAINT,
    "may_be_due": TONES["unsure"],
    "met": TONES["good"],
    "breached": TONES["bad"],
    "late": TONES["bad"],
    "lapsed": FAINT,
    "raised": TONES["unsure"],
    "standing": TONES["unsure"],
    "turned": FAINT,
}
HOLLOW = ("was_due", "may_be_due", "late", "standing")
FONT = "system-ui,-apple-system,'Segoe UI','DejaVu Sans',Arial,sans-serif"


def rules(scope: str) -> str:
    """Give the rules of style for a picture under a class: light, dark and print."""
    plain = (
        f"{scope} text{{font:12px {FONT};unicode-bidi:isolate}}"
        f"{scope} .h{{font-size:17px;font-weight:600}}"
        f"{scope} .b{{font-weight:600}}"
        f"{scope} .dash{{stroke-dasharray:3 3}}"
    )
    light, dark = _coloured(scope, "light"), _coloured(scope, "dark")
    return (
        f"{plain}{light}@media(prefers-color-scheme:dark){{{dark}}}"
        f"@media print{{{light}}}"
    )


def _coloured(scope: str, by: By) -> str:
    def of(colour: Colour) -> str:
        return colour.of(by)

    found = [
        f"{scope} .paper{{fill:{of(PAPER)}}}",
        f"{scope} text{{fill:{of(INK)}}}",
        f"{scope} .f{{fill:{of(FAINT)}}}",
        f"{scope} .grid{{stroke:{of(GRID)}}}",
        f"{scope} .halo{{stroke:{of(PAPER)};stroke-width:3px;paint-order:stroke}}",
    ]
    found += [f"{scope} .{name}{{fill:{of(c)}}}" for name, c in FILLS.items()]
    found += [
        f"{scope} .{name}{{stroke:{of(c)};fill:none}}" for name, c in STROKES.items()
    ]
    found += [
        f"{scope} .s{rank}{{fill:{of(c)};stroke:{of(SEVERITY_EDGE)}}}"
        for rank, c in SEVERITIES.items()
    ]
    found += [f"{scope} .t-{name}{{fill:{of(c)}}}" for name, c in TONES.items()]
    for name in ("now", "change"):
        found.append(f"{scope} .solid-{name}{{fill:{of(STROKES[name])}}}")
    for name, colour in MARKS.items():
        fill = of(PAPER if name in HOLLOW else colour)
        found.append(f"{scope} .m-{name}{{fill:{fill};stroke:{of(colour)}}}")
    return "".join(found)
