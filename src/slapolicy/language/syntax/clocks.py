"""What is measured: the events that start and end a clock, and what stops it."""

from attrs import field, frozen

from slapolicy.language.syntax.conditions import Condition
from slapolicy.language.syntax.leaves import Duration, Name, Percent, Text
from slapolicy.language.syntax.node import Node, part


@frozen
class During(Node):
    """`during business_hours`."""

    calendar: Name


@frozen
class Outside(Node):
    """`outside business_hours`."""

    calendar: Name


@frozen
class Act(Node):
    """`customer calls via hotline, phone`."""

    role: Name
    verb: Name
    via: tuple[Name, ...] = field(default=(), metadata=part("via"))


@frozen
class ActorEvent(Node):
    """`customer calls via hotline outside business_hours after customer opens`."""

    role: Name
    verb: Name
    hours: During | Outside | None = None
    via: tuple[Name, ...] = field(default=(), metadata=part("via"))
    after: Act | None = field(default=None, metadata=part("after"))


@frozen
class ResolvedEvent(Node):
    """`resolved`."""


Happening = tuple[ActorEvent | ResolvedEvent, ...]


@frozen
class SeverityChanges(Node):
    """`severity changes`."""


@frozen
class Starts(Node):
    """`starts when customer opens or customer calls`."""

    events: Happening


@frozen
class StartsEach(Node):
    """`starts each time customer gets_in_touch unless already running`."""

    events: Happening


@frozen
class Met(Node):
    """`met when support_agent replies via email`."""

    events: Happening


@frozen
class WaitingFor(Node):
    """`waiting for customer`."""

    role: Name


@frozen
class Pauses(Node):
    """`pauses while waiting for customer`, `pauses while patched is no`."""

    reason: WaitingFor | Condition


@frozen
class Lapses(Node):
    """`lapses when resolved`."""

    events: Happening


@frozen
class Continues(Node):
    """`continues when severity changes`, `continues when customer reopens`."""

    change: SeverityChanges | Happening


@frozen
class Restarts(Node):
    """`restarts when severity changes`, `restarts when customer reopens`."""

    change: SeverityChanges | Happening


ClockLine = Starts | StartsEach | Met | Pauses | Lapses | Continues | Restarts


@frozen
class Clock(Node):
    """`clock callback "Call-back" { starts when …  met when … }`."""

    name: Name
    title: Text
    lines: tuple[ClockLine, ...]


@frozen
class AfterStart(Node):
    """`after 15 minutes of answer`."""

    after: Duration
    clock: Name


@frozen
class AtShare(Node):
    """`at 80% of answer`."""

    share: Percent
    clock: Name


@frozen
class BeforeDue(Node):
    """`5 minutes before answer`."""

    before: Duration
    clock: Name


@frozen
class AfterDue(Node):
    """`5 minutes after answer`."""

    after: Duration
    clock: Name


Alarm = AfterStart | AtShare | BeforeDue | AfterDue


@frozen
class Warn(Node):
    """`warn tam for critical at 80% of callback`."""

    role: Name
    alarm: Alarm
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))
    condition: Condition | None = field(default=None, metadata=part("when"))
