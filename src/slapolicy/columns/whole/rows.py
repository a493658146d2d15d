"""The rows of a batch that are plain enough, and what happened in them, in arrays.

A row is taken where its story is plainly in order: what `reading` of the compiled
policy asks of one case is asked here of all at once.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from attrs import frozen

from slapolicy.columns.reading import some_values
from slapolicy.columns.whole.codes import Bools, Ints, Marks
from slapolicy.columns.whole.events import Events
from slapolicy.columns.whole.keys import keys_of
from slapolicy.columns.whole.order import in_order, named
from slapolicy.columns.whole.paths import Paths
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.tables import Does, First, Sayings, Tables
from slapolicy.columns.whole.vocabulary import Known, Lexicon
from slapolicy.contract.evaluator.course import FOREVER

Asks = tuple[tuple[str, ...], tuple[str, ...]]
"""What a row asks for: services and outcomes."""
MOST_TURNS, MOST_WAITS = 4, 6


@frozen(eq=False, kw_only=True)
class Rows:
    """The rows that are taken: their numbers (`index`), those with most waits first.

    FOREVER stands for what never comes. `path` numbers `paths`, `asked` numbers `asks`,
    the requests and claims. `turns` has a column for each row: when its states change.
    `waits`, first ones, second ones …, are pairs: when they begin and end, in the rows
    that have so many. `fulfilled` has a row a clock.
    """

    index: Ints
    opened: Ints
    path: Ints
    paths: Paths
    asked: Ints
    asks: Sequence[Asks]
    turns: Ints
    waits: Sequence[tuple[Ints, Ints]]
    ended: Ints
    withdrawn: Bools
    begun: Bools
    fulfilled: Ints
    role: str | None


def rows_of(
    tables: Tables,
    batch: pa.RecordBatch,
    names: pa.Array,
    events: Events,
    lexicon: Lexicon,
    until: int,
) -> Rows | None:
    """Give the rows that are plain enough, as of an instant; None if none is.

    Raises:
        TooLongError: There is more to say than there are numbers.
    """
    sayings = tables.sayings(events.known, events.said)
    first, known = _firsts(tables, batch, lexicon)
    firsts = known.parts.get("firsts") or known.parts.setdefault(
        "firsts", Firsts(known.said)
    )
    does = sayings.does.take(events.said)
    taken = firsts.are_known.take(first) & named(names)
    taken &= in_order(events, does, tables.shape, until)
    index = np.flatnonzero(taken)
    if not len(index):
        return None
    paths = known.parts.get(sayings)
    if paths is None:
        starts = [None if each is None else each.path for each in known.said]
        paths = Paths(starts, sayings.changes, tables.path)
        paths = known.parts.setdefault(sayings, paths)
    return _told(events, sayings, does, first.take(index), firsts, paths, index, until)


class Firsts:
    """What rows may state at first: whether it is known, and what it asks for."""

    def __init__(self, known: Sequence[First | None]) -> None:
        asks: dict[Asks, int] = {}
        for each in known:
            if each is not None:
                asks.setdefault(each.asked, len(asks))
        self.are_known = np.array([each is not None for each in known], np.bool_)
        self.asks = list(asks)
        self.asked = np.array(
            [NONE if each is None else asks[each.asked] for each in known], np.int64
        )


def _firsts(
    tables: Tables, batch: pa.RecordBatch, lexicon: Lexicon
) -> tuple[Ints, Known]:
    """Number what rows state at first, and read each once."""
    stated = {
        head.text: column
        for head, column in zip(tables.heads, batch.columns, strict=True)
        if head is not None and head.key not in ("id", "events")
    }
    keys = [
        (f"{name} {tag}", words)
        for name, column in stated.items()
        for tag, words in keys_of(name, column, lexicon.items)
    ]

    def read(some: Ints) -> list[First | None]:
        shown = [
            [None] * len(some)
            if head is None or head.text not in stated
            else some_values(column, some.tolist())
            for head, column in zip(tables.heads, batch.columns, strict=True)
        ]
        return [tables.first(cells) for cells in zip(*shown, strict=True)]

    return lexicon.numbers("first", keys, len(batch), read)


class _Told:
    """What happened in the rows that are taken, event by event."""

    def __init__(self, events: Events, does: Marks, index: Ints, until: int) -> None:
        self.count = len(index)
        self.row, self.at = events.row, events.at
        self.said, self.does = events.said, does
        if len(index) == len(events.lengths) and self.at.max(initial=0) <= until:
            return
        place = np.full(len(events.lengths), NONE)
        place[index] = np.arange(len(index))
        self.row = place.take(self.row)
        kept = np.flatnonzero((self.row >= 0) & (self.at <= until))
        self.row, self.at = self.row.take(kept), self.at.take(kept)
        self.said, self.does = self.said.take(kept), self.does.take(kept)

    def doing(self, what: Does) -> Ints:
        """Give the events that do something."""
        return np.flatnonzero((self.does & int(what)) != 0)

    def earliest(self, some: Ints) -> Ints:
        """Give when the first of some events is in each row; FOREVER if none is."""
        found = np.full(self.count, FOREVER)
        some = some[::-1]
        found[self.row.take(some)] = self.at.take(some)
        return found

    def ranked(self, some: Ints, most: int) -> tuple[Ints, Ints, Ints]:
        """Give when some events are in each row, first ones, second ones, and so on.

        And how many there are in each row, and which of its row each one is.
        """
        rows = self.row.take(some)
        counts = np.bincount(rows, minlength=self.count)
        ranks = np.arange(len(some)) - (np.cumsum(counts) - counts).take(rows)
        many = min(int(counts.max(initial=0)), most)
        table = np.full((many, self.count), FOREVER)
        if most < counts.max(initial=0):
            some, rows = some[ranks < most], rows[ranks < most]
            table[ranks[ranks < most], rows] = self.at.take(some)
        else:
            table[ranks, rows] = self.at.take(some)
        return table, counts, ranks


def _told(
    events: Events,
    sayings: Sayings,
    does: Marks,
    first: Ints,
    firsts: Firsts,
    paths: Paths,
    index: Ints,
    until: int,
) -> Rows:
    told = _Told(events, does, index, until)
    begins = events.starts.take(index)
    opening = events.said.take(begins)
    ended = told.earliest(told.doing(Does.ENDS))
    fulfilled = np.full((len(sayings.met), len(index)), FOREVER)
    for clock, met in enumerate(sayings.met):
        if not met.any():
            continue
        some = np.flatnonzero(met.take(told.said))
        some = some[told.at.take(some) <= ended.take(told.row.take(some))]
        fulfilled[clock] = told.earliest(some)
    waits, counts, _ = told.ranked(told.doing(Does.WAITS), MOST_WAITS)
    resumes, _, _ = told.ranked(told.doing(Does.RESUMES), MOST_WAITS)
    changes = told.doing(Does.CHANGES)
    turns, changed, ranks = told.ranked(changes, MOST_TURNS)
    path = paths.starting(first)
    for rank in range(len(turns)):
        some = changes[ranks == rank] if len(turns) > 1 else changes
        rows, change = told.row.take(some), sayings.change.take(told.said.take(some))
        path[rows] = paths.after(path.take(rows), change)
    good = (path >= 0) & (counts <= MOST_WAITS) & (changed <= MOST_TURNS)
    # a wait that begins when all is over would be a pause within a pause
    for each in waits:
        good &= (each <= ended) | (each == FOREVER)
    withdrawn = np.zeros(len(index), np.bool_)
    some = told.doing(Does.WITHDRAWS)
    rows = told.row.take(some)
    withdrawn[rows[told.at.take(some) == ended.take(rows)]] = True
    order = np.flatnonzero(good)
    fewer = -counts.take(order).astype(np.int8)
    sorting = np.argsort(fewer, kind="stable")
    order, fewer = order.take(sorting), fewer.take(sorting)
    many = np.searchsorted(fewer, -np.arange(len(waits), dtype=np.int8))
    return Rows(
        index=index.take(order),
        opened=events.at.take(begins.take(order)),
        path=path.take(order),
        paths=paths,
        asks=firsts.asks,
        asked=firsts.asked.take(first.take(order)),
        turns=turns.take(order, axis=1),
        waits=[
            (
                waits[rank].take(order[:some]),
                resumes[rank].take(order[:some])
                if rank < len(resumes)
                else np.full(some, FOREVER),
            )
            for rank, some in enumerate(many.tolist())
        ],
        ended=ended.take(order),
        withdrawn=withdrawn.take(order),
        begun=sayings.begins.take(opening.take(order), axis=1),
        fulfilled=fulfilled.take(order, axis=1),
        role=sayings.role,
    )
