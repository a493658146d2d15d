"""Bugs planted in copies of the engine, one at a time: do the laws and the twin see it?

`python tests/planted_bugs.py` copies `slapolicy` once for each bug, changes one line,
and runs the laws (`tests/laws`, which hold the engine against the dull oracle too) and
the agreement with the reference evaluator on it, each for at most `--budget` seconds
of processor time. It prints a table and ends with status 1 if neither saw some bug.
The bugs were chosen before it was known what would see them.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from attrs import frozen

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "src" / "slapolicy"
LAWS = (
    "pause", "severity", "rule", "calendar", "decision", "explanation", "environment",
)  # fmt: skip
FILES = [f"test_{name}_laws.py" for name in LAWS] + [
    "test_clock_agreement.py",
    "test_calendar_agreement.py",
    "test_case_machine.py",
]
NOT_SEEN = "not seen"
SIDES = ("laws", "reference")
SEED = 1_000_000  # of the agreement: none that runs at every change


@frozen
class Bug:
    """One wrong rule: the text of a file that it replaces, and what it puts there."""

    name: str
    file: str
    right: str
    wrong: str


EVALUATOR = "contract/evaluator/"
BUGS = (
    Bug(
        "time that runs out at closing is due at the next opening",
        "worktime/working.py",
        "i = bisect_left(block.before, target) - 1",
        "i = bisect_right(block.before, target) - 1",
    ),
    Bug(
        "a pause moves a day limit by hours that were not open",
        EVALUATOR + "leg.py",
        "hours.between(max(b, self.start), min(e, nominal))",
        "min(e, nominal) - max(b, self.start)",
    ),
    Bug(
        "a wall time that is read twice is the second one",
        "worktime/zone.py",
        "            if instant < end:\n                return instant",
        "            if instant < end and self.reading(end) > wall:\n"
        "                return instant",
    ),
    Bug(
        "a reply at the due instant is too late",
        EVALUATOR + "reckoning.py",
        "if fulfilled is None or fulfilled <= due_at:",
        "if fulfilled is None or fulfilled < due_at:",
    ),
    Bug(
        "a new severity counts the past on its own hours",
        EVALUATOR + "leg.py",
        "if limit is None or limit.hours is None\n",
        "if limit is None or limit.hours is None or k > j\n",
    ),
    Bug(
        "a holiday leaves open what began on the evening before",
        "worktime/dates.py",
        "(day in loose or day - 1 in loose or day + 1 in loose)",
        "(day in loose or day - 1 in loose)",
    ),
    Bug(
        "a reopened case keeps the old due",
        EVALUATOR + "pauses.py",
        "found: list[Pause] = list(life.closures())",
        "found: list[Pause] = []",
    ),
    Bug(
        "an exclusion beats the grant that prevails over it",
        EVALUATOR + "coverage.py",
        "exclusions = [r for r in exclusions if r.clause not in yields]",
        "exclusions = list(exclusions)",
    ),
    Bug(
        "a downgrade at the due instant is in time",
        EVALUATOR + "reckoning.py",
        "until = leg.course.now if end is None else end\n",
        "until = leg.course.now if end is None else end - 1\n",
    ),
    Bug(
        "the next change overlooks warnings",
        EVALUATOR + "changes.py",
        "found |= alert_times(situation)",
        "found |= set()",
    ),
    Bug(
        "a size that is unknown reaches no bound",
        EVALUATOR + "judge.py",
        "return Truth(None, tuple(needs))",
        "return NO",
    ),
    Bug(
        "an event outside hours counts from its own date, not from its receipt",
        "worktime/working.py",
        "day = self._nth_working(day_number(belongs), n)",
        "day = self._nth_working(self.zone.reading(start) // DAY, n)",
    ),
)


def plant(bug: Bug, folder: Path) -> None:
    """Copy the engine into a folder, with the bug in it."""
    shutil.copytree(
        ENGINE, folder / "slapolicy", ignore=shutil.ignore_patterns("__pycache__")
    )
    path = folder / "slapolicy" / bug.file
    text = path.read_text("utf-8")
    assert text.count(bug.right) == 1, bug.name
    path.write_text(text.replace(bug.right, bug.wrong), "utf-8")


def _run(words: list[str], folder: Path, budget: int) -> tuple[int, str, float]:
    """Run a command on a planted engine; give its status, its words, its seconds."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (budget, budget + 5))

    began = monotonic()
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=bound,  # one thread runs here
    )
    return done.returncode, done.stdout + done.stderr, monotonic() - began


def seen_by_laws(
    folder: Path, budget: int, files: Iterable[str] = FILES
) -> tuple[list[str], float]:
    """Give the first law that fails on a planted engine, and the seconds it took."""
    status, told, took = _run(
        ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header",
         "--tb=no", "-k", "not reference", f"--rootdir={ROOT}", "-c",
         str(ROOT / "pyproject.toml"),
         *(str(ROOT / "tests" / "laws" / name) for name in files)],
        folder, budget,
    )  # fmt: skip
    failed = re.findall(r"^FAILED \S*?(\w+\.py::\S+)", told, re.MULTILINE)
    assert status in (0, 1) or status < 0, told[-2000:]
    return failed, took


def seen_by_reference(folder: Path, budget: int) -> tuple[bool, float]:
    """Whether the reference evaluator says something else, and the seconds it took."""
    script = str(ROOT / "tests" / "agreement_cases.py")
    words = [script, "--cases", "1000000", "--seed", str(SEED)]
    status, told, took = _run(words, folder, budget)
    found = status == 1 and "reference" in told and "engine" in told
    assert found or status < 0, told[-2000:]
    return found, took


def tried(
    bugs: tuple[Bug, ...], budget: int, sides: tuple[str, ...]
) -> Iterator[tuple[Bug, str, str]]:
    """Try each bug; give what the laws and what the reference make of it."""
    for bug in bugs:
        with TemporaryDirectory() as name:
            folder = Path(name)
            plant(bug, folder)
            by_laws = by_reference = NOT_SEEN
            if "laws" in sides:
                laws, took = seen_by_laws(folder, budget)
                if laws:
                    by_laws = f"seen in {took:.0f} s by {', '.join(laws)}"
            if "reference" in sides:
                is_seen, took = seen_by_reference(folder, budget)
                by_reference = f"seen in {took:.0f} s" if is_seen else NOT_SEEN
            yield bug, by_laws, by_reference


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--budget", type=int, default=60, help="seconds for each side")
    parser.add_argument("--only", help="a part of the name of a bug")
    parser.add_argument("--side", choices=SIDES, help="one of the two (default: both)")
    given = parser.parse_args()
    bugs = tuple(bug for bug in BUGS if (given.only or "") in bug.name)
    sides = (given.side,) if given.side else SIDES
    missed = 0
    for bug, laws, reference in tried(bugs, given.budget, sides):
        print(f"{bug.name}\n  laws      {laws}\n  reference {reference}", flush=True)
        missed += laws == reference == NOT_SEEN
    print(f"{len(bugs)} bugs, {missed} seen by neither")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
