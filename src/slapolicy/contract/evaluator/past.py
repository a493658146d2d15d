"""How an occurrence stood at an earlier instant, as a decision of then would have said.

What came later is cut off, and the rest reckoned anew.
"""

from contextlib import suppress

from slapolicy.contract.evaluator.course import FOREVER, Course, Pause
from slapolicy.contract.evaluator.courses import Outcome
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.leg import Leg
from slapolicy.contract.evaluator.reckoning import as_known, reckon
from slapolicy.worktime import HolidaysUnknown


def state_at(outcome: Outcome, at: int) -> str | None:
    """Give the state an occurrence had at an instant up to now.

    None: there was no such occurrence yet.
    """
    occurrence, course = outcome.occurrence, outcome.course
    if occurrence is None or course is None or outcome.reckoned is None:
        return outcome.state
    if at < occurrence.began_at:
        return "not_started" if occurrence.number == 1 else None
    if outcome.reckoned.breached_at is not None and outcome.reckoned.breached_at <= at:
        return "breached"  # for good
    try:
        return reckon(_as_of(course, at)).state
    except (HoursMissing, HolidaysUnknown):
        return "indeterminate"


def turns_of(outcome: Outcome) -> set[int]:
    """Give the instants at which the state of an occurrence may have changed."""
    occurrence, course = outcome.occurrence, outcome.course
    if occurrence is None or course is None or outcome.reckoned is None:
        return set()
    stretches = (*course.pauses, *course.closures)
    found = {
        occurrence.began_at, occurrence.fulfilled_at, occurrence.lapsed_at,
        outcome.reckoned.breached_at, *(edge for pause in stretches for edge in pause),
    }  # fmt: skip
    starts = (course.start, *course.restarts)
    for start, end in zip(starts, (*course.restarts, None), strict=True):
        leg = Leg(as_known(course), start, end)
        with suppress(HoursMissing, HolidaysUnknown):  # told by no state, then
            found |= {leg.opens_at(k) for k in range(len(leg.segments))}
        found.add(start)
    return {at for at in found if at is not None and at < FOREVER}


def _as_of(course: Course, at: int) -> Course:
    segments = [each for each in course.segments[1:] if each.start <= at]
    return Course(
        start=course.start,
        segments=(course.segments[0], *segments),
        pauses=_stretches(course.pauses, at),
        fulfilled_at=_known(course.fulfilled_at, at),
        lapsed_at=_known(course.lapsed_at, at),
        closures=_stretches(course.closures, at),
        restarts=tuple(each for each in course.restarts if each <= at),
        now=at,
        turns=tuple(each for each in course.turns if each <= at),
        is_born_still=course.is_born_still,
    )


def _stretches(stretches: tuple[Pause, ...], at: int) -> tuple[Pause, ...]:
    return tuple((a, _known(b, at)) for a, b in stretches if a <= at)


def _known(then: int | None, at: int) -> int | None:
    return None if then is None or then > at else then
