"""Single clocks agree with the dull oracle: limits, pauses, business days, dues.

The named command, `python tests/agreement.py clocks`, does as many as asked for.
"""

import pytest

from clock_agreement import check_clocks


@pytest.mark.parametrize("seed", range(7_000, 7_004))
def test_a_clock_says_what_the_oracle_says(seed: int) -> None:
    assert check_clocks(seed, rounds=250) > 20
