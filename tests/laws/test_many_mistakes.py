"""A policy with mistakes at k places has k findings, at those places."""

import pytest

from many_mistakes import MOST, tried
from mistakes import MISTAKES, STEMS

COUNTS = [*range(2, MOST + 1), 10, len(MISTAKES)]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("key", STEMS)
def test_some_mistakes_are_as_many_findings_at_their_places(
    key: str, count: int
) -> None:
    for seed in range(1 if count == len(MISTAKES) else 3):
        trial = tried(key, count, str(seed))
        assert trial.is_told, (trial.made, trial.lines, [str(e) for e in trial.found])
