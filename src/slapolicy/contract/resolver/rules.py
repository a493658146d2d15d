"""Rules: what clauses grant, exclude, promise and ask for, with names bound."""

from collections.abc import Callable, Iterator
from typing import Any

from slapolicy.contract.policy import (
    Collection,
    Contact,
    Deferral,
    Duty,
    Intake,
    IntakeStep,
    Resolution,
    Right,
    Rule,
    Silence,
    Target,
)
from slapolicy.contract.resolver import alarms, coverage, severities, tables
from slapolicy.contract.resolver.clocks import bearer_of
from slapolicy.contract.resolver.events import (
    bind_calendar_name,
    bind_event,
    bind_happening,
)
from slapolicy.contract.resolver.limits import amount_limit, bind_limit, bind_measure
from slapolicy.contract.resolver.names import (
    CHANNEL,
    FACT,
    PARTY,
    RIGHT,
    ROLE,
)
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.ruling import Ruling
from slapolicy.contract.resolver.work import Scope, Work
from slapolicy.language import syntax


def bind_rules(work: Work) -> None:
    """Bind every rule, those outside clauses too; tables of severities first."""
    statements = tuple(_statements(work))
    for scope, node in statements:
        if isinstance(node, syntax.Severities):
            severities.bind_severity_table(node, scope, work)
    for scope, node in statements:
        match node:
            case syntax.Promises() | syntax.Aims():
                tables.bind_promise_table(node, scope, work)
            case syntax.Grants():
                tables.bind_grant_table(node, scope, work)
            case _:
                bind = _RULES.get(type(node))
                if bind is not None:
                    bind(node, Ruling(work, scope, node))


def _statements(work: Work) -> Iterator[tuple[Scope, syntax.Node]]:
    for node in work.document.declarations:
        if not isinstance(node, syntax.Clause):
            yield Scope(), node
        else:
            scope = work.scopes[node.id.text]
            for statement in node.statements:
                yield scope, statement


def _target(node: syntax.Promise | syntax.Aim, ruling: Ruling) -> None:
    clock = ruling.clock(node.clock)
    found = ruling.severities(node.severities)
    limit = bind_limit(node.limit, ruling)
    when = ruling.when(node.condition)
    despite = ruling.despite(node.despite)
    if clock is None or limit is None:
        return
    ruling.add(
        Target(
            **ruling.common(), when=when, severities=found, despite=despite,
            clock=clock.name, binding=isinstance(node, syntax.Promise),
            limit=limit, bearer=bearer_of(clock, ruling),
        )
    )  # fmt: skip


def _deadline(node: syntax.Deadline, ruling: Ruling) -> None:
    party = ruling.find(node.party, PARTY)
    right = ruling.find(node.right, RIGHT)
    clock = ruling.names.get(node.name.text)
    assert clock is not None
    limit = amount_limit("within", node.limit.amount, node.limit.hours, ruling)
    despite = ruling.despite(node.despite)
    ruling.note((clock,))
    if party is not None and right is not None and limit is not None:
        ruling.add(
            Target(
                **ruling.common(), despite=despite, clock=clock.name, binding=True,
                limit=limit, bearer=party.name, loses=right.name,
            )
        )  # fmt: skip


def _duty(node: syntax.Duty, ruling: Ruling) -> None:
    _own(node.name, ruling)
    of = ruling.find(node.party, ROLE)
    found = ruling.severities(node.severities)
    until = bind_happening(node.until, ruling)
    if of is not None:
        ruling.add(
            Duty(
                **ruling.common(), severities=found, name=node.name.text, of=of.name,
                what=node.what.text, until=until,
            )
        )  # fmt: skip


def _right(node: syntax.Right, ruling: Ruling) -> None:
    _own(node.name, ruling)
    of = ruling.find(node.party, ROLE)
    found = ruling.severities(node.severities)
    if of is not None:
        ruling.add(
            Right(
                **ruling.common(), severities=found, name=node.name.text, of=of.name,
                what=node.what.text,
            )
        )  # fmt: skip


def _own(name: syntax.Name, ruling: Ruling) -> None:
    entry = ruling.names.get(name.text)
    ruling.own = () if entry is None else (entry,)


def _contact(node: syntax.Contact, ruling: Ruling) -> None:
    role = ruling.find(node.role, ROLE)
    channels = ruling.find_all(node.via, CHANNEL)
    found = ruling.severities(node.severities)
    hours: Any
    match node.hours:
        case syntax.ByAppointment():
            hours = "by_appointment"
        case syntax.HoursNotStated():
            hours = "not_stated"
        case syntax.Outside() as outside:
            inside = syntax.During(outside.calendar, span=outside.span)
            hours = bind_measure(inside, ruling)
        case measured:
            hours = bind_measure(measured, ruling)
    if role is not None and hours is not None:
        ruling.add(
            Contact(
                **ruling.common(), severities=found, role=role.name,
                channels=channels, hours=hours,
                outside=isinstance(node.hours, syntax.Outside),
            )
        )  # fmt: skip


def _defer(node: syntax.Defer, ruling: Ruling) -> None:
    triggers = bind_happening(node.events, ruling)
    calendar = bind_calendar_name(node.calendar, ruling)
    if calendar is not None:
        is_day = node.to.text != "opening"
        ruling.add(
            Deferral(
                **ruling.common(), triggers=triggers, calendar=calendar,
                to="business_day" if is_day else "opening",
            )
        )  # fmt: skip


def _intake(node: syntax.Intake, ruling: Ruling) -> None:
    found = ruling.severities(node.severities)
    steps: list[IntakeStep] = []
    for number, step in enumerate(node.steps, start=1):
        trigger = bind_event(step.event, ruling)
        if trigger is not None:
            steps.append(
                IntakeStep(number=number, optional=step.optional, trigger=trigger)
            )
    ruling.add(Intake(**ruling.common(), severities=found, steps=tuple(steps)))


def _collect(node: syntax.Collect, ruling: Ruling) -> None:
    found = ruling.severities(node.severities)
    facts = ruling.find_all(node.facts, FACT)
    ruling.add(Collection(**ruling.common(), severities=found, facts=facts))


def _resolved(node: syntax.Resolved, ruling: Ruling) -> None:
    found = ruling.severities(node.severities)
    rule: Rule | None = None
    common = {**ruling.common(), "severities": found}
    match node.when:
        case syntax.AllAgree() as agree:
            parties: dict[str, None] = {}
            for name in agree.parties:
                if (party := _party(name, ruling)) in parties:
                    ruling.report.twice(name)
                elif party is not None:
                    parties[party] = None
            if len(parties) == len(agree.parties):
                rule = Resolution(**common, parties=tuple(parties))
        case syntax.Silence() as silence:
            role = ruling.find(silence.role, ROLE)
            limit = amount_limit("within", silence.duration, silence.hours, ruling)
            if role is not None and limit is not None:
                quiet = Silence(role=role.name, limit=limit)
                rule = Resolution(**common, silence=quiet)
        case events:
            triggers = bind_happening(events, ruling)
            rule = Resolution(**common, triggers=triggers)
    if rule is not None:
        ruling.add(rule)


def _party(name: syntax.Name, ruling: Ruling) -> str | None:
    entry = ruling.find(name, ROLE)
    if entry is None or entry.kind == "party":
        return None if entry is None else entry.name
    owner = entry.node.party.text if isinstance(entry.node, syntax.Role) else "a party"
    ruling.report.add(
        "SLA416",
        f"{quoted(name.text)} is a role: only the parties agree on the end of a case",
        name.span,
        f"write {quoted(owner)}",
    )
    return None


_RULES: dict[type, Callable[[Any, Ruling], None]] = {
    syntax.Grant: coverage.bind_grant,
    syntax.Exclude: coverage.bind_exclude,
    syntax.Limit: coverage.bind_limit,
    syntax.DisclaimGuarantee: coverage.bind_disclaim,
    syntax.DisclaimResponsibility: coverage.bind_disclaim,
    syntax.Severity: severities.bind_severity,
    syntax.Promise: _target,
    syntax.Aim: _target,
    syntax.Deadline: _deadline,
    syntax.Duty: _duty,
    syntax.Right: _right,
    syntax.Contact: _contact,
    syntax.Escalate: alarms.bind_alert,
    syntax.EscalateOnClock: alarms.bind_alert,
    syntax.Warn: alarms.bind_alert,
    syntax.Defer: _defer,
    syntax.Intake: _intake,
    syntax.Collect: _collect,
    syntax.Resolved: _resolved,
}
