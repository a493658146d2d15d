"""What may be written instead of what is wrong: edits for findings.

What is wrong with a sentence brings its own edits. For names they are found here, from
where the finding stands and from what may stand there; what findings say in words is
never looked at.
"""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import count, islice

from slapolicy.editing.counting import counted_days, zone_of
from slapolicy.editing.draft import Draft
from slapolicy.editing.importing import names_in
from slapolicy.editing.index import Occurrence, Target
from slapolicy.editing.limits import limits_of
from slapolicy.editing.quoting import quotes
from slapolicy.editing.roles import CALENDARS
from slapolicy.finding import Edit, Finding, Fix
from slapolicy.language import syntax
from slapolicy.language.literate import prose_of
from slapolicy.source import Span

_NAMED = frozenset(
    (
        *(f"SLA{number}" for number in range(201, 219)),
        *("SLA220", "SLA230", "SLA232", "SLA703"),
    )
)
"""Findings about a name that is not known, or not there."""
_ID = re.compile(r"([A-Z]+)([0-9]+)\S*")
_MOST = 3
_MOST_HOURS = 5


def fixes_of(draft: Draft, finding: Finding) -> tuple[Fix, ...]:
    """Give edits that mend what a finding is about, the likeliest first."""
    found = [*finding.fixes]
    if finding.span is not None and finding.span.source.name == draft.source.name:
        for make in _MAKERS:
            found += make(draft, finding, finding.span)
    return tuple(found)


def _names(draft: Draft, finding: Finding, span: Span) -> Iterator[Fix]:
    """Write the name that was meant: here, and wherever it is misspelt alike."""
    found = draft.index.at(span.start)
    if finding.code not in _NAMED or found is None or found.span.text != span.text:
        return
    known = _known(draft, finding, found)
    for near in get_close_matches(found.text, known, n=_MOST):
        yield Fix(f"write `{near}`", (Edit(span, near),))
        alike = [each for each in draft.index.occurrences if _is_alike(each, found)]
        if len(alike) > 1:
            edits = tuple(Edit(each.span, near) for each in alike)
            yield Fix(f"write `{near}` in all {len(alike)} places", edits)


def _known(draft: Draft, finding: Finding, found: Occurrence) -> list[str]:
    """Give what might have been meant."""
    if finding.code == "SLA230":
        for node in draft.tree.imports:
            if node.span.start <= found.span.start < node.span.end:
                return [
                    made.name.text for made in names_in(node.file.text, draft.loader)
                ]
    names = [each.target.name for each in draft.index.of(found.role)]
    if found.owner is not None:
        names += [
            each.name
            for each in draft.index.declarations
            if each.space == "values" and each.owner == found.owner
        ]
    known = dict.fromkeys((*names, *found.role.words))
    return [each for each in known if each != found.text]


def _is_alike(one: Occurrence, other: Occurrence) -> bool:
    return (one.target, one.text) == (other.target, other.text)


def _clauses(draft: Draft, finding: Finding, span: Span) -> Iterator[Fix]:
    """Write a clause that is cited and missing."""
    clauses = [e for e in draft.tree.declarations if isinstance(e, syntax.Clause)]
    if finding.code != "SLA211" or not clauses:
        return
    place = next((each.places[0] for each in clauses if each.places), None)
    start = f' from {place.source.text} "…"' if place else ""
    text = f'\n\nclause {span.text} "…"{start} {{\n  left to people because "…"\n}}'
    end = Span(draft.source, clauses[-1].span.end, clauses[-1].span.end)
    yield Fix(f"write a clause {span.text}", (Edit(end, text),))


def _twice(draft: Draft, finding: Finding, span: Span) -> Iterator[Fix]:
    """Give what is declared twice, or like another, a name that nothing has."""
    taken = {target.name for target in draft.index.declarations}
    if finding.code == "SLA223" and (parts := _ID.fullmatch(span.text)):
        names = (f"{parts[1]}{number}" for number in count(int(parts[2]) + 1))
    elif finding.code in ("SLA221", "SLA222"):
        names = (f"{span.text}_{number}" for number in count(2))
    else:
        return
    name = next(each for each in names if each not in taken)
    yield Fix(f"write `{name}`", (Edit(span, name),))


def _scenarios(draft: Draft, finding: Finding, _: Span) -> Iterator[Fix]:
    """Keep the case that shows what is odd, as a scenario at the end of the text."""
    for proof in finding.proofs:
        yield Fix(
            "keep the case that shows this, as a scenario",
            (added_at_end(draft, proof.scenario),),
        )


def added_at_end(draft: Draft, declaration: str) -> Edit:
    """Put a declaration at the end of a text; of Markdown, into its last fence."""
    prose = prose_of(draft.source)
    end = prose[-1][0] if prose and prose[-1][0] > 0 else len(draft.text)
    before = draft.text[:end]
    at = len(before.rstrip())
    return Edit(Span(draft.source, at, end), f"\n\n{declaration.strip()}\n")


def _imports(draft: Draft, finding: Finding, span: Span) -> Iterator[Fix]:
    """Import what something imported rests on, or leave an import out."""
    node = next(
        (e for e in draft.tree.imports if e.span.start <= span.start < e.span.end), None
    )
    if node is None:
        return
    last = node.names[-1].span.end
    if finding.code == "SLA231" and finding.notes:
        name = finding.notes[0].span.text
        here = Span(draft.source, last, last)
        yield Fix(f"import `{name}` too", (Edit(here, f", {name}"),))
    elif finding.code == "SLA224" and len(node.names) == 1:
        whole = _whole_line(draft, node.span)
        yield Fix("leave the import out", (Edit(whole, ""),))
    elif finding.code == "SLA224":
        places = [each.span for each in node.names]
        number = next((n for n, each in enumerate(places) if each == span), None)
        if number is not None:
            first = number == 0
            start = span.start if first else places[number - 1].end
            end = places[1].start if first else span.end
            cut = Span(draft.source, start, end)
            yield Fix(f"leave `{span.text}` out", (Edit(cut, ""),))


def _whole_line(draft: Draft, span: Span) -> Span:
    end = span.end + (draft.text[span.end : span.end + 1] == "\n")
    return Span(draft.source, span.start, end)


def _day_ends(draft: Draft, finding: Finding, span: Span) -> Iterator[Fix]:
    """Say in the calendar when a business day ends."""
    if finding.code != "SLA311":
        return
    for each in _calendars_beside(draft, span):
        lines = each.lines
        at = lines[-1].span.end if lines else each.span.end - 1
        for word in ("closing", "the same time"):
            text = f"\n  business days run to {word}"
            indent = " " * (each.span.place[1] - 1)
            here = Span(draft.source, at, at)
            edit = Edit(here, text.replace("\n", f"\n{indent}"))
            yield Fix(f"let `{each.name.text}` have days that run to {word}", (edit,))


def _calendars_beside(draft: Draft, span: Span) -> Iterator[syntax.Calendar]:
    """Give the calendar on which a length is counted that stands at a place."""
    for limit in limits_of(draft.tree):
        hours = limit.hours
        if limit.amount.span.start == span.start and isinstance(hours, syntax.During):
            found = draft.index.declarations.get(Target("names", hours.calendar.text))
            if found is None or found.is_imported:
                continue
            if isinstance(found.node, syntax.Calendar):
                yield found.node


def _hours(draft: Draft, finding: Finding, span: Span) -> Iterator[Fix]:
    """Say on which calendar a limit is counted."""
    if finding.code != "SLA015":
        return
    is_unit = span.text.rstrip("s") in ("second", "minute", "hour", "day")
    at = span.end if is_unit else len(draft.text[: span.start].rstrip())
    if draft.text[:at].split()[-2:-1] == ["calendar"]:
        zone = zone_of(draft)
        texts = [] if zone is None else [f"in {zone}"]
    else:
        names = islice(draft.index.of(CALENDARS), _MOST_HOURS)
        texts = [f"during {each.target.name}" for each in names]
    for text in texts:
        edit = Edit(Span(draft.source, at, at), f" {text}")
        yield Fix(f"write `{text}`", (edit,))


_MAKERS: tuple[Callable[[Draft, Finding, Span], Iterator[Fix]], ...] = (
    _names,
    quotes,
    counted_days,
    _hours,
    _clauses,
    _twice,
    _imports,
    _day_ends,
    _scenarios,
)
