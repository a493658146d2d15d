"""The two commands of README.md, which are all that a clean checkout runs."""

import re

from house.tree import ROOT, readme_commands


def test_there_are_exactly_two_commands() -> None:
    assert len(readme_commands()) == 2


def test_the_first_installs_and_evaluates_a_case_that_is_there() -> None:
    first, _ = readme_commands()
    assert "install" in first
    assert "slapolicy evaluate" in first
    named = re.findall(r"\S+\.(?:sla|json)\b", first)
    assert len(named) == 2
    assert [each for each in named if not (ROOT / each).is_file()] == []


def test_the_second_installs_what_tests_need_and_runs_them_all() -> None:
    _, second = readme_commands()
    assert "'.[dev]'" in second
    assert second.split("&&")[-1].split()[0].endswith("pytest")


def test_the_ci_script_runs_no_test_of_its_own_and_lets_none_be_skipped() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "pytest" not in script
    assert "README.md" in script
    assert "export SLAPOLICY_EXTRAS=required" in script
