"""What kinds of rows share becomes columns of rows: the same as taken one by one."""

from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from slapolicy.columns.whole.arrays import Numbers
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


def cells_of(items: pa.Array, numbers: Numbers, each: int) -> pa.Array:
    """Give the items of cells, so many of each, one by one."""
    places = [number * each + at for number in numbers.tolist() for at in range(each)]
    return items.take(pa.array(places, pa.int64()))


@pytest.mark.parametrize("each", [1, 3])
@pytest.mark.parametrize("many", [1, 2, 3, 9, 16, 17, 60, 300])
@pytest.mark.parametrize("count", [0, 1, 5, 8, 100])
def test_few_texts_come_out_as_they_are(many: int, count: int, each: int) -> None:
    draw = Random(f"{many} {count}")
    cells = [f"ü{number}" * draw.randrange(4) for number in range(many * each)]
    texts = pa.array(cells)
    numbers = np.array([draw.randrange(many) for _ in range(count)], np.int64)
    few = FewTexts(texts, each)
    found = few.column(few.marks.take(numbers, axis=0))
    found.validate(full=True)
    assert found.equals(cells_of(texts, numbers, each))


@pytest.mark.parametrize("each", [1, 3])
@pytest.mark.parametrize("many", [1, 2, 4, 5, 40])
@pytest.mark.parametrize("count", [0, 1, 5, 100])
def test_few_lists_come_out_as_they_are(many: int, count: int, each: int) -> None:
    draw = Random(f"{many} {count}")
    cells = [[f"ü{number}"] * draw.randrange(4) for number in range(many * each)]
    lists = pa.array(cells, NAMES)
    numbers = np.array([draw.randrange(many) for _ in range(count)], np.int64)
    few = FewLists(lists, each)
    found = few.column(few.marks.take(numbers, axis=0))
    found.validate(full=True)
    assert found.equals(cells_of(lists, numbers, each))


def test_long_texts_come_out_as_they_are() -> None:
    texts = pa.array(["short", "long " * 2_000, "short"])
    kinds = np.array([0, 1, 2, 1])
    found = Spreads().of("column", texts)(Kinds(kinds))
    assert found.equals(texts.take(pa.array(kinds)))


def test_columns_that_are_alike_are_one() -> None:
    spreads, kinds = Spreads(), Kinds(np.array([0, 1, 1]))
    one, other = (
        spreads.of(name, pa.array(["x", "y"]))(kinds) for name in ("one", "other")
    )
    assert one is other
    assert spreads.of("turned", pa.array(["y", "x"]))(kinds).to_pylist() == [
        "y",
        "x",
        "x",
    ]
