"""What cannot be kept, or cannot come in time, whatever a case says."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from slapolicy.analysis.inventory import called, for_whom, in_order, standing
from slapolicy.contract.policy import (
    AfterDue,
    AfterElapsed,
    Alert,
    AtShare,
    BeforeDue,
    PauseWaiting,
    Policy,
    Target,
)
from slapolicy.contract.wording import length_words
from slapolicy.finding import Finding, Note


def impossible(policy: Policy) -> tuple[Finding, ...]:
    """Find warnings that come too late, and pauses for whoever owes the answer.

    A warning is measured by the promises of its clock, or by its aims if it has none.
    """
    return in_order([*_late_warnings(policy), *_own_pauses(policy)])


def _late_warnings(policy: Policy) -> Iterator[Finding]:
    by_clock: dict[str, list[Target]] = {}
    for target in policy.targets:
        by_clock.setdefault(target.clock, []).append(target)
    for alert in policy.alerts:
        if alert.kind != "warn" or alert.clock is None:
            continue
        targets = by_clock.get(alert.clock, [])
        promises = [target for target in targets if target.binding]
        for target in promises or targets:
            why = _too_late(alert, target)
            if why is not None:
                yield Finding(
                    "SLA460",
                    f"{called(alert)} comes too late: {why}",
                    span=alert.span,
                    hint="warn at a share of the limit, such as `at 80% of` the clock",
                    notes=(Note(target.span, "this is the limit"),),
                )
                break


def _too_late(alert: Alert, target: Target) -> str | None:
    """Say why a warning cannot come in time, if it cannot."""
    mine, others = {*alert.severities}, {*target.severities}
    if mine and others and not mine & others:
        return None
    length = target.limit.length
    if target.limit.agreed is not None:
        length = None
    whose = f"{called(target)}{for_whom(target)} {standing(target)}"
    match alert.timing:
        case AtShare(share) if share > 1:
            return f"{share * Decimal(100):f}% of a limit lies after it"
        case BeforeDue(before) if length is not None and before > length:
            return f"{length_words(before)} before due, {whose} has not begun"
        case AfterElapsed(after) if length is not None and after > length:
            return f"after {length_words(after)}, {whose} is over"
        case AfterDue(after) if after > timedelta():
            return "a warning after due warns of nothing"
        case _:
            return None


def _own_pauses(policy: Policy) -> Iterator[Finding]:
    bearers: dict[str, dict[str, Target]] = {}
    for target in policy.targets:
        bearers.setdefault(target.clock, {}).setdefault(target.bearer, target)
    for name, clock in policy.clocks.items():
        for pause in clock.pauses:
            if not isinstance(pause, PauseWaiting):
                continue
            owed = bearers.get(name, {}).get(pause.role)
            if owed is not None:
                yield Finding(
                    "SLA461",
                    f"`{name}` pauses while waiting for `{pause.role}`, who owes it: "
                    "whoever is late stops the clock",
                    span=clock.span,
                    hint="name the other party, or leave the pause out",
                    notes=(Note(owed.span, f"`{pause.role}` owes this"),),
                )
