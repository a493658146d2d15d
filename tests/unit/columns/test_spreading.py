"""What kinds of rows share becomes columns of rows: the same as taken one by one."""

from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from slapolicy.columns.whole.few_texts import FewLists, FewTexts
from slapolicy.columns.whole.spreading import Kinds, Repeated, Spreads

TEXT = pa.string()
NAMES = pa.list_(TEXT)
RECORD = pa.struct([("name", TEXT), ("names", NAMES), ("count", pa.int64())])


def record(name: str, *names: str, count: int | None = None) -> dict[str, Any]:
    """Give a record of a few parts."""
    return {"name": name, "names": list(names), "count": count}


SHARED = [
    pa.array(["same", "same", "same"]),
    pa.array(["one", "two", "one"]),
    pa.array(["one", None, "two"]),
    pa.array(["", "zażółć", "😀"]),
    pa.array([1, 2, None]),
    pa.array([None, None, None], TEXT),
    pa.array([[], [], []], NAMES),
    pa.array([["a"], ["a", "b"], []], NAMES),
    pa.array([["a"], ["a"], ["a"]], NAMES),
    pa.array([["a", None], ["a"], []], NAMES),
    pa.array([["a"], None, ["b"]], NAMES),
    pa.array([record("x"), record("y", "a"), record("x", "a", "b", count=1)], RECORD),
    pa.array([record("x"), None, record("y")], RECORD),
    pa.array([[record("x"), record("y")], [record("x"), record("z", "a")],
              [record("x"), record("y", "a", "b")]], pa.list_(RECORD)),
    pa.array([[record("x")], [], [record("x"), record("z", "a")]], pa.list_(RECORD)),
    pa.array([[["a"], ["b"]], [["a"], ["c"]], [["a"], []]], pa.list_(NAMES)),
]  # fmt: skip


@pytest.mark.parametrize("shared", SHARED, ids=lambda each: str(each.type)[:20])
@pytest.mark.parametrize("count", [0, 1, 7, 64])
def test_each_row_has_what_its_kind_has(shared: pa.Array, count: int) -> None:
    draw = Random(count)
    kinds = np.array([draw.randrange(len(shared)) for _ in range(count)], np.int64)
    found = Spreads().of("column", shared)(Kinds(kinds))
    found.validate(full=True)
    assert found.equals(shared.take(pa.array(kinds)))


def test_what_was_said_of_fewer_kinds_is_not_told_of_more() -> None:
    spreads, kinds = Spreads(), Kinds(np.array([0, 1, 1]))
    for cells in (["x", "x"], ["x", "y"], ["z", "y"], ["z", "z"]):
        shared = pa.array(cells)
        found = spreads.of("column", shared)(kinds)
        assert found.to_pylist() == [cells[0], cells[1], cells[1]]


def test_what_is_repeated_is_cut_from_the_longest() -> None:
    repeated = Repeated(pa.array([["a"], ["b"]]))
    assert repeated.times(2).to_pylist() == [["a"], ["b"], ["a"], ["b"]]
    assert repeated.times(1).to_pylist() == [["a"], ["b"]]
    assert repeated.times(0).to_pylist() == []


@pytest.mark.parametrize("many", [1, 2, 3, 9, 38, 39, 60])
@pytest.mark.parametrize("count", [0, 1, 5, 8, 100])
def test_few_texts_come_out_as_they_are(many: int, count: int) -> None:
    draw = Random(f"{many} {count}")
    texts = pa.array([f"ü{number}" * draw.randrange(4) for number in range(many)])
    numbers = np.array([draw.randrange(many) for _ in range(count)], np.int8)
    found = FewTexts(texts).column(numbers)
    found.validate(full=True)
    assert found.equals(texts.take(pa.array(numbers)))


@pytest.mark.parametrize("many", [1, 2, 5, 40])
@pytest.mark.parametrize("count", [0, 1, 5, 100])
def test_few_lists_come_out_as_they_are(many: int, count: int) -> None:
    draw = Random(f"{many} {count}")
    cells = [[f"ü{number}"] * draw.randrange(4) for number in range(many)]
    lists = pa.array(cells, NAMES)
    numbers = np.array([draw.randrange(many) for _ in range(count)], np.int64)
    found = FewLists(lists).column(numbers)
    found.validate(full=True)
    assert found.equals(lists.take(pa.array(numbers)))
