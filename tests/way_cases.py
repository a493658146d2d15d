"""Cases aimed at what the short way treats: all is stated, and no case is reopened.

Most is so; now and then what is not treated stays in, as the short way must see it.
`may_go_plain` says, by looking at a case alone, for which reasons it may be left.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import random_cases
from slapolicy import Case, Decision, Policy
from slapolicy.contract.compiled import plain_way as words
from slapolicy.contract.compiled.kinds import afters_of
from slapolicy.worktime import from_datetime

RARELY, FAR_OFF = 0.08, 0.08
FAR = tuple(
    datetime.fromisoformat(each)
    for each in (
        "1970-01-01T00:00:00Z",
        "2100-12-31T10:30:00Z",  # after which nobody knows the holidays
        "2199-12-30T23:00:00Z",
    )
)
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_OPEN = (
    words.UNKNOWN_SEVERITY,
    words.UNKNOWN_LIMIT,
    words.UNKNOWN_ALERT,
    words.UNKNOWN_HOURS,
    words.UNKNOWN_END,
    words.UNKNOWN_PAUSE,
    words.TOO_MANY_UNKNOWN,
)
"""What only something unknown leaves open."""


def aimed_case(draw: Random, policy: Policy) -> dict[str, Any]:
    """Give a random case of a policy, nearly always with all that can be stated."""
    return aimed(draw, policy, random_cases.random_case(draw, policy))


def aimed(draw: Random, policy: Policy, stated: dict[str, Any]) -> dict[str, Any]:
    """Give a case with what it leaves out filled in, and what is not treated gone."""
    case = {**stated, "events": [dict(each) for each in stated["events"]]}
    if draw.random() > RARELY:
        _fill(draw, policy, case)
        case.pop("attempts", None)
    kept = [each for each in case["events"] if _is_treated(each)]
    if draw.random() > RARELY:
        case["events"] = kept
    while draw.random() < 0.3:
        _pile(draw, case["events"])
    if draw.random() < FAR_OFF:
        _shift(case["events"], draw.choice(FAR))
    return case


def _fill(draw: Random, policy: Policy, case: dict[str, Any]) -> None:
    case["facts"] = dict(case.get("facts", {}))
    case["parameters"] = dict(case.get("parameters", {}))
    for name in policy.indicators:
        case["facts"].pop(name, None)
    for name, declared in policy.facts.items():
        if case["facts"].get(name) is None:
            value = random_cases.some_value(draw, declared)
            if value is not None:
                case["facts"][name] = value
    for name, declared in policy.parameters.items():
        value = random_cases._parameter(draw, declared)
        if draw.random() < RARELY:
            case["parameters"].pop(name, None)
            continue
        if name not in case["parameters"] and value is not None:
            case["parameters"][name] = value
    if policy.plans:
        case.setdefault("plan", draw.choice(list(policy.plans)))
    if policy.addons and draw.random() < 0.8:
        case.setdefault("addons", [])
    if names := [each.name for each in policy.severities if each.set_by]:
        case.setdefault("severity", draw.choice(names))


def _is_treated(event: dict[str, Any]) -> bool:
    bought = ("plan", "addons", "parameters")
    return not (
        event["type"] == "reopens"
        or any(event.get(name) is not None for name in bought)
        or None in event.get("facts", {}).values()
    )


def _pile(draw: Random, events: list[dict[str, Any]]) -> None:
    """Let something happen when something else does."""
    moved = [each for each in events if each["type"] != "opens"]
    changes = [each for each in moved if each["type"] == "changes"]
    if moved:  # changes most of all: in that instant something is fulfilled, or ends
        some = changes if changes and draw.random() < 0.5 else moved
        opening = next((each for each in events if each["type"] == "opens"), None)
        onto = opening if opening and draw.random() < 0.3 else draw.choice(events)
        draw.choice(some)["at"] = onto["at"]


def _shift(events: list[dict[str, Any]], to: datetime) -> None:
    """Let a case begin at an instant far off, at an end of what is known."""
    told = [datetime.fromisoformat(each["at"]) for each in events]
    for event, at in zip(events, told, strict=True):
        event["at"] = min(at + (to - min(told)), LAST).isoformat()


def near(at: list[datetime]) -> list[datetime]:
    """Give instants, and those just before and after them."""
    beside = (timedelta(microseconds=by) for by in (-1, 0, 1))
    found = {each + by for by in beside for each in at}
    return sorted(each for each in found if FIRST <= each <= LAST)


def may_go_plain(policy: Policy, case: Case, decision: Decision) -> set[str]:
    """Give the reasons that can be told of a case for leaving the short way."""
    now = from_datetime(decision.at)
    events = case.events
    changes = [each for each in events if each.type == "changes"]
    opening = min((e.at for e in events if e.type == "opens"), default=None)
    names = {*case.facts, *(name for each in events for name in each.facts)}
    found = {words.EVER_NEW}
    if case.attempts:
        found.add(words.ATTEMPTS)
    lasting = names & policy.indicators.keys()
    if lasting:
        found.add(words.LASTS_IN_VAIN)
    if any(case.facts.get(name) is None for name in lasting):
        found.add(words.STATED_INDICATOR)  # and so if it is stated to be unknown
    if opening is None or now < opening:
        found.add(words.NOT_OPENED)
    if opening is not None and not _is_in_force(policy, opening):
        found.add(words.NOT_IN_FORCE)
    if any(e.plan is not None or e.addons is not None or e.parameters for e in changes):
        found.add(words.BOUGHT_CHANGES)
    if any(None in each.facts.values() for each in changes):
        found |= {words.UNKNOWN_AGAIN, words.STATED_INDICATOR}
    if any(each.type == "reopens" and each.at <= now for each in events):
        found.add(words.REOPENED)
    if policy.deferrals:
        found.add(words.DEFERRED)
    if _looks_back(policy) and len({each.at for each in events}) < len(events):
        found.add(words.AFTER_AT_ONCE)
    if not _states_all(policy, case):
        found.update(_OPEN)
    if changes or any(note.code == "conflict" for note in decision.notes):
        found |= {words.TWO_SEVERITIES, words.TWO_LIMITS}
    if not date(1981, 1, 1) <= decision.at.date() <= date(2100, 1, 1):
        found.add(words.UNKNOWN_HOLIDAYS)
    if any(e.at == opening and e.type not in ("opens", "changes") for e in events):
        found.add(words.UNKNOWN_PAUSE)  # what stands still may be fulfilled at once
    return found


def _is_in_force(policy: Policy, opening: int) -> bool:
    """Whether a case opens two days within the dates of the agreement, or more."""
    agreement = policy.agreement
    on = date(1970, 1, 1) + timedelta(microseconds=opening)
    first = agreement.starts_on or date(1970, 1, 1)
    last = agreement.ends_on or date(2200, 1, 1)
    return first + timedelta(days=2) <= on < last - timedelta(days=2)


def _states_all(policy: Policy, case: Case) -> bool:
    """Whether a case leaves nothing out of which the policy speaks."""
    stated = {name for name, value in case.facts.items() if value is not None}
    optional = (n for n, d in policy.parameters.items() if d.otherwise is not None)
    given = {*optional, *(n for n, v in case.parameters.items() if v is not None)}
    return (
        policy.facts.keys() | policy.indicators.keys() <= stated
        and policy.parameters.keys() <= given
        and not (policy.plans and case.plan is None)
        and not (policy.addons and case.addons is None)
        and not (case.severity is None and any(s.set_by for s in policy.severities))
    )


def _looks_back(policy: Policy) -> bool:
    """Whether anything counts only after something else."""
    return bool(afters_of(policy))
