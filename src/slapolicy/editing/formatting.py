"""The one layout of a text, as the fewest edits of lines that bring it about."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from attrs import frozen

from slapolicy.editing.draft import Draft
from slapolicy.finding import Edit, Finding
from slapolicy.language.formatter import reformat
from slapolicy.source import Source, Span


@frozen
class Layout:
    """Edits that lay a text out; none where findings stand against it."""

    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...] = ()


def lay_out(draft: Draft) -> Layout:
    """Lay a text out as `slapolicy format` does: only blanks and line ends move."""
    made = reformat(draft.source)
    if made.text is None:
        return Layout((), made.findings)
    return Layout(tuple(_edits(draft.source, made.text)))


def _edits(source: Source, text: str) -> Iterator[Edit]:
    """Give what turns one text into another, by whole lines."""
    before, after = _lines(source.text), _lines(text)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            span = Span(source, starts[start], starts[end])
            yield Edit(span, "".join(after[new_start:new_end]))


def _lines(text: str) -> list[str]:
    """Cut a text behind each line feed, and nowhere else."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
