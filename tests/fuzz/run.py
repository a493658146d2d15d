"""Fuzzing: as many executions of a target as asked for.

`python tests/fuzz/run.py timestamp --executions 1000000 --seed 7` changes the seeds of
the target by chance; where `atheris` is installed (the extra `fuzz`), the changes are
guided by coverage, unless `--plain` is given. `all` divides the executions among the
targets. Prints what was done; each input that breaks a law is written to a file, with
which `--input FILE` shows it again, and the status is 1.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import monotonic

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))
CRASHES = TESTS.parent / ".hypothesis" / "fuzz"  # not kept in the repository
MOST_CRASHES = 20


class Tries:
    """Tries inputs on a target, counts them, and keeps those that break a law."""

    def __init__(self, name: str, try_one: Callable[[bytes], None], folder: Path):
        self._name, self._try, self._folder = name, try_one, folder
        self._began = monotonic()
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

    def report(self, how: str, seed: int, seeds: int) -> str:
        """Say what was done."""
        took = monotonic() - self._began
        return (
            f"{self._name}: {self.done:,} executions in {took:.1f} s "
            f"({self.done / max(took, 0.001):,.0f}/s), {how}, {seeds} seeds, "
            f"seed {seed}, {len(self.crashes)} crashes"
        )


def by_chance(name: str, executions: int, seed: int, folder: Path) -> Tries:
    """Try the seeds of a target, and then what chance makes of them."""
    from fuzz.dice import Mutator
    from fuzz.targets import TARGETS, seeds

    found, draw = list(seeds(name)), Random(f"{name} {seed}")
    tries = Tries(name, TARGETS[name].try_one, folder)
    for each in found[:executions]:
        tries(each)
    mutator = Mutator(found, TARGETS[name].words)
    for _ in range(executions - len(found)):
        tries(mutator.make(draw))
    print(tries.report("by chance", seed, len(found)), flush=True)
    return tries


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
    parser.add_argument("target", help="the name of a target, `all`, or `list`")
    parser.add_argument("--executions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="by chance alone")
    parser.add_argument("--crashes", type=Path, default=CRASHES, metavar="FOLDER")
    parser.add_argument("--input", type=Path, help="try this file, and nothing else")
    return parser.parse_args()


def main() -> int:
    """Run the command."""
    given = parse_arguments()
    guided = not given.plain and find_spec("atheris") is not None
    if guided and given.target not in ("all", "list") and given.input is None:
        by_coverage(given.target, given.executions, given.seed, given.crashes)
    from fuzz.targets import TARGETS

    if given.target == "list":
        for name, each in TARGETS.items():
            print(f"{each.code:4} {name}: {(each.try_one.__doc__ or '').split('.')[0]}")
        return 0
    if given.input is not None:
        TARGETS[given.target].try_one(given.input.read_bytes())
        print("nothing is broken")
        return 0
    names = list(TARGETS) if given.target == "all" else [given.target]
    total, found = 0, 0
    began = monotonic()
    for name in names:
        count = given.executions
        if given.target == "all":
            shares = sum(each.share for each in TARGETS.values())
            count = max(1, count * TARGETS[name].share // shares)
        tries = by_chance(name, count, given.seed, given.crashes)
        total, found = total + tries.done, found + len(tries.crashes)
    if len(names) > 1:
        print(f"all: {total:,} executions in {monotonic() - began:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
