"""Differences in Parquet."""

from typing import Any, BinaryIO

import pyarrow as pa
from pyarrow import parquet

from slapolicy.columns.writing import INSTANT
from slapolicy.comparison import Difference
from slapolicy.tools.case_files.differences import EDITION, HEADS, cells
from slapolicy.tools.case_files.parquet_rows import GROUP

_NAMES = pa.list_(pa.string())
_TYPES = {
    "row": pa.int64(), "binding": pa.bool_(), "later_by_us": pa.int64(),
    "old_at": INSTANT, "old_earliest_at": INSTANT, "old_latest_at": INSTANT,
    "new_at": INSTANT, "new_earliest_at": INSTANT, "new_latest_at": INSTANT,
    "old_clauses": _NAMES, "new_clauses": _NAMES,
}  # fmt: skip
SCHEMA = pa.schema(
    [(head, _TYPES.get(head, pa.string())) for head in HEADS],
    metadata={"slapolicy.differences": str(EDITION)},
)


class Rows:
    """Writes differences, some thousands together."""

    def __init__(self, file: BinaryIO) -> None:
        self._writer = parquet.ParquetWriter(file, SCHEMA)
        self._held: list[tuple[Any, ...]] = []

    def write(self, row: int, case: str | None, difference: Difference) -> None:
        """Take one difference."""
        self._held.append(cells(row, case, difference))
        if len(self._held) == GROUP:
            self.finish()

    def close(self) -> None:
        """Write the end of the file."""
        self._writer.close()

    def finish(self) -> None:
        """Write what is held."""
        columns = zip(*self._held, strict=True) if self._held else ((),) * len(HEADS)
        arrays = [
            pa.array(values, kind)
            for values, kind in zip(columns, SCHEMA.types, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA))
        self._held.clear()
