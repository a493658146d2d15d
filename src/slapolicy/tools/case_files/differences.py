"""Differences in files: a flat row for each, the same in lines, rows and columns."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Protocol, TextIO

from attrs import frozen

from slapolicy.comparison import Difference
from slapolicy.tools.case_files.csv_rows import harmless
from slapolicy.tools.case_files.form import FileForm
from slapolicy.tools.case_files.writing import whole_file
from slapolicy.worktime import from_datetime, to_iso

EDITION = 1
HEADS = (
    "row", "case", "kind", "about", "name", "clock", "binding", "clause", "old", "new",
    "old_at", "old_earliest_at", "old_latest_at", "new_at", "new_earliest_at",
    "new_latest_at", "later_by_us", "old_clauses", "new_clauses",
)  # fmt: skip
_MICROSECOND = timedelta(microseconds=1)


class DifferenceWriter(Protocol):
    """Takes differences, in order."""

    def write(self, row: int, case: str | None, difference: Difference) -> None:
        """Take one."""


def cells(row: int, case: str | None, each: Difference) -> tuple[Any, ...]:
    """Give the cells of a difference, in the order of `HEADS`."""
    later_by = each.later_by
    return (
        row, case, each.kind, each.about, each.name or None, each.clock, each.binding,
        each.clause or None, each.old, each.new, each.old_at, each.old_earliest_at,
        each.old_latest_at, each.new_at, each.new_earliest_at, each.new_latest_at,
        None if later_by is None else later_by // _MICROSECOND, each.old_clauses,
        each.new_clauses,
    )  # fmt: skip


def record(row: int, case: str | None, each: Difference) -> dict[str, Any]:
    """Give a difference as plain values of JSON."""
    plain = [_plain(value, each.zone) for value in cells(row, case, each)]
    return dict(zip(HEADS, plain, strict=True))


@contextmanager
def writing_differences(form: FileForm, path: str) -> Iterator[DifferenceWriter]:
    """Give what writes differences to a file."""
    with whole_file(Path(path)) as file:
        if form == "parquet":
            from slapolicy.tools.case_files.parquet_differences import Rows

            rows = Rows(file)
            try:
                yield rows
                rows.finish()
            finally:
                rows.close()
            return
        text = TextIOWrapper(file, encoding="utf-8", newline="")
        yield _Lines(text) if form == "jsonl" else _CsvRows(text)
        text.flush()
        text.detach()


@frozen
class _Lines:
    _stream: TextIO

    def write(self, row: int, case: str | None, difference: Difference) -> None:
        found = record(row, case, difference)
        self._stream.write(f"{json.dumps(found, ensure_ascii=False)}\n")


class _CsvRows:
    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\n")
        self._writer.writerow(HEADS)

    def write(self, row: int, case: str | None, difference: Difference) -> None:
        found = cells(row, case, difference)
        self._writer.writerow([_text(each, difference.zone) for each in found])


def _plain(value: Any, zone: str) -> Any:
    match value:
        case datetime():
            return to_iso(from_datetime(value), zone)
        case tuple():
            return list(value)
        case _:
            return value


def _text(value: Any, zone: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case tuple():
            return ";".join(value)
        case _:
            return harmless(str(_plain(value, zone)))
