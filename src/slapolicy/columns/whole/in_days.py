"""Limits in business days: as targets on a line, or apart where that does not do."""

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.business_days import business_days_of
from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.positions import Positions
from slapolicy.columns.whole.runs import Some
from slapolicy.columns.whole.tracks import Track
from slapolicy.contract.evaluator.course import FOREVER


@frozen(eq=False, kw_only=True)
class Apart:
    """Some runs, by their places, that are nominally due `at` instants of their own.

    No open time lies between those and the first instants with the same positions on
    their line, where `target` is reached from `start`.
    """

    places: Ints
    line: Positions
    start: Ints
    target: Ints
    at: Ints

    def settle(
        self, some: Some, target: Ints, room: Ints, due: Ints, over: Ints, halts: Bools
    ) -> None:
        """Set when they are due, by how much they are over, and whether they stand.

        The targets are moved by pauses; a due in a pause is pushed to its end.
        """
        runs, places = some.runs, self.places
        row, number = some.rows_of(places), some.number.take(places)
        at = np.where(target.take(places) > self.target, due.take(places), self.at)
        until, goes = runs.moments.until.take(number), ~halts.take(places)
        if runs.pauses is not None:
            goes &= runs.pauses.take(number)
        for begins, ends in runs.moments.waits:
            mine = np.flatnonzero(goes & (row < len(begins)))
            begin, end = begins.take(row.take(mine)), ends.take(row.take(mine))
            here = at.take(mine)
            within = (begin < here) & (here < end) & (end <= until.take(mine))
            at[mine] = np.where(within, end, here)
        counted = self.line.of(np.maximum(at, self.line.first)) - self.start
        due.reshape(-1)[places] = at
        over.reshape(-1)[places] = room.take(places) - counted
        halts.reshape(-1)[places] |= runs.stands.take(number) & (until < at)


def put_days(
    some: Some, k: int, track: Track, target: Ints
) -> tuple[list[Apart], list[Ints]]:
    """Set the targets of runs under limits in days, in place of how many those are.

    Give those that are due apart, and the places of those that are never due.
    """
    runs, limits = some.runs, some.runs.limits
    apart: list[Apart] = []
    never: list[Ints] = []
    for number in limits.days_on[k]:
        line = runs.lines[number]
        is_mine = limits.is_days[k] & (limits.lines[k][-1] == number)
        mine = np.flatnonzero(is_mine.take(some.limit))
        opened = runs.moments.opened.take(some.rows_of(mine))
        start = np.broadcast_to(track.start, target.shape).take(mine)
        out = business_days_of(line, limits.counts).after(opened, target.take(mine))
        found = out.position - start
        target.reshape(-1)[mine] = found
        if len(out.apart):
            apart.append(
                Apart(
                    places=mine.take(out.apart), line=line, at=out.at,
                    start=start.take(out.apart), target=found.take(out.apart),
                )
            )  # fmt: skip
        if out.position.max(initial=0) >= FOREVER:
            never.append(mine[out.position >= FOREVER])
    return apart, never
