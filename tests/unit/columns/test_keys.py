"""Cells become words: alike where the cells are alike, and unlike elsewhere."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from slapolicy.columns.whole.codes import TooLongError
from slapolicy.columns.whole.keys import LONGEST_LIST, keys_of
from slapolicy.columns.whole.letters import LONGEST_TEXT
from slapolicy.columns.whole.vocabulary import MOST, Lexicon

TEXT = pa.string()
PAIRS = pa.map_(TEXT, TEXT)
RECORD = pa.struct([("a", TEXT), ("b", pa.bool_())])
LONG = "a name of more than sixteen letters"


def numbers(array: pa.Array, lexicon: Lexicon | None = None) -> list[int]:
    """Give the numbers of cells."""
    lexicon = lexicon or Lexicon()
    keys = keys_of("cells", array, lexicon.items)
    found, _ = lexicon.numbers("cells", keys, len(array), lambda some: some.tolist())
    told: list[int] = found.tolist()
    return told


def alike(cells: list[Any]) -> list[int]:
    """Say for each cell, with which one it is alike first."""
    return [[repr(each) for each in cells].index(repr(cell)) for cell in cells]


TEXTS = ["", None, "a", "b", "ab", "resolves", "resolved", "withdraws", LONG, LONG[:-1],
         "a", None, "", "é", LONG]  # fmt: skip
COLUMNS = [
    pa.array(TEXTS),
    pa.array(TEXTS, pa.large_string()),
    pa.array(TEXTS, pa.string_view()),
    pa.array(TEXTS).dictionary_encode(),
    pa.array(["a", "b"] * 3),
    pa.array(["", "a"]),
    pa.array([True, False, None, True]),
    pa.array([True, False]),
    pa.array([0, 1, -1, None, 255, 256, 1], pa.int16()),
    pa.array([0, 2**63, None, 2**64 - 1], pa.uint64()),
    pa.array([0.0, 1.5, None, 1.5]),
    pa.array([date(2025, 1, 1), None, date(2025, 1, 2)]),
    pa.array([Decimal("1.50"), Decimal("-1.50"), None], pa.decimal128(38, 2)),
    pa.array([datetime(2025, 1, 1, tzinfo=UTC), None]),
    pa.array([["a", "b"], ["b", "a"], [], None, [None], ["a"], ["a", None], []]),
    pa.array([["x"] * 5, ["x"] * 6, ["x"] * 8, ["x"] * 5 + ["y"]]),
    pa.array([[["a"], []], [[], ["a"]], None, [[]]]),
    pa.array([[("a", "x")], [("a", None)], [], None, [("a", "x"), ("b", "x")]], PAIRS),
    pa.array([{"a": "x", "b": True}, {"a": "x", "b": None}, None, {}], RECORD),
    pa.array([[{"a": "x", "b": True}], [{"a": "y", "b": True}], [None]],
             pa.list_(RECORD)),
    pa.array([*[None] * 9, "", "a", LONG, None, "a", *[None] * 9]),
    pa.array([*[None] * 9, "", "a", LONG, None, "a", *[None] * 9]).dictionary_encode(),
    pa.array([*[None] * 9, [], ["a"], ["x"] * 7, None, ["a"], *[None] * 9]),
    pa.array([*[None] * 9, [("a", "x")], [("b", None)], None, [], *[None] * 5], PAIRS),
    pa.array([1, None, 2]).dictionary_encode(),
    pa.DictionaryArray.from_arrays([0, 1, None, 0], pa.array([None, "a"])),
    pa.nulls(3),
    pa.array([[], None, []], pa.list_(TEXT)),
    pa.array([[], None], pa.list_(pa.int64())),
]  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: str(column.type))
@pytest.mark.parametrize("start", [0, 1, 9])
def test_cells_have_one_number_where_they_hold_the_same(
    column: pa.Array, start: int
) -> None:
    cells = column.slice(start).to_pylist()
    found = numbers(column.slice(start))
    assert [found.index(each) for each in found] == alike(cells)


def test_a_cell_keeps_its_number_in_later_batches() -> None:
    lexicon = Lexicon()
    first = dict(zip("abc", numbers(pa.array(["a", "b", "c"]), lexicon), strict=True))
    later = numbers(pa.array(["c", "d", "a", "d", "b"]), lexicon)
    assert [later[0], later[2], later[4]] == [first["c"], first["a"], first["b"]]
    assert later[1] == later[3]
    assert later[1] not in first.values()


@pytest.mark.parametrize("missing", [0, 1, 20])
def test_a_cell_keeps_its_number_however_many_others_are_missing(missing: int) -> None:
    """Of columns that are mostly empty, only those cells are looked at that are not."""
    lexicon = Lexicon()
    cells = ["a", LONG, "", "b", LONG[:-1]]
    first = numbers(pa.array(cells), lexicon)
    later = numbers(pa.array([*[None] * missing, *cells]), lexicon)
    assert later[missing:] == first
    assert not set(later[:missing]) & set(first)


def test_cells_that_are_missing_now_are_not_taken_for_those_that_were_there() -> None:
    lexicon = Lexicon()
    there, *_ = numbers(pa.array([["a"], *[None] * 9]), lexicon)
    assert there not in numbers(pa.array([None, ["b"], *[None] * 9]), lexicon)


def test_columns_in_which_all_cells_are_alike_have_numbers_of_their_own() -> None:
    lexicon, parts = Lexicon(), []
    for cells in (["a", "a"], ["b", "b"], ["a", "a"], ["a", "b"]):
        keys = keys_of("cells", pa.array(cells), lexicon.items)
        _, known = lexicon.numbers("cells", keys, 2, lambda some: some.tolist())
        parts.append(known)
    assert parts[0] is parts[2]
    assert len({id(known) for known in parts}) == 3


def test_an_empty_text_is_not_taken_for_none_in_a_later_batch() -> None:
    lexicon = Lexicon()
    none, _ = numbers(pa.array([None, "a"]), lexicon)
    empty, _ = numbers(pa.array(["", "a"]), lexicon)
    assert none != empty


def test_numbers_are_told_apart_by_all_bits() -> None:
    cells = pa.array(np.arange(MOST) << 40)
    assert len(set(numbers(cells))) == MOST


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["a\0"]),
        pa.array(["x" * (LONGEST_TEXT + 1)]),
        pa.array([["x"] * (LONGEST_LIST + 1)]),
        pa.array([b"x"]),
        pa.array(range(MOST + 1)),
    ],
)
def test_what_is_too_long_or_too_much_has_no_numbers(column: pa.Array) -> None:
    with pytest.raises(TooLongError):
        numbers(column)
