"""A row of cells, under the heads of their columns, as a row of a file."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from slapolicy.columns.assembling import case_under, id_under
from slapolicy.columns.heads import Head
from slapolicy.tools.case_files.reading import Row


def row_of(number: int, heads: tuple[Head | None, ...], cells: Sequence[Any]) -> Row:
    """Give a row of a file."""
    content = repr(cells).encode(errors="replace")
    read, name = partial(case_under, heads, cells), partial(id_under, heads, cells)
    return Row(number, read, content, name)
