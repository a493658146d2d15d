"""What a worker does: it makes the policy once, and decides batch by batch."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from slapolicy.columns import evaluate_batches
from slapolicy.spark.parcel import Parcel, unpack
from slapolicy.worktime import to_datetime

if TYPE_CHECKING:
    import pyarrow as pa


def decide(
    parcel: Parcel,
    at: int,
    how: tuple[tuple[str, ...], bool, bool],
    heads: tuple[str, ...],
    batches: "Iterable[pa.RecordBatch]",
) -> "Iterator[pa.RecordBatch]":
    """Give a batch of decisions for each batch of cases.

    Args:
        parcel: The policy, packed.
        at: The instant, in microseconds UTC.
        how: Which columns come out; whether unreadable values become unknown, and other
            columns are dropped.
        heads: The names of the columns.
        batches: The cases of a partition.

    Raises:
        RuntimeError: The policy comes out otherwise here.
    """
    columns, lenient, drops_others = how
    named = (each.rename_columns(list(heads)) for each in batches)
    yield from evaluate_batches(
        unpack(parcel), named, to_datetime(at), columns=columns, lenient=lenient,
        drops_others=drops_others,
    )  # fmt: skip
