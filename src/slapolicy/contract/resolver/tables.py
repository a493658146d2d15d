"""Tables of promises, of aims and of grants, row by row as rules."""

from slapolicy.contract.policy import Condition, Grant, Limit, Target
from slapolicy.contract.resolver.cells import Head, Row, rows
from slapolicy.contract.resolver.clocks import bearer_of
from slapolicy.contract.resolver.limits import amount_limit, bind_measure
from slapolicy.contract.resolver.names import SERVICE
from slapolicy.contract.resolver.ruling import Ruling
from slapolicy.contract.resolver.scopes import both, on_plans
from slapolicy.contract.resolver.work import Scope, Work
from slapolicy.language import syntax

_PROMISE_WORDS = ("clause", "plan", "severity")
_GRANT_WORDS = ("clause", "service")


def bind_promise_table(
    node: syntax.Promises | syntax.Aims, scope: Scope, work: Work
) -> None:
    """Bind a table of limits: each cell under a clock is a promise or an aim."""
    head = Head(node.head, work)
    for row in rows(node.rows, head):
        fixed = {c.text: cell for c, cell in row if c.text in _PROMISE_WORDS}
        its_scope = _scope(fixed.get("clause"), head, scope, work)
        for column, cell in row:
            if column.text not in _PROMISE_WORDS and not isinstance(cell, syntax.Dash):
                ruling = Ruling(work, its_scope, cell)
                _target(column, cell, fixed, node, head, ruling)


def _scope(cell: syntax.Node | None, head: Head, scope: Scope, work: Work) -> Scope:
    if cell is None or isinstance(cell, syntax.Dash):
        return scope
    clause = head.clause(cell)
    return scope if clause is None else work.scopes.get(clause, scope)


def _target(
    column: syntax.Name,
    cell: syntax.Node,
    fixed: dict[str, syntax.Node],
    node: syntax.Promises | syntax.Aims,
    head: Head,
    ruling: Ruling,
) -> None:
    clock = ruling.clock(column)
    on = both(on_plans(node.plans, ruling), _plan(fixed.get("plan"), head, ruling))
    severities = _severities(fixed.get("severity"), head, ruling)
    when = ruling.when(node.condition)
    limit = _limit(cell, node.hours, head, ruling)
    if clock is None or limit is None:
        return
    ruling.add(
        Target(
            **ruling.common(on),
            when=when,
            severities=severities,
            clock=clock.name,
            binding=isinstance(node, syntax.Promises),
            limit=limit,
            bearer=bearer_of(clock, ruling),
        )
    )


def _plan(cell: syntax.Node | None, head: Head, ruling: Ruling) -> Condition | None:
    if cell is None or isinstance(cell, syntax.Dash):
        return None
    name = head.name(cell)
    return None if name is None else on_plans((name,), ruling)


def _severities(
    cell: syntax.Node | None, head: Head, ruling: Ruling
) -> tuple[str, ...]:
    if cell is None or isinstance(cell, syntax.Dash):
        return ()
    name = head.name(cell)
    return () if name is None else ruling.severities((name,))


def _limit(
    cell: syntax.Node, hours: syntax.LimitHours | None, head: Head, ruling: Ruling
) -> Limit | None:
    match cell:
        case syntax.Duration() | syntax.Name():
            return amount_limit("within", cell, hours, ruling)
        case syntax.Timed():
            return amount_limit("within", cell.amount, cell.hours, ruling)
        case syntax.Repeated():
            return amount_limit("every", cell.amount, cell.hours or hours, ruling)
        case syntax.NoFigure():
            measure = None if hours is None else bind_measure(hours, ruling)
            return Limit(kind="no_stated_time", measure=measure)
        case syntax.NoInterval():
            return Limit(kind="no_stated_time")
        case _:
            head.wrong(cell, "a limit such as `1 hour`")
            return None


def clock_cells(
    node: syntax.Promises | syntax.Aims,
) -> list[tuple[syntax.Name, syntax.Node]]:
    """Give each cell under a clock that promises something, with its column."""
    return [
        (column, cell)
        for row in node.rows
        for column, cell in zip(node.head.columns, row.cells, strict=False)
        if column.text not in _PROMISE_WORDS and not isinstance(cell, syntax.Dash)
    ]


def bind_grant_table(node: syntax.Grants, scope: Scope, work: Work) -> None:
    """Bind a table of services by plan: `yes` and numbers are grants on that plan.

    `no` and `-` grant nothing: on that plan the service is not in the plan.
    """
    head = Head(node.head, work)
    if not head.has("service"):
        return
    for row in rows(node.rows, head):
        fixed = {c.text: cell for c, cell in row if c.text in _GRANT_WORDS}
        its_scope = _scope(fixed.get("clause"), head, scope, work)
        _grants(row, fixed["service"], head, its_scope, work)


def _grants(
    row: Row, service_cell: syntax.Node, head: Head, scope: Scope, work: Work
) -> None:
    if isinstance(service_cell, syntax.Dash):
        head.missing("a service", row)
        return
    name = head.name(service_cell)
    for column, cell in row:
        if column.text in _GRANT_WORDS:
            continue
        ruling = Ruling(work, scope, cell)
        service = None if name is None else ruling.find(name, SERVICE)
        plan = on_plans((column,), ruling)
        match cell:
            case syntax.YesNo():
                is_granted, quota = cell.value, None
            case syntax.Number() if cell.whole is not None:
                is_granted, quota = cell.whole > 0, cell.whole
            case syntax.Dash():
                continue
            case _:
                head.wrong(cell, "`yes`, `no` or a whole number")
                continue
        if is_granted and service is not None:
            ruling.add(
                Grant(
                    **ruling.common(plan),
                    service=service.name,
                    quota=quota,
                )
            )
