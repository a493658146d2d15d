"""The instants of the places of a case, and their positions on lines."""

from collections.abc import Iterable, Sequence

from slapolicy.contract.compiled.lines import Line

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
