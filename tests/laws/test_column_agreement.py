"""Cases in columns are decided as the same cases one by one."""

import pytest

from column_agreement import check

CASES, ROWS = 2_000, 40


@pytest.mark.parametrize("part", range(4))
def test_every_row_says_what_its_case_says_alone(part: int) -> None:
    counted = 0
    for seed in range(part, 2 * CASES // ROWS, 4):
        counted += check(seed, ROWS)["cases"]
        if counted >= CASES // 4:
            break
    assert counted >= CASES // 4
