"""What happened in the rows that are taken, event by event: first ones, second ones."""

from typing import Self

import numpy as np
from attrs import evolve, frozen

from slapolicy.columns.whole.codes import Bools, Ints, Marks
from slapolicy.columns.whole.events import Events
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.tables import Does
from slapolicy.contract.evaluator.course import FOREVER


@frozen(eq=False)
class Happened:
    """The events of so many rows, in order: the row of each, and what it says and does.

    `most` is all that any of them may do.
    """

    count: int
    most: Does
    row: Ints
    at: Ints
    said: Ints
    does: Marks

    @classmethod
    def in_rows(cls, events: Events, most: Does, does: Marks, index: Ints) -> Self:
        """Give what happened in the rows of these numbers."""
        count, many = len(index), len(events.lengths)
        found = cls(count, most, events.row, events.at, events.said, does)
        if count == many:
            return found
        place = np.full(many, NONE)
        place[index] = np.arange(count)
        row = place.take(events.row)
        return evolve(found, row=row)._only(row >= 0)

    def until(self, last: int) -> Self:
        """Give what happened until an instant."""
        return self if self.at.max(initial=0) <= last else self._only(self.at <= last)

    def _only(self, these: Bools) -> Self:
        kept = np.flatnonzero(these)
        return evolve(
            self,
            row=self.row.take(kept), at=self.at.take(kept),
            said=self.said.take(kept), does=self.does.take(kept),
        )  # fmt: skip

    def doing(self, what: Does) -> Ints:
        """Give the events that do something."""
        if not what & self.most:
            return np.zeros(0, np.int64)
        return np.flatnonzero((self.does & int(what)) != 0)

    def earliest(self, some: Ints) -> Ints:
        """Give when the first of some events is in each row; FOREVER if none is."""
        found = np.full(self.count, FOREVER)
        some = some[::-1]
        found[self.row.take(some)] = self.at.take(some)
        return found

    def ranked(self, some: Ints, most: int) -> tuple[Ints, Ints, Ints]:
        """Give when some events are in each row, first ones, second ones, and so on.

        And how many there are in each row, and which of its row each one is. Of those
        that are more than `most` in a row it is not said when they are.
        """
        rows = self.row.take(some)
        counts = np.bincount(rows, minlength=self.count)
        many = int(counts.max(initial=0))
        ranks = np.zeros(len(some), np.int64)
        if many > 1:
            ranks = np.arange(len(some)) - (np.cumsum(counts) - counts).take(rows)
        shown = ranks
        if many > most:
            few = np.flatnonzero(ranks < most)
            some, rows, shown, many = (
                some.take(few),
                rows.take(few),
                ranks.take(few),
                most,
            )
        table = np.full((many, self.count), FOREVER)
        table[shown, rows] = self.at.take(some)
        return table, counts, ranks
