"""The rows of a batch that are plain enough, and what happened in them, in arrays.

A row is taken where its story is plainly in order: what `reading` of the compiled
policy asks of one case is asked here of all at once.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from attrs import frozen

from slapolicy.columns.reading import some_values
from slapolicy.columns.whole.codes import Bools, Ints, Marks, indices_of
from slapolicy.columns.whole.events import Events
from slapolicy.columns.whole.happened import Happened
from slapolicy.columns.whole.keys import keys_of
from slapolicy.columns.whole.order import in_order, in_pairs, named
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
    act = sayings.act.take(events.said)
    taken = firsts.are_known.take(first) & named(names)
    taken &= in_order(events, act, sayings.opening, tables.shape, until)
    index = indices_of(taken)
    if not len(index):
        return None
    paths = known.parts.get(sayings)
    if paths is None:
        starts = [None if each is None else each.path for each in known.said]
        paths = Paths(starts, sayings.changes, tables.path)
        paths = known.parts.setdefault(sayings, paths)
    return _told(events, sayings, act, first.take(index), firsts, paths, index, until)


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
        key.within(name)
        for name, column in stated.items()
        for key in keys_of(name, column, lexicon.items)
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


def _told(
    events: Events,
    sayings: Sayings,
    act: Marks,
    first: Ints,
    firsts: Firsts,
    paths: Paths,
    index: Ints,
    until: int,
) -> Rows:
    told = Happened.in_rows(events, sayings, act, index)
    good = np.ones(len(index), np.bool_)
    begins, ends, counts = _waits(told, good)
    if events.last > until:
        told = told.until(until)
        begins[begins > until] = FOREVER
        ends[ends > until] = FOREVER
        counts = np.count_nonzero(begins < FOREVER, axis=0)
    path, turns = _changed(told, good, paths.starting(first), paths)
    ended = told.earliest(told.doing(Does.ENDS))
    for each in begins:
        # one that begins when all is over would be a pause within a pause
        good &= (each <= ended) | (each == FOREVER)
    withdrawn = np.zeros(len(index), np.bool_)
    some = told.doing(Does.WITHDRAWS)
    of = told.row.take(some)
    withdrawn[of[told.at.take(some) == ended.take(of)]] = True
    order, heads = _most_first(good, counts, len(begins))
    opening = events.starts.take(index.take(order))
    return Rows(
        index=index.take(order),
        opened=events.at.take(opening),
        path=path.take(order),
        paths=paths,
        asks=firsts.asks,
        asked=firsts.asked.take(first.take(order)),
        turns=turns.take(order, axis=1),
        waits=[
            (begin.take(some), end.take(some))
            for begin, end, some in zip(begins, ends, heads, strict=True)
        ],
        ended=ended.take(order),
        withdrawn=withdrawn.take(order),
        begun=sayings.begins.take(events.said.take(opening), axis=1),
        fulfilled=_fulfilled(told, ended).take(order, axis=1),
        role=sayings.role,
    )


def _waits(told: Happened, good: Bools) -> tuple[Ints, Ints, Ints]:
    """Give when waits begin and end in each row, and how many do.

    Rows in which they are not plainly in order are no longer `good`.
    """
    begins, counts, _ = told.ranked(told.doing(Does.WAITS), MOST_WAITS)
    ends, _, _ = told.ranked(told.doing(Does.RESUMES), MOST_WAITS)
    good &= counts <= MOST_WAITS
    good &= in_pairs(begins, ends, told.count)
    missing = np.full((max(len(begins) - len(ends), 0), told.count), FOREVER)
    ends = np.append(ends, missing, axis=0)[: len(begins)]
    if len(begins):
        others = told.doing(Does.IS_OUTSIDE_WAITS)
        rows, at = told.row.take(others), told.at.take(others)
        for begin, end in zip(begins, ends, strict=True):
            is_within = (begin.take(rows) < at) & (at < end.take(rows))
            good[rows[is_within]] = False
    return begins, ends, counts


def _changed(
    told: Happened, good: Bools, path: Ints, paths: Paths
) -> tuple[Ints, Ints]:
    """Give the path that each row goes in the end, and when its states change.

    Rows in which too much changes, or it is not clear what, are no longer `good`.
    """
    changes, change = told.doing(Does.CHANGES), told.sayings.change
    turns, counts, ranks = told.ranked(changes, MOST_TURNS)
    good &= counts <= MOST_TURNS
    for rank in range(len(turns)):
        some = changes.take(indices_of(ranks == rank))
        what = change.take(told.said.take(some))
        if len(some) == told.count:  # all rows, each once
            path = paths.after(path, what)
        else:
            of = told.row.take(some)
            path[of] = paths.after(path.take(of), what)
    good &= path >= 0
    return path, turns


def _fulfilled(told: Happened, ended: Ints) -> Ints:
    """Give when each clock is fulfilled in each row, while the case goes on."""
    clocks = len(told.sayings.meeting)
    found = np.full((clocks, told.count), FOREVER)
    for clock in range(clocks):
        some = told.meeting(clock)
        if len(some):
            first = told.earliest(some)
            found[clock] = np.where(first <= ended, first, FOREVER)
    return found


def _most_first(good: Bools, counts: Ints, most: int) -> tuple[Ints, list[Ints]]:
    """Put good rows in the order of their counts; tell which have each rank, too."""
    groups = [indices_of(good & (counts == each)) for each in range(most, -1, -1)]
    order = np.concatenate(groups)
    heads = np.cumsum([len(each) for each in groups])[:-1].tolist()
    return order, [order[:head] for head in reversed(heads)]
