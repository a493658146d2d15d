"""The parts of an explanation about duties, rights, contacts and the intake."""

from collections.abc import Iterator

from slapolicy.contract.decision import ContactDecision, DutyDecision, IntakeDecision
from slapolicy.contract.explanation.happened import wanted
from slapolicy.contract.explanation.step import (
    AnyOf,
    Argument,
    Number,
    Paragraph,
    Part,
    Step,
    item,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.explanation.why_not import why_not
from slapolicy.contract.policy import Contact, During, Duty


def standing_parts(view: View) -> Iterator[Part]:
    """Give the parts, where there is something to tell."""
    decision = view.decision
    if decision.intake:
        clauses = [c for each in decision.intake for c in each.clauses]
        items = tuple(item(_intake(view, each)) for each in decision.intake)
        yield Part(step("intake_heading"), (*items, *view.cited(clauses)))
    duties = (*view.policy.duties, *view.policy.rights)
    if duties:
        owed = {(each.kind, each.name) for each in decision.duties}
        found: list[Paragraph] = [item(*_duty(view, each)) for each in decision.duties]
        clauses = [c for each in decision.duties for c in each.clauses]
        for duty in view.policy.duties:
            if ("duty", duty.name) not in owed:
                found += _not(view, duty)
                clauses += duty.clauses
        if found:
            yield Part(step("duties_heading"), (*found, *view.cited(clauses)))
    if decision.contacts:
        clauses = [c for each in decision.contacts for c in each.clauses]
        items = tuple(item(_contact(view, each)) for each in decision.contacts)
        yield Part(step("contacts_heading"), (*items, *view.cited(clauses)))


def _duty(view: View, each: DutyDecision) -> Iterator[Step]:
    kind = "duty_of" if each.kind == "duty" else "right_of"
    clause = view.clause(each.clauses[0]) if each.clauses else step("house_rule")
    yield step(kind, who=view.who(each.of), what=each.what, clause=clause)
    if each.ended_at is not None:
        code = "duty_ended_at" if each.kind == "duty" else "right_lapsed_at"
        yield step(code, at=view.instant(each.ended_at))
    else:
        yield step(f"duty_{each.state}")
    if each.needs:
        yield step("needs", needs=tuple(view.need(name) for name in each.needs))


def _not(view: View, rule: Duty) -> Iterator[Paragraph]:
    why = why_not(view, rule, view.moment)
    if why is None and not view.situation.is_in_force:
        why = step("not_in_force")
    clause = view.by_clause(rule.clause)
    said = step("duty_of", who=view.who(rule.of), what=rule.what, clause=clause)
    yield item(said, step("duty_not_owed"), why)


def _contact(view: View, each: ContactDecision) -> Step:
    rule = _contact_rule(view, each)
    hours: Argument
    if rule is None or isinstance(rule.hours, str):
        hours = step(f"hours_{each.hours}")
    elif isinstance(rule.hours, During):
        code = "contact_outside" if rule.outside else "contact_during"
        hours = step(code, calendar=view.title(rule.hours.calendar))
    else:
        hours = step("contact_always")
    return step(
        "contact",
        who=view.who(each.role),
        channels=AnyOf(view.titles(each.channels)),
        hours=hours,
    )


def _contact_rule(view: View, each: ContactDecision) -> Contact | None:
    from slapolicy.contract.evaluator.standing import hours_words

    for rule in view.policy.contacts:
        same = (rule.role, rule.channels) == (each.role, each.channels)
        if same and rule.clauses == each.clauses and hours_words(rule) == each.hours:
            return rule
    return None


def _intake(view: View, each: IntakeDecision) -> Step:
    state = step(f"intake_{each.state}")
    if each.kind == "collect":
        return step("intake_asked", fact=view.title(each.fact or ""), state=state)
    what: Argument = each.what
    for rule in view.policy.intakes:
        for one in rule.steps:
            if rule.clauses == each.clauses and one.number == each.number:
                what = wanted(view, (one.trigger,))
    return step("intake_step", number=Number(each.number or 0), what=what, state=state)
