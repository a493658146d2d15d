"""What stands beside the clocks: duties, rights, contacts and the intake of a case."""

from collections.abc import Sequence
from typing import Literal

from slapolicy.contract.decision import (
    ContactDecision,
    DutyDecision,
    IntakeDecision,
    Obligation,
    SeverityDecision,
)
from slapolicy.contract.evaluator.happenings import Matcher
from slapolicy.contract.evaluator.hours import HoursMissing, needs_of
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import (
    Collection,
    Contact,
    Duty,
    Intake,
    IntakeStep,
    Right,
    Rule,
    Trigger,
)
from slapolicy.contract.wording import measure_words, trigger_words
from slapolicy.worktime import HolidaysUnknown, to_datetime

Applies = bool | tuple[str, ...]
"""Whether a rule is for the case; else what is needed to tell."""


def _applies(situation: Situation, rule: Rule, severity: SeverityDecision) -> Applies:
    truth = situation.bare.moment(situation.record.at).applies(rule)
    if not situation.is_in_force or truth.holds is False:
        return False
    needs = [*truth.needs]
    if rule.severities:
        hits = {name in rule.severities for name in severity.possible}
        if hits == {False}:
            return False
        if len(hits) > 1:
            needs += severity.needs or ("severity",)
    return tuple(dict.fromkeys(needs)) if needs else True


def duties(
    situation: Situation, severity: SeverityDecision, owed: Sequence[Obligation]
) -> tuple[DutyDecision, ...]:
    """Give the duties and the rights that the case brings into play."""
    found = [_duty(situation, rule, severity) for rule in situation.policy.duties]
    found += [
        _right(situation, rule, severity, owed) for rule in situation.policy.rights
    ]
    return tuple(each for each in found if each is not None)


def _duty(
    situation: Situation, rule: Duty, severity: SeverityDecision
) -> DutyDecision | None:
    applies = _applies(situation, rule, severity)
    if applies is False:
        return None
    of_case = bool(rule.until or rule.severities)
    needs = () if applies is True else tuple(applies)
    ended_at = None
    state: Literal["owed", "ended", "not_started", "indeterminate"] = "owed"
    if of_case and situation.record.opened_at is None:
        state = "not_started"
    elif of_case:
        ended_at, unsure = _ended_at(situation, rule.until)
        has_ended = situation.case_state in ("resolved", "withdrawn")
        state = "ended" if has_ended or ended_at is not None else "owed"
        needs = tuple(dict.fromkeys((*needs, *unsure)))
    if needs and state == "owed":
        state = "indeterminate"
    return DutyDecision(
        name=rule.name, kind="duty", of=rule.of, what=rule.what, state=state,
        ended_at=None if ended_at is None else to_datetime(ended_at),
        clauses=rule.clauses, readings=rule.readings, needs=needs,
    )  # fmt: skip


def _ended_at(
    situation: Situation, until: tuple[Trigger, ...]
) -> tuple[int | None, tuple[str, ...]]:
    """Give when a duty ended, by an event or with the case, and what is missing."""
    end, needs = situation.end
    try:
        first = _first(situation, until)
    except (HoursMissing, HolidaysUnknown) as missing:
        return None, (*needs, *needs_of(missing))
    if first is not None and (end is None or first <= end):
        return first, ()
    return end, needs


def _first(situation: Situation, triggers: tuple[Trigger, ...]) -> int | None:
    matcher = Matcher(situation.policy, situation.bare)
    for event in situation.record.events:
        if matcher.matches(triggers, event):
            return event.at
        matcher.seen.append(event)
    return None


def _right(
    situation: Situation,
    rule: Right,
    severity: SeverityDecision,
    owed: Sequence[Obligation],
) -> DutyDecision | None:
    applies = _applies(situation, rule, severity)
    if applies is False:
        return None
    losing = {
        target.clock for target in situation.policy.targets if target.loses == rule.name
    }
    watched = [o for o in owed if o.binding and o.clock in losing]
    lapsed = [o for o in watched if o.state == "breached"]
    clauses = [*rule.clauses, *(c for each in lapsed for c in each.clauses)]
    needs = [] if applies is True else [*applies]
    if not lapsed:
        needs += [n for o in watched if o.state == "indeterminate" for n in o.needs]
    state: Literal["held", "lapsed", "indeterminate"] = "lapsed" if lapsed else "held"
    return DutyDecision(
        name=rule.name, kind="right", of=rule.of, what=rule.what,
        state="indeterminate" if needs else state,
        ended_at=lapsed[0].breached_at if lapsed else None,
        clauses=tuple(dict.fromkeys(clauses)), readings=rule.readings,
        needs=tuple(dict.fromkeys(needs)),
    )  # fmt: skip


def contacts(
    situation: Situation, severity: SeverityDecision
) -> tuple[ContactDecision, ...]:
    """Give who can be reached in this case, by which channels, in which hours."""
    return tuple(
        ContactDecision(
            role=rule.role, channels=rule.channels, hours=hours_words(rule),
            clauses=rule.clauses, readings=rule.readings,
        )
        for rule in situation.policy.contacts
        if _applies(situation, rule, severity) is not False
    )  # fmt: skip


def hours_words(rule: Contact) -> str:
    """Give the hours of a contact in the words of the language."""
    if isinstance(rule.hours, str):
        return rule.hours
    words = measure_words(rule.hours).strip()
    return words.replace("during", "outside", 1) if rule.outside else words


def intake(
    situation: Situation, severity: SeverityDecision
) -> tuple[IntakeDecision, ...]:
    """Give the steps by which the case is brought, and what must be asked."""
    found: list[IntakeDecision] = []
    for rule in situation.policy.intakes:
        found += _steps(situation, rule, _applies(situation, rule, severity))
    for asked in situation.policy.collections:
        found += _asked(situation, asked, _applies(situation, asked, severity))
    return tuple(found)


def _steps(
    situation: Situation, rule: Intake, applies: Applies
) -> list[IntakeDecision]:
    if applies is False:
        return []
    found: list[IntakeDecision] = []
    since = 0
    for step in rule.steps:
        needs = () if applies is True else tuple(applies)
        try:
            at = _reached(situation, step.trigger, since)
        except (HoursMissing, HolidaysUnknown) as missing:
            at, needs = None, (*needs, *needs_of(missing))
        found.append(step_told(rule, step, at, needs))
        if at is not None and not needs:
            since = at
    return found


def step_told(
    rule: Intake, step: IntakeStep, at: int | None, needs: tuple[str, ...]
) -> IntakeDecision:
    """Tell a step that was done at an instant, if it was, or what it needs."""
    state: Literal["complete", "missing", "optional", "indeterminate"]
    if needs:
        state = "indeterminate"
    elif at is not None:
        state = "complete"
    else:
        state = "optional" if step.optional else "missing"
    return IntakeDecision(
        kind="step", state=state, number=step.number,
        what=trigger_words(step.trigger), needs=needs, clauses=rule.clauses,
    )  # fmt: skip


def _reached(situation: Situation, trigger: Trigger, since: int) -> int | None:
    matcher = Matcher(situation.policy, situation.bare)
    for event in situation.record.events:
        if event.at >= since and matcher.matches((trigger,), event):
            return event.at
        matcher.seen.append(event)
    return None


def _asked(
    situation: Situation, rule: Collection, applies: Applies
) -> list[IntakeDecision]:
    if applies is False:
        return []
    facts = situation.record.snapshot(situation.record.at).facts
    found: list[IntakeDecision] = []
    for fact in rule.facts:
        needs: tuple[str, ...] = ()
        state: Literal["complete", "missing", "indeterminate"] = "complete"
        if applies is not True:
            state, needs = "indeterminate", tuple(applies)
        elif facts.get(fact) is None:
            state, needs = "missing", (fact,)
        found.append(
            IntakeDecision(
                kind="collect", state=state, fact=fact, needs=needs,
                clauses=rule.clauses,
            )
        )  # fmt: skip
    return found


def applies_to(situation: Situation, rule: Rule, severity: SeverityDecision) -> Applies:
    """Tell whether a rule is for a case of a severity."""
    return _applies(situation, rule, severity)
