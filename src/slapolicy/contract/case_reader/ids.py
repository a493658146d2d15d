"""The ids of many cases, one a line: which of them stand there before.

Each case is read and answered by itself; here is only remembered what came before.
"""

import json
from array import array
from hashlib import blake2b

from slapolicy.contract.case_reader.shown import clean
from slapolicy.finding import Finding

REMEMBERED = 1_000_000
LISTED = 100


class _Seen:
    """Numbers that were seen, each with two others, in open addressing.

    At most half of its places are taken, so that one takes 48 to 96 bytes: a dict of
    tuples would take five times as many.
    """

    def __init__(self) -> None:
        self._count, self._size = 0, 1024
        self._numbers = array("Q", bytes(8 * 3 * self._size))

    def __len__(self) -> int:
        return self._count

    def find(self, key: int) -> tuple[int, int] | None:
        """Give what was put beside a number that is not 0."""
        at = self._place(key)
        if not self._numbers[at]:
            return None
        return self._numbers[at + 1], self._numbers[at + 2]

    def put(self, key: int, first: int, second: int) -> None:
        """Remember a number that was not put yet."""
        if 2 * self._count >= self._size:
            self._grow()
        at = self._place(key)
        self._numbers[at : at + 3] = array("Q", (key, first, second))
        self._count += 1

    def _place(self, key: int) -> int:
        at = key % self._size
        while self._numbers[3 * at] not in (0, key):
            at = (at + 1) % self._size
        return 3 * at

    def _grow(self) -> None:
        before = self._numbers
        self._size *= 2
        self._numbers = array("Q", bytes(8 * 3 * self._size))
        for index in range(0, len(before), 3):
            if before[index]:
                at = self._place(before[index])
                self._numbers[at : at + 3] = before[index : index + 3]


class Ids:
    """Remembers the ids of a batch, in less than 100 bytes each, up to a million."""

    def __init__(self) -> None:
        self._seen = _Seen()
        self._again: tuple[int, int] | None = None
        self._conflicts: list[tuple[int, int, str]] = []
        self._counts = {True: 0, False: 0}

    def add(self, line: int, name: str, text: bytes) -> None:
        """Take note of a case that was read: its line, its id and its JSON."""
        key, content = _digest(name.encode()), _digest(_plain(text))
        if (before := self._seen.find(key)) is not None:
            first, same = before
            self.repeat(line, first, name, is_same=same == content)
        elif len(self._seen) < REMEMBERED:
            self._seen.put(key, line, content)

    def repeat(
        self, line: int, first: int, name: str, count: int = 1, *, is_same: bool
    ) -> None:
        """Take note of a line with the id of an earlier one, and of as many more."""
        self._counts[is_same] += count
        if is_same:
            self._again = self._again or (line, first)
        elif len(self._conflicts) < LISTED:
            self._conflicts.append((line, first, clean(name)))

    def findings(self) -> tuple[Finding, ...]:
        """Give what is odd about the ids: conflicts each, repetitions together."""
        found = [
            Finding(
                "SLA606",
                f"line {line} gives the id `{name}` to another case than line {first}",
                path="$.id",
                hint="give each case an id of its own, or leave out the older one",
            )
            for line, first, name in self._conflicts
        ]
        if more := self._counts[False] - len(self._conflicts):
            said = "one more line does" if more == 1 else f"{more:,} more lines do"
            found.append(Finding("SLA606", f"{said} the same", path="$.id"))
        if self._again is not None:
            (line, first), count = self._again, self._counts[True]
            said = "line gives" if count == 1 else "lines give"
            message = f"{count:,} {said} a case again: line {line} that of line {first}"
            found.append(Finding("SLA607", message, path="$.id"))
        return tuple(found)


def _digest(data: bytes) -> int:
    """Give a number for bytes, and never 0."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little") or 1


def _plain(text: bytes) -> bytes:
    """Give JSON without what means nothing: blanks, and the order of keys."""
    try:
        return json.dumps(json.loads(text), sort_keys=True).encode()
    except ValueError:
        return text.strip()
