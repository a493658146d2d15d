"""Pauses that can hold a clock for ever: by its debtor, its condition, or silence.

That a pause ends with what it waits for is told in `contract/evaluator/pauses`.
"""

from collections.abc import Iterator, Sequence

from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.endless import paused_for_good, put_off
from slapolicy.analysis.inventory import (
    atoms,
    called,
    defined,
    in_order,
    standing,
    terms_of,
)
from slapolicy.analysis.never_started import cannot_start
from slapolicy.analysis.regions import Region
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.standing_still import party_of, stands
from slapolicy.analysis.variables import subjects
from slapolicy.contract.policy import (
    Clock,
    Condition,
    PauseWaiting,
    PauseWhile,
    Policy,
    Subject,
    Target,
)
from slapolicy.contract.property_runner.draft import Act
from slapolicy.finding import Finding, Note


def standstill(policy: Policy) -> tuple[Finding, ...]:
    """Find clocks that may stand still for ever, though nobody is to blame but one."""
    return in_order(_found(policy))


def waits_without_end(policy: Policy) -> tuple[Finding, ...]:
    """Find clocks that stand still for as long as the other party says nothing."""
    return in_order(_endless(policy))


def _limits(policy: Policy) -> dict[str, list[Target]]:
    """Give the limits that may fall due, by their clocks."""
    limits: dict[str, list[Target]] = {}
    for target in policy.targets:
        if target.limit.kind == "no_stated_time":
            continue  # nothing falls due anyhow
        if cannot_start(policy, policy.clocks[target.clock]):
            continue  # told of the clock
        limits.setdefault(target.clock, []).append(target)
    return limits


def _found(policy: Policy) -> Iterator[Finding]:
    limits = _limits(policy)
    for name, clock in policy.clocks.items():
        for pause in clock.pauses:
            targets = limits.get(name, [])
            if isinstance(pause, PauseWaiting):
                yield from _waiting(policy, clock, pause, targets)
                continue
            yield from _judged(policy, clock, pause, targets)
            always = [*_always(policy, clock, pause, targets)]
            yield from always or paused_for_good(policy, clock, pause, targets)
        yield from put_off(policy, clock, limits.get(name, []))


def _waiting(
    policy: Policy, clock: Clock, pause: PauseWaiting, targets: Sequence[Target]
) -> Iterator[Finding]:
    own = _of_party(policy, pause, targets)
    if own:
        waits = Act(at=0, type="waits", waits_for=pause.role)
        proofs = stands(policy, own[0], (waits,))
        if proofs is not None:
            yield Finding(
                "SLA461",
                f"`{clock.name}` {defined(clock)} pauses while waiting for "
                f"`{pause.role}`, of the party that owes it ({called(own[0])}, "
                f"{standing(own[0])[1:-1]}): whoever is late stops the clock",
                span=clock.span,
                hint="name the other party, or leave the pause out",
                notes=(Note(own[0].span, f"`{own[0].bearer}` owes this"),),
                proofs=proofs,
            )


def _of_party(
    policy: Policy, pause: PauseWaiting, targets: Sequence[Target]
) -> list[Target]:
    """Give the limits that the party owes that is waited for."""
    party = party_of(policy, pause.role)
    return [each for each in targets if party_of(policy, each.bearer) == party]


def _endless(policy: Policy) -> Iterator[Finding]:
    limits = _limits(policy)
    for name, clock in policy.clocks.items():
        for pause in clock.pauses:
            targets = limits.get(name, [])
            if not targets or not isinstance(pause, PauseWaiting):
                continue
            if _of_party(policy, pause, targets):
                continue  # told by `standstill`
            if not _ends_in_silence(policy, party_of(policy, pause.role)):
                yield from _unanswered(policy, clock, pause, targets[0])


def _unanswered(
    policy: Policy, clock: Clock, pause: PauseWaiting, target: Target
) -> Iterator[Finding]:
    waits = Act(at=0, type="waits", waits_for=pause.role)
    proofs = stands(policy, target, (waits,))
    if proofs is not None:
        yield Finding(
            "SLA464",
            f"`{clock.name}` {defined(clock)} pauses for as long as "
            f"`{pause.role}` is waited for, and nothing ends the case when nothing "
            f"comes ({called(target)}, {standing(target)[1:-1]})",
            span=clock.span,
            hint=f"say `resolved when nothing from {pause.role} for …`, if the "
            "contract does",
            notes=(Note(target.span, "this stands still"),),
            proofs=proofs,
        )


def _ends_in_silence(policy: Policy, party: str) -> bool:
    return any(
        rule.silence is not None and party_of(policy, rule.silence.role) == party
        for rule in policy.resolutions
    )


def _judged(
    policy: Policy, clock: Clock, pause: PauseWhile, targets: Sequence[Target]
) -> Iterator[Finding]:
    """Tell of a pause that rests only on what the debtor's own side judges."""
    names = [*_asked(policy, pause.condition)]
    if not names:
        return
    for target in targets:
        party = party_of(policy, target.bearer)
        judges = [
            policy.facts[name].by if name in policy.facts else () for name in names
        ]
        if not all(
            by and {party_of(policy, who) for who in by} == {party} for by in judges
        ):
            continue
        proofs = stands(policy, target, (), pause.condition)
        if proofs is not None:
            yield Finding(
                "SLA461",
                f"`{clock.name}` {defined(clock)} pauses as long as `{names[0]}` "
                f"says, which the party that owes it judges alone ({called(target)}, "
                f"{standing(target)[1:-1]}): whoever is late stops the clock",
                span=clock.span,
                hint="let both parties judge it, or say what ends the pause",
                notes=(Note(target.span, f"`{target.bearer}` owes this"),),
                proofs=proofs,
            )
            return


def _asked(policy: Policy, condition: Condition) -> Iterator[str]:
    """Give the names of what a condition asks about, also through terms."""
    means = [policy.terms[name].means for name in terms_of(policy, condition)]
    for each in (condition, *means):
        for atom in atoms(each):
            for subject in subjects(atom):
                yield subject.name if isinstance(subject, Subject) else subject.clock


def _always(
    policy: Policy, clock: Clock, pause: PauseWhile, targets: Sequence[Target]
) -> Iterator[Finding]:
    """Tell of a pause that holds wherever a limit applies."""
    told = cases(policy)
    for target in targets:
        for name in target.severities or (None,):
            try:
                within = _within(told, target, name)
                is_free = told.find(*within, outside=[told.where(pause.condition)])
                if is_free is not None or told.find(*within) is None:
                    continue
            except TooMany:
                continue
            proofs = stands(policy, target, (), pause.condition, name)
            if proofs is None:
                continue
            whose = f" for `{name}`" if name else ""
            yield Finding(
                "SLA463",
                f"`{clock.name}` {defined(clock)} stands still wherever "
                f"{called(target)}{whose} {standing(target)} applies: its pause holds "
                "in each of these cases",
                span=clock.span,
                hint="narrow the pause, or leave out the limit, which never falls due",
                notes=(Note(target.span, "this never falls due"),),
                proofs=proofs,
            )
            return


def _within(told: Cases, target: Target, name: str | None) -> list[Region]:
    return [told.of(target), told.of_severity(name) if name else True]
