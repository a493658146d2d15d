"""Bugs planted in copies of the engine, one at a time: do the laws and the twin see it?

`python tests/planted_bugs.py` copies `slapolicy` once for each bug, changes one line,
and runs the laws (`tests/laws`, which hold the engine against the dull oracle too) and
the agreement with the reference evaluator on it, each for at most `--budget` seconds
of processor time. It prints a table and ends with status 1 if neither saw some bug.
The bugs were chosen before it was known what would see them; the later ones are of
kinds that the first dozen leaves out.
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
    "pause", "severity", "order", "rule", "calendar", "table", "decision",
    "explanation", "environment",
)  # fmt: skip
FILES = [f"test_{name}_laws.py" for name in LAWS] + [
    "test_clock_agreement.py",
    "test_calendar_agreement.py",
    "test_case_machine.py",
]
NOT_SEEN = "not seen"
NOT_ASKED = "not asked"
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
        "t = target + block.origins[bisect_left(block.before, target) - 1]",
        "t = target + block.origins[bisect_right(block.before, target) - 1]",
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
        EVALUATOR + "courses.py",
        "paused = pauses_of_each(world, life, clock, waited, happened)",
        "paused = pauses_of_each(world, Life(()), clock, waited, happened)",
    ),
    Bug(
        "an exclusion beats the grant that prevails over it",
        EVALUATOR + "coverage.py",
        "yields = {clause for rule in holding for clause in rule.despite}",
        "yields = set()",
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
    Bug(
        "time asked for in datetimes that runs out at closing is due at the opening",
        "worktime/table.py",
        "if d <= left:",
        "if d < left:",
    ),
    Bug(
        "pauses that overlap are counted twice",
        EVALUATOR + "leg.py",
        "closed = union((b, FOREVER if e is None else e) for b, e in pauses)",
        "closed = sorted((b, FOREVER if e is None else e) for b, e in pauses)",
    ),
    Bug(
        "what is worked out of one edition answers for the next of its name",
        "contract/once.py",
        "    known: WeakKeyDictionary[Policy, Found] = WeakKeyDictionary()\n\n"
        "    @wraps(work)\n"
        "    def worked_out(policy: Policy) -> Found:\n"
        "        found = known.get(policy)\n"
        "        if found is None:\n"
        "            found = known[policy] = work(policy)",
        "    known: dict[str, Found] = {}\n\n"
        "    @wraps(work)\n"
        "    def worked_out(policy: Policy) -> Found:\n"
        "        found = known.get(policy.agreement.name)\n"
        "        if found is None:\n"
        "            found = known[policy.agreement.name] = work(policy)",
    ),
    Bug(
        "the hours that one order form means answer for the next case",
        EVALUATOR + "hours.py",
        "found = self._calendars[key] = self._calendar(name, moment)",
        "found = _same_for_all(self._policy)[name] = self._calendar(name, moment)",
    ),
    Bug(
        "the clause that defers a start is not cited",
        EVALUATOR + "obligations.py",
        "rules = [*targets, *deferred]",
        "rules = [*targets]",
    ),
    Bug(
        "the holidays of a region are those of the year before",
        "worktime/dates.py",
        "found = holiday_dates(region, number, line.according_to)",
        "found = holiday_dates(region, number - 1, line.according_to)\n"
        "                if not isinstance(found, Uncovered):\n"
        "                    found = tuple(\n"
        "                        type(h)(h.on.replace(year=number), h.name, h.region)\n"
        "                        for h in found\n"
        "                        if (h.on.month, h.on.day) != (2, 29)\n"
        "                    )",
    ),
    Bug(
        "the night of New Year's Eve runs on into the holiday",
        "worktime/dates.py",
        "edges = (self._exceptions.keys(), shut, unknown, *self._edges(number))",
        "edges = (self._exceptions.keys(), shut, unknown)",
    ),
    Bug(
        "what starts comes before what fulfils in the same instant",
        EVALUATOR + "occurrences.py",
        "        is_fulfilled = False\n        for event in others:\n",
        "        is_fulfilled = False\n        for event in others:\n"
        "            self._start(event)\n        for event in others:\n",
    ),
    Bug(
        "after a change the due told is that of the limit before",
        EVALUATOR + "reckoning.py",
        "    due = leg.due(k)\n    opens_at",
        "    earlier = [j for j in range(k) if leg.segments[j][2] is not None]\n"
        "    due = leg.due(max(earlier, default=k))\n    opens_at",
    ),
    Bug(
        "what happens in the instant of the end is not heard",
        EVALUATOR + "occurrences.py",
        "if any(map(self.ear.hears, events)) and self.life.is_open(at):",
        "if any(map(self.ear.hears, events)) and self.life.is_open(at + 1):",
    ),
    Bug(
        "a case opened on the last date in force is not under the agreement",
        EVALUATOR + "situation.py",
        "ends is None or day <= ends.toordinal()",
        "ends is None or day < ends.toordinal()",
    ),
    Bug(
        "a silence is broken by whoever speaks",
        EVALUATOR + "life.py",
        "at for by, at in self.heard_at.items() if acts_for(policy, by, silence.role)",
        "at for by, at in self.heard_at.items() if acts_for(policy, by, by)",
    ),
    Bug(
        "a plan that is bought later counts for what has started",
        EVALUATOR + "courses.py",
        "fixed = world.record.snapshot(occurrence.fixed_at)",
        "fixed = world.record.snapshot(world.record.at)",
    ),
    Bug(
        "a warning that stands when the reply comes is raised",
        EVALUATOR + "watch.py",
        "return (fulfilled is not None and fulfilled <= at) or (",
        "return (fulfilled is not None and fulfilled < at) or (",
    ),
    Bug(
        "one part of `or` that is unknown hides another that holds",
        EVALUATOR + "judge.py",
        "    for part in parts:\n        if part.holds:\n            return YES\n"
        "    return _unless_unknown(parts, NO)",
        "    holds = any(part.holds for part in parts)\n"
        "    return _unless_unknown(parts, _told(holds))",
    ),
)


SHORT_WAY = Path("contract/compiled/__init__.py")
SHORTLY = "        return decide_shortly("
PLAINLY = '        raise GoesPlain("a bug is planted")\n' + SHORTLY


def plant(bug: Bug, folder: Path) -> None:
    """Copy the engine into a folder, with the bug in it.

    Every case is decided the plain way there: that the short way says otherwise would
    give the bug away, and where it answers nobody asks what the bug is in.
    """
    shutil.copytree(
        ENGINE, folder / "slapolicy", ignore=shutil.ignore_patterns("__pycache__")
    )
    path = folder / "slapolicy" / bug.file
    text = path.read_text("utf-8")
    assert text.count(bug.right) == 1, bug.name
    path.write_text(text.replace(bug.right, bug.wrong), "utf-8")
    path = folder / "slapolicy" / SHORT_WAY
    text = path.read_text("utf-8")
    assert text.count(SHORTLY) == 1
    path.write_text(text.replace(SHORTLY, PLAINLY), "utf-8")


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


def seen_by_reference(folder: Path, budget: int) -> tuple[int | None, float]:
    """Give in which case the reference says something else, and the seconds it took.

    None, if it says the same in all of the cases that the budget allows.
    """
    script = str(ROOT / "tests" / "agreement_cases.py")
    words = [script, "--cases", "1000000", "--seed", str(SEED)]
    status, told, took = _run(words, folder, budget)
    found = re.search(r"seed \d+, case (\d+)", told) if status == 1 else None
    assert found or status < 0, told[-2000:]
    if found is None:
        return None, took
    before = re.search(r"(\d+) cases", told[found.end() :])
    return int(found[1]) + (int(before[1]) if before else 0) + 1, took


def tried(
    bugs: tuple[Bug, ...], budget: int, sides: tuple[str, ...]
) -> Iterator[tuple[Bug, str, str]]:
    """Try each bug; give what the laws and what the reference make of it."""
    for bug in bugs:
        with TemporaryDirectory() as name:
            folder = Path(name)
            plant(bug, folder)
            by_laws = by_reference = NOT_ASKED
            if "laws" in sides:
                laws, took = seen_by_laws(folder, budget)
                seen = f"seen in {took:.0f} s by {', '.join(laws)}"
                by_laws = seen if laws else NOT_SEEN
            if "reference" in sides:
                case, took = seen_by_reference(folder, budget)
                seen = f"seen in {took:.0f} s, in case {case}"
                by_reference = NOT_SEEN if case is None else seen
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
        missed += {laws, reference} <= {NOT_SEEN, NOT_ASKED}
    by_none = "neither" if given.side is None else "no case or law of that side"
    print(f"{len(bugs)} bugs, {missed} seen by {by_none}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
