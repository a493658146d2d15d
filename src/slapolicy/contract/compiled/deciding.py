"""The short way from a case to a decision: one walk, and what its occurrences come to.

Where it does not treat a case, the evaluator answers; `why_plain` says why.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import evolve

from slapolicy.contract.case import Case
from slapolicy.contract.compiled.alarms import Alarms
from slapolicy.contract.compiled.asked import (
    course_of,
    reckoned_as,
    untold,
)
from slapolicy.contract.compiled.besides import duties_of, intake_of
from slapolicy.contract.compiled.compiler import Compiled, compiled
from slapolicy.contract.compiled.lasting import lasted_at
from slapolicy.contract.compiled.lived import Lived
from slapolicy.contract.compiled.making import (
    Head,
    OpenDecision,
    head_of,
    obligation_of,
)
from slapolicy.contract.compiled.outlines import under
from slapolicy.contract.compiled.owing import Owing
from slapolicy.contract.compiled.places import Places
from slapolicy.contract.compiled.plain_way import (
    LASTS_IN_VAIN,
    NOT_IN_FORCE,
    GoesPlain,
)
from slapolicy.contract.compiled.reckoned import (
    NEXT_AT,
    DaysStandStill,
    Reckoned,
    reckoned,
)
from slapolicy.contract.compiled.story import MICROSECOND, Story, cut, story_of
from slapolicy.contract.compiled.tracks import outline_of
from slapolicy.contract.decision import Decision, Obligation
from slapolicy.contract.evaluator.evaluator import essence
from slapolicy.contract.policy import Policy
from slapolicy.worktime import LATEST, to_datetime
from slapolicy.worktime.zone import EPOCH


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
    if not isinstance(story, Story) or story.of is not shape:
        story = _told(policy, shape, case)
    if shape.is_bounded and not (
        shape.in_force_from <= story.ats[0] < shape.in_force_until
    ):
        raise GoesPlain(NOT_IN_FORCE)
    return _Decider(policy, story, at, moment).decision(case)


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

    __slots__ = (
        "_lived", "change_at", "moment", "moments", "outline", "path", "places",
        "policy", "story", "under",
    )  # fmt: skip

    def __init__(
        self, policy: Policy, story: Story, until: int, moment: datetime | None = None
    ) -> None:
        self.policy, self.story = policy, story
        count = story.count(until, moment)
        outline, path, times = outline_of(policy, story, count)
        found = outline.under.get(path)
        if found is None:
            found = under(policy, story.of, outline, path)
        if story.moments is None:
            ats, self.moments = times, [to_datetime(at) for at in times]
        else:
            ats, self.moments = [(at - EPOCH) // MICROSECOND for at in times], times
        ats.append(until)
        self.outline, self.path, self.under = outline, path, found
        self.places = Places(ats, found.reach)
        self.moment = to_datetime(until) if moment is None else moment
        self.change_at = LATEST
        self._lived: Lived | None = None

    def decision(self, case: Case) -> Decision:
        """Decide a case."""
        outline, policy, story = self.outline, self.policy, self.story
        owed = [
            self._obligation(each) if type(each) is Owing else each
            for each in self.under.owed
        ]
        head = head_of(policy, self.path.state, case)
        made = OpenDecision()
        if story.of.has_more:
            self._add(made, head, owed)
        change, ended = self.change_at, outline.ended
        made.case = case.id
        made.at = self.moment
        made.case_state = outline.case_state
        made.obligations = tuple(owed)
        made.next_change_at = None if change >= LATEST else to_datetime(change)
        made.closed_by = outline.closed_by
        made.closed_at = None if ended < 0 else self.moments[ended]
        made._policy = policy
        made._case_read = case
        made._rest = head
        made.__class__ = Decision
        decided: Decision = made
        return self._looking_ahead(decided, case) if story.lengths else decided

    @property
    def lived(self) -> Lived:
        """What came of it, with the instants put in."""
        if self._lived is None:
            self._lived = Lived(
                self.policy, self.story.of, self.outline, self.path, self.places.ats
            )
        return self._lived

    def _add(self, made: Any, head: Head, owed: Sequence[Any]) -> None:
        """Add the parts that stand beside the obligations."""
        policy, severity = self.policy, head.parts["severity"]
        if policy.alerts:
            alarms = Alarms(self.lived)
            made.alerts = alarms.alerts()
            self.change_at = min(self.change_at, alarms.change_at)
        if policy.duties or policy.rights:
            made.duties = duties_of(self.lived, severity, owed)
        if policy.intakes:
            made.intake = intake_of(self.lived, severity, head.parts["intake"])

    def _looking_ahead(self, decision: Decision, case: Case) -> Decision:
        """Give a decision that may change when something has lasted long enough."""
        story, until = self.story, self.places.ats[-1]
        lasted = lasted_at(story.lengths, until)
        later = [at for at in lasted if until < at < self.change_at]
        if not later:
            return decision
        at = min(later)
        ahead = _Decider(self.policy, cut(story, until, at, lasted[at]), at)
        if essence(ahead.decision(case)) == essence(decision):
            raise GoesPlain(LASTS_IN_VAIN)
        return evolve(decision, next_change_at=to_datetime(at))

    def _obligation(self, owing: Owing) -> Obligation:
        """Make the obligation of an occurrence under a plan."""
        if owing.is_asked:
            if not owing.plan.is_known:
                here = self.lived.happened(owing.followed.occurrence)
                return untold(self.lived, owing.key, here, owing.plan)
            found = self._asked(owing)
        else:
            try:
                found = reckoned(owing, self.places)
            except DaysStandStill:
                found = self._asked(owing)
        if found[NEXT_AT] < self.change_at:
            self.change_at = found[NEXT_AT]
        return obligation_of(self.policy, owing, found, self.moments)

    def _asked(self, owing: Owing) -> Reckoned:
        """Ask the evaluator what an occurrence comes to."""
        return reckoned_as(course_of(self.lived, owing.followed, owing.plan))
