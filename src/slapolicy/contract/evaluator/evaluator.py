"""From a policy, a case and an instant to a decision: the page that calls all else."""

from datetime import datetime

from attrs import evolve

from slapolicy.contract.case import Case
from slapolicy.contract.decision import Decision, Obligation
from slapolicy.contract.evaluator.alerts import alerts
from slapolicy.contract.evaluator.changes import candidates, stands_until
from slapolicy.contract.evaluator.coverage import addons, claims, coverage
from slapolicy.contract.evaluator.notes import notes
from slapolicy.contract.evaluator.obligations import obligations
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.severities import severity_of
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.evaluator.standing import contacts, duties, intake
from slapolicy.contract.policy import Policy
from slapolicy.contract.stamp import stamp
from slapolicy.worktime import from_datetime, to_datetime


def evaluate(policy: Policy, case: Case, at: datetime | None) -> Decision:
    """Say what follows for a case as of an instant (aware; None: now).

    Raises:
        ValueError: if `at` is naive or outside 1970 to 2200.
    """
    if at is None:
        from slapolicy.contract.now import now

        at = now()
    return decide(policy, case, from_datetime(at))


def decide(policy: Policy, case: Case, at: int) -> Decision:
    """Say what follows as of an instant in microseconds UTC."""
    known = record(policy, case, at)
    situation = Situation(policy, known)
    decision = assess(situation)
    change = next_change(situation, decision)
    return decision if change is None else evolve(decision, next_change_at=change)


def assess(situation: Situation) -> Decision:
    """Say what follows at an instant, except when it will change."""
    policy, case = situation.policy, situation.record.case
    severity = severity_of(situation)
    owed = obligations(situation)
    ended_at, _ = situation.end
    decision = Decision(
        case=case.id,
        agreement=policy.agreement.name,
        at=to_datetime(situation.record.at),
        case_state=situation.case_state,
        severity=severity,
        coverage=coverage(situation, case.requests),
        claims=claims(situation, case.claims),
        addons=addons(situation),
        obligations=owed,
        alerts=alerts(situation),
        duties=duties(situation, severity, owed),
        contacts=contacts(situation, severity),
        intake=intake(situation, severity),
        stamp=stamp(policy),
        zone=policy.agreement.zone,
        closed_by=situation.closed_by,
        closed_at=None if ended_at is None else to_datetime(ended_at),
        policy=policy,
        case_read=case,
    )
    found = notes(situation, decision)
    return evolve(decision, notes=found) if found else decision


def next_change(situation: Situation, decision: Decision) -> datetime | None:
    """Give the least later instant at which, with no further event, it would differ."""
    stands = stands_until(situation)
    for at in candidates(situation):
        if at < stands:
            differs = situation.turns_at(at) or _comes_to_else(
                situation.seen_at(at), decision
            )
        else:
            later = Situation(situation.policy, situation.record.seen_at(at))
            differs = essence(assess(later)) != essence(decision)
        if differs:
            return to_datetime(at)
    return None


def _comes_to_else(later: Situation, decision: Decision) -> bool:
    """Whether a clock or an alert comes to something else than a decision says.

    All else that a decision says rests on these and on what did not turn.
    """
    if alerts(later) != decision.alerts:
        return True
    owed = [_timeless(each) for each in obligations(later)]
    return owed != [_timeless(each) for each in decision.obligations]


def _timeless(obligation: Obligation) -> Obligation:
    return evolve(obligation, elapsed=None, remaining=None, overrun=None)


def essence(decision: Decision) -> Decision:
    """Give a decision without what passes with time alone."""
    return evolve(
        decision,
        at=to_datetime(0),
        next_change_at=None,
        obligations=tuple(_timeless(each) for each in decision.obligations),
    )
