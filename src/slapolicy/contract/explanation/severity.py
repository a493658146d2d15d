"""The part of an explanation about how severe the case is, and why no other way."""

from collections.abc import Iterator

from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.world import prevailing
from slapolicy.contract.explanation.asked import grounds, is_about, value_of
from slapolicy.contract.explanation.cited import resting
from slapolicy.contract.explanation.step import (
    AnyOf,
    Argument,
    Paragraph,
    Part,
    Step,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.explanation.why_not import why_not
from slapolicy.contract.policy import All, Severity


def severity_part(view: View) -> Part | None:
    """Give the part, where the policy has severities."""
    if not view.policy.severities:
        return None
    decision = view.decision.severity
    arguments: dict[str, Argument] = {}
    if decision.name is not None:
        arguments["severity"] = view.title(decision.name)
    heading = Step(f"severity_heading_{decision.state}", arguments)
    return Part(heading, resting(_paragraphs(view), decision.clauses))


def _paragraphs(view: View) -> Iterator[Paragraph]:
    decision = view.decision.severity
    holding = [rule for rule in view.policy.severities if rule.name == decision.name]
    for rule in holding:
        yield said(*_because(view, rule))
    if decision.state == "indeterminate":
        possible = tuple(
            step("no_severity") if name is None else view.title(name)
            for name in decision.possible
        )
        needs = tuple(view.need(name) for name in decision.needs)
        yield said(step("severity_between", possible=AnyOf(possible), needs=needs))
    elif decision.state == "conflict":
        names = view.titles(name for name in decision.possible if name)
        yield said(step("severity_conflict", severities=names))
    elif decision.state == "none":
        yield said(step("severity_of_none"))
    yield from _changes(view)
    others = [rule for rule in view.policy.severities if rule not in holding]
    items = [item(*_not(view, rule, holding)) for rule in others]
    items = [each for each in items if each.steps]
    if holding and len(items) == 1:
        name, why = items[0].steps
        if why.code != "severity_fails":
            yield said(step("severities_not"), name, why)
            return
        yield said(Step("severity_is_not", {**name.arguments, **why.arguments}))
    elif items:
        yield said(step("severities_not" if holding else "severities_each"))
        yield from items


def _because(view: View, rule: Severity) -> Iterator[Step]:
    clause = view.by_clause(rule.clause)
    severity = view.title(rule.name)
    if rule.set_by:
        setters = AnyOf(tuple(view.who(role) for role in rule.set_by))
        yield step("severity_set", severity=severity, clause=clause, by=setters)
        return
    why = (
        *grounds(view, rule.on, view.moment), *grounds(view, rule.when, view.moment)
    )  # fmt: skip
    if why:
        yield step("severity_because", severity=severity, clause=clause, why=why)
    else:
        yield step("severity_always", severity=severity, clause=clause)
    yield from _since(view, rule)


def _since(view: View, rule: Severity) -> Iterator[Step]:
    """Tell since when each changed fact is as it is."""
    record = view.situation.record
    names = is_about(All(tuple(c for c in (rule.on, rule.when) if c)), view)
    for name in names:
        if name not in view.policy.facts:
            continue
        value = record.snapshots[-1].facts.get(name)
        at = None
        for start, before, after in zip(
            record.changes, record.snapshots, record.snapshots[1:], strict=False
        ):
            if before.facts.get(name) != after.facts.get(name):
                at = start
        if at is not None and value is not None:
            yield step(
                "fact_since",
                fact=view.title(name),
                value=value_of(view, name, value),
                at=view.instant(at),
            )


def _changes(view: View) -> Iterator[Paragraph]:
    """Tell how the severity changed, if it did."""
    steps = view.situation.worlds[0].severities
    opened = view.situation.record.opened_at
    if opened is None or len(steps) < 2 or len(view.decision.severity.possible) > 1:
        return
    yield said(step("severity_history"))
    for at, severity in steps:
        if severity is None:
            yield item(step("severity_none_from", at=view.instant(at)))
        else:
            name = view.title(severity.name)
            yield item(step("severity_from", at=view.instant(at), severity=name))


def _not(view: View, rule: Severity, holding: list[Severity]) -> Iterator[Step]:
    why = why_not(view, rule, view.moment, holding)
    if why is None and rule.set_by:
        why = step("severity_not_set")
    severity, clause = view.title(rule.name), view.by_clause(rule.clause)
    if why is None and view.decision.severity.state == "conflict":
        facts = (
            *grounds(view, rule.on, view.moment), *grounds(view, rule.when, view.moment)
        )  # fmt: skip
        held = [
            each
            for each in view.policy.severities
            if judge(each.on, view.moment).holds and judge(each.when, view.moment).holds
        ]
        if rule in prevailing(held):
            yield step("severity_holds", severity=severity, clause=clause, why=facts)
    if why is None:
        return
    shorter = {"condition_fails": "severity_fails", "cannot_be_told": "severity_unsure"}
    why = Step(shorter.get(why.code, why.code), why.arguments)
    yield step("severity_not", severity=severity, clause=clause)
    yield why
