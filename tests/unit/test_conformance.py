"""The conformance kit: the engine answers it, and it stands as its sources do."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

import conformance
import conformance_calendars
from conformance_writing import length, written

KIT = conformance.KIT
FILES = sorted(path.relative_to(KIT).as_posix() for path in KIT.glob("*/*.json"))
AGAIN = "python tests/conformance.py --write"


def _runner() -> ModuleType:
    spec = spec_from_file_location("conformance_runner", KIT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RUN = _runner()


@lru_cache(maxsize=1)
def _validator(kind: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((KIT / "kit.schema.json").read_text("utf-8"))
    part = {"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]}
    return jsonschema.Draft202012Validator(part)


def _content(name: str) -> Any:
    return json.loads((KIT / name).read_text("utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_the_engine_gives_every_answer_of_the_kit(name: str) -> None:
    ids, wrong = RUN.run(KIT / name)
    assert ids
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_the_form_that_its_schema_says(name: str) -> None:
    content = _content(name)
    errors = _validator(content["kind"]).iter_errors(content)
    assert [f"{each.json_path}: {each.message}"[:500] for each in errors] == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_stands_as_it_would_be_written(name: str) -> None:
    assert (KIT / name).read_text("utf-8") == written(_content(name))


@pytest.mark.parametrize("part", ["stories", "refusals", "sentences"])
def test_what_people_wrote_down_is_in_the_kit_as_they_wrote_it(part: str) -> None:
    made = {name: written(content) for name, content in conformance.PARTS[part]()}
    kept = {path.stem: path.read_text("utf-8") for path in (KIT / part).glob("*.json")}
    assert sorted(made) == sorted(kept), AGAIN
    assert [name for name in made if made[name] != kept[name]] == [], AGAIN


@pytest.mark.parametrize(("zone", "number"), [("Africa/Monrovia", 0), ("UTC", 2)])
def test_a_calendar_is_made_anew_to_the_byte(zone: str, number: int) -> None:
    (file,) = (
        c for n, c in _calendars() if n.title() == zone.replace("/", "-").title()
    )
    assert conformance_calendars.calendar(zone, number) == file["calendars"][number]


def test_random_policies_and_their_cases_are_made_anew_to_the_byte() -> None:
    name, content = next(conformance.decisions())
    assert written(content) == (KIT / f"decisions/{name}.json").read_text("utf-8"), (
        AGAIN
    )


def _calendars() -> Iterator[tuple[str, Any]]:
    return ((Path(n).stem, _content(n)) for n in FILES if n.startswith("calendars/"))


def test_the_index_names_every_file_with_its_rows() -> None:
    index = _content("index.json")
    assert [each["file"] for each in index["files"]] == FILES
    for each in index["files"]:
        assert each["rows"] == conformance.rows(_content(each["file"])), AGAIN
    assert index["rows"] == sum(each["rows"] for each in index["files"])


def test_there_are_thousands_of_rows_and_no_two_of_one_name() -> None:
    ids = [each for name in FILES for each in _ids(_content(name))]
    assert [each for each, times in Counter(ids).items() if times > 1] == []
    assert len(ids) >= 4_000


def _ids(content: Any) -> Iterator[str]:
    """Give the id of every row: a question, a check, or a text."""
    for each in content.get("calendars", ()):
        yield from (question["id"] for question in each["questions"])
    for policy in content.get("policies", ()):
        for case in policy["cases"]:
            yield from (check["id"] for check in case["checks"])
    yield from (row["id"] for row in content.get("rows", ()))


def _expected() -> Iterator[Any]:
    for name in FILES:
        for policy in _content(name).get("policies", ()):
            for case in policy["cases"]:
                yield from (check["expected"] for check in case["checks"])


def test_every_state_and_every_reason_is_expected_somewhere() -> None:
    schema = json.loads((KIT / "kit.schema.json").read_text("utf-8"))["$defs"]
    of_obligation, of_case = schema["obligation"]["properties"], schema["expected"]
    found: dict[str, set[str]] = {key: set() for key in ("state", "due", "case", "how")}
    for each in _expected():
        found["case"] |= {each.get("case_state", "open")}
        found["how"] |= {each.get("severity", {}).get("state", "none")}
        for key in ("state", "due"):
            found[key] |= {o[key] for o in each.get("obligations", ()) if key in o}
    of_severity = of_case["properties"]["severity"]["properties"]["state"]
    assert found == {
        "state": set(of_obligation["state"]["enum"]),
        "due": set(of_obligation["due"]["enum"]),
        "case": set(of_case["properties"]["case_state"]["enum"]),
        "how": set(of_severity["enum"]),
    }


def test_a_wrong_answer_is_told_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = _content("calendars/utc.json")
    asked = content["calendars"][0]["questions"][0]
    asked["answer"] = not asked["answer"]
    path = tmp_path / "utc.json"
    path.write_text(json.dumps(content), "utf-8")
    assert RUN.main([str(path)]) == 1
    assert capsys.readouterr().out.startswith(asked["id"])


def test_a_crash_of_what_is_asked_is_a_wrong_answer(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"kind": "grammar", "rows": [{"id": "x"}]}', "utf-8")
    _, wrong = RUN.run(path)
    assert [each[0] for each in wrong] == ["broken.json"]


EXPECTED: dict[str, Any] = {
    "severity": {"state": "decided", "name": "s1", "clauses": ["C1"]},
    "obligations": [{"clock": "first", "last": True, "due_at": "2025-01-01T10:00:00Z"}],
    "absent": {"obligations": [{"clock": "fix"}]},
    "complete": ["obligations"],
    "cites": ["C2"],
}
FOUND: dict[str, Any] = {
    "severity": {"state": "decided", "name": "s1", "clauses": ["C0", "C1"]},
    "obligations": [
        {
            "clock": "first",
            "binding": True,
            "due_at": "2025-01-01T11:00:00+01:00",
            "clauses": ["C2"],
        }
    ],
}
WRONG = [
    {"severity": {"state": "none", "name": None, "clauses": []}},
    {"severity": {"state": "decided", "name": "s1", "clauses": ["C0"]}},
    {"obligations": []},
    {"obligations": [FOUND["obligations"][0] | {"due_at": "2025-01-01T11:00:00Z"}]},
    {"obligations": [FOUND["obligations"][0] | {"clauses": []}]},
    {
        "obligations": [
            *FOUND["obligations"],
            FOUND["obligations"][0] | {"clock": "fix"},
        ]
    },
    {"obligations": [FOUND["obligations"][0] | {"occurrence": n} for n in (1, 2)]},
]


def test_a_decision_that_says_more_than_expected_holds() -> None:
    assert list(RUN.differing(EXPECTED, json.loads(json.dumps(FOUND)))) == []


@pytest.mark.parametrize("wrong", WRONG)
def test_a_decision_that_says_something_else_does_not(wrong: dict[str, Any]) -> None:
    found = json.loads(json.dumps(FOUND | wrong))
    assert list(RUN.differing(EXPECTED, found)) != []


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "PT0S"), (59, "PT59S"), (3600, "PT1H"), (90_061, "PT25H1M1S"), (-60, "-PT1M")],
)
def test_a_length_is_written_in_hours_minutes_and_seconds(
    seconds: int, text: str
) -> None:
    assert length(seconds) == text


def test_the_files_that_would_differ_are_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(conformance, "KIT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["conformance.py", "sentences"])
    assert conformance.main() == 1
    assert "sentences/report.json" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["conformance.py", "--write", "sentences"])
    assert conformance.main() == 0
    monkeypatch.setattr(sys, "argv", ["conformance.py", "sentences"])
    assert conformance.main() == 0
