"""When things happen in rows, and where that lies on each line that they count on."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Ints
from slapolicy.columns.whole.positions import Positions


@frozen(eq=False)
class Moments:
    """The instants of all rows; or their positions, line after line.

    `turns`: the first change of each row, then the second …; `waits`: begins and ends
    of the first waits, of the second …, each of so many rows. `until` has an instant
    for each run: how far its clock can have come.
    """

    opened: Ints
    turns: Ints
    waits: Sequence[tuple[Ints, Ints]]
    until: Ints


def placed(lines: Sequence[Positions], moments: Moments, now: int) -> Moments:
    """Give the positions of all instants, those of later ones as of now.

    Each array becomes one of as many lines: first all on the first line, then all on
    the next. Of turns, so each turn; waits have room for all rows.
    """
    rows = len(moments.opened)
    turns = moments.turns.reshape(-1, rows)
    waits = [each for pair in moments.waits for each in pair]
    parts = [moments.opened, *turns, *waits, moments.until]
    flat = np.minimum(np.concatenate(parts), now)
    found = [line.of(flat) for line in lines]
    made, start = [], 0
    for part in parts:
        here = [each[start : start + len(part)] for each in found]
        start += len(part)
        made.append(here[0] if len(found) == 1 else _laid(here, rows))
    last = 1 + len(turns)
    pairs = made[last:-1]
    return Moments(
        opened=made[0],
        turns=np.concatenate(made[1:last]) if last > 2 else made[last - 1],
        waits=list(zip(pairs[::2], pairs[1::2], strict=True)),
        until=made[-1],
    )


def _laid(parts: Sequence[Ints], rows: int) -> Ints:
    """Lay arrays one after another, in equal rooms."""
    room = max(rows, len(parts[0]))
    found = np.empty((len(parts), room), np.int64)
    for number, each in enumerate(parts):
        found[number, : len(each)] = each
    return found.ravel()
