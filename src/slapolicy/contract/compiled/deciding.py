"""The short way from a case to a decision: one walk, and what its occurrences come to.

Where it does not treat a case, the evaluator answers; `why_plain` says why.
"""

from bisect import bisect_right
from datetime import datetime
from typing import Any

from attrs import evolve

from slapolicy.contract.case import Case
from slapolicy.contract.compiled.alarms import Alarms, Followed
from slapolicy.contract.compiled.asked import (
    course_of,
    reckoned_as,
    severity_turns,
    untold,
)
from slapolicy.contract.compiled.besides import duties_of, intake_of
from slapolicy.contract.compiled.compiler import Clockwork, Compiled, compiled
from slapolicy.contract.compiled.lasting import lasted_at
from slapolicy.contract.compiled.making import (
    decision_of,
    head_of,
    not_begun,
    obligation_of,
    same_of,
)
from slapolicy.contract.compiled.plain_way import (
    LASTS_IN_VAIN,
    NOT_IN_FORCE,
    UNKNOWN_PAUSE,
    GoesPlain,
)
from slapolicy.contract.compiled.reckoned import DaysStandStill, Reckoned, Run
from slapolicy.contract.compiled.states import Plan
from slapolicy.contract.compiled.story import Story, cut, story_of
from slapolicy.contract.compiled.walk import Occurrence, Walk
from slapolicy.contract.decision import Decision, Obligation
from slapolicy.contract.evaluator.citations import cited
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.contract.evaluator.evaluator import essence
from slapolicy.contract.policy import Policy
from slapolicy.worktime import LATEST, to_datetime
from slapolicy.worktime.interval import union


def decide_shortly(
    policy: Policy, case: Case, at: int, moment: datetime | None = None
) -> Decision:
    """Say what follows as of an instant in microseconds UTC (or its `moment` in UTC).

    Raises:
        GoesPlain: The short way does not treat the case.
    """
    shape = compiled(policy)
    if shape.why is not None:
        raise GoesPlain(shape.why)
    story = _story(policy, shape, case)
    if not shape.in_force_from <= story.ats[0] < shape.in_force_until:
        raise GoesPlain(NOT_IN_FORCE)
    walk = Walk(policy, story, at)
    walk.through()
    return _Decider(walk).decision(case, moment)


def _story(policy: Policy, shape: Compiled, case: Case) -> Story:
    """Give the story of a case, told once."""
    known = case._story
    if isinstance(known, Story) and known.of is shape:
        return known
    if isinstance(known, tuple) and known[0] is shape:
        raise GoesPlain(known[1])
    try:
        found = story_of(policy, shape, case)
    except GoesPlain as plain:
        object.__setattr__(case, "_story", (shape, plain.why))
        raise
    object.__setattr__(case, "_story", found)
    return found


class _Decider:
    """Makes the decision of what was found on a walk."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.change_at = LATEST
        self.followed: list[list[Followed]] = [[] for _ in walk.shape.clocks]

    def decision(self, case: Case, moment: datetime | None) -> Decision:
        """Decide a case."""
        walk = self.walk
        owed: list[Obligation] = []
        for clock in walk.shape.clocks:
            owed += self._obligations(clock)
        head = head_of(walk.policy, walk.path.state, case)
        more: dict[str, Any] = {}
        if walk.policy.alerts:
            alarms = Alarms(walk, self.followed)
            more["alerts"] = alarms.alerts()
            self.change_at = min(self.change_at, alarms.change_at)
        severity = head.parts["severity"]
        if walk.policy.duties or walk.policy.rights:
            more["duties"] = duties_of(walk, severity, owed)
        if walk.policy.intakes:
            more["intake"] = intake_of(walk, severity, head.parts["intake"])
        change, ended_at = self.change_at, walk.ended_at
        made = decision_of(
            walk.policy,
            case,
            to_datetime(walk.until) if moment is None else moment,
            head,
            walk.ended_how or "open",
            tuple(owed),
            None if change >= LATEST else to_datetime(change),
            cited(walk.ended_by).clauses if walk.ended_by else (),
            None if ended_at is None else self._moment(walk.ended, ended_at),
            more,
        )
        return self._looking_ahead(made, case) if walk.story.lengths else made

    def _looking_ahead(self, decision: Decision, case: Case) -> Decision:
        """Give a decision that may change when something has lasted long enough."""
        walk = self.walk
        lasted = lasted_at(walk.story.lengths, walk.until)
        later = [at for at in lasted if walk.until < at < self.change_at]
        if not later:
            return decision
        at = min(later)
        ahead = Walk(walk.policy, cut(walk.story, walk.until, at, lasted[at]), at)
        ahead.through()
        if essence(_Decider(ahead).decision(case, None)) == essence(decision):
            raise GoesPlain(LASTS_IN_VAIN)
        return evolve(decision, next_change_at=to_datetime(at))

    def _moment(self, place: int, at: int) -> datetime:
        moments = self.walk.story.moments
        return to_datetime(at) if moments is None else moments[place]

    def _obligations(self, clock: Clockwork) -> list[Obligation]:
        walk, number = self.walk, clock.number
        happened = walk.found[number]
        made: list[Obligation] = []
        if not happened:
            if walk.ended_at is None:
                for binding, owed in walk.path.state.limits[number]:
                    if owed is not None:
                        made.append(
                            not_begun(
                                walk.policy, walk.shape, clock.name, binding, owed
                            )
                        )
            return made
        turns, plans = walk.turns, walk.path.plans[number]
        is_followed = bool(walk.policy.alerts)
        for index, occurrence in enumerate(happened):
            place, mine = 0, plans
            if len(turns) > 1 and occurrence.at >= turns[1]:
                place = bisect_right(turns, occurrence.at) - 1
                mine = walk.path.plans_from(number, place)
            pauses = self._pauses(clock, occurrence)
            for plan in mine:
                if not plan.is_none:
                    made.append(
                        self._obligation(
                            clock, index + 1, occurrence, pauses, plan, place
                        )
                    )
            if is_followed:
                known = [(plan, place) for plan in mine]
                self.followed[number].append((occurrence, known, pauses))
        return made

    def _obligation(
        self,
        clock: Clockwork,
        count: int,
        occurrence: Occurrence,
        pauses: list[tuple[int, int]],
        plan: Plan,
        place: int,
    ) -> Obligation:
        """Make an obligation of what began in the state at a place of the path."""
        if not plan.is_known:
            key = (clock.name, plan.binding, count)
            return untold(self.walk, key, occurrence, plan)
        found = self._reckoned(clock, occurrence, pauses, plan, place)
        due_at, segment, next_at, started_at = found[2], found[8], found[9], found[10]
        if next_at < self.change_at:
            self.change_at = next_at
        same = plan.same.get(segment) if count == 1 else None
        if same is None:
            key = (clock.name, plan.binding, count)
            same = same_of(self.walk.policy, key, plan.owners, segment)
            if count == 1:
                plan.same[segment] = same
        fulfilled_at = occurrence.fulfilled_at
        owed = plan.owners[segment]
        return obligation_of(
            same,
            found,
            self._moment(occurrence.began, occurrence.at)
            if started_at is None
            else to_datetime(started_at),
            None
            if fulfilled_at is None
            else self._moment(occurrence.fulfilled, fulfilled_at),
            due_at is not None
            and owed is not None
            and owed.line is not None
            and owed.line.is_estimated(due_at),
        )

    def _reckoned(
        self,
        clock: Clockwork,
        occurrence: Occurrence,
        pauses: list[tuple[int, int]],
        plan: Plan,
        place: int,
    ) -> Reckoned:
        walk, since = self.walk, [occurrence.at]
        turns: tuple[int, ...] = ()
        if clock.restarts and len(walk.turns) > 1:
            turns = severity_turns(walk, occurrence)
        if not turns and not occurrence.restarts:
            for each in plan.later:
                since.append(walk.turns[place + each])
            try:
                return Run(
                    since, plan.owners, pauses, occurrence.fulfilled_at,
                    occurrence.lapsed_at, walk.ended_at, walk.until,
                ).reckoned()  # fmt: skip
            except DaysStandStill:
                turns = ()
        return reckoned_as(course_of(walk, occurrence, plan, place, pauses, turns))

    def _pauses(
        self, clock: Clockwork, occurrence: Occurrence
    ) -> list[tuple[int, int]]:
        """Give the pauses of an occurrence, as known when it was fulfilled, or now."""
        walk, fulfilled = self.walk, occurrence.fulfilled_at
        until = known = walk.until
        if fulfilled is not None:
            until = fulfilled
            known = fulfilled - 1  # what fulfils comes before a wait in its instant
        elif occurrence.lapsed_at is not None:
            known = occurrence.lapsed_at
        found: list[tuple[int, int]] = []
        for role, begin, end in walk.waits:
            if begin <= known and role in clock.waits_for:
                if end is None or end > until:
                    found.append((begin, FOREVER))
                elif end > occurrence.at:
                    found.append((begin, end))
        if clock.whiles:
            found += [
                (begin, end if end <= until else FOREVER)
                for begin, end in self._whiles(clock, occurrence)
                if begin <= known and end > occurrence.at
            ]
        if walk.ended_at is not None and walk.ended_at <= known:
            found.append((walk.ended_at, FOREVER))
        return [*union(found)] if len(found) > 1 else found

    def _whiles(
        self, clock: Clockwork, occurrence: Occurrence
    ) -> list[tuple[int, int]]:
        walk = self.walk
        if occurrence.fulfilled_at == walk.story.ats[0]:
            raise GoesPlain(UNKNOWN_PAUSE)
        found: list[tuple[int, int]] = []
        begun: int | None = None
        for at, state in zip(walk.turns, walk.path.states, strict=True):
            still = state.still[clock.number]
            if still is None:
                raise GoesPlain(UNKNOWN_PAUSE)
            if still and begun is None:
                begun = at
            elif not still and begun is not None:
                found.append((begun, at))
                begun = None
        if begun is not None:
            found.append((begun, FOREVER))
        return found
