"""What a decision says of services, claims and add-ons besides the outcome."""

from datetime import datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision

POLICY = slapolicy.loads(
    """
agreement owed "What is owed" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
plan basic "Basic"
plan full "Full"
channel mail "Mail"
service calls "Calls"
service advice "Advice"
service trips "Trips"
service travel "Travel"
service music "Music"
outcome delivery "Delivery"
outcome ranking "Ranking"
fact urgent "It is urgent": yes or no

clause C1 "Calls" from terms "1" on full {
  grant calls
  limit calls to 5 each year in UTC
  limit calls to 2 when urgent is yes
}
clause C2 "Advice" from terms "2" {
  grant advice only if urgent is yes
}
clause C3 "Delivery" from terms "3" {
  disclaim guarantee of delivery because "it is not ours"
  disclaim responsibility for delivery because "it is not ours"
}
clause C4 "Ranking" from terms "4" on full {
  disclaim guarantee of ranking
}
clause C5 "More" from terms "5" {
  addon monthly "Monthly" only with full, for EUR 10 more each month
  addon single "Single", for EUR 99 more once
  addon gift "Gift"
}
clause C16 "Trips" from terms "6" {
  grants {
    | service | basic | full |
    | trips   | -     | 2    |
  }
}
clause C17 "More trips" from terms "7" {
  grants {
    | service | basic | full |
    | trips   | 1     | 5    |
  }
}
clause C18 "All but travel" from terms "8" on full {
  grant calls without travel
}
clause C19 "Travel" from terms "9" on basic {
  grant travel only if urgent is yes
}
""",
    name="owed.sla",
)
AT = "2025-03-10T10:00:00+00:00"
OPENS = {"at": AT, "type": "opens", "by": "customer", "via": "mail"}


def decide(**more: Any) -> Decision:
    case = POLICY.case({"id": "1", "events": [OPENS], **more})
    return POLICY.evaluate(case, at=datetime.fromisoformat(AT))


@pytest.mark.parametrize(
    ("facts", "used", "outcome", "left", "needs"),
    [
        ({"urgent": False}, {"calls": 4}, "covered", 1, ()),
        ({"urgent": False}, {"calls": 5}, "used_up", 0, ()),
        ({"urgent": False}, {"calls": 9}, "used_up", 0, ()),
        ({"urgent": True}, {"calls": 1}, "covered", 1, ()),
        ({"urgent": True}, {"calls": 2}, "used_up", 0, ()),
        ({"urgent": False}, {}, "indeterminate", None, ("used calls",)),
        ({}, {"calls": 0}, "indeterminate", None, ("urgent",)),
    ],
)
def test_a_limited_service_is_covered_until_it_is_used_up(
    facts: Any, used: Any, outcome: str, left: int | None, needs: tuple[str, ...]
) -> None:
    decision = decide(plan="full", facts=facts, used=used, requests=["calls"])
    (found,) = decision.coverage
    assert (found.outcome, found.left, found.needs) == (outcome, left, needs)


@pytest.mark.parametrize(("urgent", "left"), [(False, 4), (True, 5)])
def test_a_limit_despite_a_clause_stands_instead_of_that_of_the_clause(
    urgent: bool, left: int
) -> None:
    more = (
        POLICY.sources[0].text
        + """
service visits "Visits"
clause C6 "Visits" from terms "6" {
  grant visits
  limit visits to 4 each year in UTC
}
clause C7 "Urgent visits" from terms "7" {
  limit visits to 5 each year in UTC when urgent is yes despite C6
}
"""
    )
    policy = slapolicy.loads(more)
    case = policy.case(
        {
            "id": "1",
            "events": [OPENS],
            "facts": {"urgent": urgent},
            "requests": ["visits"],
            "used": {"visits": 0},
        }
    )
    (found,) = policy.evaluate(case, datetime.fromisoformat(AT)).coverage
    assert (found.outcome, found.left) == ("covered", left)
    assert ("C7" in found.clauses) == urgent


@pytest.mark.parametrize(
    ("claim", "plan", "outcome", "kinds", "because", "needs"),
    [
        (
            "delivery", None, "disclaimed", ("guarantee", "responsibility"),
            "it is not ours", (),
        ),
        ("ranking", "full", "disclaimed", ("guarantee",), None, ()),
        ("ranking", "basic", "silent", (), None, ()),
        ("ranking", None, "indeterminate", (), None, ("plan",)),
    ],
)  # fmt: skip
def test_a_claim_is_disclaimed_with_the_reason_that_is_given(
    claim: str,
    plan: str | None,
    outcome: str,
    kinds: Any,
    because: str | None,
    needs: Any,
) -> None:
    (found,) = decide(plan=plan, claims=[claim]).claims
    assert (found.outcome, found.disclaims) == (outcome, kinds)
    assert (found.because, found.needs) == (because, needs)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            "full",
            [
                ("monthly", "allowed", "EUR 10 each month", ()),
                ("single", "allowed", "EUR 99", ()),
                ("gift", "allowed", None, ()),
            ],
        ),
        (
            "basic",
            [
                ("monthly", "refused", None, ()),
                ("single", "allowed", "EUR 99", ()),
                ("gift", "allowed", None, ()),
            ],
        ),
        (
            None,
            [
                ("monthly", "indeterminate", None, ("plan",)),
                ("single", "allowed", "EUR 99", ()),
                ("gift", "allowed", None, ()),
            ],
        ),
    ],
)
def test_an_addon_is_allowed_with_its_plans_and_has_its_price(
    plan: str | None, expected: Any
) -> None:
    decision = decide(plan=plan, addons=["gift", "single", "monthly"])
    found = [(e.addon, e.outcome, e.price, e.needs) for e in decision.addons]
    assert found == expected


@pytest.mark.parametrize(
    ("plan", "used", "outcome", "left", "clauses"),
    [
        ("full", 0, "covered", 5, ("C16", "C17")),
        ("full", 4, "covered", 1, ("C16", "C17")),
        ("full", 5, "used_up", 0, ("C16", "C17")),
        ("basic", 0, "covered", 1, ("C17",)),
    ],
)
def test_of_several_grants_the_one_with_the_greatest_number_counts(
    plan: str, used: int, outcome: str, left: int, clauses: tuple[str, ...]
) -> None:
    (found,) = decide(plan=plan, used={"trips": used}, requests=["trips"]).coverage
    assert (found.outcome, found.left, found.clauses) == (outcome, left, clauses)


@pytest.mark.parametrize(
    ("plan", "urgent", "outcome", "clauses", "needs"),
    [
        ("full", True, "excluded", ("C18",), ()),
        ("basic", True, "covered", ("C19",), ()),
        ("basic", False, "condition_not_met", ("C19",), ()),
        ("basic", None, "indeterminate", ("C19",), ("urgent",)),
        (None, False, "indeterminate", ("C18",), ("plan",)),
    ],
)
def test_what_one_grant_leaves_out_is_excluded_on_its_plan_alone(
    plan: str | None, urgent: bool | None, outcome: str, clauses: Any, needs: Any
) -> None:
    facts = {} if urgent is None else {"urgent": urgent}
    (found,) = decide(plan=plan, facts=facts, requests=["travel"]).coverage
    assert (found.outcome, found.clauses) == (outcome, clauses)
    assert found.needs == needs


def test_of_what_no_clause_speaks_the_contract_is_silent() -> None:
    (found,) = decide(plan="full", requests=["music"]).coverage
    assert (found.outcome, found.clauses, found.needs) == ("silent", (), ())


def test_advice_rests_on_what_is_known_of_its_condition() -> None:
    for facts, outcome, needs in (
        ({"urgent": True}, "covered", ()),
        ({"urgent": False}, "condition_not_met", ()),
        ({}, "indeterminate", ("urgent",)),
    ):
        (found,) = decide(plan="basic", facts=facts, requests=["advice"]).coverage
        assert (found.outcome, found.needs) == (outcome, needs)
        assert found.clauses == ("C2",)
