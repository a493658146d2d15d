"""What one occurrence comes to, in whole numbers.

Restated here of DESIGN §3, for an occurrence that is not restarted, of a case that is
not reopened: "Durations", "Pauses", "Severity change" and "State". The evaluator's own
`reckoning` and `leg` say the same of all; both must agree. Which stretches count is
told in places (`owing`); the instants of the places are put in here.
"""

from collections.abc import Sequence
from typing import Final

from slapolicy.contract.compiled.dues import (
    NEVER,
    NO_TIME,
    STANDS,
    moved,
    nominal_due,
    reached,
)
from slapolicy.contract.compiled.owing import (
    Leg,
    Owing,
    Runs,
    in_instants,
)
from slapolicy.contract.compiled.plain_way import UNKNOWN_HOLIDAYS, GoesPlain
from slapolicy.contract.decision import Due, State
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import HolidaysUnknown


class DaysStandStill(Exception):  # noqa: N818  # a way that is taken, not a fault
    """What remains of a limit in days that stands still is asked of the evaluator."""


Reckoned = tuple[
    State, Due, int | None, int | None, int, int | None, int, int | None, int, int,
    int | None,
]  # fmt: skip
"""What it comes to: state, due word and instant, when it was breached; elapsed time,
what remains, what pauses took, what passed after the due; the place of the owner that
judged it; when it comes to something else if nothing more happens; and where it was
restarted, when. (A plain tuple is read fastest.)"""
NEXT_AT: Final = 9


def reckoned(owing: Owing, ats: Sequence[int]) -> Reckoned:
    """Reckon an occurrence; `ats` are the instants of the places, and last now.

    Raises:
        GoesPlain: It is not known whether a date is a holiday.
        DaysStandStill: It has to be asked elsewhere.
    """
    due, elapsed, closed = NO_TIME, 0, owing.closed
    for leg in owing.legs:
        due, elapsed = _due(owing, leg, ats)
        if leg.is_judged and (due < 0 or ats[leg.stop] <= due):
            return _told("met", leg, due, elapsed, ats)
        if due >= 0:
            since, stop = ats[leg.since], ats[leg.stop]
            breached_at = due if due > since else since  # noqa: FURB136  # twice as fast
            if leg.is_judged or (
                breached_at <= stop and (closed < 0 or breached_at <= ats[closed])
            ):
                return _breached(owing, leg, due, breached_at, elapsed, ats)
    if owing.over is not None:
        elapsed, paused = _length(owing.over.counts, ats), _length(owing.over.shut, ats)
        return ("lapsed", "lapsed", None, None, elapsed, None, paused, None,
             len(owing.owners) - 1, FOREVER, None)  # fmt: skip
    return _present(owing, owing.legs[-1], due, elapsed, ats)


def _due(owing: Owing, leg: Leg, ats: Sequence[int]) -> tuple[int, int]:
    """Give when a leg is due, and what counted until its stop (-1: not told yet)."""
    kind, need = leg.kind, leg.amount
    if kind == "time" and need:
        left, due = need, None
        line, there = leg.line, 0
        for line, places in leg.measured.counts:  # the last is asked
            due_there, left, there = line.run(places, ats, left, is_due=due is not None)
            if due_there is not None:
                due = reached(line, due_there)
        if due is None:
            due = reached(line, there + left) if leg.goes_on else STANDS - left
        return due, need - left
    start = ats[owing.since[0]]
    if kind == "time":
        return start, -1
    if kind == "no_stated_time":
        return NO_TIME, -1
    try:
        nominal = nominal_due(kind, need, leg.line, start)
    except HolidaysUnknown:
        raise GoesPlain(UNKNOWN_HOLIDAYS) from None
    if nominal is None:
        return NEVER, -1
    if owing.pauses:
        pauses = in_instants(owing.pauses, ats)
        return moved(leg.line, start, nominal, pauses), -1
    return nominal, -1


def _length(runs: Runs, ats: Sequence[int]) -> int:
    """Give how much time counts in stretches."""
    found = 0
    for line, places in runs:
        positions = iter(line.positions_at(places, ats))
        for here, there in zip(positions, positions, strict=True):
            found += there - here
    return found


def _told(
    state: State,
    leg: Leg,
    due: int,
    elapsed: int,
    ats: Sequence[int],
    remaining: int | None = None,
    next_at: int = FOREVER,
) -> Reckoned:
    if elapsed < 0:
        elapsed = _length(leg.measured.counts, ats)
    paused = _length(leg.measured.shut, ats) if leg.measured.shut else 0
    word: Due = "at"
    due_at: int | None = due
    if due < 0:
        due_at, word = None, "paused"
        if due == NO_TIME:
            word = "no_stated_time"
        elif due == NEVER:
            word = "never_opens"
    return (state, word, due_at, None, elapsed, remaining, paused, None, leg.place,
         next_at, None)  # fmt: skip


def _breached(
    owing: Owing,
    leg: Leg,
    due: int,
    breached_at: int,
    elapsed: int,
    ats: Sequence[int],
) -> Reckoned:
    measured = owing.whole(leg)
    if measured is not leg.measured or elapsed < 0:
        elapsed = _length(measured.counts, ats)
    paused = _length(measured.shut, ats) if measured.shut else 0
    until, overrun = ats[owing.until], 0
    if until > due:
        here, there = leg.line.positions_at((0, 1), (due, until))
        overrun = there - here
    return (
        "breached", "at", due, breached_at, elapsed, None, paused, overrun, leg.place,
        FOREVER, None,
    )  # fmt: skip


def _present(
    owing: Owing, leg: Leg, due: int, elapsed: int, ats: Sequence[int]
) -> Reckoned:
    now, state = ats[-1], "paused"
    next_at, remaining = FOREVER, None
    opens_at = _opens_at(owing, leg, ats)
    if leg.goes_on:
        state = "running" if opens_at <= now else "not_started"
        for at in (due, opens_at):
            if now < at < next_at:
                next_at = at
    if due >= 0:
        position = leg.line.position
        remaining = position(due) - position(min(max(now, ats[owing.since[0]]), due))
    elif due <= STANDS:
        if leg.kind != "time":
            raise DaysStandStill
        remaining = STANDS - due
    return _told(state, leg, due, elapsed, ats, remaining, next_at)  # type: ignore[arg-type]  # one of its words


def _opens_at(owing: Owing, leg: Leg, ats: Sequence[int]) -> int:
    for line, begin, end in owing.pieces(leg.place):
        opening = line.opening(ats[begin])
        if end == FOREVER or opening < ats[end]:
            return opening
    return FOREVER
