"""Tables: a cell under every column, and the columns that a table needs.

What the cells refer to is asked in `contract/resolver`.
"""

from collections.abc import Iterator, Sequence

from slapolicy.finding import Edit, Finding, Fix, Note
from slapolicy.language import syntax
from slapolicy.language.fixes import written
from slapolicy.language.units import goes_with
from slapolicy.source import Span

_WORDS = ("clause", "plan", "severity")
_MOST_PLACES = 3
"""In how many places a cell that lacks may belong, to be shown."""


def table_findings(node: syntax.Node) -> Iterator[Finding]:
    """Find what is wrong with the rows and the columns of one table."""
    match node:
        case syntax.Promises() | syntax.Aims():
            yield from _shape(node.head, node.rows)
            yield from _kinds(node.head.columns, node.rows)
            if all(column.text in _WORDS for column in node.head.columns):
                yield from _lacks(node.head, "the clock that is promised")
            for row in node.rows:
                yield from _hours(node, row)
        case syntax.Grants(head=head, rows=rows):
            yield from _shape(head, rows)
            yield from _kinds(head.columns, rows)
            names = [column.text for column in head.columns]
            if "service" not in names:
                yield from _lacks(head, "`service`")
            elif not set(names) - {"service", "clause"}:
                yield from _lacks(head, "a plan")
        case syntax.Severities(head=head, rows=rows):
            yield from _shape(head, rows)
            yield from _kinds(head.columns, rows)
            names = [column.text for column in head.columns]
            if "severity" not in names:
                yield from _lacks(head, "`severity`")
            elif not set(names) - {"severity", "clause"}:
                yield from _lacks(head, "a fact")
        case syntax.Scenarios(head=head, rows=rows):
            yield from _shape(head, rows)
            yield from _kinds(head.columns, rows)
        case _:
            pass


_Head = syntax.PromiseHead | syntax.GrantHead | syntax.SeverityHead | syntax.CaseHead
_Row = syntax.PromiseRow | syntax.GrantRow | syntax.SeverityRow | syntax.CaseRow


def _lacks(head: _Head, what: str) -> Iterator[Finding]:
    message = f"the table has no column for {what}"
    hint = f"put {what} at the head of a column"
    yield Finding("SLA111", message, head.span, hint=hint)


def _shape(head: _Head, rows: Sequence[_Row]) -> Iterator[Finding]:
    columns: Sequence[syntax.Node] = head.columns
    seen: set[syntax.Node] = set()
    for column in columns:
        if column in seen:
            message = f"a second column `{column.span.shown}`"
            hint = "leave one of them out"
            yield Finding("SLA113", message, column.span, hint=hint)
        seen.add(column)
    number = len(columns)
    lines: dict[int, list[_Head | _Row]] = {}
    for row in (head, *rows):
        lines.setdefault(row.span.place[0], []).append(row)
    counts = {len(row.cells) for row in rows}
    if (
        len(rows) > 1
        and len(lines) > len(rows)
        and len(counts) == 1
        and number not in counts
    ):
        stand = "column stands" if number == 1 else "columns stand"
        cells = _counted(counts.pop(), "cell")
        message = f"{number} {stand} over rows of {cells}"
        hint = "write a head for every cell, a cell for every column"
        yield Finding("SLA108", message, head.span, hint=hint)
        return
    for held in lines.values():
        if len(held) > 1:
            gap = held[0].span
            hint = "write `-` in a cell where nothing stands"
            message = "an empty cell: it reads as the end of a row"
            between = Span(gap.source, gap.end, held[1].span.start)
            fixes = (written(between, " - "),)
            yield Finding("SLA109", message, gap, hint=hint, fixes=fixes)
            continue
        (row,) = held
        if isinstance(row, _Head):
            continue
        count = len(row.cells)
        if count != number and "\n" in (said := row.span.text):
            start = row.span.start
            first = Span(row.span.source, start, start + said.index("\n"))
            message = "the row does not end with `|`, so the next one is taken for it"
            end = first.start + len(first.text.rstrip())
            fixes = (written(Span(first.source, end, end), " |"),)
            hint = "write `|` behind every cell"
            yield Finding("SLA108", message, first, hint=hint, fixes=fixes)
        elif count != number:
            cells, columns_told = _counted(count, "cell"), _counted(number, "column")
            message = f"the row has {cells} under {columns_told}"
            notes = (Note(head.span, "the columns stand here"),)
            hint = "write a cell for every column, `-` where nothing stands"
            put_in = (*_put_in(head.columns, row),)
            yield Finding(
                "SLA108", message, row.span, hint=hint, notes=notes, fixes=put_in
            )


def _put_in(columns: Sequence[syntax.Node], row: _Row) -> Iterator[Fix]:
    """Write `-` where the one cell that lacks may belong, as all others then fit."""
    cells: Sequence[syntax.Node] = row.cells
    if len(cells) + 1 != len(columns):
        return
    places = [
        place
        for place in range(len(columns))
        if not (place and isinstance(cells[place - 1], syntax.Dash))  # the same again
        and all(map(_fits, columns[:place], cells[:place]))
        and all(map(_fits, columns[place + 1 :], cells[place:]))
    ]
    if len(places) > _MOST_PLACES:
        return
    for place in places:
        is_last = place == len(cells)
        at = row.span.end if is_last else cells[place].span.start
        edit = Edit(Span(row.span.source, at, at), " - |" if is_last else "- | ")
        yield Fix(f"write `-` under `{columns[place].span.shown}`", (edit,))


def _fits(column: syntax.Node, cell: syntax.Node) -> bool:
    """Whether a cell may stand under a column, as far as its kind tells."""
    is_severity = isinstance(column, syntax.Name) and column.text == "severity"
    wanted = ((syntax.Name,), "") if is_severity else _wanted(column)
    return wanted is None or isinstance(cell, (*wanted[0], syntax.Dash))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _kinds(columns: Sequence[syntax.Node], rows: Sequence[_Row]) -> Iterator[Finding]:
    """Find cells that are not of the kind that their column asks for."""
    for row in rows:
        cells: Sequence[syntax.Node] = row.cells
        if len(cells) != len(columns):
            continue
        for column, cell in zip(columns, cells, strict=True):
            wanted = _wanted(column)
            if wanted is None or isinstance(cell, (*wanted[0], syntax.Dash)):
                continue
            message = f"`{cell.span.shown}` stands under `{column.span.shown}`"
            hint = f"write {wanted[1]} there, or `-`"
            yield Finding("SLA120", message, cell.span, hint=hint)


def _wanted(column: syntax.Node) -> tuple[tuple[type[syntax.Node], ...], str] | None:
    match column:
        case syntax.Name(text="clause"):
            return (syntax.ClauseId,), "a clause such as `M3a`"
        case syntax.Name(text="plan" | "service"):
            return (syntax.Name,), "a name"
        case syntax.ColumnPer():
            return (syntax.ClauseIds,), "clauses such as `M3a, M4`"
        case syntax.ColumnAt() | syntax.Act():
            return (syntax.Instant,), "an instant such as `2025-03-10 10:00`"
        case syntax.ColumnDue():
            return (syntax.Instant, syntax.Name), "an instant"
        case _:
            return None


def _hours(
    table: syntax.Promises | syntax.Aims, row: syntax.PromiseRow
) -> Iterator[Finding]:
    for column, cell in zip(table.head.columns, row.cells, strict=False):
        if column.text in _WORDS:
            continue
        match cell:
            case syntax.Duration() | syntax.Name():
                amount = cell
            case syntax.Repeated(amount=amount, hours=None):
                pass
            case syntax.Repeated(amount=syntax.Duration() as amount, hours=own):
                assert own is not None
                yield from goes_with(amount, own)
                continue
            case _:
                continue
        if table.hours is None:
            message = f"nothing says on which hours `{cell.span.shown}` is counted"
            hint = "write `24x7` or `during` a calendar in the cell, or above the table"
            yield Finding("SLA110", message, cell.span, hint=hint)
        elif isinstance(amount, syntax.Duration):
            yield from goes_with(amount, table.hours)
