"""What one occurrence comes to, in whole numbers.

Restated here of DESIGN §3, for an occurrence that is not restarted, of a case that is
not reopened: "Durations", "Pauses", "Severity change" and "State". The evaluator's own
`reckoning` and `leg` say the same of all; both must agree. Which stretches count is
told in places (`owing`); the instants of the places are put in here.
"""

from collections.abc import Sequence
from typing import Final

from slapolicy.contract.compiled.dues import NO_TIME, STANDS, moved
from slapolicy.contract.compiled.lines import NEVER
from slapolicy.contract.compiled.owing import (
    Leg,
    Owing,
    Stretch,
    in_instants,
)
from slapolicy.contract.compiled.places import Positions, on, tell
from slapolicy.contract.compiled.plain_way import UNKNOWN_HOLIDAYS, GoesPlain
from slapolicy.contract.decision import Due, State
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import HolidaysUnknown, calendar_days_due


class IsAsked(Exception):  # noqa: N818  # a way that is taken, not a fault
    """It is asked of the evaluator: it starts again, or it is days that stand still."""


Reckoned = tuple[
    State, Due, int | None, int | None, int, int | None, int, int | None, int, int,
    int | None,
]  # fmt: skip
"""What it comes to: state, due word and instant, when it was breached; elapsed time,
what remains, what pauses took, what passed after the due; the place of the owner that
judged it; when it comes to something else if nothing more happens; and where it was
restarted, when. (A plain tuple is read fastest.)"""
NEXT_AT: Final = 9
LENGTHS: Final = {"elapsed": 4, "remaining": 5, "paused": 6, "overrun": 7}


def reckoned(owing: Owing, ats: Sequence[int], known: Positions) -> Reckoned:
    """Reckon an occurrence: `ats` are the instants of its places, last now.

    Raises:
        GoesPlain: It is not known whether a date is a holiday.
        IsAsked: It has to be asked elsewhere.
    """
    if owing.is_asked:
        raise IsAsked
    due, elapsed = NO_TIME, 0
    for leg in owing.legs:
        position = None
        if leg.is_in_hours:
            left, line, there = leg.amount, leg.line, 0
            for line, begin, end in leg.counts:  # the last is asked
                positions = known[line]
                here, there = positions[begin], positions[end]
                passed = there - here
                if passed >= left and left > 0:  # it is due in this stretch
                    due = line.reaching(here + left)
                    position = here + left if line is leg.line else None
                left -= passed
            if left > 0:
                due = line.reaching(there + left) if leg.goes_on else STANDS - left
            elapsed = leg.amount - left
        else:
            due, elapsed = _due(owing, leg, ats, known), -1
        stop = ats[leg.stop]
        if leg.is_judged and (due < 0 or stop <= due):
            return _told("met", leg, due, elapsed, known)
        if due >= 0:
            since = ats[leg.since]
            breached_at = due if due > since else since  # noqa: FURB136  # twice as fast
            if leg.is_judged or (
                breached_at <= stop
                and (owing.closed < 0 or breached_at <= ats[owing.closed])
            ):
                return _breached(
                    owing, leg, due, breached_at, elapsed, position, ats, known
                )
    over = owing.over
    if over is not None:
        tell(known, ats, over)
        elapsed, paused = _length(over.counts, known), _length(over.shut, known)
        return ("lapsed", "lapsed", None, None, elapsed, None, paused, None,
             len(owing.owners) - 1, FOREVER, None)  # fmt: skip
    return _present(owing, owing.legs[-1], due, elapsed, ats, known)


def _due(owing: Owing, leg: Leg, ats: Sequence[int], known: Positions) -> int:
    """Give when a leg is due that is not in hours; an early one, if by its stop."""
    start, line = ats[owing.began], leg.line
    if leg.kind == "time":
        return start
    if leg.kind == "no_stated_time":
        return NO_TIME
    try:
        if leg.kind == "business_days":
            nominal = line.business_days_due(start, leg.amount)
        else:
            nominal = calendar_days_due(line.hours.zone.name, start, leg.amount)
    except HolidaysUnknown:
        raise GoesPlain(UNKNOWN_HOLIDAYS) from None
    if nominal is None:
        return NEVER
    pauses = owing.pauses
    if not pauses or (leg.is_early and nominal > ats[leg.stop]):
        return nominal
    if not leg.goes_on or ats[pauses[-1][1]] > nominal:
        return moved(line, start, nominal, in_instants(pauses, ats))
    positions, paused = known[line], 0
    for begin, end in pauses:
        since = begin if begin > owing.began else owing.began  # noqa: FURB136  # as above
        paused += positions[end] - positions[since]
    return line.reaching(line.position(nominal) + paused) if paused else nominal


def _length(stretches: Sequence[Stretch], known: Positions) -> int:
    """Give how much time counts in stretches."""
    found = 0
    for line, begin, end in stretches:
        positions = known[line]
        found += positions[end] - positions[begin]
    return found


def _told(
    state: State,
    leg: Leg,
    due: int,
    elapsed: int,
    known: Positions,
    remaining: int | None = None,
    next_at: int = FOREVER,
) -> Reckoned:
    if elapsed < 0:
        elapsed = _length(leg.counts, known)
    paused = _length(leg.shut, known) if leg.shut else 0
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
    position: int | None,
    ats: Sequence[int],
    known: Positions,
) -> Reckoned:
    counts, shut = leg.counts, leg.shut
    if leg.stop != owing.until:
        whole, elapsed = owing.whole(leg), -1
        counts, shut = whole
        tell(known, ats, whole)
    if elapsed < 0:
        elapsed = _length(counts, known)
    paused = _length(shut, known) if shut else 0
    line, overrun = leg.line, 0
    if ats[owing.until] > due:
        if position is None:
            position = line.position(due)
        overrun = on(known, ats, line, owing.until)[owing.until] - position
    return ("breached", "at", due, breached_at, elapsed, None, paused, overrun,
        leg.place, FOREVER, None)  # fmt: skip


def _present(
    owing: Owing,
    leg: Leg,
    due: int,
    elapsed: int,
    ats: Sequence[int],
    known: Positions,
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
        remaining = position(due) - position(min(max(now, ats[owing.began]), due))
    elif due <= STANDS:
        if leg.kind != "time":
            raise IsAsked
        remaining = STANDS - due
    return _told(state, leg, due, elapsed, known, remaining, next_at)  # type: ignore[arg-type]  # one of its words


def _opens_at(owing: Owing, leg: Leg, ats: Sequence[int]) -> int:
    for line, begin, end in owing.pieces(leg.place):
        opening = line.opening(ats[begin])
        if end == FOREVER or opening < ats[end]:
            return opening
    return FOREVER
