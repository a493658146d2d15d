"""Properties: what a policy says of every case. How they are tested: elsewhere."""

from datetime import timedelta
from typing import Literal

from slapolicy.contract.policy import Condition, Trigger
from slapolicy.contract.scenario import Expectation
from slapolicy.source import Span
from slapolicy.values import frozen


@frozen(kw_only=True)
class ClaimState:
    """`expect tier2_mediation is [not] excluded per P5`."""

    expectation: Expectation
    negated: bool = False
    span: Span


@frozen(kw_only=True)
class ClaimDue:
    """`expect callback is due at most 15 minutes after customer calls via hotline`."""

    clock: str
    bound: Literal["at least", "at most", "more than", "less than"]
    length: timedelta
    after: Trigger
    span: Span


@frozen(kw_only=True)
class ClaimOrder:
    """`expect answer for critical is due no later than for high`."""

    clock: str
    severity: str
    than: str
    span: Span


Claim = ClaimState | ClaimDue | ClaimOrder


@frozen(kw_only=True)
class Property:
    """What must hold of every case in which `where` does (None: of every case)."""

    title: str
    where: Condition | None
    claims: tuple[Claim, ...]
    span: Span
