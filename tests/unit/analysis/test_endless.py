"""Clocks that nothing lets run on, and clocks that their debtor puts back."""

import pytest

from unit.analysis.written import CLOCK, decided, findings, policy

BASE = """\
attempt api_call "API call": success or failure
indicator down "Down" {
  each second when api_call attempted, all end in (failure)
  a second without attempts counts as available
}
parameter place "Place": here or there
fact known "Known": yes or no
fact long "Long": duration
"""
OUTSIDE = """\
plan gold "Gold"
plan iron "Iron"
role lead "Lead" of bird
role admin "Admin" of customer
"""
ANSWER = "promise answer within 4 hours 24x7\n"


@pytest.mark.parametrize(
    ("condition", "is_found"),
    [
        ("down has lasted at least 5 minutes", True),
        ("down has lasted at least long", False),  # the fact may become greater
        ("down is yes", False),
        ("place is here", True),
        ("place is not here", True),
        ("plan is gold", True),
        ("known is yes", False),
        ("place is here and known is yes", False),
        ("place is here or down has lasted at least 5 minutes", True),
        ("opened_on is after 2024-06-01", True),
    ],
)
def test_a_pause_that_nothing_ends_is_found(condition: str, is_found: bool) -> None:
    clock = CLOCK.replace("}", f"  pauses while {condition}\n}}")
    found = policy(BASE + clock + ANSWER, outside=OUTSIDE)
    assert bool(findings(found, "SLA467")) == is_found
    for finding in findings(found, "SLA467"):
        (owed,) = decided(found, finding).obligations
        assert (owed.state, owed.due_at) == ("paused", None)


@pytest.mark.parametrize(
    ("event", "is_found"),
    [
        ("bird writes", True),
        ("lead updates", True),  # of the party that owes it
        ("customer writes", False),
        ("admin calls", False),
        ("severity changes", False),
    ],
)
@pytest.mark.parametrize("hours", ["24x7", "during office"])
def test_a_clock_that_its_debtor_puts_back_is_found(
    event: str, is_found: bool, hours: str
) -> None:
    office = (
        'calendar office "Office" {\n  zone Europe/Berlin\n'
        "  open Mon-Fri 09:00-17:00\n}\n"
    )
    clock = CLOCK.replace("}", f"  restarts when {event}\n}}")
    limit = f"promise answer within 4 hours {hours}\n"
    found = policy(office + clock + limit, outside=OUTSIDE)
    assert bool(findings(found, "SLA461")) == is_found
    for finding in findings(found, "SLA461"):
        (owed,) = decided(found, finding).obligations
        assert owed.state == "running"
