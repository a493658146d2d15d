"""A source of choices that looks like chance and is the same each time."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")
_MASK = (1 << 64) - 1


class Dice:
    """Gives choices that depend on nothing but a title (the SplitMix64 sequence)."""

    def __init__(self, title: str) -> None:
        self._state = int.from_bytes(sha256(title.encode()).digest()[:8], "big")

    def below(self, count: int) -> int:
        """Give a number from 0 on that is less than `count`."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % count

    def choice(self, items: Sequence[Item]) -> Item:
        """Give one of the items."""
        return items[self.below(len(items))]

    def often(self, percent: int) -> bool:
        """Give yes in so many of a hundred times."""
        return self.below(100) < percent
