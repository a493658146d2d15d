"""Quick tests for mutants of working time: the oracle's seconds are decided only once.

The tests are those of `laws/`, on more calendars and fewer questions to each.
"""

from typing import Any

import pytest

import agreement
import oracle

CALENDARS = range(40)
_plain_grid = oracle.Grid
_grids: dict[str, oracle.Grid] = {}


def _grid(calendar: dict[str, Any], start: int, end: int) -> oracle.Grid:
    """Give a grid, made once: no change to the engine changes it."""
    key = f"{calendar} {start} {end}"
    if key not in _grids:
        _grids[key] = _plain_grid(calendar, start, end)
    return _grids[key]


setattr(oracle, "Grid", _grid)  # noqa: B010  # a class stood there
for _seed in CALENDARS:
    agreement.check_calendar(_seed, rounds=0)


@pytest.mark.parametrize("seed", CALENDARS)
def test_the_engine_agrees_with_the_oracle(seed: int) -> None:
    assert agreement.check_calendar(seed, rounds=12) > 20
