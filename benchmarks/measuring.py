"""Time spent, in rounds in which everybody has a turn, so that all share the weather.

What is counted is the time of the processor, not of the clock on the wall: other
programs of the machine make a turn longer, and take nothing from it.
"""

import gc
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from time import process_time_ns

from attrs import frozen

Turn = Callable[[], float]
"""Gives how many nanoseconds one took."""
Clock = Callable[[], int]


@frozen
class Measured:
    """What the turns of one runner came to."""

    turns: tuple[float, ...]

    @property
    def time(self) -> float:
        """The median of its turns."""
        return median(self.turns)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles of its turns."""
        if len(self.turns) < 2:
            return self.time, self.time
        low, _, high = quantiles(self.turns, n=4, method="inclusive")
        return low, high

    def ratio_to(self, other: "Measured") -> float:
        """Give the median over rounds of how many times as long as another it took."""
        pairs = zip(self.turns, other.turns, strict=True)
        return median(mine / theirs for mine, theirs in pairs)


def spent(run: Callable[[], object], clock: Clock = process_time_ns) -> int:
    """Give the nanoseconds that running something once takes of the processor."""
    began = clock()
    run()
    return clock() - began


def turn(
    run: Callable[[], object],
    count: int,
    least: float,
    clock: Clock = process_time_ns,
    fewest: int = 1,
) -> Turn:
    """Make a turn that runs something until so many nanoseconds are over.

    Args:
        run: Does so many at once.
        count: How many that are.
        least: For how long at least.
        clock: Gives the nanoseconds spent so far.
        fewest: How many are to be done in a turn, whatever time that takes.
    """

    def taken() -> float:
        gc.collect()
        gc.disable()
        try:
            total, times = 0, 0
            while total < least or times * count < fewest:
                total += spent(run, clock)
                times += 1
        finally:
            gc.enable()
        return total / times / count

    return taken


def in_rounds(turns: Sequence[Turn], rounds: int) -> list[Measured]:
    """Give everybody a turn in each round, each time beginning with another."""
    gc.collect()
    gc.freeze()  # what was made before is not looked at again, turn by turn
    found: list[list[float]] = [[] for _ in turns]
    for number in range(rounds):
        for place in range(len(turns)):
            who = (place + number) % len(turns)
            found[who].append(turns[who]())
    gc.unfreeze()
    return [Measured(tuple(each)) for each in found]
