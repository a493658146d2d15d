"""Whether the engine and the dull oracle agree, on as many random cases as asked for.

`python tests/agreement.py calendars --cases 100000 --seed 7`, and the same with
`clocks`. Prints the seed of the first difference, with what each of the two says, and
ends with status 1.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import oracle
import strategies
from clock_agreement import ClockDifference, check_clocks
from slapolicy.worktime import WorkingTime, calendar_days_due
from slapolicy.worktime.zone import SECOND
from strategies import DAY

EPOCH = date(1970, 1, 1)
ROUNDS = 60  # of questions to each calendar: a grid takes longer than its answers


class Difference(Exception):  # noqa: N818
    """The two do not say the same."""


def _times(value: Any) -> Any:
    """Give seconds as the microseconds of the engine."""
    return value * SECOND if type(value) is int else value


def check_calendar(seed: int, rounds: int = ROUNDS) -> int:
    """Compare the two on one random calendar; give how many answers were compared."""
    draw = Random(seed)
    name = draw.choice(strategies.ZONES)
    about = strategies.instant_near_a_change(draw, name)
    plain = strategies.calendar(draw, name, about)
    engine = WorkingTime(strategies.hours(plain))
    grid = oracle.Grid(plain, about - 4 * DAY, about + 7 * DAY)
    points = list(_points(draw, grid, engine))
    compared = 0
    for _ in range(rounds):
        for question, ours, theirs in _questions(draw, grid, engine, points):
            try:
                expected = theirs()
            except (oracle.OutOfWindow, IndexError, ValueError):
                continue
            found = ours()
            compared += 1
            if found != _times(expected):
                msg = (
                    f"seed {seed}: {question}\n  engine {found}\n  oracle "
                    f"{_times(expected)}\n  calendar {plain}"
                )
                raise Difference(msg)
    return compared


def _points(draw: Random, grid: oracle.Grid, engine: WorkingTime) -> Iterator[int]:
    """Give instants of the window: edges of open time, changes, and others."""
    start, end = grid.start, grid.end
    for _ in range(20):
        yield draw.randrange(start, end)
    changes = engine.zone.changes(start * SECOND, end * SECOND)
    cells = grid.cells
    edges = [start + i for i in range(1, len(cells)) if cells[i] != cells[i - 1]]
    for edge in (*edges, *(each // SECOND for each in changes)):
        for point in (edge - 1, edge, edge + 1):
            if start <= point < end:
                yield point


def _questions(
    draw: Random, grid: oracle.Grid, engine: WorkingTime, points: list[int]
) -> Iterator[tuple[str, Any, Any]]:
    a, b = draw.choice(points), draw.choice(points)
    d = draw.choice((0, 1, draw.randrange(1, 3 * DAY), abs(grid.between(a, b))))
    n = draw.randint(1, 4)
    on = EPOCH + timedelta(days=a // DAY)
    at, to, length = a * SECOND, b * SECOND, d * SECOND
    yield (
        f"is_open({a})",
        lambda: engine.is_open(at),
        lambda: grid.cells[a - grid.start] == 1,
    )
    yield (
        f"between({a}, {b})",
        lambda: engine.between(at, to),
        lambda: grid.between(a, b),
    )
    yield f"add({a}, {d})", lambda: engine.add(at, length), lambda: grid.add(a, d)
    yield (
        f"subtract({a}, {d})",
        lambda: engine.subtract(at, length),
        lambda: grid.subtract(a, d),
    )
    yield (
        f"next_opening({a})",
        lambda: engine.next_opening(at),
        lambda: grid.next_opening(a),
    )
    yield (
        f"next_closing({a})",
        lambda: engine.next_closing(at),
        lambda: grid.next_closing(a),
    )
    yield (
        f"is_working_day({on})",
        lambda: engine.is_working_day(on),
        lambda: grid.is_working_date(on),
    )
    yield (
        f"business_days_due({a}, {n})",
        lambda: engine.business_days_due(at, n),
        lambda: grid.business_days_due(a, n),
    )
    m, ends = draw.randint(-3, 3), draw.choice(("closing", "same_time", "12:00"))
    minute: Any = 720 if ends == "12:00" else ends
    yield (
        f"add_business_days({a}, {m}, {ends})",
        lambda: engine.add_business_days(at, m, minute),
        lambda: grid.add_business_days(a, m, ends),
    )
    yield (
        f"calendar_days_due({a}, {n})",
        lambda: calendar_days_due(engine.zone.name, at, n),
        lambda: oracle.calendar_days_due(grid.zone, a, n),
    )


def calendars(cases: int, seed: int) -> int:
    """Compare at least so many answers; give how many."""
    compared = 0
    while compared < cases:
        compared += check_calendar(seed)
        seed += 1
    return compared


def clocks(cases: int, seed: int) -> int:
    """Compare at least so many single clocks; give how many."""
    compared = 0
    while compared < cases:
        compared += check_clocks(seed, rounds=800)
        seed += 1
    return compared


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=["calendars", "clocks"])
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = monotonic()
    try:
        compare = {"calendars": calendars, "clocks": clocks}[given.what]
        compared = compare(given.cases, given.seed * 1_000_000)
    except (Difference, ClockDifference) as difference:
        print(difference)
        return 1
    print(f"{compared} answers agree ({monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
