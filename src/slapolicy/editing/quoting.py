"""Where a quote lacks: each end of a word on its line is tried."""

import re
from collections.abc import Iterator

from slapolicy.editing.draft import Draft
from slapolicy.finding import Edit, Finding, Fix
from slapolicy.language.parser import parse
from slapolicy.language.reader import read
from slapolicy.source import Span

_WORD = re.compile(r"\S+")
_MOST_WORDS = 40
_MOST = 3


def quotes(draft: Draft, finding: Finding, span: Span) -> Iterator[Fix]:
    """Write the quote that lacks, where the text then reads best."""
    if finding.code != "SLA003" or finding.fixes:
        return
    best, found = len(draft.parsed.findings), list[Fix]()
    for at, title in _places(draft.text, span.start):
        text = f'{draft.text[:at]}"{draft.text[at:]}'
        left = len(parse(read(text, draft.source.name).source).findings)
        fix = Fix(title, (Edit(Span(draft.source, at, at), '"'),))
        if left < best:
            best, found = left, []
        if left == best < len(draft.parsed.findings):
            found.append(fix)
    if len(found) <= _MOST:
        yield from found


def _places(text: str, within: int) -> Iterator[tuple[int, str]]:
    """Give where a text may begin or end on a line, and what writing a quote there is.

    One begins before a word, and ends behind one.
    """
    start = text.rfind("\n", 0, within) + 1
    end = text.find("\n", within)
    line = text[start : len(text) if end < 0 else end]
    words = [*_WORD.finditer(line)]
    for word in words if len(words) <= _MOST_WORDS else ():
        said, first, last = word[0].strip('"'), word.start(), word.end()
        if not (line.count('"', 0, first) % 2 or word[0].startswith('"')):
            yield start + first, f'write `"` before `{said}`'
        if line.count('"', 0, last) % 2 and not word[0].endswith('"'):
            yield start + last, f'write `"` behind `{said}`'
