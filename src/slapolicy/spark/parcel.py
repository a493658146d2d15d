"""A policy packed for another process: its texts, and what must come of them."""

from functools import lru_cache
from pathlib import PurePath

from slapolicy.api import loads
from slapolicy.contract.policy import Policy
from slapolicy.contract.stamp import stamp

Versions = tuple[str, str, str, str]
Parcel = tuple[tuple[tuple[str, str], ...], Versions]
"""Names with their texts, the policy first; and the stamp of its decisions.

Nothing but texts, so that nothing but texts is sent.
"""

_WHAT = (
    "hash of the policy", "version of slapolicy", "version of time zone data",
    "version of holiday data",
)  # fmt: skip


def pack(policy: Policy) -> Parcel:
    """Pack a policy, and see that it comes out the same.

    Raises:
        RuntimeError: It does not.
    """
    main, *others = policy.sources
    folder = PurePath(main.name).parent
    texts = [(main.name, main.text)]
    for each in others:
        path = PurePath(each.name)
        inside = path.relative_to(folder) if path.is_relative_to(folder) else path
        texts.append((str(inside), each.text))
    parcel = tuple(texts), _versions(policy)
    unpack(parcel)
    return parcel


@lru_cache(maxsize=8)
def unpack(parcel: Parcel) -> Policy:
    """Give the policy of a parcel; the same one when asked again.

    Raises:
        RuntimeError: It comes out otherwise here.
    """
    ((name, text), *others), packed = parcel
    texts = dict(others)
    policy = loads(text, name=name, loader=lambda asked: texts[str(PurePath(asked))])
    for what, there, here in zip(_WHAT, packed, _versions(policy), strict=True):
        if there != here:
            message = (
                f"the {what} is `{here}` here, and `{there}` where the policy was "
                "packed: decisions would not be the same"
            )
            raise RuntimeError(message)
    return policy


def _versions(policy: Policy) -> Versions:
    made = stamp(policy)
    return made.policy_sha256, made.engine, made.tzdata, made.holidays
