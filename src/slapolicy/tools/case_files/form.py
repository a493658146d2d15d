"""The forms of files, and which of them a name says."""

from pathlib import PurePath
from typing import Literal, get_args

FileForm = Literal["jsonl", "csv", "parquet"]
FORMS: tuple[FileForm, ...] = get_args(FileForm)
_BY_SUFFIX: dict[str, FileForm] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
}


def form_of(name: str) -> FileForm | None:
    """Give the form that the ending of a name says; None for any other."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())
