"""Policies inside Markdown: what stands in the fences ```` ```sla ```` is the text.

The prose around them is blanked, so that every place stays true to the file.
"""

import re
from collections.abc import Iterator

from slapolicy.finding import Finding, Note, listed
from slapolicy.source import Source, Span
from slapolicy.values import frozen

Stretch = tuple[int, int]
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(
    r" {0,3}(?P<marks>(?P<mark>[`~])(?P=mark){2,})[ \t]*"
    r"(?P<word>[^\s`]*)(?P<rest>[^\n]*)"
)
_ASIDE = re.compile(r"[ \t>*+.)\d-]*(?:```+|~~~+)[ \t]*sla(?!\w)", re.IGNORECASE)
_REMARK = re.compile(r" {0,3}<!--")
_VISIBLE = re.compile(r"[^\n]")


@frozen
class Fence:
    """A fence `sla`: the line that opens it, what stands in it, whether it ends."""

    head: Stretch
    body: Stretch
    is_closed: bool = True


def is_literate(source: Source) -> bool:
    """Tell whether a source is Markdown: by its name, or by a fence if it has none.

    A text from standard input has no name that would say so.
    """
    if source.name.endswith((".md", ".sla")):
        return source.name.endswith(".md")
    return bool(_fences(source.text))


def policy_of(source: Source) -> Source:
    """Give the policy of Markdown, as long as the file; other sources as they are."""
    if not is_literate(source):
        return source
    text = source.text
    pieces: list[str] = []
    done = 0
    for fence in _fences(text):
        start, end = fence.body
        pieces += [_VISIBLE.sub(" ", text[done:start]), text[start:end]]
        done = end
    pieces.append(_VISIBLE.sub(" ", text[done:]))
    return Source(source.name, "".join(pieces))


def prose_of(source: Source) -> list[Stretch]:
    """Give what is no policy in Markdown, with the lines of the fences."""
    if not is_literate(source):
        return []
    ends = [end for fence in _fences(source.text) for end in fence.body]
    around = zip([0, *ends[1::2]], [*ends[::2], len(source.text)], strict=True)
    return [(start, end) for start, end in around if start < end]


def fence_findings(source: Source) -> tuple[Finding, ...]:
    """Find fences that do not end, or that are not read; none of it is parsed."""
    if not is_literate(source):
        return ()
    found = list(_scan(source.text))
    fences = [each for each in found if isinstance(each, Fence)]
    asides = [each for each in found if not isinstance(each, Fence)]
    findings = [_unclosed(source, each) for each in fences if not each.is_closed]
    for start, end in asides:
        message = "this fence stands too far in, in a list or in a quotation"
        hint = "begin its lines at the left margin, or it is not read"
        span = Span(source, start, end)
        findings.append(Finding("SLA001", message, span, hint=hint))
    if not fences and not findings:
        message = "there is no policy to read in this file: it has no fence `sla`"
        hint = "write the policy between a line ```sla and a line ```"
        findings.append(Finding("SLA101", message, Span(source, 0, 0), hint=hint))
    return listed(findings)


def _unclosed(source: Source, fence: Fence) -> Finding:
    _, end = fence.body
    notes: tuple[Note, ...] = ()
    if end < len(source.text):
        after = source.text.find("\n", end)
        here = Span(source, end, after if after >= 0 else len(source.text))
        notes = (Note(here, "the next fence begins here"),)
    message = "the policy that begins here does not end: its fence is not closed"
    hint = "write a line ``` where the policy ends"
    return Finding("SLA004", message, Span(source, *fence.head), hint=hint, notes=notes)


def _closes(line: re.Match[str], opener: re.Match[str]) -> bool:
    is_bare = not line["word"] and not line["rest"].strip()
    return is_bare and line["marks"].startswith(opener["marks"])


def _fences(text: str) -> list[Fence]:
    return [each for each in _scan(text) if isinstance(each, Fence)]


def _scan(text: str) -> Iterator[Fence | Stretch]:
    """Give each fence `sla`, and each line that looks like the head of one.

    A fence ends as Markdown says: at a line of as many marks of the same kind, with
    nothing after them. Where the text or another fence comes first, it is not closed.
    Fences of other languages hold no policy, nor do remarks between `<!--` and `-->`.
    """
    opener: re.Match[str] | None = None
    head = (0, 0)
    in_remark = False
    for match in _LINE.finditer(text):
        line = match[0].rstrip("\n")
        here = (match.start(), match.start() + len(line))
        found = _FENCE.fullmatch(line)
        if opener is not None:
            if found is None or found["mark"] != opener["mark"]:
                continue
            is_sla, is_end = _is_sla(opener), _closes(found, opener)
            if is_sla and (is_end or found["word"]):
                yield Fence(head, (min(head[1] + 1, len(text)), here[0]), is_end)
            if is_end or (is_sla and found["word"]):
                opener, head = (None if is_end else found), here
        elif in_remark or _REMARK.match(line):
            in_remark = "-->" not in line
        elif found and (found["mark"] == "~" or "`" not in found["rest"]):
            opener, head = found, here
        elif _ASIDE.match(line):
            yield here
    if opener is not None and _is_sla(opener):
        yield Fence(head, (min(head[1] + 1, len(text)), len(text)), is_closed=False)


def _is_sla(line: re.Match[str]) -> bool:
    return line["word"].lower() == "sla"
