"""Random cases of a policy, as JSON, told at instants that matter.

What a policy names is used (its roles, channels, facts with their values, parameters);
instants lie near edges: hours, whole totals, changes of the clocks, and each other.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from slapolicy import Policy
from slapolicy.contract.policy import Declared

HOURS = {
    "zone": "Europe/Madrid",
    "week": {d: ["09:00-17:00"] for d in ("mon", "tue", "wed", "thu", "fri")},
    "dates": {"2025-05-02": ["10:00-12:00"]},
    "business_days": "closing",
}
STARTS = (
    "2024-03-08 16:00",  # before the American clocks go forward
    "2024-05-06 08:00",
    "2024-11-01 15:00",
    "2025-03-28 15:30",  # before the European clocks go forward
    "2025-04-30 16:00",
    "2025-10-24 16:30",
)
STEPS = (0, 0, 1, 15, 29, 30, 60, 61, 90, 120, 240, 480, 960, 1440, 2880, 4320)
VERBS = ("writes", "calls", "replies", "updates", "notes", "agrees", "disagrees")


def random_case(draw: Random, policy: Policy) -> dict[str, Any]:
    """Give one random case; each fact is known, unknown or changed on the way."""
    names = list(policy.facts)
    known = {n: _value(draw, policy.facts[n]) for n in names if draw.random() < 0.7}
    at = datetime.fromisoformat(draw.choice(STARTS)).replace(tzinfo=UTC)
    case: dict[str, Any] = {
        "id": "random",
        "parameters": _parameters(draw, policy),
        "facts": {k: v for k, v in known.items() if v is not None},
        "requests": draw.sample(list(policy.services), min(2, len(policy.services))),
        "events": [],
    }
    if policy.plans and draw.random() < 0.9:
        case["plan"] = draw.choice(list(policy.plans))
    if policy.addons and draw.random() < 0.9:
        case["addons"] = [name for name in policy.addons if draw.random() < 0.8]
    if policy.indicators and draw.random() < 0.5:
        case["facts"][draw.choice(list(policy.indicators))] = draw.random() < 0.6
    events = case["events"]
    events.append(_event(draw, policy, at, "opens"))
    for _ in range(draw.choice((0, 1, 3, 5, 8))):
        at += timedelta(minutes=draw.choice(STEPS), seconds=draw.choice((0, 0, 0, 1)))
        events.append(_event(draw, policy, at, _verb(draw, policy)))
    return case


def instants(draw: Random, case: dict[str, Any]) -> list[datetime]:
    """Give instants at which to look at a case: at its events, and beside them."""
    told = [datetime.fromisoformat(event["at"]) for event in case["events"]]
    found = [*told, told[-1] + timedelta(minutes=draw.choice(STEPS))]
    found += [t + timedelta(microseconds=draw.choice((-1, 1))) for t in told[:2]]
    return [draw.choice(found) for _ in range(2)]


def _verb(draw: Random, policy: Policy) -> str:
    special = (
        "changes",
        "changes",
        "waits",
        "resumes",
        "resolves",
        "reopens",
        "withdraws",
    )
    declared = tuple(n for n in policy.events if n not in ("gets_in_touch", "answers"))
    return draw.choice((*VERBS, *VERBS, *special, *declared))


def _event(draw: Random, policy: Policy, at: datetime, verb: str) -> dict[str, Any]:
    agreement = policy.agreement
    supplier, customer = agreement.supplier.name, agreement.customer.name
    ours = [n for n, r in policy.roles.items() if r.party == supplier] or [supplier]
    by = customer if verb in ("opens", "writes", "withdraws") else draw.choice(ours)
    if verb in ("calls", "agrees", "disagrees") and draw.random() < 0.5:
        by = customer
    event: dict[str, Any] = {"at": at.isoformat(), "type": verb, "by": by}
    if verb in ("opens", "writes", "calls", "replies"):
        event["via"] = draw.choice(list(policy.channels))
    if verb == "waits":
        event["for"] = draw.choice((customer, customer, draw.choice(ours)))
    if verb == "changes":
        name = draw.choice(list(policy.facts))
        event["facts"] = {name: _value(draw, policy.facts[name])}
    return event


def _parameters(draw: Random, policy: Policy) -> dict[str, Any]:
    found = {}
    for name, declared in policy.parameters.items():
        if draw.random() < 0.9:
            value = (
                HOURS if declared.type.kind == "calendar" else _value(draw, declared)
            )
            if value is not None:
                found[name] = value
    return found


def _value(draw: Random, declared: Declared) -> Any:
    match declared.type.kind:
        case "yes_or_no":
            return draw.random() < 0.5
        case "one_of":
            return draw.choice(declared.type.values)
        case "duration":
            return draw.choice(("PT5M", "PT15M", "PT1H", "PT2H"))
        case "number":
            return draw.choice((1, 10, 50, 89, 90, 91, 100))
        case "date":
            return draw.choice(("2024-12-31", "2025-02-01", "2025-05-02"))
        case "zone":
            return draw.choice(("Europe/Warsaw", "America/New_York"))
        case "region":
            return "PL"
        case "text":
            return draw.choice(("Acme", "A. Example"))
        case _:
            return None
