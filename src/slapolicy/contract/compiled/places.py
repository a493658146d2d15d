"""The positions of the places of a case on the lines that its limits count on."""

from collections.abc import Iterable, Sequence

from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.owing import Measured

Positions = dict[Line, list[int]]
"""The positions of the places on lines, as far as known."""
Reach = Iterable[tuple[Line, int]]
"""Lines, and the last place that is asked for on each."""


def tell(positions: Positions, ats: Sequence[int], measured: Measured) -> None:
    """Let positions hold what is asked for by some stretches."""
    for line, _, end in (*measured.counts, *measured.shut):
        on(positions, ats, line, end)


def on(positions: Positions, ats: Sequence[int], line: Line, last: int) -> list[int]:
    """Give the positions of the places on a line, up to one at least."""
    found = positions.get(line)
    if found is None:
        found = positions[line] = line.positions_of(ats[: last + 1])
    elif len(found) <= last:
        found += line.positions_of(ats[len(found) : last + 1])
    return found
