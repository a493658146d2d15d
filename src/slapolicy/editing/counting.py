"""Days of a limit without hours: which days, on which calendar or in whose dates."""

import re
from collections.abc import Iterator
from itertools import islice

from slapolicy.editing.draft import Draft
from slapolicy.editing.index import Target
from slapolicy.editing.roles import CALENDARS
from slapolicy.finding import Edit, Finding, Fix
from slapolicy.language import syntax
from slapolicy.source import Span

_SAID = re.compile(r"([0-9]{1,9}) {0,9}(d|days?|w|weeks?)")
_LONGEST = 20
_MOST_CALENDARS = 3


def counted_days(draft: Draft, finding: Finding, span: Span) -> Iterator[Fix]:
    """Write the days with their hours, as the calendars and the zone here have them."""
    if finding.code != "SLA013" or finding.fixes:
        return
    before = draft.text[max(span.start - _LONGEST, 0) : span.start].rstrip(" ")
    digits = len(before) - len(before.rstrip("0123456789"))
    start = span.start
    if digits:
        start = len(draft.text[: span.start].rstrip(" ")) - digits
    said = _SAID.fullmatch(draft.text, start, span.end)
    if said is None:
        return
    count = int(said[1]) * (7 if said[2].startswith("w") else 1)
    over, plural = Span(draft.source, start, span.end), "" if count == 1 else "s"
    texts = [f"{24 * count} hours 24x7"]
    if (zone := zone_of(draft)) is not None:
        texts.insert(0, f"{count} calendar day{plural} in {zone}")
    if said[2].startswith("d"):
        hours = islice(_with_days(draft), _MOST_CALENDARS)
        texts[:0] = [f"{count} business day{plural} during {each}" for each in hours]
    for text in texts:
        yield Fix(f"write `{text}`", (Edit(over, text),))


def _with_days(draft: Draft) -> Iterator[str]:
    """Give the calendars here that say when a business day ends."""
    for each in draft.index.of(CALENDARS):
        found = draft.index.declarations.get(Target("names", each.target.name))
        node = None if found is None else found.node
        if isinstance(node, syntax.Calendar) and any(
            isinstance(line, syntax.DayEnd) for line in node.lines
        ):
            yield each.target.name


def zone_of(draft: Draft) -> str | None:
    """Give the zone of the agreement, as it is written."""
    lines = getattr(draft.tree.opening, "lines", ())
    zones = (line.zone for line in lines if isinstance(line, syntax.Zone))
    return next((zone.span.text for zone in zones), None)
