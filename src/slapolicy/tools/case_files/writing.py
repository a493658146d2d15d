"""Writing what came of cases, to a file or to standard output.

A file gets its name once it is whole: what is broken off leaves the old one as it was.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TextIO

from slapolicy.columns.answered import Answered
from slapolicy.columns.answering import Answering
from slapolicy.tools.case_files.form import FileForm

if TYPE_CHECKING:
    from slapolicy.tools.case_files.parquet_rows import Rows


class Writer(Protocol):
    """Takes what came of each case, in order."""

    def write(self, answered: Answered) -> None:
        """Take what came of one case."""


@contextmanager
def writing(
    answering: Answering, form: FileForm, path: str | None, name: str
) -> Iterator[Writer]:
    """Give what writes rows to a file, or to standard output if there is no path.

    Args:
        answering: What all rows were answered by.
        form: The form of what is written.
        path: Where to; None: standard output.
        name: The name of the file of cases, for findings.
    """
    if path is None:
        if form == "parquet":
            message = "Parquet is written to a file, not to standard output"
            raise ValueError(message)
        yield _text_rows(form, sys.stdout, name)
        return
    if form == "parquet":
        with writing_columns(answering, path) as rows:
            yield rows
        return
    with whole_file(Path(path)) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        yield _text_rows(form, text, name)
        text.flush()
        text.detach()


@contextmanager
def writing_columns(answering: Answering, path: str) -> Iterator["Rows"]:
    """Give what writes rows, or batches of them, to a file of Parquet."""
    from slapolicy.tools.case_files.parquet_rows import Rows

    with whole_file(Path(path)) as file:
        rows = Rows(answering, file)
        try:
            yield rows
            rows.finish()
        finally:
            rows.close()


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its name when all is written; a device, at once."""
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _text_rows(form: FileForm, stream: TextIO, name: str) -> Writer:
    return _Lines(stream, name) if form == "jsonl" else _CsvRows(stream)


class _Lines:
    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream, self._name = stream, name

    def write(self, answered: Answered) -> None:
        from slapolicy.tools.case_files.json_lines import line_of

        self._stream.write(f"{line_of(answered, self._name)}\n")


class _CsvRows:
    def __init__(self, stream: TextIO) -> None:
        from slapolicy.tools.case_files.csv_rows import write_heads

        self._stream = stream
        write_heads(stream)

    def write(self, answered: Answered) -> None:
        from slapolicy.tools.case_files.csv_rows import write_rows

        write_rows(self._stream, [answered])
