"""When a limit runs out: in days, moved by pauses; and what stands for no instant."""

from collections.abc import Sequence

from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.evaluator.course import FOREVER

Pauses = Sequence[tuple[int, int]]
"""In instants, in order, none touching another; one that goes on ends at FOREVER."""

NO_TIME, STANDS = -1, -3
"""In place of a due instant: there is none; it stands still, and from -3 down, so much
is left. (And NEVER.)"""


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
                return line.reaching(here + need)
            need -= there - here
        at = resumes
        if at >= FOREVER:
            return STANDS - need
        here = line.position(at)
    return line.reaching(here + need)
