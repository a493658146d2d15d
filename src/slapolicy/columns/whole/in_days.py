"""Limits in business days: as targets on a line, or apart where that does not do."""

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.business_days import business_days_of
from slapolicy.columns.whole.codes import Ints, indices_of
from slapolicy.columns.whole.positions import Positions
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.tracks import Track


@frozen(eq=False)
class Apart:
    """Some runs, by their places, that are nominally due `at` instants of their own.

    No open time lies between those and the first instants with the same positions on
    their line, which are their targets.
    """

    line: Positions
    places: Ints
    target: Ints
    at: Ints

    def settle(self, track: Track, target: Ints, over: Ints) -> Ints:
        """Give when they are due, and set by how much they are over at their ends.

        Pauses have moved the targets. A due that lies in a pause is pushed to its end.
        """
        some, runs, places = track.some, track.some.runs, self.places
        row, number = some.rows_of(places), some.number.take(places)
        moved, end = target.take(places), track.end.take(places)
        at = np.where(moved > self.target, self.line.reaching(moved), self.at)
        stands, until = runs.stands.take(number), runs.moments.until.take(number)
        is_pushed = ~(stands & (moved > end))
        if runs.pauses is not None:
            is_pushed &= runs.pauses.take(number)
        for begins, ends in runs.moments.waits:
            mine = indices_of(is_pushed & (row < len(begins)))
            begin, then = begins.take(row.take(mine)), ends.take(row.take(mine))
            here = at.take(mine)
            within = (begin < here) & (here < then) & (then <= until.take(mine))
            at[mine] = np.where(within, then, here)
        stands &= (moved > end) | (until < at)
        there = self.line.of(np.maximum(at, self.line.first))
        over.reshape(-1)[places] = end - there
        return np.where(stands, NONE, at)


def targets_of(track: Track, k: int) -> tuple[Ints, list[Apart]]:
    """Give where runs are due under the limit of a segment, before pauses move it.

    And those that are due apart.
    """
    some, runs, limits = track.some, track.some.runs, track.some.runs.limits
    target, apart = limits.amount[k].take(some.limit), list[Apart]()
    if not limits.days_on[k]:
        return target + track.start, apart
    days = indices_of((target < 0) & some.of(runs.there))
    counts, lines = ~target.take(days), track.lines[0]
    target += track.start
    for number in limits.days_on[k]:
        mine, count = days, counts
        if len(limits.days_on[k]) > 1:
            here = indices_of(lines.take(days) == number)
            mine, count = days.take(here), counts.take(here)
        counted = business_days_of(runs.lines[number], limits.counts)
        out = counted.after(track.start.take(mine), count)
        target.reshape(-1)[mine] = out.position
        if len(out.apart):
            line, position = runs.lines[number], out.position.take(out.apart)
            apart.append(Apart(line, mine.take(out.apart), position, out.at))
    return target, apart
