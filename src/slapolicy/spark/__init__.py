"""Cases of a Spark data frame, decided on its workers.

Needs `pyspark` and what its Arrow functions need (`pip install slapolicy[spark]`); it
is imported when it is used. To workers goes the text of the policy with its hash, no
object: each process makes the policy of it once, and refuses if it comes out otherwise.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from slapolicy.contract.policy import Policy

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["evaluate"]


def evaluate(
    dataframe: "DataFrame",
    policy: Policy,
    at: datetime | None = None,
    *,
    columns: Sequence[str] | None = None,
    lenient: bool = False,
    drops_others: bool = False,
) -> "DataFrame":
    """Decide the cases of a data frame; a row comes out for each that goes in.

    The columns that go in and come out are those of `slapolicy.evaluate_batches`; `row`
    counts within each partition.

    Args:
        dataframe: The cases.
        policy: The policy that governs them.
        at: The instant as of which all are decided (aware; default: now, once).
        columns: Which columns come out, in this order (default: all).
        lenient: Let values that cannot be read become unknown, with their findings.
        drops_others: Pass over columns that say nothing of a case.

    Raises:
        CaseError: A column can fill its place in no row, or fills none.
        TypeError: `columns` is one name, not a list.
        ValueError: if `at` is naive or outside 1970 to 2200; `columns` has a name of no
            column, one twice, or none.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    from slapolicy.columns.answering import answering
    from slapolicy.columns.stream import Stream
    from slapolicy.columns.writing import schema
    from slapolicy.spark.parcel import pack
    from slapolicy.spark.worker import decide
    from slapolicy.worktime import from_datetime

    answers = answering(policy, at, lenient=lenient, columns=columns)
    names = tuple(each.name for each in answers.columns)
    stream = Stream((policy,), drops_others=drops_others)
    found = stream.prepare(to_arrow_schema(dataframe.schema, timezone="UTC"))
    read = [place for place, head in enumerate(found) if head is not None]
    heads = tuple(dataframe.columns[place] for place in read)
    how = (names, lenient, drops_others)
    work = partial(decide, pack(policy), from_datetime(answers.asked.at), how, heads)
    # mapInArrow finds no column with a dot in its name: the worker names them again
    named = dataframe.toDF(*(f"column_{place}" for place in range(len(found))))
    plain = named.select(*(f"column_{place}" for place in read))
    return plain.mapInArrow(work, from_arrow_schema(schema(answers.columns), False))
