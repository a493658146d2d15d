"""When a limit runs out: in days, moved by pauses; and what stands for no instant."""

from collections.abc import Sequence

from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.evaluator.course import FOREVER, Kind
from slapolicy.worktime import calendar_days_due

Pauses = Sequence[tuple[int, int]]
"""In instants, in order, none touching another; one that goes on ends at FOREVER."""

NO_TIME, NEVER, STANDS = -1, -2, -3
"""In place of a due instant: there is none; never; it stands still, and from -3 down,
so much is left."""


def reached(line: Line, position: int) -> int:
    """Give the first instant at a position; NEVER if there is none."""
    found = line.reaching(position)
    return NEVER if found is None else found


def nominal_due(kind: Kind, count: int, line: Line, start: int) -> int | None:
    """Give when so many days from a start run out, before pauses move it."""
    if kind == "business_days":
        return line.business_days_due(start, count)
    return calendar_days_due(line.hours.zone.name, start, count)


def moved(line: Line, start: int, nominal: int, pauses: Pauses) -> int:
    """Move a due of days by the open time paused since the start."""
    edges = [
        at
        for begin, end in pauses
        if begin < nominal and end > start
        for at in (max(begin, start), min(end, nominal))
    ]
    due = nominal
    if edges:
        positions = line.positions_of(edges)
        owing = sum(positions[1::2]) - sum(positions[::2])
        if owing:
            due = _run_out(line, nominal, pauses, owing)
    for begin, end in pauses:
        if due >= 0 and begin < due < end:
            due = STANDS if end >= FOREVER else end
    return due


def _run_out(line: Line, at: int, pauses: Pauses, need: int) -> int:
    """Give when so much time from an instant on has passed, but for the pauses."""
    here = line.position(at)
    for begin, resumes in pauses:
        if resumes <= at:
            continue
        if begin > at:
            there = line.position(begin)
            if there - here >= need:
                return reached(line, here + need)
            need -= there - here
        at = resumes
        if at >= FOREVER:
            return STANDS - need
        here = line.position(at)
    return reached(line, here + need)
