"""What may stand at a place: words of the language, and names of the right kind.

The words are those that the grammar takes there. What a name there would be is found by
putting one there, and words behind it until the sentence can be read.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from attrs import frozen

from slapolicy.editing.draft import Draft, policy_text
from slapolicy.editing.importing import names_in
from slapolicy.editing.index import Occurrence
from slapolicy.editing.indexing import occurrence_in
from slapolicy.editing.skeleton import Skeleton, skeleton_at
from slapolicy.editing.telling import title_of
from slapolicy.language import syntax
from slapolicy.language.expecting import Standing
from slapolicy.language.failure import END
from slapolicy.language.forms import form_of
from slapolicy.language.literate import prose_of
from slapolicy.language.words import reserved
from slapolicy.source import Span
from slapolicy.worktime import zone_names


@frozen
class Offer:
    """Something that may stand at a place.

    Attributes:
        text: What would be written.
        kind: Whether it is a word of the language, a name, or a value or code.
        detail: What it is: the form of a sentence, the title of a name.
        span: What it would be written over: what stands there of the word, if anything.
    """

    text: str
    kind: Literal["word", "name", "value"]
    detail: str
    span: Span


_IN_WORD = re.compile(r"[\w/:+.%-]")
_BEFORE = re.compile(r'"[^"\n]*"?|#[^\n]*')
_SEVERAL = {
    "BUSINESS_DAYS": ("business day", "business days"),
    "CALENDAR_DAYS": ("calendar day", "calendar days"),
    "SECONDS": ("second", "seconds"),
    "MINUTES": ("minute", "minutes"),
    "HOURS": ("hour", "hours"),
    "A_SECOND_WITHOUT_ATTEMPTS": ("a second without attempts",),
    "ALREADY_RUNNING": ("already running",),
    "DAY": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "MONTH": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "CURRENCY": ("EUR", "USD", "GBP", "PLN", "CHF"),
}
_SAMPLES = {
    "NAME": "x_y",
    "STRING": '""',
    "ID": "Q1",
    "NUMBER": "1",
    "PERCENT": "80%",
    "DATE": "2025-01-02",
    "TIME": "09:00",
    "ZONE": "UTC",
    "OFFSET": "UTC+01:00",
    "REGION": "PL",
    "LANG": "pl",
    "LBRACE": "{",
    "RBRACE": "}",
    "LPAR": "(",
    "RPAR": ")",
    "COMMA": ",",
    "COLON": ":",
    "VBAR": "|",
    "MINUS": "-",
}
"""What is written for a terminal to read a sentence to its end."""
_ENDS_FIRST = (
    *("IS", "RBRACE", "RPAR", "LBRACE", "VBAR", "COLON", "WITHIN", "DURING", "ALWAYS"),
    *("STRING", "MEANS", "YES", "WHEN", "NUMBER", "MINUTES", "ID"),
    *("TIME", "MINUS", "DATE", "LEVEL", "FROM", "AS", "NOT", "BECAUSE"),
)
"""What is tried first to end a sentence."""
_ENDS_LAST = ("NAME", "OR", "AND", "COMMA", "LPAR")
"""What is tried last, as more must follow it."""
_PARTINGS = (
    *("IS", "HAS", "NAME", "BECOMES", "VIA", "LBRACE", "AND", "DUE", "STRING", "VBAR"),
)
"""What may follow a name, and tells what it is."""
_STEPS = 24


def complete(draft: Draft, offset: int) -> tuple[Offer, ...]:
    """Say what may stand at a place, the likeliest first."""
    if any(start <= offset < end for start, end in prose_of(draft.source)):
        return ()
    text = policy_text(draft)
    line = text.rfind("\n", 0, offset) + 1
    for match in _BEFORE.finditer(text, line, offset):
        is_open = match[0].count('"') == 1 or match[0][0] == "#"
        if match.end() == offset and is_open:
            return ()
    start = offset
    while start > line and _IN_WORD.match(text[start - 1]):
        start -= 1
    here = skeleton_at(text, start)
    span = Span(draft.source, start, offset)
    accepts = here.accepts
    offers = [
        *_names(draft, here, accepts, span),
        *_words(here, accepts | _openings(draft, here, start), span),
        *_codes(accepts, span),
    ]
    return tuple({each.text: each for each in reversed(offers)}.values())[::-1]


def _openings(draft: Draft, here: Skeleton, start: int) -> frozenset[str]:
    """Give what may open a text, or stand before its declarations."""
    if not here.is_fresh or here.block:
        return frozenset()
    opening = draft.tree.opening
    if opening is None or start <= opening.span.start:
        return frozenset(("AGREEMENT", "VOCABULARY"))
    first = draft.tree.declarations[:1]
    is_early = not first or start <= first[0].span.start
    return frozenset(("IMPORT",)) if is_early else frozenset()


@cache
def _word_by_terminal() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {
        kind: (word,) for word, kind in reserved().items()
    }
    return words | _SEVERAL


def _words(here: Skeleton, accepts: frozenset[str], span: Span) -> Iterator[Offer]:
    for kind in sorted(accepts):
        for word in _word_by_terminal().get(kind, ()):
            form = form_of(word, here.block) if here.is_fresh else None
            yield Offer(word, "word", form or "", span)


def _codes(accepts: frozenset[str], span: Span) -> Iterator[Offer]:
    if "ZONE" in accepts:
        for name in zone_names():
            yield Offer(name, "value", "time zone", span)


def _names(
    draft: Draft, here: Skeleton, accepts: frozenset[str], span: Span
) -> Iterator[Offer]:
    found = [
        occurrence
        for kind in ("NAME", "ID")
        if kind in accepts
        for occurrence in _would_be(draft, here, kind)
    ]
    for each in found:
        if here.opener == "import":
            yield from _importable(draft, span)
            continue
        if each.owner is not None:
            yield from _values(draft, each, span)
        for made in draft.index.of(each.role):
            yield Offer(made.target.name, "name", title_of(made), span)
        for word in each.role.words:
            if reserved().get(word, "NAME") in accepts:
                yield Offer(word, "value", "", span)


def _values(draft: Draft, each: Occurrence, span: Span) -> Iterator[Offer]:
    for target in draft.index.declarations:
        if target.space == "values" and target.owner == each.owner:
            yield Offer(target.name, "value", f"of {each.owner}", span)


def _importable(draft: Draft, span: Span) -> Iterator[Offer]:
    """Give the names of the vocabularies that the text imports from."""
    files = {each.file.text for each in draft.tree.imports}
    after = re.compile(r'[^"#{}]*from\s+"([^"\n]*)"').match(draft.text, span.end)
    names = [after[1]] if after else sorted(files)
    for name in names:
        for made in names_in(name, draft.loader):
            yield Offer(made.name.text, "name", f"{made.kind} of {name}", span)


def _would_be(draft: Draft, here: Skeleton, kind: str) -> Iterator[Occurrence]:
    """Tell what a name would be, by reading the sentence to its ends."""
    found = here.standing
    after = found.after(kind) if isinstance(found, Standing) else None
    if after is None:
        return
    accepts = after.accepts
    ways = [each for each in _PARTINGS if each in accepts] or [_ending(accepts)]
    for way in ways:
        kinds = _ended(after, way)
        if kinds is None:
            continue
        node = here.read(" ".join(_sample(each) for each in (kind, *kinds)))
        if isinstance(node, syntax.Node):
            known = draft.index.declarations
            if occurrence := occurrence_in(node, len(here.text), known):
                yield occurrence


def _ended(found: Standing, way: str) -> list[str] | None:
    """Give terminals that bring a sentence to some end, the first of them given."""
    kinds: list[str] = []
    kind = way
    while kind != END and len(kinds) < _STEPS:
        then = found.after(kind)
        if then is None:
            return None
        found = then
        kinds.append(kind)
        kind = _ending(found.accepts)
    return kinds if kind == END else None


def _ending(accepts: frozenset[str]) -> str:
    """Choose what brings a sentence to its end."""
    first = [each for each in _ENDS_FIRST if each in accepts]
    others = sorted(accepts.difference(_ENDS_LAST))
    last = [each for each in _ENDS_LAST if each in accepts]
    return ([END] if END in accepts else first + others + last or [END])[0]


def _sample(kind: str) -> str:
    return _SAMPLES.get(kind) or _word_by_terminal()[kind][0]
