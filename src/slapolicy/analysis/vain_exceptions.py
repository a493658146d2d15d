"""Exceptions in vain: `despite` a clause that nothing has to give way in."""

from collections.abc import Iterator

from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.inventory import called, in_order, standing
from slapolicy.analysis.regions import some
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import Grant, Policy, Rule, Severity, Target
from slapolicy.finding import Finding, Note

_Prevailing = Severity | Target | Grant


def vain_exceptions(policy: Policy) -> tuple[Finding, ...]:
    """Find rules that are `despite` a clause of which no rule meets them in a case."""
    return in_order(_found(policy))


def _found(policy: Policy) -> Iterator[Finding]:
    told = cases(policy)
    said: dict[tuple[str | None, str, type[_Prevailing]], list[_Prevailing]] = {}
    ruling: tuple[_Prevailing, ...] = (
        *policy.severities, *policy.targets, *policy.grants,
    )  # fmt: skip
    for rule in ruling:
        for clause in rule.despite:
            said.setdefault((rule.clause, clause, type(rule)), []).append(rule)
    for (_, clause, _), rules in said.items():
        yielding = _yielding(policy, clause)
        if any(
            _meets(told, rule, each)
            for rule in rules
            for each in yielding
            if _is_beaten(rule, each)
        ):
            continue
        rule = rules[0]
        yield Finding(
            "SLA444",
            f"{called(rule)} {standing(rule)} is `despite {clause}` in vain: no rule "
            f"of `{clause}` says otherwise in a case to which it applies",
            span=rule.span,
            hint="name the clause that would give way, or leave `despite` out",
            notes=(Note(policy.clauses[clause].span, "nothing here gives way"),)
            if clause in policy.clauses
            else (),
        )


def _yielding(policy: Policy, clause: str) -> list[Rule]:
    every: tuple[Rule, ...] = (
        *policy.severities, *policy.targets, *policy.exclusions,
    )  # fmt: skip
    return [rule for rule in every if rule.clause == clause]


def _is_beaten(rule: _Prevailing, other: Rule) -> bool:
    """Whether one rule could give way to another, if both applied."""
    match rule:
        case Severity():
            return isinstance(other, Severity)
        case Target():
            alike = (rule.clock, rule.binding)
            return isinstance(other, Target) and (other.clock, other.binding) == alike
        case Grant():
            return getattr(other, "service", None) == rule.service


def _meets(told: Cases, rule: Rule, other: Rule) -> bool:
    """Whether both apply in some case, as far as can be told."""
    mine, theirs = {*rule.severities}, {*other.severities}
    names = mine & theirs if mine and theirs else mine | theirs
    if (mine or theirs) and not names:
        return False
    try:
        severe = some(map(told.of_severity, sorted(names))) if names else True
        return told.find(told.of(rule), told.of(other), severe) is not None
    except TooMany:
        return True
