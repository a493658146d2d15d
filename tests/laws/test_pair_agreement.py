"""Rows that two policies are said to decide alike are decided alike, and no others."""

from collections import Counter

import pytest

from pair_agreement import check


@pytest.mark.parametrize("part", range(2))
def test_rows_said_to_be_alike_are_those_in_which_nothing_differs(part: int) -> None:
    counted: Counter[str] = Counter()
    for seed in range(part, 16, 2):
        counted += check(seed, 40)
    assert counted["alike"] > 60
    assert counted["other"] > 60
