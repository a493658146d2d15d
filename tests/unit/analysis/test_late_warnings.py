"""Warnings that come too late, and clocks that their own debtor stops."""

import pytest

from unit.analysis.written import CLOCK, codes, policy


@pytest.mark.parametrize(
    ("warning", "is_late"),
    [
        ("20 minutes before answer", True),
        ("15 minutes before answer", False),
        ("5 minutes before answer", False),
        ("at 80% of answer", False),
    ],
)
def test_a_warning_before_the_clock_begins_is_found(
    warning: str, is_late: bool
) -> None:
    text = CLOCK + "promise answer within 15 minutes 24x7\n" + f"warn bird {warning}"
    assert ("SLA460" in codes(policy(text))) == is_late


@pytest.mark.parametrize(("party", "is_found"), [("bird", True), ("customer", False)])
def test_a_clock_that_waits_for_its_own_debtor_is_found(
    party: str, is_found: bool
) -> None:
    clock = CLOCK.replace("}", f"  pauses while waiting for {party}\n}}")
    found = policy(clock + "promise answer within 15 minutes 24x7")
    assert ("SLA461" in codes(found)) == is_found
