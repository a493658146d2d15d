"""Findings built by hand, for the tests of the doors."""

from slapolicy.finding import Finding, Note
from slapolicy.source import Source, Span

GOLD = Source("gold.sla", "plan gold\n  hours office_eu\n\ncalendar offices_eu {}\n")


def span(source: Source, text: str) -> Span:
    """Give the span of the first place where a text stands."""
    start = source.text.index(text)
    return Span(source, start, start + len(text))


UNKNOWN = Finding(
    "SLA001",
    "unknown calendar `office_eu`",
    span(GOLD, "office_eu"),
    hint="did you mean `offices_eu`?",
    notes=(Note(span(GOLD, "offices_eu"), "a similar name is declared here"),),
)
FIELD = Finding("SLA001", "`yes` is not a number", path="facts.load", hint="write 12")
