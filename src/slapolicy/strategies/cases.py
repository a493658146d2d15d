"""Cases of a policy, as JSON: of each severity and table cell, few events first."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from slapolicy.contract.policy import All, Condition, Is, Policy, Subject, Target
from slapolicy.contract.property_runner.alphabet import alphabet
from slapolicy.contract.property_runner.draft import Act, Draft
from slapolicy.contract.property_runner.instants import beside, edges
from slapolicy.contract.property_runner.search import hours_of
from slapolicy.contract.property_runner.space import Space
from slapolicy.contract.property_runner.tree import openings, told_apart
from slapolicy.worktime import DAY, HOUR, to_datetime

Json = dict[str, Any]
_EACH = 4
_MOST_ACTS = 6
_MICROSECOND = timedelta(microseconds=1)


def cases(
    policy: Policy, *, severity: str | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the JSON of cases, as `policy.case` takes it.

    Each severity and each limit of a table has its cases; they open near openings,
    closings, changes of the clocks and holidays of the policy's calendars, and what
    happens then are acts that its rules speak of.

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
    return _drafts(_Parts(policy, severity)).map(
        lambda draft: (draft.to_json(policy), to_datetime(draft.at))
    )


class _Parts:
    """What the cases of a policy are made of."""

    def __init__(self, policy: Policy, severity: str | None) -> None:
        self.policy = policy
        self.space = Space(policy)
        self.is_free = severity is None
        self.bases = _bases(policy, severity)
        letters = alphabet(policy, (), ())
        self.openings = letters.openings
        self.others = letters.others
        first = openings(self.space)[0].opened_at
        near = (edges(each, first - first % DAY) for each in hours_of(self.space))
        self.edges = tuple(dict.fromkeys(at for found in near for at in found))
        lengths = (target.limit.length for target in policy.targets)
        self.lengths = tuple(
            dict.fromkeys(each // _MICROSECOND for each in lengths if each is not None)
        )
        self.values = {
            name: space_values
            for name, declared in policy.facts.items()
            if name in self.space.asked
            and (space_values := self.space.values(declared))
        }


@lru_cache(maxsize=16)
def _bases(policy: Policy, severity: str | None) -> tuple[Draft, ...]:
    """Give a few cases of each severity, and of each limit."""
    space = Space(policy)
    names = list(dict.fromkeys(each.name for each in policy.severities))
    if severity is not None:
        if severity not in names:
            msg = f"`{severity[:60]}` is no severity of the policy; it has {names}"
            raise ValueError(msg)
        names = [severity]
    asked: list[Condition | None] = [Is(Subject("severity"), (n,)) for n in names]
    if severity is None:
        asked += [_of(each) for each in policy.targets if each.severities]
    bases: list[Draft] = []
    for condition in asked:
        bases += told_apart(space, condition, _EACH)
    distinct = [each for n, each in enumerate(bases) if each not in bases[:n]]
    if severity is not None and not distinct:
        msg = f"no case is `{severity}`"
        raise ValueError(msg)
    return tuple(distinct or openings(space)[:1])


def _of(target: Target) -> Condition:
    """Give what must hold of a case for a limit to be owed in it."""
    severe = Is(Subject("severity"), target.severities)
    said = (each for each in (target.on, target.when) if each is not None)
    return All((*said, severe))


@st.composite
def _drafts(draw: st.DrawFn, parts: _Parts) -> Draft:
    policy, base = parts.policy, draw(st.sampled_from(parts.bases))
    opened_at = draw(_instants(parts, base.opened_at))
    shift = opened_at - base.opened_at
    opening = draw(st.sampled_from(parts.openings))
    acts = [
        evolve(opening, at=opened_at)
        if act.type == "opens"
        else evolve(act, at=act.at + shift)
        for act in base.acts
    ]
    look = max(opened_at, base.at + shift if len(base.acts) > 1 else opened_at)
    told = st.tuples(st.sampled_from(parts.others), _gaps(parts))
    for act, gap in draw(st.lists(told, max_size=_MOST_ACTS)):
        look += gap
        acts.append(evolve(act, at=look))
    acts += draw(_changes(parts, opened_at, look))
    facts = dict(base.facts)
    if parts.is_free and facts and draw(st.integers(0, 9)) == 9:
        del facts[draw(st.sampled_from(tuple(facts)))]  # nobody knows it yet
    for name, values in parts.values.items():
        if name not in facts and draw(st.booleans()):
            facts[name] = draw(st.sampled_from(values))
    plan, addons = base.plan, base.addons
    if plan is None and policy.plans:
        plan = draw(st.sampled_from(tuple(policy.plans)))
    if addons is None and policy.addons:
        addons = draw(st.sampled_from(((), tuple(policy.addons))))
    look += draw(_gaps(parts))
    whole = evolve(
        base,
        plan=plan,
        addons=addons,
        facts=facts,
        parameters=_parameters(draw, parts, base),
    )
    return whole.with_acts(acts, look)


def _parameters(draw: st.DrawFn, parts: _Parts, base: Draft) -> Json:
    found = dict(base.parameters)
    for name, declared in parts.policy.parameters.items():
        if name in found or (
            declared.otherwise is not None and not draw(st.booleans())
        ):
            continue
        values = parts.space.values(declared) or (parts.space.example(declared),)
        found[name] = draw(st.sampled_from(values))
    return found


@st.composite
def _changes(draw: st.DrawFn, parts: _Parts, opened_at: int, look: int) -> list[Act]:
    """Draw at most one change of a fact, at a whole hour."""
    if not parts.values or not draw(st.booleans()):
        return []
    name = draw(st.sampled_from(tuple(parts.values)))
    value = draw(st.sampled_from(parts.values[name]))
    hours = draw(st.integers(0, max(0, look - opened_at) // HOUR))
    return [Act(at=opened_at + hours * HOUR, type="changes", facts={name: value})]


def _instants(parts: _Parts, plain: int) -> st.SearchStrategy[int]:
    """Draw an instant to open at: whole hours come first, so it shrinks to them."""
    found = [plain + n * HOUR for n in range(14 * 24)]
    found += (at for edge in parts.edges for at in beside(edge))
    found += (edge - length for edge in parts.edges for length in parts.lengths)
    return st.sampled_from(tuple(dict.fromkeys(found)))


def _gaps(parts: _Parts) -> st.SearchStrategy[int]:
    """Draw a stretch of time: whole hours, then exact limits and a minute beside."""
    limits = [at for each in (0, *parts.lengths, DAY) for at in beside(each)]
    later = [each for each in limits if each >= 0]
    return st.sampled_from((*(n * HOUR for n in range(25)), *later, *later, *later))
