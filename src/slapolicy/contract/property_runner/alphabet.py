"""What may happen in a case of a policy: the acts that its rules speak of.

When they happen is told in `search`, and in which order first in `plots`.
"""

from collections.abc import Iterable, Iterator

from slapolicy.contract.case import EVENT_TYPES
from slapolicy.contract.policy import PauseWaiting, Policy, Trigger
from slapolicy.contract.property_runner.draft import Act
from slapolicy.values import frozen

_ORDERS = ("changes", "waits", "resumes", "notes")


@frozen(kw_only=True)
class Alphabet:
    """How a case may be opened, what may happen then, and what bears on the claim.

    `begins` is what makes the first of the clocks run, in a case that is open; `ends`
    are the ways in which a case is closed, each in one or several acts.
    """

    openings: tuple[Act, ...]
    others: tuple[Act, ...]
    focus: tuple[Act, ...]
    begins: tuple[Act, ...]
    ends: tuple[tuple[Act, ...], ...]
    reopens: Act


def alphabet(
    policy: Policy, clocks: Iterable[str], also: Iterable[Trigger]
) -> Alphabet:
    """Gather the acts of a policy; those of `clocks`, and of `also`, are the focus."""
    near: list[Act] = []
    begins: list[Act] = []
    for name in clocks:
        clock = policy.clocks[name]
        for trigger in (*clock.starts, *clock.met, *clock.lapses, *clock.restarts):
            near += _acts(policy, trigger)
        near += _waits(clock.pauses)
        for trigger in clock.starts[:1]:
            begins = begins or _begin(policy, trigger)
    for trigger in also:
        near += _acts(policy, trigger)
    every: list[Act] = []
    for trigger in _triggers(policy):
        every += _acts(policy, trigger)
    for clock in policy.clocks.values():
        every += _waits(clock.pauses)
    ends, reopens = _ends(policy), _reopens(policy)
    every += [act for acts in ends for act in acts]
    every.append(reopens)
    opens = [act for act in (*near, *every) if act.type == "opens"]
    plain = Act(at=0, type="opens", by=policy.agreement.customer.name)
    return Alphabet(
        openings=_distinct(opens) or (plain,),
        others=_distinct(act for act in every if act.type != "opens"),
        focus=_distinct(act for act in near if act.type != "opens"),
        begins=tuple(begins),
        ends=ends,
        reopens=reopens,
    )


def _distinct(acts: Iterable[Act]) -> tuple[Act, ...]:
    found = {(act.type, act.by, act.via, act.waits_for): act for act in acts}
    return tuple(found.values())


def _triggers(policy: Policy) -> Iterator[Trigger]:
    for clock in policy.clocks.values():
        yield from (*clock.starts, *clock.met, *clock.lapses, *clock.restarts)
    for duty in policy.duties:
        yield from duty.until
    for deferral in policy.deferrals:
        yield from deferral.triggers
    for resolution in policy.resolutions:
        yield from resolution.triggers
    for intake in policy.intakes:
        yield from (step.trigger for step in intake.steps)


def _acts(policy: Policy, trigger: Trigger) -> Iterator[Act]:
    """Give the acts that a trigger speaks of, and those that must come before."""
    if trigger.after is not None:
        yield from _acts(policy, trigger.after)
    yield from acts_of(policy, trigger)


def acts_of(policy: Policy, trigger: Trigger) -> Iterator[Act]:
    """Give the acts that a trigger itself speaks of."""
    if trigger.role is None:
        return
    known = {*EVENT_TYPES, *policy.events} - {*_ORDERS}
    for verb in trigger.verbs:
        if verb in known:
            by = _who(policy, trigger.role, verb)
            for channel in trigger.channels or (None,):
                yield Act(at=0, type=verb, by=by, via=channel)


def _who(policy: Policy, role: str, verb: str) -> str:
    """Give who does it: of what only one side may do, that side."""
    agreement = policy.agreement
    only = {"resolves": agreement.supplier, "withdraws": agreement.customer}.get(verb)
    return role if only is None else only.name


def _waits(pauses: Iterable[object]) -> Iterator[Act]:
    for pause in pauses:
        if isinstance(pause, PauseWaiting):
            yield Act(at=0, type="waits", waits_for=pause.role)
            yield Act(at=0, type="resumes")
            yield Act(at=0, type="writes", by=pause.role)


def _begin(policy: Policy, trigger: Trigger) -> list[Act]:
    """Give one act for each step of what begins a clock; none, if the opening does."""
    if trigger.after is None:
        before = []
        if "opens" in trigger.verbs:
            return []
    else:
        before = _begin(policy, trigger.after)
    acts = [act for act in acts_of(policy, trigger) if act.type != "opens"]
    return [*before, *acts[:1]]


def _ends(policy: Policy) -> tuple[tuple[Act, ...], ...]:
    """Give the ways in which a case ends."""
    supplier, customer = policy.agreement.supplier.name, policy.agreement.customer.name
    agreed = dict.fromkeys(rule.parties for rule in policy.resolutions if rule.parties)
    return (
        *(tuple(Act(at=0, type="agrees", by=p) for p in parties) for parties in agreed),
        (Act(at=0, type="resolves", by=supplier),),
        (Act(at=0, type="withdraws", by=customer),),
    )


def _reopens(policy: Policy) -> Act:
    return Act(at=0, type="reopens", by=policy.agreement.customer.name)
