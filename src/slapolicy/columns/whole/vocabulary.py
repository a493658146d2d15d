"""Numbers of what cells say, learnt as they come: the same words, the same number.

What is known is a value, so that threads may share it; who learns makes another.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from threading import Lock
from typing import Any

import numpy as np
from attrs import field, frozen

from slapolicy.columns.whole.codes import Ints, TooLongError
from slapolicy.columns.whole.keys import Keys, Words

MOST = 1_000
"""So many numbers are given; where there is more to say, it is not read here."""
_FEWEST_BITS, _MOST_BITS, _TRIES = 8, 20, 64
Said = Callable[[Ints], Sequence[Any]]
"""Tells what some cells say, by their places."""


_NONE = np.zeros(0, np.int64)


@frozen(eq=False)
class Known:
    """What is known: the words of each number, and where the numbers are looked up.

    The words of a cell, mixed by `factors`, give the one of `places` where its number
    stands if it has one. `said` is what each number stands for; `parts` is what
    follows from all of it, kept by whoever asks.
    """

    words: Sequence[Words]
    said: Sequence[Any]
    factors: Sequence[np.uint64]
    places: Ints
    parts: dict[Any, Any] = field(init=False, factory=dict)

    def numbers(self, words: Sequence[Words]) -> tuple[Ints, Ints]:
        """Give the numbers of words that stand beside one another; which have none."""
        if not self.said:
            nothing = np.zeros(len(words[0]), np.int64)
            return nothing, np.arange(len(nothing))
        places = _mixed(words, self.factors)
        places >>= np.uint64(65 - len(self.places).bit_length())
        found = self.places.take(places.view(np.int64))
        wrong = [
            known.take(found) != each
            for each, known in zip(words, self.words, strict=True)
        ]
        if not any(each.any() for each in wrong):
            return found, _NONE
        return found, np.flatnonzero(np.logical_or.reduce(wrong))


class Lexicon:
    """The vocabularies of all columns. One that is full is left for a new lexicon."""

    def __init__(self) -> None:
        self._vocabularies: dict[tuple[str, ...], Vocabulary] = {}

    def numbers(
        self, name: str, keys: Keys, count: int, said: Said
    ) -> tuple[Ints, Known]:
        """Give the numbers of so many cells of a column, and what is known by them.

        Raises:
            TooLongError: There is more to say than there are numbers.
        """
        key = (name, *(tag for tag, _ in keys))
        vocabulary = self._vocabularies.get(key)
        if vocabulary is None:
            if len(self._vocabularies) > MOST:
                raise TooLongError
            vocabulary = self._vocabularies.setdefault(key, Vocabulary())
        words = [each for _, each in keys] or [np.zeros(count, np.uint64)]
        return vocabulary.numbers(words, said)

    def items(self, name: str, keys: Keys, count: int) -> Ints:
        """Give the numbers of the items of lists."""
        return self.numbers(name, keys, count, _nothing)[0]


class Vocabulary:
    """Numbers what words stand for; what is new is learnt."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known = Known((), (), (), np.zeros(0, np.int64))

    def numbers(self, words: Sequence[Words], said: Said) -> tuple[Ints, Known]:
        """Give the numbers of cells, and what is known by them.

        Raises:
            TooLongError: There is more to say than there are numbers.
        """
        known = self._known
        found, new = known.numbers(words)
        while len(new):
            with self._lock:
                known = self._known
                found, new = known.numbers(words)
                if len(new):
                    known = self._known = _learnt(known, words, new, said)
            found, new = known.numbers(words)
        return found, known


def _nothing(some: Ints) -> list[None]:
    return [None] * len(some)


def _learnt(known: Known, words: Sequence[Words], new: Ints, said: Said) -> Known:
    """Know what is said in new places, too."""
    unlike = _mixed([each.take(new) for each in words], _factors(len(words), 0))
    rows = new[np.unique(unlike, return_index=True)[1]]
    if len(known.said) + len(rows) > MOST:
        raise TooLongError
    fresh = [each.take(rows) for each in words]
    old = known.words or [each[:0] for each in fresh]
    both = [np.concatenate(pair) for pair in zip(old, fresh, strict=True)]
    return _placed(both, [*known.said, *said(rows)])


def _placed(words: Sequence[Words], said: Sequence[Any]) -> Known:
    """Find factors by which no two numbers have one place."""
    count = len(said)
    bits = max(_FEWEST_BITS, min(_MOST_BITS, 2 * count.bit_length()))
    for attempt in range(1, _TRIES):
        factors = _factors(len(words), attempt)
        at = (_mixed(words, factors) >> np.uint64(64 - bits)).view(np.int64)
        places = np.zeros(1 << bits, np.int64)
        places[at] = np.arange(count)
        if (places[at] == np.arange(count)).all():
            return Known(words, said, factors, places)
    raise TooLongError


def _mixed(words: Sequence[Words], factors: Sequence[np.uint64]) -> Words:
    mixed = words[0] * factors[0]
    for each, factor in zip(words[1:], factors[1:], strict=True):
        mixed += each * factor
    return mixed


def _factors(count: int, attempt: int) -> list[np.uint64]:
    """Give odd numbers without an order, the same for the same attempt."""
    found = []
    for number in range(count):
        text = f"{attempt} {number}".encode()
        found.append(int.from_bytes(blake2b(text, digest_size=8).digest()) | 1)
    return [np.uint64(each) for each in found]
