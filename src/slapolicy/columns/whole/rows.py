"""The rows of a batch that are plain enough, and what happened in them, in arrays.

A row is taken where its story is plainly in order: what `reading` of the compiled
policy asks of one case is asked here of all at once.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from attrs import frozen

from slapolicy.columns.reading import values
from slapolicy.columns.whole.codes import (
    MOST_KINDS,
    Bools,
    Coded,
    Ints,
    TooLongError,
    coded,
    numbered,
)
from slapolicy.columns.whole.events import Events
from slapolicy.columns.whole.tables import First, Sayings, Tables
from slapolicy.contract.case_reader import LIMITS
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import LATEST

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
    paths: Sequence[Path]
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
    tables: Tables, batch: pa.RecordBatch, events: Events, until: int
) -> Rows | None:
    """Give the rows that are plain enough, as of an instant; None if none is."""
    sayings = tables.sayings(events.sayings)
    first, firsts = _firsts(tables, batch)
    is_known = np.array([each is not None for each in firsts], np.bool_)
    taken = is_known[first] & _names(batch, tables)
    taken &= (events.lengths > 0) & (events.lengths <= LIMITS.events)
    taken &= _in_order(events, sayings, taken, until, tables)
    index = np.flatnonzero(taken)
    if not len(index):
        return None
    return _told(tables, events, sayings, first, firsts, index, until)


def _firsts(
    tables: Tables, batch: pa.RecordBatch
) -> tuple[Ints, Sequence[First | None]]:
    """Number what rows state at first, and read each once."""
    columns: list[Coded] = [
        coded(column)
        for head, column in zip(tables.heads, batch.columns, strict=True)
        if head is not None and head.key not in ("id", "events")
    ]
    numbers, first = numbered(columns, len(batch))
    if len(first) > MOST_KINDS:
        raise TooLongError
    shown = [
        [None] * len(first)
        if head is None or head.key in ("id", "events")
        else values(column.take(pa.array(first)))
        for head, column in zip(tables.heads, batch.columns, strict=True)
    ]
    return numbers, [tables.first(cells) for cells in zip(*shown, strict=True)]


def _names(batch: pa.RecordBatch, tables: Tables) -> Bools:
    """Tell which rows have an id that is plainly good: short, of plain letters."""
    column = batch.column(tables.place_of("id"))
    if not pa.types.is_string(column.type):
        return np.zeros(len(batch), np.bool_)
    _, offsets, data = column.buffers()
    begins = np.frombuffer(offsets, np.int32)[column.offset :][: len(batch) + 1]
    if data is None or not len(batch):
        return np.zeros(len(batch), np.bool_)
    letters = np.frombuffer(data, np.uint8)
    lengths = np.diff(begins)
    good: Bools = column.is_valid().to_numpy(zero_copy_only=False)
    good &= (lengths > 0) & (lengths <= LIMITS.name)
    here = np.minimum(begins[:-1], len(letters) - 1)
    good &= letters[here] > ord(" ")
    foreign = np.flatnonzero(letters[begins[0] : begins[-1]] > ord("~")) + begins[0]
    good[np.searchsorted(begins, foreign, side="right") - 1] = False
    return good


def _in_order(
    events: Events, sayings: Sayings, taken: Bools, until: int, tables: Tables
) -> Bools:
    """Tell in which rows each event is known, in its time, and paired with others."""
    said, row, at = events.said, events.row, events.at
    there = events.lengths > 0
    starts = events.starts[there]
    is_first = np.zeros(len(at), np.bool_)
    is_first[starts] = True
    bad = events.is_odd | ~sayings.is_known[said] | (at > LATEST)
    bad |= sayings.opens[said] != is_first
    bad[1:] |= (at[1:] <= at[:-1]) & ~is_first[1:]
    begins, ends = tables.shape.in_force_from, tables.shape.in_force_until
    bad |= is_first & ((at > until) | (at < begins) | (at >= ends))
    moves = sayings.waits[said].astype(np.int64) - sayings.resumes[said]
    if moves.any():
        waiting = np.cumsum(moves)
        before = np.zeros(len(events.lengths), np.int64)
        before[there] = waiting[starts] - moves[starts]
        waiting -= before[row]
        bad |= (waiting < 0) | (waiting > 1)
        bad |= (waiting > 0) & (sayings.closes[said] | sayings.contact[said])
    found = taken.copy()
    found[row[bad]] = False
    return found


def _told(
    tables: Tables,
    events: Events,
    sayings: Sayings,
    first: Ints,
    firsts: Sequence[First | None],
    index: Ints,
    until: int,
) -> Rows:
    count = len(index)
    place = np.full(len(events.lengths), -1)
    place[index] = np.arange(count)
    here = place[events.row]
    kept = (here >= 0) & (events.at <= until)
    here, at, said = here[kept], events.at[kept], events.said[kept]

    def columns(flags: Bools, most: int) -> tuple[Ints, Ints, Ints]:
        """Give the instants of some events, a column a row; how many; which."""
        chosen = np.flatnonzero(flags)
        rows = here[chosen]
        counts = np.bincount(rows, minlength=count)
        ranks = np.arange(len(chosen)) - np.repeat(np.cumsum(counts) - counts, counts)
        table = np.full((min(int(counts.max(initial=0)), most), count), FOREVER)
        fits = ranks < most
        table[ranks[fits], rows[fits]] = at[chosen[fits]]
        return table, counts, chosen

    def earliest(flags: Bools) -> Ints:
        found = np.full(count, FOREVER)
        chosen = np.flatnonzero(flags)[::-1]
        found[here[chosen]] = at[chosen]
        return found

    ends = sayings.ends[said]
    ended = earliest(ends)
    begins, waits, _ = columns(sayings.waits[said], MOST_WAITS)
    resumes, _, _ = columns(sayings.resumes[said], MOST_WAITS)
    if len(resumes) < len(begins):
        more = np.full((len(begins) - len(resumes), count), FOREVER)
        resumes = np.concatenate([resumes, more])
    turns, changed, chosen = columns(sayings.change[said] >= 0, MOST_TURNS)
    opening = np.full(count, -1)
    firsts_of = np.flatnonzero(sayings.opens[said])
    opening[here[firsts_of]] = said[firsts_of]
    fulfilled = np.stack(
        [earliest(met[said] & (at <= ended[here])) for met in sayings.met]
        or [np.full(count, FOREVER)]
    )
    path, paths = _paths(tables, sayings, first[index], firsts, here, said, chosen)
    asks: dict[Asks, int] = {}
    for each in firsts:
        if each is not None:
            asks.setdefault(each.asked, len(asks))
    numbers = np.array([-1 if e is None else asks[e.asked] for e in firsts])
    good = (path >= 0) & (waits <= MOST_WAITS) & (changed <= MOST_TURNS)
    # a wait that begins when all is over would be a pause within a pause
    for each in begins:
        good &= (each <= ended) | (each == FOREVER)
    withdrawn = np.zeros(count, np.bool_)
    leaves = sayings.withdraws[said] & (at == ended[here])
    withdrawn[here[leaves]] = True
    order = np.flatnonzero(good)
    order = order[np.argsort(-waits[order].astype(np.int8), kind="stable")]
    many = np.searchsorted(-waits[order], -np.arange(len(begins)), side="left")
    return Rows(
        index=index[order],
        opened=earliest(sayings.opens[said])[order],
        path=path[order],
        paths=paths,
        asks=list(asks),
        asked=numbers[first[index]][order],
        turns=turns[:, order],
        waits=[
            (begin[order[:some]], end[order[:some]])
            for begin, end, some in zip(begins, resumes, many.tolist(), strict=False)
        ],
        ended=ended[order],
        withdrawn=withdrawn[order],
        begun=sayings.begins[:, opening][:, order],
        fulfilled=fulfilled[:, order],
        role=sayings.role,
    )


def _paths(
    tables: Tables,
    sayings: Sayings,
    first: Ints,
    firsts: Sequence[First | None],
    here: Ints,
    said: Ints,
    chosen: Ints,
) -> tuple[Ints, list[Path]]:
    """Follow the changes of each row along the paths of the policy."""
    numbers: dict[Path, int] = {}
    paths: list[Path] = []

    def number(path: Path | None) -> int:
        if path is None:
            return -1
        if path not in numbers:
            numbers[path] = len(paths)
            paths.append(path)
        return numbers[path]

    starts = np.array([-1 if e is None else number(e.path) for e in firsts])
    found = starts[first]
    change, rows = sayings.change[said[chosen]], here[chosen]
    counts = np.bincount(rows, minlength=len(first))
    ranks = np.arange(len(chosen)) - np.repeat(np.cumsum(counts) - counts, counts)
    for rank in range(min(int(counts.max(initial=0)), MOST_TURNS)):
        mine, changes = rows[ranks == rank], change[ranks == rank]
        was = found[mine]
        size = len(sayings.changes)
        step = np.where(was < 0, -1, was * size + changes)
        known = np.full(len(paths) * size + 1, -1)
        for each in np.unique(step[step >= 0]).tolist():
            path, which = paths[each // size], sayings.changes[each % size]
            known[each] = number(tables.path(path, which))
        found[mine] = known[step]
    return found, paths
