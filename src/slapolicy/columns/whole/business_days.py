"""Where business days run out from many instants on a line, as positions on it.

Where they run to closing, that is mostly the same for all of an open span: it is worked
out once for each span that occurs, and kept.
"""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints, indices_of
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
        untold = _ALONE if positions.is_straight else _UNTOLD
        self._then = np.full(len(counts) * self._wide, untold)
        if not positions.is_straight:  # after the last span
            self._then[positions.spans :: self._wide] = FOREVER

    def after(self, position: Ints, which: Ints) -> RunOut:
        """Tell where business days run out from positions, each so many as a count."""
        span = self._positions.span_from(position)
        place = which * self._wide + span
        found = self._then.take(place)
        if found.min(initial=0) >= 0:
            return RunOut(found, place[:0], place[:0])
        untold = np.unique(place[found == _UNTOLD])
        if len(untold):
            self._tell(untold)
            found = self._then.take(place)
        alone = indices_of(found == _ALONE)
        opening = position.take(alone)
        if not self._positions.is_straight:
            opening += self._positions.origins.take(span.take(alone))
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
        known = indices_of(due < FOREVER)
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
