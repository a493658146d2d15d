"""What happened in the rows that are taken, event by event: first ones, second ones."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from slapolicy.columns.whole.codes import Bools, Ints, Marks, indices_of
from slapolicy.columns.whole.events import Events
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.tables import Does, Sayings
from slapolicy.contract.evaluator.course import FOREVER


class Happened:
    """The events of so many rows, in order: the row of each, what it says and does."""

    def __init__(
        self, count: int, sayings: Sayings, row: Ints, at: Ints, said: Ints, act: Marks
    ) -> None:
        self.count, self.sayings = count, sayings
        self.row, self.at, self.said, self.act = row, at, said, act
        self._known: dict[int, Ints] = {}
        none = np.zeros(0, np.int64)
        self._ranked = none, np.zeros(count, np.int64), none

    @classmethod
    def in_rows(cls, events: Events, sayings: Sayings, act: Marks, index: Ints) -> Self:
        """Give what happened in the rows of these numbers."""
        count, many = len(index), len(events.lengths)
        found = cls(count, sayings, events.row, events.at, events.said, act)
        if count < many:
            place = np.full(many, NONE)
            place[index] = np.arange(count)
            found.row = place.take(found.row)
            found = found._only(found.row >= 0)
        return found

    def until(self, last: int) -> Self:
        """Give what happened until an instant."""
        return self._only(self.at <= last)

    def _only(self, these: Bools) -> Self:
        kept = indices_of(these)
        return type(self)(
            self.count, self.sayings,
            self.row.take(kept), self.at.take(kept),
            self.said.take(kept), self.act.take(kept),
        )  # fmt: skip

    def doing(self, what: Does) -> Ints:
        """Give the events that do something."""
        return self._which(self.sayings.doing[what])

    def meeting(self, clock: int) -> Ints:
        """Give the events that fulfil a clock."""
        return self._which(self.sayings.meeting[clock])

    def _which(self, acts: Sequence[int]) -> Ints:
        some = [self._of(act) for act in acts]
        if len(some) == 1:
            return some[0]
        return np.sort(np.concatenate(some)) if some else np.zeros(0, np.int64)

    def _of(self, act: int) -> Ints:
        found = self._known.get(act)
        if found is None:
            found = self._known[act] = indices_of(self.act == act)
        return found

    def earliest(self, some: Ints) -> Ints:
        """Give when the first of some events is in each row; FOREVER if none is."""
        rows = self.row.take(some)
        is_first = np.ones(len(rows), np.bool_)
        np.not_equal(rows[1:], rows[:-1], out=is_first[1:])
        firsts = indices_of(is_first)
        at = self.at.take(some.take(firsts))
        if len(firsts) == self.count:
            return at
        found = np.full(self.count, FOREVER)
        found[rows.take(firsts)] = at
        return found

    def ranked(self, some: Ints, most: int) -> tuple[Ints, Ints, Ints]:
        """Give when some events are in each row, first ones, second ones, and so on.

        And how many there are in each row, and which of its row each one is. Of those
        that are more than `most` in a row it is not said when they are.
        """
        rows = self.row.take(some)
        if self._is_one_each(rows):
            first = self.at.take(some).reshape(1, -1)
            return first, np.ones(self.count, np.int64), np.zeros(len(some), np.int64)
        if not np.array_equal(rows, self._ranked[0]):
            counts = np.bincount(rows, minlength=self.count)
            ranks = np.arange(len(some))
            ranks -= (np.cumsum(counts) - counts).take(rows)
            self._ranked = rows, counts, ranks
        _, counts, ranks = self._ranked  # where each wait ends, the same ends have
        shown, many = ranks, int(counts.max(initial=0))
        if many > most:
            few = indices_of(ranks < most)
            some, rows, shown, many = some[few], rows[few], ranks[few], most
        table = np.full(many * self.count, FOREVER)
        table[shown * self.count + rows] = self.at.take(some)
        return table.reshape(many, self.count), counts, ranks

    def _is_one_each(self, rows: Ints) -> bool:
        """Whether these are all rows, each of them once."""
        return len(rows) == self.count and bool((rows[1:] > rows[:-1]).all())
