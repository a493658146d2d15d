"""Random cases of a policy, as JSON, told at instants that matter.

What a policy names is used (its roles, channels, facts with their values, parameters,
severities that somebody sets, attempts); instants lie where something is decided: when
the case so far changes next, at openings and closings, near changes of the clocks, at
the first and last instants in force, and upon each other.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import oracle
import strategies
from slapolicy import Policy
from slapolicy.contract.evaluator.conditions import lasted_conditions
from slapolicy.contract.policy import Declared, Subject
from slapolicy.worktime import Hours, WorkingTime, from_datetime, to_datetime

HOURS = {
    "zone": "Europe/Madrid",
    "week": {d: ["09:00-17:00"] for d in ("mon", "tue", "wed", "thu", "fri")},
    "dates": {"2025-05-02": ["10:00-12:00"]},
    "business_days": "closing",
}
MORE_HOURS = (
    {
        "zone": "Australia/Lord_Howe",  # half an hour, on 6 April and 5 October 2025
        "week": {day: ["01:30-03:15", "22:00-00:30"] for day in strategies.WEEKDAYS},
        "business_days": "same_time",
    },
    {
        "zone": "America/Havana",  # at midnight
        "week": {
            "fri": ["20:00-24:00"],
            "sat": ["00:00-02:00"],
            "sun": ["01:00-24:00"],
        },
        "closed": ["2025-03-10"],
        "business_days": "12:00",
    },
    {
        "zone": "America/New_York",
        "week": {day: ["22:00-03:30"] for day in strategies.WEEKDAYS},
        "holidays": ["2025-03-10", "2024-11-04"],
    },
)
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
    known = {n: some_value(draw, policy.facts[n]) for n in names if draw.random() < 0.7}
    at = _start(draw, policy)
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
    if policy.indicators and draw.random() < 0.4:
        case["facts"][draw.choice(list(policy.indicators))] = draw.random() < 0.6
    elif policy.indicators and draw.random() < 0.6:
        case["attempts"] = _attempts(draw, policy, at)
    if (names := [s.name for s in policy.severities if s.set_by]) and (
        draw.random() < 0.7
    ):
        case["severity"] = draw.choice(names)
    if policy.quotas or any(grant.quota for grant in policy.grants):
        services = [name for name in policy.services if draw.random() < 0.6]
        case["used"] = {name: draw.choice((0, 1, 2, 6, 20)) for name in services}
    events = case["events"]
    events.append(_event(draw, policy, at, "opens"))
    for _ in range(draw.choice((0, 1, 3, 5, 8))):
        at = _moved(draw, policy, case, at)
        events.append(some_events(draw, policy, at, 1)[0])
    return case


def _start(draw: Random, policy: Policy) -> datetime:
    """Give an opening, mostly in force, and often near a change of the clocks."""
    agreement = policy.agreement
    first = agreement.starts_on or date.min
    last = agreement.ends_on or date.max
    starts = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in STARTS]
    edges = [
        midnight(on, agreement.zone)
        for on in (first, last if last == date.max else last + timedelta(days=1))
        if date.min < on < date.max
    ]
    if edges and draw.random() < 0.2:
        by = draw.choice((-86_400, -1, 0, 0, 1, 3600))
        return draw.choice(edges) + timedelta(seconds=by)
    kept = [each for each in starts if first <= each.date() <= last]
    at = draw.choice(kept if kept and draw.random() < 0.9 else starts)
    if draw.random() < 0.3:
        at += timedelta(minutes=draw.randrange(0, 4320, 15))
    return at


def midnight(on: date, zone: str) -> datetime:
    """Give the first instant of a date in a zone."""
    wall = (on - strategies.EPOCH).days * strategies.DAY
    return datetime.fromtimestamp(oracle.first_reaching(zone, wall), UTC)


def _attempts(draw: Random, policy: Policy, about: datetime) -> list[dict[str, Any]]:
    """Give attempts second upon second, mostly of one end, around an instant."""
    found: list[dict[str, Any]] = []
    for _ in range(draw.randint(1, 3)):
        attempt = draw.choice(list(policy.attempts.values()))
        usual = draw.choice(attempt.ends)
        at = about + timedelta(seconds=draw.choice((-60, -3, 0, 0, 600, 7200)))
        for _ in range(draw.choice((1, 1, 4, 5, 6, 12))):
            end = usual if draw.random() < 0.9 else draw.choice(attempt.ends)
            found.append({"at": at.isoformat(), "of": attempt.name, "end": end})
            at += timedelta(seconds=1)
        at += timedelta(minutes=draw.choice(STEPS))
    return found


def some_events(
    draw: Random, policy: Policy, at: datetime, count: int
) -> list[dict[str, Any]]:
    """Give some events from an instant on."""
    found = []
    for _ in range(count):
        heard = _heard(draw, policy, at) if draw.random() < 0.4 else None
        found.append(heard or _event(draw, policy, at, _verb(draw, policy)))
        at += timedelta(minutes=draw.choice(STEPS))
    return found


def instants(draw: Random, case: dict[str, Any]) -> list[datetime]:
    """Give instants at which to look at a case: at its events, and beside them."""
    told = [datetime.fromisoformat(event["at"]) for event in case["events"]]
    found = [*told, told[-1] + timedelta(minutes=draw.choice(STEPS))]
    found += [t + timedelta(microseconds=draw.choice((-1, 1))) for t in told[:2]]
    return [draw.choice(found) for _ in range(2)]


def _moved(
    draw: Random, policy: Policy, case: dict[str, Any], at: datetime
) -> datetime:
    """Go on to an instant that matters: at what changes next, at an edge of hours."""
    kind = draw.random()
    if kind < 0.25:
        read = policy.case(case, lenient=True)
        change = policy.evaluate(read, at=at).next_change_at
        if change is not None and change - at < timedelta(days=60):
            return change + timedelta(seconds=draw.choice((-1, 0, 0, 0, 1)))
    if kind < 0.4 and (hours := _hours(policy)):
        edges = [
            edge
            for span in WorkingTime(draw.choice(hours)).spans(
                from_datetime(at), from_datetime(at + timedelta(days=4))
            )
            for edge in span
        ]
        if edges:
            return max(at, to_datetime(draw.choice(edges[:6])))
    return at + timedelta(minutes=draw.choice(STEPS), seconds=draw.choice((0, 0, 0, 1)))


def _hours(policy: Policy) -> list[Hours]:
    """Give the hours of a policy that no case has to fill in."""
    branches = (b.hours for c in policy.calendars.values() for b in c.branches)
    return [
        hours
        for hours in branches
        if not hours.zone[:1].islower()
        and not any(r[:1].islower() for line in hours.holidays for r in line.regions)
    ]


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


def _heard(draw: Random, policy: Policy, at: datetime) -> dict[str, Any] | None:
    """Give an event that some clock listens to."""
    clock = draw.choice(list(policy.clocks.values()))
    triggers = (*clock.met, *clock.starts, *clock.met, *clock.lapses, *clock.restarts)
    trigger = draw.choice([each for each in triggers if each.role] or [None])
    verbs = [] if trigger is None else [v for v in trigger.verbs if v != "opens"]
    if trigger is None or not verbs:
        return None
    event = _event(draw, policy, at, draw.choice(verbs))
    event["by"] = trigger.role
    if "via" in event and trigger.channels:
        event["via"] = draw.choice(trigger.channels)
    return event


def _event(draw: Random, policy: Policy, at: datetime, verb: str) -> dict[str, Any]:
    agreement = policy.agreement
    supplier, customer = agreement.supplier.name, agreement.customer.name
    ours = [n for n, r in policy.roles.items() if r.party == supplier] or [supplier]
    by = customer if verb in ("opens", "writes", "withdraws") else draw.choice(ours)
    if verb in ("calls", "agrees", "disagrees", "reopens") and draw.random() < 0.5:
        by = customer
    event: dict[str, Any] = {"at": at.isoformat(), "type": verb, "by": by}
    if verb in ("opens", "writes", "calls", "replies"):
        event["via"] = draw.choice(list(policy.channels))
    if verb in ("writes", "calls", "replies", "updates") and draw.random() < 0.05:
        event["automatic"] = True
    if verb == "waits":
        event["for"] = draw.choice((customer, draw.choice(ours), *_waited_for(policy)))
    if verb == "changes":
        event |= _changed(draw, policy)
    return event


def _waited_for(policy: Policy) -> list[str]:
    """Give those for whom some clock of a policy waits."""
    pauses = (each for clock in policy.clocks.values() for each in clock.pauses)
    return [each.role for each in pauses if hasattr(each, "role")]


def _changed(draw: Random, policy: Policy) -> dict[str, Any]:
    set_by_somebody = [each for each in policy.severities if each.set_by]
    if set_by_somebody and draw.random() < 0.5:
        severity = draw.choice(set_by_somebody)
        return {"severity": severity.name, "by": draw.choice(severity.set_by)}
    if policy.plans and draw.random() < 0.1:
        return {"plan": draw.choice(list(policy.plans))}
    if policy.parameters and draw.random() < 0.1:
        name = draw.choice(list(policy.parameters))
        if (value := _parameter(draw, policy.parameters[name])) is not None:
            return {"parameters": {name: value}}
    name = draw.choice(list(policy.facts))
    if draw.random() < 0.05:
        return {"facts": {name: None}}
    return {"facts": {name: some_value(draw, policy.facts[name])}}


def _parameters(draw: Random, policy: Policy) -> dict[str, Any]:
    found = {}
    for name, declared in policy.parameters.items():
        if draw.random() < 0.9:
            value = _parameter(draw, declared)
            if name in _asked_of_runs(policy) and draw.random() < 0.7:
                value = draw.choice(("PT4S", "PT5S"))
            if value is not None:
                found[name] = value
    return found


def _asked_of_runs(policy: Policy) -> set[str]:
    """Give the parameters that say how long something must have lasted."""
    limits = [each.limit for each in lasted_conditions(policy)]
    return {limit.name for limit in limits if isinstance(limit, Subject)}


def _parameter(draw: Random, declared: Declared) -> Any:
    if declared.type.kind == "calendar":
        return HOURS if draw.random() < 0.6 else draw.choice(MORE_HOURS)
    return some_value(draw, declared)


def some_value(draw: Random, declared: Declared) -> Any:
    """Give a value that a fact or a parameter may have; None for what is not tried."""
    match declared.type.kind:
        case "yes_or_no":
            return draw.random() < 0.5
        case "one_of":
            return draw.choice(declared.type.values)
        case "duration":
            least, most = declared.type.least, declared.type.most
            return draw.choice(
                [
                    f"PT{minutes // 60}H" if minutes >= 60 else f"PT{minutes}M"
                    for minutes in (5, 15, 60, 120)
                    if (least is None or timedelta(minutes=minutes) >= least)  # type: ignore[operator]
                    and (most is None or timedelta(minutes=minutes) <= most)  # type: ignore[operator]
                ]
            )
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
