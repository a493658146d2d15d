"""Laws of decisions, on the policies of `decision_laws` and on random ones.

The laws themselves stand in `decision_laws` and `rule_laws`; what is worked out on the
calendar alone, in `test_pause_laws` and `test_severity_laws`.
"""

from datetime import datetime
from random import Random

import pytest

from decision_laws import DECISION_LAWS, Law, decide, some_policy
from lawful import tried
from random_cases import random_case
from rule_laws import RULE_LAWS

RARE = {  # the premise of these holds seldom, so they are tried more often
    "raised_stays_raised": (200, 6),
    "changes_after_the_stop": (160, 16),
    "events_after_the_stop": (120, 16),
    "a_pause_never_makes_it_earlier": (60, 3),
    "time_alone_only_runs_out": (60, 12),
    "a_higher_limit": (90, 15),
    "who_is_waited_for_in_silence": (160, 4),
}
SLOW = {
    "the_order_of_text": (20, 16),
    "another_name": (20, 16),
    "what_was_asked_before": (16, 16),
}
USUAL = (36, 12)


@pytest.mark.parametrize(
    "law", [*DECISION_LAWS, *RULE_LAWS], ids=lambda law: law.__name__
)
def test_the_law_holds(law: Law) -> None:
    def check(draw: Random) -> int:
        return law(some_policy(draw), draw)

    name = law.__name__
    tried(name, check, *({**RARE, **SLOW}.get(name, USUAL)))


@pytest.mark.parametrize("seed", range(6))
def test_a_decision_is_the_same_value_each_time(seed: int) -> None:
    draw = Random(seed)
    policy = some_policy(draw)
    case = random_case(draw, policy)
    at = max(event["at"] for event in case["events"])
    instant = datetime.fromisoformat(at)
    first, second = (decide(policy, case, instant) for _ in range(2))
    assert first == second
    assert first.to_json() == second.to_json()
