"""`slapolicy replay`: what it counts, shows, writes and draws."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from unit.tools.gold import BEFORE, CASE, POLICY
from unit.tools.shell import Shell

NEW = POLICY.replace("within 15 minutes 24x7", "within 4 minutes 24x7")


@pytest.fixture(autouse=True)
def cases(shell: Shell) -> None:
    """Put a new policy and three cases beside the old one."""
    assert shell is not None
    Path("new.sla").write_text(NEW, encoding="utf-8")
    later = json.loads(json.dumps(CASE).replace("10:05:00", "10:08:00"))
    silent = CASE | {"id": "silent", "events": CASE["events"][:1]}  # type: ignore[index]
    given = [CASE, later | {"id": "later"}, silent]
    text = "".join(f"{json.dumps(each)}\n" for each in given)
    Path("cases.jsonl").write_text(text, encoding="utf-8")


def replay(shell: Shell, *options: str, given: str = "cases.jsonl") -> int:
    """Replay cases under the new policy."""
    return shell(
        "replay", "--policy", "new.sla", "--against", "gold.sla", given, "--at", BEFORE,
        *options,
    )  # fmt: skip


def test_what_changes_is_counted_and_shown(shell: Shell) -> None:
    assert replay(shell) == 0
    assert shell.err == ""
    assert shell.out == (
        "3 cases as of 2025-02-03T10:10:00+01:00: 2 change, 1 stay as they are, "
        "0 cannot be read by either\n"
        "\n"
        "what changes    cases\n"
        "newly breached      1\n"
        "due earlier         1\n"
        "\n"
        "clause  what      newly breached  due earlier\n"
        "A1      callback               1            1\n"
        "\n"
        "newly breached, for example\n"
        "  row 1 4711 callback#1: running, due 2025-02-03T10:20:00+01:00 per A1 → "
        "breached, due 2025-02-03T10:09:00+01:00 per A1\n"
        "\n"
        "due earlier, for example\n"
        "  row 2 later callback#1: running, due 2025-02-03T10:23:00+01:00 per A1 → "
        "running, due 2025-02-03T10:12:00+01:00 per A1\n"
    )


def test_the_same_policy_changes_nothing(shell: Shell) -> None:
    Path("new.sla").write_text(POLICY, encoding="utf-8")
    assert replay(shell, "--fail-on", "change") == 0
    assert shell.out == (
        "3 cases as of 2025-02-03T10:10:00+01:00: 0 change, 3 stay as they are, "
        "0 cannot be read by either\n"
    )


def test_counts_and_examples_are_json_if_that_is_asked_for(shell: Shell) -> None:
    assert replay(shell, "--format", "json", "--examples", "0") == 0
    found = json.loads(shell.out)
    assert found["by_kind"] == {"newly_breached": 1, "earlier": 1}
    assert found["by_clause"] == [
        {"clause": "A1", "what": "callback", "kinds": found["by_kind"]}
    ]
    assert found["examples"] == []
    assert found["old"]["policy_sha256"] != found["new"]["policy_sha256"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_every_difference_goes_to_a_file(shell: Shell, form: str) -> None:
    assert replay(shell, "-o", f"differences.{form}") == 0
    path = Path(f"differences.{form}")
    moved = timedelta(minutes=-11) // timedelta(microseconds=1)
    match form:
        case "jsonl":
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            assert rows[0]["later_by_us"] == moved
            assert rows[0]["new_at"] == "2025-02-03T10:09:00+01:00"
            assert rows[0]["new_clauses"] == ["A1"]
        case "csv":
            text = path.read_text("utf-8").splitlines()
            rows = list(csv.DictReader(text))
            assert rows[0]["later_by_us"] == str(moved)
            assert rows[0]["binding"] == "true"
        case _:
            table = parquet.read_table(path)
            assert table.schema.metadata[b"slapolicy.differences"] == b"1"
            rows = table.to_pylist()
            assert rows[0]["later_by_us"] == moved
            assert rows[0]["new_at"] == datetime(2025, 2, 3, 9, 9, tzinfo=UTC)
    assert [each["kind"] for each in rows] == ["newly_breached", "earlier"]
    assert [each["case"] for each in rows] == ["4711", "later"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_file_without_differences_has_its_heads(shell: Shell, form: str) -> None:
    Path("new.sla").write_text(POLICY, encoding="utf-8")
    assert replay(shell, "-o", f"differences.{form}") == 0
    assert Path(f"differences.{form}").stat().st_size > 0


def test_a_picture_of_the_difference_is_drawn(shell: Shell) -> None:
    assert replay(shell, "--picture", "what-changes.svg") == 0
    drawn = Path("what-changes.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg ")
    assert "From gold.sla to new.sla" in drawn
    assert replay(shell, "--picture", "again.svg") == 0
    assert Path("again.svg").read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize(
    ("what", "status"),
    [("change", 1), ("breach", 1), ("earlier", 1), ("later", 0), ("lost", 0),
     ("coverage", 0)],
)  # fmt: skip
def test_what_must_not_change_ends_with_1(shell: Shell, what: str, status: int) -> None:
    assert replay(shell, "--fail-on", what) == status


def test_a_fact_that_only_one_policy_has_may_stand_in_a_column(shell: Shell) -> None:
    new = NEW.replace("fact broken", 'fact loud "Loud": yes or no\nfact broken')
    Path("new.sla").write_text(new, encoding="utf-8")
    opened = pa.array(
        [datetime(2025, 2, 3, 9, tzinfo=UTC)] * 2, pa.timestamp("us", "UTC")
    )
    table = pa.table(
        {"id": ["1", "2"], "facts.loud": [None, True], "events.opens.at": opened,
         "events.opens.by": ["client"] * 2}
    )  # fmt: skip
    parquet.write_table(table, "cases.parquet")
    assert replay(shell, "--fail-on", "lost", given="cases.parquet") == 0
    assert "newly read        1" in shell.out
    assert shell.err.startswith("cases.parquet:2: $.facts.loud: SLA620")


def test_a_row_that_neither_can_read_is_told_and_ends_with_1(shell: Shell) -> None:
    Path("cases.jsonl").write_text("{\n", encoding="utf-8")
    assert replay(shell) == 1
    assert "1 cannot be read by either" in shell.out
    assert shell.err.startswith("cases.jsonl:1: $: SLA601")


@pytest.mark.parametrize(
    "options",
    [
        ["--to", "csv"],
        ["-o", "differences"],
        ["-o", "cases.jsonl"],
        ["--picture", "cases.jsonl"],
        ["--examples", "-1"],
        ["--fail-on", "anything"],
    ],
)
def test_what_cannot_be_done_ends_with_2_and_a_word(
    shell: Shell, options: list[str]
) -> None:
    assert replay(shell, *options) == 2
    assert shell.err


def test_a_bad_policy_replays_nothing(shell: Shell) -> None:
    Path("new.sla").write_text("agreement", encoding="utf-8")
    assert replay(shell) == 1
    assert shell.err.startswith("new.sla:1:")
