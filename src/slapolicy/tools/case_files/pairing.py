"""Rows of a file for two policies: what both surely decide alike is only counted."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import BinaryIO

from attrs import frozen

from slapolicy.columns.answering import Answering
from slapolicy.tools.case_files.reading import Reading, Row, rows


@frozen
class Part:
    """Some rows of a file: so many that are `alike`, and the others, in order.

    The others have to be read before the next part is.
    """

    alike: int
    others: Iterator[Row] | Sequence[Row]


def parts(
    reading: Reading, pair: tuple[Answering, Answering], stream: BinaryIO
) -> Iterator[Part]:
    """Give the rows of an opened file, in order.

    Raises:
        CaseError: The columns of the file cannot be those of cases.
        OSError: The file cannot be read.
    """
    if reading.form == "parquet" and find_spec("numpy") is not None:
        from slapolicy.tools.case_files.parquet_rows import read_unlike

        found = read_unlike(reading, pair, stream)
        if found is not None:
            return found
    return (Part(0, (row,)) for row in rows(reading, stream))
