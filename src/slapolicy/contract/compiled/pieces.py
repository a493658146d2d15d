"""The arithmetic of a clock in pieces: each counts on a line, with the pauses cut out.

What an occurrence comes to is told in `reckoned`.
"""

from collections.abc import Sequence

from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.states import Owed
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import calendar_days_due

Pauses = Sequence[tuple[int, int]]
"""In order, none touching another; one that goes on ends at FOREVER."""
Piece = tuple[int, int, Line]

NO_TIME, NEVER, STANDS = -1, -2, -3
"""In place of a due instant: there is none; never; it stands still, and from -3 down,
so much is left."""


def nominal_due(owed: Owed, line: Line, start: int) -> int | None:
    """Give when so many days from a start run out, before pauses move it."""
    if owed.kind == "business_days":
        return line.business_days_due(start, owed.amount)
    return calendar_days_due(line.hours.zone.name, start, owed.amount)


def run_out(pieces: Sequence[Piece], pauses: Pauses, need: int) -> int:
    """Give when so much of the clock's time has passed."""
    for start, end, line in pieces:
        at, here = start, line.position(start)
        for begin, resumes in pauses:
            if resumes <= at:
                continue
            if begin >= end:
                break
            if begin > at:
                there = line.position(begin)
                if there - here >= need:
                    return reached(line, here + need)
                need -= there - here
            at = resumes
            if at >= end:
                break
            here = line.position(at)
        if at >= FOREVER:
            break
        if at < end:
            if end >= FOREVER:
                return reached(line, here + need)
            there = line.position(end)
            if there - here >= need:
                return reached(line, here + need)
            need -= there - here
    return STANDS - need


def reached(line: Line, position: int) -> int:
    """Give the first instant at a position; NEVER if there is none."""
    found = line.reaching(position)
    return NEVER if found is None else found


def lengths(pieces: Sequence[Piece], pauses: Pauses, until: int) -> tuple[int, int]:
    """Give the time that counted up to an instant, and what ended pauses took of it."""
    elapsed = paused = 0
    for start, end, line in pieces:
        if start >= until:
            break
        stop = end if end < until else until  # noqa: FURB136  # twice as fast
        position = line.position
        elapsed += position(stop) - position(start)
        for begin, resumes in pauses:
            if begin >= stop:
                break
            if resumes > start:
                shut = position(min(resumes, stop)) - position(max(begin, start))
                elapsed -= shut
                paused += shut if resumes < FOREVER else 0
    return elapsed, paused
