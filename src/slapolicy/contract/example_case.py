"""An example of a policy's cases: everything stated that it asks about.

It is a case in which the first promise is owed that can be, from its beginning to what
keeps it. How an example is printed is told in `tools`.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve

from slapolicy.contract.policy import Declared, Policy, Target
from slapolicy.contract.property_runner.alphabet import acts_of, alphabet
from slapolicy.contract.property_runner.draft import Act, Draft, Json
from slapolicy.contract.property_runner.space import Space, as_json
from slapolicy.contract.property_runner.tree import (
    by_severity,
    openings,
    owing,
    told_apart,
)
from slapolicy.worktime import MINUTE

_APART = 15 * MINUTE
_MOST_TRIED = 8  # limits: rarely one of them is owed in no case
_MOST_LOOKED_AT = 60  # cases, for each of them


def example_case(policy: Policy) -> dict[str, Any]:
    """Give the JSON of an example, which the policy reads and decides."""
    space = Space(policy)
    base, target = _owed(space)
    made = _with_events(policy, _filled(space, base), target).to_json(policy)
    events = made.pop("events")
    if policy.services:
        made["requests"] = list(policy.services)
    if policy.outcomes:
        made["claims"] = list(policy.outcomes)
    return {**made, "events": events}


def _owed(space: Space) -> tuple[Draft, Target | None]:
    """Give a case in which a limit is owed, a promise if there is one."""
    targets = sorted(space.policy.targets, key=lambda each: not each.binding)
    for target in targets[:_MOST_TRIED]:
        for draft in told_apart(space, owing(target), 1, _MOST_LOOKED_AT):
            return draft, target
    for drafts in by_severity(space, 1, _MOST_LOOKED_AT).values():
        return drafts[0], None
    return openings(space)[0], None


def _filled(space: Space, draft: Draft) -> Draft:
    """State what is not stated yet; what is known already does not change by it."""
    policy = space.policy
    facts = {n: _value(space, d) for n, d in policy.facts.items()}
    given = {n: _value(space, d) for n, d in policy.parameters.items()}
    services = {quota.service for quota in policy.quotas}
    services |= {grant.service for grant in policy.grants if grant.quota}
    plan, addons = draft.plan, draft.addons
    if plan is None and policy.plans:
        plan = next(iter(policy.plans))
    if addons is None and policy.addons:
        addons = ()
    return evolve(
        draft,
        plan=plan,
        addons=addons,
        facts={**facts, **draft.facts},
        parameters={**given, **draft.parameters},
        used={**dict.fromkeys(sorted(services), 0), **draft.used},
    )


def _value(space: Space, declared: Declared) -> Json:
    """Give a plain value of a fact or a parameter."""
    if declared.otherwise is not None:
        return as_json(declared.otherwise)
    kind, least, most = declared.type.kind, declared.type.least, declared.type.most
    match kind:
        case "number":
            return as_json(_within(Decimal(1), least, most))
        case "duration":
            return as_json(_within(timedelta(hours=1), least, most))
        case "date":
            return as_json(_within(space.dates[0], least, most))
        case "text":
            return "as the customer tells it"
        case "calendar" if space.policy.calendars:
            return next(iter(space.policy.calendars))
        case _:
            return space.example(declared)


def _within(plain: Any, least: Any, most: Any) -> Any:
    if least is not None and plain < least:
        return least
    return most if most is not None and plain > most else plain


def _with_events(policy: Policy, draft: Draft, target: Target | None) -> Draft:
    """Let happen what begins the clock of a limit, and what keeps it."""
    if target is None:
        return draft
    clock = policy.clocks[target.clock]
    letters = alphabet(policy, (clock.name,), ())
    opening = letters.openings[0]
    acts = [
        evolve(opening, at=act.at) if act.type == "opens" else act for act in draft.acts
    ]
    kept = [act for trigger in clock.met for act in acts_of(policy, trigger)]
    told: tuple[Act, ...] = tuple(kept[:1]) or letters.ends[0]
    at = draft.opened_at
    for act in (*letters.begins, *told):
        at += _APART
        acts.append(evolve(act, at=at))
    return draft.with_acts(acts, max(at, draft.at))
