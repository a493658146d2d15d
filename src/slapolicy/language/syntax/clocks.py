"""What is measured: the events that start and end a clock, and what stops it."""

from attrs import field

from slapolicy.language.syntax.conditions import Condition
from slapolicy.language.syntax.leaves import Duration, Name, Percent, Text
from slapolicy.language.syntax.node import Node, construct, part


@construct
class During(Node):
    """`during business_hours`."""

    calendar: Name


@construct
class Outside(Node):
    """`outside business_hours`."""

    calendar: Name


@construct
class Act(Node):
    """`customer calls via hotline, phone`."""

    role: Name
    verb: Name
    via: tuple[Name, ...] = field(default=(), metadata=part("via"))


@construct
class ActorEvent(Node):
    """`customer calls via hotline outside business_hours after customer opens`."""

    role: Name
    verb: Name
    hours: During | Outside | None = None
    via: tuple[Name, ...] = field(default=(), metadata=part("via"))
    after: Act | None = field(default=None, metadata=part("after"))


@construct
class ResolvedEvent(Node):
    """`resolved`."""


Happening = tuple[ActorEvent | ResolvedEvent, ...]


@construct
class SeverityChanges(Node):
    """`severity changes`."""


@construct
class Starts(Node):
    """`starts when customer opens or customer calls`."""

    events: Happening


@construct
class StartsEach(Node):
    """`starts each time customer gets_in_touch unless already running`."""

    events: Happening


@construct
class Met(Node):
    """`met when support_agent replies via email`."""

    events: Happening


@construct
class WaitingFor(Node):
    """`waiting for customer`."""

    role: Name


@construct
class Pauses(Node):
    """`pauses while waiting for customer`, `pauses while patched is no`."""

    reason: WaitingFor | Condition


@construct
class Lapses(Node):
    """`lapses when resolved`."""

    events: Happening


@construct
class Continues(Node):
    """`continues when severity changes`, `continues when customer reopens`."""

    change: SeverityChanges | Happening


@construct
class Restarts(Node):
    """`restarts when severity changes`, `restarts when customer reopens`."""

    change: SeverityChanges | Happening


ClockLine = Starts | StartsEach | Met | Pauses | Lapses | Continues | Restarts


@construct
class Clock(Node):
    """`clock callback "Call-back" { starts when …  met when … }`."""

    name: Name
    title: Text
    lines: tuple[ClockLine, ...]


@construct
class AfterStart(Node):
    """`after 15 minutes of answer`."""

    after: Duration
    clock: Name


@construct
class AtShare(Node):
    """`at 80% of answer`."""

    share: Percent
    clock: Name


@construct
class BeforeDue(Node):
    """`5 minutes before answer`."""

    before: Duration
    clock: Name


@construct
class AfterDue(Node):
    """`5 minutes after answer`."""

    after: Duration
    clock: Name


Alarm = AfterStart | AtShare | BeforeDue | AfterDue


@construct
class Warn(Node):
    """`warn tam for critical at 80% of callback`."""

    role: Name
    alarm: Alarm
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))
    condition: Condition | None = field(default=None, metadata=part("when"))
