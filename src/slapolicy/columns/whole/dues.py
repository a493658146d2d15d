"""Runs under the limit of a segment: where they are due, and which come under more."""

import numpy as np

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.in_days import targets_of
from slapolicy.columns.whole.runs import Some, comes_before
from slapolicy.columns.whole.tracks import Track


class Under:
    """Some runs under the limit of a segment.

    They are due where their `target` lies on their track, but for those at some places,
    which are due at instants `apart`. `over`: by how much the limit was exceeded when
    the run ended; less than nothing, where some of it was left.
    """

    def __init__(self, some: Some, k: int) -> None:
        self.some, self.k, self.track = some, k, Track(some, k)
        self.target, apart = targets_of(self.track, k)
        self.track.move(self.target)
        self.over = self.track.end - self.target
        self.apart = [
            (each.places, each.settle(self.track, self.target, self.over))
            for each in apart
        ]

    def goes_on(self, since: Ints) -> Bools:
        """Tell which of them come under the next limit, by when it is in force."""
        track, runs = self.track, self.some.runs
        comes = (since < self.some.of(runs.bound)) & self.some.of(runs.there)
        change = np.minimum(track.change(self.k + 1), track.end)
        found: Bools = comes & (change < self.target)
        for places, at in self.apart:
            is_due_later = comes_before(since.take(places), at)
            found.reshape(-1)[places] = comes.take(places) & is_due_later
        return found
