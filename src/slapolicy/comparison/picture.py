"""A picture of what changes, as SVG: the same counts give the same bytes.

On the left what changes, clause by clause; on the right by how much dues move.
"""

from collections.abc import Iterator
from html import escape

from slapolicy.comparison.difference import KINDS, Kind
from slapolicy.comparison.tally import STEPS, Tally

WORDS: dict[Kind, str] = {
    "newly_breached": "newly breached",
    "newly_met": "newly met",
    "earlier": "due earlier",
    "later": "due later",
    "newly_owed": "newly owed",
    "no_longer_owed": "no longer owed",
    "otherwise": "owed otherwise",
    "severity": "another severity",
    "coverage": "covered otherwise",
    "claim": "claim answered otherwise",
    "addon": "add-on answered otherwise",
    "end": "ended otherwise",
    "newly_read": "newly read",
    "no_longer_read": "no longer read",
}
_COLOURS: dict[Kind, str] = {
    "newly_breached": "#b3261e",
    "newly_met": "#2e7d32",
    "earlier": "#ef8a17",
    "later": "#1f77b4",
    "newly_owed": "#7e57c2",
    "no_longer_owed": "#8d99a6",
    "otherwise": "#a1887f",
    "severity": "#d81b78",
    "coverage": "#00897b",
    "claim": "#9e9d24",
    "addon": "#5c6bc0",
    "end": "#546e7a",
    "newly_read": "#43a047",
    "no_longer_read": "#6d4c41",
}
assert tuple(WORDS) == tuple(_COLOURS) == KINDS

_WIDTH, _EDGE, _ROW = 960, 24, 26
_MOST_ROWS = 20
_NAMES, _BARS = 250, 640  # where names end and bars begin, and how wide bars may be
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2328}"
    ".h{font-size:17px;font-weight:600}.s{fill:#59636e}.l{stroke:#c5ccd3}"
    ".b{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.s{fill:#9198a1}"
    ".l{stroke:#3d444d}.b{fill:#0d1117}}"
)


def picture(tally: Tally, old: str, new: str) -> str:
    """Draw what changes from one policy to another; `old` and `new` name them."""
    parts = [*_head(tally, old, new)]
    y = 112 + 20 * _legend_rows(tally)
    parts += _legend(tally)
    rows, y = _subjects(tally, y)
    parts += rows
    moves, y = _moves(tally, y + 34)
    parts += moves
    height = y + _EDGE
    said = escape(f"What changes from {old} to {new}", quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{said}">\n'
        f"<style>{_STYLE}</style>\n"
        f'<rect class="b" width="{_WIDTH}" height="{height}"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _text(
    x: float, y: float, words: str, style: str = "", anchor: str = "start"
) -> str:
    kind = f' class="{style}"' if style else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{kind}>{escape(words)}</text>'
    )


def _bar(x: float, y: float, width: float, height: float, kind: Kind, said: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{_COLOURS[kind]}"><title>{escape(said)}</title></rect>'
    )


def _head(tally: Tally, old: str, new: str) -> Iterator[str]:
    same = tally.cases - tally.changed - tally.refused
    yield _text(_EDGE, 38, f"From {_cut(old)} to {_cut(new)}", "h")
    said = f"{tally.cases:,} cases: {tally.changed:,} change, {same:,} stay as they are"
    if tally.refused:
        said += f", {tally.refused:,} that neither can read"
    yield _text(_EDGE, 62, said, "s")


def _legend_rows(tally: Tally) -> int:
    return (len(tally.kinds) + 3) // 4


def _legend(tally: Tally) -> Iterator[str]:
    for index, kind in enumerate(tally.kinds):
        x, y = _EDGE + 228 * (index % 4), 92 + 20 * (index // 4)
        said = f"{WORDS[kind]}: {tally.by_kind[kind]:,}"
        yield _bar(x, y - 10, 12, 12, kind, said)
        yield _text(x + 18, y, said)


def _subjects(tally: Tally, y: int) -> tuple[list[str], int]:
    """Draw a bar for each clause and what it is about."""
    found = tally.subjects
    if not found:
        return [_text(_EDGE, y, "Nothing changes.", "s")], y
    parts = []
    most = found[0][1].total()
    for subject, counted in found[:_MOST_ROWS]:
        name = " ".join(each for each in (subject.clause, subject.what) if each)
        parts.append(_text(_NAMES - 10, y + 14, _cut(name, 34), "", "end"))
        x = float(_NAMES)
        for kind in KINDS:
            if counted[kind]:
                width = _BARS * counted[kind] / most
                said = f"{name}: {counted[kind]:,} {WORDS[kind]}"
                parts.append(_bar(x, y, width, _ROW - 8, kind, said))
                x += width
        parts.append(_text(x + 6, y + 14, f"{counted.total():,}", "s"))
        y += _ROW
    if len(found) > _MOST_ROWS:
        rest = f"and {len(found) - _MOST_ROWS} more, each with fewer"
        parts.append(_text(_NAMES, y + 12, rest, "s"))
        y += _ROW
    return parts, y


def _moves(tally: Tally, y: int) -> tuple[list[str], int]:
    """Draw by how much dues move: earlier to the left, later to the right."""
    if not tally.moved:
        return [], y - 34
    parts = [_text(_EDGE, y, "By how much promises and aims fall due earlier or later")]
    steps = len(STEPS) + 1
    width, height, base = (_WIDTH - 2 * _EDGE) / (2 * steps), 110, y + 146
    most = max(tally.moved.values())
    for place, step in enumerate([*range(-steps, 0), *range(1, steps + 1)]):
        x = _EDGE + place * width
        count = tally.moved[step]
        tall = height * count / most
        kind: Kind = "earlier" if step < 0 else "later"
        said = f"{count:,} by {_step_words(step)} {kind}"
        if count:
            parts.append(_bar(x + 6, base - tall, width - 12, tall, kind, said))
            place_of = (x + width / 2, base - tall - 6)
            parts.append(_text(*place_of, f"{count:,}", "s", "middle"))
        where = (x + width / 2, base + 18)
        parts.append(_text(*where, _step_words(step), "", "middle"))
    line = (
        f'<line class="l" x1="{_EDGE}" x2="{_WIDTH - _EDGE}" y1="{base}" y2="{base}"/>'
    )
    middle = f'<line class="l" x1="{_WIDTH // 2}" x2="{_WIDTH // 2}" '
    parts += [
        line,
        f'{middle}y1="{y + 20}" y2="{base + 24}"/>',
        _text(_EDGE, base + 40, "← earlier", "s"),
    ]
    parts.append(_text(_WIDTH - _EDGE, base + 40, "later →", "s", "end"))
    return parts, base + 40


def _step_words(step: int) -> str:
    size = abs(step)
    if size > len(STEPS):
        return f"> {STEPS[-1][1]}"
    return f"≤ {STEPS[size - 1][1]}"


def _cut(words: str, most: int = 48) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
