"""Many cases in columns: record batches of Arrow in, record batches of decisions out.

Needs `pyarrow` (`pip install slapolicy[arrow]`), which is imported when it is used.
How a column stands for a part of a case is said in `heads`, what comes out in `form`.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from slapolicy.contract.policy import Policy

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["evaluate_batches"]


def evaluate_batches(
    policy: Policy,
    batches: Any,
    at: datetime | None = None,
    *,
    columns: Sequence[str] | None = None,
    lenient: bool = False,
    drops_others: bool = False,
) -> "Iterator[pa.RecordBatch]":
    """Decide cases that stand in columns; a row comes out for each that goes in.

    Nothing is read ahead: a batch is asked for once the one before it is given on.
    A row that cannot be read has its findings and no decision, and disturbs no other.

    Args:
        policy: The policy that governs the cases.
        batches: Anything with `__arrow_c_stream__` (tables and readers of pyarrow,
            frames of polars and pandas, relations of DuckDB), or record batches.
        at: The instant as of which all are decided (aware; default: now, once).
        columns: Which columns come out, in this order (default: all).
        lenient: Let values that cannot be read become unknown, with their findings.
        drops_others: Pass over columns that say nothing of a case.

    Raises:
        CaseError: A column can fill its place in no row, or fills none.
        ModuleNotFoundError: pyarrow is not installed.
        TypeError: `columns` is one name, not a list.
        ValueError: if `at` is naive or outside 1970 to 2200; `columns` has a name of no
            column, one twice, or none.
    """
    from slapolicy.columns.answering import answering
    from slapolicy.columns.stream import Stream, evaluated, opened

    answers = answering(policy, at, lenient=lenient, columns=columns)
    stream = Stream((policy,), drops_others=drops_others)
    given = opened(batches)
    if given is not batches:
        stream.prepare(given.schema)
    return evaluated(stream, answers, given)
