"""Lines as they come out: shapes laid into a hundred columns, gaps between them."""

from collections.abc import Sequence

from slapolicy.language.formatter.gaps import BLANK, Gap, Piece
from slapolicy.language.formatter.shapes import Group, Run, Shape, Style, atoms, flat
from slapolicy.source import width

COLUMNS = 100
STEP = 2


class Writer:
    """Writes one text, line by line."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        """Take what stands before each word, and after the last."""
        self._gaps = gaps
        self._done: list[str] = []
        self._line = ""
        self._indent = 0
        self._begun = -1

    def text(self) -> str:
        """Give all that was written, with what stands after the last word."""
        self._end_line()
        self._write_pieces(self._gaps[-1].pieces, is_first=False, is_last=True)
        return "".join(self._done)

    def begin(
        self,
        index: int,
        indent: int,
        *,
        is_first: bool = False,
        is_last: bool = False,
        is_apart: bool = False,
    ) -> None:
        """Begin the line of a sentence.

        Args:
            index: The number of its first word.
            indent: How far it is indented.
            is_first: Whether it is the first of its block: no blank line before it.
            is_last: Whether it closes its block: likewise.
            is_apart: Whether a blank line must stand before it.
        """
        self._end_line()
        self._indent = indent
        self._begun = index
        pieces = self._gaps[index].pieces
        if is_apart and all(piece.kind == "comment" for piece in pieces):
            pieces = (BLANK, *pieces)
        self._write_pieces(pieces, is_first=is_first, is_last=is_last)

    def put(self, shape: Shape, step: int = STEP) -> None:
        """Write a shape; what does not fit goes on, `step` further to the right."""
        base = self._indent
        if isinstance(shape, Run):
            self._put_run(shape, base + step)
            return
        style = self._style(shape)
        for number, part in enumerate(shape.parts):
            if number and (style != "fill" or not self._fits(part)):
                self._end_line()
                self._indent = base + step
            self.put(part, step if number == 0 else STEP)

    def close(self, brace: Shape, indent: int) -> None:
        """Write the brace that closes a block, as far in as the block began."""
        self._indent = indent
        self.put(brace)

    def put_row(self, cells: Sequence[str], widths: Sequence[int], last: int) -> None:
        """Write a row of a table whose last word has this number."""
        padded = [
            cell + " " * (wide - width(cell))
            for cell, wide in zip(cells, widths, strict=True)
        ]
        self._line = " " * self._indent + f"| {' | '.join(padded)} |"
        self._trail(last)

    def is_whole(self, shape: Shape) -> bool:
        """Tell whether no comment stands between the words of a shape."""
        _, *inner = atoms(shape)
        return not any(self._gaps[atom.index].is_break for atom in inner)

    def _style(self, group: Group) -> Style:
        if group.style == "stack" and self._fits(group):
            return "fill"
        return group.style

    def _fits(self, shape: Shape) -> bool:
        first = next(atoms(shape))
        if self._line and self._gaps[first.index].is_break:
            return False
        used = width(self._line) + 1 if self._line else self._indent
        return used + width(flat(shape)) <= COLUMNS and self.is_whole(shape)

    def _put_run(self, run: Run, after: int) -> None:
        for atom in run.atoms:
            gap = self._gaps[atom.index]
            if self._line and gap.is_break:
                self._end_line()
                self._indent = after
            if self._line:
                self._line += atom.text if atom.is_glued else f" {atom.text}"
            else:
                if atom.index != self._begun:
                    notes = [piece for piece in gap.pieces if piece.kind != "blank"]
                    self._write_pieces(notes, is_first=True, is_last=True)
                self._line = " " * self._indent + atom.text
            self._trail(atom.index)

    def _trail(self, index: int) -> None:
        comment = self._gaps[index + 1].trailing
        if comment is not None:
            self._line += f"  {comment}"

    def _end_line(self) -> None:
        if self._line:
            self._done.append(f"{self._line}\n")
            self._line = ""

    def _write_pieces(
        self, pieces: Sequence[Piece], *, is_first: bool, is_last: bool
    ) -> None:
        """Write comments and prose, with no blank line where a block or fence ends."""
        wall = Piece("prose")
        around = [wall if is_first else None, *pieces, wall if is_last else None]
        for before, piece, after in zip(around, pieces, around[2:], strict=False):
            match piece.kind:
                case "comment":
                    self._done.append(f"{' ' * self._indent}{piece.text}\n")
                case "prose":
                    self._done.append(piece.text)
                case "blank" if not (_is_prose(before) or _is_prose(after)):
                    self._done.append("\n")
                case _:
                    pass


def _is_prose(piece: Piece | None) -> bool:
    return piece is not None and piece.kind == "prose"
