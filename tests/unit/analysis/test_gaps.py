"""What a list that looks complete leaves out."""

import pytest

from unit.analysis.written import CLOCK, codes, decided, findings, policy

SEVERITIES = """\
fact impact "Impact": high, medium, low or none_at_all
severity s1 "One" level 1 when impact is high
severity s2 "Two" level 2 when impact is medium
severity s3 "Three" level 3 when impact is low
"""


def test_a_case_without_severity_is_told_and_has_none() -> None:
    found = policy(SEVERITIES)
    (finding,) = findings(found, "SLA432")
    assert "`impact is none_at_all`" in finding.message
    for severity in ("s1", "s2", "s3"):  # both sides, with their clauses
        assert f"the severity `{severity}` (clause `A1`)" in finding.message
    assert decided(found, finding).severity.state == "none"


@pytest.mark.parametrize(
    "last",
    [
        'severity s4 "Four" level 4 when impact is none_at_all',
        'severity s4 "Four" level 4 set by bird',
    ],
)
def test_where_every_case_has_a_severity_or_somebody_sets_it_nothing_is_told(
    last: str,
) -> None:
    assert "SLA432" not in codes(policy(SEVERITIES + last))


@pytest.mark.parametrize(
    ("bounds", "condition"),
    [
        ("number between 0 and 90.5", "load is at most 90"),
        ("number between 89.5 and 200", "load is at least 90"),
        ("number between 0 and 91", "load is at most 90"),
        ("number", "load is at most 90"),
    ],
)
def test_a_gap_up_to_the_bounds_of_a_fact_is_found_be_it_less_than_one(
    bounds: str, condition: str
) -> None:
    text = f'fact load "Load": {bounds}\nseverity s1 "One" level 1 when {condition}'
    found = policy(text)
    (finding,) = findings(found, "SLA432")
    assert decided(found, finding).severity.state == "none"


def test_no_gap_is_told_beyond_the_bounds_of_a_fact() -> None:
    text = 'fact load "Load": number between 0 and 90\n'
    rule = 'severity s1 "One" level 1 when load is at most 90'
    assert "SLA432" not in codes(policy(text + rule))


def test_a_limit_for_one_severity_only_is_no_gap() -> None:
    found = policy(SEVERITIES + CLOCK + "promise answer for s1 within 1 hour 24x7")
    assert not codes(found) & {"SLA433", "SLA434"}


def test_a_severity_that_alone_has_no_limit_anywhere_was_forgotten() -> None:
    found = policy(SEVERITIES + CLOCK + "promise answer for s1, s3 within 1 hour 24x7")
    (finding,) = findings(found, "SLA433")
    assert "`s2`" in finding.message


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("| gold | s1 | 1 hour |\n| silver | s1 | 2 hours |", True),
        ("| gold | s1 | 1 hour |\n| silver | s1 | 2 hours |\n| tin | s1 | - |", False),
        ("| gold | s1 | 1 hour |\n| gold | s2 | 2 hours |", False),
    ],
)
def test_a_plan_that_a_table_of_plans_leaves_out_is_told(
    rows: str, found: bool
) -> None:
    table = f"promises 24x7 {{\n| plan | severity | answer |\n{rows}\n}}"
    plans = 'plan gold "G"\nplan silver "S"\nplan tin "T"\n'
    told = findings(policy(SEVERITIES + CLOCK + table, outside=plans), "SLA433")
    assert any("plan `tin`" in finding.message for finding in told) == found


def test_the_case_between_two_conditions_is_found_and_owes_nothing() -> None:
    found = policy(
        'fact users "Users": number\n' + CLOCK,
        "promise answer within 1 hour 24x7 when users is more than 100",
        "promise answer within 2 hours 24x7 when users is less than 100",
    )
    (finding,) = findings(found, "SLA434")
    assert "`users is 100`" in finding.message
    assert decided(found, finding).obligations == ()


@pytest.mark.parametrize(
    "second",
    [
        "",
        "aim answer within 2 hours 24x7 when users is at most 100",
        "promise answer within 2 hours 24x7 when users is at most 100",
    ],
)
def test_one_condition_alone_or_all_cases_together_leave_no_gap(second: str) -> None:
    first = "promise answer within 1 hour 24x7 when users is more than 100\n"
    found = policy('fact users "Users": number\n' + CLOCK + first + second)
    assert "SLA434" not in codes(found)


PLANS = 'plan silver "Silver"\nplan gold "Gold"\n'
ROWS = """\
promises 24x7 {
  | plan   | severity | answer  |
  | gold   | s1       | 1 hour  |
  | gold   | s2       | 2 hours |
  | gold   | s3       | 3 hours |
  | silver | s1       | 4 hours |
  | silver | s2       | 5 hours |
"""


def test_a_plan_and_a_severity_that_meet_in_no_row_are_told() -> None:
    text = PLANS + SEVERITIES + CLOCK + ROWS
    (finding,) = findings(policy(text + "}\n"), "SLA433")
    assert "plan `silver` with the severity `s3`" in finding.message
    last = "  | silver | s3       | -       |\n}\n"
    assert "SLA433" not in codes(policy(text + last))
