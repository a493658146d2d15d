"""Reading files of cases: each row is answered as it is read.

A row is known by the line on which it begins; in Parquet, which has no lines, by its
number from 1. What is wrong with a row never ends the reading.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from attrs import frozen

from slapolicy.columns.answered import Answered
from slapolicy.columns.answering import Answering
from slapolicy.contract.case_reader import Ids
from slapolicy.tools.case_files.form import FileForm


@frozen
class Reading:
    """How a file of cases is read.

    `ids` takes note of every case that is read; `advance` is told how much of `size`
    was read since it was told before (bytes; of Parquet, rows).
    """

    answering: Answering
    form: FileForm
    drops_others: bool
    delimiter: str
    ids: Ids
    advance: Callable[[int], None]


def answers(reading: Reading, stream: BinaryIO) -> Iterator[Answered]:
    """Answer the cases of an opened file, in order.

    Raises:
        CaseError: The columns of the file cannot be those of cases.
        OSError: The file cannot be read.
    """
    match reading.form:
        case "jsonl":
            from slapolicy.tools.case_files.json_lines import read

            return read(reading, stream)
        case "csv":
            from slapolicy.tools.case_files.csv_rows import read

            return read(reading, stream)
        case "parquet":
            from slapolicy.tools.case_files.parquet_rows import read

            return read(reading, stream)
