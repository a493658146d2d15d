"""What stretch a timeline shows: all instants of a decision, and some room."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import evolve

from slapolicy.contract.evaluator.course import Course
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.reckoning import reckon
from slapolicy.contract.explanation.clocks import outcome_of
from slapolicy.contract.explanation.view import View
from slapolicy.worktime import DAY, HOUR, MINUTE, HolidaysUnknown, from_datetime

Dues = Mapping[str, tuple[int, ...]]


def window_of(view: View, former: Dues) -> tuple[int, int]:
    """Give the stretch that holds every instant, with some room on either side.

    Warnings, escalations and the instant of the decision are held too, unless they lie
    far from all others. Around one instant alone there is half an hour.
    """
    known = [*_instants(view), *(at for dues in former.values() for at in dues)]
    alerts = [*_known(*(each.at for each in view.decision.alerts))]
    known = known or alerts or [view.at]
    first, last = min(known), max(known)
    room = max((last - first) // 4, 10 * MINUTE) if first < last else DAY
    near = [at for at in (*alerts, view.at) if first - room <= at <= last + room]
    first, last = min([first, *near]), max([last, *near])
    edge = max((last - first) // 20, MINUTE // 2) if first < last else HOUR // 2
    return first - edge, last + edge


def _instants(view: View) -> Iterator[int]:
    yield from (each.at for each in view.case.events if each.at <= view.at)
    for each in view.decision.obligations:
        yield from _known(
            each.started_at, each.due_at, each.earliest_due_at, each.latest_due_at,
            each.fulfilled_at, each.breached_at,
        )  # fmt: skip
    yield from _known(view.decision.closed_at)
    opened = view.situation.record.opened_at
    if opened is not None:
        yield from (at for at, _ in view.situation.worlds[0].severities if at >= opened)


def _known(*found: datetime | None) -> Iterator[int]:
    yield from (from_datetime(each) for each in found if each is not None)


def former_dues(view: View) -> dict[str, tuple[int, ...]]:
    """Give when each obligation was once to fall due, before something moved it."""
    found: dict[str, tuple[int, ...]] = {}
    for each in view.decision.obligations:
        outcome = outcome_of(view, each)
        if outcome is None or outcome[1].course is None or each.needs:
            continue
        dues = dict.fromkeys(_dues_before_turns(outcome[1].course))
        moved = tuple(at for at in dues if at not in {*_known(each.due_at)})
        if moved:
            found[each.id] = moved
    return found


def _dues_before_turns(course: Course) -> Iterator[int]:
    """Give the due instant as it was known just before each thing that may move it."""
    over = [course.fulfilled_at, course.lapsed_at, course.now + 1]
    last = min(at for at in over if at is not None)
    turns = {s.start for s in course.segments} | {*course.restarts}
    turns |= {at for pause in (*course.pauses, *course.closures) for at in pause if at}
    if course.lapsed_at is not None:
        turns.add(course.lapsed_at)
    for turn in sorted(at for at in turns if course.start < at <= last):
        try:
            due = reckon(_known_before(course, turn)).due_at
        except (HolidaysUnknown, HoursMissing):
            continue
        if due is not None:
            yield due


def _known_before(course: Course, turn: int) -> Course:
    """Give a course as it was known in the moment before an instant."""
    return evolve(
        course,
        segments=tuple(s for s in course.segments if s.start < turn)
        or course.segments[:1],
        pauses=tuple(
            (begin, None if end is None or end >= turn else end)
            for begin, end in course.pauses
            if begin < turn
        ),
        closures=tuple(
            (begin, None if end is None or end >= turn else end)
            for begin, end in course.closures
            if begin < turn
        ),
        restarts=tuple(at for at in course.restarts if at < turn),
        turns=tuple(at for at in course.turns if at < turn),
        fulfilled_at=None,
        lapsed_at=None,
        now=turn - 1,
    )
