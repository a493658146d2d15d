"""The short way from a case to a decision: one walk, and what its occurrences come to.

Where it does not treat a case, the evaluator answers; `why_plain` says why.
"""

from datetime import datetime
from typing import Literal

from slapolicy.contract.case import Case
from slapolicy.contract.compiled.compiler import Clockwork, Compiled, compiled
from slapolicy.contract.compiled.making import (
    decision_of,
    head_of,
    not_begun,
    obligation_of,
    same_of,
)
from slapolicy.contract.compiled.plain_way import (
    NOT_IN_FORCE,
    UNKNOWN_HOURS,
    UNKNOWN_PAUSE,
    GoesPlain,
)
from slapolicy.contract.compiled.reckoned import Run, Segment
from slapolicy.contract.compiled.states import Owed
from slapolicy.contract.compiled.story import Story, story_of
from slapolicy.contract.compiled.walk import Occurrence, Walk
from slapolicy.contract.decision import Decision, Obligation
from slapolicy.contract.evaluator.citations import cited
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.contract.policy import Policy
from slapolicy.worktime import LATEST, to_datetime
from slapolicy.worktime.interval import union

CaseState = Literal["open", "resolved", "withdrawn"]


def decide_shortly(policy: Policy, case: Case, at: int) -> Decision:
    """Say what follows as of an instant in microseconds UTC.

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
    return _Decider(walk).decision(case)


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

    def decision(self, case: Case) -> Decision:
        """Decide a case."""
        walk = self.walk
        owed: list[Obligation] = []
        for clock in walk.shape.clocks:
            owed += self._obligations(clock)
        change, ended_at = self.change_at, walk.ended_at
        return decision_of(
            walk.policy,
            case,
            to_datetime(walk.until),
            head_of(walk.policy, walk.state, case),
            walk.ended_how or "open",
            tuple(owed),
            None if change >= LATEST else to_datetime(change),
            cited(walk.ended_by).clauses if walk.ended_by else (),
            None if ended_at is None else self._moment(walk.ended, ended_at),
        )

    def _moment(self, place: int, at: int) -> datetime:
        moments = self.walk.story.moments
        return to_datetime(at) if moments is None else moments[place]

    def _obligations(self, clock: Clockwork) -> list[Obligation]:
        walk, number = self.walk, clock.number
        happened = walk.found[number]
        made: list[Obligation] = []
        if not happened:
            if walk.ended_at is None:
                for binding, owed in walk.state.limits[number]:
                    if owed is not None:
                        made.append(
                            not_begun(
                                walk.policy, walk.shape, clock.name, binding, owed
                            )
                        )
            return made
        for index, occurrence in enumerate(happened):
            pauses = self._pauses(clock, occurrence)
            for kind in range(len(walk.state.limits[number])):
                found = self._obligation(clock, index + 1, occurrence, kind, pauses)
                if found is not None:
                    made.append(found)
        return made

    def _segments(self, number: int, kind: int, began: int) -> list[Segment]:
        """Give what is owed from when on, since an occurrence began."""
        found: list[Segment] = []
        for at, state in self.walk.turns:
            owed = state.limits[number][kind][1]
            if at <= began:
                found = [(began, owed)]
            elif found[-1][1] is not owed:
                found.append((at, owed))
        return found

    def _obligation(
        self,
        clock: Clockwork,
        count: int,
        occurrence: Occurrence,
        kind: int,
        pauses: list[tuple[int, int]],
    ) -> Obligation | None:
        walk, number = self.walk, clock.number
        segments = self._segments(number, kind, occurrence.at)
        owners = tuple([owed for _, owed in segments])
        if not any(owners):
            return None
        if any(owed is not None and owed.kind is None for owed in owners):
            raise GoesPlain(UNKNOWN_HOURS)
        found = Run(
            occurrence.at, segments, pauses, occurrence.fulfilled_at,
            occurrence.lapsed_at, walk.ended_at, walk.until,
        ).reckoned()  # fmt: skip
        if found.state == "running" or found.state == "not_started":
            for at in (found.due_at, found.opens_at):
                if at is not None and walk.until < at < self.change_at:
                    self.change_at = at
        binding = walk.state.limits[number][kind][0]
        key = (clock.name, binding, count)
        same = same_of(walk.policy, walk.shape, key, owners, found.segment)
        fulfilled = occurrence.fulfilled_at
        return obligation_of(
            same,
            found,
            self._moment(occurrence.began, occurrence.at),
            None
            if fulfilled is None
            else self._moment(occurrence.fulfilled, fulfilled),
            provisional=found.due_at is not None
            and _is_estimated(owners[found.segment], found.due_at),
        )

    def _pauses(
        self, clock: Clockwork, occurrence: Occurrence
    ) -> list[tuple[int, int]]:
        """Give the pauses of an occurrence, as known when it was fulfilled, or now."""
        walk = self.walk
        if not walk.waits and not clock.whiles and walk.ended_at is None:
            return []
        fulfilled, lapsed = occurrence.fulfilled_at, occurrence.lapsed_at
        over = min(FOREVER if at is None else at for at in (fulfilled, lapsed))
        until = walk.until if fulfilled is None else fulfilled
        found: list[tuple[int, int]] = []
        for role, begin, end in walk.waits:
            if role in clock.waits_for:
                found.append((begin, FOREVER if end is None else end))
        if clock.whiles:
            found += self._whiles(clock, occurrence)
        if walk.ended_at is not None:
            found.append((walk.ended_at, FOREVER))
        # what fulfils comes before a new wait in the same instant
        known = [
            (begin, end if end <= until else FOREVER)
            for begin, end in found
            if end > occurrence.at
            and begin <= over
            and (begin < until if fulfilled is not None else begin <= until)
        ]
        return [*union(known)] if len(known) > 1 else known

    def _whiles(
        self, clock: Clockwork, occurrence: Occurrence
    ) -> list[tuple[int, int]]:
        walk = self.walk
        if occurrence.fulfilled_at == walk.story.ats[0]:
            raise GoesPlain(UNKNOWN_PAUSE)
        found: list[tuple[int, int]] = []
        begun: int | None = None
        for at, state in walk.turns:
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


def _is_estimated(owed: Owed | None, due_at: int) -> bool:
    return owed is not None and owed.line is not None and owed.line.is_estimated(due_at)
