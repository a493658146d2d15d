"""What is told of a word when somebody points at it."""

from collections.abc import Iterator

from attrs import frozen

from slapolicy.editing.draft import Draft, policy_text
from slapolicy.editing.index import Declaration, Occurrence
from slapolicy.editing.limits import Limit, limits_of
from slapolicy.editing.moments import (
    Moment,
    ends_at,
    is_reckoned,
    measure_of,
    next_closing,
    next_opening,
)
from slapolicy.editing.navigating import target_at, word_at
from slapolicy.editing.skeleton import skeleton_at
from slapolicy.editing.telling import told_of, written
from slapolicy.language import syntax
from slapolicy.language.forms import form_of
from slapolicy.language.words import reserved
from slapolicy.source import Span


@frozen
class Told:
    """Something to be told, in Markdown, and of what."""

    text: str
    span: Span


_SHOWN_WHOLE = (
    syntax.Calendar,
    syntax.Term,
    syntax.Clock,
    syntax.Indicator,
    syntax.Severity,
    syntax.Event,
    syntax.Parameter,
    syntax.Fact,
    syntax.Assessment,
    syntax.Agreed,
    syntax.Reading,
)
_LONGEST = 30


def hover(draft: Draft, offset: int, at: int) -> Told | None:
    """Tell what stands at a place: a name, a limit, a word of the language.

    Args:
        draft: What was read.
        offset: The place.
        at: The present instant, in microseconds; what would be due is told from it.
    """
    found = draft.index.at(offset)
    target = target_at(draft, offset)
    declaration = None if target is None else draft.index.declarations.get(target)
    span = word_at(draft, offset) if found is None else found.span
    if declaration is not None and span is not None:
        return Told("\n\n".join(_of_name(draft, declaration, at)), span)
    for limit in limits_of(draft.tree):
        if limit.span.start <= offset <= limit.span.end:
            return Told("\n\n".join(_of_limit(draft, limit, at)), limit.span)
    return _of_word(draft, offset) or (None if found is None else _of_state(found))


def _of_name(draft: Draft, declaration: Declaration, at: int) -> Iterator[str]:
    yield from told_of(declaration, draft.index, draft.tree)
    node = declaration.node
    if isinstance(node, _SHOWN_WHOLE) and declaration.kind not in ("value", "party"):
        if node.span.text.count("\n") < _LONGEST:
            yield written(node)
        if isinstance(node, syntax.Calendar):
            yield from _of_hours(draft, declaration.target.name, at)
    readings = [
        f"reading `{each.name.text}`: {each.chosen.text}"
        for each in _readings(draft)
        if declaration.target.name in {name.text for name in each.of}
    ]
    if readings and declaration.kind != "value":
        yield "  \n".join(readings)


def _readings(draft: Draft) -> Iterator[syntax.Reading]:
    for each in draft.index.declarations.values():
        if isinstance(each.node, syntax.Reading):
            yield each.node


def _of_hours(draft: Draft, calendar: str, at: int) -> Iterator[str]:
    """Tell when a calendar opens next, or closes if it is open."""
    policy = draft.sound
    if policy is None or calendar not in policy.calendars or not is_reckoned(at):
        return
    opens = next_opening(policy, calendar, at)
    if isinstance(opens, Moment) and opens.at == at:
        closes = next_closing(policy, calendar, at)
        until = f" until {closes} ({closes.zone})" if isinstance(closes, Moment) else ""
        yield f"open now{until}"
    elif isinstance(opens, Moment):
        yield f"closed now; opens {opens} ({opens.zone})"
    else:
        yield f"when it opens {opens}" if opens.names else "never opens again"


def _of_limit(draft: Draft, limit: Limit, at: int) -> Iterator[str]:
    """Tell what a limit means on its calendar, and when it would end from now."""
    yield f"**limit** {limit.amount.span.text}: {_meaning(draft, limit)}"
    policy = draft.sound
    if policy is None or not is_reckoned(at):
        return
    ends = ends_at(policy, limit.amount, measure_of(limit.hours), at)
    if isinstance(ends, Moment):
        yield f"if it began now, it would end {ends} ({ends.zone})"
    else:
        yield f"when it would end {ends}" if ends.names else "it would never end"


def _meaning(draft: Draft, limit: Limit) -> str:
    number, unit = limit.amount.amount.text, limit.amount.unit.text
    match limit.hours:
        case syntax.Always():
            return "by the clock, day and night, holidays included"
        case syntax.InZone(zone):
            return f"to the same wall time {number} dates later in {zone.span.text}"
        case syntax.During(calendar):
            hours = _hours_in_words(draft, calendar.text)
            if unit == "business days":
                days = "working day" if number == "1" else "working days"
                not_counted = "the day of the event is not counted"
                return f"{number} {days} of `{calendar.text}`{hours}; {not_counted}"
            return f"counted only while `{calendar.text}` is open{hours}"


def _hours_in_words(draft: Draft, name: str) -> str:
    """Give the weekly hours and the zone of a calendar, as it states them."""
    for each in draft.index.declarations.values():
        if each.kind == "calendar" and each.target.name == name:
            node = each.node
            assert isinstance(node, syntax.Calendar)
            told = [_line(line) for line in node.lines]
            if any(isinstance(line, syntax.Branch) for line in node.lines):
                told.append("by the order form")
            told = [each for each in told if each]
            return f", {', '.join(told)}" if told else ""
    return ""


def _line(line: syntax.CalendarLine) -> str:
    match line:
        case syntax.OpenWeek() | syntax.OpenAlways():
            return " ".join(line.span.text.split()[1:])
        case syntax.Zone():
            return line.zone.span.text
        case syntax.DayEnd():
            return " ".join(line.span.text.split())
        case _:
            return ""


def _of_word(draft: Draft, offset: int) -> Told | None:
    """Tell the form of the sentence that a word of the language begins."""
    word = word_at(draft, offset)
    if word is None or word.text not in reserved():
        return None
    here = skeleton_at(policy_text(draft), word.start)
    form = form_of(word.text, here.block) if here.is_fresh else None
    return None if form is None else Told(f"```sla\n{form}\n```", word)


def _of_state(found: Occurrence) -> Told | None:
    words = ", ".join(f"`{each}`" for each in found.role.words)
    return Told(f"one of {words}", found.span) if words else None
