"""Where business days run out from many instants on a line, as positions on it.

Where they run to closing, that is mostly the same for all of an open span: it is worked
out once for each span that occurs, and kept.
"""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.positions import Positions
from slapolicy.contract.evaluator.course import FOREVER

_UNTOLD, _ALONE = -1, -2
"""In place of a position: it is not known yet; each instant has one of its own."""


@frozen(eq=False)
class RunOut:
    """At which `position` business days run out; FOREVER: never, or too far ahead.

    `apart` are the places of those that run out `at` another instant than the first
    that has their position.
    """

    position: Ints
    apart: Ints
    at: Ints


class BusinessDays:
    """Where business days run out on one line, for some counts of them."""

    def __init__(self, positions: Positions, counts: Sequence[int]) -> None:
        self._positions, self._counts = positions, counts
        self._wide = positions.spans + 1
        self._then = np.full(len(counts) * self._wide, _UNTOLD)
        self._then[positions.spans :: self._wide] = FOREVER
        if positions.is_straight or positions.line.hours.day_end != "closing":
            self._then.fill(_ALONE)

    def after(self, at: Ints, which: Ints) -> RunOut:
        """Tell where business days run out from instants, each so many as a count."""
        place = which * self._wide + self._positions.span(at)
        found = self._then.take(place)
        if not len(found) or found.min() >= 0:
            return RunOut(found, place[:0], place[:0])
        untold = np.unique(place[found == _UNTOLD])
        if len(untold):
            self._tell(untold)
            found = self._then.take(place)
        alone = np.flatnonzero(found == _ALONE)
        opening = self._positions.opening(at.take(alone))
        due = self._due(opening, which.take(alone))
        found[alone], is_first = self._placed(due)
        return RunOut(found, alone[~is_first], due[~is_first])

    def _tell(self, untold: Ints) -> None:
        """Work out where business days run out from open spans, by their places."""
        which, span = np.divmod(untold, self._wide)
        positions = self._positions
        due = self._due(positions.starts.take(span), which)
        position, is_first = self._placed(due)
        for each, end in enumerate(positions.ends.take(span).tolist()):
            count = self._counts[which[each]]
            is_first[each] &= positions.line.keeps_due(end, count)
        self._then[untold] = np.where(is_first, position, _ALONE)

    def _due(self, opening: Ints, which: Ints) -> Ints:
        """Give when business days run out from open instants, one by one."""
        line, counts = self._positions.line, self._counts
        found = [
            None if at >= FOREVER else line.business_days_due(at, counts[count])
            for at, count in zip(opening.tolist(), which.tolist(), strict=True)
        ]
        due = np.array([FOREVER if each is None else each for each in found], np.int64)
        if not self._positions.is_straight:
            due[due > self._positions.last] = FOREVER
        return due

    def _placed(self, due: Ints) -> tuple[Ints, Bools]:
        """Give the positions of instants, and whether they are the first at them."""
        known = np.flatnonzero(due < FOREVER)
        position, is_first = due.copy(), np.ones(len(due), np.bool_)
        position[known] = here = self._positions.of(due[known])
        is_first[known] = self._positions.reaching(here) == due[known]
        return position, is_first


def business_days_of(positions: Positions, counts: tuple[int, ...]) -> BusinessDays:
    """Give where so many business days run out on a line; it is kept with it."""
    found: BusinessDays | None = positions.days.get(counts)
    if found is None:
        found = positions.days.setdefault(counts, BusinessDays(positions, counts))
    return found
