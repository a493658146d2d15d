"""The pytest plugin: policies as tests, and nothing loaded where there are none."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import slapolicy.tools.render.trials
from unit.tools.gold import POLICY, broken

# Runs inside a test drop the modules that they load: so these stay the same ones.
assert slapolicy.tools.render.trials

pytest_plugins = ("pytester",)

PROPERTIES = """
property "A call is due in time" {
  for every case where severity is critical
  expect callback is due at most 15 minutes after client calls via hotline
}
property "A call is due too soon" {
  for every case where severity is critical
  expect callback is due at most 14 minutes after client calls via hotline
}
"""
TABLE = """
scenarios "Severities" {
  zone Europe/Warsaw
  | broken | client opens     | at               | severity |
  | yes    | 2025-02-03 10:00 | 2025-02-03 10:00 | critical |
  | no     | 2025-02-03 10:00 | 2025-02-03 10:00 | critical |
}
"""
VOCABULARY = 'vocabulary words "Words"\nchannel fax "Fax"\n'


def folder(pytester: pytest.Pytester, **texts: str) -> Path:
    """Put policies in the folder of a test, in which there is nothing else."""
    for name, text in texts.items():
        (pytester.path / f"{name}.sla").write_text(text, encoding="utf-8")
    return pytester.path


def told_by(pytester: pytest.Pytester, *arguments: str) -> str:
    """Run pytest in the folder, and give what it prints."""
    return pytester.runpytest_inprocess("-p", "no:asyncio", *arguments).stdout.str()


def test_scenarios_and_properties_are_tests_with_the_policy_s_own_line(
    pytester: pytest.Pytester,
) -> None:
    where = folder(pytester, gold=POLICY + PROPERTIES + TABLE, words=VOCABULARY)
    told = told_by(pytester, "-v", "--junit-xml=out.xml", "-o", "junit_family=xunit1")
    assert "gold.sla::A call is called back PASSED" in told
    assert "gold.sla::Severities [row 1] PASSED" in told
    assert "gold.sla::Severities [row 2] FAILED" in told
    assert "gold.sla::A call is due in time PASSED" in told
    assert "gold.sla::A call is due too soon FAILED" in told
    assert "2 failed, 3 passed" in told
    text = POLICY + PROPERTIES + TABLE
    line = text[: text.index("at most 14")].count("\n") + 1
    assert f"gold.sla:{line}:3: at " in told
    assert "found callback#1 due 15 minutes after" in told
    assert "client calls via hotline" in told
    assert "Traceback" not in told

    cases = {
        each.attrib["name"]: each
        for each in ET.parse(where / "out.xml").iter("testcase")
    }
    late = cases["A call is due too soon"]
    assert late.attrib["file"] == "gold.sla"
    assert int(late.attrib["line"]) + 1 == line - 2
    (failure,) = late.iter("failure")
    assert "15 minutes" in (failure.text or "")
    said = {each.attrib["name"]: each.attrib["value"] for each in late.iter("property")}
    assert said["sla_how"] == "searched"


def test_they_are_chosen_by_marker_and_by_words(pytester: pytest.Pytester) -> None:
    folder(pytester, gold=POLICY + PROPERTIES)
    told = told_by(pytester, "-q", "-m", "sla_scenario", "--strict-markers")
    assert "1 passed, 2 deselected" in told
    assert "2 passed" in told_by(pytester, "-q", "-k", "time or back")


def test_a_broken_policy_is_an_item_that_fails_and_stops_no_other(
    pytester: pytest.Pytester,
) -> None:
    where = folder(pytester, bad=broken(), gold=POLICY)
    (where / "odd.sla").write_bytes(b"\xff\xfe\x00")
    (where / "fine.sla.md").write_text(f"# Gold\n\n```sla\n{POLICY}```\n", "utf-8")
    told = told_by(pytester, "-v")
    assert "bad.sla::policy FAILED" in told
    assert "odd.sla::policy FAILED" in told
    assert "gold.sla::A call is called back PASSED" in told
    assert "fine.sla.md::A call is called back PASSED" in told
    assert "2 failed, 2 passed" in told
    assert "bad.sla:27:" in told
    assert "`offices`" in told
    assert "rror collecting" not in told


def test_without_policies_nothing_slow_is_loaded(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import json, sys\n"
        "def test_it():\n"
        "    open('loaded.json', 'w').write(json.dumps(sorted(sys.modules)))\n",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"],
        cwd=pytester.path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "1 passed" in done.stdout
    loaded = set(json.loads((pytester.path / "loaded.json").read_text("utf-8")))
    assert "slapolicy.tools.pytest_plugin" in loaded
    slow = {
        "lark", "holidays", "workalendar", "click", "rich", "hypothesis",
        "slapolicy.language", "slapolicy.contract.resolver",
        "slapolicy.contract.evaluator", "slapolicy.contract.property_runner",
        "slapolicy.strategies", "slapolicy.analysis", "slapolicy.tools.trials",
    }  # fmt: skip
    assert slow & loaded == set()


def test_a_vocabulary_has_no_tests(pytester: pytest.Pytester) -> None:
    folder(pytester, words=VOCABULARY)
    assert "no tests" in told_by(pytester)


def test_a_title_may_hold_what_pytest_takes_for_a_path(
    pytester: pytest.Pytester,
) -> None:
    folder(pytester, gold=POLICY.replace("A call is", "Call :: it is"))
    assert "1 passed" in told_by(pytester, "gold.sla::Call : it is called back")


POLISH = "Zgłoszenie: źdźbło, łąka, ósma 50%"
AGAIN = POLICY[POLICY.index("scenario ") :]


def test_a_title_in_any_language_chooses_its_test(pytester: pytest.Pytester) -> None:
    folder(pytester, gold=POLICY.replace("A call is called back", POLISH) + AGAIN)
    assert "1 passed" in told_by(pytester, f"gold.sla::{POLISH}")
    assert f"gold.sla::{POLISH}" in told_by(pytester, "--collect-only", "-q")


def test_of_two_scenarios_with_one_title_the_one_that_failed_is_run_again(
    pytester: pytest.Pytester,
) -> None:
    again = AGAIN.replace("is running", "is breached")
    folder(pytester, gold=f"{POLICY}{again}{AGAIN}")
    told = told_by(pytester, "-v")
    lines = f"{POLICY}{again}{AGAIN}".splitlines()
    places = [n for n, line in enumerate(lines, 1) if line.startswith("scenario")]
    outcomes = ("PASSED", "FAILED", "PASSED")
    for line, outcome in zip(places, outcomes, strict=True):
        assert f"gold.sla::A call is called back (line {line}) {outcome}" in told
    assert "1 failed" in told_by(pytester, "--lf", "-q")


def test_it_can_be_left_out_and_folders_not_to_be_searched_are_not(
    pytester: pytest.Pytester,
) -> None:
    where = folder(pytester, gold=POLICY)
    (where / "build").mkdir()
    (where / "build" / "old.sla").write_text(broken(), encoding="utf-8")
    assert "1 passed" in told_by(pytester, "-q")
    assert "no tests" in told_by(pytester, "-q", "-p", "no:slapolicy")


def test_a_policy_that_imports_is_run_from_anywhere(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = pytester.path / "policies"
    where.mkdir()
    (where / "words.sla").write_text(VOCABULARY, encoding="utf-8")
    text = POLICY.replace(
        'channel hotline "Hotline"\n',
        'import fax from "words.sla"\nchannel hotline "Hotline"\n',
    ).replace("client opens via hotline", "client opens via fax")
    (where / "gold.sla").write_text(text, encoding="utf-8")
    (pytester.path / "elsewhere").mkdir()
    monkeypatch.chdir(pytester.path / "elsewhere")
    told = told_by(pytester, "../policies", "-v")
    assert "A call is called back PASSED" in told


def test_tests_can_be_shared_out_among_processes(pytester: pytest.Pytester) -> None:
    folder(pytester, gold=POLICY + PROPERTIES, bad=broken())
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2"],
        cwd=pytester.path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "2 failed, 2 passed" in done.stdout
    assert "gold.sla:" in done.stdout
