"""The stamp of a decision: the policy and the versions on which it rests."""

from functools import lru_cache
from importlib.metadata import version

from slapolicy.contract.decision import Stamp
from slapolicy.contract.policy import Policy
from slapolicy.worktime import holidays_version, tzdata_version


@lru_cache(maxsize=1)
def engine_version() -> str:
    """Give the version of slapolicy."""
    return version("slapolicy")


@lru_cache(maxsize=64)
def stamp(policy: Policy) -> Stamp:
    """Give the stamp of every decision under a policy."""
    return Stamp(
        policy_sha256=policy.sha256,
        engine=engine_version(),
        tzdata=tzdata_version(),
        holidays=holidays_version(),
    )
