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
from slapolicy.columns.wholesale import Wholesale, wholesale
from slapolicy.columns.writing import batch, schema
from slapolicy.tools.case_files.cells import row_of
from slapolicy.tools.case_files.pairing import Part
from slapolicy.tools.case_files.reading import Reading, Row

GROUP = 10_000
"""How many rows are held before they are written together."""


def read(reading: Reading, stream: BinaryIO) -> Iterator[Row]:
    """Give each row.

    Raises:
        CaseError: The columns cannot be those of cases.
        OSError: The file is no Parquet.
    """
    file = _Cases(reading, stream)
    for part in file.parts(MOST_ROWS):
        for number, cells_of_row in file.given.rows(part):
            yield row_of(number, file.given.heads, cells_of_row)
        reading.advance(len(part))


def read_at_once(
    reading: Reading, answering: Answering, stream: BinaryIO
) -> "Iterator[Batch] | None":
    """Give the rows in batches that are decided; None where each is decided alone.

    Raises:
        CaseError: The columns cannot be those of cases.
        OSError: The file is no Parquet.
    """
    file = _Cases(reading, stream)
    wanted = dict.fromkeys((*(each.name for each in answering.columns), *COUNTED))
    asked = evolve(answering, columns=chosen(tuple(wanted)))
    return _decided(file, asked) if file.is_plain_enough(asked) else None


def _decided(file: "_Cases", answering: Answering) -> "Iterator[Batch]":
    from slapolicy.columns.whole.digests import digests_of_rows

    for part, (whole,) in file.gathered(answering):
        made = whole.decided(part, file.given.row)
        said = [
            column
            for head, column in zip(whole.heads, part.columns, strict=True)
            if head is not None
        ]
        yield Batch(made, digests_of_rows(said, len(part)))


def read_unlike(
    reading: Reading, pair: tuple[Answering, Answering], stream: BinaryIO
) -> Iterator[Part] | None:
    """Give the rows that are not surely decided alike; None where none can be told.

    Raises:
        CaseError: The columns cannot be those of cases.
        OSError: The file is no Parquet.
    """
    from slapolicy.columns.likeness import COMPARED

    file = _Cases(reading, stream)
    asked = [evolve(each, columns=chosen(tuple(COMPARED))) for each in pair]
    return _unlike(file, *asked) if file.is_plain_enough(*asked) else None


def _unlike(file: "_Cases", *pair: Answering) -> Iterator[Part]:
    from slapolicy.columns.likeness import unlike

    for part, (old, new) in file.gathered(*pair):
        places = unlike(old, new, part, file.given.row)
        others = file.given.some_rows(part, places)
        yield Part(
            len(part) - len(places),
            (row_of(number, old.heads, said) for number, said in others),
        )


class _Cases:
    """A file of cases that is opened; `given` knows the places of its columns."""

    def __init__(self, reading: Reading, stream: BinaryIO) -> None:
        self.given = Stream(reading.policies, drops_others=reading.drops_others)
        self._source, self._advance = _opened(stream), reading.advance
        heads = self.given.prepare(self._source.schema_arrow)
        self._known = tuple(head for head in heads if head is not None)

    def is_plain_enough(self, *answerings: Answering) -> bool:
        """Whether rows may be decided all at once by each."""
        found = (wholesale(each, self._known) for each in answerings)
        return all(each.answers is not None for each in found)

    def parts(self, most: int) -> Iterator[pa.RecordBatch]:
        """Give the columns that say something of cases, at most so many rows a part."""
        columns = [head.text for head in self._known]
        parts: Iterator[pa.RecordBatch] = self._source.iter_batches(
            most, columns=columns, use_threads=False
        )
        return parts

    def gathered(
        self, *answerings: Answering
    ) -> Iterator[tuple[pa.RecordBatch, tuple[Wholesale, ...]]]:
        """Give larger parts, each with what decides it all at once."""
        wholes: tuple[Wholesale, ...] = ()
        for part in _gathered(self.parts(GROUP)):
            heads = self.given.prepare(part.schema)
            if not wholes or wholes[0].heads is not heads:
                wholes = tuple(wholesale(each, heads) for each in answerings)
            yield part, wholes
            self.given.row += len(part)
            self._advance(len(part))


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
