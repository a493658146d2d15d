"""Parquet: cases in columns, and decisions in the columns of `columns.form`."""

from collections.abc import Iterator
from errno import EINVAL
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from slapolicy.columns.answered import Answered
from slapolicy.columns.answering import Answering
from slapolicy.columns.form import cells
from slapolicy.columns.stream import MOST_ROWS, Stream
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


def rows_in(file: BinaryIO) -> int:
    """Give how many rows a file has."""
    return int(_opened(file).metadata.num_rows)


def _opened(file: BinaryIO) -> parquet.ParquetFile:
    try:
        return parquet.ParquetFile(file, pre_buffer=False, memory_map=False)
    except pa.ArrowInvalid as problem:
        name = getattr(file, "name", "")
        raise OSError(EINVAL, f"no Parquet: {problem}", str(name)) from None


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

    def finish(self) -> None:
        """Write what is held."""
        self._turn()
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
