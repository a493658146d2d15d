"""Holidays on which the sources differ: told once for a calendar, or decided."""

from datetime import date

import pytest

from slapolicy.analysis.holidays_differ import window
from slapolicy.contract.policy import Policy
from unit.analysis.written import CLOCK, findings, policy


def with_line(lines: str) -> Policy:
    calendar = (
        'calendar desk "D" {\n  zone America/New_York\n  open Mon-Fri 09:00-17:00\n'
        f"{lines}\n}}\n"
    )
    return policy(calendar + CLOCK + "promise answer within 4 hours during desk")


def test_both_views_of_every_date_stand_in_one_finding() -> None:
    (finding,) = findings(with_line("closed on holidays of US"), "SLA47")
    assert finding.code == "SLA470"
    assert "2025-06-19 (Juneteenth" in finding.message
    assert "only in holidays" in finding.message


@pytest.mark.parametrize(
    "lines",
    [
        "closed on holidays of US according to holidays",
        "closed on holidays of US according to workalendar",
        "closed on holidays of US from 2200-01-01",
    ],
)
def test_what_the_policy_decides_is_not_told(lines: str) -> None:
    assert findings(with_line(lines), "SLA47") == []


def test_a_date_with_a_line_of_its_own_is_decided() -> None:
    lines = (
        "closed on holidays of US\nclosed on 2025-06-19\nopen on 2026-06-19 09:00-12:00"
    )
    (finding,) = findings(with_line(lines), "SLA470")
    assert "2025-06-19" not in finding.message
    assert "2026-06-19" not in finding.message
    assert "2024-06-19" in finding.message


def test_a_region_that_only_one_source_knows_is_told_as_information() -> None:
    (finding,) = findings(with_line("closed on holidays of ID"), "SLA47")
    assert (finding.code, finding.level) == ("SLA472", "info")


def test_the_window_lies_within_the_dates_in_force() -> None:
    first, last = window(with_line("closed on holidays of US according to holidays"))
    assert first.month == first.day == 1
    assert last.year - first.year == 5
    assert first < date(2026, 1, 1) < last
