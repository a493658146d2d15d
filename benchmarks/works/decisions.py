"""One decision of the kind that engines for policies and rules make."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.contest import Contender, Work
from benchmarks.peers import cedarpy, celpy

POLICY = Path(__file__).parents[1] / "policies" / "shop.sla"
AT = datetime(2025, 6, 3, 10, tzinfo=UTC)
WHOLE = "answers with the full decision, of which this is a part"

# what the severities ask about is known too: nothing has to be tried
_NO_FAULT = {"issue": "question", "load": 10, "workaround": False}

Grant = tuple[str, str, bool, bool]
"""The service, the plan, whether it was maintained, whether it was misused."""
Condition = tuple[str, int, bool]
"""What the case is about, the load, whether there is a way around it."""


@cache
def _policy() -> Any:
    import slapolicy

    return slapolicy.load(POLICY)


def _opened(**fields: Any) -> Mapping[str, Any]:
    return {
        "id": "1",
        "events": [{"at": AT, "type": "opens", "by": "customer"}],
        **fields,
    }


def _grants(count: int) -> Sequence[Grant]:
    services, plans = ("repair", "upgrade", "custom_work"), ("standard", "premium")
    every = list(product(services, plans, (True, False), (True, False)))
    return [every[number % len(every)] for number in range(count)]


def _conditions(count: int) -> Sequence[Condition]:
    issues, loads = ("bug", "outage", "question"), (10, 89, 90, 99)
    every = list(product(issues, loads, (True, False)))
    return [every[number % len(every)] for number in range(count)]


def is_granted(question: Grant, answer: bool) -> bool:
    """Judge whether something may be had."""
    service, plan, maintained, misused = question
    rule = {
        "repair": maintained and not misused,
        "upgrade": plan == "premium",
        "custom_work": False,
    }
    return rule[service] is answer


def is_judged(question: Condition, answer: bool) -> bool:
    """Judge whether a condition holds."""
    issue, load, workaround = question
    rule = {"bug": load >= 90, "outage": not workaround, "question": False}
    return rule[issue] is answer


def _covers() -> Contender:
    case, evaluate = _policy().case, _policy().evaluate

    def take(question: Grant) -> Mapping[str, Any]:
        service, plan, maintained, misused = question
        facts = {"maintained": maintained, "misused": misused, **_NO_FAULT}
        return _opened(plan=plan, facts=facts, requests=[service])

    return Contender(
        "slapolicy",
        lambda cases: [evaluate(case(each), at=AT) for each in cases],
        take=take,
        tell=lambda decision: decision.coverage[0].outcome == "covered",
        convention=WHOLE,
    )


def _judges() -> Contender:
    case, evaluate = _policy().case, _policy().evaluate

    def take(question: Condition) -> Mapping[str, Any]:
        issue, load, workaround = question
        facts = {"issue": issue, "load": load, "workaround": workaround}
        return _opened(facts=facts)

    return Contender(
        "slapolicy",
        lambda cases: [evaluate(case(each), at=AT) for each in cases],
        take=take,
        tell=lambda decision: decision.severity.name == "urgent",
        convention=WHOLE,
    )


DECISIONS = (
    Work(
        code="X1",
        title="is this service owed? By four rules",
        per="case",
        questions=_grants,
        right=lambda: is_granted,
        ours=_covers,
        peers=(cedarpy.grants,),
        full=240,
        quick=24,
    ),
    Work(
        code="X2",
        title="does this condition hold? Of four parts",
        per="case",
        questions=_conditions,
        right=lambda: is_judged,
        ours=_judges,
        peers=(celpy.judges,),
        full=240,
        quick=24,
    ),
)
