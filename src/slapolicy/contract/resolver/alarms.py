"""Warnings and escalations: to whom, about which clock, and when."""

from datetime import timedelta
from decimal import Decimal
from typing import assert_never

from slapolicy.contract.decimals import of_hundred
from slapolicy.contract.policy import (
    AfterDue,
    AfterElapsed,
    Alert,
    AtShare,
    BeforeDue,
    Timing,
)
from slapolicy.contract.resolver import lengths
from slapolicy.contract.resolver.conditions import Allowed
from slapolicy.contract.resolver.events import bind_calendar_name
from slapolicy.contract.resolver.names import CLOCK, ROLE
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.ruling import Ruling
from slapolicy.language import syntax

_ALLOWED = Allowed(clocks=True)


def bind_alert(
    node: syntax.Warn | syntax.Escalate | syntax.EscalateOnClock, ruling: Ruling
) -> None:
    """Bind a warning or an escalation."""
    role = ruling.find(node.role, ROLE)
    severities = ruling.severities(node.severities)
    clock, timing, hours = None, None, None
    if not isinstance(node, syntax.Escalate):
        clock = ruling.find(node.alarm.clock, CLOCK)
        timing = _timing(node.alarm, ruling)
    if isinstance(node, syntax.Escalate | syntax.EscalateOnClock) and isinstance(
        node.hours, syntax.During
    ):
        hours = bind_calendar_name(node.hours.calendar, ruling)
    despite = () if isinstance(node, syntax.Warn) else ruling.despite(node.despite)
    when = ruling.when(node.condition, _ALLOWED)
    if role is None:
        return
    ruling.add(
        Alert(
            **ruling.common(),
            when=when,
            severities=severities,
            despite=despite,
            kind="warn" if isinstance(node, syntax.Warn) else "escalate",
            to=role.name,
            clock=None if clock is None else clock.name,
            timing=timing,
            hours=hours,
        )
    )


def _timing(node: syntax.Alarm, ruling: Ruling) -> Timing | None:
    match node:
        case syntax.AtShare():
            share = of_hundred(Decimal(node.share.text))
            if not 0 < share <= 1:
                ruling.report.add(
                    "SLA314",
                    f"{quoted(node.share.span.text)} is no share of the time allowed",
                    node.share.span,
                    "write between `1%` and `100%`; for later, `5 minutes after` it",
                )
                return None
            return AtShare(share)
        case syntax.AfterStart():
            return _made(AfterElapsed, node.after, ruling)
        case syntax.BeforeDue():
            return _made(BeforeDue, node.before, ruling)
        case syntax.AfterDue():
            return _made(AfterDue, node.after, ruling)
        case _:
            assert_never(node)


def _made(
    kind: type[AfterElapsed] | type[BeforeDue] | type[AfterDue],
    node: syntax.Duration,
    ruling: Ruling,
) -> Timing | None:
    length: timedelta | None = lengths.exact(node, ruling.report)
    return None if length is None else kind(length)
