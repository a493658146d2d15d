"""Coverage: whether a service is owed, and what the contract says of a claim.

"`excluded` if an exclusion holds; else the best of the grants that name the service;
else `silent`. The first unknown step makes it `indeterminate`" (DESIGN, "Coverage").
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from slapolicy.contract.decision import AddonDecision, ClaimDecision, Coverage
from slapolicy.contract.evaluator.citations import cited, each_once
from slapolicy.contract.evaluator.conditions import asks_severity
from slapolicy.contract.evaluator.judge import Moment, Truth, judge
from slapolicy.contract.evaluator.remembered import Remembered
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.evaluator.world import prevailing
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import (
    Addon,
    Exclusion,
    Grant,
    Policy,
    Quota,
    Rule,
    Subject,
)
from slapolicy.values import frozen


def coverage(situation: Situation, services: Iterable[str]) -> tuple[Coverage, ...]:
    """Tell of each service asked for whether it is owed at this instant."""
    return tuple(coverage_of(situation, service) for service in services)


@frozen
class _About:
    """The rules about one service, and what they come to, as far as it is remembered.

    `limited` are the grants of others that leave it out.
    """

    grants: tuple[Grant, ...]
    exclusions: tuple[Exclusion, ...]
    limited: tuple[Grant, ...]
    quotas: tuple[Quota, ...]
    remembered: Remembered[Coverage] | None


@once_a_policy
def _told_of(policy: Policy) -> dict[str, _About]:  # noqa: ARG001  # filled as asked
    return {}


def _about(policy: Policy, service: str) -> _About:
    known = _told_of(policy)
    found = known.get(service)
    if found is None:
        grants = tuple(rule for rule in policy.grants if rule.service == service)
        exclusions = tuple(r for r in policy.exclusions if r.service == service)
        limited = tuple(rule for rule in policy.grants if service in rule.without)
        quotas = tuple(quota for quota in policy.quotas if quota.service == service)
        is_counted = bool(quotas) or any(rule.quota is not None for rule in grants)
        remembered: Remembered[Coverage] | None = None
        if not is_counted and not asks_severity(policy):
            remembered = Remembered(policy, (*grants, *exclusions, *limited))
        found = known[service] = _About(grants, exclusions, limited, quotas, remembered)
    return found


def coverage_of(situation: Situation, service: str) -> Coverage:
    """Tell whether a service is owed at this instant."""
    if not situation.is_in_force:
        return Coverage(service=service, outcome="silent")
    about = _about(situation.policy, service)
    moment = situation.bare.moment(situation.record.at)
    if about.remembered is None:
        return _coverage(situation, moment, service, about)
    return about.remembered.told(
        moment, lambda moment: _coverage(situation, moment, service, about)
    )


def _coverage(
    situation: Situation, moment: Moment, service: str, about: _About
) -> Coverage:
    grants = about.grants
    truths = [(rule, moment.applies(rule)) for rule in grants]
    holding = [rule for rule, truth in truths if truth.holds]
    unknown = [(rule, truth) for rule, truth in truths if truth.holds is None]
    yields = {clause for rule in holding for clause in rule.despite}
    exclusions = [r for r in about.exclusions if r.clause not in yields]
    excluding = [(rule, moment.applies(rule)) for rule in exclusions]
    perhaps = {clause for rule, _ in unknown for clause in rule.despite}
    found = [rule for rule, truth in excluding if truth.holds]
    if any(rule.clause not in perhaps for rule in found):
        return _answer(service, "excluded", found)
    open_ones: list[tuple[Rule, Truth]] = [
        (rule, truth) for rule, truth in excluding if truth.holds is None
    ]
    if found:  # whether a grant prevails over it is not known
        yielding = {rule.clause for rule in found}
        open_ones += [(rule, Truth(True)) for rule in found]
        open_ones += [
            (rule, truth) for rule, truth in unknown if yielding & {*rule.despite}
        ]
    if open_ones:
        return _indeterminate(service, open_ones)
    if holding:
        return _within_quota(situation, moment, service, holding, about.quotas)
    if unknown:
        return _indeterminate(service, unknown)
    return _not_granted(moment, service, about)


def _not_granted(moment: Moment, service: str, about: _About) -> Coverage:
    held = [(rule, judge(rule.on, moment)) for rule in about.grants]
    limited = [(rule, judge(rule.on, moment)) for rule in about.limited]
    if found := [rule for rule, on in limited if on.holds]:
        return _answer(service, "excluded", found)
    if open_ones := [(rule, on) for rule, on in limited if on.holds is None]:
        return _indeterminate(service, open_ones)
    if found := [rule for rule, on in held if on.holds]:
        return _answer(service, "condition_not_met", found)
    # Its condition is not met; whether that or the plan keeps it out, is not known.
    if open_plans := [(rule, on) for rule, on in held if on.holds is None]:
        return _indeterminate(service, open_plans)
    if others := [*about.grants, *about.limited]:
        return _answer(service, "not_in_plan", others)
    return Coverage(service=service, outcome="silent")


def _within_quota(
    situation: Situation,
    moment: Moment,
    service: str,
    holding: list[Grant],
    of_service: tuple[Quota, ...],
) -> Coverage:
    quotas = [(quota, moment.applies(quota)) for quota in of_service]
    if open_ones := [(q, t) for q, t in quotas if t.holds is None]:
        return _indeterminate(service, open_ones)
    applying = prevailing([quota for quota, truth in quotas if truth.holds])
    counts = [quota.count for quota in applying]
    granted = [rule.quota for rule in holding if rule.quota is not None]
    if len(granted) == len(holding):  # else one of them grants it without a number
        counts.append(max(granted))
    if not counts:
        return _answer(service, "covered", holding)
    used = situation.record.case.used.get(service)
    rules: list[Rule] = [*holding, *applying]
    if used is None:
        return _answer(service, "indeterminate", rules, (f"used {service}",))
    left = max(0, min(counts) - used)
    return _answer(service, "covered" if left else "used_up", rules, left=left)


def _indeterminate(service: str, rules: Sequence[tuple[Rule, Truth]]) -> Coverage:
    needs = each_once(need for _, truth in rules for need in truth.needs)
    return _answer(service, "indeterminate", [r for r, _ in rules], needs)


def _answer(
    service: str,
    outcome: str,
    rules: Iterable[Rule],
    needs: tuple[str, ...] = (),
    *,
    left: int | None = None,
) -> Coverage:
    clauses, readings, assessments = cited(rules)
    return Coverage(
        service=service,
        outcome=outcome,  # type: ignore[arg-type]  # one of the words of Coverage
        left=left,
        clauses=clauses,
        needs=needs,
        readings=readings,
        assessments=assessments,
    )


def claims(situation: Situation, outcomes: Iterable[str]) -> tuple[ClaimDecision, ...]:
    """Tell of each outcome claimed whether the contract disclaims it."""
    return tuple(claim_of(situation, outcome) for outcome in outcomes)


def claim_of(situation: Situation, outcome: str) -> ClaimDecision:
    """Tell whether the contract disclaims an outcome."""
    moment = situation.bare.moment(situation.record.at)
    each = [
        (rule, moment.applies(rule))
        for rule in situation.policy.disclaimers
        if rule.outcome == outcome and situation.is_in_force
    ]
    rules = [rule for rule, truth in each if truth.holds]
    unsure = [] if rules else [(r, truth) for r, truth in each if truth.holds is None]
    clauses, readings, _ = cited(rules or [rule for rule, _ in unsure])
    state: Literal["disclaimed", "silent", "indeterminate"]
    state = "disclaimed" if rules else "indeterminate" if unsure else "silent"
    because = [rule.because for rule in rules if rule.because]
    return ClaimDecision(
        claim=outcome,
        outcome=state,
        disclaims=tuple(dict.fromkeys(rule.kind for rule in rules)),
        clauses=clauses,
        because="; ".join(dict.fromkeys(because)) or None,
        readings=readings,
        needs=each_once(need for _, truth in unsure for need in truth.needs),
    )


def addons(situation: Situation) -> tuple[AddonDecision, ...]:
    """Tell of each add-on that the case holds whether its plan allows it."""
    held = situation.record.snapshot(situation.record.at).addons or ()
    return tuple(
        addon_of(situation, addon)
        for name, addon in situation.policy.addons.items()
        if name in held
    )


def addon_of(situation: Situation, addon: Addon) -> AddonDecision:
    """Tell whether an add-on can be had on the plan of the case."""
    moment = situation.bare.moment(situation.record.at)
    plan = moment.value(Subject("plan"))
    price = addon.price
    each = "" if price is None or price.each == "once" else f" each {price.each}"
    cost = None if price is None else f"{price.currency} {price.amount}{each}"
    if addon.plans and plan is None:
        return AddonDecision(
            addon=addon.name, outcome="indeterminate", clauses=addon.clauses,
            needs=("plan",),
        )  # fmt: skip
    allowed = not addon.plans or plan in addon.plans
    return AddonDecision(
        addon=addon.name,
        outcome="allowed" if allowed else "refused",
        price=cost if allowed else None,
        clauses=addon.clauses,
    )
