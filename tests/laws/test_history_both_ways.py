"""A history that forgets what is settled says what one says that forgets nothing.

Here a case is cut after each event, as far as that can be done without a doubt.
"""

import pytest

from history_agreement import aimed, at_hand, compared, drawn
from slapolicy.contract import remembering
from slapolicy.contract.evaluator.situation import Situation


@pytest.fixture(autouse=True)
def cut_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering._Held, "is_worth_cutting", True)


@pytest.mark.parametrize("first", range(0, 300, 30))
def test_a_case_of_a_policy_at_hand_has_one_history(first: int) -> None:
    told = [each for seed in range(first, first + 30) for each in at_hand(seed)]
    assert sum(map(compared, told)) > 30


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_a_case_in_which_much_happens_has_one_history(first: int) -> None:
    told = [each for seed in range(first, first + 20) for each in aimed(seed)]
    assert sum(map(compared, told)) > 200


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_a_case_of_a_drawn_policy_has_one_history(first: int) -> None:
    told = [each for seed in range(first, first + 10) for each in drawn(seed)]
    assert sum(map(compared, told)) > 30


def test_the_cases_are_cut_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cuts: list[bool] = []
    cut = remembering._Held.cut

    def counted(held: remembering._Held, now: Situation) -> bool:
        cuts.append(cut(held, now))
        return cuts[-1]

    monkeypatch.setattr(remembering._Held, "cut", counted)
    for seed in range(60):
        for told in aimed(seed):
            compared(told)
    assert sum(cuts) > 300
