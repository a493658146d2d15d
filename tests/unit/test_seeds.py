"""Runs from seed to seed stop at a difference, list them all, and go on after a run."""

from collections import Counter
from pathlib import Path

import pytest

import seeds


def check(seed: int) -> Counter[str]:
    """Compare five cases; those of seed 3 differ."""
    if seed == 3:
        msg = "one says yes\nthe other no"
        raise seeds.Difference(msg)
    return Counter(cases=5)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "KEPT", tmp_path / "kept")


def run(*words: str) -> Counter[str]:
    return seeds.compare_all(check, seeds.options("About", 10).parse_args(words))


def test_a_run_ends_once_enough_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--cases", "8") == {"cases": 10}
    assert "10 cases; seed 3 comes next" in capsys.readouterr().out


def test_a_run_stops_at_a_difference(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--cases", "100") == {"cases": 10, "differences": 1}
    shown = "one says yes\nthe other no\n--seed 3 --only shows it again\n"
    assert shown in capsys.readouterr().out


def test_one_seed_alone_is_compared_if_asked() -> None:
    assert run("--seed", "4", "--only") == {"cases": 5}


def test_all_differences_are_listed_if_asked(tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    assert run("--cases", "20", "--keep-going", str(told))["differences"] == 1
    assert told.read_text("utf-8").startswith("one says yes\nthe other no\n")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_goes_on_after_the_last(jobs: str) -> None:
    run("--seed", "4", "--cases", "10")
    assert run("--resume", "--cases", "15", "--jobs", jobs) == {"cases": 15}
