"""Cases whose histories are told twice: one forgets what is settled, one nothing."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

import slapolicy
from house.tree import ROOT
from random_cases import random_case, some_events
from reference import cases, policies
from reference.hours import OutOfWindow
from slapolicy import Case, CaseError, Policy
from slapolicy.contract import remembering
from slapolicy.contract.history import Change, changes, plain_steps
from slapolicy.worktime import DAY, HOUR

PATHS = (*ROOT.glob("policies/bird*.sla"), *ROOT.glob("tests/fixtures/meaning/*.sla"))
LATER = (0, HOUR, 5 * DAY)
Told = tuple[Policy, Case, int]
"""A policy, a case of it, and until when it is told."""


@cache
def policies_at_hand() -> tuple[Policy, ...]:
    """Read the policies at hand, once."""
    return tuple(slapolicy.load(path) for path in sorted(PATHS))


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
