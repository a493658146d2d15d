"""What is over does not change, whatever happens later, until the case is reopened.

DESIGN §3: "Occurrences", "Pauses" and "End". Over is what was fulfilled, what an event
made lapse, and what lapsed as the case ended. Asked is the evaluator: whether the short
way says the same is a law of its own.
"""

from datetime import datetime, timedelta
from random import Random

from decision_laws import (
    FIXTURES,
    Case,
    course,
    load,
    random_policy,
    when,
    with_more,
)  # fmt: skip
from lawful import law
from random_cases import random_case
from slapolicy import Policy
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.obligations import obligation_id, obligations
from slapolicy.contract.evaluator.occurrences import Occurrence
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import PauseWaiting
from slapolicy.worktime import from_datetime, to_datetime
from way_cases import aimed

PATHS = (
    FIXTURES / "ways" / "busy.sla", FIXTURES / "ways" / "seldom.sla",
    FIXTURES / "meaning" / "anew.sla", FIXTURES / "meaning" / "stretches.sla",
)  # fmt: skip
"""Policies of which clocks lapse by what happens."""
STEPS = (0, 1, 7, 60, 600, 4000)
TOLD = ("state", "due", "started_at", "due_at", "fulfilled_at", "breached_at",
        "elapsed", "paused", "overrun", "limit", "clauses")  # fmt: skip


def policy_of(draw: Random) -> Policy:
    """Give a policy of which clocks lapse, or a random one."""
    if draw.random() < 0.2:
        return random_policy(draw.randrange(40))
    return load(draw.choice(PATHS))


def situation(policy: Policy, case: Case, at: datetime) -> Situation:
    """Look at a case as of an instant."""
    known = policy.case(case, lenient=True)
    return Situation(policy, record(policy, known, from_datetime(at)))


def occurrences(seen: Situation) -> dict[str, Occurrence]:
    """Give what of a case began, by the names of its obligations, if that is sure."""
    if len(seen.worlds) != 1:
        return {}
    found = seen.outcomes[0].items()
    return {obligation_id(k): o.occurrence for k, o in found if o.occurrence}


def lapsing(policy: Policy, draw: Random, case: Case) -> Case:
    """Let something happen that makes a clock lapse, or the customer withdraw."""
    at = draw.choice(course(case, 3)) + timedelta(minutes=draw.choice(STEPS))
    triggers = [e for c in policy.clocks.values() for e in c.lapses if e.role]
    event: Case = {"at": at.isoformat(), "by": policy.agreement.customer.name}
    if not triggers or draw.random() < 0.2:
        return with_more(case, {**event, "type": "withdraws"})
    trigger = draw.choice(triggers)
    event |= {"type": draw.choice(trigger.verbs), "by": trigger.role}
    return with_more(case, event)


def waiting(policy: Policy, draw: Random, case: Case) -> Case:
    """Let a wait begin before something is over, and end when it is or later."""
    last = max(map(when, case["events"])) + timedelta(days=30)
    found = occurrences(situation(policy, case, last)).values()
    over = [
        (pause.role, to_datetime(each.over_at))
        for each in found
        for pause in each.clock.pauses
        if each.is_over and isinstance(pause, PauseWaiting)
    ]
    if not over:
        return case
    role, at = draw.choice(over)
    begin, end = (timedelta(minutes=draw.choice(STEPS)) for _ in range(2))
    wait = {"at": (at - begin).isoformat(), "type": "waits", "for": role}
    wait["by"] = policy.agreement.supplier.name
    return with_more(case, wait, {**wait, "type": "resumes", "at": f"{at + end}"})


def said(each: Obligation) -> dict[str, object]:
    """Give what is said of an obligation, whatever the time."""
    return {name: getattr(each, name) for name in TOLD}


@law("EV-AFTERSTOP", examples=160, held=70)
def test_what_is_over_stays_as_it_is(draw: Random) -> int:
    """What is said of what is over is said of it at every later instant."""
    policy = policy_of(draw)
    case = random_case(draw, policy)
    if draw.random() < 0.7:
        case = aimed(draw, policy, case)
    if not all(1970 < when(each).year < 2199 for each in case["events"]):
        return 0  # beyond 2200 no time is told
    for _ in range(draw.choice((0, 1, 2))):
        case = lapsing(policy, draw, case)
    for _ in range(draw.choice((1, 2))):
        case = waiting(policy, draw, case)
    before: dict[str, dict[str, object]] = {}
    held = 0
    for at in course(case):
        seen = situation(policy, case, at)
        if len(seen.worlds) != 1:  # it is not sure what happened
            before = {}
            continue
        known, is_closed = occurrences(seen), seen.case_state != "open"
        now = {each.id: each for each in obligations(seen)}
        for name, expected in before.items():
            each = known[name]
            if each.is_over or is_closed:
                held += 1
                assert said(now[name]) == expected, (name, at)
        before = {
            name: said(now[name])
            for name, each in known.items()
            if name in now
            and (each.lapsed_at is not None or now[name].state != "lapsed" or is_closed)
            and (each.is_over or (is_closed and now[name].state == "lapsed"))
        }
    return int(held > 0)
