"""What is to hold of every case, told."""

from collections.abc import Iterator
from typing import assert_never

from slapolicy.contract.explanation.asked import BOUNDS
from slapolicy.contract.explanation.happened import wanted
from slapolicy.contract.explanation.step import Step, length, step
from slapolicy.contract.property import (
    Claim,
    ClaimDue,
    ClaimOrder,
    ClaimState,
    Property,
)
from slapolicy.report.asked import about, state_told
from slapolicy.report.conditions import condition
from slapolicy.report.model import Section
from slapolicy.report.teller import Teller


def properties(teller: Teller) -> Iterator[Section]:
    """Tell what is to hold of every case."""
    for each in teller.policy.properties:
        items = tuple(teller.said(_claim(teller, each, claim)) for claim in each.claims)
        yield Section(heading=teller.plain(each.title), blocks=teller.listing(items))


def _claim(teller: Teller, of: Property, claim: Claim) -> Step:
    told = claimed(teller, claim)
    if of.where is None:
        return step("property_every", claim=told)
    return step("property_where", why=condition(teller, of.where), claim=told)


def claimed(teller: Teller, claim: Claim) -> Step:
    """Tell what a claim expects."""
    match claim:
        case ClaimState():
            asked = claim.expectation
            what = about(teller, asked)
            state = state_told(teller, asked, asked.state or "")
            code = "property_not_state" if claim.negated else "property_state"
            return step(code, what=what, state=state)
        case ClaimDue():
            bound = step(BOUNDS[claim.bound], limit=length(claim.length))
            event = wanted(teller, (claim.after,))
            clock = teller.title(claim.clock)
            return step("property_due", clock=clock, bound=bound, event=event)
        case ClaimOrder():
            return step(
                "property_order",
                clock=teller.title(claim.clock),
                severity=teller.title(claim.severity),
                than=teller.title(claim.than),
            )
        case _:
            assert_never(claim)
