"""Cases in which a rule applies and another decides.

Which rules always give way is found in `dead_rules`.
"""

from collections.abc import Sequence

from slapolicy.analysis.asked import are, named, obligation, severity
from slapolicy.analysis.cases import Cases
from slapolicy.analysis.inventory import called
from slapolicy.analysis.proofs import Claim, prover
from slapolicy.analysis.search import TooMany
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import Grant, Is, Rule, Severity, Subject, Target
from slapolicy.finding import Proof


def prevails(told: Cases, rule: Rule, winners: Sequence[Rule]) -> tuple[Proof, ...]:
    """Show a case in which a rule applies, and one of the winners decides."""
    for winner in winners:
        try:
            regions = [told.of(rule), told.of(winner)]
            shared = [
                name
                for name in rule.severities or winner.severities
                if not winner.severities or name in winner.severities
            ]
            if shared:
                regions.append(told.of_severity(shared[0]))
            elif rule.severities and winner.severities:
                continue
            here = told.find(*regions)
        except TooMany:
            continue
        if here is not None:
            claim = _claim(rule, winner)
            title = f"{called(winner)} prevails".replace("`", "").capitalize()
            return prover(told.policy).proof(title, told.sample(here), claim)
    return ()


def _claim(rule: Rule, winner: Rule) -> Claim:
    span = winner.span
    if isinstance(rule, Grant):
        asked = named(rule.service, span, winner.clause)
        return Claim(
            asked=(asked,),
            holds=lambda answers: _decides(answers, asked.clauses, "excluded"),
        )
    if isinstance(winner, Severity):
        asked = severity(span, winner.clause)
        name = winner.name
        return Claim(
            asked=(asked,), holds=lambda answers: _decides(answers, asked.clauses, name)
        )
    assert isinstance(winner, Target)
    asked = obligation(winner.clock, span, winner.clause, aim=not winner.binding)
    own = rule.clause

    def holds(answers: Sequence[Answer]) -> bool:
        (answer,) = answers
        is_told = answer.state not in ("not_owed", "indeterminate")
        return is_told and _cites(answers, asked.clauses) and own not in answer.clauses

    return Claim(asked=(asked,), holds=holds, clock=winner.clock)


def _decides(answers: Sequence[Answer], clauses: tuple[str, ...], state: str) -> bool:
    return answers[0].state == state and _cites(answers, clauses)


def _cites(answers: Sequence[Answer], clauses: tuple[str, ...]) -> bool:
    return {*clauses} <= {*answers[0].clauses}


def emptied_plan(told: Cases, plan: str, granted: Sequence[Grant]) -> tuple[Proof, ...]:
    """Show a case on a plan of which everything that was granted is excluded."""
    services = tuple(dict.fromkeys(grant.service for grant in granted))
    span = granted[0].span
    try:
        here = told.find(told.where(Is(Subject("plan"), (plan,))), told.of(granted[-1]))
    except TooMany:
        return ()
    if here is None:
        return ()
    claim = Claim(
        asked=tuple(named(each, span) for each in services),
        holds=are(*["excluded"] * len(services)),
    )
    title = f"Nothing is left of the plan {plan}"
    return prover(told.policy).proof(title, told.sample(here), claim)
