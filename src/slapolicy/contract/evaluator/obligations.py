"""Obligations: what all possible worlds agree on, or between what it lies.

"Where severity is unknown each possible one is tried: what they agree on, state and
due, is the answer; else indeterminate, with earliest and latest due" (DESIGN, "State").
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.citations import cited, each_once
from slapolicy.contract.evaluator.course import Measured
from slapolicy.contract.evaluator.courses import Key, Outcome
from slapolicy.contract.evaluator.measures import measures, shared
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import Policy, Target
from slapolicy.worktime import ALWAYS, WorkingTime, to_datetime

Signature = tuple[object, ...]


def obligations(situation: Situation) -> tuple[Obligation, ...]:
    """Give the obligations of a situation, clock by clock."""
    keys: dict[Key, None] = {}
    for clock in situation.policy.clocks:
        found = {k for each in situation.outcomes for k in each if k[0] == clock}
        keys.update(dict.fromkeys(sorted(found, key=lambda k: (k[2], not k[1]))))
    merged = (_merged(situation, key) for key in keys)
    return tuple(each for each in merged if each is not None)


def obligation_id(key: Key) -> str:
    """Give the stable id of an occurrence's promise or aim."""
    clock, binding, number = key
    return f"{clock}#{number}" if binding else f"aim of {clock}#{number}"


def _signature(outcome: Outcome | None) -> Signature:
    """Give what a reader would call the answer: state and due."""
    if outcome is None or not outcome.has_limit:
        return ("lapsed", "lapsed", None, ())
    found = outcome.reckoned
    if found is None:
        return (outcome.state, outcome.state, None, outcome.needs)
    return (found.state, found.due, found.due_at, ())


def _merged(situation: Situation, key: Key) -> Obligation | None:
    everywhere = [each.get(key) for each in situation.outcomes]
    if not any(outcome is not None and outcome.has_limit for outcome in everywhere):
        return None
    signatures = [_signature(outcome) for outcome in everywhere]
    distinct = set(signatures)
    first = next(o for o in everywhere if o is not None and o.has_limit)
    if len(distinct) == 1 and first.state != "indeterminate":
        return _agreed(situation, key, first, everywhere)
    return _open(situation, key, everywhere, signatures)


def _agreed(
    situation: Situation, key: Key, outcome: Outcome, everywhere: list[Outcome | None]
) -> Obligation:
    clock, binding, number = key
    known = [each for each in everywhere if each is not None]
    targets = _unlike(each.target for each in known) or _unlike(outcome.targets)
    reckoned = outcome.reckoned
    common = _common(situation, key, targets, everywhere)
    if reckoned is None:
        return Obligation(
            id=obligation_id(key), clock=clock, occurrence=number, binding=binding,
            state="not_started", due="not_started", **common,
        )  # fmt: skip
    measured = measures(everywhere)
    needs = dict.fromkeys(outcome.needs)
    if len({each.key for each in measured}) > 1:
        needs.update(dict.fromkeys(situation.needs(lambda index: measured[index].key)))
    told = shared(measured)
    return Obligation(
        id=obligation_id(key),
        clock=clock,
        occurrence=number,
        binding=binding,
        state=reckoned.state,
        due=reckoned.due,
        started_at=_instant(told.started),
        due_at=_instant(reckoned.due_at),
        fulfilled_at=_instant(told.fulfilled),
        breached_at=_instant(told.breached),
        elapsed=None if outcome.needs else _length(told.elapsed),
        remaining=_length(told.remaining),
        paused=None if outcome.needs else _length(told.paused),
        overrun=_length(told.overrun),
        provisional=any(o is not None and _is_provisional(o) for o in everywhere),
        needs=tuple(needs),
        **common,
    )


def _open(
    situation: Situation,
    key: Key,
    everywhere: list[Outcome | None],
    signatures: list[Signature],
) -> Obligation:
    clock, binding, number = key
    known = [o for o in everywhere if o is not None]
    targets = _unlike(o.target for o in known)
    states = {signature[0] for signature in signatures}
    dues = [signature[2] for signature in signatures if isinstance(signature[2], int)]
    needs = dict.fromkeys(
        (
            *situation.needs(lambda index: signatures[index]),
            *(need for o in known for need in o.needs),
        )
    )
    state = next(iter(states)) if len(states) == 1 else "indeterminate"
    told = shared(measures(everywhere))
    return Obligation(
        id=obligation_id(key),
        clock=clock,
        occurrence=number,
        binding=binding,
        state=state,  # type: ignore[arg-type]  # one of the states of an Outcome
        due="indeterminate",
        started_at=_instant(told.started),
        fulfilled_at=_instant(told.fulfilled),
        breached_at=_instant(told.breached),
        earliest_due_at=_instant(min(dues, default=None)),
        latest_due_at=_instant(max(dues)) if len(dues) == len(signatures) else None,
        needs=tuple(needs),
        **_common(situation, key, targets, everywhere),
    )


def _common(
    situation: Situation,
    key: Key,
    targets: list[Target],
    everywhere: list[Outcome | None],
) -> dict[str, Any]:
    policy = situation.policy
    clock = policy.clocks[key[0]]
    words = _words(policy)
    deferred = [
        rule
        for outcome in everywhere
        if outcome is not None and outcome.occurrence is not None
        for rule in outcome.occurrence.deferred_by
    ]
    rules = [*targets, *deferred]
    sources = cited(rules)
    bearer = targets[0].bearer if targets else policy.agreement.supplier.name
    return {
        "bearer": bearer,
        "limit": " or ".join(each_once(words[id(t)] for t in targets)) or None,
        "clauses": sources.clauses or clock.clauses,
        "readings": sources.readings,
        "assessments": sources.assessments,
        "zone": _zone(situation, everywhere),
    }


def _unlike(targets: Iterable[Target | None]) -> list[Target]:
    """Give those of some targets that are not the same again."""
    found: list[Target] = []
    for target in targets:
        if target is not None and not any(target is each for each in found):
            found.append(target)
    return found


@once_a_policy
def _words(policy: Policy) -> dict[int, str]:
    return {id(target): words(target) for target in policy.targets}


def _measured(outcome: Outcome) -> Measured | None:
    if outcome.course is None or outcome.reckoned is None:
        return None
    return outcome.course.segments[outcome.reckoned.segment].limit


def _zone(situation: Situation, everywhere: Iterable[Outcome | None]) -> str:
    """Give the zone of its calendar; the agreement's if it has none, or several."""
    found = set()
    for outcome in everywhere:
        limit = None if outcome is None else _measured(outcome)
        if limit is not None and limit.hours is not None:
            found.add(None if limit.hours == ALWAYS else limit.hours.zone.name)
    zone = found.pop() if len(found) == 1 else None
    return situation.policy.agreement.zone if zone is None else zone


def _is_provisional(outcome: Outcome) -> bool:
    limit, reckoned = _measured(outcome), outcome.reckoned
    if limit is None or reckoned is None or reckoned.due_at is None:
        return False
    hours = limit.hours
    return isinstance(hours, WorkingTime) and hours.is_estimated(reckoned.due_at)


def words(target: Target) -> str:
    """Give a limit in the words of the policy, for example `within 15 minutes 24x7`."""
    from slapolicy.contract.wording import limit_words

    return limit_words(target.limit)


def _instant(at: int | None) -> datetime | None:
    return None if at is None else to_datetime(at)


def _length(length: int | None) -> timedelta | None:
    return None if length is None else timedelta(microseconds=length)
