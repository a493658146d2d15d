"""When things happen in rows, and where that lies on each line that they count on."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Ints
from slapolicy.columns.whole.positions import Positions

OPENED = 0
"""Where the positions of openings begin among those of a line."""


@frozen(eq=False)
class Moments:
    """The instants of all rows.

    `turns` has the first change of each row, then the second …; `waits`: begins and
    ends of the first waits, of the second …, each of so many rows. `until` has an
    instant for each run, clock by clock: how far it can have come.
    """

    opened: Ints
    turns: Ints
    waits: Sequence[tuple[Ints, Ints]]
    until: Ints


@frozen(eq=False)
class Places:
    """The positions of all instants, line after line in one `table`, each so `wide`.

    Of each line come those of the openings, then, from where the others tell, those of
    changes, of the begins and ends of waits, and of how far each run can have come.
    """

    table: Ints
    wide: int
    turns: int
    waits: Sequence[tuple[int, int]]
    until: int


def placed(lines: Sequence[Positions], moments: Moments, now: int) -> Places:
    """Give the positions of all instants, those of later ones as of now."""
    waits = [each for pair in moments.waits for each in pair]
    parts = [moments.opened, moments.turns.ravel(), *waits, moments.until.ravel()]
    begins = [*accumulate(len(part) for part in parts)]
    table = np.empty((len(lines), begins[-1]), np.int64)
    # instants are their own positions where a line is straight
    own = [row for line, row in zip(lines, table, strict=True) if line.is_straight]
    flat = np.concatenate(parts, out=own[0] if own else None)
    if flat.max() > now:
        np.minimum(flat, now, out=flat)
    for line, row in zip(lines, table, strict=True):
        if not line.is_straight:
            line.of(flat, row)
    for row in own[1:]:
        row[:] = flat
    pairs = begins[1:-2]
    return Places(
        table=table.ravel(),
        wide=begins[-1],
        turns=begins[0],
        waits=list(zip(pairs[::2], pairs[1::2], strict=True)),
        until=begins[-2],
    )
