"""Which waits are pauses of an occurrence, and when it was closed: in places.

Restated here of DESIGN §3, "Pauses": they count as known when the occurrence was
fulfilled, or at the end of the walk.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from operator import itemgetter

from slapolicy.contract.compiled.clockwork import Clockwork
from slapolicy.contract.compiled.walk import Occurrence, Walk
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime.interval import union

Stretches = Sequence[tuple[int, int]]
"""From place to place, in order, none touching; what goes on ends at FOREVER."""
Waits = Sequence[Sequence[tuple[int, int]]]
"""Of a clock, apart for each role that is waited for: one after another."""
_END = itemgetter(1)


def waits_of(walk: Walk, clock: Clockwork) -> Waits:
    """Give the waits for which a clock stands still."""
    found: dict[str, list[tuple[int, int]]] = {}
    going = ((role, begin, FOREVER) for role, begin in walk.going.items())
    for role, begin, end in (*walk.waits, *going):
        if role in clock.waits_for:
            found.setdefault(role, []).append((begin, end))
    return [*found.values()]


def known_until(walk: Walk, occurrence: Occurrence) -> tuple[int, int]:
    """Give until when an occurrence lived, and what was known of waits then, or is."""
    if occurrence.fulfilled >= 0:  # what fulfils comes before a wait in its instant
        return occurrence.fulfilled, occurrence.fulfilled - 1
    if occurrence.lapsed >= 0:
        return occurrence.lapsed, occurrence.lapsed
    return walk.place, walk.place


def pauses_of(
    waits: Waits, began: int, until: int, known: int, ended: int
) -> Stretches:
    """Give when an occurrence stood still, waiting or closed, as far as known."""
    found: list[tuple[int, int]] = []
    for mine in waits:
        first = bisect_right(mine, began, key=_END)
        for begin, end in islice(mine, first, None):
            if begin > known:
                break
            found.append((begin, end if end <= until else FOREVER))
    if 0 <= ended <= known:
        found.append((ended, FOREVER))
    return union(found) if len(found) > 1 else found
