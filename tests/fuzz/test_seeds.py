"""Each target of fuzzing holds for its seeds, and for a few hundred changes of them.

`python tests/fuzz/run.py` tries as many as asked for.
"""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from fuzz.dice import Dice, Mutator
from fuzz.run import Tries
from fuzz.targets import SEEDS, TARGETS, seeds

RUN = Path(__file__).parent / "run.py"
CHANGES = {
    "check_types": 12,
    "eval_clock": 0,
    "decision_json": 10,
    "eval_events": 8,
    "formatted": 20,
    "parse_bytes": 25,
    "parse_grammar": 60,
    "printed": 60,
}
"""How many changes of the seeds are tried, where it is not three hundred."""
SEVERAL = {"eval_clock": 1, "eval_events": 3}
"""How many seeds of slow targets are tried."""


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_its_seeds(name: str) -> None:
    tried = list(seeds(name))
    assert tried
    for each in tried[: SEVERAL.get(name)]:
        TARGETS[name].try_one(each)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_what_chance_makes_of_its_seeds(name: str) -> None:
    draw = Random(name)
    mutator = Mutator(list(seeds(name)), TARGETS[name].words)
    for _ in range(CHANGES.get(name, 300)):
        TARGETS[name].try_one(mutator.make(draw))


def test_every_folder_of_seeds_has_a_target_and_is_small() -> None:
    assert {path.name for path in SEEDS.iterdir()} == set(TARGETS)
    sizes = [path.stat().st_size for path in SEEDS.rglob("*") if path.is_file()]
    assert sum(sizes) < 200_000


def test_chance_that_is_read_from_bytes_follows_them_and_then_goes_on() -> None:
    one, other = Dice(b"\x00" * 4 + b"\xff" * 4), Dice(b"\x00" * 4 + b"\xff" * 4)
    assert one.getrandbits(32) == 0
    assert one.getrandbits(32) == 2**32 - 1
    assert other.randrange(10) == 0
    assert [Dice(b"a").random() for _ in range(2)] == [Dice(b"a").random()] * 2
    assert all(0 <= one.random() < 1 for _ in range(100))


def test_the_command_reports_what_it_did_and_keeps_what_breaks_a_law(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, str(RUN), "length", "--executions", "200", "--seed", "5"),
            *("--plain", "--crashes", str(tmp_path)),
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith("length: 200 executions in ")
    assert "seed 5, 0 crashes" in done.stdout


def test_what_breaks_a_law_is_kept_with_its_input(tmp_path: Path) -> None:
    def breaks(data: bytes) -> None:
        assert data != b"bad"

    tries = Tries("here", breaks, tmp_path)
    for each in (b"good", b"bad", b"bad"):
        tries(each)
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == b"bad"
    assert tries.done == 3
    assert "3 executions" in tries.report("by chance", 1, 0)
    assert "1 crashes" in tries.report("by chance", 1, 0)
