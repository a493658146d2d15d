"""Parquet: cases in columns, and decisions in the columns of `columns.form`."""

from collections.abc import Iterator
from errno import EINVAL
from typing import Any, BinaryIO

import pyarrow as pa
from attrs import evolve, frozen
from pyarrow import parquet

from slapolicy.columns.answered import Answered
from slapolicy.columns.answering import Answering
from slapolicy.columns.form import COUNTED, cells, chosen
from slapolicy.columns.stream import MOST_ROWS, Stream
from slapolicy.columns.wholesale import wholesale
from slapolicy.columns.writing import batch, schema
from slapolicy.tools.case_files.cells import row_of
from slapolicy.tools.case_files.reading import Reading, Row

GROUP = 10_000
"""How many rows are held before they are written together."""


def read(reading: Reading, stream: BinaryIO) -> Iterator[Row]:
    """Give each row.

    Raises:
        CaseError: The columns cannot be those of cases.
        OSError: The file is no Parquet.
    """
    given = Stream(reading.policies, drops_others=reading.drops_others)
    source = _opened(stream)
    heads = given.prepare(source.schema_arrow)
    columns = [head.text for head in heads if head is not None]
    for part in source.iter_batches(MOST_ROWS, columns=columns, use_threads=False):
        for number, cells_of_row in given.rows(part):
            yield row_of(number, given.heads, cells_of_row)
        reading.advance(len(part))


def read_at_once(
    reading: Reading, answering: Answering, stream: BinaryIO
) -> "Iterator[Batch] | None":
    """Give the rows in batches that are decided; None where each is decided alone.

    Raises:
        CaseError: The columns cannot be those of cases.
        OSError: The file is no Parquet.
    """
    given = Stream(reading.policies, drops_others=reading.drops_others)
    source = _opened(stream)
    heads = given.prepare(source.schema_arrow)
    known = tuple(head for head in heads if head is not None)
    wanted = dict.fromkeys((*(each.name for each in answering.columns), *COUNTED))
    answering = evolve(answering, columns=chosen(tuple(wanted)))
    if wholesale(answering, known).answers is None:
        return None
    return _decided(reading, answering, given, source)


def _decided(
    reading: Reading, answering: Answering, given: Stream, source: parquet.ParquetFile
) -> "Iterator[Batch]":
    from slapolicy.columns.whole.digests import digests_of_rows

    heads, whole = given.heads, None
    columns = [head.text for head in heads if head is not None]
    for part in _gathered(
        source.iter_batches(GROUP, columns=columns, use_threads=False)
    ):
        heads = given.prepare(part.schema)
        if whole is None or whole.heads is not heads:
            whole = wholesale(answering, heads)
        made = whole.decided(part, given.row)
        given.row += len(part)
        said = [
            column
            for head, column in zip(heads, part.columns, strict=True)
            if head is not None
        ]
        yield Batch(made, digests_of_rows(said, len(part)))
        reading.advance(len(part))


def _gathered(parts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Put small batches together, so that each but the last has as many rows."""
    held: list[pa.RecordBatch] = []
    for part in parts:
        held.append(part)
        while sum(map(len, held)) >= GROUP:
            whole = pa.Table.from_batches(held)
            yield from whole.slice(0, GROUP).combine_chunks().to_batches()
            held = whole.slice(GROUP).to_batches()
    if held:
        yield from pa.Table.from_batches(held).combine_chunks().to_batches()


def rows_in(file: BinaryIO) -> int:
    """Give how many rows a file has."""
    return int(_opened(file).metadata.num_rows)


def _opened(file: BinaryIO) -> parquet.ParquetFile:
    try:
        return parquet.ParquetFile(file, pre_buffer=False, memory_map=False)
    except pa.ArrowInvalid as problem:
        name = getattr(file, "name", "")
        raise OSError(EINVAL, f"no Parquet: {problem}", str(name)) from None


@frozen
class Batch:
    """Rows that are decided, and a number for what each of them said."""

    decisions: pa.RecordBatch
    contents: Any


class Rows:
    """Writes rows of decisions, some thousands together."""

    def __init__(self, answering: Answering, file: BinaryIO) -> None:
        self._asked, self._columns = answering.asked, answering.columns
        self._schema = schema(answering.columns)
        self._writer = parquet.ParquetWriter(file, self._schema)
        self._held: list[Answered] = []
        self._batches: list[pa.RecordBatch] = []

    def write(self, answered: Answered) -> None:
        """Take one row."""
        self._held.append(answered)
        if len(self._held) == MOST_ROWS:
            self._turn()

    def write_batch(self, decided: pa.RecordBatch) -> None:
        """Take rows that are decided, as many as are written together."""
        names = [each.name for each in self._columns]
        table = pa.Table.from_batches([decided.select(names)], self._schema)
        self._writer.write_table(table)

    def finish(self) -> None:
        """Write what is held."""
        if self._held:
            self._turn()
        if self._batches:
            self._flush()

    def close(self) -> None:
        """Write the end of the file."""
        self._writer.close()

    def _turn(self) -> None:
        held = [cells(self._asked, each) for each in self._held]
        self._batches.append(batch(held, self._columns))
        self._held.clear()
        if sum(map(len, self._batches)) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_batches(self._batches, self._schema))
        self._batches.clear()
