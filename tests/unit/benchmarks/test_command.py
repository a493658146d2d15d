"""The command, as people run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from house.tree import ROOT


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python at the root of the project."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("how", [["-m", "benchmarks"], ["benchmarks"]])
def test_it_runs_one_work_quickly_and_writes_its_results(
    how: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "results.json"
    done = run(*how, "--quick", "--rounds", "1", "--only", "X2", "--json", str(path))
    assert done.returncode == 0, done.stderr
    assert "X2: does this condition hold?" in done.stdout
    record = json.loads(path.read_text(encoding="utf-8"))
    ours = record["rows"][0]
    assert (record["rounds"], record["is_quick"]) == (1, True)
    assert (ours["name"], ours["checked"], ours["right"]) == ("slapolicy", 24, 24)
    # the peer takes part, or it is said why not
    peers = {each["name"] for each in record["rows"][1:]}
    assert peers | {name for name, _ in record["missing"]} == {"cel-python"}


def test_a_work_that_is_none_is_refused_with_those_that_are() -> None:
    done = run("-m", "benchmarks", "--only", "W9")
    assert done.returncode == 2
    assert "no such work: W9; there are W1A" in done.stderr


def test_what_grows_is_measured_and_told() -> None:
    done = run("-m", "benchmarks", "growth", "--quick", "--rounds", "1", "--only", "w")
    assert done.returncode == 2
    assert "only in events, rules, lines, rows" in done.stderr


def test_a_profile_tells_functions_and_calls() -> None:
    done = run("-m", "benchmarks", "profile", "--only", "X2")
    assert done.returncode == 0, done.stderr
    assert "contract/compiled/" in done.stdout
    assert "calls" in done.stdout
