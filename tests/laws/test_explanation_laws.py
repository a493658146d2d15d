"""RL-EXPLAIN: what an explanation tells is enough to reckon the due instant again.

Only what is told is replayed: start, limit, calendar, pauses and the stretches that
counted. The oracle decides minute by minute what was open, and reckons the rest.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import oracle
import strategies
from clock_worlds import (
    ClockWorld,
    clock_world,
    decide,
    event,
    micro,
    obligations,
)
from lawful import law
from slapolicy import Decision
from slapolicy.contract.explanation import steps
from slapolicy.contract.explanation.step import Part, Step
from slapolicy.worktime import DAY, SECOND

TITLES = {"answer": "Answer", "report": "Report", "memo": "Memo"}
LONGEST = 3 * DAY // SECOND


class MinuteGrid(oracle.Grid):
    """The oracle's grid, decided at the first second of each minute.

    Good for zones whose clocks are whole minutes from UTC, and calendars likewise.
    """

    def __init__(self, calendar: oracle.Calendar, start: int, end: int) -> None:
        start -= start % 60
        self.calendar, self.zone = calendar, str(calendar["zone"])
        self._last: dict[int, int] = {}
        cells = bytearray()
        for second in range(start, end, 60):
            days = oracle.owners(calendar, second)
            cells += bytes([bool(days)]) * 60
            for day in days:
                self._last[day] = second + 59
        oracle.Line.__init__(self, start, start + len(cells), bytes(cells))


def told_steps(part: Part) -> Iterator[Step]:
    for paragraph in part.paragraphs:
        yield from paragraph.steps


def part_of(decision: Decision, clock: str) -> Part:
    """Give the part of an explanation that tells of a clock."""
    for part in steps(decision):
        title: Any = part.heading.arguments.get("clock")
        if title is not None and title.text == TITLES[clock]:
            return part
    raise AssertionError(clock)


def pauses_told(part: Part) -> list[tuple[int, int | None]]:
    """Give the pauses that a part tells of, in seconds."""
    found: list[tuple[int, int | None]] = []
    for each in told_steps(part):
        window: Any = each.arguments.get("window")
        if each.code in ("stood", "stood_free"):
            found.append((window.start // SECOND, window.end // SECOND))
        elif each.code == "stands":
            found.append((window.start // SECOND, None))
    return found


def small_world(draw: Random) -> ClockWorld:
    """Give a world that lasts a few days, on clocks of whole minutes."""
    while True:
        w = clock_world(draw)
        is_short = w.due("report") - w.opened < LONGEST * SECOND
        if is_short and w.plain["zone"] != "Africa/Monrovia":
            return w


@law("RL-EXPLAIN", examples=16, held=4)
def test_what_is_told_gives_the_due_instant_again(draw: Random) -> int:
    w = small_world(draw)
    pauses = [p for p in w.pauses() if (p[2] or 0) < w.opened + LONGEST * SECOND]
    at = w.draw.choice([w.instant(), w.due(), w.due("report"), w.opened + 2 * DAY])
    more = []
    if draw.random() < 0.4:
        verb = draw.choice(("replies", "updates", "calls"))
        more.append(event(verb, "desk", w.instant(), via="mail"))
        if verb != "replies":
            del more[0]["via"]
    case = w.case(pauses, *more)
    decision = decide(case, at)
    grid = MinuteGrid(
        w.plain,
        w.opened // SECOND - 2 * strategies.DAY,
        w.opened // SECOND + 3 * LONGEST,
    )
    always = oracle.Line(grid.start, grid.end)
    limits = {
        "answer": {"seconds": w.limit // SECOND},
        "report": {"business_days": 2},
        "memo": {"seconds": 3 * 3600},
    }
    found = obligations(case, at)
    told = 0
    for clock, limit in limits.items():
        each, part = found[clock], part_of(decision, clock)
        line = always if clock == "memo" else grid
        start, done = (micro(t) for t in (each.started_at, each.fulfilled_at))
        assert start is not None
        try:
            replayed = oracle.clock(
                line,
                start // SECOND,
                limit,
                pauses_told(part),
                None if done is None else done // SECOND,
                at // SECOND,
            )
        except oracle.OutOfWindow:
            continue
        assert replayed["state"] == each.state, (clock, at, case)
        # what is breached is told up to its due instant
        for name in ("due",) if each.state == "breached" else ("due", "elapsed"):
            value = micro(each.due_at if name == "due" else getattr(each, name))
            seconds = None if value is None else value / SECOND
            assert replayed[name] == seconds, (clock, name, at, case)
        if clock != "report":
            told += stretches_add_up(line, part, limit["seconds"], micro(each.due_at))
    return told > 0 and bool(pauses)


def stretches_add_up(
    line: oracle.Line, part: Part, limit: int, due: int | None
) -> bool:
    """Hold that what is told to have counted was open, and comes to the limit."""
    counted = 0
    last = 0
    for each in told_steps(part):
        window: Any = each.arguments.get("window")
        if each.code not in ("counted", "folded", "walk_one", "walk_one_due"):
            continue
        length: Any = each.arguments.get("length", each.arguments.get("counted"))
        start, end = window.start // SECOND, window.end // SECOND
        assert start >= last, "stretches overlap"
        assert line.between(start, end) * SECOND == length.of
        if each.code != "folded":
            assert line.between(start, end) == end - start, "shut time counted"
        counted += length.of
        last = end
    codes = {each.code for each in told_steps(part)}
    if due is None or not codes & {"walk_sum_due", "walk_one_due"}:
        return False
    assert counted == limit * SECOND
    assert last * SECOND == due
    return True
