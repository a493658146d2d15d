"""The engine and the dull oracle agree on random calendars, instant by instant.

The named command, `python tests/agreement.py calendars`, does as many as asked for.
"""

import pytest

from agreement import check_calendar


@pytest.mark.parametrize("seed", range(5_000, 5_012))
def test_the_engine_agrees_with_the_oracle(seed: int) -> None:
    assert check_calendar(seed, rounds=25) > 100
