"""Which lines each test runs, and for how long: who is asked of a change, and when."""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from itertools import accumulate
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
        self, path: str, lines: Iterable[int] | None, budget: float
    ) -> list[str]:
        """Give the tests that run one of some lines of a file, the quickest first.

        Those that run any of it, if `lines` is None or they are not what they were;
        all, if no `path` is given. Only so many as take `budget` seconds together.
        """
        wanted = None if lines is None else set(lines)
        if path and self.files.get(path) != digest(path):
            wanted = None
        found = []
        for name, each in self.tests.items():
            ran = each.lines.get(path, ())
            is_wanted = bool(ran) if wanted is None else not wanted.isdisjoint(ran)
            if (is_wanted or not path) and not each.is_broken:
                found.append(name)
        found.sort(key=lambda name: (self.tests[name].seconds, name))
        times = accumulate(self.tests[name].seconds for name in found)
        return [
            name for name, until in zip(found, times, strict=True) if until <= budget
        ]


@cache
def digest(path: str) -> str:
    """Give what tells a file from its other editions."""
    return sha256((ROOT / path).read_bytes()).hexdigest()
