"""Whether single clocks agree with the dull oracle, on random clocks that matter.

Limits are often exact totals of open time, pauses begin and end at edges, fulfilments
fall on due instants: far from those every wrong rule looks right.
"""

from random import Random
from typing import Any

import oracle
import strategies
from slapolicy.contract.evaluator.course import Course, Measured, Reckoned, Segment
from slapolicy.contract.evaluator.reckoning import reckon
from slapolicy.worktime import ALWAYS, Always, WorkingTime
from slapolicy.worktime.zone import SECOND
from strategies import DAY

Pauses = list[tuple[int, int | None]]


class ClockDifference(Exception):  # noqa: N818
    """The two do not say the same."""


def check_clocks(seed: int, rounds: int) -> int:
    """Compare the two on clocks of one random calendar; give how many."""
    draw = Random(seed)
    name = draw.choice(strategies.ZONES)
    about = strategies.instant_near_a_change(draw, name)
    plain = strategies.calendar(draw, name, about)
    engine = WorkingTime(strategies.hours(plain))
    grid = oracle.Grid(plain, about - 4 * DAY, about + 9 * DAY)
    edges = [
        grid.start + i
        for i in range(1, len(grid.cells))
        if grid.cells[i] != grid.cells[i - 1]
    ] or [about]
    compared = 0
    for _ in range(rounds):
        compared += _check(draw, grid, engine, edges, f"seed {seed}: {plain}")
    return compared


def _instant(draw: Random, grid: oracle.Grid, edges: list[int]) -> int:
    if draw.random() < 0.5:
        return draw.choice(edges) + draw.choice((-1, 0, 0, 1))
    return draw.randrange(grid.start + DAY, grid.start + 8 * DAY)


def _check(
    draw: Random, grid: oracle.Grid, engine: WorkingTime, edges: list[int], where: str
) -> int:
    start, at = sorted(_instant(draw, grid, edges) for _ in range(2))
    pauses = _pauses(draw, grid, edges)
    limit = _limit(draw, grid, start)
    line: oracle.Line = grid
    hours: WorkingTime | Always = engine
    if draw.random() < 0.15 and "seconds" in limit:
        line, hours = oracle.Line(grid.start, grid.end), ALWAYS
    fulfilled = _instant(draw, grid, edges) if draw.random() < 0.4 else None
    if draw.random() < 0.5:  # aim at the due instant itself
        try:
            due = oracle.clock(line, start, limit, pauses, None, at)["due"]
        except (oracle.OutOfWindow, IndexError, ValueError):
            due = None
        if due is not None:
            at = max(start, due + draw.choice((-1, 0, 1)))
            fulfilled = due + draw.choice((-1, 0, 1)) if fulfilled is not None else None
    if fulfilled is not None and fulfilled < start:
        fulfilled = None
    try:
        expected = oracle.clock(line, start, limit, pauses, fulfilled, at)
    except (oracle.OutOfWindow, IndexError, ValueError):
        return 0
    done = fulfilled if fulfilled is not None and fulfilled <= at else None
    course = Course(
        start=start * SECOND,
        segments=(Segment(start * SECOND, _measured(limit, hours)),),
        pauses=tuple(
            (b * SECOND, None if e is None or e > at else e * SECOND)
            for b, e in pauses
            if b <= at
        ),
        fulfilled_at=None if done is None else done * SECOND,
        lapsed_at=None,
        closures=(),
        restarts=(),
        now=at * SECOND,
    )
    found = _plain(reckon(course))
    if found["paused"] is None or _goes_on(pauses, at if done is None else done):
        expected["paused"] = found["paused"]
    if found != expected:
        msg = (
            f"{where}\n  start {start} limit {limit} pauses {pauses} fulfilled "
            f"{fulfilled} at {at}\n  engine {found}\n  oracle {expected}"
        )
        raise ClockDifference(msg)
    return 1


def _goes_on(pauses: Pauses, now: int) -> bool:
    """Whether a pause goes on: only the ended ones count in a decision."""
    return any(b <= now and (e is None or e > now) for b, e in pauses)


def _pauses(draw: Random, grid: oracle.Grid, edges: list[int]) -> Pauses:
    found: Pauses = []
    for _ in range(draw.choice((0, 0, 1, 1, 2, 3))):
        begin, end = sorted(_instant(draw, grid, edges) for _ in range(2))
        found.append((begin, None if draw.random() < 0.2 else end))
    return _union(found)


def _union(pauses: Pauses) -> Pauses:
    merged: Pauses = []
    for begin, end in sorted(pauses, key=lambda pause: pause[0]):
        if end is not None and end <= begin:
            continue
        if merged and (merged[-1][1] is None or begin <= merged[-1][1]):
            last = merged[-1][1]
            longer = None if last is None or end is None else max(last, end)
            merged[-1] = (merged[-1][0], longer)
        else:
            merged.append((begin, end))
    return merged


def _limit(draw: Random, grid: oracle.Grid, start: int) -> dict[str, Any]:
    kind = draw.choice(("seconds", "seconds", "business_days", "calendar_days"))
    if kind == "business_days":
        return {"business_days": draw.randint(1, 3)}
    if kind == "calendar_days":
        return {"calendar_days": draw.randint(1, 4), "zone": grid.zone}
    if draw.random() < 0.5:  # an exact total: it runs out at an edge
        try:
            total = grid.between(start, draw.randrange(start, grid.end))
            closing = grid.next_closing(start + draw.randrange(0, 3 * DAY))
            total = draw.choice((total, grid.between(start, closing)))
        except (oracle.OutOfWindow, ValueError):
            total = 3600
        return {"seconds": max(1, total)}
    return {"seconds": draw.randrange(1, 2 * DAY)}


def _measured(limit: dict[str, Any], hours: WorkingTime | Always) -> Measured:
    if "seconds" in limit:
        return Measured("time", limit["seconds"] * SECOND, hours)
    if "business_days" in limit:
        return Measured("business_days", limit["business_days"], hours)
    return Measured("calendar_days", limit["calendar_days"], Always(limit["zone"]))


def _plain(found: Reckoned) -> dict[str, Any]:
    answer = {
        "started": found.started_at,
        "due": found.due_at,
        "elapsed": found.elapsed,
        "remaining": found.remaining,
        "paused": found.paused,
        "overrun": found.overrun,
    }
    seconds = {k: None if v is None else v / SECOND for k, v in answer.items()}
    return seconds | {"state": found.state}
