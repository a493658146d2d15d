"""Follows one alert about a clock through what was in force at each time.

An alert is raised by the limit, the severity and the facts of its moment, and what was
raised stays raised. One whose time is already past when a limit comes into force is
raised then, as a due already past is breached then (DESIGN, "Alerts").
"""

from collections.abc import Callable, Iterator

from slapolicy.contract.evaluator.course import NEVER, Course, Reckoned
from slapolicy.contract.evaluator.courses import Outcome
from slapolicy.contract.evaluator.hours import HoursMissing, needs_of
from slapolicy.contract.evaluator.leg import Leg
from slapolicy.contract.evaluator.occurrences import Occurrence
from slapolicy.contract.evaluator.raised import Raised
from slapolicy.contract.evaluator.reckoning import as_known, leg_of
from slapolicy.contract.evaluator.timings import stands_at
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.policy import Alert
from slapolicy.worktime import HolidaysUnknown

Applies = Callable[[int], bool | tuple[str, ...]]
"""Whether a rule is for the case at an instant; else what is needed to tell."""
Stage = tuple[int, int | None, Leg, int]
"""From when to when (None: still), and which limit then decides: a leg's segment."""


def watch(
    world: World, rule: Alert, outcome: Outcome, applies: Applies, more: set[int]
) -> Raised | None:
    """Tell of an alert about an occurrence; None where the rule is not for it.

    `more` are instants, besides those of limits, at which `applies` may change.
    """
    occurrence = outcome.occurrence
    assert occurrence is not None
    if outcome.reckoned is None or outcome.course is None:
        applied = applies(world.record.at)
        if applied is False:
            return None
        needs = outcome.needs if applied is True else (*outcome.needs, *applied)
        return Raised("indeterminate", None, tuple(dict.fromkeys(needs)))
    course = as_known(outcome.course)
    watcher = _Watcher(world, rule, occurrence, course, outcome.reckoned, applies)
    try:
        return watcher.watch(more)
    except (HoursMissing, HolidaysUnknown) as missing:
        return Raised("indeterminate", None, needs_of(missing))


class _Watcher:
    """Watches one occurrence, stage by stage."""

    def __init__(
        self,
        world: World,
        rule: Alert,
        occurrence: Occurrence,
        course: Course,
        reckoned: Reckoned,
        applies: Applies,
    ) -> None:
        self.world = world
        self.rule = rule
        self.occurrence = occurrence
        self.course = course
        self.reckoned = reckoned
        self.applies = applies

    def watch(self, more: set[int]) -> Raised | None:
        found: Raised | None = None
        for stage in self._stages(more):
            found = self._of(stage)
            if found is not None and found.state == "raised":
                return found
        return found

    def _stages(self, more: set[int]) -> Iterator[Stage]:
        course, reckoned = self.course, self.reckoned
        began = self.occurrence.began_at
        final = reckoned.breached_at
        if reckoned.state == "met":
            final = course.fulfilled_at
        times = {began, *course.restarts, *(s.start for s in course.segments), *more}
        times |= set() if final is None else {final}
        ordered = sorted(at for at in times if began <= at <= course.now)
        for index, at in enumerate(ordered):
            until = ordered[index + 1] if index + 1 < len(ordered) else None
            if final is not None and at >= final:
                yield (at, until, *leg_of(course, reckoned))
            else:
                yield (at, until, *_in_force(course, at))

    def _of(self, stage: Stage) -> Raised | None:
        since, until, leg, k = stage
        applied = self.applies(since)
        if applied is False:
            return None
        if applied is not True:
            return Raised("indeterminate", None, applied)
        limit = leg.segments[k][2]
        if limit is None:
            return Raised("void")
        if limit.kind == "no_stated_time":
            return None
        assert self.rule.timing is not None
        stands = stands_at(leg, k, self.rule.timing)
        is_over = self.occurrence.is_over or self.reckoned.state == "lapsed"
        if not isinstance(stands, int):
            paused = stands != NEVER and not is_over
            return Raised("paused" if paused else "void")
        stands = max(stands, since)
        at = self._opening(stands)
        if at is None or self._is_over_by(at):
            return Raised("void")
        now = self.course.now
        if at <= now and (until is None or at <= until):
            return Raised("raised", at, stands=stands)
        return Raised("deferred" if stands <= now else "pending", at, stands=stands)

    def _opening(self, at: int) -> int | None:
        """Give when it is raised: in its hours, and while the case is open."""
        found = self._next_opening(at)
        for closed, reopened in self.course.closures:
            if found is None or found <= closed:
                break
            if reopened is None:
                return None
            if found < reopened:
                found = self._next_opening(reopened)
        return found

    def _next_opening(self, at: int) -> int | None:
        if self.rule.hours is None:
            return at
        return self.world.hours.calendar(self.rule.hours, at).next_opening(at)

    def _is_over_by(self, at: int) -> bool:
        """Whether the occurrence was fulfilled by then, or had lapsed before."""
        fulfilled, lapsed = self.occurrence.fulfilled_at, self.occurrence.lapsed_at
        return (fulfilled is not None and fulfilled <= at) or (
            lapsed is not None and lapsed < at
        )


def _in_force(course: Course, at: int) -> tuple[Leg, int]:
    """Give the leg and the segment that were in force at an instant."""
    starts = [course.start, *course.restarts]
    index = max((i for i, start in enumerate(starts) if start <= at), default=0)
    end = starts[index + 1] if index + 1 < len(starts) else None
    leg = Leg(course, starts[index], end)
    known = (k for k, segment in enumerate(leg.segments) if segment[1] <= at)
    return leg, max(known, default=0)
