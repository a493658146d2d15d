"""Large policies are looked at whole, whatever rules share, and none takes for ever.

`python tests/large_policies.py` measures these and more shapes, in seconds.
"""

from collections.abc import Callable
from functools import partial

import pytest
from benchmarks.growing import policy_of_lines

import slapolicy
from slapolicy.analysis import CHECKS
from slapolicy.contract.policy import Policy
from unit.analysis import shapes
from work import HANGS, lines_run, seconds

SHAPES: dict[str, Callable[[], Policy]] = {
    "a limit for each value of a fact": shapes.by_fact,
    "each limit within the next": shapes.all_alike,
    "limits over six sizes, but one": lambda: shapes.over_sizes(6, but_one=True),
    "a matrix over four facts": shapes.by_impact_and_urgency,
    "a table of two thousand cells": shapes.table,
    "two hundred clocks": shapes.clocks,
}
FOUND = {
    "a limit for each value of a fact": {"SLA434"},
    "each limit within the next": {"SLA122", "SLA431", "SLA434"},
    "limits over six sizes, but one": {"SLA434"},
}
"""What is found in them; in the others nothing. Never that there were too many."""


@pytest.mark.parametrize("name", SHAPES)
def test_a_large_policy_is_checked_whole(name: str) -> None:
    policy = SHAPES[name]()
    codes: set[str] = set()

    def check_whole() -> None:
        codes.update(finding.code for check in CHECKS for finding in check(policy))

    assert seconds(check_whole) < HANGS
    assert codes == FOUND.get(name, set())


def test_a_policy_twice_as_long_is_loaded_and_checked_in_twice_the_work() -> None:
    slapolicy.check(policy_of_lines(30))  # what is reckoned once for all
    short, long = (partial(slapolicy.check, policy_of_lines(n)) for n in (600, 1_200))
    assert lines_run(long) < 2.3 * lines_run(short)
