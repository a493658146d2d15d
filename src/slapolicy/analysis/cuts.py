"""Where to divide the values of a variable, so that what is on either side is least.

What is divided is not said here.
"""

from collections.abc import Mapping, Sequence


def divided(
    parts: Sequence[Mapping[int, int]], wide: Mapping[int, int]
) -> tuple[int, int, int] | None:
    """Give the variable and the lower values that part domains best, with how well.

    How well: the number of those domains that meet the fuller side.
    """
    best: tuple[int, int, int] | None = None
    edges: dict[int, tuple[list[int], list[int]]] = {}
    for part in parts:
        for variable, bits in part.items():
            lows, highs = edges.setdefault(variable, ([], []))
            lows.append((bits & -bits).bit_length() - 1)
            highs.append(bits.bit_length() - 1)
    for variable in sorted(edges):
        lows, highs = edges[variable]
        free = len(parts) - len(lows)
        found = _balanced(lows, highs, wide[variable])
        if found is not None:
            cut, most = found
            if best is None or most + free < best[2]:
                lower = wide[variable] & ((1 << cut) - 1)
                best = (variable, lower, most + free)
    return best


def _balanced(lows: list[int], highs: list[int], wide: int) -> tuple[int, int] | None:
    """Give the cut with the fewest spans on its fuller side, with how many.

    Spans that begin below it are on the one side, those that end at it or above on the
    other; some may be on both.
    """
    lows = sorted(lows)
    highs = sorted(highs)
    first, last = (wide & -wide).bit_length() - 1, wide.bit_length() - 1
    best: tuple[int, int] | None = None
    below, ended = 0, 0
    for cut in sorted({*lows, *(high + 1 for high in highs)}):
        if not first < cut <= last:
            continue
        while below < len(lows) and lows[below] < cut:
            below += 1
        while ended < len(highs) and highs[ended] < cut:
            ended += 1
        most = max(below, len(highs) - ended)
        if best is None or most < best[1]:
            best = (cut, most)
    return best
