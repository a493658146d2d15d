"""Why a rule did not apply: another severity, another plan, a fact, another clause."""

from collections.abc import Iterable

from slapolicy.contract.evaluator.judge import Moment, judge
from slapolicy.contract.explanation.asked import grounds
from slapolicy.contract.explanation.step import AnyOf, Step, step
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import Rule


def why_not(
    view: View, rule: Rule, moment: Moment, holding: Iterable[Rule] = ()
) -> Step | None:
    """Give why a rule does not apply at a moment; None if it does.

    `holding` are the rules among which one may be `despite` this one's clause.
    """
    on, when = judge(rule.on, moment), judge(rule.when, moment)
    if on.holds is False:
        return step("not_in_plan", why=grounds(view, rule.on, moment))
    if rule.severities:
        possible = view.decision.severity.possible
        if not set(possible) & set(rule.severities):
            return step("other_severity", wanted=AnyOf(view.titles(rule.severities)))
    if when.holds is False:
        return step("condition_fails", why=grounds(view, rule.when, moment))
    if on.holds is None or when.holds is None:
        asked = rule.on if on.holds is None else rule.when
        return step("cannot_be_told", why=grounds(view, asked, moment))
    if rule.severities and len(view.decision.severity.possible) > 1:
        return step("severity_open", wanted=AnyOf(view.titles(rule.severities)))
    for other in holding:
        if rule.clause in other.despite:
            return step("beaten_by", clause=view.by_clause(other.clause))
    return None
