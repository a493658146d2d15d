"""The scenarios of a policy as examples: what is given, what happens, what follows."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import groupby

from slapolicy.contract.answer import Answer
from slapolicy.contract.answers import Answers
from slapolicy.contract.case import Case
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.explanation.asked import value_of
from slapolicy.contract.explanation.happened import stated
from slapolicy.contract.explanation.step import (
    Argument,
    Instant,
    Number,
    Step,
    Title,
    length,
    step,
)
from slapolicy.contract.scenario import Expectation, Scenario, ScenarioStep
from slapolicy.contract.scenario_runner import run
from slapolicy.report.asked import about, state_told
from slapolicy.report.failures import differs
from slapolicy.report.hours import hours
from slapolicy.report.model import Block, Said, Section, Table
from slapolicy.report.teller import Teller
from slapolicy.worktime import Hours


def stories(teller: Teller) -> Iterator[Section]:
    """Tell each scenario; the rows of one table stand in one."""
    for (title, is_row), group in groupby(teller.policy.scenarios, key=_table_of):
        found = list(group)
        heading = teller.plain(title)
        if is_row:
            yield Section(heading=heading, blocks=(_rows(teller, found),))
        else:
            for each in found:
                yield Section(heading=heading, blocks=tuple(_story(teller, each)))


def _table_of(scenario: Scenario) -> tuple[str, bool]:
    return scenario.title, scenario.row is not None


def _story(teller: Teller, scenario: Scenario) -> Iterator[Block]:
    with _clock(teller, scenario):
        yield from tuple(_told(teller, scenario))


def _clock(teller: Teller, scenario: Scenario) -> AbstractContextManager[None]:
    instants = [event.at for event in scenario.case.events]
    instants += [check.at for check in scenario.checks]
    return teller.by_clock(scenario.zone, instants)


def _told(teller: Teller, scenario: Scenario) -> Iterator[Block]:
    yield teller.paragraph(
        _given(teller, scenario.case), step("timeline_zone", zone=scenario.zone)
    )
    yield from teller.listing(_hours(teller, scenario.case))
    yield from teller.listing(_events(teller, scenario))
    for check in scenario.checks:
        at = Instant(check.at, scenario.zone)
        yield teller.paragraph(step("asked_at", at=at))
        yield from teller.listing(_outcomes(teller, scenario, check))
    yield from _failures(teller, scenario)


def _rows(teller: Teller, scenarios: list[Scenario]) -> Table:
    heads = ("head_number", "head_given", "head_happens", "head_at", "head_then")
    return Table(
        heads=tuple(teller.heading(each) for each in heads),
        rows=tuple(_row(teller, each) for each in scenarios),
    )


def _row(teller: Teller, scenario: Scenario) -> tuple[Said, ...]:
    with _clock(teller, scenario):
        return _cells(teller, scenario)


def _cells(teller: Teller, scenario: Scenario) -> tuple[Said, ...]:
    events = " ".join(each.text for each in _events(teller, scenario))
    instants = dict.fromkeys(check.at for check in scenario.checks)
    times = (teller.say(step("when", at=Instant(at, scenario.zone))) for at in instants)
    then = [
        said for check in scenario.checks for said in _outcomes(teller, scenario, check)
    ]
    return (
        Said(text=str(scenario.row)),
        teller.said(_given(teller, scenario.case), *_all_hours(teller, scenario.case)),
        Said(text=events),
        Said(text=" ".join(times)),
        Said(
            text=" ".join(each.text for each in then),
            clauses=tuple(dict.fromkeys(c for each in then for c in each.clauses)),
        ),
    )


# What is given, what happens


def _given(teller: Teller, case: Case) -> Step:
    parts = tuple(_parts(teller, case))
    return step("given_line", parts=parts) if parts else step("given_nothing")


def _parts(teller: Teller, case: Case) -> Iterator[Step]:
    if case.plan is not None:
        yield step("given_plan", plan=teller.title(case.plan))
    if case.addons:
        yield step("given_addons", addons=teller.titles(case.addons))
    elif case.addons is not None:
        yield step("given_no_addons")
    if case.severity is not None:
        yield step("given_severity", severity=teller.title(case.severity))
    for name, value in (*case.parameters.items(), *case.facts.items()):
        if isinstance(value, Hours):
            continue
        told = value_of(teller, name, value)
        yield step("given_is", what=teller.title(name), value=told)
    if case.requests:
        yield step("given_requests", services=teller.titles(case.requests))
    if case.claims:
        yield step("given_claims", outcomes=teller.titles(case.claims))
    for service, count in case.used.items():
        yield step("given_used", service=teller.title(service), count=Number(count))
    yield from _attempts(teller, case)


def _hours(teller: Teller, case: Case) -> Iterator[Said]:
    """Tell the hours that the order form writes out."""
    for name, value in case.parameters.items():
        if isinstance(value, Hours):
            title = step("defines_calendar", title=teller.title(name))
            yield teller.said(title, *hours(teller, value))


def _all_hours(teller: Teller, case: Case) -> Iterator[Step]:
    for name, value in case.parameters.items():
        if isinstance(value, Hours):
            yield step("defines_calendar", title=teller.title(name))
            yield from hours(teller, value)


def _attempts(teller: Teller, case: Case) -> Iterator[Step]:
    """Tell attempts of one kind and end together."""
    alike: dict[tuple[str, str], list[int]] = {}
    counts: dict[tuple[str, str], int] = {}
    for each in case.attempts:
        alike.setdefault((each.of, each.end), []).append(each.at)
        counts[each.of, each.end] = counts.get((each.of, each.end), 0) + each.count
    zone = teller.policy.agreement.zone
    for (of, end), instants in alike.items():
        yield step(
            "given_attempts",
            of=teller.title(of),
            end=Title(of, end.replace("_", " "), end),
            count=Number(counts[of, end]),
            start=Instant(min(instants), zone),
            end_at=Instant(max(instants), zone),
        )


def _events(teller: Teller, scenario: Scenario) -> Iterator[Said]:
    for event in sorted(scenario.case.events, key=lambda each: each.at):
        at = Instant(event.at, scenario.zone)
        yield teller.said(step("event_at", at=at, event=stated(teller, event)))


# What follows


def _outcomes(
    teller: Teller, scenario: Scenario, check: ScenarioStep
) -> Iterator[Said]:
    """Tell what is asked at an instant, as it is decided now."""
    known = record(teller.policy, scenario.case, check.at)
    answers = Answers(Situation(teller.policy, known))
    for asked in check.expectations:
        answer = answers.answer(asked)
        told = _outcome(teller, asked, answer, scenario.zone)
        yield teller.said(told, clauses=answer.clauses)


def _outcome(teller: Teller, asked: Expectation, answer: Answer, zone: str) -> Step:
    none = step("nothing")
    is_as_asked = asked.state in (answer.state, *answer.also)
    state = asked.state if is_as_asked and asked.state else answer.state
    due, left, needs = none, none, none
    if answer.no_stated_time:
        due = step("outcome_unstated")
    elif asked.due_at is not None and answer.due_at is not None:
        due = step("outcome_due", at=Instant(answer.due_at, zone))
    elif asked.at is not None and answer.at is not None:
        due = step("outcome_at", at=Instant(answer.at, zone))
    if asked.left is not None and answer.left is not None:
        of = answer.left
        amount: Argument = Number(of) if isinstance(of, int) else length(of)
        left = step("outcome_left", left=amount)
    if answer.needs:
        missing = tuple(teller.need(name) for name in answer.needs)
        needs = step("outcome_needs", needs=missing)
    return step(
        "outcome_line",
        what=about(teller, asked),
        state=state_told(teller, asked, state),
        due=due,
        left=left,
        needs=needs,
    )


def _failures(teller: Teller, scenario: Scenario) -> Iterator[Block]:
    for failure in run(teller.policy, scenario).failures:
        yield teller.paragraph(step("fails"), differs(teller, failure))
