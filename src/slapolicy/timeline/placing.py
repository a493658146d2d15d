"""Where labels go: in rows below their marks, so that none covers another."""

from collections.abc import Iterable

from attrs import frozen


@frozen(kw_only=True)
class Wanted:
    """A label that is wanted at `x`, so wide. One that is `needed` always gets room.

    One that `follows` stands to the right of its mark, if there is room.
    """

    x: int
    width: int
    needed: bool = True
    follows: bool = False


@frozen(kw_only=True)
class Placed:
    """Where it goes: its left edge, and its row from 0 on."""

    x: int
    row: int


GAP = 60
_MOST_ROWS_FOR_REST = 3


def place(wanted: Iterable[Wanted], left: int, right: int) -> tuple[Placed | None, ...]:
    """Place labels between two edges; None for one that gets no room.

    A label stands to the right of its mark, or to the left where the edge is near. The
    last ones go first, so that the lines from marks to labels pass beside other labels.
    """
    labels = list(wanted)
    order = sorted(range(len(labels)), key=lambda i: (-labels[i].x, i))
    order.sort(key=lambda i: not labels[i].needed)
    taken: list[list[tuple[int, int]]] = []
    found: list[Placed | None] = [None] * len(labels)
    for index in order:
        label = labels[index]
        spots = _spots(label, left, right)
        most = len(taken) + 1 if label.needed else _MOST_ROWS_FOR_REST
        best: tuple[int, int, int] | None = None
        for row in range(most):
            for x in spots:
                if row < len(taken) and _covers(taken[row], x, x + label.width):
                    continue
                crossed = sum(
                    any(a - GAP < label.x < b + GAP for a, b in taken[above])
                    for above in range(min(row, len(taken)))
                )
                if best is None or crossed < best[0]:
                    best = (crossed, row, x)
            if best is not None and best[0] == 0:
                break
        if best is None:
            continue
        _, row, x = best
        while len(taken) <= row:
            taken.append([])
        taken[row].append((x, x + label.width))
        found[index] = Placed(x=x, row=row)
    return tuple(found)


def _spots(label: Wanted, left: int, right: int) -> tuple[int, ...]:
    """Give where it may begin: to the right of its mark, to the left, at an edge."""
    after, before = label.x + GAP, label.x - GAP - label.width
    found = [x for x in (after, before) if left <= x and x + label.width <= right]
    if label.follows and after in found:
        return (after,)
    if label.follows and not label.needed:
        return ()
    return tuple(found) or (max(left, min(after, right - label.width)),)


def _covers(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a - GAP < end and start < b + GAP for a, b in taken)
