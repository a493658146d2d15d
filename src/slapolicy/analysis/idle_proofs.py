"""Cases that show of a rule that another says as much.

Which rules are so is found in `idle_rules`.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from slapolicy.analysis.asked import named, obligation, person, raised
from slapolicy.analysis.cases import Cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import called
from slapolicy.analysis.prevailing import where_severity
from slapolicy.analysis.proving import prover
from slapolicy.analysis.regions import Domain, Region, contrary
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.variables import asked_by
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import (
    Alert,
    Contact,
    Disclaimer,
    Exclusion,
    Grant,
    Quota,
    Rule,
    Target,
)
from slapolicy.contract.scenario import Expectation
from slapolicy.finding import Proof

_STATES: dict[type[Rule], set[str]] = {
    Grant: {"covered"},
    Exclusion: {"excluded"},
    Disclaimer: {"disclaimed"},
    Quota: {"covered", "used_up"},
    Target: {"running", "not_started", "paused"},
    Contact: {"reachable", "by_appointment", "not_stated"},
    Alert: {"open", "raised", "pending", "deferred"},
}


def idle_shown(told: Cases, rule: Rule, wider: Rule) -> tuple[Proof, ...]:
    """Show a case in which the wider rule decides, and the idle one changes nothing."""
    shown = prover(told.policy)
    title = f"{called(wider)} says as much".replace("`", "").capitalize()
    claim = _claim(told, rule, wider)
    asking = [wider.on, wider.when]
    known = {each: told.values_of(each)[0] for each in asked_by(told.policy, *asking)}
    for here in _cases(told, rule, wider):
        proof = shown.proof(title, {**known, **told.sample(here)}, claim)
        if proof:
            return proof
    return ()


def _cases(told: Cases, rule: Rule, wider: Rule) -> Iterator[Domain]:
    """Give cases of both; of grants, first one that does not meet the condition."""
    try:
        for region in _regions(told, rule):
            here = _of_both(told, rule, wider, region)
            if here is not None:
                yield here
    except TooMany:
        return


def _regions(told: Cases, rule: Rule) -> Iterator[Region]:
    if isinstance(rule, Grant) and rule.when is not None:
        yield contrary(told.where(rule.when))
    yield told.of(rule)


def _of_both(told: Cases, rule: Rule, wider: Rule, also: Region) -> Domain | None:
    regions = [told.where(rule.on), told.of(wider), also, *_unbeaten(told, wider)]
    names = [
        name
        for name in rule.severities or wider.severities
        if not wider.severities or name in wider.severities
    ]
    if isinstance(wider, Target):
        regions += [
            contrary(told.of(each))
            for each in told.policy.targets
            if (each.clock, each.binding) == (wider.clock, wider.binding)
            and each.limit != wider.limit
            and not (names and each.severities and names[0] not in each.severities)
        ]
    if not names:
        return told.find(*regions)
    return where_severity(told, names[0], *regions)


def _unbeaten(told: Cases, wider: Rule) -> Iterator[Region]:
    """Give where nothing prevails over a rule."""
    policy = told.policy
    if isinstance(wider, Grant):
        for exclusion in policy.exclusions:
            if exclusion.service == wider.service:
                yield contrary(told.of(exclusion))
    rivals: Sequence[Rule] = (*policy.grants, *policy.quotas, *policy.targets)
    for rival in rivals:
        if wider.clause in rival.despite and _about(rival) == _about(wider):
            yield contrary(told.of(rival))


def _about(rule: Rule) -> object:
    return getattr(rule, "service", None) or getattr(rule, "clock", None)


def _claim(told: Cases, rule: Rule, wider: Rule) -> Claim:
    states = _STATES[type(rule)]
    named_ones = (wider.clause, rule.clause)  # of two that are alike, one is cited
    asked = [_asked(wider if isinstance(rule, Target) else rule, named_ones)]
    if getattr(rule, "binding", None) != getattr(wider, "binding", None):
        asked.append(_asked(rule, named_ones))

    def holds(answers: Sequence[Answer]) -> bool:
        answer, *later = answers
        mine = named_ones if isinstance(rule, Target) else named_ones[:1]
        cites = None in mine or not {*answer.clauses}.isdisjoint(mine)
        ends = [answer, *later]
        due = [math.inf if each.due_at is None else each.due_at for each in ends]
        return answer.state in states and cites and due == sorted(due)

    more: dict[str, Any] = {}
    if isinstance(rule, Target | Alert) and rule.clock is not None:
        more = {"clock": rule.clock, "among": (rule, wider)}
        if isinstance(rule, Alert):
            targets = (t for t in told.policy.targets if t.clock == rule.clock)
            more["among"] = (*more["among"], *targets)
    if isinstance(rule, Quota):
        more["used"] = {rule.service: 0}
    return Claim(asked=tuple(asked), holds=holds, **more)


def _asked(rule: Rule, clauses: Sequence[str | None]) -> Expectation:
    span = rule.span
    match rule:
        case Target():
            return obligation(rule.clock, span, *clauses, aim=not rule.binding)
        case Contact():
            return person(rule.role, rule.channels[:1], span, *clauses)
        case Alert():
            return raised(rule.kind, rule.to, span, *clauses)
        case Disclaimer():
            return named(rule.outcome, span, *clauses)
        case Grant() | Exclusion() | Quota():
            return named(rule.service, span, *clauses)
        case _:
            raise AssertionError(rule)
