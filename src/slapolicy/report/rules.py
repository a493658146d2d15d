"""A rule in plain words: what it says, and then, one by one, what limits it."""

from collections.abc import Iterator
from typing import assert_never

from slapolicy.contract.explanation.alerts import alert_told
from slapolicy.contract.explanation.happened import wanted
from slapolicy.contract.explanation.limit_told import limit_told
from slapolicy.contract.explanation.step import AnyOf, Argument, Number, Step, step
from slapolicy.contract.policy import (
    Alert,
    Collection,
    Contact,
    Deferral,
    Disclaimer,
    During,
    Duty,
    Exclusion,
    Grant,
    Intake,
    Quota,
    Resolution,
    Right,
    Rule,
    Severity,
    Target,
)
from slapolicy.report.conditions import condition
from slapolicy.report.teller import Teller

AnyRule = (
    Severity | Grant | Exclusion | Disclaimer | Quota | Target | Duty | Right
    | Contact | Alert | Deferral | Intake | Collection | Resolution
)  # fmt: skip


def rule(teller: Teller, of: Rule) -> tuple[Step, ...]:
    """Tell a rule, sentence by sentence."""
    assert isinstance(of, AnyRule)
    return (*_says(teller, of), *_limits(teller, of))


def _says(teller: Teller, of: AnyRule) -> Iterator[Step]:
    match of:
        case Severity():
            yield from _severity(teller, of)
        case Grant():
            yield from _grant(teller, of)
        case Exclusion():
            yield step("rule_excluded", service=teller.title(of.service))
        case Disclaimer():
            outcome = teller.title(of.outcome)
            yield step(f"rule_no_{of.kind}", outcome=outcome)
            if of.because is not None:
                yield step("rule_reason", reason=of.because)
        case Quota():
            service = teller.title(of.service)
            count = Number(of.count)
            yield step(f"rule_quota_{of.each}", service=service, count=count)
            if of.zone is not None:
                yield _dates_of(teller, of.zone)
        case Target():
            yield from _target(teller, of)
        case Duty():
            yield step("rule_duty", who=teller.who(of.of), what=of.what)
            if of.until:
                yield step("rule_until", events=wanted(teller, of.until))
        case Right():
            yield step("rule_right", who=teller.who(of.of), what=of.what)
        case Contact():
            yield _contact(teller, of)
        case Alert():
            yield alert_told(teller, f"rule_{of.kind}", of)
        case Deferral():
            events = wanted(teller, of.triggers)
            hours = teller.title(of.calendar)
            yield step(f"rule_defer_{of.to}", events=events, calendar=hours)
        case Intake():
            yield from _intake(teller, of)
        case Collection():
            yield step("rule_collect", facts=teller.titles(of.facts))
        case Resolution():
            yield from _resolution(teller, of)
        case _:
            assert_never(of)


def _dates_of(teller: Teller, zone: str) -> Step:
    if zone[:1].islower():
        return step("rule_dates_named", name=teller.title(zone))
    return step("rule_dates", zone=zone)


def _severity(teller: Teller, of: Severity) -> Iterator[Step]:
    severity, level = teller.title(of.name), Number(of.level)
    if of.set_by:
        by = AnyOf(tuple(teller.who(role) for role in of.set_by))
        yield step("rule_severity_set", severity=severity, level=level, by=by)
    elif of.when is None:
        yield step("rule_severity_always", severity=severity, level=level)
    else:
        why = condition(teller, of.when)
        yield step("rule_severity", severity=severity, level=level, why=why)


def _grant(teller: Teller, of: Grant) -> Iterator[Step]:
    yield step("rule_granted", service=teller.title(of.service))
    if of.without:
        yield step("rule_without", services=teller.titles(of.without))
    if of.quota is not None:
        yield step("rule_granted_times", count=Number(of.quota))
    if of.when is not None:
        yield step("rule_only_if", why=condition(teller, of.when))


def _target(teller: Teller, of: Target) -> Iterator[Step]:
    yield step(
        "rule_promise" if of.binding else "rule_aim",
        bearer=teller.who(of.bearer),
        clock=teller.title(of.clock),
        limit=limit_told(teller, of.limit),
    )
    if of.limit.agreed is not None and of.limit.agreed != of.limit.name:
        yield step("rule_or_agreed", name=teller.title(of.limit.agreed))
    if of.loses is not None:
        what: Argument = teller.title(of.loses)
        for right in teller.policy.rights:
            if right.name == of.loses:
                what = right.what
        yield step("rule_loses", right=what)


def _contact(teller: Teller, of: Contact) -> Step:
    hours = step("contact_always")
    if isinstance(of.hours, str):
        hours = step(f"hours_{of.hours}")
    elif isinstance(of.hours, During):
        code = "contact_outside" if of.outside else "contact_during"
        hours = step(code, calendar=teller.title(of.hours.calendar))
    who, channels = teller.who(of.role), AnyOf(teller.titles(of.channels))
    return step("rule_contact", who=who, channels=channels, hours=hours)


def _intake(teller: Teller, of: Intake) -> Iterator[Step]:
    yield step("rule_intake")
    for each in of.steps:
        yield step(
            "rule_intake_optional" if each.optional else "rule_intake_step",
            number=Number(each.number),
            event=wanted(teller, (each.trigger,)),
        )


def _resolution(teller: Teller, of: Resolution) -> Iterator[Step]:
    if of.parties:
        parties = tuple(teller.who(party) for party in of.parties)
        code = "rule_ends_agreed" if len(parties) > 1 else "rule_ends_said"
        yield step(code, parties=parties)
    if of.triggers:
        yield step("rule_ends", events=wanted(teller, of.triggers))
    if of.silence is not None:
        who = teller.who(of.silence.role)
        limit = limit_told(teller, of.silence.limit)
        yield step("rule_ends_silent", who=who, limit=limit)


def _limits(teller: Teller, of: Rule) -> Iterator[Step]:
    """Tell for whom, when and before which clauses a rule holds."""
    if of.severities:
        titles = teller.titles(of.severities)
        quoted = tuple(step("quoted_title", title=title) for title in titles)
        yield step("rule_for", severities=AnyOf(quoted))
    clause = None if of.clause is None else teller.policy.clauses.get(of.clause)
    is_said = clause is not None and clause.on == of.on  # of the whole clause
    if of.on is not None and not is_said:
        yield step("rule_where", why=condition(teller, of.on))
    if of.when is not None and not isinstance(of, Severity | Grant):
        yield step("rule_if", why=condition(teller, of.when))
    if of.despite:
        clauses = tuple(teller.clause(each) for each in of.despite)
        yield step("rule_before", clauses=clauses)
