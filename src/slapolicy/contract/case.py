"""A case: what was bought, what is known, what was asked for, what happened.

How one is read and checked against a policy is told in `case_reader`.
"""

from collections.abc import Mapping
from typing import Any

from slapolicy.contract.later import Later, Rest
from slapolicy.contract.policy.condition import Value
from slapolicy.finding import Finding
from slapolicy.values import field, frozen

EVENT_TYPES = (
    "opens", "writes", "calls", "replies", "updates", "notes", "waits", "resumes",
    "changes", "agrees", "disagrees", "resolves", "withdraws", "reopens",
)  # fmt: skip


class CaseError(ValueError):
    """A case that cannot be read, with every finding about it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(each) for each in findings))
        self.findings = findings


@frozen(kw_only=True)
class Event:
    """Something that happened at an instant (microseconds UTC).

    `by` is a role or a party; `waits_for` the role or party waited for (of `waits`, and
    of a `resumes` that ends only that wait). A value of None in `facts` makes the fact
    unknown again. `plan`, `addons`, `parameters`, `severity` are what a `changes` event
    changes; absent ones (None) stay as they are. `automatic` messages match nothing.
    """

    at: int
    type: str
    by: str | None = None
    via: str | None = None
    waits_for: str | None = None
    facts: Mapping[str, Value | None] = field(factory=dict)
    plan: str | None = None
    addons: tuple[str, ...] | None = None
    parameters: Mapping[str, Value | None] = field(factory=dict)
    severity: str | None = None
    automatic: bool = False
    id: str | None = None


@frozen(kw_only=True)
class Attempt:
    """Something measured at an instant, `count` times with the same end."""

    at: int
    of: str
    end: str
    count: int = 1


@frozen(kw_only=True)
class Case(Later):
    """A checked case. What is absent or null is unknown, and stays so.

    `facts` hold from the beginning. `addons` None: unknown. `used` says how often a
    limited service was used. Events stand in the order given, identical ones once.
    `findings` are warnings, or what `lenient` let pass. `_story` is kept by `compiled`.
    """

    id: str
    plan: str | None = None
    addons: tuple[str, ...] | None = None
    parameters: Mapping[str, Value] = field(factory=dict)
    facts: Mapping[str, Value] = field(factory=dict)
    severity: str | None = None
    requests: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    used: Mapping[str, int] = field(factory=dict)
    events: tuple[Event, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    findings: tuple[Finding, ...] = ()
    _story: Any = field(default=None, init=False, eq=False, repr=False)
    _rest: Rest | None = field(default=None, init=False, eq=False, repr=False)
