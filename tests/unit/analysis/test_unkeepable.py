"""Limits that whoever promised them cannot keep."""

import pytest

from unit.analysis.written import CLOCK, codes, decided, findings, policy

HOURS = """\
calendar office "Office" {
  zone Europe/Berlin
  open Mon-Fri 09:00-17:00
  business days run to closing
}
calendar night "Night" {
  zone Europe/Berlin
  open Mon-Sun 22:00-06:00
}
calendar always "Always" {
  zone UTC
  open 24x7
}
"""


@pytest.mark.parametrize(
    ("met", "limit", "is_found"),
    [
        ("bird replies during office", "within 30 minutes 24x7", True),
        ("bird replies during office", "within 63 hours 24x7", True),  # a weekend
        ("bird replies during office", "within 65 hours 24x7", False),
        ("bird replies during office", "within 30 minutes during office", False),
        ("bird replies during office", "within 1 hour during night", True),
        ("bird replies during office", "within 1 business day during office", False),
        ("bird replies during office", "within 1 calendar day in UTC", True),
        ("bird replies during office", "within 5 calendar days in UTC", False),
        ("bird replies outside office", "within 1 hour 24x7", True),
        ("bird replies outside office", "within 9 hours 24x7", False),
        ("bird replies during office or bird calls", "within 1 hour 24x7", False),
        ("bird replies during office or bird calls during night",
         "within 1 hour 24x7", True),
        ("bird replies during always", "within 1 hour 24x7", False),
        ("bird replies during office", "within no stated time", False),
    ],
)  # fmt: skip
def test_a_limit_that_falls_due_before_it_can_be_kept_is_found(
    met: str, limit: str, is_found: bool
) -> None:
    clock = CLOCK.replace("bird replies", met)
    found = policy(HOURS + clock + f"promise answer {limit}")
    assert bool(findings(found, "SLA462")) == is_found
    for finding in findings(found, "SLA462"):
        (obligation,) = decided(found, finding).obligations
        assert obligation.state == "breached"
        assert finding.message.count("(clause `A1`)") == 2


def test_a_limit_whose_clock_starts_only_in_hours_can_be_kept_at_once() -> None:
    """Who calls a minute before closing may still be called back in that minute."""
    clock = CLOCK.replace("customer opens", "customer calls during office")
    clock = clock.replace("bird replies", "bird calls during office")
    found = policy(HOURS + clock + "promise answer within 15 minutes 24x7")
    assert findings(found, "SLA462") == []


@pytest.mark.parametrize(
    ("starts", "met", "is_found"),
    [
        ("customer opens", "customer replies", True),
        ("customer opens", "customer replies or bird replies", False),
        ("bird replies", "customer replies", False),  # the customer is to answer
        ("customer opens", "resolved", False),
    ],
)
def test_a_promise_that_only_the_customer_can_keep_is_found(
    starts: str, met: str, is_found: bool
) -> None:
    clock = CLOCK.replace("bird replies", met).replace("customer opens", starts)
    found = policy(clock + "promise answer within 1 hour 24x7")
    assert ("SLA465" in codes(found)) == is_found
