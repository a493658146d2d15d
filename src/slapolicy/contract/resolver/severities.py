"""Severities: declared one by one, and by tables of what makes a case so severe."""

from slapolicy.contract.policy import Condition, Either, Is, Severity
from slapolicy.contract.resolver.cells import Head, rows
from slapolicy.contract.resolver.comparisons import subject_of
from slapolicy.contract.resolver.conditions import Allowed
from slapolicy.contract.resolver.names import GIVEN, ROLE, SEVERITY
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.ruling import Ruling
from slapolicy.contract.resolver.scopes import both
from slapolicy.contract.resolver.values import EXPECTED, bind_value, entry_type
from slapolicy.contract.resolver.work import Binding, Scope, SeverityRow, Work
from slapolicy.language import syntax

_ALLOWED = Allowed(severity="the severity of a case cannot rest on its severity")


def bind_severity(node: syntax.Severity, ruling: Ruling) -> None:
    """Bind a severity, with the rows of tables that speak of it."""
    name = node.name.text
    entry = ruling.names.get(name)
    assert entry is not None
    if entry.node is not node:
        return  # declared twice, which was said
    ruling.own = (entry,)
    when = ruling.when(node.condition, _ALLOWED)
    set_by = ruling.find_all(node.set_by, ROLE)
    despite = ruling.despite(node.despite)
    found = ruling.work.severity_rows.get(name, [])
    _check(node, ruling, has_rows=name in ruling.work.severity_rows)
    level = node.level.whole
    if level is None:
        return  # which was said where numbers are looked at
    parts: list[Condition] = [] if when is None else [when]
    parts += [row.when for row in found]
    for row in found:
        ruling.note(row.uses, row.asks)
    ruling.add(
        Severity(
            **ruling.common(),
            clauses=tuple(row.clause for row in found if row.clause is not None),
            when=Either(tuple(parts)) if len(parts) > 1 else next(iter(parts), None),
            despite=despite,
            name=name,
            title=node.title.text,
            level=level,
            set_by=set_by,
            rows=tuple((row.when, row.span) for row in found),
        )
    )


def _check(node: syntax.Severity, ruling: Ruling, *, has_rows: bool) -> None:
    if node.condition is None and not node.set_by and not has_rows:
        ruling.report.add(
            "SLA406",
            f"nothing makes a case {quoted(node.name.text)}",
            node.name.span,
            "add `when` and a condition, `set by` and a role, or a row in a table of "
            "severities",
        )
    if node.set_by and has_rows:
        ruling.report.add(
            "SLA420",
            f"{quoted(node.name.text)} is set by somebody, and follows from a table",
            node.name.span,
            "leave out `set by`, or its rows in the table",
        )


def bind_severity_table(node: syntax.Severities, scope: Scope, work: Work) -> None:
    """Bind the rows of a table of severities, for `bind_severity` to take up."""
    head = Head(node.head, work)
    if not head.has("severity"):
        return
    for row in rows(node.rows, head):
        binding = Binding(work, scope.clause)
        parts: list[Condition] = []
        clause, named, asks = scope.clause, None, False
        for column, cell in row:
            if isinstance(cell, syntax.Dash):
                if column.text == "severity":
                    head.missing("a severity", row)
            elif column.text == "clause":
                clause = head.clause(cell)
            elif column.text == "severity":
                name = head.name(cell)
                entry = None if name is None else work.names.find(name, SEVERITY)
                named = None if entry is None else (entry.name, cell.span)
            else:
                asks = True
                part = _asked(column, cell, binding, head)
                parts += [] if part is None else [part]
        if not asks:
            head.missing("a fact", row)
        on = work.scopes[clause].on if clause in work.scopes else scope.on
        when = both(on, *parts)
        if named is None:
            continue
        severity, stands = named
        found = work.severity_rows.setdefault(severity, [])
        if when is not None:
            found.append(SeverityRow(when, clause, stands, binding.uses, binding.asks))


def _asked(
    column: syntax.Name, cell: syntax.Node, binding: Binding, head: Head
) -> Condition | None:
    entry = binding.ask(column, GIVEN)
    if entry is None:
        return None
    of = entry_type(entry)
    if of.kind not in ("yes_or_no", "one_of"):
        binding.report.add(
            "SLA411",
            f"{quoted(column.text)} holds {EXPECTED[of.kind]}, and a cell of this "
            "table can only name a value",
            column.span,
            "ask about a fact whose values are listed, or that is `yes or no`",
        )
        return None
    if not isinstance(cell, syntax.Name | syntax.YesNo):
        head.wrong(cell, "a value")
        return None
    value = bind_value(cell, of, binding, entry.name)
    return None if value is None else Is(subject_of(entry), (value,))
