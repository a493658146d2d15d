"""The shortest things that can happen in a case, each once and in order of length.

When they happen is told in `search`; what chance adds, too.
"""

from collections.abc import Iterator, Sequence

from slapolicy.contract.property_runner.alphabet import Alphabet
from slapolicy.contract.property_runner.draft import Act

Plot = tuple[Act, ...]
"""Acts one after the other."""


def steps(letters: Alphabet, changes: Sequence[Act]) -> tuple[Plot, ...]:
    """Give what may happen next, what bears most on the claim first.

    An act, a change, an end of the case, or an end with a reopening.
    """
    single = [(act,) for act in letters.focus]
    reopened = [(*end, letters.reopens) for end in letters.ends[:1]]
    return (*single, *letters.ends, *((act,) for act in changes), *reopened)


def plots(begins: Plot, next_steps: Sequence[Plot]) -> Iterator[Plot]:
    """Give nothing, what begins a clock, each step alone, then after another.

    Args:
        begins: What begins the clock that is looked at.
        next_steps: What may happen next, the most telling first.
    """
    yield ()
    if begins:
        yield begins
    for step in next_steps:
        yield step
        if begins:
            yield (*begins, *step)
    for total in range(2 * len(next_steps) - 1):  # the most telling pairs first
        for first in range(max(0, total - len(next_steps) + 1), total + 1):
            if first < len(next_steps) and total - first < len(next_steps):
                yield (*begins, *next_steps[first], *next_steps[total - first])
