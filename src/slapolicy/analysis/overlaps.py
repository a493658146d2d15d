"""Pairs of domains that have a case in common, without comparing each with each.

Whether the regions in them have one is looked for in `search`.
"""

from collections.abc import Iterator, Mapping, Sequence

from slapolicy.analysis.cuts import divided
from slapolicy.analysis.search import TooMany

_MOST_STEPS = 4_000_000
_FEW = 12


def overlaps(
    domains: Sequence[Mapping[int, int]], wholes: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Give each pair of domains that have a case in common, by their places.

    `wholes[v]` has a bit for each value of the variable v.

    Raises:
        TooMany: if there are too many to compare.
    """
    seen: set[tuple[int, int]] = set()
    steps = _MOST_STEPS
    waiting: list[tuple[list[int], dict[int, int]]] = [(list(range(len(domains))), {})]
    while waiting:
        group, here = waiting.pop()
        best = None if len(group) <= _FEW else _parting(group, domains, here, wholes)
        steps -= len(group) * _FEW
        if best is not None:
            variable, lower = best
            wide = here.get(variable, wholes[variable])
            for side in (wide & ~lower, lower):
                inside = [n for n in group if domains[n].get(variable, side) & side]
                waiting.append((inside, {**here, variable: side}))
            continue
        for place, number in enumerate(group):
            steps -= len(group) - place
            if steps < 0:
                raise TooMany
            mine = domains[number]
            for other in group[place + 1 :]:
                pair = (number, other)
                if meet(mine, domains[other]) and pair not in seen:
                    seen.add(pair)
                    yield pair


def _parting(
    group: list[int],
    domains: Sequence[Mapping[int, int]],
    here: Mapping[int, int],
    wholes: Sequence[int],
) -> tuple[int, int] | None:
    parts = [
        {v: bits & here.get(v, bits) for v, bits in domains[n].items()} for n in group
    ]
    wide = {v: here.get(v, wholes[v]) for part in parts for v in part}
    best = divided(parts, wide)
    if best is None or best[2] * 10 > len(group) * 9:
        return None
    return best[:2]


def meet(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether two domains have a case in common."""
    if len(one) > len(other):
        one, other = other, one
    return all(bits & other.get(v, bits) for v, bits in one.items())
