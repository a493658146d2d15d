"""Rules without which every case would have the same answers."""

import pytest

from unit.analysis.written import CLOCK, codes, findings, policy

FACTS = """\
fact load "Load": number between 0 and 100
fact impact "Impact": high or low
service advice "Advice"
"""
SEVERITIES = """\
severity s1 "One" level 1 when impact is high
severity s2 "Two" level 2 when impact is low
"""


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ("grant advice only if load is more than 100", "SLA440"),
        ("grant advice only if load is at least 100", None),
        (
            "grant advice only if load is more than 9 and load is less than 9",
            "SLA440",
        ),
        ("grant advice only if impact is high and impact is low", "SLA440"),
        ("grant advice only if impact is high or impact is low", None),
    ],
)
def test_a_rule_whose_condition_no_case_meets_is_found(
    rules: str, code: str | None
) -> None:
    assert codes(policy(FACTS + rules)) - {"SLA501"} == ({code} if code else set())


def test_a_limit_whose_condition_contradicts_its_severity_is_found() -> None:
    limit = "promise answer for s1 within 1 hour 24x7 when impact is low"
    found = findings(policy(FACTS + SEVERITIES + CLOCK + limit), "SLA440")
    assert ["the severity `s1` (clause `A1`)" in each.message for each in found] == [
        True
    ]


def test_a_limit_that_always_gives_way_never_decides() -> None:
    found = policy(
        FACTS + SEVERITIES + CLOCK + "promise answer for s1 within 1 hour 24x7",
        "promise answer within 2 hours 24x7 despite A1",
    )
    (finding,) = findings(found, "SLA441")
    assert "(clause `A1`) never decides" in finding.message


def test_a_grant_with_despite_is_not_swallowed_by_the_exclusion() -> None:
    swallowed = policy(FACTS + "grant advice", "exclude advice")
    prevailing = policy(FACTS + "exclude advice", "grant advice despite A1")
    assert "SLA441" in codes(swallowed)
    assert "SLA441" not in codes(prevailing)


def test_a_plan_of_which_everything_is_excluded_is_found_once() -> None:
    plans = 'plan gold "G"\nplan silver "S"\n'
    exclude = "exclude advice when plan is silver"
    (finding,) = findings(
        policy(FACTS + "grant advice", exclude, outside=plans), "SLA4"
    )
    assert finding.code == "SLA443"
    more = 'service training "T"\ngrant advice, training'
    assert not findings(policy(FACTS + more, exclude, outside=plans), "SLA4")


def test_a_rule_that_stands_twice_is_found_and_one_for_others_is_not() -> None:
    limit = "promise answer for {} within 1 hour 24x7\n"
    twice = FACTS + SEVERITIES + CLOCK + limit.replace("{}", "s1") * 2
    apart = FACTS + SEVERITIES + CLOCK
    apart += limit.replace("{}", "s1") + limit.replace("{}", "s2")
    assert len(findings(policy(twice), "SLA442")) == 1
    assert not findings(policy(apart), "SLA442")
