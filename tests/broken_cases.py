"""Cases of a policy with things changed, left out or put where they do not belong.

Nothing here knows which of them are refused.
"""

import copy
from random import Random
from typing import Any

from slapolicy.contract.case import EVENT_TYPES
from slapolicy.contract.policy import Policy

HOURS = {
    "zone": "Europe/Warsaw",
    "weeks": [
        {"week": {"mon": ["09:00-17:00"]}},
        {"from": "2025-06-01", "week": {"tue": ["13:00-24:00"]}},
    ],
    "holidays": ["PL", "2025-05-02"],
    "dates": {"2025-12-24": ["09:00-12:00"]},
    "closed": ["2025-08-01", {"from": "2025-08-14", "through": "2025-08-16"}],
    "business_days": "12:00",
}
ANYTHING: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2.5, 4.0, 250, 10**30, "", " ", "x", [], {}, ["x"]),
    *("yes", "no", "P1M", "PT5M", "PT", "P2D", "P2DT3H", "PT0.5S", "PT25H", "24:00"),
    *("2025-03-09T05:00:00Z", "2025-03-09t05:00:00.25+02:00", "2025-03-09T05:00:00"),
    *("2025-03-09T25:00:00Z", "2025-03-09", "2025-02-30", "2025-13-01", "2199-12-31"),
    *("2025-02-30T09:00:00Z", "2200-01-01T09:00:00Z", "2025-03-11T05:59:60Z"),
    *("1969-12-31T23:00:00Z", "Europe/Warsaw", "UTC", "CET"),
    *("UTC+01:00", "UTC+14:30", "PL", "pl", "XX", "closing", "same_time", "09:00"),
    *("09:00-17:00", "22:00-06:00", "9-17", HOURS, {"mon": []}, {"from": "2025-01-01"}),
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the path of everything within a value."""
    found = [path] if path else []
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        found += places(item, (*path, key))
    return found


def names_of(policy: Policy) -> list[str]:
    """Give all names that a policy gives to anything, and the types of events."""
    choices = [
        value
        for declared in (*policy.facts.values(), *policy.parameters.values())
        for value in declared.type.values
    ]
    ends = [end for attempt in policy.attempts.values() for end in attempt.ends]
    return [
        *(*policy.roles, *policy.channels, *policy.facts, *policy.parameters),
        *(*policy.plans, *policy.addons, *policy.services, *policy.outcomes),
        *(*policy.indicators, *policy.attempts, *policy.events, *policy.calendars),
        *(each.name for each in policy.severities),
        *(*EVENT_TYPES, *choices, *ends),
    ]


def broken(draw: Random, good: Any, names: list[str]) -> Any:
    """Give a case with one to three things changed, left out or added."""
    case: Any = copy.deepcopy(good)
    for _ in range(draw.choice((1, 1, 2, 3))):
        *way, last = draw.choice(places(case) or [("id",)])
        holder = case
        for key in way:
            holder = holder[key]
        value = draw.choice(ANYTHING) if draw.random() < 0.5 else draw.choice(names)
        match draw.choice(("lose", "put", "change", "change", "swap", "swap")):
            case "lose":
                del holder[last]
            case "put" if isinstance(holder, dict):
                keys = [each[-1] for each in places(case) if isinstance(each[-1], str)]
                holder[draw.choice([*keys, draw.choice(names)])] = copy.deepcopy(value)
            case "put":
                holder.insert(draw.randint(0, len(holder)), copy.deepcopy(value))
            case "change":
                holder[last] = copy.deepcopy(value)
            case _:
                holder[last] = _alike(draw, case, last, holder[last])
    return case


def _alike(draw: Random, case: Any, key: Any, value: Any) -> Any:
    """Give what stands elsewhere under the same key, or a value of the same kind."""
    found = []
    for *way, last in places(case):
        holder = case
        for each in way:
            holder = holder[each]
        if last == key or type(holder[last]) is type(value):
            found.append(holder[last])
    return copy.deepcopy(draw.choice(found))
