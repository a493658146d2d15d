"""Cases whose histories are told twice: one forgets what is settled, one nothing."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

import slapolicy
import way_cases
from house.tree import ROOT
from random_cases import random_case, some_events
from reference import cases, policies
from reference.hours import OutOfWindow
from slapolicy import Case, CaseError, Policy
from slapolicy.contract import remembering
from slapolicy.contract.history import Change, changes, plain_steps
from slapolicy.worktime import DAY, HOUR

BUSY = ROOT / "tests" / "fixtures" / "ways" / "busy.sla"
PATHS = (*ROOT.glob("policies/bird*.sla"), *ROOT.glob("tests/fixtures/meaning/*.sla"))
ENDS = ("resolves", "agrees", "withdraws")
LATER = (0, HOUR, 5 * DAY)
Told = tuple[Policy, Case, int]
"""A policy, a case of it, and until when it is told."""


@cache
def policies_at_hand() -> tuple[Policy, ...]:
    """Read the policies at hand, once."""
    return tuple(slapolicy.load(path) for path in sorted(PATHS))


@cache
def busy_desk() -> Policy:
    """Read the policy of a desk at which much happens, once."""
    return slapolicy.load(BUSY)


def at_hand(seed: int) -> Iterator[Told]:
    """Give cases of the policies at hand, some with many events."""
    draw = Random(seed)
    known = policies_at_hand()
    policy = known[seed % len(known)]
    try:
        told: dict[str, Any] = random_case(draw, policy)
        last = datetime.fromisoformat(told["events"][-1]["at"])
        more = some_events(draw, policy, last, draw.choice((0, 25)))
        case = policy.case({**told, "events": [*told["events"], *more]})
    except (CaseError, IndexError):
        return  # not a case, or one of a policy without clocks or facts
    yield policy, case, _until(case, draw)


def aimed(seed: int) -> Iterator[Told]:
    """Give cases of a desk at which much happens, with hardly anything left unknown."""
    draw = Random(seed)
    policy = busy_desk()
    told = random_case(draw, policy)
    last = datetime.fromisoformat(told["events"][-1]["at"])
    more = some_events(draw, policy, last, draw.choice((8, 16, 30)))
    told["events"] = [
        {**each, "for": "customer"} if each["type"] == "waits" else each
        for each in (*told["events"], *more)
        if each["type"] not in ENDS or draw.random() < 0.1
    ]
    try:
        case = policy.case(way_cases.aimed(draw, policy, told))
    except CaseError:
        return
    yield policy, case, _until(case, draw)


def drawn(seed: int) -> Iterator[Told]:
    """Give cases of a policy that is drawn, too."""
    plain, text = policies.random_policy(Random(seed), alarms=True, wide=seed % 3 == 0)
    policy = slapolicy.loads(text)
    for number in range(4):
        draw = Random(f"{seed}-{number}")
        try:
            told = cases.random_case(draw, plain)
            case = policy.case(cases.as_json(told))
        except OutOfWindow:
            continue
        yield policy, case, _until(case, draw)


def _until(case: Case, draw: Random) -> int:
    return max(event.at for event in case.events) + draw.choice(LATER)


def whole(told: Told) -> tuple[Change, ...]:
    """Give the history for which all is decided anew at each of its changes."""
    return changes(plain_steps(*told))


def compared(told: Told, expected: tuple[Change, ...] | None = None) -> int:
    """Compare both histories, and give how many changes they tell.

    0 where it cannot be told what is settled.
    """
    policy, case, until = told
    if not remembering.is_certain(policy, case):
        return 0
    try:
        shortly = changes(remembering.steps(policy, case, until))
    except remembering.Uncertain:
        return 0
    assert shortly == (whole(told) if expected is None else expected)
    return len(shortly)
