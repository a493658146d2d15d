"""Works that begin with nothing: whole processes, from their start to their end."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.contest import AtMost, Contender, Work

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "bird-email-enterprise.sla"
CASE = ROOT / "examples" / "cases" / "spring-clock-change.json"
COMMAND = "import sys; from slapolicy.tools.cli import main; sys.exit(main())"
MILLISECOND = 1_000_000
EVERYTHING = "import every name of it"

Ended = subprocess.CompletedProcess[str]


def children_time() -> int:
    """Give the processor time of all processes that were started and have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return round((used.ru_utime + used.ru_stime) * 1_000_000_000)


def _process(name: str, says: str, *arguments: str) -> Contender:
    """Make a contender that runs Python, and must end well and say something."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("PYTHON") and key != "COLUMNS"
    }

    def start(_: int) -> Ended:
        return subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def tell(ended: Ended) -> bool:
        return ended.returncode == 0 and says in ended.stdout

    def run(questions: Sequence[int]) -> Sequence[Ended]:
        return [start(each) for each in questions]

    return Contender(name, run, tell=tell, clock=children_time)


def _imports() -> Contender:
    program = "import slapolicy; print('done')"
    return _process("slapolicy", "done", "-c", program)


def _commands(_: bool) -> tuple[Contender, ...]:
    return (
        _process("Python alone", "done", "-c", "print('done')"),
        _process(EVERYTHING, "done", "-c", "from slapolicy import *; print('done')"),
        _process("--version", "slapolicy 0", "-c", COMMAND, "--version"),
        _process("check", "1 file checked", "-c", COMMAND, "check", str(POLICY)),
        _process(
            "evaluate",
            "03:10",
            *("-c", COMMAND, "evaluate", str(POLICY), str(CASE)),
            *("--at", "2025-03-30T03:05:00+02:00"),
        ),
    )


def _ended_well() -> Callable[[int, bool], bool]:
    return lambda _, is_well: is_well


STARTS = (
    Work(
        code="S",
        title="start: `import slapolicy` in a process of its own",
        per="process",
        questions=lambda count: list(range(count)),
        right=_ended_well,
        ours=_imports,
        parts=_commands,
        goals=(
            AtMost(60, "ms", MILLISECOND),
            AtMost(60, "ms", MILLISECOND, EVERYTHING),
            AtMost(250, "ms", MILLISECOND, "check"),
        ),
        full=1,
        quick=1,
    ),
)
