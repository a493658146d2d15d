"""What a tree can be wrong about without looking up a name: tables, choices, units.

What the names refer to is asked in `contract/resolver`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from slapolicy.finding import Finding, Note
from slapolicy.language import syntax
from slapolicy.language.fixes import written
from slapolicy.language.tables import table_findings
from slapolicy.language.units import unit_findings
from slapolicy.source import Span, shortened

_COUNTS_AS = ("available", "unavailable", "unchanged")
_SOURCES = ("holidays", "workalendar", "either", "both")
_LEAVES = frozenset((syntax.Name, syntax.Text, syntax.Number, syntax.Word))
"""Most of the nodes; nothing is asked of them by themselves."""
_MONTHS = {
    **dict.fromkeys(("April", "June", "September", "November"), 30),
    "February": 29,
}


def examine(nodes: Iterable[syntax.Node]) -> tuple[Finding, ...]:
    """Find what no grammar rule can forbid, in all the nodes of a tree."""
    findings: list[Finding] = []
    for node in nodes:
        if type(node) in _LEAVES:
            continue
        findings += table_findings(node)
        findings += unit_findings(node)
        findings += _findings(node)
    return tuple(findings)


def _findings(node: syntax.Node) -> Iterator[Finding]:
    match node:
        case syntax.WithoutAttempts(counts_as=word):
            yield from _choice(word, _COUNTS_AS)
        case syntax.ClosedHolidays(according=syntax.Name() as word):
            yield from _choice(word, _SOURCES)
        case syntax.Agreement(lines=lines):
            yield from _once(lines, (syntax.Parties, syntax.InForce, syntax.Zone))
            yield from _once(lines, (syntax.Governs, syntax.Replaces))
        case syntax.Calendar(lines=lines) | syntax.Branch(lines=lines):
            yield from _once(lines, (syntax.Zone, syntax.DayEnd))
        case syntax.GivenCalendar(lines=lines):
            yield from _once(lines, (syntax.Zone, syntax.DayEnd))
        case syntax.Yearly(day=day, month=month):
            last = _MONTHS.get(month.text, 31)
            if day.whole is not None and not 1 <= day.whole <= last:
                message = f"`{month.text}` has no day {shortened(day.text)}"
                hint = f"it has the days 1 to {last}"
                yield Finding("SLA020", message, node.span, hint=hint)
        case syntax.Intake(steps=steps):
            yield from _numbered(steps)
        case syntax.Scenario(lines=lines):
            yield from _apart(lines)
        case _:
            pass


def _choice(word: syntax.Name, choices: Sequence[str]) -> Iterator[Finding]:
    if word.text not in choices:
        known = ", ".join(f"`{choice}`" for choice in choices[:-1])
        hint = f"write {known} or `{choices[-1]}`"
        message = f"`{word.span.shown}` is none of the words that can stand here"
        yield Finding("SLA112", message, word.span, hint=hint)


def _once(
    lines: Sequence[syntax.Node], kinds: tuple[type[syntax.Node], ...]
) -> Iterator[Finding]:
    for kind in kinds:
        said = [line for line in lines if isinstance(line, kind)]
        for line in said[1:]:
            word = line.span.text.split(maxsplit=1)[0]
            notes = (Note(said[0].span, "it is said here"),)
            message = f"a second line `{word} …`: which of the two holds is not clear"
            hint = "leave one of them out"
            yield Finding("SLA113", message, line.span, hint=hint, notes=notes)


def _apart(lines: Sequence[syntax.Node]) -> Iterator[Finding]:
    """Find an `at` that looks as if it were part of what is expected before it."""
    for before, after in pairwise(lines):
        if not isinstance(before, syntax.Check) or not isinstance(after, syntax.Check):
            continue
        last, start = before.expects[-1], after.span.start
        between = Span(after.span.source, last.span.end, start)
        if last.per or last.needs or "\n" in between.text:
            continue
        at = Span(between.source, start, start + len("at"))
        hint = "write `expect NAME is STATE, at DATE TIME`, or begin a line with `at`"
        fixes = (written(Span(between.source, last.span.end, last.span.end), ","),)
        message = "`,` is missing before `at`"
        yield Finding("SLA002", message, at, hint=hint, fixes=fixes)


def _numbered(steps: Sequence[syntax.IntakeStep]) -> Iterator[Finding]:
    for position, step in enumerate(steps, start=1):
        if step.number.whole != position:
            message = f"step {step.number.text} is number {position} of the intake"
            hint = f"write `step {position}`"
            yield Finding("SLA119", message, step.number.span, hint=hint)
            return
