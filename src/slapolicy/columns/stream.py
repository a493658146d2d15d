"""A stream of record batches becomes a stream of record batches, a batch at a time."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from slapolicy.columns.answering import Answering
from slapolicy.columns.heads import EDITION, EDITION_KEY, Head, heads
from slapolicy.columns.reading import values
from slapolicy.columns.shapes import findings_of
from slapolicy.columns.wholesale import Wholesale, wholesale
from slapolicy.columns.writing import batch
from slapolicy.contract.case import CaseError
from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding

MOST_ROWS = 1_000
"""How many rows are decided before they are given on; larger batches come in parts."""
MOST_AT_ONCE = 32_768
"""How many, where most of them are decided all at once."""


class Stream:
    """Reads rows from record batches whose columns stand for cases of policies."""

    def __init__(self, policies: tuple[Policy, ...], *, drops_others: bool) -> None:
        self._policies, self._drops_others = policies, drops_others
        self._known: pa.Schema | None = None
        self.heads: tuple[Head | None, ...] = ()
        self.row = 0

    def prepare(self, given: pa.Schema) -> tuple[Head | None, ...]:
        """Find the place of each column.

        Raises:
            CaseError: With every column that can fill no place.
        """
        if self._known is not None and self._known.equals(given):
            return self.heads
        _require_edition(given)
        self.heads = _heads(self._policies, given, drops_others=self._drops_others)
        self._known = given
        return self.heads

    def rows(self, given: pa.RecordBatch) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Give the cells of each row, with its number; their heads are `heads`."""
        self.prepare(given.schema)
        for row in self._cells(given):
            self.row += 1
            yield self.row, row

    def some_rows(
        self, given: pa.RecordBatch, places: Sequence[int]
    ) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Give the same of some rows of what comes next, `MOST_ROWS` read together."""
        self.prepare(given.schema)
        for start in range(0, len(places), MOST_ROWS):
            some = places[start : start + MOST_ROWS]
            picked = given.take(pa.array(some, pa.int64()))
            for place, row in zip(some, self._cells(picked), strict=True):
                yield self.row + place + 1, row

    def _cells(self, given: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
        columns = [
            [None] * len(given) if head is None else values(column)
            for head, column in zip(self.heads, given.columns, strict=True)
        ]
        yield from zip(*columns, strict=True)


@lru_cache(maxsize=8)
def _heads(
    policies: tuple[Policy, ...], given: pa.Schema, *, drops_others: bool
) -> tuple[Head | None, ...]:
    found = heads(policies, given.names, drops_others=drops_others)
    wrong = [
        finding
        for head, field in zip(found, given, strict=True)
        if head is not None
        for finding in findings_of(head, field.type)
    ]
    if wrong:
        raise CaseError(tuple(wrong))
    return found


def opened(batches: Any) -> Any:
    """Open what can say its schema before it gives its first batch."""
    if isinstance(batches, pa.Table) and len(batches):
        return pa.RecordBatchReader.from_batches(batches.schema, _gathered(batches))
    if hasattr(batches, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(batches)
    return batches


def _gathered(table: pa.Table) -> Iterator[pa.RecordBatch]:
    """Give a table, all of which is there, in batches that are decided at once."""
    for start in range(0, len(table), MOST_AT_ONCE):
        part = table.slice(start, MOST_AT_ONCE)
        yield from part.combine_chunks().to_batches()


def evaluated(
    stream: Stream, answering: Answering, batches: Any
) -> Iterator[pa.RecordBatch]:
    """Give a batch of decisions for each batch of cases, asking for one at a time."""
    whole: Wholesale | None = None
    for given in record_batches(batches):
        heads_now = stream.prepare(given.schema)
        if whole is None or whole.heads is not heads_now:
            whole = wholesale(answering, heads_now)
        most = MOST_ROWS if whole.answers is None else MOST_AT_ONCE
        for start in range(0, len(given), most):
            part = given.slice(start, most)
            made = whole.decided(part, stream.row)
            stream.row += len(part)
            yield made
        if not len(given):
            stream.prepare(given.schema)
            yield batch([], answering.columns)


def record_batches(batches: Any) -> Iterator[pa.RecordBatch]:
    """Give the record batches of a stream, or of an iterable of what holds some."""
    if isinstance(batches, pa.RecordBatch):
        yield batches
    elif isinstance(batches, pa.RecordBatchReader):
        yield from batches
    elif hasattr(batches, "__arrow_c_stream__"):
        yield from pa.RecordBatchReader.from_stream(batches)
    elif hasattr(batches, "__arrow_c_array__"):
        yield pa.record_batch(batches)
    elif isinstance(batches, Iterable) and not isinstance(batches, str | bytes | dict):
        for each in batches:
            if isinstance(each, Iterable) and not hasattr(each, "__arrow_c_stream__"):
                raise TypeError(_no_batches(each))
            yield from record_batches(each)
    else:
        raise TypeError(_no_batches(batches))


def _no_batches(value: object) -> str:
    return f"these are no record batches of Arrow, but `{type(value).__name__}`"


def _require_edition(given: pa.Schema) -> None:
    said = (given.metadata or {}).get(EDITION_KEY.encode())
    if said is not None and said != str(EDITION).encode():
        message = f"these are columns of edition {said.decode(errors='replace')[:20]}"
        hint = f"this version reads edition {EDITION}"
        raise CaseError((Finding("SLA611", message, path=EDITION_KEY, hint=hint),))
