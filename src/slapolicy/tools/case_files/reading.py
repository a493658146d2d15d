"""Reading files of cases, row by row; what is wrong with a row never ends the reading.

A row is known by the line on which it begins; in Parquet, which has no lines, by its
number from 1. It becomes a case when a policy reads it, and several may.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from attrs import frozen

from slapolicy.contract.case import Case
from slapolicy.contract.policy import Policy
from slapolicy.tools.case_files.form import FileForm


class Read(Protocol):
    """Reads a row as a case of a policy."""

    def __call__(self, policy: Policy, *, lenient: bool) -> Case:
        """Give the case.

        Raises:
            CaseError: With every finding.
        """


@frozen
class Row:
    """One row of a file. `content` is what it says, to be compared with others.

    `id` gives the id of a row that cannot be read as a case, if it has one.
    """

    number: int
    read: Read
    content: bytes
    id: Callable[[], str | None]


@frozen
class Reading:
    """How a file of cases is read.

    A column may be known to any of the `policies`. `advance` is told how much was read
    since it was told before (bytes; of Parquet, rows).
    """

    policies: tuple[Policy, ...]
    form: FileForm
    drops_others: bool
    delimiter: str
    advance: Callable[[int], None]


def rows(reading: Reading, stream: BinaryIO) -> Iterator[Row]:
    """Give the rows of an opened file, in order.

    Raises:
        CaseError: The columns of the file cannot be those of cases.
        OSError: The file cannot be read.
    """
    match reading.form:
        case "jsonl":
            from slapolicy.tools.case_files import json_lines

            return json_lines.read(reading, stream)
        case "csv":
            from slapolicy.tools.case_files import csv_rows

            return csv_rows.read(reading, stream)
        case "parquet":
            from slapolicy.tools.case_files import parquet_rows

            return parquet_rows.read(reading, stream)
