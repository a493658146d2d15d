"""What rows share, each kind of row once, from one batch to the next."""

from collections.abc import Callable
from threading import Lock
from typing import Any

import pyarrow as pa

from slapolicy.columns.form import Cells
from slapolicy.columns.whole.spreading import Spread, Spreads
from slapolicy.columns.writing import batch


class Found:
    """What all kinds share, as rows; and how that becomes columns of other rows."""

    def __init__(self, rows: pa.RecordBatch, spreads: Spreads) -> None:
        self.batch, self._spreads = rows, spreads
        self._known: dict[str, Spread] = {}

    def column(self, name: str) -> Spread:
        """Give what makes a column."""
        found = self._known.get(name)
        if found is None:
            found = self._spreads.of(name, self.batch.column(name))
            self._known[name] = found
        return found

    def part(self, name: str, place: int, each: int) -> Spread:
        """Give what makes a part of lists of records, of which a kind has so many."""
        key = f"{name} {place} {each}"
        found = self._known.get(key)
        if found is None:
            items = self.batch.column(name).values.field(place)
            found = self._known[key] = self._spreads.of(key, items, each)
        return found


class Shared:
    """What rows share, each kind of row once; it is kept with the compiled policy."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers: dict[Any, int] = {}
        self._new: list[Cells] = []
        self._spreads = Spreads()
        self._found = Found(batch([]), self._spreads)

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, key: Any, decided: Callable[[], Cells]) -> int:
        """Give the number of what a kind of rows shares; the first is decided."""
        found = self._numbers.get(key)
        if found is None:
            cells = decided()
            with self._lock:
                found = self._numbers.setdefault(key, len(self._numbers))
                if found == len(self._found.batch) + len(self._new):
                    self._new.append(cells)
        return found

    @property
    def found(self) -> Found:
        """All that is shared."""
        with self._lock:
            if self._new:
                both = pa.Table.from_batches([self._found.batch, batch(self._new)])
                (whole,) = both.combine_chunks().to_batches()
                self._found, self._new = Found(whole, self._spreads), []
            return self._found
