"""Of random sets of rules exactly that is found which a look at every case finds."""

import pytest

from rule_agreement import differences


@pytest.mark.parametrize("seed", range(40))
def test_the_analysis_agrees_with_a_look_at_every_case(seed: int) -> None:
    assert differences(seed) == []
