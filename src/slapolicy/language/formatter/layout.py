"""Blocks, lines and tables of a text, in the order in which they are written."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from slapolicy.language.concrete import Branch, Word, words
from slapolicy.language.formatter.forms import APART, INLINE, LOOSE, ROWS
from slapolicy.language.formatter.shapes import flat
from slapolicy.language.formatter.shaping import Shaper
from slapolicy.language.formatter.writer import STEP, Writer
from slapolicy.language.reader import MAX_LINE
from slapolicy.source import width

_HEADER_STEP = 4


class Layout:
    """Lays one text out."""

    def __init__(self, shaper: Shaper, writer: Writer) -> None:
        """Take what shapes sentences, and what writes them."""
        self._shaper = shaper
        self._writer = writer

    def document(self, tree: Branch) -> None:
        """Write a whole text."""
        before: Branch | None = None
        for line in _lines(tree.parts):
            is_apart = before is not None and _are_apart(before, line)
            self._line(line, 0, is_first=before is None, is_apart=is_apart)
            before = line

    def _line(
        self, line: Branch, indent: int, *, is_first: bool, is_apart: bool = False
    ) -> None:
        """Write a sentence, and its block if it has one."""
        head, body, brace = _block(line)
        index = self._first(head)
        self._writer.begin(index, indent, is_first=is_first, is_apart=is_apart)
        self._writer.put(
            self._shaper.shape(head), STEP if brace is None else _HEADER_STEP
        )
        if brace is None:
            return
        first = True
        for is_table, lines in groupby(_lines(body), lambda each: each.rule in ROWS):
            if is_table:
                self._table(list(lines), indent + STEP, is_first=first)
                first = False
                continue
            for each in lines:
                self._line(each, indent + STEP, is_first=first)
                first = False
        # comments before the brace stand as far in as the lines of the block
        closing = Branch("", (brace,))
        self._writer.begin(
            self._first(closing), indent + STEP, is_first=first, is_last=True
        )
        self._writer.close(self._shaper.shape(closing), indent)

    def _table(self, rows: Sequence[Branch], indent: int, *, is_first: bool) -> None:
        """Write rows so that their cells stand below each other."""
        cells = [self._cells(row) for row in rows]
        shapes = [self._shaper.shape(row) for row in rows]
        is_wide = sum(widths_of(cells)) + 4 * len(cells[0]) + indent > MAX_LINE
        whole = [not is_wide and self._writer.is_whole(shape) for shape in shapes]
        aligned = [row for row, is_whole in zip(cells, whole, strict=True) if is_whole]
        widths = widths_of(aligned)
        for number, row in enumerate(rows):
            is_top = is_first and number == 0
            self._writer.begin(self._first(row), indent, is_first=is_top)
            if whole[number]:
                *_, last = words(row)
                there = widths[: len(cells[number])]
                self._writer.put_row(cells[number], there, self._shaper.number(last))
            else:
                self._writer.put(shapes[number])

    def _cells(self, row: Branch) -> list[str]:
        cells: list[list[Branch | Word]] = []
        for part in row.parts:
            if isinstance(part, Word) and part.kind == "VBAR":
                cells.append([])
            else:
                cells[-1].append(part)
        return [
            flat(self._shaper.shape(Branch("cell", tuple(cell)))) for cell in cells[:-1]
        ]

    def _first(self, branch: Branch) -> int:
        return self._shaper.number(next(words(branch)))


def widths_of(rows: Sequence[Sequence[str]]) -> list[int]:
    """Give the columns that each cell of a row needs, so that all rows are alike."""
    longest = max(map(len, rows), default=0)
    return [
        max(width(row[column]) for row in rows if column < len(row))
        for column in range(longest)
    ]


def _lines(parts: Sequence[Branch | Word]) -> Iterator[Branch]:
    """Give the lines of a block: its sentences, and what is said without a rule."""
    loose: list[Branch | Word] = []
    for part in _flattened(parts):
        if isinstance(part, Word) or part.rule in LOOSE:
            loose.append(part)
            continue
        if loose:
            yield Branch("", tuple(loose))
            loose = []
        yield part
    assert not loose, "every block ends with a sentence or a row"


def _flattened(parts: Sequence[Branch | Word]) -> Iterator[Branch | Word]:
    for part in parts:
        if isinstance(part, Branch) and part.rule in INLINE:
            yield from _flattened(part.parts)
        else:
            yield part


def _block(
    line: Branch,
) -> tuple[Branch, Sequence[Branch | Word], Word | None]:
    """Give the head of a block with its `{`, what stands in it, and its `}`."""
    parts = [
        inner
        for part in line.parts
        for inner in (
            part.parts
            if isinstance(part, Branch) and part.rule in ("calendar_block", "places")
            else (part,)
        )
    ]
    rule = line.rule
    if sum(isinstance(each, Branch) and each.rule == "place" for each in parts) > 1:
        rule = "clause_of_places"
    for number, part in enumerate(parts):
        if isinstance(part, Word) and part.kind == "LBRACE":
            brace = parts[-1]
            assert isinstance(brace, Word)
            head = Branch(rule, tuple(parts[: number + 1]))
            return head, parts[number + 1 : -1], brace
    return Branch(rule, tuple(parts)), (), None


def _are_apart(one: Branch, other: Branch) -> bool:
    """Tell whether a blank line must stand between two declarations."""
    is_import = one.rule == "import"
    return (
        one.rule in APART
        or other.rule in APART
        or is_import != (other.rule == "import")
    )
