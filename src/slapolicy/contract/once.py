"""What depends on a policy alone is worked out once, and kept as long as the policy."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from slapolicy.contract.policy import Policy

Found = TypeVar("Found")


def once_a_policy(work: Callable[[Policy], Found]) -> Callable[[Policy], Found]:
    """Let a function of a policy be called once for each policy.

    What it gives must not hold the policy itself, or neither is ever let go.
    """
    known: WeakKeyDictionary[Policy, Found] = WeakKeyDictionary()

    @wraps(work)
    def worked_out(policy: Policy) -> Found:
        found = known.get(policy)
        if found is None:
            found = known[policy] = work(policy)
        return found

    return worked_out
