"""The parts of an explanation about services, claims and add-ons."""

from collections.abc import Iterator

from slapolicy.contract.decision import AddonDecision, ClaimDecision, Coverage
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.explanation.asked import grounds
from slapolicy.contract.explanation.cited import resting
from slapolicy.contract.explanation.step import (
    AnyOf,
    Number,
    Paragraph,
    Part,
    Step,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.explanation.why_not import why_not
from slapolicy.contract.policy import Exclusion, Grant, Rule


def service_parts(view: View) -> Iterator[Part]:
    """Give a part for each service asked for, claim made and add-on held."""
    for each in view.decision.coverage:
        service = view.title(each.service)
        heading = step(
            "coverage_heading", service=service, outcome=step(f"is_{each.outcome}")
        )
        yield Part(heading, resting(_coverage(view, each), each.clauses))
    for claim in view.decision.claims:
        yield Part(
            step(
                "claim_heading",
                claim=view.title(claim.claim),
                outcome=step(f"is_{claim.outcome}"),
            ),
            resting(_claim(view, claim), claim.clauses),
        )
    for addon in view.decision.addons:
        yield Part(
            step(
                "addon_heading",
                addon=view.title(addon.addon),
                outcome=step(f"is_{addon.outcome}"),
            ),
            resting(_addon(view, addon), addon.clauses),
        )


def _coverage(view: View, each: Coverage) -> Iterator[Paragraph]:
    service = each.service
    policy, moment = view.policy, view.moment
    grants = [rule for rule in policy.grants if rule.service == service]
    limiting = [rule for rule in policy.grants if service in rule.without]
    exclusions = [rule for rule in policy.exclusions if rule.service == service]
    rules: list[Rule] = [*exclusions, *grants, *limiting]
    if not view.situation.is_in_force:
        yield said(step("coverage_not_in_force"))
        return
    holding = [
        rule
        for rule in rules
        if judge(rule.on, moment).holds and judge(rule.when, moment).holds
    ]
    told = [tuple(_rule(view, rule, holding, service)) for rule in rules]
    if len(told) == 1:
        yield said(*_in_short(view, each), *told[0])
    else:
        yield said(*_in_short(view, each))
        yield from (item(*steps) for steps in told)
    quotas = [quota for quota in policy.quotas if quota.service == service]
    for quota in quotas:
        code = f"quota_{quota.each}"
        count = Number(quota.count)
        yield item(step(code, count=count, clause=view.by_clause(quota.clause)))


def _in_short(view: View, each: Coverage) -> Iterator[Step]:
    yield step(f"coverage_{each.outcome}")
    if each.left is not None:
        yield step("uses_left", left=Number(each.left))
    if each.needs:
        needs = tuple(view.need(name) for name in each.needs)
        yield step("needs", needs=needs)


def _rule(view: View, rule: Rule, holding: list[Rule], service: str) -> Iterator[Step]:
    moment = view.moment
    kind = "limits"
    if isinstance(rule, Exclusion):
        kind = "excludes"
    elif isinstance(rule, Grant) and rule.service == service:
        kind = "grants"
    others = [each for each in holding if each is not rule]
    why = why_not(view, rule, moment, others)
    clause = view.by_clause(rule.clause)
    is_limit = kind == "limits" and (why is None or bool(judge(rule.on, moment).holds))
    if is_limit and isinstance(rule, Grant):
        main = view.title(rule.service)
        yield step("rule_limits", clause=clause, service=main)
        return
    if why is None:
        grounds_found = (
            *grounds(view, rule.on, moment), *grounds(view, rule.when, moment)
        )  # fmt: skip
        if grounds_found:
            yield step(f"rule_{kind}_because", clause=clause, why=grounds_found)
        else:
            yield step(f"rule_{kind}", clause=clause)
        return
    yield step(f"rule_would_{kind}", clause=clause)
    yield why


def _claim(view: View, claim: ClaimDecision) -> Iterator[Paragraph]:
    if claim.outcome == "silent":
        yield said(step("claim_silent"))
        return
    if claim.outcome == "indeterminate":
        yield said(step("claim_indeterminate"))
    rules = [r for r in view.policy.disclaimers if r.outcome == claim.claim]
    for rule in rules:
        why = why_not(view, rule, view.moment)
        clause = view.by_clause(rule.clause)
        if why is not None:
            yield item(step("would_disclaim", clause=clause), why)
            continue
        because = step("nothing")
        if rule.because is not None:
            because = step("stated_reason", reason=rule.because)
        code = f"disclaims_{rule.kind}"
        yield item(step(code, clause=clause, because=because))


def _addon(view: View, addon: AddonDecision) -> Iterator[Paragraph]:
    plans = view.policy.addons[addon.addon].plans
    allowed = AnyOf(view.titles(plans)) if plans else step("any_plan")
    plan = view.situation.record.snapshot(view.at).plan
    held = step("unknown") if plan is None else view.title(plan)
    steps = [step("addon_plans", plans=allowed, plan=held)]
    price = view.policy.addons[addon.addon].price
    if addon.price is not None and price is not None:
        amount = step("price", currency=price.currency, amount=str(price.amount))
        steps.append(step(f"held_price_{price.each}", price=amount))
    yield said(*steps)
