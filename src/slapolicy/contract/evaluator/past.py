"""How an occurrence stood at an earlier instant, as a decision of then would have said.

What came later is cut off, and the rest reckoned anew.
"""

from contextlib import suppress

from slapolicy.contract.evaluator.course import FOREVER, Course, Pause, Reckoned
from slapolicy.contract.evaluator.courses import Key, Outcome
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.leg import Leg
from slapolicy.contract.evaluator.reckoning import as_known, reckon
from slapolicy.worktime import HolidaysUnknown


class Stood:
    """How the occurrences of a world stood; each instant is reckoned once."""

    def __init__(self, outcomes: dict[Key, Outcome]) -> None:
        self._outcomes = outcomes
        self._states: dict[int, dict[str, tuple[str, ...]]] = {}
        self._turns: frozenset[int] | None = None

    def states(self, at: int) -> dict[str, tuple[str, ...]]:
        """Give for each clock the states that its occurrences had at an instant."""
        if at not in self._states:
            found: dict[str, tuple[str, ...]] = {}
            for (clock, _, _), outcome in self._outcomes.items():
                state = state_at(outcome, at)
                if state is not None:
                    found[clock] = (*found.get(clock, ()), state)
            self._states[at] = found
        return self._states[at]

    def turns(self) -> frozenset[int]:
        """Give the instants at which any of these states may have changed."""
        if self._turns is None:
            each = (turns_of(outcome) for outcome in self._outcomes.values())
            self._turns = frozenset().union(*each)
        return self._turns


def state_at(outcome: Outcome, at: int) -> str | None:
    """Give the state an occurrence had at an instant up to now.

    None: there was no such occurrence yet.
    """
    occurrence, course = outcome.occurrence, outcome.course
    if occurrence is None or course is None or outcome.reckoned is None:
        return outcome.state
    if at < occurrence.began_at:
        return "not_started" if occurrence.number == 1 else None
    if _is_final(course, outcome.reckoned, at):
        return outcome.reckoned.state
    try:
        return reckon(_as_of(course, at)).state
    except (HoursMissing, HolidaysUnknown):
        return "indeterminate"


def _is_final(course: Course, reckoned: Reckoned, at: int) -> bool:
    """Whether what it comes to held then already: met and broken are so for good."""
    ends = {"met": course.fulfilled_at, "breached": reckoned.breached_at}
    end = ends.get(reckoned.state)
    judged_from = course.segments[reckoned.segment].start
    return end is not None and end <= at and judged_from <= at


def turns_of(outcome: Outcome) -> set[int]:
    """Give the instants at which the state of an occurrence may have changed."""
    occurrence, course = outcome.occurrence, outcome.course
    if occurrence is None or course is None or outcome.reckoned is None:
        return set()
    edges = (edge for pause in course.pauses for edge in pause)
    ends = (occurrence.fulfilled_at, occurrence.lapsed_at, outcome.reckoned.breached_at)
    found = {occurrence.began_at, *ends, *edges}
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
