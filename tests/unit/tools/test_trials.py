"""`slapolicy test`: what it prints, for people and for machines, and its coverage."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from unit.tools.gold import POLICY, broken
from unit.tools.shell import Shell

GOOD = """
property "A call is due in time" {
  for every case where severity is critical
  expect callback is due at most 15 minutes after client calls via hotline
}
property "What is broken is critical" {
  for every case where broken is yes
  expect severity is critical per A1
}
"""
BAD = """
property "Nothing is critical" {
  for every case
  expect severity is not critical
}
"""
TABLE = """
clause A3 "Replies" {
  clock reply "Reply" { starts when client writes  met when desk replies }
}
promises 24x7 {
  | clause | severity | reply   |
  | A3     | critical | 1 hour  |
  | A3     | minor    | 4 hours |
}
scenario "A reply" {
  zone Europe/Warsaw
  given broken is no
  2025-02-03 10:00 client opens via hotline
  2025-02-03 10:05 client writes
  at 2025-02-03 10:10
  expect reply is running, due 2025-02-03 14:05 per A3
}
"""


def test_it_is_said_what_was_decided_and_what_was_only_searched(shell: Shell) -> None:
    Path("gold.sla").write_text(POLICY + GOOD, encoding="utf-8")
    assert shell("test", "gold.sla") == 0
    decided, passed = shell.out.splitlines()
    assert decided.startswith("properties that hold: 1 decided exactly, in ")
    assert "; 1 searched, in " in decided
    assert decided.endswith(" cases, which is no proof")
    assert passed == "3 passed, 0 failed"


def test_a_property_that_fails_shows_the_case_in_words_and_as_json(
    shell: Shell,
) -> None:
    Path("bad.sla").write_text(POLICY + BAD, encoding="utf-8")
    assert shell("test", "bad.sla") == 1
    line = (POLICY + BAD).index("expect severity is not critical")
    number = (POLICY + BAD)[:line].count("\n") + 1
    assert 'failed: property "Nothing is critical"' in shell.out
    assert f"bad.sla:{number}:3: at 2025-03-03 10:00: expected" in shell.out
    assert "     | found:    critical per A1\n" in shell.out
    assert "     |   given broken is yes\n" in shell.out
    _, _, text = shell.out.partition("and as JSON: ")
    case = json.loads(text.splitlines()[0])
    assert case["facts"] == {"broken": True}
    Path("found.json").write_text(json.dumps(case), encoding="utf-8")
    asked = ("--at", "2025-03-03T10:00:00+01:00", "--format", "json")
    assert shell("evaluate", "bad.sla", "found.json", *asked) == 0
    assert json.loads(shell.out)["severity"]["name"] == "critical"


def test_junit_has_a_case_for_each_and_the_place_of_each(shell: Shell) -> None:
    Path("bad.sla").write_text(POLICY + GOOD + BAD, encoding="utf-8")
    Path("worse.sla").write_text(broken(), encoding="utf-8")
    assert shell("test", "--format", "junit", "bad.sla", "worse.sla") == 1
    root = ET.fromstring(shell.out)
    suites = {each.attrib["name"]: each.attrib for each in root}
    assert (suites["bad.sla"]["tests"], suites["bad.sla"]["failures"]) == ("4", "1")
    assert suites["worse.sla"]["failures"] == "1"
    cases = {each.attrib["name"]: each for each in root.iter("testcase")}
    failed = cases["Nothing is critical"]
    assert failed.attrib["classname"] == "bad.sla.property"
    assert failed.find("failure") is not None
    said = cases["What is broken is critical"].find("system-out")
    assert said is not None
    assert "decided exactly" in (said.text or "")


def test_files_of_one_name_are_told_apart_by_their_folders(shell: Shell) -> None:
    for folder in ("old", "new"):
        Path(folder).mkdir()
        Path(folder, "gold.sla").write_text(POLICY, encoding="utf-8")
    assert shell("test", "--format", "junit", "./old", "new") == 0
    classes = [e.attrib["classname"] for e in ET.fromstring(shell.out).iter("testcase")]
    assert classes == ["old.gold.sla.scenario", "new.gold.sla.scenario"]


def test_json_has_what_was_tried_and_the_case(shell: Shell) -> None:
    Path("bad.sla").write_text(POLICY + BAD, encoding="utf-8")
    assert shell("test", "--format", "json", "--coverage", "bad.sla") == 1
    log = json.loads(shell.out)
    assert (log["schema"], log["passed"], log["failed"]) == (1, 1, 1)
    scenario, told = log["trials"]
    assert scenario["kind"] == "scenario"
    assert scenario["clauses"] == ["A1"]
    assert scenario["how"] is None
    assert (told["kind"], told["how"]) == ("property", "exact")
    assert told["failures"][0]["case"]["facts"] == {"broken": True}
    assert {each["kind"] for each in log["coverage"][0]["parts"]} == {"clause", "rule"}


def test_github_gets_a_remark_on_the_line_of_the_claim(shell: Shell) -> None:
    Path("bad.sla").write_text(POLICY + BAD, encoding="utf-8")
    assert shell("test", "--format", "github", "bad.sla") == 1
    (line,) = shell.out.splitlines()
    assert line.startswith("::error file=bad.sla,line=")
    assert "title=property failed" in line
    assert shell("test", "--format", "github", "gold.sla") == 0
    assert shell.out == ""


def test_coverage_names_what_no_scenario_exercises(shell: Shell) -> None:
    Path("gold.sla").write_text(POLICY + TABLE, encoding="utf-8")
    assert shell("test", "--coverage", "gold.sla") == 0
    lines = shell.out.splitlines()
    assert lines[0] == "coverage of gold.sla"
    assert "  2 of 2 clauses exercised" in lines
    assert "  1 of 4 rules exercised" in lines
    assert "  1 of 2 table cells exercised" in lines
    (cell,) = [each for each in lines if ": table cell " in each]
    assert cell.endswith("table cell reply: 1 hour (A3)")
    missed = [each for each in lines if ": rule " in each]
    assert [each.partition(": rule ")[2].split()[0] for each in missed] == [
        "severity",
        "severity",
        "contact",
    ]


def test_scenarios_of_one_title_are_told_apart_in_every_report(shell: Shell) -> None:
    again = POLICY[POLICY.index("scenario ") :].replace("is running", "is breached")
    Path("twice.sla").write_text(f"{POLICY}\n{again}", encoding="utf-8")
    lines = POLICY.splitlines()
    first = lines.index('scenario "A call is called back" {') + 1
    names = [f"A call is called back (line {n})" for n in (first, len(lines) + 2)]
    assert shell("test", "--format", "junit", "twice.sla") == 1
    root = ET.fromstring(shell.out)
    assert [each.attrib["name"] for each in root.iter("testcase")] == names
    assert (root.attrib["tests"], root.attrib["failures"]) == ("2", "1")
    assert shell("test", "--format", "github", "twice.sla") == 1
    assert f"::{names[1]}:%0A" in shell.out
    assert shell("test", "--format", "json", "twice.sla") == 1
    assert [each["name"] for each in json.loads(shell.out)["trials"]] == names


def test_github_reads_what_we_escape(shell: Shell) -> None:
    folder = Path("odd, 100%: folder")
    folder.mkdir()
    title = "100% of calls: first, then"
    text = POLICY.replace("A call is called back", title).replace("10:20", "10:25")
    (folder / "gold.sla").write_text(text, encoding="utf-8")
    assert shell("test", "--format", "github", str(folder)) == 1
    (line,) = shell.out.splitlines()
    _, command, message = line.split("::", 2)
    word, _, written = command.partition(" ")
    assert word == "error"
    told = dict(each.split("=") for each in written.split(","))
    decoded = {"%25": "%", "%3A": ":", "%2C": ",", "%0A": "\n"}
    for code, character in decoded.items():
        told["file"] = told["file"].replace(code, character)
        message = message.replace(code, character)
    assert told["file"] == f"{folder}/gold.sla"
    assert message.splitlines()[0] == f"{title}:"
    assert "expected due 2025-02-03 10:25, found 2025-02-03 10:20" in message


MATRIX = """
fact impact "Impact": wide or narrow
fact urgent "Urgent": yes or no
plan blue "Blue"
plan red "Red"
service advice "Advice"
clause A4 "Levels" {
  severities {
    | impact | urgent | severity |
    | wide   | yes    | critical |
    | wide   | no     | minor    |
    | narrow | yes    | minor    |
  }
  grants {
    | service | blue | red |
    | advice  | yes  | yes |
  }
}
scenarios "Levels" {
  zone Europe/Warsaw
  | impact | urgent | plan | client opens     | at               | severity | advice  |
  | wide   | no     | red  | 2025-02-03 10:00 | 2025-02-03 10:00 | minor    | covered |
}
"""


def test_of_cells_that_say_the_same_only_the_one_that_holds_is_exercised(
    shell: Shell,
) -> None:
    text = POLICY.replace('"Critical" level 1 when broken is yes', '"Critical" level 1')
    text = text.replace('"Minor" level 2 when broken is no', '"Minor" level 2')
    Path("gold.sla").write_text(text + MATRIX, encoding="utf-8")
    shell("test", "--coverage", "--format", "json", "gold.sla")
    (told,) = json.loads(shell.out)["coverage"]
    cells = [each for each in told["parts"] if each["kind"] == "table cell"]
    lines = (text + MATRIX).splitlines()
    done = [lines[each["line"] - 1].strip() for each in cells if each["exercised"]]
    left = [lines[each["line"] - 1].strip() for each in cells if not each["exercised"]]
    assert done == ["| wide   | no     | minor    |", "| advice  | yes  | yes |"]
    assert left == [
        "| wide   | yes    | critical |",
        "| narrow | yes    | minor    |",
        "| advice  | yes  | yes |",
    ]


def test_coverage_is_for_text_and_json(shell: Shell) -> None:
    assert shell("test", "--coverage", "--format", "junit", "gold.sla") == 2
    assert "--coverage" in shell.err
