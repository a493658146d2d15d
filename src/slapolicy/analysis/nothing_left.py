"""Rules that come to nothing by what stands beside them: a limit of none, no limit.

Rules whose own conditions no case meets are told in `dead_rules`.
"""

from collections.abc import Iterator, Sequence

from slapolicy.analysis.asked import are, named
from slapolicy.analysis.cases import Cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import called, standing
from slapolicy.analysis.prevailing import covered, meets
from slapolicy.analysis.proving import prover
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import AfterElapsed, Alert, Grant, Quota, Rule, Target
from slapolicy.finding import Finding, Note, Proof


def without_limits(told: Cases) -> Iterator[tuple[Rule, Finding]]:
    """Give the alarms about a clock that has no limit wherever they are raised."""
    policy = told.policy
    by_clock: dict[str, list[Target]] = {}
    for target in policy.targets:
        by_clock.setdefault(target.clock, []).append(target)
    for alert in policy.alerts:
        if alert.clock is None:
            continue
        every = by_clock.get(alert.clock, [])
        timed = [target for target in every if _is_timed(alert, target)]
        if timed and not any(meets(told, alert, target) for target in timed):
            yield (
                alert,
                Finding(
                    "SLA440",
                    f"{called(alert)} {standing(alert)} never comes: no limit of "
                    f"`{alert.clock}` applies to any case for which it is",
                    span=alert.span,
                    hint="name a severity for which the clock has a limit, or leave "
                    "the alarm out",
                    notes=tuple(Note(t.span, called(t)) for t in timed[:6]),
                ),
            )


def _is_timed(alert: Alert, target: Target) -> bool:
    is_stated = target.limit.kind != "no_stated_time"
    return is_stated or isinstance(alert.timing, AfterElapsed)


def used_up(told: Cases) -> Iterator[tuple[Rule, Finding]]:
    """Give the grants of which a limit of none leaves nothing, wherever they apply."""
    policy = told.policy
    for grant in policy.grants:
        mine = [each for each in policy.quotas if each.service == grant.service]
        none_left = [
            each
            for each in mine
            if each.count == 0 and not any(each.clause in q.despite for q in mine)
        ]
        if none_left and covered(told, grant, none_left):
            limit = none_left[0]
            yield (
                grant,
                Finding(
                    "SLA441",
                    f"{called(grant)} {standing(grant)} never decides: wherever it "
                    f"applies, {called(limit)} {standing(limit)} leaves nothing of it",
                    span=grant.span,
                    hint="state how often it may be used, or `exclude` it",
                    notes=(Note(limit.span, "a limit of none"),),
                    proofs=_used_up_shown(told, grant, none_left),
                ),
            )


def _used_up_shown(
    told: Cases, grant: Grant, limits: Sequence[Quota]
) -> tuple[Proof, ...]:
    service = grant.service
    for limit in limits:
        try:
            here = told.find(told.of(grant), told.of(limit))
        except TooMany:
            continue
        if here is None:
            continue
        claim = Claim(
            asked=(named(service, limit.span, limit.clause),),
            holds=are("used_up"),
            used={service: 0},
        )
        title = f"Nothing is left of {service}"
        proof = prover(told.policy).proof(title, told.sample(here), claim)
        if proof:
            return proof
    return ()
