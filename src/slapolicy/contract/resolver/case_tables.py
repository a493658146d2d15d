"""Tables of scenarios: columns given, columns expected, and a case in each row."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from attrs import evolve

from slapolicy.contract.case import Event
from slapolicy.contract.resolver.events import VERBS, one_channel
from slapolicy.contract.resolver.expectations import (
    States,
    bind_about,
    bind_state,
)
from slapolicy.contract.resolver.instants import bind_instant
from slapolicy.contract.resolver.names import EVENT, ROLE, Entry
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.scopes import find_clauses
from slapolicy.contract.resolver.stories import Story, tell
from slapolicy.contract.resolver.telling import finish, zone_of
from slapolicy.contract.resolver.values import entry_type
from slapolicy.contract.resolver.work import Binding, Work
from slapolicy.contract.scenario import Expectation, ScenarioStep
from slapolicy.language import syntax
from slapolicy.values import frozen
from slapolicy.worktime import from_datetime

_GIVEN = frozenset(("fact", "assessment", "agreed value", "parameter", "indicator"))


@frozen
class _Column:
    """A column: what its cells say. `asked` is set where an answer is expected."""

    kind: Literal["given", "act", "state", "due", "at", "per"]
    node: syntax.CaseColumn
    asked: Expectation | None = None
    states: States = ()
    event: dict[str, Any] | None = None


def bind_case_table(node: syntax.Scenarios, work: Work) -> None:
    """Bind a table of scenarios."""
    binding = Binding(work, None)
    columns = [_column(each, binding) for each in node.head.columns]
    base = Story(binding, zone_of(node.lines, work), node.title.text)
    base.is_unsure = any(
        column is None and isinstance(each, syntax.Act)
        for column, each in zip(columns, node.head.columns, strict=True)
    )
    for line in node.lines:
        tell(base, line)
    if not any(c is None or c.asked is not None for c in columns):
        work.report.add(
            "SLA711",
            "no column of the table says what is expected",
            node.head.span,
            "add a column for a service, a clock, a calendar or `severity`",
        )
    for number, row in enumerate(node.rows, start=1):
        if len(row.cells) == len(columns):
            _row(base, row, columns, number)


def _column(node: syntax.CaseColumn, binding: Binding) -> _Column | None:
    match node:
        case syntax.ColumnAt():
            return _Column("at", node)
        case syntax.ColumnPer():
            return _Column("per", node)
        case syntax.Act():
            event = _act(node, binding)
            return None if event is None else _Column("act", node, event=event)
        case syntax.ColumnDue():
            found = bind_about(node.clock, binding)
            if found is None:
                return None
            if found[0].about != "obligation":
                binding.report.add(
                    "SLA704",
                    f"{quoted(node.clock.span.text)} is no clock, and never due",
                    node.span,
                    "name a clock before `due`",
                )
                return None
            return _Column("due", node, found[0])
        case syntax.Name() if _is_given(binding.names.get(node.text), node.text):
            return _Column("given", node)
        case _:
            found = bind_about(node, binding)
            if found is None:
                return None
            asked, states, _ = found
            return _Column("state", node, asked, states)


def _is_given(entry: Entry | None, text: str) -> bool:
    if entry is None:
        return text in ("plan", "addon")
    # Hours are given in a block; a column of theirs asks whether they are open.
    return entry.kind in _GIVEN and entry_type(entry).kind != "calendar"


def _act(node: syntax.Act, binding: Binding) -> dict[str, Any] | None:
    role = binding.find(node.role, ROLE)
    via = one_channel(node, binding)
    known = node.verb.text in VERBS or binding.find(node.verb, EVENT, VERBS)
    if role is None or not known:
        return None
    return {"type": node.verb.text, "by": role.name, "via": via}


def _row(
    base: Story,
    row: syntax.CaseRow,
    columns: list[_Column | None],
    number: int,
) -> None:
    work = base.binding.work
    story = base.retold(f"{base.id}, row {number}")
    asked: list[Expectation] = []
    stated_at: int | None = None
    clauses: tuple[str, ...] = ()
    for column, cell in zip(columns, row.cells, strict=True):
        if column is None or isinstance(cell, syntax.Dash):
            continue
        match column.kind:
            case "given":
                _give(story, column, cell)
            case "act":
                at = _instant(cell, story)
                if at is None:
                    story.is_unsure = True
                elif column.event is not None:
                    story.add(Event(at=at, **column.event), cell)
            case "at":
                stated_at = _instant(cell, story)
            case "per":
                clauses = _clauses(cell, work)
            case "state" | "due":
                expectation = _expected(column, cell, story)
                asked += [] if expectation is None else [expectation]
    # The answers of the row rest on these clauses together.
    at = stated_at if stated_at is not None else _when(story, work)
    check = ScenarioStep(at=at, expectations=tuple(asked), clauses=clauses)
    match asked:
        case [only]:
            alone = evolve(only, clauses=clauses)
            check = ScenarioStep(at=at, expectations=(alone,))
    finish(story, (check,), base.id, number, row.span)


def _give(story: Story, column: _Column, cell: syntax.CaseCell) -> None:
    name = column.node
    if not isinstance(name, syntax.Name):
        return
    if isinstance(cell, syntax.Instant | syntax.ClauseIds | syntax.Dash):
        _wrong(cell, "a value", story)
        return
    story.state(name, cell)


def _instant(cell: syntax.CaseCell, story: Story) -> int | None:
    if isinstance(cell, syntax.Instant):
        return bind_instant(cell, story.zone, story.binding.report)
    _wrong(cell, "an instant, such as `2025-03-10 10:00`", story)
    return None


def _clauses(cell: syntax.CaseCell, work: Work) -> tuple[str, ...]:
    return find_clauses(cell.ids, work) if isinstance(cell, syntax.ClauseIds) else ()


def _expected(
    column: _Column, cell: syntax.CaseCell, story: Story
) -> Expectation | None:
    assert column.asked is not None
    if column.kind == "due":
        at = _instant(cell, story)
        return None if at is None else evolve(column.asked, due_at=at, span=cell.span)
    if isinstance(cell, syntax.Instant | syntax.ClauseIds | syntax.Dash):
        _wrong(cell, "a state", story)
        return None
    what = column.node.span.text
    state = bind_state(cell, column.states, what, story.binding)
    return None if state is None else evolve(column.asked, state=state, span=cell.span)


def _wrong(cell: syntax.Node, wanted: str, story: Story) -> None:
    story.binding.report.add(
        "SLA413",
        f"{quoted(cell.span.text)} stands where {wanted} is wanted",
        cell.span,
        f"write {wanted}, or `-` if nothing is said",
    )


def _when(story: Story, work: Work) -> int:
    """Give when a row is looked at that does not say: after all that happens in it."""
    if story.events:
        return max(event.at for event in story.events)
    agreement = work.agreement
    known = None if agreement is None else agreement.starts_on or agreement.ends_on
    on = known or date(2025, 1, 1)
    midnight = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return from_datetime(midnight + timedelta(hours=12))
