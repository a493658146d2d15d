"""Exceptions in vain: `despite` a clause that nothing has to give way in.

And services that a grant leaves out and gives in one line.
"""

from collections.abc import Iterator

from slapolicy.analysis.cases import cases
from slapolicy.analysis.inventory import called, in_order, standing
from slapolicy.analysis.prevailing import meets
from slapolicy.contract.policy import Grant, Policy, Rule, Severity, Target
from slapolicy.finding import Finding, Note

_Prevailing = Severity | Target | Grant


def vain_exceptions(policy: Policy) -> tuple[Finding, ...]:
    """Find rules that are `despite` a clause of which no rule meets them in a case."""
    return in_order([*_found(policy), *_of_itself(policy)])


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
            meets(told, rule, each)
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


def _of_itself(policy: Policy) -> Iterator[Finding]:
    for grant in policy.grants:
        if grant.service in grant.without:
            yield Finding(
                "SLA444",
                f"{called(grant)} {standing(grant)} leaves out `{grant.service}` in "
                "vain: this very line grants it",
                span=grant.span,
                hint="take it out of what is granted, or out of what is left out",
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
