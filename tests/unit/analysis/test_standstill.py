"""Pauses that can hold a clock for ever, and who can hold it."""

import pytest

from unit.analysis.written import CLOCK, codes, decided, findings, policy

BASE = """\
fact impact "Impact": high or low
severity s1 "One" level 1 when impact is high
severity s2 "Two" level 2 when impact is low
assessment ours "Ours" by bird: yes or no
assessment both "Both" by bird and customer: yes or no
fact known "Known": yes or no
"""
ROLES = 'role agent "Agent" of bird\nrole admin "Admin" of customer\n'


def pausing(line: str, limit: str = "promise answer within 4 hours 24x7") -> str:
    return BASE + CLOCK.replace("}", f"  pauses while {line}\n}}") + limit


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("waiting for bird", "SLA461"),
        ("waiting for agent", "SLA461"),  # of the party that owes it
        ("waiting for customer", "SLA464"),
        ("waiting for admin", "SLA464"),
        ("ours is yes", "SLA461"),  # the debtor alone judges it
        ("both is yes", None),
        ("known is yes", None),
        ("ours is yes and known is yes", None),
    ],
)
def test_who_can_hold_a_clock_for_ever(line: str, code: str | None) -> None:
    found = policy(pausing(line), outside=ROLES)
    told = codes(found) & {"SLA461", "SLA463", "SLA464"}
    assert told == ({code} if code else set())
    for finding in findings(found, "SLA46"):
        (obligation,) = decided(found, finding).obligations
        assert obligation.state == "paused"
        assert "clause `A1`" in finding.message


@pytest.mark.parametrize(
    ("line", "limit", "is_found"),
    [
        ("impact is high", "promise answer for s1 within 4 hours 24x7", True),
        ("impact is high", "promise answer for s2 within 4 hours 24x7", False),
        ("impact is high", "promise answer within 4 hours 24x7", False),
        ("impact is high", "promise answer for s1 within no stated time", False),
        ("known is yes",
         "promise answer within 4 hours 24x7 when known is yes", True),
        ("known is yes",
         "promise answer within 4 hours 24x7 when known is no", False),
    ],
)  # fmt: skip
def test_a_pause_wherever_a_limit_applies_is_found(
    line: str, limit: str, is_found: bool
) -> None:
    assert ("SLA463" in codes(policy(pausing(line, limit)))) == is_found


def test_where_silence_ends_the_case_no_wait_lasts_for_ever() -> None:
    silence = "\nresolved when nothing from customer for 48 hours 24x7"
    found = policy(pausing("waiting for customer") + silence)
    assert "SLA464" not in codes(found)


def test_a_limit_without_a_figure_cannot_stand_still() -> None:
    limit = "promise answer within no stated time"
    assert "SLA464" not in codes(policy(pausing("waiting for customer", limit)))
