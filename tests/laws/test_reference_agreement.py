"""The evaluator and the dull reference agree on random policies and cases."""

import pytest

from agreement_cases import check

CASES, POLICIES = 20_000, 500


@pytest.mark.parametrize("part", range(10))
def test_both_say_the_same_of_every_case(part: int) -> None:
    counted = 0
    for seed in range(part, POLICIES, 10):
        counted += check(seed, CASES // POLICIES)["cases"]
    assert counted >= CASES // 10
