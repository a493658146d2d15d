"""How a case begins so that a clock runs in it: who does what, one thing after another.

What is given of the case is not said here.
"""

from collections.abc import Iterator

from attrs import evolve

from slapolicy.contract.case import EVENT_TYPES
from slapolicy.contract.policy import Clock, Policy, Trigger
from slapolicy.contract.property_runner.draft import Act
from slapolicy.worktime import MINUTE

_APART = 5 * MINUTE


def beginnings(policy: Policy, clock: Clock | None) -> Iterator[tuple[Act, ...]]:
    """Give ways in which a case may begin, at 0, so that a clock starts (or any case).

    The last act of each is what starts the clock.
    """
    customer = policy.agreement.customer.name
    opens = Act(at=0, type="opens", by=customer)
    if clock is None:
        yield (opens,)
        return
    for trigger in clock.starts:
        for act in _acts(policy, trigger):
            if act.type == "opens":
                yield (act,)
                continue
            before = () if trigger.after is None else (*_acts(policy, trigger.after),)
            first = [each for each in before if each.type == "opens"][:1] or [opens]
            between = [] if not before or before[0].type == "opens" else [*before[:1]]
            yield _one_by_one([*first, *between, act])
        if trigger.is_resolution:
            yield _one_by_one([opens, *_ending(policy)])


def _acts(policy: Policy, trigger: Trigger) -> Iterator[Act]:
    """Give what may happen so that a trigger matches; an opening comes first."""
    known = [verb for verb in trigger.verbs if verb in {*EVENT_TYPES, *policy.events}]
    for verb in sorted(known, key=lambda each: each != "opens"):
        if verb in ("changes", "notes", "waits", "resumes"):
            continue
        yield Act(
            at=0,
            type=verb,
            by=trigger.role,
            via=trigger.channels[0] if trigger.channels else None,
        )


def _ending(policy: Policy) -> list[Act]:
    parties = dict.fromkeys(p for rule in policy.resolutions for p in rule.parties)
    if parties:
        return [Act(at=0, type="agrees", by=party) for party in parties]
    return [Act(at=0, type="resolves", by=policy.agreement.supplier.name)]


def _one_by_one(acts: list[Act]) -> tuple[Act, ...]:
    return tuple(evolve(act, at=number * _APART) for number, act in enumerate(acts))
