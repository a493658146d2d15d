"""The short way from a case to a decision: one walk, and what its occurrences come to.

Where it does not treat a case, the evaluator answers; `why_plain` says why.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import evolve

from slapolicy.contract.case import Case
from slapolicy.contract.compiled.alarms import Alarms
from slapolicy.contract.compiled.asked import (
    course_of,
    reckoned_as,
    severity_turns,
    untold,
)
from slapolicy.contract.compiled.besides import duties_of, intake_of
from slapolicy.contract.compiled.compiler import Compiled, compiled
from slapolicy.contract.compiled.lasting import lasted_at
from slapolicy.contract.compiled.lived import Lived
from slapolicy.contract.compiled.making import (
    Head,
    decision_of,
    head_of,
    obligation_of,
    same_of,
)
from slapolicy.contract.compiled.outlines import Owing
from slapolicy.contract.compiled.plain_way import (
    LASTS_IN_VAIN,
    NOT_IN_FORCE,
    GoesPlain,
)
from slapolicy.contract.compiled.reckoned import (
    DaysStandStill,
    Reckoned,
    met_or_breached,
    reckoned,
)
from slapolicy.contract.compiled.story import Story, cut, story_of
from slapolicy.contract.compiled.tracks import outline_of
from slapolicy.contract.decision import Decision, Obligation
from slapolicy.contract.evaluator.evaluator import essence
from slapolicy.contract.policy import Policy
from slapolicy.worktime import LATEST, to_datetime

NOTHING: Mapping[str, Any] = {}


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
    story = case._story
    if type(story) is not Story or story.of is not shape:
        story = _told(policy, shape, case)
    if not shape.in_force_from <= story.ats[0] < shape.in_force_until:
        raise GoesPlain(NOT_IN_FORCE)
    return _Decider(policy, story, at).decision(case, moment)


def _told(policy: Policy, shape: Compiled, case: Case) -> Story:
    """Tell the story of a case, once."""
    known = case._story
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
    """Makes the decision of what a story comes to as of an instant."""

    def __init__(self, policy: Policy, story: Story, until: int) -> None:
        self.policy, self.story, self.until = policy, story, until
        self.outline, self.places = outline_of(
            policy, story, bisect_right(story.ats, until)
        )
        ats = story.ats
        self.ats = [ats[place] for place in self.places]
        self.change_at = LATEST
        self._lived: Lived | None = None

    def decision(self, case: Case, moment: datetime | None) -> Decision:
        """Decide a case."""
        outline, policy = self.outline, self.policy
        owed = tuple([self._obligation(each) for each in outline.owed])
        head = head_of(policy, outline.path.state, case)
        more = self._more(head, owed) if self.story.of.has_more else NOTHING
        change = self.change_at
        made = decision_of(
            policy,
            case,
            to_datetime(self.until) if moment is None else moment,
            head,
            outline.case_state,
            owed,
            None if change >= LATEST else to_datetime(change),
            outline.closed_by,
            None if outline.ended < 0 else self._moment(outline.ended),
            more,
        )
        return self._looking_ahead(made, case) if self.story.lengths else made

    @property
    def lived(self) -> Lived:
        """What came of it, with the instants put in."""
        if self._lived is None:
            self._lived = Lived(
                self.policy, self.story.of, self.outline, self.ats, self.until
            )
        return self._lived

    def _more(self, head: Head, owed: tuple[Obligation, ...]) -> dict[str, Any]:
        """Give the parts that stand beside the obligations."""
        more: dict[str, Any] = {}
        policy, severity = self.policy, head.parts["severity"]
        if policy.alerts:
            alarms = Alarms(self.lived)
            more["alerts"] = alarms.alerts()
            self.change_at = min(self.change_at, alarms.change_at)
        if policy.duties or policy.rights:
            more["duties"] = duties_of(self.lived, severity, owed)
        if policy.intakes:
            more["intake"] = intake_of(self.lived, severity, head.parts["intake"])
        return more

    def _looking_ahead(self, decision: Decision, case: Case) -> Decision:
        """Give a decision that may change when something has lasted long enough."""
        story, until = self.story, self.until
        lasted = lasted_at(story.lengths, until)
        later = [at for at in lasted if until < at < self.change_at]
        if not later:
            return decision
        at = min(later)
        ahead = _Decider(self.policy, cut(story, until, at, lasted[at]), at)
        if essence(ahead.decision(case, None)) == essence(decision):
            raise GoesPlain(LASTS_IN_VAIN)
        return evolve(decision, next_change_at=to_datetime(at))

    def _moment(self, place: int) -> datetime:
        moments = self.story.moments
        if moments is None:
            return to_datetime(self.ats[place])
        return moments[self.places[place]]

    def _obligation(self, owing: Owing | Obligation) -> Obligation:
        """Make the obligation of an occurrence under a plan."""
        if not isinstance(owing, Owing):
            return owing
        plan, here, count = owing.plan, owing.occurrence, owing.followed.count
        if not plan.is_known:
            key = (owing.clock.name, plan.binding, count)
            return untold(self.lived, key, self.lived.happened(here), plan)
        if owing.is_plain:
            first, ats = plan.owners[0], self.ats
            assert first is not None
            found = met_or_breached(first, ats[here.began], ats[here.fulfilled])
        else:
            found = self._reckoned(owing)
        if found.next_at < self.change_at:
            self.change_at = found.next_at
        segment, due_at, started_at = found.segment, found.due_at, found.started_at
        same = plan.same.get(segment) if count == 1 else None
        if same is None:
            key = (owing.clock.name, plan.binding, count)
            same = same_of(self.policy, key, plan.owners, segment)
            if count == 1:
                plan.same[segment] = same
        owed = plan.owners[segment]
        return obligation_of(
            same,
            found,
            self._moment(here.began) if started_at is None else to_datetime(started_at),
            self._moment(here.fulfilled) if here.fulfilled >= 0 else None,
            due_at is not None
            and owed is not None
            and owed.line is not None
            and owed.line.is_estimated(due_at),
        )

    def _reckoned(self, owing: Owing) -> Reckoned:
        turns: tuple[int, ...] = ()
        lived, here = self.lived, owing.occurrence
        happened = lived.happened(here)
        pauses = lived.stretches(owing.pauses)
        if owing.clock.restarts and len(lived.turns) > 1:
            turns = severity_turns(lived, happened)
        if not turns and not owing.is_restarted:
            try:
                return reckoned(
                    [self.ats[place] for place in owing.since], owing.plan.owners,
                    pauses, happened.fulfilled_at, happened.lapsed_at, lived.ended_at,
                    self.until,
                )  # fmt: skip
            except DaysStandStill:
                turns = ()
        state = owing.followed.state
        return reckoned_as(course_of(lived, happened, owing.plan, state, pauses, turns))
