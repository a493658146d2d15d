"""Rows that are decided all at once come out as rows that are decided alone."""

import pytest

import whole_agreement


@pytest.mark.parametrize("seed", range(1, 13))
def test_rows_are_decided_all_at_once_as_they_are_alone(seed: int) -> None:
    assert whole_agreement.check(seed, 80)["at once"] > 0
