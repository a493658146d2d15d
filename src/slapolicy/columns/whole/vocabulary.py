"""Numbers of what cells say, learnt as they come: the same words, the same number.

What is known is a value, so that threads may share it; who learns makes another.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from threading import Lock
from typing import Any

import numpy as np
from attrs import field, frozen

from slapolicy.columns.whole.codes import Ints, TooLongError, indices_of
from slapolicy.columns.whole.letters import ALIKE, Key, Keys, Words

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

    def numbers(self, keys: Keys, count: int) -> tuple[Ints, Ints]:
        """Give the numbers of so many cells by their words; which have none."""
        if not self.said:
            return np.zeros(count, np.int64), np.arange(count)
        places = _mixed(keys, self.factors, count)
        places >>= np.uint64(65 - len(self.places).bit_length())
        found = self.places.take(places.view(np.int64))
        pairs = list(zip(self.words, keys, strict=True))
        if _are_known(pairs, found):
            return found, _NONE
        wrong = np.zeros(count, np.bool_)
        for known, key in pairs:
            wrong |= known.take(found) != key.everywhere(count)
        return found, indices_of(wrong)


def _are_known(pairs: Sequence[tuple[Words, Key]], found: Ints) -> bool:
    """Whether all cells surely have the words that are known of the numbers found.

    Words that only some cells have are not zero. If they are as known, and of all cells
    no more such words are known than there are, then the others have none.
    """
    more, cells = np.zeros(len(pairs[0][0]), np.int64), 0
    for known, key in pairs:
        mine = found if key.where is None else found.take(key.where)
        if not (known.take(mine) == key.words).all():
            return False
        if key.where is not None:
            more += known != 0
            cells += len(mine)
    return not more.any() or int(more.take(found).sum()) == cells


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
        key = (name, *(each.tag for each in keys))
        vocabulary = self._vocabularies.get(key)
        if vocabulary is None:
            if len(self._vocabularies) > MOST:
                raise TooLongError
            vocabulary = self._vocabularies.setdefault(key, Vocabulary())
        words = [each for each in keys if each.words is not ALIKE]
        return vocabulary.numbers(words or [_nothing_said(count)], count, said)

    def items(self, name: str, keys: Keys, count: int) -> Ints:
        """Give the numbers of the items of lists."""
        return self.numbers(name, keys, count, _nothing)[0]


class Vocabulary:
    """Numbers what words stand for; what is new is learnt."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known = Known((), (), (), np.zeros(0, np.int64))

    def numbers(self, keys: Keys, count: int, said: Said) -> tuple[Ints, Known]:
        """Give the numbers of so many cells, and what is known by them.

        Raises:
            TooLongError: There is more to say than there are numbers.
        """
        known = self._known
        found, new = known.numbers(keys, count)
        while len(new):
            with self._lock:
                known = self._known
                found, new = known.numbers(keys, count)
                if len(new):
                    fresh = [key.everywhere(count).take(new) for key in keys]
                    known = self._known = _learnt(known, fresh, new, said)
            found, new = known.numbers(keys, count)
        return found, known


def _nothing_said(count: int) -> Key:
    return Key("", np.zeros(count, np.uint64))


def _nothing(some: Ints) -> list[None]:
    return [None] * len(some)


def _learnt(known: Known, words: Sequence[Words], new: Ints, said: Said) -> Known:
    """Know what is said in new places, too, which have these words."""
    unlike = _mixed(_as_keys(words), _factors(len(words), 0), len(new))
    rows = np.unique(unlike, return_index=True)[1]
    if len(known.said) + len(rows) > MOST:
        raise TooLongError
    fresh = [each.take(rows) for each in words]
    old = known.words or [each[:0] for each in fresh]
    both = [np.concatenate(pair) for pair in zip(old, fresh, strict=True)]
    return _placed(both, [*known.said, *said(new.take(rows))])


def _placed(words: Sequence[Words], said: Sequence[Any]) -> Known:
    """Find factors by which no two numbers have one place."""
    count = len(said)
    bits = max(_FEWEST_BITS, min(_MOST_BITS, 2 * count.bit_length()))
    for attempt in range(1, _TRIES):
        factors = _factors(len(words), attempt)
        mixed = _mixed(_as_keys(words), factors, count)
        at = (mixed >> np.uint64(64 - bits)).view(np.int64)
        places = np.zeros(1 << bits, np.int64)
        places[at] = np.arange(count)
        if (places[at] == np.arange(count)).all():
            return Known(words, said, factors, places)
    raise TooLongError


def _as_keys(words: Sequence[Words]) -> Keys:
    return [Key("", each) for each in words]


def _mixed(keys: Keys, factors: Sequence[np.uint64], count: int) -> Words:
    """Give the sum of the words of each cell, each word by a factor of its own."""
    found = np.zeros(count, np.uint64)
    for key, factor in zip(keys, factors, strict=True):
        part = key.words * factor
        if key.where is None:
            found += part
        else:
            found[key.where] += part
    return found


def _factors(count: int, attempt: int) -> list[np.uint64]:
    """Give odd numbers without an order, the same for the same attempt."""
    found = []
    for number in range(count):
        text = f"{attempt} {number}".encode()
        found.append(int.from_bytes(blake2b(text, digest_size=8).digest()) | 1)
    return [np.uint64(each) for each in found]
