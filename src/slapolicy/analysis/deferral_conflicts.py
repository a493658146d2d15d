"""Two deferrals of one event, to different openings: the later one decides unsaid.

When what is deferred starts is told in `contract/evaluator/occurrences`.
"""

from collections.abc import Iterator
from itertools import combinations, product

from attrs import evolve

from slapolicy.analysis.asked import are, obligation
from slapolicy.analysis.cases import cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import called, in_order, standing
from slapolicy.analysis.proving import another, prover
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import Clock, Deferral, Policy, Target, Trigger
from slapolicy.contract.property_runner.draft import Act
from slapolicy.finding import Finding, Note, Proof
from slapolicy.worktime import DAY, HOUR, MINUTE

_MOST_PAIRS = 200
_SHIFTS = tuple(day * DAY + hour * HOUR for day in (0, 4, 5) for hour in (0, 10, 14))
_LOOKS = (0, *(hour * HOUR for hour in (1, 12, 14, 15, 23, 38, 62, 71, 86, 95, 110)))


def deferral_conflicts(policy: Policy) -> tuple[Finding, ...]:
    """Find pairs of deferrals that give one event two times at which it counts."""
    return in_order(_found(policy))


def _found(policy: Policy) -> Iterator[Finding]:
    told = cases(policy)
    pairs = list(combinations(policy.deferrals, 2))
    for one, other in pairs[:_MOST_PAIRS]:
        if (one.calendar, one.to) == (other.calendar, other.to):
            continue
        for mine, theirs in product(one.triggers, other.triggers):
            act = _both(policy, mine, theirs)
            if act is None:
                continue
            try:
                here = told.find(told.of(one), told.of(other))
            except TooMany:
                continue
            if here is None:
                continue
            proofs = _shown(policy, (one, other), act)
            if proofs:
                yield Finding(
                    "SLA438",
                    f"{called(one)} {standing(one)} and {called(other)} "
                    f"{standing(other)} are about one event, and give it different "
                    "times: the later decides, and the contract does not say so",
                    span=other.span,
                    hint="narrow one of the two, or leave it out",
                    notes=(Note(one.span, "this defers it as well"),),
                    proofs=proofs,
                )
                break
    if len(pairs) > _MOST_PAIRS:
        yield Finding(
            "SLA435",
            "there are too many deferrals to compare each with each",
            span=policy.deferrals[0].span,
            hint="what is listed was looked at, and is true; there may be more",
        )


def _both(policy: Policy, one: Trigger, other: Trigger) -> Act | None:
    """Give something that may happen so that both match, if anything may."""
    verbs = [verb for verb in one.verbs if verb in other.verbs]
    channels = [each for each in one.channels if each in other.channels]
    apart = bool(one.channels and other.channels and not channels)
    roles = {one.role, other.role}
    parties = {role.party for role in policy.roles.values() if role.name in roles}
    narrow = one.role if one.role in policy.roles else other.role
    same_role = len(roles) == 1 or (len(parties) == 1 and not roles.isdisjoint(parties))
    is_either = one.calendar == other.calendar and one.outside != other.outside
    if not verbs or apart or not same_role or (is_either and one.calendar is not None):
        return None
    via = (channels or one.channels or other.channels or (None,))[0]
    verb = "opens" if "opens" in verbs else verbs[0]
    return Act(at=0, type=verb, by=narrow, via=via)


def _shown(
    policy: Policy, pair: tuple[Deferral, Deferral], act: Act
) -> tuple[Proof, ...]:
    """Show a case in which the one alone would have let a clock start already."""
    told = cases(policy)
    here = told.find(*(told.of(rule) for rule in pair))
    assert here is not None  # else the pair would not be there
    sample = told.sample(here)
    tells = prover(policy)
    alone = [another(evolve(policy, deferrals=(rule,))) for rule in pair]
    opens = Act(at=-5 * MINUTE, type="opens", by=policy.agreement.customer.name)
    begins = (act,) if act.type == "opens" else (opens, act)
    for clock, target in _clocks(policy, act):
        clauses = [rule.clause for rule in pair]
        asked = obligation(clock.name, target.span, *clauses, aim=not target.binding)
        for shift, look in product(_SHIFTS, _LOOKS):
            claim = Claim(
                asked=(asked,),
                holds=are("not_started"),
                clock=clock.name,
                among=(target,),
                begins=begins,
                look=look,
                shifts=(shift,),
            )
            running = evolve(claim, holds=are("running"))
            if tells.proof("", sample, claim) and any(
                one.proof("", sample, running) for one in alone
            ):
                title = f"Two deferrals of what starts {clock.name}"
                return tells.proof(title, sample, claim)
    return ()


def _clocks(policy: Policy, act: Act) -> Iterator[tuple[Clock, Target]]:
    """Give the clocks that an act may start, each with a limit of it."""
    for clock in policy.clocks.values():
        targets = [each for each in policy.targets if each.clock == clock.name]
        if targets and any(act.type in trigger.verbs for trigger in clock.starts):
            yield clock, targets[0]
