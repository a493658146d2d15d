"""Files of many cases: what is read of each form, what is written, what is told."""

import csv
import gzip
import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

import column_cases
import handmade
import slapolicy
from house.tree import ROOT
from slapolicy.columns.answered import Answered
from slapolicy.columns.answering import answering
from slapolicy.columns.writing import schema
from slapolicy.tools.case_files.form import FileForm, form_of
from slapolicy.tools.case_files.reading import Reading, rows
from unit.tools.gold import AFTER, BEFORE, CASE, POLICY
from unit.tools.shell import Shell

CORPUS = ROOT / "tests" / "corpus" / "rows"
EXPECTED = json.loads((CORPUS / "expected.json").read_text("utf-8"))
GOLD = slapolicy.loads(POLICY)
FORMS: tuple[FileForm, ...] = ("jsonl", "csv", "parquet")


def read(
    data: bytes, form: FileForm, policy: slapolicy.Policy = GOLD, **options: Any
) -> list[Answered]:
    """Answer the cases of a file."""
    found = answering(policy, datetime.fromisoformat(BEFORE), lenient=False)
    reading = Reading(
        (policy,),
        form,
        options.get("drops_others", False),
        options.get("delimiter", ","),
        options.get("advance", lambda _: None),
    )
    return [
        found.answer(row.number, row.read, row.id)
        for row in rows(reading, BytesIO(data))
    ]


def codes(rows: list[Answered]) -> list[tuple[int, list[str]]]:
    """Give what is found about each row, by the codes."""
    return [(row.row, [each.code for each in row.findings]) for row in rows]


def cases(count: int) -> list[dict[str, Any]]:
    """Give cases that differ."""
    return [
        CASE | {"id": f"case {number}", "facts": {"broken": bool(number % 2)}}
        for number in range(count)
    ]


def data_of(given: list[dict[str, Any]], form: FileForm) -> bytes:
    """Give cases as a file."""
    if form == "jsonl":
        return "".join(f"{json.dumps(each)}\n" for each in given).encode()
    table = column_cases.table(GOLD, given, "texts").drop_columns(["used"])
    buffer = BytesIO()
    if form == "parquet":
        parquet.write_table(table, buffer)
        return buffer.getvalue()
    rows = table.to_pylist()
    path = Path("made.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.column_names)
        writer.writeheader()
        writer.writerows(rows)
    return path.read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder of one's own."""
    monkeypatch.chdir(tmp_path)


# Reading


@pytest.mark.parametrize("form", FORMS)
def test_cases_say_the_same_in_every_form(form: FileForm) -> None:
    given = cases(5)
    at = datetime.fromisoformat(BEFORE)
    expected = [GOLD.evaluate(GOLD.case(each), at).to_json() for each in given]
    found = read(data_of(given, form), form)
    assert [each.decision and each.decision.to_json() for each in found] == expected


@pytest.mark.parametrize("form", FORMS)
def test_a_file_without_cases_gives_nothing(form: FileForm) -> None:
    assert read(data_of([], form), form) == []


@pytest.mark.parametrize("name", EXPECTED)
def test_a_row_of_the_corpus_has_its_findings(name: str) -> None:
    policy = handmade.policy()
    told = read((CORPUS / name).read_bytes(), "csv", policy)
    found = [[each.code, each.path, row.row] for row in told for each in row.findings]
    assert found == EXPECTED[name]["findings"]
    assert told[-1].id == "4712"  # whatever stands before it


def test_a_row_is_known_by_the_line_on_which_it_begins() -> None:
    text = 'id,events\n1,"[\n]"\n\n2,perhaps\n'
    assert codes(read(text.encode(), "csv")) == [(2, []), (5, ["SLA601"])]


def test_a_quote_that_is_never_closed_says_how_far_its_row_goes() -> None:
    (row,) = read(b'id,claims\n1,"a\n2,\n3,\n', "csv")
    assert (row.row, row.findings[0].code) == (2, "SLA608")
    assert "lines 2 to 4 are one row" in row.findings[0].message


def test_an_empty_cell_is_null() -> None:
    text = "id,facts.broken,addons,events.opens.at,events.opens.by\n1,,,,\n"
    assert codes(read(text.encode(), "csv")) == [(2, [])]


def test_a_byte_order_mark_is_no_part_of_a_head() -> None:
    assert codes(read(b"\xef\xbb\xbfid\r\n1\r\n", "csv")) == [(2, [])]


@pytest.mark.parametrize("text", ["", "plan\n1\n", '"id\n', "id;plan\n1;\n"])
def test_a_file_whose_heads_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(slapolicy.CaseError):
        read(text.encode(), "csv")


def test_another_delimiter_may_stand_between_cells() -> None:
    assert len(read(b"id;claims\n1;\n", "csv", delimiter=";")) == 1
    with pytest.raises(slapolicy.CaseError, match="--delimiter"):
        read(b"id\tplan\n1\t\n", "csv")


def test_columns_of_other_things_are_passed_over_if_asked() -> None:
    text = b"id,subject\n1,It broke\n"
    assert codes(read(text, "csv", drops_others=True)) == [(2, [])]
    with pytest.raises(slapolicy.CaseError, match="subject"):
        read(text, "csv")


def test_what_is_no_parquet_cannot_be_read() -> None:
    with pytest.raises(OSError, match="no Parquet"):
        read(b"PAR1 perhaps", "parquet")


@pytest.mark.parametrize("form", FORMS)
def test_all_of_a_file_is_told_to_the_bar(form: FileForm) -> None:
    moved: list[int] = []
    data = data_of(cases(3), form)
    read(data, form, advance=moved.append)
    assert sum(moved) == (3 if form == "parquet" else len(data))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonl", "jsonl"),
        ("a.NDJSON", "jsonl"),
        ("a.csv", "csv"),
        ("b/a.pq", "parquet"),
        ("a.parquet", "parquet"),
        ("a.json", None),
        ("csv", None),
        ("-", None),
        ("", None),
    ],
)
def test_the_ending_of_a_name_says_the_form(name: str, form: str | None) -> None:
    assert form_of(name) == form


# The command

Run = Callable[..., int]


def ask(shell: Shell, given: str, *options: str) -> int:
    """Evaluate a file of cases."""
    return shell("evaluate", "gold.sla", given, "--at", AFTER, *options)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("output", FORMS)
def test_every_form_comes_in_and_goes_out(
    shell: Shell,
    form: FileForm,
    output: FileForm,
) -> None:
    Path(f"cases.{form}").write_bytes(data_of(cases(3), form))
    assert ask(shell, f"cases.{form}", "-o", f"out.{output}") == 0
    assert shell.out == (
        "3 cases as of 2025-02-03T10:20:00+01:00: 3 decided, 0 cannot be read\n"
        "3 open\n\n"
        "clause  clock     breached\n"
        "A1      callback         3\n"
        "        all              3\n"
    )
    assert ids_in(Path(f"out.{output}")) == ["case 0", "case 1", "case 2"]
    assert not list(Path().glob("*.unfinished"))


def ids_in(path: Path) -> list[str]:
    """Give the ids of the cases whose decisions a file holds."""
    if path.suffix == ".parquet":
        found: list[str] = parquet.read_table(path)["id"].to_pylist()
        return found
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return [each["id"] for each in csv.DictReader(text.splitlines())]
    return [json.loads(line)["case"] for line in text.splitlines()]


def test_what_is_written_as_parquet_has_the_form_of_the_columns(
    shell: Shell,
) -> None:
    Path("cases.jsonl").write_bytes(data_of(cases(2_500), "jsonl"))
    assert ask(shell, "cases.jsonl", "-o", "out.parquet") == 0
    table = parquet.read_table("out.parquet")
    assert table.schema.equals(schema())
    assert table.schema.metadata[b"slapolicy.decisions"] == b"1"
    assert table["row"].to_pylist() == list(range(1, 2_501))


def test_the_columns_that_are_asked_for_go_to_parquet(shell: Shell) -> None:
    Path("cases.jsonl").write_bytes(data_of(cases(3), "jsonl"))
    assert ask(shell, "cases.jsonl", "-o", "out.parquet") == 0
    assert ask(shell, "cases.jsonl", "-o", "some.pq", "--columns", "zone,id") == 0
    whole, some = parquet.read_table("out.parquet"), parquet.read_table("some.pq")
    assert some.equals(whole.select(["zone", "id"]))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "out.parquet", "--columns", "id,state"], "`state` is not a column"),
        (["-o", "out.parquet", "--columns", "id,id"], "twice"),
        (["-o", "out.csv", "--columns", "id"], "written as Parquet"),
        (["--columns", "id"], "written as Parquet"),
    ],
)
def test_columns_that_cannot_be_written_are_refused(
    shell: Shell, options: list[str], said: str
) -> None:
    Path("cases.jsonl").write_bytes(data_of(cases(1), "jsonl"))
    assert ask(shell, "cases.jsonl", *options) == 2
    assert said in shell.err
    assert not Path("out.parquet").exists()


@pytest.mark.parametrize("form", FORMS)
def test_ids_that_stand_twice_are_told_in_every_form(
    shell: Shell, form: FileForm
) -> None:
    first, second = cases(2)
    data = data_of([first, second | {"id": first["id"]}, first], form)
    Path(f"cases.{form}").write_bytes(data)
    assert ask(shell, f"cases.{form}") == 0
    told = [line for line in shell.err.splitlines() if "SLA60" in line]
    assert [line.split()[2] for line in told] == ["SLA606", "SLA607"]


def test_bad_rows_are_told_with_their_line_and_end_with_1(shell: Shell) -> None:
    text = "id,facts.broken\n1,yes\n2,perhaps\n" + "x,perhaps\n" * 20
    Path("cases.csv").write_text(text, encoding="utf-8")
    assert ask(shell, "cases.csv", "-o", "out.jsonl") == 1
    told = shell.err.splitlines()
    assert told[0].startswith("cases.csv:3: $.facts.broken: SLA610")
    assert told[-1] == "cases.csv: 11 more rows have findings"
    lines = Path("out.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[1])["line"] == 3
    assert len(lines) == 22
    assert shell.out.startswith("22 cases as of")
    assert "1 decided, 21 cannot be read" in shell.out


def test_what_cannot_be_read_becomes_unknown_if_that_is_asked_for(
    shell: Shell,
) -> None:
    Path("cases.csv").write_text("id,facts.broken\n2,perhaps\n", encoding="utf-8")
    assert ask(shell, "cases.csv", "-o", "out.csv", "--lenient") == 0
    assert "1 decided" in shell.out
    assert "SLA610" in shell.err


def test_the_summary_is_json_if_that_is_asked_for(shell: Shell) -> None:
    Path("cases.jsonl").write_bytes(data_of(cases(3), "jsonl"))
    assert ask(shell, "cases.jsonl", "-o", "out.csv", "--format", "json") == 0
    assert json.loads(shell.out) == {
        "schema": 1,
        "agreement": "gold",
        "at": "2025-02-03T10:20:00+01:00",
        "cases": 3,
        "decided": 3,
        "refused": 0,
        "with_findings": 0,
        "case_states": {"open": 3},
        "obligations": [
            {
                "clause": "A1",
                "clock": "callback",
                "binding": True,
                "states": {"breached": 3},
            }
        ],
    }


def test_a_breach_among_many_fails_if_that_is_asked_for(shell: Shell) -> None:
    Path("cases.jsonl").write_bytes(data_of(cases(3), "jsonl"))
    assert ask(shell, "cases.jsonl", "-o", "out.csv", "--fail-on", "breach") == 1


def test_a_flat_row_says_what_is_due_next(shell: Shell) -> None:
    Path("cases.jsonl").write_bytes(data_of(cases(1), "jsonl"))
    asked = ("evaluate", "gold.sla", "cases.jsonl", "--at", BEFORE, "--to", "csv")
    assert shell(*asked) == 0
    (row,) = csv.DictReader(shell.out.splitlines())
    decision = json.loads(row.pop("decision"))
    assert row == dict.fromkeys(row, "") | {
        "row": "1",
        "id": "case 0",
        "case_state": "open",
        "severity": "minor",
        "severity_state": "decided",
        "running": "callback#1",
        "next_due_at": "2025-02-03T10:20:00+01:00",
        "next_due": "callback#1",
        "next_change_at": "2025-02-03T10:20:00+01:00",
    }
    assert decision["case"] == "case 0"


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1", "@a", "\tx"])
def test_a_cell_is_no_formula(shell: Shell, name: str) -> None:
    Path("cases.jsonl").write_text(json.dumps(CASE | {"id": name}), encoding="utf-8")
    asked = ("evaluate", "gold.sla", "cases.jsonl", "--at", BEFORE, "--to", "csv")
    assert shell(*asked) == 0
    (row,) = csv.DictReader(shell.out.splitlines())
    assert row["id"] == f"'{name}"


def test_a_cell_commands_no_terminal(shell: Shell) -> None:
    told = json.dumps(CASE | {"id": "a\x1b[2J\x9b1m\u202eb"})
    Path("cases.jsonl").write_text(told, encoding="utf-8")
    asked = ("evaluate", "gold.sla", "cases.jsonl", "--at", BEFORE, "--to", "csv")
    assert shell(*asked) == 0
    assert all(line.isprintable() for line in shell.out.splitlines())
    (row,) = csv.DictReader(shell.out.splitlines())
    assert row["id"] == "a<U+001B>[2J<U+009B>1m<U+202E>b"


def test_heads_that_cannot_be_read_leave_nothing_behind(shell: Shell) -> None:
    Path("cases.csv").write_text("id,plna\n1,x\n", encoding="utf-8")
    Path("out.csv").write_text("as it was", encoding="utf-8")
    assert ask(shell, "cases.csv", "-o", "out.csv") == 2
    assert shell.err.startswith("cases.csv: plna: SLA611")
    assert ask(shell, "cases.csv", "--to", "csv") == 2
    assert shell.out == ""
    assert Path("out.csv").read_text("utf-8") == "as it was"
    assert not list(Path().glob("*.unfinished"))


@pytest.mark.parametrize("output", FORMS)
def test_what_is_broken_off_leaves_the_file_as_it_was(
    shell: Shell, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "disk")

    monkeypatch.setattr("slapolicy.tools.case_files.summary.Summary.add", fail)
    Path("cases.jsonl").write_bytes(data_of(cases(3), "jsonl"))
    Path(f"out.{output}").write_text("as it was", encoding="utf-8")
    assert ask(shell, "cases.jsonl", "-o", f"out.{output}") == 2
    assert shell.err == "slapolicy: cannot use `disk`: No space left on device\n"
    assert Path(f"out.{output}").read_text("utf-8") == "as it was"
    assert not list(Path().glob("*.unfinished"))


def test_a_device_is_written_to_as_it_is(shell: Shell) -> None:
    Path("cases.jsonl").write_bytes(data_of(cases(1), "jsonl"))
    assert ask(shell, "cases.jsonl", "-o", "/dev/null", "--to", "csv") == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_cases_may_come_from_standard_input_in_lines_and_rows(shell: Shell) -> None:
    for form in ("jsonl", "csv"):
        data = data_of(cases(2), form)
        asked = ("evaluate", "gold.sla", "-", "--at", AFTER, "--from", form)
        assert shell(*asked, given=data) == 0
        assert len(shell.out.splitlines()) == 2


@pytest.mark.parametrize(
    "options",
    [
        ["case.json", "-o", "out.csv"],
        ["case.json", "--to", "csv"],
        ["case.json", "--lenient"],
        ["cases.csv", "--to", "parquet"],
        ["cases.csv", "-o", "decisions"],
        ["cases.csv", "-o", "cases.csv"],
        ["cases.csv", "-o", "absent/out.csv"],
        ["cases.csv", "--delimiter", "::"],
        ["cases.parquet", "-o", "out.csv"],
        ["absent.csv", "-o", "out.csv"],
        ["-", "--from", "parquet"],
    ],
)
def test_what_cannot_be_done_ends_with_2_and_a_word(
    shell: Shell,
    options: list[str],
) -> None:
    Path("cases.csv").write_text("id\n1\n", encoding="utf-8")
    Path("cases.parquet").write_bytes(gzip.compress(b"no parquet"))
    assert ask(shell, *options) == 2
    assert shell.err
    assert "SLA900" not in shell.err


def test_without_pyarrow_parquet_says_what_to_install(
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("slapolicy.tools.cli.cases.find_spec", lambda _: None)
    Path("cases.csv").write_text("id\n1\n", encoding="utf-8")
    assert ask(shell, "cases.csv", "-o", "out.parquet") == 2
    assert "slapolicy[arrow]" in shell.err
    assert ask(shell, "cases.csv", "-o", "out.csv") == 0


def test_instants_are_read_from_columns_as_they_stand(shell: Shell) -> None:
    opened = pa.array([datetime(2025, 2, 3, 9, tzinfo=UTC)], pa.timestamp("ms", "UTC"))
    table = pa.table({"id": [7], "events.opens.at": opened,
                      "events.opens.by": ["client"]})  # fmt: skip
    parquet.write_table(table, "cases.parquet")
    assert ask(shell, "cases.parquet") == 0
    assert json.loads(shell.out)["case"] == "7"
    assert json.loads(shell.out)["case_state"] == "open"
