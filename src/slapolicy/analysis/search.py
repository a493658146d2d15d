"""Finds a case that lies in each of some regions.

Values are divided where that parts the regions best, until nothing is left open. What
the cases are about is not said here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from slapolicy.analysis.cuts import divided
from slapolicy.analysis.regions import (
    Against,
    Among,
    Domain,
    Every,
    Part,
    Region,
    Some,
    simplified,
    size_of,
    speaks_of,
    variables_of,
)

MOST_STEPS = 700_000
_FEW = 12
_DEEP = 24


class TooMany(Exception):  # noqa: N818  # an outcome: the question stays open
    """There are too many cases to look at all of them."""


class Searcher:
    """Looks for cases, in so many steps at most: what it has left, it shares out.

    Args:
        steps: How many parts of regions may be looked at, all searches together.
    """

    def __init__(self, steps: int = 4 * MOST_STEPS) -> None:
        self._steps = steps
        self._left = 0

    def find(self, regions: Iterable[Region]) -> dict[int, int] | None:
        """Give a domain whose cases all lie in each of the regions, if there is any.

        It names no more variables than it must.

        Raises:
            TooMany: if the search takes too many steps.
        """
        wanted: list[Region] = [each for each in regions if each is not True]
        most = min(MOST_STEPS, max(self._steps, MOST_STEPS // 1000))
        self._left = most
        try:
            found = self._find(wanted, {}, 0)
        finally:
            self._steps -= most - self._left
        return None if found is None else _shortened(found, wanted)

    def _find(
        self, wanted: list[Region], domain: Domain, depth: int
    ) -> dict[int, int] | None:
        waiting: list[tuple[list[Region], Domain]] = [(wanted, domain)]
        while waiting:
            settled = self._settled(*waiting.pop())
            if settled is None:
                continue
            left, here = settled
            if not left:
                return here
            groups = _apart(left) if depth < _DEEP else [left]
            if len(groups) > 1:
                found = self._in_each(groups, here, depth)
                if found is not None:
                    return found
                continue
            variable, bits, whole = _cut(left, here)
            allowed = here.get(variable, whole)
            for part in (allowed & ~bits, allowed & bits):
                assert part
                waiting.append((list(left), {**here, variable: part}))
        return None

    def _in_each(
        self, groups: list[list[Part]], here: dict[int, int], depth: int
    ) -> dict[int, int] | None:
        """Look in groups that have no variable in common, each by itself."""
        for group in sorted(groups, key=len):
            found = self._find([*group], here, depth + 1)
            if found is None:
                return None
            here = found
        return here

    def _settled(
        self, wanted: list[Region], domain: Domain
    ) -> tuple[list[Part], dict[int, int]] | None:
        """Take over what is certain; give what is open, or None if there is no case."""
        here = dict(domain)
        while True:
            left: list[Region] = []
            is_changed = False
            self._left -= sum(map(size_of, wanted))
            for region in _singly(wanted, here):
                if region is False:
                    return None
                if isinstance(region, Among):
                    bits = here.get(region.variable, region.whole) & region.bits
                    if not bits:
                        return None
                    here[region.variable] = bits
                    is_changed = True
                else:
                    left.append(region)
            if self._left < 0:
                raise TooMany
            if not is_changed:
                return [each for each in left if not isinstance(each, bool)], here
            wanted = left


def _singly(wanted: Iterable[Region], here: Domain) -> Iterator[Region]:
    """Give what is left of each region but what always holds; `and` in its parts."""
    for region in wanted:
        found = simplified(region, here)
        if isinstance(found, Every):
            yield from found.parts
        elif found is not True:
            yield found


def _apart(regions: list[Part]) -> list[list[Part]]:
    """Give groups of regions such that no two groups have a variable in common."""
    groups: list[tuple[int, list[Part]]] = []
    for region in regions:
        speaks = speaks_of(region)
        mine = [region]
        others = []
        for group in groups:
            if group[0] & speaks:
                speaks |= group[0]
                mine = _added(group[1], mine)
            else:
                others.append(group)
        groups = [*others, (speaks, mine)]
    return [group for _, group in groups]


def _added(group: list[Part], more: list[Part]) -> list[Part]:
    group.extend(more)
    return group


def _cut(regions: list[Part], here: Domain) -> tuple[int, int, int]:
    """Give a variable, some of its values, and how many it has: where to divide."""
    if len(regions) > _FEW:
        wide: dict[int, int] = {}
        parts: list[dict[int, int]] = []
        for region in regions:
            open_ones: dict[int, int] = {}
            for each in region.parts if isinstance(region, Some) else (region,):
                if isinstance(each, Among):
                    wide[each.variable] = here.get(each.variable, each.whole)
                    open_ones[each.variable] = wide[each.variable] & ~each.bits
            parts.append(open_ones)
        best = divided(parts, wide)
        if best is not None:
            variable, bits, most = best
            if most * 20 <= len(regions) * 19:
                return variable, bits, wide[variable]
    shortest = min(regions, key=_length)
    counts = Counter(v for region in regions for v in variables_of(region))
    atoms = sorted(_atoms(shortest), key=lambda each: -counts[each.variable])
    atom = atoms[0]
    if isinstance(atom, Among):
        return atom.variable, atom.bits, atom.whole
    mine = here.get(atom.variable, atom.whole)
    others = here.get(atom.other, atom.other_whole)
    if mine.bit_count() >= others.bit_count():
        return atom.variable, _half(mine), atom.whole
    return atom.other, _half(others), atom.other_whole


def _length(region: Part) -> int:
    return len(region.parts) if isinstance(region, Some | Every) else 1


def _atoms(region: Part) -> Iterator[Among | Against]:
    if isinstance(region, Some | Every):
        for part in region.parts:
            yield from _atoms(part)
    else:
        yield region


def _half(bits: int) -> int:
    """Give the lower half of some values."""
    places = [n for n in range(bits.bit_length()) if bits >> n & 1]
    return bits & ((1 << places[len(places) // 2]) - 1)


def _shortened(found: dict[int, int], wanted: Sequence[Region]) -> dict[int, int]:
    """Leave out of a domain every variable without which it still lies in all."""
    speaking: dict[int, list[Region]] = {}
    for region in wanted:
        for variable in variables_of(region):
            speaking.setdefault(variable, []).append(region)
    short = dict(found)
    for variable in sorted(found, reverse=True):
        trial = {key: bits for key, bits in short.items() if key != variable}
        mine = speaking.get(variable, ())
        if all(simplified(region, trial) is True for region in mine):
            short = trial
    return short
