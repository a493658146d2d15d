"""An occurrence put as the evaluator puts it, so that its own rooms can be asked.

Of what is rare: a clock that restarts, a limit in days that stands still, an alert.
"""

from types import SimpleNamespace
from typing import Any

from slapolicy.contract.compiled.lived import Happened, Lived
from slapolicy.contract.compiled.owing import Followed, in_instants
from slapolicy.contract.compiled.plain_way import (
    UNKNOWN_HOLIDAYS,
    UNKNOWN_HOURS,
    GoesPlain,
)
from slapolicy.contract.compiled.reckoned import Reckoned
from slapolicy.contract.compiled.states import Owed, Plan
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.course import FOREVER, Course, Segment
from slapolicy.contract.evaluator.courses import Key, Outcome
from slapolicy.contract.evaluator.obligations import obligations
from slapolicy.contract.evaluator.occurrences import Occurrence as PlainOccurrence
from slapolicy.contract.evaluator.reckoning import reckon
from slapolicy.contract.policy import Clock
from slapolicy.worktime import HolidaysUnknown


def course_of(lived: Lived, followed: Followed, plan: Plan) -> Course:
    """Give the course of an occurrence under a plan."""
    occurrence = lived.happened(followed.occurrence)
    turns = lived.instants(followed.again)
    first, over = followed.first, occurrence.fulfilled_at
    since = [occurrence.at, *(lived.turns[first + at] for at in plan.later)]
    return Course(
        start=occurrence.at,
        segments=tuple(map(_segment, since, plan.owners)),
        pauses=tuple(
            (a, None if b >= FOREVER else b)
            for a, b in in_instants(followed.pauses, lived.ats)
        ),
        fulfilled_at=over,
        lapsed_at=occurrence.lapsed_at,
        closures=() if lived.ended_at is None else ((lived.ended_at, None),),
        restarts=tuple(
            sorted(
                at
                for at in {*occurrence.restarts, *turns}
                if at > occurrence.at and (over is None or at < over)
            )
        ),
        now=lived.until,
        turns=turns,
    )


def _segment(at: int, owed: Owed | None) -> Segment:
    return Segment(at, None if owed is None else owed.measured)


def untold(lived: Lived, key: Key, occurrence: Happened, plan: Plan) -> Obligation:
    """Give the obligation of an occurrence whose limit cannot be told, as is needed.

    Raises:
        GoesPlain: That depends on what is unknown otherwise, too.
    """
    owed = next(each for each in plan.owners if each is not None and not each.kind)
    met_anyway = owed.target.limit.kind == "no_stated_time" and occurrence.is_over
    if not owed.needs or met_anyway:
        raise GoesPlain(UNKNOWN_HOURS)
    outcome = Outcome(
        target=owed.target,
        occurrence=plain_occurrence(lived.policy.clocks[key[0]], occurrence),
        reckoned=None,
        targets=(owed.target,),
        needs=owed.needs,
    )
    situation: Any = SimpleNamespace(
        policy=lived.policy, outcomes=[{key: outcome}], needs=lambda _: ()
    )
    (found,) = obligations(situation)
    return found


def plain_occurrence(clock: Clock, occurrence: Happened) -> PlainOccurrence:
    """Give an occurrence as the evaluator has it."""
    return PlainOccurrence(
        clock=clock,
        number=1,
        began_at=occurrence.at,
        start=occurrence.at,
        fulfilled_at=occurrence.fulfilled_at,
        lapsed_at=occurrence.lapsed_at,
        restarts=occurrence.restarts,
    )


def reckoned_as(course: Course) -> Reckoned:
    """Give what the evaluator reckons of a course.

    Raises:
        GoesPlain: Nobody knows whether a date is a holiday.
    """
    try:
        found = reckon(course)
    except HolidaysUnknown:
        raise GoesPlain(UNKNOWN_HOLIDAYS) from None
    next_at = FOREVER
    if found.state in ("running", "not_started"):
        for at in (found.due_at, found.opens_at):
            if at is not None and course.now < at < next_at:
                next_at = at
    return (
        found.state,
        found.due,
        found.due_at,
        found.breached_at,
        found.elapsed,
        found.remaining,
        found.paused,
        found.overrun,
        found.segment,
        next_at,
        found.started_at,
    )
