"""Rules that decide nothing, as another says as much wherever they apply."""

import pytest

from unit.analysis.written import CLOCK, decided, findings, policy

BASE = """\
fact known "Known": yes or no
fact impact "Impact": high or low
severity s1 "One" level 1 when impact is high
severity s2 "Two" level 2 when impact is low
service advice "Advice"
service visits "Visits"
outcome delivery "Delivery"
"""
OUTSIDE = """\
plan gold "Gold"
plan iron "Iron"
channel phone "Telephone"
channel mail "Mail"
role lead "Lead" of bird
calendar office "Office" {
  zone Europe/Berlin
  open Mon-Fri 09:00-17:00
  business days run to closing
}
"""
ANSWER = "promise answer within 1 hour 24x7"


@pytest.mark.parametrize(
    ("rule", "other", "is_idle"),
    [
        ("grant advice only if known is yes", "grant advice", True),
        ("grant advice only if known is yes",
         "grant advice only if known is no", False),
        ("grant advice only if known is yes",
         "grant advice only if plan is gold", False),
        ("grant advice without visits", "grant advice", False),
        ("exclude advice when known is yes", "exclude advice", True),
        ("exclude advice when known is yes", "exclude visits", False),
        ("limit visits to 9 each year in UTC",
         "grant visits\nlimit visits to 4 each year in UTC", True),
        ("limit visits to 9 each year in UTC",
         "limit visits to 4 each year in UTC when known is yes", False),
        ("limit visits to 9 each year in UTC",
         "limit visits to 4 each month in UTC", False),
        (f"{ANSWER} when known is yes", ANSWER, True),
        ("promise answer for s1 within 1 hour 24x7", ANSWER, True),
        (ANSWER, "promise answer for s1 within 1 hour 24x7", False),
        ("aim answer within 2 hours 24x7", ANSWER, True),
        ("aim answer within 1 hour 24x7", ANSWER, True),
        ("aim answer within 30 minutes 24x7", ANSWER, False),
        ("aim answer within 1 hour during office", ANSWER, True),
        ("aim answer within 2 hours 24x7",
         "promise answer for s1 within 1 hour 24x7", False),
        ("contact lead via phone during office",
         "contact lead via phone, mail 24x7", True),
        ("contact lead via phone during office",
         "contact lead via mail 24x7", False),
        ("contact lead via phone 24x7",
         "contact lead via phone during office", False),
        ("escalate to lead during office when known is yes",
         "escalate to lead at once", True),
        ("escalate to lead at once when known is yes",
         "escalate to lead during office", False),
        ("disclaim guarantee of delivery",
         "disclaim responsibility for delivery", False),
    ],
)  # fmt: skip
def test_a_rule_that_another_makes_idle_is_found(
    rule: str, other: str, is_idle: bool
) -> None:
    found = policy(BASE + CLOCK, rule, other, outside=OUTSIDE)
    idle = [f for f in findings(found, "SLA441") if f.message.endswith("as much")]
    assert any(f.message.split(")")[0].endswith("`A2`") for f in idle) == is_idle
    for finding in idle:
        assert "clause `A2`" in finding.message
        assert "clause `A3`" in finding.message
        assert decided(found, finding)


def test_of_two_rules_that_cover_each_other_one_is_idle() -> None:
    found = policy(
        BASE,
        "exclude advice when known is yes or impact is high",
        "exclude advice when impact is high or known is yes",
    )
    (finding,) = findings(found, "SLA441")
    assert finding.message.startswith("the exclusion of `advice` (clause `A3`)")


def test_a_grant_despite_a_clause_is_never_idle() -> None:
    found = policy(
        BASE,
        "exclude advice when known is yes",
        "grant advice",
        "grant advice only if impact is high despite A2",
    )
    assert findings(found, "SLA441") == []


def test_a_limit_of_none_leaves_nothing_of_what_is_granted() -> None:
    found = policy(BASE, "grant visits", "limit visits to 0 each year in UTC")
    (finding,) = findings(found, "SLA441")
    (coverage,) = decided(found, finding).coverage
    assert (coverage.outcome, coverage.left) == ("used_up", 0)
    partly = "limit visits to 0 each year in UTC when known is yes"
    assert findings(policy(BASE, "grant visits", partly), "SLA441") == []


@pytest.mark.parametrize(("name", "is_found"), [("s1", False), ("s2", True)])
def test_an_alarm_for_a_severity_without_a_limit_never_comes(
    name: str, is_found: bool
) -> None:
    limit = "promise answer for s1 within 1 hour 24x7\n"
    alarm = f"escalate to lead for {name} at 80% of answer"
    found = policy(BASE + CLOCK, limit + alarm, outside=OUTSIDE)
    assert bool(findings(found, "SLA440")) == is_found


def test_a_grant_that_leaves_out_its_own_service_does_so_in_vain() -> None:
    found = policy(BASE, "grant visits without visits")
    (finding,) = findings(found, "SLA444")
    assert "leaves out `visits` in vain" in finding.message
