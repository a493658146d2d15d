"""How large a case may be; a host may pass other limits, a policy cannot."""

from slapolicy.values import frozen


@frozen(kw_only=True)
class Limits:
    """The limits of one case.

    `size` counts bytes of JSON, `key` and `name` characters, `text` those of a value,
    `depth` brackets within brackets, `listed` the findings that are listed.
    """

    size: int = 32 * 1024 * 1024
    depth: int = 64
    key: int = 256
    name: int = 256
    text: int = 64 * 1024
    events: int = 10_000
    attempts: int = 100_000
    listed: int = 100


LIMITS = Limits()
