"""What came of a batch of cases, counted from its columns (`form.COUNTED`)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from slapolicy.columns.answered import Answered
from slapolicy.columns.whole.codes import Ints, indices_of
from slapolicy.finding import Finding


@frozen
class Counted:
    """How many there are of each in a batch of decisions.

    `obligations` are by clause, clock, whether it binds, and state; `wrong` are the
    first rows with an error, `odd` the first of the others with findings.
    """

    cases: int
    refused: int
    noted: int
    case_states: Counter[str]
    obligations: Counter[tuple[str, str, bool, str]]
    wrong: list[Answered]
    odd: list[Answered]


def counted(batch: pa.RecordBatch, most: int) -> Counted:
    """Count a batch of decisions, and give at most so many rows with findings."""
    states = batch.column("case_state")
    lists = batch.column("findings")
    ends = lists.offsets.to_numpy()
    is_noted = np.diff(ends) > 0
    levels = lists.values.field("level").to_pylist() if is_noted.any() else []
    sums = np.zeros(len(levels) + 1, np.int64)
    np.cumsum([each == "error" for each in levels], out=sums[1:])
    is_wrong = np.diff(sums.take(ends)) > 0 if levels else is_noted
    return Counted(
        len(batch),
        states.null_count,
        int(is_noted.sum()),
        Counter({k: n for (k,), n in _tallied(states.drop_null())}),
        _obligations(batch.column("obligations")),
        list(_told(batch, indices_of(is_noted & is_wrong)[:most])),
        list(_told(batch, indices_of(is_noted & ~is_wrong)[:most])),
    )


def _obligations(lists: pa.Array) -> Counter[tuple[str, str, bool, str]]:
    each = lists.flatten()
    clauses = each.field("clauses")
    ends = clauses.offsets.to_numpy()
    starts = pa.array(ends[:-1], mask=ends[:-1] == ends[1:])  # none: no first one
    first = clauses.values.take(starts).fill_null("")
    others = (each.field(name) for name in ("clock", "binding", "state"))
    return Counter(dict(_tallied(first, *others)))


def _tallied(*columns: pa.Array) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Give each combination of values that stand beside one another, and how often."""
    codes: Ints = np.zeros(len(columns[0]), np.int64)
    known = []
    for column in columns:
        one = column.dictionary_encode()
        known.append(one.dictionary.to_pylist())
        codes = codes * len(known[-1]) + one.indices.to_numpy()
    for code, count in zip(*np.unique(codes, return_counts=True), strict=True):
        rest, found = int(code), []
        for values in reversed(known):
            rest, place = divmod(rest, len(values))
            found.append(values[place])
        yield tuple(reversed(found)), int(count)


def _told(batch: pa.RecordBatch, rows: Ints) -> Iterator[Answered]:
    """Give rows with what is found about them, and without their decisions."""
    for row in rows.tolist():
        findings = tuple(
            Finding(each["code"], each["message"], path=each["path"], hint=each["hint"])
            for each in batch.column("findings")[row].as_py()
        )
        number, name = (batch.column(key)[row].as_py() for key in ("row", "id"))
        yield Answered(row=number, id=name, decision=None, findings=findings)
