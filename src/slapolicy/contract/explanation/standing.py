"""The part of an explanation about the intake, duties, rights and contacts."""

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
from slapolicy.contract.policy import Contact, During


def standing_part(view: View) -> Part | None:
    """Give the part, where there is something to tell."""
    duties = [each for each in view.decision.duties if each.kind == "duty"]
    rights = [each for each in view.decision.duties if each.kind == "right"]
    told = {
        "of_intake": tuple(_intake(view)),
        "of_duties": tuple(_duties(view, duties)),
        "of_rights": tuple(_duties(view, rights)),
        "of_contacts": tuple(item(_contact(view, c)) for c in view.decision.contacts),
    }
    uncertain = tuple(_uncertain(view))
    present = {"of_intake": view.decision.intake, "of_duties": duties,
               "of_rights": rights, "of_contacts": view.decision.contacts}  # fmt: skip
    what = tuple(step(code) for code, each in present.items() if each)
    items = tuple(each for items in told.values() for each in items)
    if not what:
        return None
    return Part(step("standing_heading", what=what), (*items, *uncertain))


def _duties(view: View, found: list[DutyDecision]) -> Iterator[Paragraph]:
    """Tell those that stand alike in one sentence."""
    alike: dict[tuple[object, ...], list[DutyDecision]] = {}
    for each in found:
        if each.state != "indeterminate":
            key = (each.of, each.state, each.ended_at)
            alike.setdefault(key, []).append(each)
    for duties in alike.values():
        yield item(_alike(view, duties))


def _alike(view: View, duties: list[DutyDecision]) -> Step:
    first = duties[0]
    arguments: dict[str, Argument] = {
        "who": view.who(first.of),
        "what": tuple(
            step("done_by", what=each.what, clauses=view.in_clauses(each.clauses))
            for each in duties
        ),
    }
    code = f"{first.kind}_{first.state}"
    if first.ended_at is not None:
        code += "_at"
        arguments["at"] = view.instant(first.ended_at)
    return Step(code, arguments)


def _uncertain(view: View) -> Iterator[Paragraph]:
    """Tell what cannot be told yet, by what is missing to tell it."""
    found: dict[tuple[str, ...], list[Step]] = {}
    asked: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Step]] = {}
    for each in view.decision.intake:
        if each.state != "indeterminate":
            continue
        if each.kind == "collect":
            facts = asked.setdefault((each.needs, each.clauses), [])
            facts.append(view.need(each.fact or ""))
            continue
        clauses = view.in_clauses(each.clauses)
        number = Number(each.number or 0)
        told = step("open_step", number=number, clauses=clauses)
        found.setdefault(each.needs, []).append(told)
    for (needs, ids), steps in asked.items():
        told = step("open_facts", facts=tuple(steps), clauses=view.in_clauses(ids))
        found.setdefault(needs, []).append(told)
    for duty in view.decision.duties:
        if duty.state == "indeterminate":
            told = step(
                f"open_{duty.kind}",
                who=view.who(duty.of),
                what=duty.what,
                clauses=view.in_clauses(duty.clauses),
            )
            found.setdefault(duty.needs, []).append(told)
    for needs, what in found.items():
        missing = tuple(view.need(name) for name in needs)
        yield item(step("standing_open", needs=missing, what=tuple(what)))


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
        clauses=view.in_clauses(each.clauses),
    )


def _contact_rule(view: View, each: ContactDecision) -> Contact | None:
    from slapolicy.contract.evaluator.standing import hours_words

    for rule in view.policy.contacts:
        same = (rule.role, rule.channels) == (each.role, each.channels)
        if same and rule.clauses == each.clauses and hours_words(rule) == each.hours:
            return rule
    return None


def _intake(view: View) -> Iterator[Paragraph]:
    """Tell the steps done in one sentence, and each other; so too what was asked."""
    done: dict[tuple[str, ...], list[Step]] = {}
    asked: dict[tuple[str, tuple[str, ...]], list[Step]] = {}
    others: list[Paragraph] = []
    for each in view.decision.intake:
        if each.state == "indeterminate":
            continue
        if each.kind == "collect":
            facts = asked.setdefault((each.state, each.clauses), [])
            facts.append(view.need(each.fact or ""))
        elif each.state == "complete":
            number = step("numbered_step", number=Number(each.number or 0))
            done.setdefault(each.clauses, []).append(number)
        else:
            others.append(item(_step(view, each)))
    for clauses, steps in done.items():
        told = view.in_clauses(clauses)
        yield item(step("intake_done", numbers=tuple(steps), clauses=told))
    yield from others
    for (state, clauses), facts in asked.items():
        told = view.in_clauses(clauses)
        yield item(step(f"asked_{state}", facts=tuple(facts), clauses=told))


def _step(view: View, each: IntakeDecision) -> Step:
    what: Argument = each.what
    for rule in view.policy.intakes:
        for one in rule.steps:
            if rule.clauses == each.clauses and one.number == each.number:
                what = wanted(view, (one.trigger,))
    return step(
        "intake_step",
        number=Number(each.number or 0),
        what=what,
        state=step(f"intake_{each.state}"),
        clauses=view.in_clauses(each.clauses),
    )
