"""What each word of a text is, for an editor that shows it in colours."""

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from slapolicy.contract.resolver.names import Kind
from slapolicy.editing.draft import Draft, policy_text
from slapolicy.language import colours
from slapolicy.source import Span

Hue = (
    Literal[
        "clause",
        "value",
        "comment",
        "string",
        "keyword",
        "unit",
        "number",
        "code",
        "name",
    ]
    | Kind
)


@frozen
class Colour:
    """A stretch of one line, what it is, and whether it is declared there."""

    span: Span
    hue: Hue
    is_declaration: bool = False


_PLAIN = ("comment", "string", "keyword", "unit", "number", "code", "name")


def colour(draft: Draft) -> Iterator[Colour]:
    """Give the colours of a text in order; marks and prose have none."""
    named = {each.span.start: each for each in draft.index.occurrences}
    for each in colours.coloured(policy_text(draft)):
        if each.kind not in _PLAIN:
            continue
        span = Span(draft.source, each.start, each.end)
        found = named.get(each.start)
        if found is not None and found.span.end == each.end and found.target:
            known = draft.index.declarations.get(found.target)
            hue: Hue = "name" if known is None else known.kind
            yield Colour(span, hue, found.is_declaration)
        else:
            yield from _by_line(span, each.kind)


def _by_line(span: Span, kind: colours.Kind) -> Iterator[Colour]:
    """Cut what runs over several lines, such as `business days` may."""
    assert kind != "mark"
    assert kind != "blank"
    assert kind != "other"
    start = span.start
    for line in span.text.split("\n"):
        if line.strip():
            yield Colour(Span(span.source, start, start + len(line)), kind)
        start += len(line) + 1
