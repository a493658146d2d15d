"""What a clause says: grants, promises, duties, contacts and the rest."""

from attrs import field

from slapolicy.language.syntax.clocks import (
    Act,
    ActorEvent,
    Alarm,
    During,
    Happening,
    Outside,
)
from slapolicy.language.syntax.conditions import Condition
from slapolicy.language.syntax.leaves import (
    ClauseId,
    Duration,
    Name,
    Number,
    Text,
    Word,
)
from slapolicy.language.syntax.limits import (
    Always,
    EachPeriod,
    LimitHours,
    TimeLimit,
    Within,
)
from slapolicy.language.syntax.node import Node, construct, part


@construct
class Reading(Node):
    """`reading r of callback as "chosen" and not as "rejected" because "why"`."""

    name: Name
    chosen: Text
    rejected: Text
    because: Text = field(metadata=part("because"))
    of: tuple[Name, ...] = field(default=(), metadata=part("of"))


@construct
class LeftToPeople(Node):
    """`left to people because "no interval is stated"`."""

    because: Text = field(metadata=part("because"))


@construct
class Grant(Node):
    """`grant onboarding without templates only if paid is yes despite M5`."""

    services: tuple[Name, ...]
    without: tuple[Name, ...] = field(default=(), metadata=part("without"))
    condition: Condition | None = field(default=None, metadata=part("only_if"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class Exclude(Node):
    """`exclude tier2_mediation when plan is small`."""

    services: tuple[Name, ...]
    condition: Condition | None = field(default=None, metadata=part("when"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class Limit(Node):
    """`limit screen_share to 6 each contract year in UTC`."""

    service: Name
    number: Number
    each: EachPeriod | None = None
    condition: Condition | None = field(default=None, metadata=part("when"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class DisclaimGuarantee(Node):
    """`disclaim guarantee of inbox_placement because "…"`."""

    outcomes: tuple[Name, ...]
    because: Text | None = field(default=None, metadata=part("because"))


@construct
class DisclaimResponsibility(Node):
    """`disclaim responsibility for inbox_placement`."""

    outcomes: tuple[Name, ...]
    because: Text | None = field(default=None, metadata=part("because"))


@construct
class Severity(Node):
    """`severity s1 "Critical" level 1 when …`, or `set by engineer with customer`."""

    name: Name
    title: Text
    level: Number
    condition: Condition | None = field(default=None, metadata=part("when"))
    set_by: tuple[Name, ...] = field(default=(), metadata=part("set_by"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class Promise(Node):
    """`promise callback for critical within 15 minutes 24x7 when … despite M3`."""

    clock: Name
    limit: TimeLimit
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))
    condition: Condition | None = field(default=None, metadata=part("when"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class Aim(Node):
    """`aim first_response for standard within 2 hours during dedicated_hours`."""

    clock: Name
    limit: TimeLimit
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))
    condition: Condition | None = field(default=None, metadata=part("when"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class Deadline(Node):
    """`deadline claim of customer within 30 calendar days in UTC or credit lapses`."""

    name: Name
    party: Name
    limit: Within
    right: Name
    after: Act | None = field(default=None, metadata=part("after"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class Duty(Node):
    """`duty work_on_it of bird "work on the issue" for critical until resolved`."""

    name: Name
    party: Name
    what: Text
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))
    until: Happening = field(default=(), metadata=part("until"))


@construct
class Right(Node):
    """`right change_hours of bird "expand or contract the business hours"`."""

    name: Name
    party: Name
    what: Text
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))


@construct
class ByAppointment(Node):
    """`by appointment`."""


@construct
class HoursNotStated(Node):
    """`hours not stated`."""


ContactHours = During | Outside | Always | ByAppointment | HoursNotStated


@construct
class Contact(Node):
    """`contact tam via phone, email for critical during business_hours`."""

    role: Name
    hours: ContactHours
    via: tuple[Name, ...] = field(default=(), metadata=part("via"))
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))


@construct
class AtOnce(Node):
    """`at once`."""


@construct
class Escalate(Node):
    """`escalate to second_level at once when advanced is yes`."""

    role: Name
    hours: During | AtOnce
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))
    condition: Condition | None = field(default=None, metadata=part("when"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class EscalateOnClock(Node):
    """`escalate to team_lead for s1 after 15 minutes of answer during desk_hours`."""

    role: Name
    alarm: Alarm
    hours: During | None = None
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))
    condition: Condition | None = field(default=None, metadata=part("when"))
    despite: tuple[ClauseId, ...] = field(default=(), metadata=part("despite"))


@construct
class Defer(Node):
    """`defer customer writes outside h to the next business day of h`, or `opening`."""

    events: Happening
    to: Word
    calendar: Name


@construct
class IntakeStep(Node):
    """`step 2, optional: customer calls via hotline`."""

    number: Number
    event: ActorEvent
    optional: bool = field(default=False, metadata=part("optional"))


@construct
class Intake(Node):
    """`intake for critical { step 1: …  step 2, optional: … }`."""

    steps: tuple[IntakeStep, ...]
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))


@construct
class Collect(Node):
    """`collect contact_name, contact_phone for critical`."""

    facts: tuple[Name, ...]
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))


@construct
class AllAgree(Node):
    """`bird and customer agree`."""

    parties: tuple[Name, ...]


@construct
class Silence(Node):
    """`nothing from customer for 10 business days during business_hours`."""

    role: Name
    duration: Duration
    hours: LimitHours


@construct
class Resolved(Node):
    """`resolved for critical when bird and customer agree`, `when engineer closes`."""

    when: AllAgree | Silence | Happening
    severities: tuple[Name, ...] = field(default=(), metadata=part("for"))
