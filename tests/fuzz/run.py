"""Fuzzing: as many executions of a target as asked for.

`python tests/fuzz/run.py timestamp --executions 1000000 --seed 7` changes the seeds of
the target by chance; where `atheris` is installed (the extra `fuzz`), the changes are
guided by coverage, unless `--plain` is given. `all` divides the executions among the
targets, round by round; `--resume` goes on where it was stopped, and `table` shows what
all rounds did. Prints what was done; each input that breaks a law is written to a
file, with which `--input FILE` shows it again, and the status is 1.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from hashlib import sha256
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from random import Random
from time import process_time

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))
CRASHES = TESTS.parent / ".hypothesis" / "fuzz"  # not kept in the repository
MOST_CRASHES = 20


class Tries:
    """Tries inputs on a target, counts them, and keeps those that break a law."""

    def __init__(self, name: str, try_one: Callable[[bytes], None], folder: Path):
        self._name, self._try, self._folder = name, try_one, folder
        self._began = process_time()
        self.done = 0
        self.crashes: dict[str, Path] = {}

    def __call__(self, data: bytes) -> None:
        """Try one input."""
        self.done += 1
        try:
            self._try(data)
        except Exception as problem:  # noqa: BLE001 - whatever goes wrong is a finding
            self._keep(data, problem)

    def _keep(self, data: bytes, problem: Exception) -> None:
        *_, end = traceback.extract_tb(problem.__traceback__)
        said = ascii(str(problem))[:40]
        place = (
            f"{Path(end.filename).name}:{end.lineno} {type(problem).__name__} {said}"
        )
        if place in self.crashes or len(self.crashes) >= MOST_CRASHES:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        digest = sha256(data).hexdigest()[:12]
        self.crashes[place] = path = self._folder / f"{self._name}-{digest}"
        path.write_bytes(data)
        print(f"{self._name}: {place}, input in {path}", flush=True)
        last = traceback.format_exc(limit=-3)[-2_000:]
        print(last.encode("ascii", "backslashreplace").decode(), flush=True)

    def took(self) -> float:
        """Give the seconds of the processor since the first input was to be tried."""
        return process_time() - self._began

    def report(self, how: str, seed: int, seeds: int) -> str:
        """Say what was done."""
        took = self.took()
        return (
            f"{self._name}: {self.done:,} executions in {took:.1f} s "
            f"({self.done / max(took, 0.001):,.0f}/s), {how}, {seeds} seeds, "
            f"seed {seed}, {len(self.crashes)} crashes"
        )


def by_chance(
    name: str, executions: int, seed: int, folder: Path, *, number: int = 0
) -> Tries:
    """Try the seeds of a target in the first round, and what chance makes of them."""
    from fuzz.dice import Mutator
    from fuzz.targets import TARGETS, seeds

    found = list(seeds(name))
    draw = Random(f"{name} {seed} {number}" if number else f"{name} {seed}")
    tries = Tries(name, TARGETS[name].try_one, folder)
    for each in () if number else found[:executions]:
        tries(each)
    mutator = Mutator(found, TARGETS[name].words)
    while tries.done < executions:
        tries(mutator.make(draw))
    print(tries.report("by chance", seed, len(found)), flush=True)
    return tries


def campaign(
    names: list[str], executions: int, seed: int, folder: Path, *, resume: bool
) -> int:
    """Try targets by their shares, round by round; give how many crashes there were.

    Args:
        names: The targets.
        executions: How many in all; a last round is done whole.
        seed: The campaign, which has its own rounds.
        folder: Where crashes are kept, and what was done.
        resume: Begin with the first round that was not done.
    """
    from fuzz import rounds
    from fuzz.targets import TARGETS

    path, source = folder / "rounds.jsonl", rounds.fingerprint()
    size = min(executions, rounds.ROUND)
    counts = rounds.divided(size, {name: TARGETS[name].share for name in names})
    first = rounds.next_round(path, seed, names) if resume else 0
    found = 0
    for number in range(first, ceil(executions / size)):
        done = []
        for name, count in counts.items():
            tries = by_chance(name, count, seed, folder, number=number)
            took, crashes = round(tries.took(), 3), len(tries.crashes)
            done.append(
                rounds.Done(seed, number, source, name, tries.done, took, crashes)
            )
        found += sum(each.crashes for each in done)
        rounds.keep(path, done)
        print(f"round {number + 1}: {sum(counts.values()):,} executions", flush=True)
    return found


def by_coverage(name: str, executions: int, seed: int, folder: Path) -> None:
    """Let atheris choose the inputs, and end the process when it is done."""
    import atheris

    with atheris.instrument_imports(include=["slapolicy"]):
        from fuzz.targets import TARGETS, seeds

    found = list(seeds(name))
    tries = Tries(name, TARGETS[name].try_one, folder)
    waiting = found[:executions]

    def one(data: bytes) -> None:
        tries(waiting.pop() if waiting else data)
        if tries.done >= executions:
            print(tries.report("by coverage", seed, len(found)), flush=True)
            os._exit(1 if tries.crashes else 0)

    kept = folder / f"corpus-{name}"
    kept.mkdir(parents=True, exist_ok=True)
    for each in found:
        (kept / sha256(each).hexdigest()[:16]).write_bytes(each)
    options = ["-max_len=4096", "-timeout=60", f"-seed={seed}", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(kept)], one)
    atheris.Fuzz()


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target", help="a target, `all`, `list` or `table`")
    parser.add_argument("--executions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="by chance alone")
    parser.add_argument("--resume", action="store_true", help="go on, and keep count")
    parser.add_argument("--crashes", type=Path, default=CRASHES, metavar="FOLDER")
    parser.add_argument("--input", type=Path, help="try this file, and nothing else")
    return parser.parse_args()


def main() -> int:
    """Run the command."""
    given = parse_arguments()
    others = given.target in ("all", "list", "table") or given.input is not None
    by_rounds = others or given.resume
    if not given.plain and not by_rounds and find_spec("atheris") is not None:
        by_coverage(given.target, given.executions, given.seed, given.crashes)
    from fuzz import rounds
    from fuzz.targets import TARGETS

    if given.target == "list":
        for name, each in TARGETS.items():
            print(f"{each.code:4} {name}: {(each.try_one.__doc__ or '').split('.')[0]}")
        return 0
    if given.target == "table":
        kept = rounds.kept(given.crashes / "rounds.jsonl")
        print(rounds.table(kept, rounds.fingerprint()))
        return 0
    if given.input is not None:
        TARGETS[given.target].try_one(given.input.read_bytes())
        print("nothing is broken")
        return 0
    asked = (given.executions, given.seed, given.crashes)
    if given.target == "all" or given.resume:
        names = list(TARGETS) if given.target == "all" else [given.target]
        return 1 if campaign(names, *asked, resume=given.resume) else 0
    return 1 if by_chance(given.target, *asked).crashes else 0


if __name__ == "__main__":
    sys.exit(main())
