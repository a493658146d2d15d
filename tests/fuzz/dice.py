"""Chance that is read from bytes, and bytes that are changed by chance.

So one generator serves both ways of fuzzing: what a fuzzer guides by coverage, and
what plain chance makes of the seeds. What is done with the bytes is not said here.
"""

from hashlib import sha256
from random import Random

WORDS: tuple[bytes, ...] = (
    b"",
    b"\x00",
    b"\r\n",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x98\x80",
    b"\xc3\xa9",
    b"\xd9\xa3",
    b"999999999999999999999",
    b"-1",
    b"0",
)
"""What is put into inputs of every kind: bytes that readers stumble over."""


class Dice(Random):
    """Chance whose first numbers are the bytes given; further ones follow from them."""

    def __init__(self, data: bytes) -> None:
        super().__init__(int.from_bytes(sha256(data).digest(), "big"))
        self._data, self._at = data, 0

    def getrandbits(self, k: int, /) -> int:
        """Give so many bits of chance, from the bytes while there are any."""
        size = -(-k // 8)
        piece = self._data[self._at : self._at + size]
        if len(piece) < size:
            return super().getrandbits(k)
        self._at += size
        return int.from_bytes(piece, "big") >> (8 * size - k)

    def random(self) -> float:
        """Give a number of [0, 1), from two bytes while there are any."""
        piece = self._data[self._at : self._at + 2]
        if len(piece) < 2:
            return super().random()
        self._at += 2
        return int.from_bytes(piece, "big") / 65_536


class Mutator:
    """Makes new inputs of seeds, as plain chance has it.

    Args:
        seeds: The inputs to begin with.
        words: What is put in besides, such as words of the language.
        most: No input is longer.
    """

    def __init__(
        self, seeds: list[bytes], words: tuple[bytes, ...], most: int = 8_192
    ) -> None:
        self._seeds = seeds or [b""]
        self._words = words + WORDS
        self._most = most

    def make(self, draw: Random) -> bytes:
        """Give a seed that was changed in one to eight places."""
        pick = draw.random
        data = bytearray(self._seeds[int(pick() * len(self._seeds))])
        for _ in range((1, 1, 1, 2, 2, 3, 5, 8)[int(pick() * 8)]):
            self._change(data, draw)
        return bytes(data[: self._most])

    def _change(self, data: bytearray, draw: Random) -> None:
        pick = draw.random
        size = len(data)
        at = int(pick() * (size + 1))
        to = min(size, at + 1 + int(pick() ** 3 * 40))
        kind = int(pick() * 10)
        if kind == 0 and at < size:
            data[at] ^= 1 << int(pick() * 8)
        elif kind == 1 and at < size:
            data[at] = int(pick() * 256)
        elif kind == 2:
            del data[at:to]
        elif kind == 3:
            data[at:at] = data[at:to]
        elif kind == 4:
            other = self._seeds[int(pick() * len(self._seeds))]
            start = int(pick() * (len(other) + 1))
            data[at:to] = other[start : start + int(pick() ** 2 * 80)]
        elif kind == 5:
            start = int(pick() * (size + 1))
            data[at:at] = data[start : start + to - at]
        elif kind == 6 and at < size:
            data[at] = 48 + int(pick() * 10)
        elif kind == 7:
            data[at:] = b"" if pick() < 0.3 else data[at:]
        else:
            word = self._words[int(pick() * len(self._words))]
            data[at : to if pick() < 0.5 else at] = word
