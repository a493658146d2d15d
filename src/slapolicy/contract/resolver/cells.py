"""Tables: their columns, and their rows cell by cell under them."""

from collections.abc import Iterator

from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.scopes import find_clauses
from slapolicy.contract.resolver.work import Work
from slapolicy.language import syntax

Row = tuple[tuple[syntax.Name, syntax.Node], ...]
AnyHead = syntax.PromiseHead | syntax.GrantHead | syntax.SeverityHead
AnyRow = syntax.PromiseRow | syntax.GrantRow | syntax.SeverityRow


class Head:
    """The columns of a table: words that have a meaning there, and names."""

    def __init__(self, node: AnyHead, work: Work) -> None:
        self.columns = node.columns
        self._work = work

    def has(self, word: str) -> bool:
        """Whether there is a column of that word."""
        return any(column.text == word for column in self.columns)

    def clause(self, cell: syntax.Node) -> str | None:
        """Give the clause that a cell names."""
        if not isinstance(cell, syntax.ClauseId):
            return None  # which was said where tables are looked at
        return next(iter(find_clauses((cell,), self._work)), None)

    def name(self, cell: syntax.Node) -> syntax.Name | None:
        """Give the name that a cell holds."""
        if isinstance(cell, syntax.Name):
            return cell
        self.wrong(cell, "a name")
        return None

    def wrong(self, cell: syntax.Node, wanted: str) -> None:
        """Say that a cell holds something else than what stands in its column."""
        self._work.report.add(
            "SLA413",
            f"{quoted(cell.span.text)} stands where {wanted} is wanted",
            cell.span,
            f"write {wanted}, or `-` if nothing is said",
        )

    def missing(self, what: str, row: Row) -> None:
        """Say that a row lacks what it cannot do without."""
        self._work.report.add(
            "SLA413",
            f"the row says nothing of {what}",
            row[0][1].span,
            "fill the cell, or leave the row out",
        )


def rows(nodes: tuple[AnyRow, ...], head: Head) -> Iterator[Row]:
    """Give the rows with a cell for each column; of the others it was said already."""
    for node in nodes:
        cells: tuple[syntax.Node, ...] = node.cells
        if len(cells) != len(head.columns):
            continue
        yield tuple(zip(head.columns, cells, strict=True))
