"""Findings as text: a line that editors and grep know, then the place, then a hint."""

from collections.abc import Iterable, Iterator

from slapolicy.finding import Finding
from slapolicy.source import Source, Span
from slapolicy.tools.render.excerpt import excerpt
from slapolicy.tools.render.ink import escape, paint, paint_policy
from slapolicy.tools.render.words import ENGLISH, Words, words


def as_text(
    findings: Iterable[Finding],
    name: str | None = None,
    *,
    is_coloured: bool = False,
    language: str = "en",
) -> str:
    """Write findings as people read them.

    Args:
        findings: In the order in which they are printed.
        name: The file of the case, for findings that have a path and no span.
        is_coloured: Whether a terminal is meant.
        language: Of the words around them.
    """
    spoken = words(language)
    return "".join(
        f"{line}\n"
        for each in findings
        for line in _lines(each, name, spoken, is_coloured)
    )


def headline(finding: Finding, name: str | None = None) -> str:
    """Give the first line, `file:line:column: SLA201 message`."""
    return f"{_place(finding, name)}{finding.code} {escape(finding.message)}"


def _place(finding: Finding, name: str | None) -> str:
    if finding.span is not None:
        return f"{escape(str(finding.span))}: "
    parts = (name, finding.path)
    return "".join(f"{escape(part)}: " for part in parts if part)


def _lines(
    finding: Finding, name: str | None, spoken: Words, is_coloured: bool
) -> Iterator[str]:
    place = _place(finding, name)
    code = paint(finding.code, finding.level, is_coloured=is_coloured)
    yield f"{place}{code} {escape(finding.message)}"
    gutter = _gutter(finding)
    shown: Source | None = None
    marks: list[tuple[Span, str, str, str]] = []
    if finding.span is not None:
        shown = finding.span.source
        marks.append((finding.span, "^", "", finding.level))
    marks += [(note.span, "-", note.label, "info") for note in finding.notes]
    for span, mark, label, colour in marks:
        if shown is not None and span.source is not shown:
            yield f"{' ' * gutter} : {escape(str(span))}"
        shown = span.source
        line, under = excerpt(span, mark, escape(label))
        line = paint_policy(line, is_coloured=is_coloured)
        yield f"{span.place[0]:>{gutter}} | {line}".rstrip()
        yield f"{' ' * gutter} | {paint(under, colour, is_coloured=is_coloured)}"
    for proof in finding.proofs:
        said = spoken.say("case: a scenario that holds, to be copied as it stands")
        yield f"{' ' * gutter} = {said}"
        for told in proof.scenario.splitlines():
            line = paint_policy(escape(told), is_coloured=is_coloured)
            yield f"{' ' * (gutter + 3)}{line}"
    if finding.hint:
        yield f"{' ' * gutter} = {spoken.say('hint')}: {escape(finding.hint)}"


def _gutter(finding: Finding) -> int:
    spans = [finding.span, *(note.span for note in finding.notes)]
    numbers = [span.place[0] for span in spans if span is not None]
    return max([4, *(len(str(number)) for number in numbers)])


def count(findings: Iterable[Finding], spoken: Words = ENGLISH) -> str:
    """Say how many there are of each level, `2 errors, 1 warning`; empty for none."""
    levels: list[str] = [each.level for each in findings]
    nouns = (
        ("error", "{0} error", "{0} errors"),
        ("warning", "{0} warning", "{0} warnings"),
        ("info", "{0} remark", "{0} remarks"),
    )
    return ", ".join(
        spoken.say_count(one, several, number)
        for level, one, several in nouns
        if (number := levels.count(level))
    )
