"""Limits that are later than that of a less severe case, as far as that is certain."""

import json

import pytest

from slapolicy import api
from slapolicy.analysis import CHECKS
from unit.analysis.written import CLOCK, POLICIES, findings, policy

BASE = """\
fact impact "Impact": high or low
severity s1 "One" level 1 when impact is high
severity s2 "Two" level 2 when impact is low
parameter soon "Soon": duration
calendar office "Office" {
  zone Europe/Berlin
  open Mon-Thu 09:00-17:00
  open Fri 09:00-15:00
  business days run to closing
}
calendar always "Always" {
  zone Europe/Berlin
  open 24x7
}
calendar shop "Shop" {
  zone Europe/Berlin
  open Mon-Sat 08:00-20:00
  business days run to closing
}
"""


@pytest.mark.parametrize(
    ("stricter", "looser", "is_found"),
    [
        # one measure: the greater amount is later
        ("within 2 hours 24x7", "within 1 hour 24x7", True),
        ("within 1 hour 24x7", "within 1 hour 24x7", False),
        ("within 1 hour 24x7", "within 2 hours 24x7", False),
        ("within 2 business days during office",
         "within 1 business day during office", True),
        ("within 3 calendar days in UTC", "within 2 calendar days in UTC", True),
        ("within no stated time", "within 2 hours 24x7", True),
        ("within 2 hours 24x7", "within no stated time", False),
        # as many hours in a calendar are never sooner than by day and by night
        ("within 3 hours during office", "within 2 hours 24x7", True),
        ("within 3 hours 24x7", "within 2 hours during office", False),
        # a working date has 6 to 8 hours
        ("within 1 business day during office", "within 6 hours during office", True),
        ("within 1 business day during office", "within 7 hours during office", False),
        ("within 17 hours during office",
         "within 1 business day during office", True),
        ("within 16 hours during office",
         "within 1 business day during office", False),
        # what is open only when the other is, passes no sooner
        ("within 3 hours during office", "within 2 hours during shop", True),
        ("within 2 hours during office", "within 2 hours during shop", True),
        ("within 2 hours during office", "within 2 hours 24x7", True),
        ("within 1 hour during office", "within 2 hours during shop", False),
        ("within 3 hours during shop", "within 2 hours during office", False),
        ("within 2 hours 24x7", "within 2 hours during always", False),
        # days of different kinds
        ("within 3 calendar days in UTC", "within 48 hours 24x7", True),
        ("within 3 calendar days in UTC", "within 71 hours 24x7", False),
        ("within 3 calendar days in Pacific/Apia", "within 48 hours 24x7", False),
        ("within 96 hours 24x7", "within 3 calendar days in UTC", True),
        ("within 72 hours 24x7", "within 3 calendar days in UTC", False),
        ("within 3 business days during office",
         "within 1 calendar day in UTC", True),
        ("within 3 business days during office",
         "within 2 calendar days in UTC", False),
        ("within 3 business days during office", "within 46 hours 24x7", True),
        # nothing is certain
        ("within 2 business days during office",
         "within 1 business day during shop", False),
        ("within soon 24x7", "within 1 hour 24x7", False),
    ],
)  # fmt: skip
def test_a_more_severe_case_with_a_later_limit_is_found(
    stricter: str, looser: str, is_found: bool
) -> None:
    found = policy(
        BASE + CLOCK,
        f"promise answer for s1 {stricter}",
        f"promise answer for s2 {looser}",
    )
    assert bool(findings(found, "SLA450")) == is_found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("promise answer for s1 within 2 hours 24x7",
         "aim answer for s2 within 1 hour 24x7"),
        ("promise answer for s1 within 2 hours 24x7",
         "aim answer for s2 within 1 hour 24x7 when gold is yes"),
        ("promise answer for s1 within 2 hours 24x7 when gold is no",
         "promise answer for s2 within 1 hour 24x7 when gold is yes"),
    ],
)  # fmt: skip
def test_promises_are_not_compared_with_aims_nor_cases_that_differ_otherwise(
    first: str, second: str
) -> None:
    gold = 'parameter gold "Gold": yes or no\n'
    assert not findings(policy(BASE + gold + CLOCK, first, second), "SLA450")


def test_a_later_limit_under_a_condition_is_found_in_cases_that_are_alike() -> None:
    found = policy(
        BASE + 'fact known "Known": yes or no\n' + CLOCK,
        "promise answer for s1 within 8 hours 24x7 when known is yes",
        "promise answer for s1 within 1 hour 24x7 when known is no",
        "promise answer for s2 within 2 hours 24x7",
    )
    (finding,) = findings(found, "SLA450")
    assert "clause `A2`" in finding.message
    assert "clause `A4`" in finding.message
    cases = [json.loads(proof.case) for proof in finding.proofs]
    assert [case["facts"] for case in cases] == [
        {"impact": "high", "known": True},
        {"impact": "low", "known": True},
    ]


@pytest.mark.parametrize(
    "path", sorted(POLICIES.glob("*-*.sla*")), ids=lambda path: path.name
)
def test_of_the_four_contracts_only_the_anomaly_of_the_vip_support_is_found(
    path: object,
) -> None:
    resolved = api.examine(str(path))
    assert resolved.policy is not None
    found = [each for check in CHECKS for each in check(resolved.policy)]
    found = [each for each in found if each.level != "info"]
    if "vip" not in str(path):
        assert found == []
        return
    (finding,) = found
    assert finding.code == "SLA450"
    for said in ("`standard`", "`V11`", "`bug_fix`", "`V12`", "`request`", "`V13`",
                 "within 2 business days", "within 1 business day"):  # fmt: skip
        assert said in finding.message
