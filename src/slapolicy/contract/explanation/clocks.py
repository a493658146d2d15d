"""The part of an explanation for each obligation, and for the clocks that owe none."""

from collections.abc import Iterator

from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.courses import Key, Outcome
from slapolicy.contract.explanation.course_told import Told, course, told_of
from slapolicy.contract.explanation.happened import fulfilling, starting, wanted
from slapolicy.contract.explanation.limit_told import limit_told
from slapolicy.contract.explanation.outcome_told import came_out
from slapolicy.contract.explanation.step import (
    Number,
    Paragraph,
    Part,
    Step,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.explanation.why_not import why_not
from slapolicy.contract.policy import Target
from slapolicy.worktime import from_datetime


def clock_parts(view: View) -> Iterator[Part]:
    """Give a part for each obligation, then one for the limits that do not apply."""
    for each in view.decision.obligations:
        yield _part(view, each)
    spoken = {(each.clock, each.binding) for each in view.decision.obligations}
    silent = [t for t in view.policy.targets if (t.clock, t.binding) not in spoken]
    items = [item(*_unapplied(view, target, None)) for target in silent]
    if items:
        clauses = tuple(t.clause for t in silent if t.clause is not None)
        yield Part(step("limits_heading"), (*items, *view.cited(clauses)))


def _part(view: View, each: Obligation) -> Part:
    return Part(_heading(view, each), tuple(_paragraphs(view, each)))


def _heading(view: View, each: Obligation) -> Step:
    kind = "promise" if each.binding else "aim"
    several = [o for o in view.decision.obligations if o.clock == each.clock]
    number = step("nothing")
    if any(o.occurrence > 1 for o in several):
        number = step("numbered", number=Number(each.occurrence))
    due = step(f"heading_due_{each.due}")
    if each.state == "indeterminate":
        due = step("nothing")
    if each.due_at is not None:
        code = "heading_was_due" if each.state in ("met", "breached") else "heading_due"
        due = step(code, due=view.instant(each.due_at, each.zone))
    return step(
        f"heading_{kind}",
        clock=view.title(each.clock),
        number=number,
        state=step(f"state_{each.state}"),
        due=due,
    )


def outcome_of(view: View, each: Obligation) -> tuple[int, Outcome] | None:
    """Give the first world in which an obligation has a limit, and what it comes to."""
    key: Key = (each.clock, each.binding, each.occurrence)
    for index, outcomes in enumerate(view.situation.outcomes):
        outcome = outcomes.get(key)
        if outcome is not None and outcome.has_limit:
            return index, outcome
    return None


def _paragraphs(view: View, each: Obligation) -> Iterator[Paragraph]:
    found = outcome_of(view, each)
    assert found is not None  # an obligation has a limit in some world
    index, outcome = found
    told = told_of(view, index, outcome, each)
    if each.due == "indeterminate" or each.state == "indeterminate":
        yield from _possibilities(view, each)
    elif told is None:
        possible = tuple(_possible_limits(view, each))
        yield from possible or (said(*_promised(view, outcome.target, None)),)
        clock = view.policy.clocks[each.clock]
        yield said(step("not_begun", events=wanted(view, clock.starts)))
    else:
        possible = tuple(_possible_limits(view, each))
        yield from possible or (said(*_promised(view, outcome.target, told)),)
        yield said(*_begun(view, told))
        yield from course(told)
        yield from came_out(told)
    yield from _others(view, each, outcome)
    yield from view.cited(each.clauses)


def _promised(view: View, target: Target | None, told: Told | None) -> Iterator[Step]:
    if target is None:
        yield step("no_limit_now")
        return
    measured = None if told is None else told.limit
    code = "promised" if target.binding else "aimed"
    yield step(
        code,
        bearer=view.who(target.bearer),
        limit=limit_told(view, target.limit, measured),
        clause=view.by_clause(target.clause),
    )
    severity = view.decision.severity
    if target.severities and severity.name in target.severities:
        yield step("for_severity", severity=view.title(severity.name or ""))


def _begun(view: View, told: Told) -> Iterator[Step]:
    occurrence = told.outcome.occurrence
    assert occurrence is not None
    began = told.instant(occurrence.began_at)
    event = starting(view, told.world, occurrence)
    reopened = {period.start for period in view.situation.lives[told.index].periods[1:]}
    if event is not None:
        yield step("began", at=began, event=event)
    elif occurrence.began_at in reopened:
        yield step("began_reopened", at=began)
    else:
        yield step("began_again", at=began)
    for rule in occurrence.deferred_by:
        start = told.instant(occurrence.start)
        yield step("deferred", start=start, clause=view.by_clause(rule.clause))
    if told.reckoned.started_at != occurrence.start:
        yield step("restarted", at=told.instant(told.reckoned.started_at))
    event = fulfilling(view, told.world, occurrence)
    fulfilled = told.obligation.fulfilled_at
    if event is not None and fulfilled is not None:
        at = told.instant(from_datetime(fulfilled))
        yield step("fulfilled", at=at, event=event)
    elif told.reckoned.state in ("running", "paused", "not_started", "breached"):
        clock = view.policy.clocks[told.obligation.clock]
        yield step("would_fulfil", events=wanted(view, clock.met))


# What cannot be told, and what does not apply


def _possibilities(view: View, each: Obligation) -> Iterator[Paragraph]:
    if each.needs:
        needs = tuple(view.need(name) for name in each.needs)
        yield said(step("not_yet_told", needs=needs))
    else:
        yield said(step("limits_conflict"))
    yield from _each_possible(view, each)


def _possible_limits(view: View, each: Obligation) -> Iterator[Paragraph]:
    """Tell the limits there may be, where state and due are the same under all."""
    key: Key = (each.clock, each.binding, each.occurrence)
    found = [outcomes.get(key) for outcomes in view.situation.outcomes]
    targets = [None if outcome is None else outcome.target for outcome in found]
    if any(target is not targets[0] for target in targets):
        yield said(step("limits_possible"))
        yield from _each_possible(view, each)


def _each_possible(view: View, each: Obligation) -> Iterator[Paragraph]:
    seen: list[Step] = []
    key: Key = (each.clock, each.binding, each.occurrence)
    for index, outcomes in enumerate(view.situation.outcomes):
        found = _possibility(view, index, outcomes.get(key), each)
        if found not in seen:
            seen.append(found)
            yield item(found)


def _possibility(
    view: View, index: int, outcome: Outcome | None, each: Obligation
) -> Step:
    severity = view.situation.worlds[index].severity_now(view.at)
    under = (
        step("if_no_severity")
        if severity is None
        else step("if_severity", severity=view.title(severity.name))
    )
    if outcome is None or outcome.target is None:
        return step("possible_none", under=under)
    limit = limit_told(view, outcome.target.limit)
    if outcome.reckoned is None:
        return step("possible_open", under=under, limit=limit)
    due = step(f"heading_due_{outcome.reckoned.due}")
    if outcome.reckoned.due_at is not None:
        instant = view.instant(outcome.reckoned.due_at, each.zone)
        due = step("heading_due", due=instant)
    state = step(f"state_{outcome.reckoned.state}")
    return step("possible", under=under, limit=limit, state=state, due=due)


def _others(view: View, each: Obligation, outcome: Outcome) -> Iterator[Paragraph]:
    key: Key = (each.clock, each.binding, each.occurrence)
    possible = [found.get(key) for found in view.situation.outcomes]
    told = [found.target for found in possible if found is not None]
    others = [
        target
        for target in view.policy.targets
        if (target.clock, target.binding) == (each.clock, each.binding)
        and not any(target is one for one in told)
    ]
    items = [item(*_unapplied(view, target, outcome.target)) for target in others]
    items = [each for each in items if each.steps]
    if items:
        yield said(step("others_intro"))
        yield from items


def _unapplied(view: View, target: Target, holding: Target | None) -> Iterator[Step]:
    why = why_not(view, target, view.moment, () if holding is None else (holding,))
    if why is None and not view.situation.is_in_force:
        why = step("not_in_force")
    if why is None and view.decision.case_state in ("resolved", "withdrawn"):
        why = step("case_over")
    if why is None:
        return
    yield step(
        "unapplied_promise" if target.binding else "unapplied_aim",
        clock=view.title(target.clock),
        limit=limit_told(view, target.limit),
        clause=view.by_clause(target.clause),
    )
    yield why
