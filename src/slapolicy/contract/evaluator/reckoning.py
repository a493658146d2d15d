"""What one occurrence of a clock comes to: its state, and what is final of it.

The rules are DESIGN §3: "State", "Severity change" and "End". The arithmetic is in
`leg`.
"""

from typing import Literal

from attrs import evolve

from slapolicy.contract.evaluator.course import (
    FOREVER,
    Course,
    Due,
    Pause,
    Paused,
    Reckoned,
)
from slapolicy.contract.evaluator.leg import Leg, merged


def reckon(course: Course) -> Reckoned:
    """Reckon an occurrence, leg by leg (a restart begins a new one)."""
    course = as_known(course)
    starts = [course.start, *course.restarts]
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else None
        leg = Leg(course, start, end)
        final = _final(leg)
        if final is not None:
            return final
    return _present(leg)


def _final(leg: Leg) -> Reckoned | None:
    """Give what is met, breached or lapsed for good; None if nothing is.

    What a reopening restarts, or finds under another limit, is not broken by it.
    """
    lapsed = FOREVER if leg.course.lapsed_at is None else leg.course.lapsed_at
    for k, (_, _, limit) in enumerate(leg.segments):
        last = k + 1 == len(leg.segments)
        end = leg.end if last else leg.segments[k + 1][1]
        if limit is None:
            continue
        due = leg.due(k)
        due_at = due if isinstance(due, int) else FOREVER
        breached_at = max(due_at, _applies(leg, k))
        if _is_fulfilled_before(leg, end):
            fulfilled = leg.course.fulfilled_at
            if fulfilled is None or fulfilled <= due_at:
                return _met(leg, k, due)
            if breached_at < fulfilled:
                breached_at = leg.course.when_open(breached_at)
            return _breached(leg, k, due_at, breached_at)
        until = leg.course.now if end is None else end
        breached_at = leg.course.when_open(breached_at)
        is_reopened = breached_at == end and leg.course.reopens_at(breached_at)
        if breached_at <= min(until, lapsed) and not is_reopened:
            return _breached(leg, k, due_at, breached_at)
    ended = leg.end is None or lapsed < leg.end
    return _lapsed(leg, len(leg.segments) - 1) if lapsed < FOREVER and ended else None


def _is_fulfilled_before(leg: Leg, end: int | None) -> bool:
    """Whether it was fulfilled in a segment's time; what fulfils precedes changes."""
    fulfilled = leg.course.fulfilled_at
    return fulfilled is not None and (end is None or fulfilled <= end)


def _applies(leg: Leg, k: int) -> int:
    """Give since when the limit of a segment applies."""
    return leg.start if k == 0 else leg.segments[k][1]


def _present(leg: Leg) -> Reckoned:
    """Give the state of what is not final."""
    k = len(leg.segments) - 1
    limit = leg.segments[k][2]
    if leg.course.is_closed or limit is None:
        return _lapsed(leg, k)
    now = leg.course.now
    due = leg.due(k)
    opens_at = leg.opens_at(k)
    is_paused = any(b <= now and e is None for b, e in leg.pauses)
    begun: Literal["not_started", "running"]
    begun = "not_started" if opens_at > now else "running"
    return Reckoned(
        state="paused" if is_paused else begun,
        due=_why(due),
        due_at=due if isinstance(due, int) else None,
        started_at=leg.start,
        elapsed=leg.elapsed(k, now),
        remaining=leg.remaining(k, due),
        paused=leg.paused(k, now),
        segment=leg.segments[k][0],
        opens_at=opens_at if opens_at < FOREVER else None,
    )


def _why(due: Due) -> Literal["at", "no_stated_time", "paused", "never_opens"]:
    if isinstance(due, int):
        return "at"
    if due is None:
        return "no_stated_time"
    return "paused" if isinstance(due, Paused) else "never_opens"


def _met(leg: Leg, k: int, due: Due) -> Reckoned:
    fulfilled = leg.course.fulfilled_at
    assert fulfilled is not None
    return Reckoned(
        state="met",
        due=_why(due),
        due_at=due if isinstance(due, int) else None,
        started_at=leg.start,
        elapsed=leg.elapsed(k, fulfilled),
        paused=leg.paused(k, fulfilled),
        segment=leg.segments[k][0],
    )


def _breached(leg: Leg, k: int, due_at: int, breached_at: int) -> Reckoned:
    limit = leg.segments[k][2]
    assert limit is not None
    until = _over_at(leg.course)
    return Reckoned(
        state="breached",
        due="at",
        due_at=due_at,
        breached_at=breached_at,
        started_at=leg.start,
        elapsed=leg.elapsed(k, until),
        paused=leg.paused(k, until),
        overrun=max(0, limit.counts_on.between(due_at, max(until, due_at))),
        segment=leg.segments[k][0],
    )


def _lapsed(leg: Leg, k: int) -> Reckoned:
    until = _over_at(leg.course)
    return Reckoned(
        state="lapsed",
        due="lapsed",
        started_at=leg.start,
        elapsed=leg.elapsed(k, until),
        paused=leg.paused(k, until),
        segment=leg.segments[k][0],
    )


def _over_at(course: Course) -> int:
    """Give when it was fulfilled or lapsed for good: what is over stays as it is."""
    ends = (course.fulfilled_at, course.lapsed_at)
    return min((course.now, *(at for at in ends if at is not None)))


def as_known(course: Course) -> Course:
    """Give a course with its pauses as they stood when it was over, or stand now.

    At one instant what fulfils comes before a new wait. What holds when the case opens
    has held before.
    """
    if not course.pauses:
        return course
    done, now = course.fulfilled_at, _over_at(course)
    pauses: tuple[Pause, ...] = tuple(
        (begin, None if end is None or end > now else end)
        for begin, end in course.pauses
        if begin < now or (begin == now and (done is None or course.is_born_still))
    )
    return evolve(course, pauses=merged(pauses))


def leg_of(course: Course, reckoned: Reckoned) -> tuple[Leg, int]:
    """Give the leg that decided an occurrence, and its segment's place in it."""
    course = as_known(course)
    starts = [course.start, *course.restarts]
    index = starts.index(reckoned.started_at)
    end = starts[index + 1] if index + 1 < len(starts) else None
    leg = Leg(course, reckoned.started_at, end)
    return leg, [segment[0] for segment in leg.segments].index(reckoned.segment)
