"""What is known is never doubted: a world assumes a value only for what is unknown."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import slapolicy
from random_cases import instants, random_case
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.explanation.view import View
from slapolicy.worktime import from_datetime

ROOT = Path(__file__).parents[2]
POLICIES = {
    path.stem: slapolicy.load(path)
    for path in (
        ROOT / "policies" / "bird-email-enterprise.sla",
        ROOT / "policies" / "liveagent-vip-support.sla",
        ROOT / "tests" / "fixtures" / "meaning" / "coverage.sla",
        ROOT / "tests" / "fixtures" / "extras.sla",
    )
}


def with_indicators_stated(
    draw: Random, policy: slapolicy.Policy, case: dict[str, Any]
) -> dict[str, Any]:
    """State what an indicator shows, and state it anew, at instants of the case."""
    if case.get("attempts"):
        return case
    for name in policy.indicators:
        for _ in range(draw.randrange(3)):
            at = draw.choice(case["events"])["at"]
            value = draw.choice((True, True, False, None))
            stated = {"at": at, "type": "changes", "facts": {name: value}}
            case["events"].append(stated)
    return case


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("seed", range(60))
def test_what_is_told_without_assuming_is_told_so_in_every_world(
    name: str, seed: int
) -> None:
    draw, policy = Random(seed), POLICIES[name]
    mapping = with_indicators_stated(draw, policy, random_case(draw, policy))
    case = policy.case(mapping)
    for instant in instants(draw, mapping):
        at = from_datetime(instant)
        decision = policy.evaluate(case, instant)
        situation = View(decision, policy, case).situation
        known = situation.bare.moment(at)
        conditions = [
            *(each.condition for each in policy.severities),
            *(each.means for each in policy.terms.values()),
        ]
        for condition in conditions:
            told = judge(condition, known)
            if told.holds is None:
                continue
            for world in situation.worlds:
                assert judge(condition, world.hours.moment(at)).holds == told.holds


def test_an_outage_known_to_have_lasted_is_persistent_whatever_came_before() -> None:
    policy = POLICIES["bird-email-enterprise"]
    events = [
        {
            "at": "2026-11-30T10:00:00Z", "type": "opens", "by": "customer",
            "via": "dashboard",
        },
        {
            "at": "2026-11-30T10:01:00Z", "type": "changes",
            "facts": {"unavailable": True},
        },
    ]  # fmt: skip
    case = policy.case(
        {
            "id": "1",
            "plan": "enterprise",
            "parameters": {"persistent_after": "PT5M"},
            "facts": {"issue": "software_bug"},
            "events": events,
        }
    )
    begins = datetime.fromisoformat("2026-11-30T10:01:00Z")
    for seconds, state in ((299, "indeterminate"), (300, "decided"), (900, "decided")):
        at = begins + timedelta(seconds=seconds)
        assert policy.evaluate(case, at).severity.state == state
