"""Rules: what a clause grants, excludes, promises, asks for."""

from datetime import timedelta
from decimal import Decimal
from typing import Literal

from slapolicy.contract.policy.clock import Limit, Measure, Trigger
from slapolicy.contract.policy.condition import Condition, Is, Subject
from slapolicy.source import Span
from slapolicy.values import frozen


@frozen(kw_only=True)
class Rule:
    """What all rules have.

    `clause` is the one it stands in (None: the house's own rule); `clauses` are all
    that it rests on: its own first, then those that define what it names (terms,
    facts, clocks, calendars, add-ons). `on` is about plans and add-ons, `when` about
    the case (`when` and `only if`). Where both apply, it prevails over the clauses
    named in `despite`.
    """

    clause: str | None = None
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    on: Condition | None = None
    when: Condition | None = None
    severities: tuple[str, ...] = ()
    despite: tuple[str, ...] = ()
    span: Span

    @property
    def condition(self) -> Condition | None:
        """What must hold of the case for the rule to apply."""
        return self.when


@frozen(kw_only=True)
class Grant(Rule):
    """`grant A, B without C only if …`; one service each after the resolver."""

    service: str
    without: tuple[str, ...] = ()
    quota: int | None = None


@frozen(kw_only=True)
class Exclusion(Rule):
    """`exclude A [when …]`."""

    service: str


@frozen(kw_only=True)
class Disclaimer(Rule):
    """`disclaim guarantee of A`, `disclaim responsibility for A`."""

    kind: Literal["guarantee", "responsibility"]
    outcome: str
    because: str | None = None


@frozen(kw_only=True)
class Quota(Rule):
    """`limit screen_share to 6 each contract year in UTC`."""

    service: str
    count: int
    each: Literal["contract_year", "year", "month", "case"]
    zone: str | None = None


@frozen(kw_only=True)
class Severity(Rule):
    """`severity critical "…" level 1 when …`; 1 is the most severe.

    `set_by`: the roles who set it (then `when` is None and the case states it).
    `rows`: those of tables in which it stands, each with what it asks; they are a
    part of `when`.
    """

    name: str
    title: str
    level: int
    set_by: tuple[str, ...] = ()
    rows: tuple[tuple[Condition, Span], ...] = ()

    @property
    def condition(self) -> Condition | None:
        """What must hold of the case; for one that is set, that it was set."""
        return Is(Subject("set_severity"), (self.name,)) if self.set_by else self.when


@frozen(kw_only=True)
class Target(Rule):
    """A promise (binding) or an aim: a limit on a clock.

    `bearer` is who owes it; `loses` names a right that lapses when it is breached.
    """

    clock: str
    binding: bool
    limit: Limit
    bearer: str
    loses: str | None = None


@frozen(kw_only=True)
class Duty(Rule):
    """`duty NAME of PARTY "what" until EVENT`."""

    name: str
    of: str
    what: str
    until: tuple[Trigger, ...] = ()


@frozen(kw_only=True)
class Right(Rule):
    """`right NAME of PARTY "what"`."""

    name: str
    of: str
    what: str


@frozen(kw_only=True)
class Contact(Rule):
    """Who can be reached, by which channels, and when.

    `hours`: a measure, or `by_appointment`, or `not_stated`; `outside`: when the
    calendar of the measure is closed.
    """

    role: str
    channels: tuple[str, ...]
    hours: Measure | Literal["by_appointment", "not_stated"]
    outside: bool = False


@frozen
class AtShare:
    """At a share of the duration, 0.8 for 80 %."""

    share: Decimal


@frozen
class AfterElapsed:
    """After so much time of the clock."""

    length: timedelta


@frozen
class BeforeDue:
    """So much of the clock's own time before it falls due."""

    length: timedelta


@frozen
class AfterDue:
    """So much of the clock's own time after it fell due."""

    length: timedelta


Timing = AtShare | AfterElapsed | BeforeDue | AfterDue


@frozen(kw_only=True)
class Alert(Rule):
    """`warn` or `escalate`: to whom, about which clock and when, or at once.

    Without a clock it is raised when the case is open and `when` holds. `hours` is
    the calendar it waits for (None: at once).
    """

    kind: Literal["warn", "escalate"]
    to: str
    clock: str | None = None
    timing: Timing | None = None
    hours: str | None = None


@frozen(kw_only=True)
class Deferral(Rule):
    """`defer EVENT to the next business day of CALENDAR`: what starts, starts then."""

    triggers: tuple[Trigger, ...]
    to: Literal["opening", "business_day"]
    calendar: str


@frozen(kw_only=True)
class IntakeStep:
    """One step by which a case is brought."""

    number: int
    optional: bool
    trigger: Trigger


@frozen(kw_only=True)
class Intake(Rule):
    """The steps by which a case is brought, in order."""

    steps: tuple[IntakeStep, ...]


@frozen(kw_only=True)
class Collection(Rule):
    """`collect FACT, …`: what must be asked."""

    facts: tuple[str, ...]


@frozen(kw_only=True)
class Silence:
    """Nothing from a role for a limit."""

    role: str
    limit: Limit


@frozen(kw_only=True)
class Resolution(Rule):
    """When the case ends: all `parties` agree, or an event, or silence."""

    parties: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    silence: Silence | None = None
