"""The line of a source that a finding speaks of, with a mark under the place.

What the finding says is not told here.
"""

from slapolicy.source import Span, width
from slapolicy.tools.render.ink import escape

LONGEST = 120
_BEFORE = 60


def excerpt(span: Span, mark: str, label: str = "") -> tuple[str, str]:
    """Give the line on which a span begins, and the line of marks under it.

    Neither is longer than 120 characters (labels apart); what is left out of a long
    line shows as `…`. A span that runs on is marked to the end of its first line.
    """
    line_number, column = span.place
    line = span.source.line(line_number).rstrip("\r")
    start = min(column - 1, len(line))
    end = min(start + max(span.end - span.start, 1), max(len(line), start + 1))
    before, marked, after = line[:start], line[start:end], line[end:]
    before = _last(escape(before), _BEFORE)
    marked = _first(escape(marked), LONGEST - len(before) - 1)
    after = _first(escape(after), LONGEST - len(before) - len(marked))
    under = " " * width(before) + mark * max(width(marked), 1)
    return (before + marked + after).rstrip(), f"{under} {label}".rstrip()


def _first(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(most - 1, 0)] + "…"[:most]


def _last(text: str, most: int) -> str:
    return text if len(text) <= most else "…" + text[len(text) - most + 1 :]
