"""The short way from a case to a decision: one walk, and what its occurrences come to.

Where it does not treat a case, the evaluator answers; `why_plain` says why.
"""

from bisect import bisect_right
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
    decision_of,
    head_of,
    obligation_of,
)
from slapolicy.contract.compiled.owing import Owing
from slapolicy.contract.compiled.plain_way import (
    LASTS_IN_VAIN,
    NOT_IN_FORCE,
    GoesPlain,
)
from slapolicy.contract.compiled.reckoned import (
    DaysStandStill,
    Reckoned,
    reckoned,
)
from slapolicy.contract.compiled.story import Story, cut, story_of
from slapolicy.contract.compiled.tracks import outline_of
from slapolicy.contract.decision import Decision, Obligation
from slapolicy.contract.evaluator.evaluator import essence
from slapolicy.contract.policy import Policy
from slapolicy.worktime import LATEST, to_datetime


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

    __slots__ = ("_lived", "ats", "change_at", "outline", "places", "policy", "story")

    def __init__(self, policy: Policy, story: Story, until: int) -> None:
        ats = story.ats
        self.policy, self.story = policy, story
        outline, places = outline_of(policy, story, bisect_right(ats, until))
        self.outline, self.places = outline, places
        self.ats = [ats[place] for place in places]
        self.ats.append(until)
        self.change_at = LATEST
        self._lived: Lived | None = None

    def decision(self, case: Case, moment: datetime | None) -> Decision:
        """Decide a case."""
        outline, policy, story = self.outline, self.policy, self.story
        owed = tuple([self._obligation(each) for each in outline.owed])
        head = head_of(policy, outline.path.state, case)
        more = self._more(head, owed) if story.of.has_more else None
        change = self.change_at
        made = decision_of(
            policy,
            case,
            to_datetime(self.ats[-1]) if moment is None else moment,
            head,
            outline,
            owed,
            None if change >= LATEST else to_datetime(change),
            None if outline.ended < 0 else self._moment(outline.ended),
        )
        if more is not None:
            for name, part in more.items():
                setattr(made, name, part)
        made.__class__ = Decision
        decided: Decision = made
        return self._looking_ahead(decided, case) if story.lengths else decided

    @property
    def lived(self) -> Lived:
        """What came of it, with the instants put in."""
        if self._lived is None:
            self._lived = Lived(self.policy, self.story.of, self.outline, self.ats)
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
        story, until = self.story, self.ats[-1]
        lasted = lasted_at(story.lengths, until)
        later = [at for at in lasted if until < at < self.change_at]
        if not later:
            return decision
        at = min(later)
        ahead = _Decider(self.policy, cut(story, until, at, lasted[at]), at)
        if essence(ahead.decision(case, None)) == essence(decision):
            raise GoesPlain(LASTS_IN_VAIN)
        return evolve(decision, next_change_at=to_datetime(at))

    def _moment(self, place: int, instead: int | None = None) -> datetime:
        moments = self.story.moments
        if moments is None or instead is not None:
            return to_datetime(self.ats[place] if instead is None else instead)
        return moments[self.places[place]]

    def _obligation(self, owing: Owing | Obligation) -> Obligation:
        """Make the obligation of an occurrence under a plan."""
        if not isinstance(owing, Owing):
            return owing
        if not owing.plan.is_known:
            here = self.lived.happened(owing.followed.occurrence)
            return untold(self.lived, owing.key, here, owing.plan)
        found = self._reckoned(owing)
        if found.next_at < self.change_at:
            self.change_at = found.next_at
        started_at, fulfilled = found.started_at, owing.fulfilled
        return obligation_of(
            self.policy,
            owing,
            found,
            self._moment(owing.began)
            if started_at is None
            else to_datetime(started_at),
            None if fulfilled < 0 else self._moment(fulfilled),
        )

    def _reckoned(self, owing: Owing) -> Reckoned:
        if not owing.is_asked:
            try:
                return reckoned(owing, self.ats)
            except DaysStandStill:
                pass
        return reckoned_as(course_of(self.lived, owing.followed, owing.plan))
