"""The part of an explanation about the rules that did not apply, and why not.

Rules that wanted another severity are told together, one line for a severity and a
clause. Of severities, services and alerts their own parts tell.
"""

from collections.abc import Iterator

from attrs import evolve

from slapolicy.contract.explanation.limit_told import limit_told
from slapolicy.contract.explanation.step import (
    AnyOf,
    Paragraph,
    Part,
    Step,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.explanation.why_not import why_not
from slapolicy.contract.policy import Duty, Right, Target

Unapplied = Target | Duty | Right


def unapplied_part(view: View) -> Part | None:
    """Give the part, where there are such rules."""
    found = [(rule, why) for rule in _rules(view) if (why := _why(view, rule))]
    other = [rule for rule, why in found if why.code == "other_severity"]
    reasons: list[tuple[Step, list[Unapplied]]] = []
    for rule, why in found:
        if why.code == "other_severity":
            continue
        for known, rules in reasons:
            if known == why:
                rules.append(rule)
                break
        else:
            reasons.append((why, [rule]))
    paragraphs = [*_severities(view, other), *(_alike(view, *each) for each in reasons)]
    return Part(step("unapplied_heading"), tuple(paragraphs)) if paragraphs else None


def _rules(view: View) -> Iterator[Unapplied]:
    told = _told(view)
    for target in view.policy.targets:
        if not any(target is each for each in told):
            yield target
    stated = {(each.kind, each.name) for each in view.decision.duties}
    for duty in view.policy.duties:
        if ("duty", duty.name) not in stated:
            yield duty
    for right in view.policy.rights:
        if ("right", right.name) not in stated:
            yield right


def _told(view: View) -> list[Target]:
    """Give the limits that decide (or may decide) some obligation."""
    return [
        outcome.target
        for each in view.decision.obligations
        for outcomes in view.situation.outcomes
        if (outcome := outcomes.get((each.clock, each.binding, each.occurrence)))
        and outcome.target is not None
    ]


def _why(view: View, rule: Unapplied) -> Step | None:
    if not view.situation.is_in_force:
        return step("not_in_force")
    holding: list[Target] = []
    if isinstance(rule, Target):
        about = (rule.clock, rule.binding)
        holding = [t for t in _told(view) if (t.clock, t.binding) == about]
    why = why_not(view, rule, view.moment, holding)
    if why is not None:
        return why
    is_over = view.decision.case_state in ("resolved", "withdrawn")
    return step("case_over") if is_over and isinstance(rule, Target) else None


def _severities(view: View, rules: list[Unapplied]) -> Iterator[Paragraph]:
    if not rules:
        return
    yield said(step("for_other_severities"))
    wanted: dict[tuple[tuple[str, ...], str | None], list[Unapplied]] = {}
    for rule in rules:
        wanted.setdefault((rule.severities, rule.clause), []).append(rule)
    order = [severity.name for severity in view.policy.severities]
    for (severities, clause), each in sorted(
        wanted.items(), key=lambda found: order.index(found[0][0][0])
    ):
        yield item(
            step(
                "for_other_severity",
                severities=AnyOf(view.titles(severities)),
                clauses=view.in_clauses([clause]),
                rules=tuple(_rule(view, rule) for rule in each),
            )
        )


def _alike(view: View, why: Step, rules: list[Unapplied]) -> Paragraph:
    told = tuple(
        step(
            "unapplied_rule",
            rule=_rule(view, rule),
            clauses=view.in_clauses([rule.clause]),
        )
        for rule in rules
    )
    if len(rules) > 1:
        why = evolve(why, code=f"{why.code}_all")
    return item(step("unapplied", rules=told), why)


def _rule(view: View, rule: Unapplied) -> Step:
    if isinstance(rule, Target):
        code = "unapplied_promise" if rule.binding else "unapplied_aim"
        limit = limit_told(view, rule.limit, is_brief=True)
        return step(code, clock=view.title(rule.clock), limit=limit)
    code = "unapplied_duty" if isinstance(rule, Duty) else "unapplied_right"
    return step(code, who=view.who(rule.of), what=rule.what)
