"""The part of an explanation for each obligation: its limit, its walk, its outcome."""

from collections.abc import Iterator

from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.courses import Key, Outcome
from slapolicy.contract.explanation.cited import named, resting
from slapolicy.contract.explanation.course_told import Told, course, told_of
from slapolicy.contract.explanation.happened import fulfilling, starting, wanted
from slapolicy.contract.explanation.limit_told import limit_told
from slapolicy.contract.explanation.outcome_told import came_out
from slapolicy.contract.explanation.step import (
    Argument,
    Number,
    Paragraph,
    Part,
    Step,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import Target
from slapolicy.worktime import from_datetime


def clock_parts(view: View) -> Iterator[Part]:
    """Give a part for each obligation; one that only repeats a promise says so."""
    promised: dict[tuple[str, bool], Step] = {}
    for each in view.decision.obligations:
        found = outcome_of(view, each)
        assert found is not None  # an obligation has a limit in some world
        paragraphs = list(_paragraphs(view, each, *found))
        first = paragraphs[0].steps[0]
        key = (each.clock, each.binding)
        if first == promised.get(key) and first.code in ("promised", "aimed"):
            again = step("promised_again", clauses=view.in_clauses(named(first)))
            paragraphs[0] = said(again, *paragraphs[0].steps[1:])
        promised[key] = first
        clauses = resting(paragraphs, each.clauses)
        yield Part(_heading(view, each), clauses)


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


def _paragraphs(
    view: View, each: Obligation, index: int, outcome: Outcome
) -> Iterator[Paragraph]:
    told = told_of(view, index, outcome, each)
    if each.due == "indeterminate" or each.state == "indeterminate":
        yield from _possibilities(view, each, outcome)
        return
    possible = tuple(_possible_limits(view, each))
    yield from possible
    limit = () if possible else tuple(_promised(view, outcome.target, told))
    if told is None:
        clock = view.policy.clocks[each.clock]
        yield said(*limit, step("not_begun", events=wanted(view, clock.starts)))
        return
    yield said(*limit, *_begun(view, told))
    yield from _joined(tuple(course(told)), tuple(came_out(told)))


def _joined(
    walked: tuple[Paragraph, ...], ended: tuple[Paragraph, ...]
) -> tuple[Paragraph, ...]:
    """Put what a walk came to and how it came out in one paragraph."""
    if not walked or walked[-1].is_item:
        return (*walked, *ended)
    last = walked[-1].steps
    is_summed = any(each.code in ("walk_sum", "walk_one") for each in last)
    more = [
        each
        for paragraph in ended
        for each in paragraph.steps
        if not (is_summed and each.code == "elapsed")
    ]
    return (*walked[:-1], said(*last, *more))


def _promised(view: View, target: Target | None, told: Told | None) -> Iterator[Step]:
    if target is None:
        yield step("no_limit_now")
        return
    measured = None if told is None else told.limit
    severity = view.decision.severity.name
    on = step("nothing")
    if severity is not None and severity in target.severities:
        on = step("for_severity", severity=view.title(severity))
    yield step(
        "promised" if target.binding else "aimed",
        bearer=view.who(target.bearer),
        limit=limit_told(view, target.limit, measured),
        clause=view.by_clause(target.clause),
        severity=on,
    )


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


def _possibilities(
    view: View, each: Obligation, outcome: Outcome
) -> Iterator[Paragraph]:
    first = step("limits_conflict")
    if each.needs:
        needs = tuple(view.need(name) for name in each.needs)
        first = step("not_yet_told", needs=needs)
    found = tuple(_each_possible(view, each))
    if len(found) == 1:
        yield said(*_promised(view, outcome.target, None), first)
        return
    yield said(first, step("possibilities"))
    yield from found


def _possible_limits(view: View, each: Obligation) -> Iterator[Paragraph]:
    """Tell the limits there may be, where state and due are the same under all."""
    key: Key = (each.clock, each.binding, each.occurrence)
    found = [outcomes.get(key) for outcomes in view.situation.outcomes]
    targets = [None if outcome is None else outcome.target for outcome in found]
    if any(target is not targets[0] for target in targets):
        yield said(step("limits_possible"), step("possibilities"))
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
    arguments: dict[str, Argument] = {
        "under": under,
        "limit": limit_told(view, outcome.target.limit),
        "clauses": view.in_clauses([outcome.target.clause]),
    }
    if outcome.reckoned is None:
        return Step("possible_open", arguments)
    due = step(f"heading_due_{outcome.reckoned.due}")
    if outcome.reckoned.due_at is not None:
        instant = view.instant(outcome.reckoned.due_at, each.zone)
        due = step("heading_due", due=instant)
    state = step(f"state_{outcome.reckoned.state}")
    return Step("possible", {**arguments, "state": state, "due": due})
