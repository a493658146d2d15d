"""The instants of the places of a case, and their positions on lines."""

from collections.abc import Iterable, Mapping, Sequence

from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.owing import Measured

Positions = Mapping[Line, Sequence[int]]
"""The positions of the places on lines, as far as known."""
Reach = Iterable[tuple[Line, int]]
"""Lines, and the last place that is surely asked for on each."""


class Places:
    """The instants of the places of a case, last now; `positions` are on each line."""

    __slots__ = ("ats", "positions")

    def __init__(self, ats: Sequence[int], reach: Reach) -> None:
        self.ats = ats
        self.positions = {
            line: line.positions_of(ats[: last + 1]) for line, last in reach
        }

    def on(self, line: Line, last: int) -> list[int]:
        """Give the positions on a line, up to a place at least."""
        found = self.positions.get(line)
        if found is None:
            found = self.positions[line] = line.positions_of(self.ats[: last + 1])
        elif len(found) <= last:
            found += line.positions_of(self.ats[len(found) : last + 1])
        return found

    def known(self, measured: Measured) -> Positions:
        """Give the positions that are asked for by some stretches, with the others."""
        for line, stretches in (*measured.counts, *measured.shut):
            self.on(line, stretches[-1][1])
        return self.positions
