"""Warnings that cannot come in time, whatever a case says."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from slapolicy.analysis.asked import obligation, warning
from slapolicy.analysis.cases import cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import called, for_whom, in_order, standing
from slapolicy.analysis.proving import prover
from slapolicy.analysis.search import TooMany
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import (
    AfterDue,
    AfterElapsed,
    Alert,
    AtShare,
    BeforeDue,
    Policy,
    Target,
)
from slapolicy.contract.wording import length_words
from slapolicy.finding import Finding, Note, Proof


def late_warnings(policy: Policy) -> tuple[Finding, ...]:
    """Find warnings that come too late.

    A warning is measured by the promises of its clock, or by its aims if it has none.
    """
    return in_order(_found(policy))


def _found(policy: Policy) -> Iterator[Finding]:
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
                    f"{called(alert)} {standing(alert)} comes too late: {why}",
                    span=alert.span,
                    hint="warn at a share of the limit, such as `at 80% of` the clock",
                    notes=(Note(target.span, "this is the limit"),),
                    proofs=_late_shown(policy, alert, target),
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


def _late_shown(policy: Policy, alert: Alert, target: Target) -> tuple[Proof, ...]:
    """Show a case in which the warning is not before the due instant, or at once."""
    told = cases(policy)
    names = [
        n for n in target.severities if n in alert.severities or not alert.severities
    ]
    try:
        regions = [told.of(target), told.of(alert)]
        names = names or [*alert.severities]
        if names:
            regions.append(told.of_severity(names[0]))
        here = told.find(*regions)
    except TooMany:
        return ()
    if here is None or alert.clock is None:
        return ()
    span = alert.span
    asked = (
        obligation(alert.clock, span, target.clause, aim=not target.binding),
        warning(alert.to, span),
    )

    def holds(answers: Sequence[Answer]) -> bool:
        owed, warned = answers
        if owed.state != "running" or owed.due_at is None:
            return False
        at_once = warned.state == "raised"
        return at_once or (warned.at is not None and warned.at >= owed.due_at)

    claim = Claim(asked=asked, holds=holds, clock=alert.clock, among=(target, alert))
    return prover(policy).proof(
        f"The warning to {alert.to} is too late", told.sample(here), claim
    )
