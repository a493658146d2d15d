"""Limits that whoever promised them cannot keep: too soon, or not theirs to keep.

When a limit falls due is told by the evaluator; here a case is looked for in which that
is too soon.
"""

from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve

from slapolicy.analysis.asked import named, obligation
from slapolicy.analysis.cases import cases
from slapolicy.analysis.claims import Claim, Telling
from slapolicy.analysis.inventory import (
    called,
    defined,
    for_whom,
    in_order,
    standing,
    ticked,
)
from slapolicy.analysis.proving import SHIFTS, prover
from slapolicy.analysis.regions import Domain
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import Clock, Policy, Target
from slapolicy.contract.property_runner.draft import Act
from slapolicy.contract.scenario import Expectation
from slapolicy.finding import Finding, Note, Proof
from slapolicy.worktime import DAY, HOUR, HolidaysUnknown, WorkingTime

_AHEAD = 60 * DAY
_MOST_STARTS = 6


def unkeepable(policy: Policy) -> tuple[Finding, ...]:
    """Find limits due before anything may fulfil them, or that only customers keep."""
    return in_order([*_found(policy), *_of_the_customer(policy)])


def _found(policy: Policy) -> Iterator[Finding]:
    for target in policy.targets:
        clock = policy.clocks[target.clock]
        if target.limit.kind == "no_stated_time" or not _hours_of(clock):
            continue
        proofs = _too_soon(policy, clock, target)
        if proofs:
            where = " and ".join(
                f"{'outside' if trigger.outside else 'during'} `{trigger.calendar}`"
                for trigger in clock.met
            )
            yield Finding(
                "SLA462",
                f"{called(target)}{for_whom(target)} {standing(target)} cannot always "
                f"be kept: `{clock.name}` {defined(clock)} is met only {where}, and "
                "may fall due before that",
                span=target.span,
                hint=f"count the limit during {ticked(_hours_of(clock))}, or let what "
                "fulfils it happen at any hour",
                notes=(Note(clock.span, "only then it is met"),),
                proofs=proofs,
            )


def _of_the_customer(policy: Policy) -> Iterator[Finding]:
    """Tell of clocks that the customer both starts and alone can stop."""
    customer = policy.agreement.customer.name
    said: set[str] = set()
    for target in policy.targets:
        clock = policy.clocks[target.clock]
        roles = [trigger.role or "" for trigger in (*clock.starts, *clock.met)]
        parties = {
            policy.roles[role].party if role in policy.roles else role for role in roles
        }
        if parties != {customer} or target.loses is not None or clock.name in said:
            continue
        said.add(clock.name)
        yield Finding(
            "SLA465",
            f"only the customer starts `{clock.name}` {defined(clock)}, and only the "
            f"customer can fulfil it: {called(target)} {standing(target)} is nothing "
            "that the supplier could keep",
            span=clock.span,
            hint=f"say in `met when` what `{policy.agreement.supplier.name}` does; if "
            "it is for the customer to act in time, write a `deadline`",
            notes=(Note(target.span, "whose promise is this?"),),
            proofs=_answered_in_vain(policy, clock, target),
        )


def _answered_in_vain(
    policy: Policy, clock: Clock, target: Target
) -> tuple[Proof, ...]:
    """Show a case in which the supplier answers at once, and the clock runs on."""
    here = _where(policy, target)
    if here is None:
        return ()
    supplier = policy.agreement.supplier.name
    acts = tuple(
        Act(at=0, type=verb, by=supplier) for verb in ("replies", "calls", "updates")
    )
    claim = Claim(
        asked=(_owed(clock, target),),
        holds=lambda answers: answers[0].state in ("running", "paused", "breached"),
        clock=clock.name,
        among=(target,),
        after=acts,
        look=HOUR,
    )
    title = f"Nothing that {supplier} does fulfils {clock.name}"
    return prover(policy).proof(title, cases(policy).sample(here), claim)


def _where(policy: Policy, target: Target) -> Domain | None:
    """Give a case to which a limit applies, if there is one that can be told."""
    told = cases(policy)
    try:
        regions = [told.of(target)]
        if target.severities:
            regions.append(told.of_severity(target.severities[0]))
        return told.find(*regions)
    except TooMany:
        return None


def _owed(clock: Clock, target: Target) -> Expectation:
    return obligation(clock.name, target.span, target.clause, aim=not target.binding)


def _hours_of(clock: Clock) -> tuple[str, ...]:
    """Give the calendars by which a clock may be met; none if it may be at any hour."""
    found = [trigger.calendar for trigger in clock.met]
    if not found or any(name is None for name in found):
        return ()
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _too_soon(policy: Policy, clock: Clock, target: Target) -> tuple[Proof, ...]:
    """Show a case that starts so that the due instant comes before what may fulfil."""
    here = _where(policy, target)
    if here is None:
        return ()
    sample, tells = cases(policy).sample(here), prover(policy)
    owed = _owed(clock, target)
    plain = Claim(
        asked=(owed,), holds=lambda _: True, clock=clock.name, among=(target,)
    )
    first = next(tells.tellings(sample, evolve(plain, shifts=(0,))))
    begun = first.draft.at
    shifts = (*(at - begun for at in _shut(clock, first)), *SHIFTS)
    for telling in tells.tellings(sample, evolve(plain, shifts=shifts)):
        due = telling.answers[0].due_at
        if due is None or not _is_shut(clock, telling, due):
            continue
        start = telling.draft.at
        names = _hours_of(clock)
        shown = evolve(
            plain,
            asked=(owed, *(named(name, target.span) for name in names)),
            look=due - start,
            shifts=(start - begun,),
        )
        for last in tells.tellings(sample, shown):
            if last.answers[0].state == "breached":
                return (tells.shown(f"{clock.name} is due too soon", last, shown),)
    return ()


def _calendars(clock: Clock, telling: Telling) -> list[tuple[WorkingTime, bool]]:
    """Give the hours by which the clock may be met, and whether it is outside them."""
    hours = telling.situation.worlds[0].hours
    return [
        (hours.calendar(trigger.calendar, telling.draft.at), trigger.outside)
        for trigger in clock.met
        if trigger.calendar is not None
    ]


def _shut(clock: Clock, telling: Telling) -> list[int]:
    """Give instants at which the longest times begin in which nothing is met."""
    from slapolicy.contract.evaluator.hours import HoursMissing  # loaded by now

    try:
        ((hours, is_outside), *_) = _calendars(clock, telling)
        begins = telling.draft.at
        spans = [*hours.spans(begins, begins + _AHEAD)]
    except (HoursMissing, HolidaysUnknown):
        return []
    gaps = [(a[1], b[0]) for a, b in pairwise(spans)]
    shut = spans if is_outside else gaps
    longest = sorted(shut, key=lambda each: (each[0] - each[1], each[0]))
    return [start for start, _ in longest[:_MOST_STARTS]]


def _is_shut(clock: Clock, telling: Telling, due: int) -> bool:
    """Whether nothing may fulfil the clock from its start up to the due instant."""
    from slapolicy.contract.evaluator.hours import HoursMissing  # loaded by now

    start = telling.draft.at
    try:
        for hours, is_outside in _calendars(clock, telling):
            spans = [*hours.spans(start, due + 1)]
            is_open = bool(spans)
            if is_outside:
                is_open = spans != [(start, due + 1)]
            if is_open:
                return False
    except (HoursMissing, HolidaysUnknown):
        return False
    return True
