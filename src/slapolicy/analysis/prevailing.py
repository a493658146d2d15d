"""Cases in which one rule decides: alone, or because it prevails over another.

Which rules always give way is found in `dead_rules`.
"""

from collections.abc import Iterator, Sequence

from slapolicy.analysis.asked import named, obligation, severity
from slapolicy.analysis.cases import Cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import called
from slapolicy.analysis.proving import prover
from slapolicy.analysis.regions import Domain, Region, contrary, every, some
from slapolicy.analysis.search import TooMany
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import (
    Grant,
    PauseWhile,
    Policy,
    Rule,
    Severity,
    Target,
)
from slapolicy.finding import Proof

# Alone


def where_severity(told: Cases, name: str, *also: Region) -> Domain | None:
    """Give a case that has one severity and no other; None: there is none.

    Raises:
        TooMany: if that cannot be told.
    """
    return told.find(*of_severity_alone(told, name), *also)


def of_severity_alone(told: Cases, name: str) -> tuple[Region, ...]:
    """Give regions whose cases have one severity and no other.

    Raises:
        TooMany: if that cannot be told.
    """
    names = {each.name for each in told.policy.severities if not each.set_by}
    others = (told.of_severity(each) for each in sorted(names - {name}))
    return (told.of_severity(name), *map(contrary, others))


def of_limit_alone(told: Cases, target: Target, name: str | None) -> tuple[Region, ...]:
    """Give regions: a severity, one limit that alone decides, and no pause that holds.

    Raises:
        TooMany: if that cannot be told.
    """
    mine = [
        each
        for each in told.policy.targets
        if each.clock == target.clock
        and each.binding == target.binding
        and (not each.severities or name is None or name in each.severities)
    ]
    rivals = [
        every((told.of(each), *_unbeaten(told, each, mine)))
        for each in mine
        if each.limit != target.limit
    ]
    pauses = told.policy.clocks[target.clock].pauses
    held = [told.where(p.condition) for p in pauses if isinstance(p, PauseWhile)]
    apart = [*map(contrary, (*rivals, *held))]
    here = (told.of(target), *_unbeaten(told, target, mine), *apart)
    return here if name is None else (*of_severity_alone(told, name), *here)


def _unbeaten(told: Cases, rule: Target, among: Sequence[Target]) -> list[Region]:
    return [contrary(told.of(each)) for each in among if rule.clause in each.despite]


def where_limit(told: Cases, target: Target, name: str | None) -> Domain | None:
    """Give a case of a severity in which one limit alone decides, and no pause holds.

    Raises:
        TooMany: if that cannot be told.
    """
    return told.find(*of_limit_alone(told, target, name))


# Over another


def meets(told: Cases, rule: Rule, other: Rule) -> bool:
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


def covered(told: Cases, rule: Rule, others: Sequence[Rule]) -> bool:
    """Whether the others apply in every case in which a rule does, if there is any."""
    applies = False
    try:
        for severity in rule.severities or (None,):
            within = told.of(rule)
            if severity is not None:
                within = every((within, told.of_severity(severity)))
            having = [
                told.of(other)
                for other in others
                if not other.severities or severity in other.severities
            ]
            if told.find(within, outside=having) is not None:
                return False
            applies = applies or told.find(within) is not None
    except TooMany:
        return False
    return applies


def prevails(
    told: Cases, rule: Rule, winners: Sequence[Rule]
) -> tuple[Rule, tuple[Proof, ...]]:
    """Give a winner with a case in which it decides, though a rule applies as well."""
    shown = prover(told.policy)
    for winner, here in _met(told, rule, winners):
        claim = _claim(told.policy, rule, winner)
        title = f"{called(winner)} prevails".replace("`", "").capitalize()
        proof = shown.proof(title, told.sample(here), claim)
        if proof:
            return winner, proof
    return winners[0], ()


def _met(
    told: Cases, rule: Rule, winners: Sequence[Rule]
) -> Iterator[tuple[Rule, Domain]]:
    """Give cases to which a rule and a winner apply: first those of no other."""
    for is_alone in (True, False):
        for winner in winners:
            for name in _shared(rule, winner):
                try:
                    here = _where(told, rule, winner, name, is_alone=is_alone)
                except TooMany:
                    continue
                if here is not None:
                    yield winner, here
                    break


def _where(
    told: Cases, rule: Rule, winner: Rule, name: str | None, *, is_alone: bool
) -> Domain | None:
    regions = [told.of(rule), told.of(winner)]
    if isinstance(rule, Grant):
        regions += [  # where another grant prevails over it, it excludes nothing
            contrary(told.of(grant))
            for grant in told.policy.grants
            if grant.service == rule.service and winner.clause in grant.despite
        ]
    if is_alone and isinstance(winner, Severity):
        return where_severity(told, winner.name, *regions)
    if is_alone and name is not None:
        return where_severity(told, name, *regions)
    if name is not None:
        regions.append(told.of_severity(name))
    return told.find(*regions)


def _shared(rule: Rule, winner: Rule) -> tuple[str | None, ...]:
    if not rule.severities or not winner.severities:
        return rule.severities or winner.severities or (None,)
    return tuple(name for name in rule.severities if name in winner.severities)


def _claim(policy: Policy, rule: Rule, winner: Rule) -> Claim:
    span, own = winner.span, rule.clause
    if isinstance(rule, Grant):
        excluded = named(rule.service, span, winner.clause)
        return Claim(
            asked=(excluded,),
            holds=lambda answers: (
                answers[0].state == "excluded"
                and {*excluded.clauses} <= {*answers[0].clauses}
            ),
        )
    clock = None
    if isinstance(winner, Target):
        clock = winner.clock
        others = [each.clause for each in policy.targets if each.clock == clock]
        asked = obligation(clock, span, *others, aim=not winner.binding)
    else:
        asked = severity(span, *(each.clause for each in policy.severities))

    def holds(answers: Sequence[Answer]) -> bool:
        (answer,) = answers
        is_another = answer.state not in ("not_owed", "none")
        return is_another and own not in answer.clauses

    return Claim(asked=(asked,), holds=holds, clock=clock)
