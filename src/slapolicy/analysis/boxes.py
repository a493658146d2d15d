"""Sets of cases, as unions of boxes; whether two overlap, and what a union leaves out.

A box allows some values of some variables: `{variable: bits}`, one bit for each value,
and every value of the variables it does not name. What the variables are about is not
said here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

Box = Mapping[int, int]
Boxes = tuple[Box, ...]

EVERYTHING: Boxes = ({},)
NOTHING: Boxes = ()
MOST_BOXES = 512
MOST_STEPS = 20_000
_FEW = 12


class TooMany(Exception):  # noqa: N818  # an outcome: the question stays open
    """There are too many cases to look at all of them."""


def meet(a: Box, b: Box) -> Box | None:
    """Give the cases in both boxes; None if there are none."""
    if len(a) < len(b):
        a, b = b, a
    found = dict(a)
    for variable, bits in b.items():
        both = found.get(variable, bits) & bits
        if not both:
            return None
        found[variable] = both
    return found


def either(*regions: Boxes) -> Boxes:
    """Give the cases in any of the regions.

    Raises:
        TooMany: if that takes too many boxes.
    """
    found: dict[frozenset[tuple[int, int]], Box] = {}
    for region in regions:
        for box in region:
            if not box:
                return EVERYTHING
            found.setdefault(frozenset(box.items()), box)
    if len(found) > MOST_BOXES:
        raise TooMany
    return tuple(found.values())


def both(a: Boxes, b: Boxes) -> Boxes:
    """Give the cases in both regions.

    Raises:
        TooMany: if that takes too many boxes.
    """
    if a == EVERYTHING or b == EVERYTHING:
        return b if a == EVERYTHING else a
    if len(a) * len(b) > MOST_STEPS:
        raise TooMany
    found = [meet(x, y) for x in a for y in b]
    return either(tuple(box for box in found if box is not None))


def outside(within: Boxes, boxes: Sequence[Box], widths: Sequence[int]) -> Box | None:
    """Give a box of cases in `within` and in none of `boxes`; None if there is none.

    It names no more variables than it must. `widths[v]` has a bit for each value of v.

    Raises:
        TooMany: if the search takes too many steps.
    """
    steps = [MOST_STEPS]
    for box in within:
        found = _outside(dict(box), list(boxes), widths, steps)
        if found is not None:
            return _shortened(found, box, boxes)
    return None


def _outside(
    within: dict[int, int], boxes: list[Box], widths: Sequence[int], steps: list[int]
) -> Box | None:
    steps[0] -= 1 + len(boxes) // 8
    if steps[0] < 0:
        raise TooMany
    touching: list[Box] = []
    counts: Counter[int] = Counter()
    for box in boxes:
        left: dict[int, int] = {}
        for variable, bits in box.items():
            allowed = within.get(variable, widths[variable])
            if not allowed & bits:
                break
            if allowed & ~bits:
                left[variable] = bits
        else:
            if not left:
                return None
            touching.append(left)
            counts.update(left)
    if not touching:
        return within
    variable = min(counts, key=lambda each: (-counts[each], each))
    allowed = within.get(variable, widths[variable])
    for part in _parts(allowed, [b[variable] for b in touching if variable in b]):
        found = _outside({**within, variable: part}, touching, widths, steps)
        if found is not None:
            return found
    return None


def _parts(allowed: int, masks: Iterable[int]) -> list[int]:
    """Split values into groups that no mask tells apart."""
    parts = [allowed]
    for mask in set(masks):
        parts = [cut for part in parts for cut in (part & mask, part & ~mask) if cut]
    return sorted(parts, key=lambda part: part & -part)


def _shortened(found: Box, start: Box, boxes: Sequence[Box]) -> Box:
    """Leave out of a box every variable without which it still meets none of others."""
    short = dict(found)
    for variable in sorted(found, reverse=True):
        if variable in start:
            if found[variable] == start[variable]:
                continue
            trial = {**short, variable: start[variable]}
        else:
            trial = {key: bits for key, bits in short.items() if key != variable}
        if all(meet(trial, box) is None for box in boxes):
            short = trial
    return short


def overlaps(boxes: Sequence[tuple[Box, int]]) -> Iterator[tuple[int, int, Box]]:
    """Give each pair of owners that share a case, with a box of what they share.

    Args:
        boxes: Each with the number of its owner; an owner may have several.

    Raises:
        TooMany: if there are too many to compare.
    """
    seen: set[tuple[int, int]] = set()
    steps = [MOST_STEPS * 20]
    for group in _groups(list(boxes), frozenset(), steps):
        for place, (box, owner) in enumerate(group):
            steps[0] -= len(group) - place
            if steps[0] < 0:
                raise TooMany
            for other, another in group[place + 1 :]:
                pair = (min(owner, another), max(owner, another))
                if owner == another or pair in seen:
                    continue
                shared = meet(box, other)
                if shared is not None:
                    seen.add(pair)
                    yield *pair, shared


def _groups(
    boxes: list[tuple[Box, int]], done: frozenset[int], steps: list[int]
) -> Iterator[list[tuple[Box, int]]]:
    """Give groups of boxes such that two that meet stand together in one."""
    steps[0] -= len(boxes)
    if steps[0] < 0:
        raise TooMany
    variable = None if len(boxes) <= _FEW else _splitter(boxes, done)
    if variable is None:
        yield boxes
        return
    values: dict[int, list[tuple[Box, int]]] = {}
    free: list[tuple[Box, int]] = []
    for each in boxes:
        bits = each[0].get(variable)
        if bits is None:
            free.append(each)
            continue
        while bits:
            bit = bits & -bits
            values.setdefault(bit, []).append(each)
            bits ^= bit
    for bit in sorted(values):
        yield from _groups(values[bit] + free, done | {variable}, steps)
    if free and not values:
        yield free


def _splitter(boxes: list[tuple[Box, int]], done: frozenset[int]) -> int | None:
    """Give the variable whose values part the boxes best; None if none does."""
    counts: Counter[int] = Counter()
    named: Counter[int] = Counter()
    values: dict[int, Counter[int]] = {}
    for box, _ in boxes:
        for variable, bits in box.items():
            if variable in done:
                continue
            named[variable] += 1
            mine = values.setdefault(variable, Counter())
            while bits:
                bit = bits & -bits
                mine[bit] += 1
                bits ^= bit
    for variable, mine in values.items():
        counts[variable] = max(mine.values()) + len(boxes) - named[variable]
    if not counts:
        return None
    best = min(counts, key=lambda each: (counts[each], each))
    return best if counts[best] * 10 <= len(boxes) * 9 else None
