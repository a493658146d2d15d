"""The short way from a case to a decision: one walk, and what its occurrences come to.

Where it does not treat a case, the evaluator answers; `why_plain` says why.
"""

from bisect import bisect_right
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
from slapolicy.contract.compiled.places import Positions
from slapolicy.contract.compiled.plain_way import (
    LASTS_IN_VAIN,
    NOT_IN_FORCE,
    GoesPlain,
)
from slapolicy.contract.compiled.reckoned import (
    NEXT_AT,
    IsAsked,
    reckoned,
)
from slapolicy.contract.compiled.story import Story, cut, instants, story_of
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
    shape = policy._compiled or compiled(policy)
    story = case._story
    if not isinstance(story, Story) or story.of is not shape:
        story = _told(policy, shape, case)
    if shape.is_bounded and not (
        shape.in_force_from <= story.opened_at < shape.in_force_until
    ):
        raise GoesPlain(NOT_IN_FORCE)
    return _decided(policy, story, case, at, moment)


def _told(policy: Policy, shape: Compiled, case: Case) -> Story:
    """Tell the story of a case, once."""
    if shape.why is not None:
        raise GoesPlain(shape.why)
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


def _decided(
    policy: Policy, story: Story, case: Case, until: int, moment: datetime | None
) -> Decision:
    """Make the decision of what a story comes to as of an instant.

    What most cases need stands here; the rest is called for (every call counts).
    """
    times: Any
    shape, moments, outline = story.of, story.moments, story.outline
    if outline is not None and moment is not None and story.last <= moment:
        path, times = story.path, story.places
        shape.cases += 1
    elif moments is not None and moment is not None:
        outline, path, times = outline_of(policy, story, bisect_right(moments, moment))
    else:
        outline, path, times = outline_of(policy, story, bisect_right(story.ats, until))
    if moments is None:
        ats, moments = times, [to_datetime(at) for at in times]
    else:
        ats, moments = instants(times), times
    ats.append(until)
    known = outline.under.get(path) or under(policy, shape, outline, path)
    positions: Positions = {}
    for line, last in known.reach:
        positions[line] = line.positions_of(ats[: last + 1])
    lived = None
    if shape.has_more:
        lived = Lived(policy, shape, outline, path, ats)
    change = LATEST
    owed: list[Obligation] = []
    for each in known.owed:
        if isinstance(each, Obligation):
            owed.append(each)
            continue
        try:
            found = reckoned(each, ats, positions)
        except IsAsked:
            lived = lived or Lived(policy, shape, outline, path, ats)
            if not each.plan.is_known:
                here = lived.happened(each.followed.occurrence)
                owed.append(untold(lived, each.key, here, each.plan))
                continue
            found = reckoned_as(course_of(lived, each.followed, each.plan))
        if found[NEXT_AT] < change:
            change = found[NEXT_AT]
        owed.append(obligation_of(policy, each, found, moments))
    made = OpenDecision()
    state, asked = path.state, (case.requests, case.claims)
    head: Head = state.parts.get(asked) or head_of(policy, state, case)
    if lived is not None and shape.has_more:
        change = _add(made, lived, head, owed, change)
    made.case = case.id
    made.at = to_datetime(until) if moment is None else moment
    made.case_state = outline.case_state
    made.obligations = tuple(owed)
    made.next_change_at = None if change >= LATEST else to_datetime(change)
    made.closed_by = outline.closed_by
    made.closed_at = None if outline.ended < 0 else moments[outline.ended]
    made._policy = policy
    made._case_read = case
    made._rest = head
    made.__class__ = Decision
    done: Decision = made
    if story.lengths:
        return _looking_ahead(policy, story, case, done, until, change)
    return done


def _add(
    made: Any, lived: Lived, head: Head, owed: Sequence[Obligation], change: int
) -> int:
    """Add the parts that stand beside the obligations; tell when something changes."""
    policy, severity = lived.policy, head.parts["severity"]
    if policy.alerts:
        alarms = Alarms(lived)
        made.alerts = alarms.alerts()
        change = min(change, alarms.change_at)
    if policy.duties or policy.rights:
        made.duties = duties_of(lived, severity, owed)
    if policy.intakes:
        made.intake = intake_of(lived, severity, head.parts["intake"])
    return change


def _looking_ahead(
    policy: Policy,
    story: Story,
    case: Case,
    decision: Decision,
    until: int,
    change: int,
) -> Decision:
    """Give a decision that may change when something has lasted long enough."""
    lasted = lasted_at(story.lengths, until)
    later = [at for at in lasted if until < at < change]
    if not later:
        return decision
    at = min(later)
    ahead = _decided(policy, cut(story, until, at, lasted[at]), case, at, None)
    if essence(ahead) == essence(decision):
        raise GoesPlain(LASTS_IN_VAIN)
    return evolve(decision, next_change_at=to_datetime(at))
