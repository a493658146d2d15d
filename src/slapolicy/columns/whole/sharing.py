"""What rows share, each kind of row once, from one batch to the next."""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa

from slapolicy.columns.form import Cells
from slapolicy.columns.whole.codes import Ints, indices_of, lengths_of
from slapolicy.columns.whole.runs import NONE
from slapolicy.columns.whole.spreading import Spread, Spreads
from slapolicy.columns.writing import batch

MOST_KINDS = 1_024
"""So many new kinds of rows of a batch are decided; where there are more, none is."""


class Found:
    """What all kinds share, as rows; and how that becomes columns of other rows."""

    def __init__(self, rows: pa.RecordBatch, spreads: Spreads) -> None:
        self.batch, self._spreads = rows, spreads
        self._known: dict[object, Spread] = {}
        self._lengths: dict[str, Ints] = {}

    def column(self, name: str) -> Spread:
        """Give what makes a column."""
        found = self._known.get(name)
        if found is None:
            found = self._spreads.of(name, self.batch.column(name))
            self._known[name] = found
        return found

    def part(self, name: str, place: int, each: int) -> Spread:
        """Give what makes a part of lists of records, of which a kind has so many."""
        key = (name, place, each)
        found = self._known.get(key)
        if found is None:
            items = self.batch.column(name).values.field(place)
            found = self._spreads.of(f"{name} {place} {each}", items, each)
            self._known[key] = found
        return found

    def lengths(self, name: str) -> Ints:
        """Give how long the lists of all kinds are."""
        found = self._lengths.get(name)
        if found is None:
            found = self._lengths[name] = lengths_of(self.batch.column(name))
        return found


class Shared:
    """What rows share, each kind of row once; it is kept with the compiled policy."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers: dict[Any, int] = {}
        self._rows, self._new = batch([]), list[Cells]()
        self._codes: tuple[object, Ints] = (None, np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, key: Any, decided: Callable[[], Cells]) -> int:
        """Give the number of what a kind of rows shares; the first is decided."""
        found = self._numbers.get(key)
        if found is None:
            cells = decided()
            with self._lock:
                found = self._numbers.setdefault(key, len(self._numbers))
                if found == len(self._rows) + len(self._new):
                    self._new.append(cells)
        return found

    def numbers(
        self,
        owner: object,
        size: int,
        codes: Ints,
        some: Ints,
        number: Callable[[int], int],
    ) -> Ints | None:
        """Give the numbers of kinds by codes, looked up where they are known already.

        Args:
            owner: Whose codes they are: what is kept of those of another is forgotten.
            size: How many codes there may be.
            codes: The codes of all rows.
            some: The rows that are asked for.
            number: Gives the number of a row; it is asked once for each code.
        """
        known_of, known = self._codes
        if known_of != owner:
            known = np.zeros(0, np.int64)
        if len(known) < size:
            known = np.append(known, np.full(size - len(known), NONE))
        mine = codes.take(some)
        found = known.take(mine)
        new = indices_of(found < 0)
        if len(new):
            kinds, first = np.unique(mine.take(new), return_index=True)
            if len(kinds) > MOST_KINDS:
                return None
            known = known.copy()
            for code, one in zip(
                kinds.tolist(), some[new[first]].tolist(), strict=True
            ):
                known[code] = number(one)
            found = known.take(mine)
        self._codes = (owner, known)
        return found

    @property
    def found(self) -> Found:
        """All that is shared."""
        with self._lock:
            if self._new:
                both = pa.Table.from_batches([self._rows, batch(self._new)])
                (self._rows,) = both.combine_chunks().to_batches()
                self._new = []
            rows = self._rows
        columns = _columns_of(self)
        found = columns.found
        if found is None or found.batch is not rows:
            found = columns.found = Found(rows, columns.spreads)
        return found


class _Columns:
    """What was made of what kinds share: some megabytes, for as many rows as came."""

    def __init__(self) -> None:
        self.spreads = Spreads()
        self.found: Found | None = None


@lru_cache(maxsize=4)
def _columns_of(shared: Shared) -> _Columns:  # noqa: ARG001  # it is the key
    """Give the columns of one of the policies that were asked of last."""
    return _Columns()
