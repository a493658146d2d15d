"""Tables of limits as they stand in the text: which rows one has, and which it lacks.

What the rows promise stands in the policy; here only their first columns are read.
"""

import itertools
from collections.abc import Iterable, Sequence

from attrs import field

from slapolicy.contract.policy import Target
from slapolicy.values import frozen


@frozen(eq=False)
class Table:
    """The cells of a table, row by row, and the limits that stand in it."""

    cells: tuple[tuple[str, ...], ...]
    targets: list[Target] = field(factory=list)

    def named(self, column: str) -> tuple[str, ...]:
        """Give what stands under a heading; nothing if there is no such column."""
        head, *rows = self.cells
        if column not in head:
            return ()
        place = head.index(column)
        return tuple(dict.fromkeys(row[place] for row in rows if len(row) > place))

    def left_out(self, column: str, names: Iterable[str]) -> tuple[str, ...]:
        """Give the names without a row, if at least two of the names have one."""
        named = self.named(column)
        known = tuple(names)
        if "-" in named or len({*named} & {*known}) < 2:
            return ()
        return tuple(name for name in known if name not in named)

    def pairs_left_out(self, one: str, other: str) -> tuple[tuple[str, str], ...]:
        """Give two pairs of what stands under two headings that have no row."""
        head, *rows = self.cells
        ones, others = self.named(one), self.named(other)
        if not ones or not others or "-" in (*ones, *others):
            return ()
        at, by = head.index(one), head.index(other)
        stated = {(row[at], row[by]) for row in rows if len(row) > max(at, by)}
        pairs = itertools.product(ones, others)
        return tuple(itertools.islice((p for p in pairs if p not in stated), 2))


def tables_of(targets: Sequence[Target]) -> tuple[Table, ...]:
    """Give the tables in which limits stand, each with its limits."""
    lines: dict[str, list[str]] = {}
    firsts: dict[str, list[int | None]] = {}
    tables: dict[tuple[str, int], Table] = {}
    for target in targets:
        source = target.span.source
        if source.name not in lines:
            lines[source.name] = source.text.split("\n")
            firsts[source.name] = _first_rows(lines[source.name])
        number = source.text.count("\n", 0, target.span.start)
        first = firsts[source.name][number]
        if first is None:
            continue
        key = (source.name, first)
        if key not in tables:
            tables[key] = Table(tuple(_rows(lines[source.name], first)))
        tables[key].targets.append(target)
    return tuple(tables.values())


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _first_rows(lines: list[str]) -> list[int | None]:
    """Give for each line where the table begins of which it is a row, if it is one."""
    found: list[int | None] = []
    for number, line in enumerate(lines):
        before = found[-1] if found else None
        found.append((number if before is None else before) if _is_row(line) else None)
    return found


def _rows(lines: list[str], first: int) -> Iterable[tuple[str, ...]]:
    for line in lines[first:]:
        if not _is_row(line):
            return
        yield tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
