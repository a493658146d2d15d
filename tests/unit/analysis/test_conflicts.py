"""Two answers for one case: found, proved by a case that is decided, or resolved."""

import pytest

from slapolicy.contract.policy import Policy
from unit.analysis.written import CLOCK, codes, decided, findings, policy

FACTS = 'fact down "Down": yes or no\nfact users "Users": number\n'
CRITICAL = FACTS + 'severity critical "C" level 1 when down is yes'


def test_two_severities_that_hold_for_one_case_are_found_with_that_case() -> None:
    found = policy(CRITICAL, 'severity high "H" level 2 when users is at least 100')
    (finding,) = findings(found, "SLA430")
    assert "`down is yes, users is 100`" in finding.message
    assert "(clause `A1`)" in finding.message
    assert "(clause `A2`)" in finding.message


def test_in_the_case_of_the_finding_the_severity_is_a_conflict() -> None:
    found = policy(CRITICAL, 'severity high "H" level 2 when users is at least 100')
    (finding,) = findings(found, "SLA430")
    decision = decided(found, finding)
    assert decision.severity.state == "conflict"
    assert set(decision.severity.possible) == {"critical", "high"}


@pytest.mark.parametrize(
    "high",
    [
        "when users is at least 100 and down is no",
        "when users is at least 100 despite A1",
        "set by bird",
    ],
)
def test_severities_that_exclude_or_yield_or_are_set_do_not_conflict(high: str) -> None:
    assert "SLA430" not in codes(policy(CRITICAL, f'severity high "H" level 2 {high}'))


def targets(*promises: str) -> Policy:
    return policy(CRITICAL + "\n" + CLOCK, *promises)


def test_two_limits_that_apply_to_one_case_are_found_with_that_case() -> None:
    found = targets(
        "promise answer for critical within 1 hour 24x7",
        "promise answer within 2 hours 24x7 when users is more than 10",
    )
    (finding,) = findings(found, "SLA431")
    assert "to `critical` when `down is yes, users is 11`" in finding.message
    (obligation,) = decided(found, finding).obligations
    assert obligation.due == "indeterminate"
    assert obligation.latest_due_at != obligation.earliest_due_at


@pytest.mark.parametrize(
    "promises",
    [
        ("promise answer for critical within 1 hour 24x7",
         "aim answer for critical within 30 minutes 24x7"),
        ("promise answer for critical within 1 hour 24x7",
         "promise answer for critical within 1 hour 24x7 when users is more than 10"),
        ("promise answer for critical within 1 hour 24x7",
         "promise answer for critical within 2 hours 24x7 when users is 1 despite A2"
         .replace("users is 1 ", "users is at most 1 ")),
        ("promise answer within 1 hour 24x7 when users is more than 10",
         "promise answer within 2 hours 24x7 when users is at most 10"),
    ],
)  # fmt: skip
def test_limits_that_agree_or_yield_or_never_meet_do_not_conflict(
    promises: tuple[str, str],
) -> None:
    assert "SLA431" not in codes(targets(*promises))


def test_a_third_limit_that_prevails_over_both_ends_their_conflict() -> None:
    two = (
        "promise answer for critical within 1 hour 24x7",
        "promise answer for critical within 2 hours 24x7 when users is more than 10",
    )
    third = (
        "promise answer within 3 hours 24x7 when users is more than {} despite A2, A3"
    )
    assert "SLA431" not in codes(targets(*two, third.replace("{}", "10")))
    (finding,) = findings(targets(*two, third.replace("{}", "20")), "SLA431")
    assert "users is 11" in finding.message or "users is 15" in finding.message


def test_a_grant_and_an_exclusion_do_not_conflict() -> None:
    found = policy(
        'service advice "Advice"\nfact old "Old": yes or no\ngrant advice',
        "exclude advice when old is yes",
    )
    assert codes(found) == set()
