"""Names that are declared and never used.

A scenario that asks for a service, names a plan or expects a term uses it; a fact is
used only by a rule or a definition that asks for it. What was imported and is not used,
the resolver says.
"""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from slapolicy.analysis.inventory import (
    all_rules,
    atoms,
    conditions,
    definitions,
    in_order,
)
from slapolicy.analysis.variables import subjects
from slapolicy.contract.policy import (
    Alert,
    ClockIs,
    Collection,
    Condition,
    Contact,
    Deferral,
    Disclaimer,
    During,
    Duty,
    Exclusion,
    Grant,
    Intake,
    InZone,
    Is,
    Lasted,
    Limit,
    Measure,
    PauseWaiting,
    Policy,
    Quota,
    Resolution,
    Right,
    Rule,
    Severity,
    Subject,
    Target,
    TermIs,
    Trigger,
)
from slapolicy.contract.scenario import Scenario
from slapolicy.finding import Finding
from slapolicy.source import Span

_TOLD_OF = (
    "plan", "add-on", "role", "channel", "service", "outcome", "term", "indicator",
    "calendar",
)  # fmt: skip
_TEXT = re.compile(r'"[^"\n]*"|#[^\n]*')


def unused(policy: Policy) -> tuple[Finding, ...]:
    """Find names of the policy's own that nothing uses."""
    return in_order(_names(policy))


def _names(policy: Policy) -> Iterator[Finding]:
    used = set(_used(policy))
    told = set(_told(policy))
    if policy.plans.keys() & (used | told):
        used |= policy.plans.keys()  # where one plan matters, the others differ from it
    parties = {policy.agreement.supplier.name, policy.agreement.customer.name}
    for kind, each in definitions(policy):
        told_of = kind in _TOLD_OF and each.name in told
        if each.name in used or told_of or each.name in parties:
            continue
        if is_own(policy, each.span):
            yield _never_used(kind, each.name, each.span)
    for name, span in _events(policy):
        yield _never_used("event", name, span)
    for name, span in _documents(policy):
        yield _never_used("source", name, span)


def _never_used(kind: str, name: str, span: Span) -> Finding:
    is_clock = kind == "clock"
    doing = "limits" if is_clock else "uses"
    return Finding(
        "SLA501",
        f"the {kind} `{name}` is declared, and nothing {doing} it",
        span=span,
        hint="add a `promise` or an `aim`, or leave it out"
        if is_clock
        else "use it, or leave it out",
    )


def is_own(policy: Policy, span: Span) -> bool:
    """Whether something stands in the policy's own file, not in a vocabulary."""
    return not policy.sources or span.source.name == policy.sources[0].name


def _used(policy: Policy) -> Iterator[str]:
    """Give every name that a rule, a definition or a condition uses."""
    for condition in conditions(policy):
        for atom in atoms(condition):
            yield from _asked(atom)
    for rule in all_rules(policy):
        yield from (name for name in _by_rule(rule) if name)
    for clock in policy.clocks.values():
        for trigger in (*clock.starts, *clock.met, *clock.lapses, *clock.restarts):
            yield from _by_trigger(trigger)
        for pause in clock.pauses:
            if isinstance(pause, PauseWaiting):
                yield pause.role
    for indicator in policy.indicators.values():
        yield from (attempt for attempt, _ in indicator.tries)
    for addon in policy.addons.values():
        yield from addon.plans
    for declared in (*policy.facts.values(), *policy.parameters.values()):
        yield from declared.by
        if declared.type.kind == "calendar" and isinstance(declared.otherwise, str):
            yield declared.otherwise
    for calendar in policy.calendars.values():
        for branch in calendar.branches:
            yield branch.hours.zone
            yield from (each for line in branch.hours.holidays for each in line.regions)


def _asked(atom: Condition) -> Iterator[str]:
    match atom:
        case TermIs(term):
            yield term
        case ClockIs(clock):
            yield clock
        case Lasted(indicator, _, limit):
            yield indicator
            if isinstance(limit, Subject):
                yield limit.name
        case Is(subject, values) if subject.kind in ("plan", "addon"):
            yield from map(str, values)
        case _:
            for each in subjects(atom):
                if isinstance(each, Subject):
                    yield each.name


def _by_rule(rule: Rule) -> Iterable[str | None]:
    match rule:
        case Severity():
            return rule.set_by
        case Grant():
            return (rule.service, *rule.without)
        case Exclusion():
            return (rule.service,)
        case Disclaimer():
            return (rule.outcome,)
        case Quota():
            return (rule.service, rule.zone)
        case Target():
            return (rule.clock, rule.bearer, rule.loses, *_by_limit(rule.limit))
        case Duty():
            return (rule.of, *_by_triggers(rule.until))
        case Right():
            return (rule.of,)
        case Contact():
            hours = () if isinstance(rule.hours, str) else _by_measure(rule.hours)
            return (rule.role, *rule.channels, *hours)
        case Alert():
            return (rule.to, rule.clock, rule.hours)
        case Deferral():
            return (rule.calendar, *_by_triggers(rule.triggers))
        case Intake():
            return _by_triggers(step.trigger for step in rule.steps)
        case Collection():
            return rule.facts
        case Resolution():
            quiet = rule.silence
            silent = () if quiet is None else (quiet.role, *_by_limit(quiet.limit))
            return (*rule.parties, *silent, *_by_triggers(rule.triggers))
        case Rule():
            return ()
        case _:
            assert_never(rule)


def _by_limit(limit: Limit) -> tuple[str | None, ...]:
    return (limit.name, limit.agreed, *_by_measure(limit.measure))


def _by_measure(measure: Measure | None) -> tuple[str, ...]:
    match measure:
        case During(name) | InZone(name):
            return (name,)
        case _:
            return ()


def _by_triggers(triggers: Iterable[Trigger]) -> tuple[str | None, ...]:
    return tuple(name for each in triggers for name in _by_trigger(each))


def _by_trigger(trigger: Trigger) -> Iterator[str]:
    if trigger.role is not None:
        yield trigger.role
    if trigger.calendar is not None:
        yield trigger.calendar
    yield from trigger.channels
    if trigger.after is not None:
        yield from _by_trigger(trigger.after)


def _told(policy: Policy) -> Iterator[str]:
    """Give every name that a scenario uses."""
    for scenario in policy.scenarios:
        yield from _in_story(scenario)


def _in_story(scenario: Scenario) -> Iterator[str]:
    case = scenario.case
    yield from (case.plan or "", *(case.addons or ()), *case.requests, *case.claims)
    for event in case.events:
        yield from (event.by or "", event.via or "", event.waits_for or "")
        yield from (event.plan or "", *(event.addons or ()))
    for check in scenario.checks:
        for expectation in check.expectations:
            yield from (expectation.name, *expectation.channels)


def _events(policy: Policy) -> Iterator[tuple[str, Span]]:
    """Give the declared events whose name stands nowhere else in the text."""
    if not policy.sources or not policy.events:
        return
    source = policy.sources[0]
    plain = _TEXT.sub(_blanked, source.text)
    for name in policy.events:
        word = rf"(?<![\w/-]){re.escape(name)}(?!\w)"
        declared = re.search(rf"\bevent\s+({re.escape(name)})\b", plain)
        if declared is None:
            continue  # imported
        labelled = re.compile(rf'{word}\s*"')
        uses = [
            found
            for found in re.finditer(word, plain)
            if not labelled.match(plain, found.start())
        ]
        if not uses:
            yield name, Span(source, *declared.span(1))


def _documents(policy: Policy) -> Iterator[tuple[str, Span]]:
    """Give the documents that no clause names as the place it comes from."""
    named = {name for clause in policy.clauses.values() for name, _ in clause.places}
    for document in policy.agreement.sources:
        if document.name in named or not policy.sources or not policy.clauses:
            continue
        source = policy.sources[0]
        declared = re.search(
            rf"\bsource\s+({re.escape(document.name)})\b",
            _TEXT.sub(_blanked, source.text),
        )
        if declared is not None:
            yield document.name, Span(source, *declared.span(1))


def _blanked(found: re.Match[str]) -> str:
    text = found[0]
    return '"' * len(text) if text.startswith('"') else " " * len(text)
