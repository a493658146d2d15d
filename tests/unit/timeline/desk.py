"""A small contract and its cases, to be laid out in time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import slapolicy
from slapolicy import Decision
from slapolicy.timeline import Timeline, build
from slapolicy.timeline.model import Lane
from slapolicy.worktime import from_datetime, zone

ROOT = Path(__file__).parents[3]
POLICIES = ROOT / "policies"
EXAMPLES = ROOT / "examples" / "cases"
BIRD = slapolicy.load(POLICIES / "bird-email-enterprise.sla")
LIVEAGENT = slapolicy.load(POLICIES / "liveagent-vip-support.sla")


def example(name: str, at: str) -> Timeline:
    """Lay out one of the cases to try."""
    case = BIRD.read_case(EXAMPLES / f"{name}.json")
    return build(BIRD.evaluate(case, datetime.fromisoformat(at)))


def liveagent(events: list[dict[str, Any]], at: str, **facts: Any) -> Decision:
    """Decide a case of a customer with VIP support."""
    case = {"id": "1", "plan": "all_inclusive", "addons": ["vip"], "facts": facts,
            "events": events}  # fmt: skip
    return LIVEAGENT.evaluate(LIVEAGENT.case(case), datetime.fromisoformat(at))


def lane(timeline: Timeline, kind: str, title: str = "") -> Lane:
    """Give the one lane of a kind whose title begins so."""
    found = [
        each
        for each in timeline.lanes
        if each.kind == kind and each.title.startswith(title)
    ]
    assert len(found) == 1, [each.title for each in timeline.lanes]
    return found[0]


def read(at: int, zone_name: str) -> str:
    """Give how an instant reads on a wall clock: `2025-03-30 03:10`."""
    seconds = zone(zone_name).reading(at) // 1_000_000
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"


def micro(text: str) -> int:
    """Give an instant in microseconds."""
    return from_datetime(datetime.fromisoformat(text))
