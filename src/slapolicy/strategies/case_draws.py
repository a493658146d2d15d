"""Cases of a policy, as JSON: of each severity and table cell, few events first."""

from datetime import datetime
from typing import Any

from attrs import evolve
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from slapolicy.contract.answer import instant
from slapolicy.contract.evaluator.obligations import obligations
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import Policy
from slapolicy.contract.property_runner.draft import Act, Draft
from slapolicy.contract.property_runner.told import story_words
from slapolicy.strategies.parts import Parts
from slapolicy.worktime import HOUR, MINUTE, to_datetime

Json = dict[str, Any]
_SELDOM = 15
_SOON = st.sampled_from((0, HOUR, MINUTE, 15 * MINUTE))


def cases(
    policy: Policy, *, severity: str | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the JSON of cases, as `policy.case` takes it.

    Each severity and each limit of a table has its cases; they open near openings,
    closings, changes of the clocks and holidays of the policy's calendars, and what
    happens then are acts that its rules speak of. Of a case that fails, Hypothesis
    also prints the lines of a scenario that tells it.

    Args:
        policy: Whose cases are drawn.
        severity: Draw only cases that are so severe, at least until a fact changes.

    Raises:
        ValueError: if the policy knows no such severity, or no case has it.
    """
    return situations(policy, severity=severity).map(lambda drawn: drawn[0])


def situations(
    policy: Policy, *, severity: str | None = None
) -> st.SearchStrategy[tuple[dict[str, Any], datetime]]:
    """Draw cases as `cases` does, each with an instant (aware, UTC) to look at it.

    Args:
        policy: Whose cases are drawn.
        severity: Draw only cases that are so severe, at least until a fact changes.

    Raises:
        ValueError: if the policy knows no such severity, or no case has it.
    """
    return _situations(Parts(policy, severity))


@st.composite
def _situations(draw: st.DrawFn, parts: Parts) -> tuple[dict[str, Any], datetime]:
    draft = draw(_drafts(parts))
    try:
        words = story_words(parts.policy, draft)
        note(f"the case, as a scenario tells it:\n{words.rstrip()}")
    except InvalidArgument:  # nobody is being shown anything
        pass
    return draft.to_json(parts.policy), to_datetime(draft.at)


@st.composite
def _drafts(draw: st.DrawFn, parts: Parts) -> Draft:
    base = draw(parts.base)
    known = _known(draw, parts, base)
    opened_at = draw(parts.opened_at)
    shift = opened_at - base.opened_at
    opening = draw(st.sampled_from(parts.openings))
    acts = [
        evolve(opening if act.type == "opens" else act, at=act.at + shift)
        for act in base.acts
    ]
    begin = draw(st.sampled_from(parts.begins))
    told = [(begin, False, draw(_SOON)), *draw(parts.told)]
    # Each stands by itself as far as it can, so that any other can be left out.
    last = opened_at
    for step, follows, gap in told:
        last = (last if follows else opened_at) + gap
        acts += [evolve(act, at=last) for act in step]
    turn = _change(draw, parts)
    if turn is not None and turn.at:
        acts.append(evolve(turn, at=opened_at + turn.at))
    elif turn is not None:  # it is so from the beginning, which needs no event
        known = known.saying(facts=turn.facts)
    look = max(opened_at + draw(parts.span), base.at + shift)
    return _at_a_due(draw, parts, known.with_acts(acts, look))


def _at_a_due(draw: st.DrawFn, parts: Parts, draft: Draft) -> Draft:
    """Now and then, look when something falls due, or let something happen then."""
    if not draw(st.booleans()):
        return draft
    policy = parts.policy
    known = record(policy, draft.case(policy), draft.at)
    owed = obligations(Situation(policy, known))
    dues = [(instant(each.due_at), each.clock) for each in owed]
    later = sorted({(at, c) for at, c in dues if at and at > draft.opened_at})
    if not later:
        return draft
    due_at, clock = draw(st.sampled_from(later))
    at = due_at + draw(st.sampled_from((0, 0, MINUTE, -MINUTE)))
    answers = [(act,) for act in parts.answers[clock][:1]]
    step = draw(st.sampled_from(((), *answers)))
    return draft.with_acts((*draft.acts, *(evolve(act, at=at) for act in step)), at)


def _known(draw: st.DrawFn, parts: Parts, base: Draft) -> Draft:
    """Draw what is known from the beginning: most of the base, and more."""
    facts = dict(base.facts)
    if parts.is_free:
        for name in tuple(facts):
            if _is_left_out(draw):
                del facts[name]
    for name, values in parts.values.items():
        if name not in base.facts and draw(st.booleans()):
            facts[name] = draw(st.sampled_from(values))
    plan, addons, policy = base.plan, base.addons, parts.policy
    if plan is None and policy.plans and not _is_left_out(draw):
        plan = draw(st.sampled_from(tuple(policy.plans)))
    if addons is None and policy.addons and not _is_left_out(draw):
        addons = draw(st.sampled_from(((), tuple(policy.addons))))
    parameters = _parameters(draw, parts, base)
    return evolve(base, plan=plan, addons=addons, facts=facts, parameters=parameters)


def _is_left_out(draw: st.DrawFn) -> bool:
    """Whether something is not said, seldom; but that is what is plainest."""
    return draw(st.integers(0, _SELDOM)) == 0


def _parameters(draw: st.DrawFn, parts: Parts, base: Draft) -> Json:
    found: Json = {}
    for name, declared in parts.policy.parameters.items():
        if name in base.parameters and not (parts.is_free and _is_left_out(draw)):
            found[name] = base.parameters[name]
        elif name in base.parameters:
            continue
        elif declared.otherwise is not None:
            if not draw(st.booleans()):
                continue
        elif _is_left_out(draw):
            continue
        if name not in found:
            values = parts.space.values(declared) or (parts.space.example(declared),)
            found[name] = draw(st.sampled_from(values))
    return found


def _change(draw: st.DrawFn, parts: Parts) -> Act | None:
    """Draw at most one change of a fact, so long after the opening."""
    if not parts.values or not draw(st.booleans()):
        return None
    name = draw(st.sampled_from(tuple(parts.values)))
    value = draw(st.sampled_from(parts.values[name]))
    return Act(at=draw(parts.gap), type="changes", facts={name: value})
