"""How an explanation ends: readings, assessments, what is missing, what comes next."""

from collections.abc import Iterator

from slapolicy.contract.decision import Decision
from slapolicy.contract.evaluator import assess
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.explanation.asked import value_of
from slapolicy.contract.explanation.step import (
    AnyOf,
    Paragraph,
    Part,
    Step,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import Reading
from slapolicy.worktime import from_datetime


def closing_parts(view: View) -> Iterator[Part]:
    """Give the last parts."""
    readings = [view.policy.readings[name] for name in _relied_on(view, "readings")]
    if readings:
        found = tuple(item(*_reading(view, each)) for each in readings)
        yield Part(step("readings_heading"), (said(step("readings_intro")), *found))
    assessments = [item(*_assessment(view, n)) for n in _relied_on(view, "assessments")]
    if assessments:
        yield Part(step("assessments_heading"), tuple(assessments))
    needs = _needs(view)
    if needs:
        found = tuple(item(step("needed", what=view.need(name))) for name in needs)
        yield Part(step("missing_heading"), found)
    yield Part(step("next_heading"), tuple(_next(view)))
    yield Part(step("stamp_heading"), (said(_stamp(view)),))


def _relied_on(view: View, kind: str) -> tuple[str, ...]:
    decision = view.decision
    parts = (
        decision.severity, *decision.coverage, *decision.claims,
        *decision.obligations, *decision.alerts, *decision.duties, *decision.contacts,
    )  # fmt: skip
    return tuple(
        dict.fromkeys(name for part in parts for name in getattr(part, kind, ()))
    )


def _reading(view: View, reading: Reading) -> Iterator[Step]:
    if reading.clause is not None:
        yield step("reading_in", clause=view.clause(reading.clause))
    else:
        yield step("reading_of_agreement")
    yield step("reading_chosen", chosen=reading.chosen)
    yield step("reading_rejected", rejected=reading.rejected)
    yield step("reading_because", because=reading.because)


def _assessment(view: View, name: str) -> Iterator[Step]:
    facts = view.situation.record.snapshot(view.at).facts
    declared = view.policy.facts[name]
    by = AnyOf(tuple(view.who(role) for role in declared.by))
    value = facts.get(name)
    if value is None:
        yield step("assessment_open", name=view.title(name), by=by)
    else:
        known = value_of(view, name, value)
        yield step("assessment", name=view.title(name), value=known, by=by)


def _needs(view: View) -> tuple[str, ...]:
    decision = view.decision
    parts = (
        decision.severity, *decision.coverage, *decision.addons, *decision.obligations,
        *decision.alerts, *decision.duties, *decision.intake,
    )  # fmt: skip
    return tuple(
        dict.fromkeys(name for part in parts for name in getattr(part, "needs", ()))
    )


# What comes next


def _next(view: View) -> Iterator[Paragraph]:
    at = view.decision.next_change_at
    if at is None:
        yield said(step("next_never"))
        return
    known = view.situation.record.seen_at(from_datetime(at))
    later = assess(Situation(view.policy, known))
    steps = tuple(_differs(view, later))
    yield said(step("next_at", at=view.instant(at)))
    for each in steps or (step("next_else"),):
        yield item(each)


def _differs(view: View, later: Decision) -> Iterator[Step]:
    """Tell what a later decision says that this one does not."""
    before = view.decision
    owed = {each.id: each for each in before.obligations}
    for each in later.obligations:
        was = owed.get(each.id)
        if was is not None and was.state != each.state:
            clock = view.title(each.clock)
            state = step(f"state_{each.state}")
            yield step("next_obligation", clock=clock, state=state)
    alerts = {each.id: each for each in before.alerts}
    for alert in later.alerts:
        known = alerts.get(alert.id)
        if (known is None or known.state != alert.state) and alert.state in (
            "raised",
            "deferred",
        ):
            yield step(f"next_{alert.kind}_{alert.state}", to=view.who(alert.to))
    if before.case_state != later.case_state:
        yield step("next_case", state=step(f"case_{later.case_state}"))
    if before.severity.name != later.severity.name:
        name = later.severity.name
        severity = step("no_severity") if name is None else view.title(name)
        yield step("next_severity", severity=severity)


def _stamp(view: View) -> Step:
    stamp = view.decision.stamp
    return step(
        "stamp",
        policy=stamp.policy_sha256,
        engine=stamp.engine,
        tzdata=stamp.tzdata,
        holidays=stamp.holidays,
    )
