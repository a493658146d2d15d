"""Parquet to Parquet in whole batches: the same comes out as row by row."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

import column_cases
import whole_agreement
from slapolicy.columns.whole.digests import digests
from slapolicy.columns.whole.many_ids import ManyIds
from slapolicy.contract.case_reader.ids import Ids
from slapolicy.tools.cli import batch
from unit.tools.shell import Shell

Told = tuple[tuple[int, str, str], pa.Table]
"""What the command says (its status, both its streams), and the decisions."""
Ways = Callable[..., tuple[Told, Told]]
AT = "2025-11-20T12:00:00Z"
GROUP = 700


@pytest.fixture(scope="module")
def cases() -> pa.Table:
    """Give random cases: some damaged, some with the id of another, some again."""
    draw = Random(7)
    found = whole_agreement.rows(draw, 2_400, 0.1)
    for _ in range(60):
        one = draw.choice(found)
        found += [one, {**draw.choice(found), "id": one["id"]}]
    draw.shuffle(found)
    return pa.Table.from_pylist(found, whole_agreement.schema())


@pytest.fixture
def ways(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ways:
    """Give what evaluates a table at once and row by row."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("slapolicy.tools.case_files.parquet_rows.GROUP", GROUP)
    policy = whole_agreement.contract(Random(5))
    Path("desk.sla").write_text(policy, encoding="utf-8")
    taken: list[object] = []
    at_once = batch._at_once

    def watched(*given: Any) -> object:
        taken.append(at_once(*given))
        return taken[-1]

    def told(table: pa.Table, *options: str) -> Told:
        parquet.write_table(table, "cases.parquet", row_group_size=300)
        asked = ("evaluate", "desk.sla", "cases.parquet", "--at", AT)
        status = shell(*asked, "-o", "out.parquet", *options)
        return (status, shell.out, shell.err), parquet.read_table("out.parquet")

    def both(table: pa.Table, *options: str) -> tuple[Told, Told]:
        with monkeypatch.context() as patch:
            patch.setattr(batch, "_at_once", watched)
            at_once_told = told(table, *options)
            patch.setattr(batch, "_at_once", lambda *_: None)
            assert taken.pop() is not None, "each alone"
            return at_once_told, told(table, *options)

    return both


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--lenient",),
        ("--format", "json", "--fail-on", "breach"),
        ("--columns", "zone,id"),
        ("--lenient", "--columns", "obligations,row"),
    ],
)
def test_whole_batches_come_out_as_row_by_row(
    ways: Ways, cases: pa.Table, options: tuple[str, ...]
) -> None:
    assert len(cases) > 2 * GROUP
    (said, one), (expected, other) = ways(cases, *options)
    assert said == expected
    assert one.schema.equals(other.schema, check_metadata=True)
    assert one.equals(other)
    assert ("SLA606" in said[2], "SLA607" in said[2]) == (True, True)


def test_a_single_bad_row_among_good_ones_is_told_by_its_number(
    ways: Ways, cases: pa.Table
) -> None:
    rows = [{"id": f"{n}", "events": []} for n in range(2 * GROUP)]
    rows[GROUP + 5]["plan"] = "none such"
    table = pa.Table.from_pylist(rows, cases.schema)
    (said, _), (expected, _) = ways(table)
    assert said == expected
    assert said[0] == 1
    assert f"cases.parquet:{GROUP + 6}: $.plan: SLA620" in said[2]


def test_a_file_without_rows_comes_out_without_rows(
    ways: Ways, cases: pa.Table
) -> None:
    (said, one), (expected, other) = ways(cases.slice(0, 0))
    assert said == expected
    assert one.equals(other)


def test_columns_of_other_things_are_passed_over(ways: Ways, cases: pa.Table) -> None:
    more = cases.append_column("subject", pa.array([f"{n}" for n in range(len(cases))]))
    place = more.schema.get_field_index("plan")
    more = more.set_column(place, "plan", more["plan"].dictionary_encode())
    dropped = ways(more, "--other-columns", "drop")
    for one, other in zip(dropped, ways(cases), strict=True):
        assert one[0] == other[0]
        assert one[1].equals(other[1])


def test_without_numpy_each_row_is_decided_alone(
    ways: Ways, cases: pa.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, _ = ways(cases)
    monkeypatch.setattr(batch, "find_spec", lambda _: None)
    with pytest.raises(AssertionError, match="each alone"):
        ways(cases)
    assert parquet.read_table("out.parquet").equals(expected[1])


# Which rows say the same

KINDS: list[tuple[pa.DataType, list[Any]]] = [
    (pa.string(), ["", "a", "b", "a\0", "abcdefgh", "abcdefghi", "x" * 64, "x" * 65,
                   "x" * 64 + "y", "ż", "\0"]),
    (pa.large_string(), ["", "12345678", "123456781", "é" * 40]),
    (pa.string_view(), ["", "short", "longer than twelve letters"]),
    (pa.dictionary(pa.int32(), pa.string()), ["a", "b"]),
    (pa.int64(), [0, 1, -1, 2**40]),
    (pa.uint8(), [0, 1, 255]),
    (pa.float64(), [0.0, -0.0, 0.5, 1e300]),
    (pa.float32(), [0.0, 0.1, 1.0]),
    (pa.decimal128(9, 2), [Decimal("0.00"), Decimal("1.50"), Decimal("-1.50")]),
    (pa.bool_(), [True, False]),
    (pa.date32(), [date(2025, 1, 1), date(2025, 1, 2)]),
    (pa.duration("us"), [timedelta(0), timedelta(1)]),
    (pa.timestamp("us", "UTC"), [datetime(2025, 1, day, tzinfo=UTC) for day in (1, 2)]),
    (pa.list_(pa.string()), [[], [None], [""], ["a"], ["a", "b"], ["b", "a"],
                             ["ab"], ["a", None], ["a", "a"]]),
    (pa.large_list(pa.int64()), [[], [0], [0, 0], [1, 0], [0, 1]]),
    (column_cases.TEXTS, [[], [("a", None)], [("a", "b")], [("b", "a")],
                          [("a", "b"), ("b", "a")], [("b", "a"), ("a", "b")]]),
    (pa.struct([("a", pa.string()), ("b", pa.list_(pa.int8()))]),
     [{"a": None, "b": None}, {"a": "", "b": None}, {"a": None, "b": []},
      {"a": "x", "b": [1]}, {"a": "x", "b": [2]}]),
    (pa.null(), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values"), KINDS, ids=[str(each[0]) for each in KINDS]
)
def test_cells_have_one_number_if_they_say_the_same_and_else_another(
    kind: pa.DataType, values: list[Any]
) -> None:
    draw = Random(1)
    drawn = [draw.randrange(len(values) + 1) for _ in range(300)]
    some = [(*values, None)[each] for each in drawn]
    found = digests(pa.array(some, kind))
    for (a, x), (b, y) in product(zip(drawn, found, strict=True), repeat=2):
        assert (a == b) == (x == y)
    later = digests(pa.array(some[:40] * 2, kind).slice(11, 50))
    assert np.array_equal(later, np.tile(found[:40], 2)[11:61])


def test_ids_of_batches_are_told_as_those_of_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("columns.whole.many_ids", "contract.case_reader.ids"):
        monkeypatch.setattr(f"slapolicy.{module}.REMEMBERED", 1_500)
        monkeypatch.setattr(f"slapolicy.{module}.LISTED", 7)
    draw, row = Random(3), 0
    lines, batches = Ids(), ManyIds()
    for _ in range(40):
        size = draw.choice((0, 1, 90, 400))
        names = [f"case {draw.randrange(6_000)}" for _ in range(size)]
        says = [draw.randrange(2) for _ in range(size)]
        read = [draw.random() < 0.9 for _ in range(size)]
        numbers = list(range(row + 1, row + size + 1))
        for number, name, said, is_read in zip(numbers, names, says, read, strict=True):
            if is_read:
                lines.add(number, name, f"({said})".encode())
        states = pa.array(["open" if each else None for each in read], pa.string())
        decisions = pa.record_batch(
            [pa.array(numbers, pa.int64()), pa.array(names, pa.string()), states],
            ["row", "id", "case_state"],
        )
        batches.add_all(decisions, np.array(says, np.uint64))
        row += size
        assert batches.findings() == lines.findings()
    assert len(batches.findings()) == 9
