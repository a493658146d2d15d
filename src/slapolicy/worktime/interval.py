"""Half-open stretches of whole numbers and their algebra.

What the numbers count (minutes of a date, microseconds UTC) is not said here.
"""

from collections.abc import Iterable, Iterator

Interval = tuple[int, int]
"""A stretch `[start, end)`: `start` is in it, `end` is not; empty if not longer."""

Intervals = tuple[Interval, ...]
"""In order, none empty, none touching another: one spelling for each set."""


def union(intervals: Iterable[Interval]) -> Intervals:
    """Give the set that any intervals cover, whatever their order or overlap."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def intersection(left: Intervals, right: Intervals) -> Intervals:
    """Give what lies in both sets."""
    common: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i][0], right[j][0])
        end = min(left[i][1], right[j][1])
        if start < end:
            common.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(common)


def complement(intervals: Intervals, start: int, end: int) -> Intervals:
    """Give what of `[start, end)` lies outside the set."""
    gaps: list[Interval] = []
    for opens, closes in intervals:
        if opens >= end:
            break
        if start < opens:
            gaps.append((start, opens))
        start = max(start, closes)
    if start < end:
        gaps.append((start, end))
    return tuple(gaps)


def difference(left: Intervals, right: Intervals) -> Intervals:
    """Give what lies in `left` and not in `right`."""
    if not left or not right:
        return left
    return intersection(left, complement(right, left[0][0], left[-1][1]))


def clip(intervals: Intervals, start: int, end: int) -> Intervals:
    """Give what of the set lies in `[start, end)`."""
    return intersection(intervals, ((start, end),))


def shift(intervals: Intervals, by: int) -> Intervals:
    """Give the set moved by a number."""
    return tuple((start + by, end + by) for start, end in intervals)


def total(intervals: Intervals) -> int:
    """Give how long the set is in all."""
    return sum(end - start for start, end in intervals)


def contains(intervals: Intervals, point: int) -> bool:
    """Tell whether a number lies in the set."""
    return any(start <= point < end for start, end in intervals)


def joined(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """Give intervals that come in order, with those that touch made one."""
    held: Interval | None = None
    for start, end in intervals:
        if held is None:
            held = (start, end)
        elif start <= held[1]:
            held = (held[0], max(held[1], end))
        else:
            yield held
            held = (start, end)
    if held is not None:
        yield held
