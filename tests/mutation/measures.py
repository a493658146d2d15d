"""Which lines each test runs, and for how long: who is asked of a change, and when."""

import json
from collections.abc import Iterable

from attrs import frozen


@frozen
class Measure:
    """What a test takes (seconds, while watched) and which lines of which file it runs.

    A test that fails though nothing is changed `is_broken`, and is not asked.
    """

    seconds: float
    lines: dict[str, list[int]]
    is_broken: bool = False


def as_json(measures: dict[str, Measure]) -> str:
    """Write measures down."""
    return json.dumps(
        {n: [m.seconds, m.lines, m.is_broken] for n, m in measures.items()}
    )


def from_json(text: str) -> dict[str, Measure]:
    """Read measures."""
    return {name: Measure(*values) for name, values in json.loads(text).items()}


def reaching(
    measures: dict[str, Measure], path: str, lines: Iterable[int] | None
) -> list[str]:
    """Give the tests that run one of some lines (None: any), the quickest first."""
    wanted = None if lines is None else set(lines)
    found = [
        name
        for name, each in measures.items()
        if not each.is_broken
        and (wanted is None or not wanted.isdisjoint(each.lines.get(path, ())))
    ]
    return sorted(found, key=lambda name: (measures[name].seconds, name))
