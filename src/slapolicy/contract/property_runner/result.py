"""What came of a property: how it was decided, and the case that refutes it if any."""

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from slapolicy.contract.property import Claim, Property
from slapolicy.contract.property_runner.claims import Verdict
from slapolicy.source import Span
from slapolicy.values import frozen

Kind = Literal["exact", "searched"]


@frozen(kw_only=True)
class PropertyFailure:
    """A case of which a claim does not hold, the smallest that was found.

    `case` is its JSON and `at` the instant (RFC 3339) at which it was looked at; of a
    claim that compares two severities, `other` is the JSON of the second case. `words`
    tell the same as a scenario of the policy would. `case` is None if no case was
    found to which the claim applies: then it says nothing, which is a failure too.
    """

    claim: Claim
    message: str
    expected: str
    found: str
    case: Mapping[str, Any] | None = None
    other: Mapping[str, Any] | None = None
    at: str | None = None
    words: str = ""
    verdict: Verdict | None = None
    is_in_force: bool = True

    @property
    def span(self) -> Span:
        """Where the claim stands."""
        return self.claim.span


@frozen(kw_only=True)
class PropertyResult:
    """What came of one property.

    `exact`: every case that the policy can tell apart was looked at, so that it holds
    of all. `searched`: cases were tried, and none was found that refutes it; which is
    no proof. `cases` counts those in which it had something to say.
    """

    property: Property
    kind: Kind
    cases: int
    failure: PropertyFailure | None = None

    @builtins.property
    def passed(self) -> bool:
        """Whether no case was found that refutes it."""
        return self.failure is None
