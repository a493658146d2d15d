"""The ids of many cases, one a line: which of them stand there before.

Each case is read and answered by itself; here is only remembered what came before.
"""

import json
from hashlib import blake2b

from slapolicy.contract.case_reader.shown import clean
from slapolicy.finding import Finding

REMEMBERED = 1_000_000
LISTED = 100


class Ids:
    """Remembers the ids of a batch, in about 200 bytes each, up to a million."""

    def __init__(self) -> None:
        self._seen: dict[bytes, tuple[int, bytes]] = {}
        self._again: tuple[int, int] | None = None
        self._conflicts: list[tuple[int, int, str]] = []
        self._counts = {True: 0, False: 0}

    def add(self, line: int, name: str, text: bytes) -> None:
        """Take note of a case that was read: its line, its id and its JSON."""
        key, content = _digest(name.encode()), _digest(_plain(text))
        first, same = self._seen.get(key, (line, content))
        if first != line:
            is_same = same == content
            self._counts[is_same] += 1
            if is_same:
                self._again = self._again or (line, first)
            elif len(self._conflicts) < LISTED:
                self._conflicts.append((line, first, clean(name)))
        elif len(self._seen) < REMEMBERED:
            self._seen[key] = line, content

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


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=8).digest()


def _plain(text: bytes) -> bytes:
    """Give JSON without what means nothing: blanks, and the order of keys."""
    try:
        return json.dumps(json.loads(text), sort_keys=True).encode()
    except ValueError:
        return text.strip()
