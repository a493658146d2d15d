"""Plans of which nothing is left: all that is granted on one is excluded.

That a single grant is excluded on every plan is told in `dead_rules`.
"""

from collections.abc import Iterator, Sequence

from slapolicy.analysis.asked import are, named
from slapolicy.analysis.cases import Cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import called, standing, ticked
from slapolicy.analysis.proving import prover
from slapolicy.analysis.regions import every
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import Exclusion, Grant, Is, Policy, Subject
from slapolicy.finding import Finding, Note, Proof


def excluding_by(policy: Policy) -> dict[str, list[Exclusion]]:
    """Give the exclusions of each service."""
    found: dict[str, list[Exclusion]] = {}
    for exclusion in policy.exclusions:
        found.setdefault(exclusion.service, []).append(exclusion)
    return found


def against(grant: Grant, excluding: dict[str, list[Exclusion]]) -> list[Exclusion]:
    """Give the exclusions to which a grant gives way."""
    return [
        each
        for each in excluding.get(grant.service, ())
        if each.clause not in grant.despite
    ]


def empty_plans(told: Cases, dead: set[int]) -> Iterator[Finding]:
    """Give the plans of which every grant is excluded, but not on every plan."""
    excluding = excluding_by(told.policy)
    if not excluding:
        return
    for plan in told.policy.plans.values():
        condition = Is(Subject("plan"), (plan.name,))
        granted: list[Grant] = []
        try:
            here = told.where(condition)
            for grant in told.policy.grants:
                within = every((told.of(grant), here))
                if told.find(within) is None:
                    continue
                beating = [told.of(each) for each in against(grant, excluding)]
                if told.find(within, outside=beating) is not None:
                    break
                granted.append(grant)
            else:
                if granted and not all(id(grant) in dead for grant in granted):
                    yield _empty(told, plan.name, granted, excluding)
        except (TooMany, KeyError):  # no condition asks about the plan
            continue


def _empty(
    told: Cases,
    plan: str,
    granted: list[Grant],
    excluding: dict[str, list[Exclusion]],
) -> Finding:
    last = granted[-1]
    exclusion = excluding[last.service][0]
    services = ticked(dict.fromkeys(grant.service for grant in granted))
    clauses = " ".join(dict.fromkeys(map(standing, granted)))
    return Finding(
        "SLA443",
        f"on the plan `{plan}` nothing is left of what is granted: {services} "
        f"{'is' if len(granted) == 1 else 'are'} granted {clauses} and excluded "
        f"{standing(exclusion)}",
        span=exclusion.span,
        hint="narrow the exclusion, or take the plan out of the grants",
        notes=tuple(Note(grant.span, called(grant)) for grant in granted[:6]),
        proofs=_shown(told, plan, granted),
    )


def _shown(told: Cases, plan: str, granted: Sequence[Grant]) -> tuple[Proof, ...]:
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
