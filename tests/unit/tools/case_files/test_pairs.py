"""Cases from Parquet replayed all at once: the same is told as row by row."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

import whole_agreement
from slapolicy.tools.case_files import pairing, parquet_rows
from slapolicy.tools.case_files.pairing import Part
from unit.tools.shell import Shell

Told = tuple[int, str, str, dict[str, bytes]]
"""What the command says (its status, both its streams), and the files it makes."""
Ways = Callable[..., tuple[Told, Told, int]]
AT = "2025-11-20T12:00:00Z"
GROUP = 700
DESK = Path(__file__).parents[4] / "benchmarks" / "policies" / "desk.sla"
OLD = DESK.read_text(encoding="utf-8")


def changed(was: str, now: str) -> str:
    """Give the contract with one thing changed."""
    assert OLD.count(was) == 1
    return OLD.replace(was, now)


SAME = {
    "nothing": OLD,
    "the number of a clause": changed("clause D6", "clause D66"),
    "a fact": changed("clause D1", 'fact loud "Loud": yes or no\nclause D1'),
}
NEW = SAME | {
    "a limit": changed("within 2 hours", "within 90 minutes"),
    "hours": changed("Mon-Fri 09:00-17:00", "Mon-Fri 09:00-16:00"),
    "exclusions": changed("grant help", "exclude help"),
    "severities": changed(
        "when impact is few", "when impact is few or plan is premium"
    ),
    "everything": whole_agreement.contract(Random(8)),
}
OUT = ("found.jsonl", "found.parquet", "found.csv", "drawn.svg")


@pytest.fixture(scope="module")
def cases() -> pa.Table:
    """Give random cases, some of them damaged."""
    draw = Random(7)
    found = whole_agreement.rows(draw, 2_400, 0.1)
    return pa.Table.from_pylist(found, whole_agreement.schema())


@pytest.fixture
def ways(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ways:
    """Give what replays a table at once and row by row, and tells all that comes out.

    How many rows were only counted is told too.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(parquet_rows, "GROUP", GROUP)
    at_once = parquet_rows.read_unlike
    Path("old.sla").write_text(OLD, encoding="utf-8")
    counted: list[int] = []

    def watched(*given: Any) -> Iterator[Part] | None:
        found = at_once(*given)
        return None if found is None else map(noted, found)

    def noted(part: Part) -> Part:
        counted.append(part.alike)
        return part

    def told(*options: str) -> Told:
        for each in OUT:
            Path(each).unlink(missing_ok=True)
        asked = ("replay", "--policy", "new.sla", "--against", "old.sla")
        status = shell(*asked, "cases.parquet", "--at", AT, *options)
        made = {each: Path(each).read_bytes() for each in OUT if Path(each).exists()}
        return status, shell.out, shell.err, made

    def both(table: pa.Table, new: str, *options: str) -> tuple[Told, Told, int]:
        Path("new.sla").write_text(new, encoding="utf-8")
        parquet.write_table(table, "cases.parquet", row_group_size=300)
        counted.clear()
        with monkeypatch.context() as patch:
            patch.setattr(parquet_rows, "read_unlike", watched)
            found = told(*options)
            patch.setattr(parquet_rows, "read_unlike", lambda *_: None)
            return found, told(*options), sum(counted)

    return both


@pytest.mark.parametrize("differs", NEW)
def test_the_same_is_told_written_and_drawn_as_row_by_row(
    ways: Ways, cases: pa.Table, differs: str
) -> None:
    assert len(cases) > 3 * GROUP
    options = "-o", "found.jsonl", "--picture", "drawn.svg"
    at_once, alone, counted = ways(cases, NEW[differs], *options)
    assert at_once == alone
    assert (counted > 100) == (differs != "everything")
    assert ": SLA620 " in at_once[2]
    assert (at_once[3]["found.jsonl"] == b"") == (differs in SAME)


@pytest.mark.parametrize(
    "options",
    [
        ("--lenient", "-o", "found.parquet", "--fail-on", "change"),
        ("--format", "json", "--examples", "40", "-o", "found.csv"),
    ],
)
def test_it_is_the_same_whatever_is_asked_for(
    ways: Ways, cases: pa.Table, options: tuple[str, ...]
) -> None:
    at_once, alone, counted = ways(cases, NEW["a limit"], *options)
    assert at_once == alone
    assert counted > 100
    assert len(at_once[3]) == 1


def test_a_name_that_one_policy_has_may_stand_in_a_column(
    ways: Ways, cases: pa.Table
) -> None:
    said = [(None, "yes", None)[row % 3] for row in range(len(cases))]
    loud = cases.append_column("facts.loud", pa.array(said, pa.string()))
    at_once, alone, counted = ways(loud, NEW["a fact"])
    assert at_once == alone
    assert counted > 100
    assert "newly read" in at_once[1]


def test_columns_of_other_things_are_passed_over(ways: Ways, cases: pa.Table) -> None:
    more = cases.append_column("id.old", pa.array([f"{n}" for n in range(len(cases))]))
    more = more.slice(0, GROUP + 100)
    dropped = ways(more, NEW["a limit"], "--other-columns", "drop")
    assert dropped == ways(cases.slice(0, GROUP + 100), NEW["a limit"])
    refused, expected, _ = ways(more, NEW["a limit"])
    assert refused == expected
    assert "cases.parquet: id.old: SLA611" in refused[2]


def test_a_policy_that_is_not_plain_is_asked_about_each_row(
    ways: Ways, cases: pa.Table
) -> None:
    new = changed("clause D1", "clause H1 { intake step 1 by email }\nclause D1")
    at_once, alone, counted = ways(cases.slice(0, 50), new)
    assert at_once == alone
    assert counted == 0


def test_without_numpy_each_row_is_decided_alone(
    ways: Ways, cases: pa.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairing, "find_spec", lambda _: None)
    at_once, alone, counted = ways(cases.slice(0, 50), NEW["a limit"])
    assert at_once == alone
    assert counted == 0


def test_a_file_without_rows_changes_nothing(ways: Ways, cases: pa.Table) -> None:
    at_once, alone, _ = ways(cases.slice(0, 0), NEW["a limit"])
    assert at_once == alone
    assert at_once[1].startswith("0 cases")


def test_heads_that_are_refused_leave_nothing_behind(
    ways: Ways, cases: pa.Table
) -> None:
    wrong = cases.rename_columns(["id", "plann", *cases.column_names[2:]])
    at_once, alone, _ = ways(wrong, NEW["a limit"], "-o", "found.csv")
    assert at_once == alone
    assert (at_once[0], at_once[3]) == (2, {})
