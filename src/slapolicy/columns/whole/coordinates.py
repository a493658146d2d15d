"""The coordinate in which the clock of each row runs: what counted since its start.

A row runs through segments, each counted on a line of its own.
"""

from collections.abc import Callable, Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.positions import Positions
from slapolicy.contract.evaluator.course import FOREVER

NONE = -1
"""In place of an instant or a length that there is not."""


@frozen(eq=False, kw_only=True)
class Limits:
    """The limits of some rows, all of as many segments, a segment a row.

    `since`: when each begins; `line`: on which of the lines it counts; `amount`:
    microseconds, or so many business days where `is_days`.
    """

    since: Ints
    line: Ints
    amount: Ints
    is_days: Bools


class Coordinates:
    """Some rows of one clock, with as many segments and pauses each."""

    def __init__(
        self,
        lines: Sequence[Positions],
        limits: Limits,
        begins: Ints,
        resumes: Ints,
        fulfilled: Ints,
        closed: Ints,
        now: int,
    ) -> None:
        self.lines, self.limits = lines, limits
        self.fulfilled, self.closed = fulfilled, closed
        self.now, self.at_now = now, np.full(len(closed), now)
        self.start, self.last = limits.since[0], len(limits.since) - 1
        # pauses as known when it was fulfilled, or now; the end of the case is one
        known = np.where(fulfilled <= now, fulfilled - 1, now)
        until = np.minimum(fulfilled, now)
        self.begins = [np.where(each <= known, each, FOREVER) for each in begins]
        self.resumes = [
            np.where((begin <= known) & (end <= until), end, FOREVER)
            for begin, end in zip(begins, resumes, strict=True)
        ]
        ended = np.where(closed <= known, closed, FOREVER)
        if (ended < FOREVER).any():
            self.begins.append(ended)
            self.resumes.append(np.full(len(closed), FOREVER))
        self._known: dict[tuple[int, int], tuple[Ints, Ints]] = {}
        self._bases: dict[int, Ints] = {0: np.zeros(len(closed), np.int64)}

    # Positions and coordinates

    def on(self, at: Ints, k: int) -> Ints:
        """Give the positions of instants on the line of a segment."""
        which = self.limits.line[k]
        numbers = np.flatnonzero(np.bincount(which, minlength=len(self.lines))).tolist()
        found = self._of(at, numbers[0])
        for number in numbers[1:]:
            found = np.where(which == number, self._of(at, number), found)
        return found

    def _of(self, at: Ints, number: int) -> Ints:
        known = self._known.get((id(at), number))
        if known is None:
            known = self._known[id(at), number] = (at, self.lines[number].of(at))
        return known[1]

    def reaching(self, position: Ints, k: int) -> Ints:
        """Give the first instants at positions on the line of a segment."""
        return self._each_on_its_line(k, NONE, position, Positions.reaching)

    def base(self, k: int) -> Ints:
        """Give what has counted when a segment begins, pauses not taken out."""
        if k not in self._bases:
            since = self.limits.since
            here = self.on(since[k], k - 1) - self.on(since[k - 1], k - 1)
            self._bases[k] = self.base(k - 1) + here
        return self._bases[k]

    def coordinate(self, at: Ints, k: int) -> Ints:
        """Give what has counted at instants under the limit of a segment.

        Days count on their own line alone.
        """
        since, is_days = self.limits.since, self.limits.is_days[k]
        found = self.on(at, 0) - self.on(since[0], 0)
        for j in range(1, k + 1):
            later = self.base(j) + self.on(at, j) - self.on(since[j], j)
            found = np.where(at > since[j], later, found)
        if k and is_days.any():
            alone = self.on(at, k) - self.on(since[0], k)
            found = np.where(is_days, alone, found)
        found[at >= FOREVER] = FOREVER
        return found

    def opening(self, at: Ints, k: int) -> Ints:
        """Give the first open instants from others on, by the hours of a segment."""
        return self._each_on_its_line(k, FOREVER, at, Positions.opening)

    def _each_on_its_line(
        self,
        k: int,
        otherwise: int,
        given: Ints,
        asked: Callable[[Positions, Ints], Ints],
    ) -> Ints:
        """Ask the line of each row in a segment; `otherwise`, where it has none."""
        which = self.limits.line[k]
        found = np.full(len(which), otherwise)
        for number, line in enumerate(self.lines):
            mine = np.flatnonzero(which == number)
            if len(mine):
                found[mine] = asked(line, given[mine])
        return found
