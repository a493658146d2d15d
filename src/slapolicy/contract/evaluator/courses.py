"""Occurrences in one world, reckoned: each promise and aim of each clock.

What the worlds agree on is told in `obligations`.
"""

from slapolicy.contract.decision import State
from slapolicy.contract.evaluator.course import (
    Course,
    Measured,
    Reckoned,
    Segment,
)
from slapolicy.contract.evaluator.hours import HoursMissing, needs_of
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.life import Life
from slapolicy.contract.evaluator.occurrences import Occurrence, occurrences
from slapolicy.contract.evaluator.pauses import Row, pauses_of_each, waits, within
from slapolicy.contract.evaluator.reckoning import reckon
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import Clock, Policy, Target
from slapolicy.values import frozen
from slapolicy.worktime import HolidaysUnknown

Key = tuple[str, bool, int]
"""The clock, whether it is the promise, the number of the occurrence."""


@frozen(kw_only=True)
class Outcome:
    """What one occurrence comes to in one world.

    `reckoned` is None where it cannot be told (`needs` says without what), and where no
    occurrence has begun (`occurrence` is None). `target` is the limit that decided. No
    `course` without an occurrence, nor where its limits cannot be told.
    """

    target: Target | None
    occurrence: Occurrence | None
    reckoned: Reckoned | None
    course: Course | None = None
    targets: tuple[Target | None, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """Its state, in the words of a decision."""
        if self.reckoned is not None:
            return self.reckoned.state
        return "indeterminate" if self.needs else "not_started"

    @property
    def has_limit(self) -> bool:
        """Whether any limit applied to it at any time."""
        return self.target is not None or any(t is not None for t in self.targets)


def outcomes(world: World, life: Life) -> dict[Key, Outcome]:
    """Give what every clock comes to in a world."""
    found: dict[Key, Outcome] = {}
    waited = waits(world)
    for clock in world.policy.clocks.values():
        kinds = targets_of(world.policy)[clock.name]
        try:
            happened = _happened(world, life, clock)
            paused = pauses_of_each(world, life, clock, waited, happened)
        except (HoursMissing, HolidaysUnknown) as missing:
            for binding, targets in kinds:
                found[clock.name, binding, 1] = Outcome(
                    target=targets[0],
                    occurrence=None,
                    reckoned=None,
                    needs=needs_of(missing),
                )
            continue
        for binding, targets in kinds:
            for occurrence, rows in zip(happened, paused, strict=True):
                found[clock.name, binding, occurrence.number] = _outcome(
                    world, life, occurrence, targets, rows
                )
            if not happened and not life.is_closed and not _has_begun(world, clock):
                target = _standing(world, targets)
                if target is not None:
                    found[clock.name, binding, 1] = Outcome(
                        target=target, occurrence=None, reckoned=None
                    )
    return found


@once_a_policy
def targets_of(policy: Policy) -> dict[str, list[tuple[bool, tuple[Target, ...]]]]:
    """Give the targets of each clock: the promises (True), then the aims."""
    found: dict[str, list[tuple[bool, tuple[Target, ...]]]] = {}
    for clock in policy.clocks:
        mine = [target for target in policy.targets if target.clock == clock]
        both = [(b, tuple(t for t in mine if t.binding == b)) for b in (True, False)]
        found[clock] = [(binding, targets) for binding, targets in both if targets]
    return found


def _happened(world: World, life: Life, clock: Clock) -> tuple[Occurrence, ...]:
    if life.needs:
        raise HoursMissing(*life.needs)
    return occurrences(world, life, clock)


def _has_begun(world: World, clock: Clock) -> bool:
    """Whether there were occurrences that are told no more."""
    cut = world.record.cut
    return cut is not None and clock.name in cut.last


def _standing(world: World, targets: tuple[Target, ...]) -> Target | None:
    """Give the limit that an occurrence would have, if it began now."""
    at = world.record.at
    return world.target_at(targets, at, world.record.snapshot(at))


def _outcome(
    world: World,
    life: Life,
    occurrence: Occurrence,
    targets: tuple[Target, ...],
    paused: tuple[Row, ...],
) -> Outcome:
    fixed = world.record.snapshot(occurrence.fixed_at)
    segments: list[Segment] = []
    owners: list[Target | None] = []
    target: Target | None = None
    needs: dict[str, None] = {}
    try:
        for at in _times(world, life, occurrence):
            target = world.target_at(targets, at, fixed)
            limit = None
            if target is not None:
                try:
                    limit = world.measured(target.limit, at, fixed)
                except HoursMissing as missing:
                    if not _is_met_anyway(target, occurrence):
                        raise
                    limit = Measured("no_stated_time", 0, None)
                    needs.update(dict.fromkeys(missing.needs))
            if segments and segments[-1].limit == limit and owners[-1] is target:
                continue
            segments.append(Segment(at, limit))
            owners.append(target)
    except (HoursMissing, HolidaysUnknown) as missing:
        return Outcome(
            target=target,
            occurrence=occurrence,
            reckoned=None,
            targets=(*owners, target),
            needs=needs_of(missing),
        )
    turns = _severity_changes(world, life, occurrence)
    over = occurrence.over_at
    since = min(occurrence.start, over)
    course = Course(
        start=occurrence.start,
        segments=tuple(segments),
        pauses=within(paused, since, over),
        fulfilled_at=occurrence.fulfilled_at,
        lapsed_at=occurrence.lapsed_at,
        closures=life.closures(),
        restarts=_restarts(occurrence, [*occurrence.restarts, *turns]),
        now=world.record.at,
        turns=turns,
        is_born_still=_is_born_still(world, occurrence),
    )
    return _reckoned(occurrence, course, tuple(owners), tuple(needs))


def _reckoned(
    occurrence: Occurrence,
    course: Course,
    owners: tuple[Target | None, ...],
    needs: tuple[str, ...],
) -> Outcome:
    try:
        reckoned = reckon(course)
    except (HoursMissing, HolidaysUnknown) as missing:
        return Outcome(
            target=owners[-1],
            occurrence=occurrence,
            reckoned=None,
            course=course,
            targets=owners,
            needs=needs_of(missing),
        )
    return Outcome(
        target=owners[reckoned.segment],
        occurrence=occurrence,
        reckoned=reckoned,
        course=course,
        targets=owners,
        needs=needs,
    )


def seen_at(outcome: Outcome, at: int) -> Outcome:
    """Give what an outcome comes to at a later instant, if nothing happens until then.

    What has no course cannot be told then, either.
    """
    if outcome.course is None or outcome.occurrence is None:
        return outcome
    course = outcome.course.seen_at(at)
    return _reckoned(outcome.occurrence, course, outcome.targets, outcome.needs)


def turns_at(outcome: Outcome, at: int) -> bool:
    """Whether it is in another state at a later instant, if nothing happens until then.

    What was fulfilled is not.
    """
    course = outcome.course
    if course is None or course.fulfilled_at is not None:
        return False
    return seen_at(outcome, at).state != outcome.state


def _is_met_anyway(target: Target, occurrence: Occurrence) -> bool:
    """Whether it is met whatever the hours: then only how long it took needs them."""
    is_fulfilled = occurrence.fulfilled_at is not None
    return target.limit.kind == "no_stated_time" and is_fulfilled


def _times(world: World, life: Life, occurrence: Occurrence) -> list[int]:
    """Give when a limit may come into force: of what lapsed, none does afterwards."""
    began, until = occurrence.began_at, occurrence.lapsed_at
    if until is None and occurrence.fulfilled_at is None and life.is_closed:
        until = life.periods[-1].end
    return [
        began,
        *(at for at in world.breaks if at > began and (until is None or at <= until)),
    ]


def _severity_changes(
    world: World, life: Life, occurrence: Occurrence
) -> tuple[int, ...]:
    """Give when the severity changed (to or from none, too) while the case was open.

    None, where the clock does not restart with it.
    """
    if not occurrence.clock.restarts_with_severity:
        return ()
    changes = (at for at, _ in world.severities[1:] if at > occurrence.began_at)
    return tuple(at for at in changes if life.is_open(at))


def _is_born_still(world: World, occurrence: Occurrence) -> bool:
    """Whether a condition kept it still when it was fulfilled as the case opened."""
    opened_at = world.record.opened_at
    if opened_at is None or occurrence.fulfilled_at != opened_at:
        return False
    moment = world.hours.moment(opened_at)
    conditions = (getattr(p, "condition", None) for p in occurrence.clock.pauses)
    return any(judge(c, moment).holds for c in conditions if c is not None)


def _restarts(occurrence: Occurrence, restarts: list[int]) -> tuple[int, ...]:
    over = occurrence.fulfilled_at
    if not restarts:
        return ()
    return tuple(
        sorted(
            {
                at
                for at in restarts
                if at > occurrence.start and (over is None or at < over)
            }
        )
    )
