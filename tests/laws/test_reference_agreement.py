"""The evaluator and the dull reference agree on random policies and cases."""

import pytest

from agreement_cases import check


@pytest.mark.parametrize("seed", range(2000, 2040))
def test_both_say_the_same_of_every_case(seed: int) -> None:
    assert check(seed, 10)["cases"] > 0
