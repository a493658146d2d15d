"""The evaluator and the dull reference agree on random policies and cases."""

import pytest

from agreement_cases import check

CASES, POLICIES = 20_000, 500
WIDE_CASES, WIDE_POLICIES = 1_600, 40


@pytest.mark.parametrize("part", range(10))
def test_both_say_the_same_of_every_case(part: int) -> None:
    counted = 0
    for seed in range(part, POLICIES, 10):
        counted += check(seed, CASES // POLICIES)["cases"]
    assert counted >= CASES // 10


@pytest.mark.parametrize("part", range(4))
def test_both_say_the_same_of_what_is_rarer(part: int) -> None:
    counted = 0
    for seed in range(part, WIDE_POLICIES, 4):
        counted += check(seed, WIDE_CASES // WIDE_POLICIES, wide=True)["cases"]
    assert counted >= WIDE_CASES // 4
