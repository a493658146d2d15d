"""A case in which a clock stands still, a year after it has started.

Who holds it is judged in `standstill` and `endless`.
"""

from slapolicy.analysis.asked import are, obligation
from slapolicy.analysis.cases import cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.prevailing import where_severity
from slapolicy.analysis.proving import prover
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import Condition, Policy, Target
from slapolicy.contract.property_runner.draft import Act
from slapolicy.finding import Proof
from slapolicy.worktime import DAY

_A_YEAR = 365 * DAY


def stands(
    policy: Policy,
    target: Target,
    after: tuple[Act, ...],
    condition: Condition | None = None,
    name: str | None = None,
) -> tuple[Proof, ...] | None:
    """Show a case in which the clock stands still, a year after it has started.

    None: there is no case that has the severity of the limit and no other.
    """
    told = cases(policy)
    severe = name or (target.severities[0] if target.severities else None)
    try:
        regions = (told.of(target), told.where(condition))
        here = (
            told.find(*regions)
            if severe is None
            else where_severity(told, severe, *regions)
        )
    except TooMany:
        return ()
    if here is None:
        return None
    claim = Claim(
        asked=(
            obligation(
                target.clock, target.span, target.clause, aim=not target.binding
            ),
        ),
        holds=are("paused"),
        clock=target.clock,
        among=(target,),
        after=after,
        look=_A_YEAR,
    )
    title = f"{target.clock} stands still for a year"
    return prover(policy).proof(title, told.sample(here), claim)


def party_of(policy: Policy, name: str) -> str:
    """Give the party that a name stands for, or that a role is of."""
    role = policy.roles.get(name)
    return name if role is None else role.party
