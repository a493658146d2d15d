"""What one occurrence comes to, in whole numbers.

Restated here of DESIGN §3, for an occurrence that is not restarted, of a case that is
not reopened: "Durations", "Pauses", "Severity change" and "State". The evaluator's own
`reckoning` and `leg` say the same of all; both must agree. Which stretches count is
told in places (`owing`); the instants of the places are put in here.
"""

from collections.abc import Sequence
from typing import NamedTuple

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
    Measured,
    Owing,
    in_instants,
)
from slapolicy.contract.compiled.plain_way import UNKNOWN_HOLIDAYS, GoesPlain
from slapolicy.contract.decision import Due, State
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import HolidaysUnknown


class DaysStandStill(Exception):  # noqa: N818  # a way that is taken, not a fault
    """What remains of a limit in days that stands still is asked of the evaluator."""


class Reckoned(NamedTuple):
    """What it comes to; the one of the owners that judged it stands at `segment`.

    `next_at`: when it comes to something else, if nothing more happens. `started_at`:
    where it was restarted, when.
    """

    state: State
    due: Due
    due_at: int | None
    breached_at: int | None
    elapsed: int
    remaining: int | None
    paused: int
    overrun: int | None
    segment: int
    next_at: int
    started_at: int | None = None


_made = tuple.__new__


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
        elapsed, paused = _length(owing.over, ats), _shut(owing.over, ats)
        return _made(
            Reckoned,
            ("lapsed", "lapsed", None, None, elapsed, None, paused, None,
             len(owing.owners) - 1, FOREVER, None),
        )  # fmt: skip
    return _present(owing, owing.legs[-1], due, elapsed, ats)


def _due(owing: Owing, leg: Leg, ats: Sequence[int]) -> tuple[int, int]:
    """Give when a leg is due, and what counted until its stop (-1: not told yet)."""
    kind, need = leg.kind, leg.amount
    if kind == "time" and need:
        left = need
        due: int | None = None
        line, there = leg.line, 0
        for line, begin, end in leg.measured.counts:  # the last is asked
            position = line.position
            here, there = position(ats[begin]), position(ats[end])
            if due is None and there - here >= left:
                due = reached(line, here + left)
            left -= there - here
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


def _length(measured: Measured, ats: Sequence[int]) -> int:
    elapsed = 0
    for line, begin, end in measured.counts:
        elapsed += line.position(ats[end]) - line.position(ats[begin])
    return elapsed


def _shut(measured: Measured, ats: Sequence[int]) -> int:
    """Give what ended pauses took of the time that would have counted."""
    paused = 0
    for line, begin, end in measured.shut:
        paused += line.position(ats[end]) - line.position(ats[begin])
    return paused


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
        elapsed = _length(leg.measured, ats)
    paused = _shut(leg.measured, ats) if leg.measured.shut else 0
    word: Due = "at"
    due_at: int | None = due
    if due < 0:
        due_at, word = None, "paused"
        if due == NO_TIME:
            word = "no_stated_time"
        elif due == NEVER:
            word = "never_opens"
    return _made(
        Reckoned,
        (state, word, due_at, None, elapsed, remaining, paused, None, leg.place,
         next_at, None),
    )  # fmt: skip


def _breached(
    owing: Owing,
    leg: Leg,
    due: int,
    breached_at: int,
    elapsed: int,
    ats: Sequence[int],
) -> Reckoned:
    measured = leg.whole
    if measured is not leg.measured or elapsed < 0:
        elapsed = _length(measured, ats)
    paused = _shut(measured, ats) if measured.shut else 0
    until, overrun = ats[owing.until], 0
    if until > due:
        overrun = leg.line.position(until) - leg.line.position(due)
    return _made(
        Reckoned,
        ("breached", "at", due, breached_at, elapsed, None, paused, overrun, leg.place,
         FOREVER, None),
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
