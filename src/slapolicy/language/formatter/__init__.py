"""The one layout of a policy: from its words, never from what it means.

`reformat` gives the text laid out, or the findings for which it is left as it is.
Words, comments and prose stay as they are and where they are; only blanks and line
ends move. What is broken where stands in `forms`.
"""

from attrs import frozen

from slapolicy.finding import Finding
from slapolicy.language import literate
from slapolicy.language.concrete import words
from slapolicy.language.formatter.gaps import gaps_of
from slapolicy.language.formatter.guard import moved
from slapolicy.language.formatter.layout import Layout
from slapolicy.language.formatter.shaping import Shaper
from slapolicy.language.formatter.writer import Writer
from slapolicy.language.parser import concrete, parse
from slapolicy.source import Source

__all__ = ["Formatted", "reformat"]


@frozen
class Formatted:
    """A text laid out; `None` where findings stand against it."""

    text: str | None
    findings: tuple[Finding, ...] = ()


def reformat(source: Source) -> Formatted:
    """Lay a text out. One that cannot be read is given back with its findings."""
    parsed = parse(source)
    if any(finding.is_error for finding in parsed.findings):
        return Formatted(None, parsed.findings)
    tree = concrete(source)
    found = list(words(tree))
    prose = literate.prose_of(source)
    gaps = gaps_of(source.text, found, parsed.comments, prose)
    numbers = {word.start: number for number, word in enumerate(found)}
    writer = Writer(gaps)
    Layout(Shaper(source.text, numbers), writer).document(tree)
    made = Source(source.name, writer.text())
    if finding := moved(source, parsed, made):
        return Formatted(None, (finding,))
    return Formatted(made.text)
