"""Findings about an earlier text, where they stand in the present one.

What takes long to find is not lost with each key: it stays, moved along with the text,
until it is looked for again.
"""

from collections.abc import Callable, Iterable

from attrs import evolve

from slapolicy.finding import Finding, Note
from slapolicy.source import Source, Span


def carried(findings: Iterable[Finding], new: Source) -> tuple[Finding, ...]:
    """Give findings at their places in a changed text; without those in the change."""
    found: list[Finding] = []
    stretches: dict[str, tuple[int, int]] = {}
    for each in findings:
        if each.span is None:
            continue
        old = each.span.source
        if old.text not in stretches:
            stretches[old.text] = _change(old.text, new.text)
        change = stretches[old.text]
        span = _moved(each.span, new, change)
        if span is not None:
            notes = [_note(one, old, new, change) for one in each.notes]
            kept = tuple(one for one in notes if one is not None)
            found.append(evolve(each, span=span, notes=kept, fixes=()))
    return tuple(found)


def _note(note: Note, old: Source, new: Source, change: tuple[int, int]) -> Note | None:
    if note.span.source.name != old.name:
        return note
    span = _moved(note.span, new, change)
    return None if span is None else evolve(note, span=span)


def _moved(span: Span, new: Source, change: tuple[int, int]) -> Span | None:
    start, end = change
    if span.end < start:
        return Span(new, span.start, span.end)
    shift = len(new.text) - len(span.source.text)
    if span.start >= end:
        return Span(new, span.start + shift, span.end + shift)
    return None


def _change(old: str, new: str) -> tuple[int, int]:
    """Give the stretch of the old text that is not in the new one."""
    most = min(len(old), len(new))
    start = _longest(most, lambda size: old[:size] == new[:size])
    rest = _longest(
        most - start, lambda size: old[len(old) - size :] == new[len(new) - size :]
    )
    return start, len(old) - rest


def _longest(most: int, holds: Callable[[int], bool]) -> int:
    """Give the largest size, up to some, for which something holds."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if holds(middle):
            least = middle
        else:
            most = middle - 1
    return least
