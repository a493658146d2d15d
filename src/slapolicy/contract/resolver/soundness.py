"""Whether the parts of a policy fit together: what only the whole can show."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from slapolicy.contract.policy import (
    Alert,
    All,
    Calendar,
    CalendarBranch,
    Clock,
    Condition,
    Either,
    Is,
    Named,
    Severity,
    Term,
    TermIs,
)
from slapolicy.contract.resolver.dates import YearlyStretch
from slapolicy.contract.resolver.names import Entry
from slapolicy.contract.resolver.report import listed, quoted
from slapolicy.contract.resolver.surveyor import statements
from slapolicy.contract.resolver.work import Work
from slapolicy.language import syntax

_Value = TypeVar("_Value", bound=Named)


def _severity_in_terms(work: Work) -> None:
    """Say so where a severity or a calendar rests on the severity through a term."""
    asking: set[str] = set()
    terms = {entry.name: term.means for entry, term in _defined(Term, work)}
    waiting = [name for name, means in terms.items() if _asks(means, asking)]
    users: dict[str, list[str]] = {}
    for name, means in terms.items():
        for each in _terms_in(means):
            users.setdefault(each, []).append(name)
    while waiting:
        name = waiting.pop()
        if name not in asking:
            asking.add(name)
            waiting.extend(users.get(name, ()))
    for bound_rule in work.rules:
        rule = bound_rule.value
        if isinstance(rule, Severity) and _asks(rule.when, asking):
            work.report.add(
                "SLA410",
                f"the severity {quoted(rule.name)} rests on the severity, by way of a "
                "term",
                rule.span,
                "let the term ask about facts",
            )
    for entry, calendar in _defined(Calendar, work):
        if any(_asks(branch.when, asking) for branch in calendar.branches):
            work.report.add(
                "SLA410",
                f"the hours of {quoted(entry.name)} rest on the severity, by way of a "
                "term",
                entry.span,
                "let the term ask about facts",
            )


def _defined(kind: type[_Value], work: Work) -> Iterator[tuple[Entry, _Value]]:
    """Give what is defined as one of a kind."""
    for entry, bound in work.definitions.items():
        if isinstance(bound.value, kind):
            yield entry, bound.value


def _asks(condition: Condition | None, asking: set[str]) -> bool:
    """Whether a condition asks about the severity, itself or by one of some terms."""
    match condition:
        case All(parts) | Either(parts):
            return any(_asks(part, asking) for part in parts)
        case TermIs(term):
            return term in asking
        case Is(subject):
            return subject.kind == "severity"
    return False


def _terms_in(condition: Condition) -> Iterator[str]:
    match condition:
        case All(parts) | Either(parts):
            for part in parts:
                yield from _terms_in(part)
        case TermIs(term):
            yield term


def _imports(work: Work) -> None:
    for name, span in work.imported_at.items():
        entry = work.names.get(name) or work.names.get(name, "events")
        assert entry is not None
        if entry.imported and not entry.used:
            work.report.add(
                "SLA224",
                f"{quoted(name)} is imported and never used",
                span,
                "leave it out of the import",
            )


def _clocks(work: Work) -> None:
    for entry, clock in _defined(Clock, work):
        every = work.recurring.get(entry.name)
        if every is None:
            continue
        if clock.met and all(each.is_resolution for each in clock.met):
            work.report.add(
                "SLA417",
                f"{quoted(entry.name)} is promised again and again, but is met only by "
                "the end of the case",
                every.span,
                "write `within`, or say what meets it each time",
                (entry.span, "the clock is declared here"),
            )


def _levels(work: Work) -> None:
    levels: dict[str, Entry] = {}
    for entry in work.names.of("severity"):
        assert isinstance(entry.node, syntax.Severity)
        other = levels.setdefault(entry.node.level.text, entry)
        if other is not entry:
            work.report.add(
                "SLA405",
                f"{quoted(entry.name)} has the level of {quoted(other.name)}, so that "
                "neither is more severe",
                entry.node.level.span,
                "give each severity a level of its own; 1 is the most severe",
                (other.span, "that severity is declared here"),
            )


def _tables(work: Work) -> None:
    """Say so where a table has a row for every severity but one."""
    declared = {entry.name: entry for entry in work.names.of("severity")}
    elsewhere = {
        name.text
        for node in statements(work)
        if isinstance(node, syntax.Promise | syntax.Aim)
        for name in node.severities
    }
    tables = [
        node
        for node in statements(work)
        if isinstance(node, syntax.Promises | syntax.Aims)
    ]
    rows = [_severities_of(node) for node in tables]
    in_tables = {name for found in rows for name in found}
    for node, found in zip(tables, rows, strict=True):
        missing = [name for name in declared if name not in found]
        is_misspelt = not found <= declared.keys()  # that is told where it stands
        if len(found) < 2 or len(missing) != 1 or is_misspelt:
            continue
        (name,) = missing
        if name not in elsewhere and name not in in_tables:
            is_aim = isinstance(node, syntax.Aims)
            nothing = "no aim is stated" if is_aim else "nothing is promised"
            table = "aims" if is_aim else "promises"
            work.report.add(
                "SLA424",
                f"{nothing} for {quoted(name)}, and the table of {table} has a row "
                f"for {listed(sorted(found))}",
                declared[name].span,
                f"add a row for {quoted(name)}; `no stated time` says that there is no "
                f"figure{_untold(name, work)}",
                (node.head.span, "the table stands here"),
            )


def _untold(severity: str, work: Work) -> str:
    """Say that no scenario has a case so severe, if none has."""
    told = any(
        asked.about == "severity" and asked.state == severity
        for scenario in work.scenarios
        for check in scenario.checks
        for asked in check.expectations
    )
    if told:
        return ""
    return f"; no scenario expects {quoted(severity)} either"


def _severities_of(node: syntax.Promises | syntax.Aims) -> set[str]:
    columns = [column.text for column in node.head.columns]
    if "severity" not in columns:
        return set()
    index = columns.index("severity")
    cells = [row.cells[index] for row in node.rows if len(row.cells) > index]
    return {cell.text for cell in cells if isinstance(cell, syntax.Name)}


def _calendars(work: Work) -> None:
    for entry, calendar in _defined(Calendar, work):
        for branch in calendar.branches:
            if _is_always_closed(branch):
                work.report.add(
                    "SLA301",
                    f"{quoted(entry.name)} never opens: it is closed on every day",
                    entry.span,
                    "check the `closed on` lines",
                )


def _is_always_closed(branch: CalendarBranch) -> bool:
    """Whether the yearly closures leave no day of the year, nor any exception."""
    closed = {
        day
        for each in branch.hours.yearly
        if each.spans is None and each.start is None
        for day in YearlyStretch(each.first, each.last).days()
    }
    return len(closed) == 366 and not branch.hours.dates


def _alarms(work: Work) -> None:
    timed = {
        name
        for name, limits in work.targeted.items()
        if any(
            not isinstance(limit, syntax.NoTime | syntax.NoInterval | syntax.NoFigure)
            for limit in limits
        )
    }
    for bound in work.rules:
        rule = bound.value
        if (
            isinstance(rule, Alert)
            and rule.clock is not None
            and rule.clock not in timed
        ):
            work.report.add(
                "SLA425",
                f"{quoted(rule.clock)} has no limit in figures: this never comes",
                rule.span,
                "leave it out, or name a clock with a limit",
            )


def _foreign(work: Work) -> None:
    """Say so of rules and stories in a vocabulary, which holds only definitions."""
    if not work.is_vocabulary:
        return
    for node in work.document.declarations:
        if isinstance(
            node,
            syntax.Clause | syntax.Promises | syntax.Aims | syntax.Grants
            | syntax.Severities | syntax.Scenario | syntax.Scenarios | syntax.Property
            | syntax.Warn,
        ):  # fmt: skip
            work.report.add(
                "SLA234",
                "a vocabulary holds definitions and labels, and nothing else",
                node.span,
                "move this to the contract",
            )


CHECKS: tuple[Callable[[Work], None], ...] = (
    _imports,
    _clocks,
    _levels,
    _tables,
    _calendars,
    _alarms,
    _severity_in_terms,
    _foreign,
)


def check_soundness(work: Work) -> None:
    """Look at the whole policy."""
    for check in CHECKS:
        check(work)
