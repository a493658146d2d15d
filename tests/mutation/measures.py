"""Which lines each test runs, and for how long: who is asked of a change, and when."""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from attrs import asdict, define, field, frozen

from mutation.rooms import ROOT


@frozen
class Measure:
    """What a test takes (seconds, while watched) and which lines of which file it runs.

    A test that fails though nothing is changed `is_broken`, and is not asked.
    """

    seconds: float
    lines: dict[str, list[int]]
    is_broken: bool = False


LOST = Measure(0.0, {}, is_broken=True)


@define
class Measures:
    """The measures of tests by their names, and what the files were like then."""

    tests: dict[str, Measure] = field(factory=dict)
    files: dict[str, str] = field(factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Measures":
        """Read what was measured before, if anything was."""
        if not path.exists():
            return cls()
        told = json.loads(path.read_text("utf-8"))
        tests = {name: Measure(**each) for name, each in told["tests"].items()}
        return cls(tests, told["files"])

    def write(self, path: Path) -> None:
        """Keep them."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self)), "utf-8")

    def reaching(
        self, path: str, lines: Iterable[int], budget: float, *, is_sure: bool
    ) -> list[str]:
        """Give the tests that run one of some lines of a file, the quickest first.

        After them those that run any of it, if it is not sure that the lines are all
        that matters; any of the room, if the file is new since they were measured. Only
        so many as take `budget` seconds together.
        """
        wanted = set(lines)
        is_sure = is_sure and self.files.get(path) == digest(path)
        is_new = path not in self.files
        found: list[tuple[bool, float, str]] = []
        for name, each in self.tests.items():
            ran = each.lines.get(path, ())
            is_wanted = not wanted.isdisjoint(ran)
            may_run = bool(each.lines if is_new else ran)
            if is_wanted or (may_run and not is_sure):
                found.append((not is_wanted, each.seconds, name))
        return self._within(budget, found)

    def all(self, budget: float) -> list[str]:
        """Give all tests, the quickest first, that take `budget` seconds together."""
        every = [(False, each.seconds, name) for name, each in self.tests.items()]
        return self._within(budget, every)

    def _within(self, budget: float, found: list[tuple[bool, float, str]]) -> list[str]:
        """Give what takes `budget` seconds, as many of them from each kind of test."""
        kinds: dict[tuple[bool, str], list[tuple[float, str]]] = {}
        for is_late, seconds, name in sorted(found, reverse=True):
            if not self.tests[name].is_broken:
                kinds.setdefault((is_late, _kind(name)), []).append((seconds, name))
        spent = dict.fromkeys(kinds, 0.0)
        chosen: list[str] = []
        while kinds:
            kind = min(kinds, key=lambda each: (each[0], spent[each], each[1]))
            seconds, name = kinds[kind].pop()
            if (budget := budget - seconds) < 0:
                break
            chosen.append(name)
            spent[kind] += seconds
            if not kinds[kind]:
                del kinds[kind]
        return chosen


def _kind(name: str) -> str:
    """Give the function of a test, or the file of a scenario or of texts."""
    path = name.partition("::")[0]
    if path.endswith("quick_resolver.py"):
        return name.partition(":")[0] + name.partition("[")[2].partition(":")[0]
    return name.partition("[")[0] if path.endswith("quick_evaluator.py") else path


@cache
def digest(path: str) -> str:
    """Give what tells a file from its other editions."""
    return sha256((ROOT / path).read_bytes()).hexdigest()
