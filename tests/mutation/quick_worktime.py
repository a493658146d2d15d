"""Quick tests for mutants of working time: the oracle's seconds are decided only once.

The tests are those of `laws/`, on more calendars and fewer questions to each.
"""

import pytest

import agreement
from mutation.grids import keep_grids

CALENDARS = range(16)

keep_grids()
for _seed in CALENDARS:
    agreement.check_calendar(_seed, rounds=0)


@pytest.mark.parametrize("seed", CALENDARS)
def test_the_engine_agrees_with_the_oracle(seed: int) -> None:
    assert agreement.check_calendar(seed, rounds=12) > 20
