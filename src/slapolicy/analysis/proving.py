"""The prover of a policy, loaded where there is something to prove.

How a finding is proved is told in `proofs`: by cases that are told and decided, which
needs all that decides cases. Most policies have little to prove.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from slapolicy.contract.policy import Policy
from slapolicy.worktime import DAY, HOUR

if TYPE_CHECKING:
    from slapolicy.analysis.proofs import Prover

SHIFTS = (0, 10 * HOUR, 5 * DAY, 14 * HOUR, -3 * HOUR, -8 * HOUR)
"""From a Monday at ten: in the evening, on Saturday, at midnight, early, by night."""


@lru_cache(maxsize=8)
def prover(policy: Policy) -> "Prover":
    """Give the prover of a policy, made once for all checks."""
    return another(policy)


def another(policy: Policy) -> "Prover":
    """Make a prover, of a policy that is looked at once."""
    from slapolicy.analysis.proofs import Prover

    return Prover(policy)
