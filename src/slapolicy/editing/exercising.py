"""A scenario for a clause that has none: a case that the clause decides, as it does."""

from collections.abc import Iterator

from slapolicy.analysis.asked import named, obligation, person, raised, severity
from slapolicy.analysis.cases import cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import all_rules
from slapolicy.analysis.proving import prover
from slapolicy.analysis.regions import some
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import (
    Alert,
    Contact,
    Disclaimer,
    Duty,
    Exclusion,
    Grant,
    Policy,
    Quota,
    Right,
    Rule,
    Severity,
    Target,
)
from slapolicy.contract.scenario import Expectation
from slapolicy.editing.draft import Draft
from slapolicy.editing.fixing import added_at_end
from slapolicy.finding import Fix
from slapolicy.language import syntax


def exercises(draft: Draft, offset: int) -> tuple[Fix, ...]:
    """Offer a scenario for the clause at whose head a place is, if it has none."""
    policy = draft.policy
    clause = next(
        (
            each
            for each in draft.tree.declarations
            if isinstance(each, syntax.Clause)
            and each.span.start <= offset <= each.title.span.end
        ),
        None,
    )
    if policy is None or clause is None or _is_cited(policy, clause.id.text):
        return ()
    found = scenario_for(policy, clause.id.text)
    if found is None:
        return ()
    title = f"write a scenario for {clause.id.text}"
    return (Fix(title, (added_at_end(draft, found),)),)


def scenario_for(policy: Policy, clause: str) -> str | None:
    """Tell a case in which a clause decides something; None if none was found."""
    told, shown = cases(policy), prover(policy)
    title = f"{clause}: {policy.clauses[clause].title}"
    for rule in all_rules(policy):
        asked = _asked(rule) if rule.clause == clause else None
        if asked is None:
            continue
        try:
            severe = some(told.of_severity(each) for each in rule.severities)
            domain = told.find(told.of(rule), severe if rule.severities else True)
        except TooMany:
            continue
        if domain is None:
            continue
        claim = Claim(
            asked=(asked,),
            holds=lambda answers: (
                clause in answers[0].clauses and answers[0].state != "indeterminate"
            ),
            clock=rule.clock if isinstance(rule, Target | Alert) else None,
            among=(rule,),
        )
        for proof in shown.proof(title, told.sample(domain), claim):
            return proof.scenario
    return None


def _asked(rule: Rule) -> Expectation | None:
    """Give what shows that a rule decides."""
    match rule:
        case Severity():
            return severity(rule.span, rule.clause)
        case Grant() | Exclusion() | Quota():
            return named(rule.service, rule.span, rule.clause)
        case Disclaimer():
            return named(rule.outcome, rule.span, rule.clause)
        case Target():
            aim = not rule.binding
            return obligation(rule.clock, rule.span, rule.clause, aim=aim)
        case Duty() | Right():
            return named(rule.name, rule.span, rule.clause)
        case Contact():
            return person(rule.role, rule.channels, rule.span, rule.clause)
        case Alert():
            return raised(rule.kind, rule.to, rule.span, rule.clause)
        case _:
            return None


def _is_cited(policy: Policy, clause: str) -> bool:
    return clause in set(_cited(policy))


def _cited(policy: Policy) -> Iterator[str]:
    for scenario in policy.scenarios:
        for check in scenario.checks:
            yield from check.clauses
            for expectation in check.expectations:
                yield from expectation.clauses
