"""Clocks that run on no more, or never out: a pause for good, a start put off again.

Pauses that somebody could end are told in `standstill`.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from attrs import evolve

from slapolicy.analysis.asked import are, obligation
from slapolicy.analysis.cases import cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import called, defined, standing
from slapolicy.analysis.limits_compared import amount_of
from slapolicy.analysis.prevailing import where_limit
from slapolicy.analysis.proving import prover
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.standing_still import party_of, stands
from slapolicy.contract.policy import (
    All,
    Always,
    Bound,
    Clock,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    PauseWhile,
    Policy,
    Subject,
    Target,
    TermIs,
    Trigger,
)
from slapolicy.contract.property_runner.draft import Act
from slapolicy.finding import Finding, Note, Proof
from slapolicy.worktime import HOUR, MINUTE

_SETTLED = ("plan", "addon", "parameter", "opened_on")
"""What is fixed when a clock starts, so that nothing that happens changes it."""
_TIMES, _MORE_TIMES = 3, 12
"""How often a clock is put back: more often where hours or days are counted."""
_MICROSECOND = timedelta(microseconds=1)
_STEPS = (5 * HOUR, HOUR, 10 * MINUTE, MINUTE)
"""How long to wait with putting a clock back, where the case says how long it runs."""
_NO_ACT = ("opens", "changes", "waits", "resumes")


def paused_for_good(
    policy: Policy, clock: Clock, pause: PauseWhile, targets: Sequence[Target]
) -> Iterator[Finding]:
    """Tell of a pause that nothing can end once it holds."""
    if not _lasts(policy, pause.condition):
        return
    for target in targets:
        proofs = stands(policy, target, (), pause.condition)
        if proofs:
            yield Finding(
                "SLA467",
                f"`{clock.name}` {defined(clock)} pauses on a condition that nothing "
                f"can end once it holds ({called(target)}, {standing(target)[1:-1]}): "
                "the clock never runs on",
                span=clock.span,
                hint="pause on what may end again, such as the indicator itself; or "
                "say in a limit of its own what holds in these cases",
                notes=(Note(target.span, "this never falls due then"),),
                proofs=proofs,
            )
            return


def _lasts(policy: Policy, condition: Condition) -> bool:
    """Whether a condition, once it holds of a case, holds for good."""
    match condition:
        case All(parts) | Either(parts):
            return all(_lasts(policy, part) for part in parts)
        case TermIs(term, True):
            return _lasts(policy, policy.terms[term].means)
        case Lasted(_, _, limit):
            return not isinstance(limit, Subject) or limit.kind in _SETTLED
        case _:
            return _is_settled(policy, condition)


def _is_settled(policy: Policy, condition: Condition) -> bool:
    """Whether a condition holds from the start of a clock or never."""
    match condition:
        case All(parts) | Either(parts):
            return all(_is_settled(policy, part) for part in parts)
        case TermIs(term):
            return _is_settled(policy, policy.terms[term].means)
        case Is(subject):
            return subject.kind in _SETTLED
        case Bound(subject, _, limit) | Dated(subject, _, limit):
            others = [limit.kind] if isinstance(limit, Subject) else []
            return all(kind in _SETTLED for kind in (subject.kind, *others))
        case _:
            return False


def put_off(
    policy: Policy, clock: Clock, targets: Sequence[Target]
) -> Iterator[Finding]:
    """Tell of a clock that whoever owes the answer may begin anew, again and again."""
    for trigger in clock.restarts:
        for target in targets:
            if trigger.role is None or (
                party_of(policy, trigger.role) != party_of(policy, target.bearer)
            ):
                continue
            proofs = _put_off_shown(policy, clock, target, trigger)
            if proofs:
                yield Finding(
                    "SLA461",
                    f"`{clock.name}` {defined(clock)} begins anew whenever "
                    f"`{trigger.role}` so chooses, of the party that owes it "
                    f"({called(target)}, {standing(target)[1:-1]}): whoever is late "
                    "puts the clock back",
                    span=clock.span,
                    hint="name what the other party does, or leave `restarts` out",
                    notes=(Note(target.span, f"`{target.bearer}` owes this"),),
                    proofs=proofs,
                )
                return


def _put_off_shown(
    policy: Policy, clock: Clock, target: Target, trigger: Trigger
) -> tuple[Proof, ...]:
    """Show a case in which the debtor begins the clock anew before each due instant."""
    told = cases(policy)
    try:
        name = target.severities[0] if target.severities else None
        here = where_limit(told, target, name)
    except TooMany:
        return ()
    verbs = [verb for verb in trigger.verbs if verb not in _NO_ACT]
    if here is None or not verbs:
        return ()
    length = amount_of(target.limit) // _MICROSECOND
    via = trigger.channels[0] if trigger.channels else None
    act = Act(at=0, type=verbs[0], by=trigger.role, via=via)
    owed = obligation(target.clock, target.span, target.clause, aim=not target.binding)
    plain = Claim(
        asked=(owed,), holds=are("breached"), clock=clock.name, among=(target,)
    )
    shown, sample = prover(policy), told.sample(here)
    is_plain = bool(length) and target.limit.measure == Always()
    times = _TIMES if is_plain else _MORE_TIMES
    for step in [length * 9 // 10] if length else _STEPS:
        acts = tuple(evolve(act, at=step * n) for n in range(1, times + 1))
        late = evolve(plain, look=step * times + MINUTE)
        still = evolve(late, holds=are("running"), after=acts)
        for idle, busy in zip(
            shown.tellings(sample, late), shown.tellings(sample, still), strict=True
        ):
            if late.holds(idle.answers) and still.holds(busy.answers):
                title = f"{clock.name} is put off again and again"
                return (shown.shown(title, busy, still),)
    return ()
