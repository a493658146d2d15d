"""Cases that prove findings: told as scenarios that hold, and as JSON.

A case is shown only if it is decided as the finding says; which cases to try first is
said here, what a finding says is not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from attrs import evolve

from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.claims import Claim, Telling
from slapolicy.analysis.proving import SHIFTS
from slapolicy.analysis.stories import beginnings
from slapolicy.analysis.variables import Variable, is_run
from slapolicy.contract.answer import Answer
from slapolicy.contract.answers import Answers
from slapolicy.contract.evaluator.hours import HoursBook, HoursMissing
from slapolicy.contract.evaluator.indicators import steps_of
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import (
    Clock,
    ClockIs,
    During,
    Policy,
    Severity,
    Subject,
    Target,
    Value,
)
from slapolicy.contract.property_runner.draft import Act, Draft
from slapolicy.contract.property_runner.instants import beside, edges
from slapolicy.contract.property_runner.space import Space, as_json
from slapolicy.contract.property_runner.told import story_words
from slapolicy.contract.property_runner.tree import openings
from slapolicy.contract.scenario import Expectation
from slapolicy.contract.scenario_runner import about_words
from slapolicy.contract.wording import instant_words
from slapolicy.finding import Proof
from slapolicy.worktime import DAY, HOUR, WorkingTime, to_iso

_MICROSECOND = timedelta(microseconds=1)
_MORNING = 10 * HOUR
_LARGE = 200
_MOST_TURNS = 20
Sample = Mapping[Variable, Value]


class Prover:
    """Tells cases of a policy until one shows what is claimed."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._told: Cases = cases(policy)

    @cached_property
    def _space(self) -> Space:
        return Space(self.policy)

    @cached_property
    def _monday(self) -> int:
        return openings(self._space)[0].opened_at

    def proof(self, title: str, sample: Sample, claim: Claim) -> tuple[Proof, ...]:
        """Give a case that has these values and shows what is claimed; else nothing."""
        for told in self.tellings(sample, claim):
            if claim.holds(told.answers):
                return (self.shown(title, told, claim),)
        return ()

    def tellings(self, sample: Sample, claim: Claim) -> Iterator[Telling]:
        """Give cases that have these values, with what a claim asks about each."""
        if any(isinstance(each, ClockIs) for each in sample):
            return
        policy = self._about(claim)
        for draft in self._drafts(sample, claim):
            known = record(policy, draft.case(policy), draft.at)
            answers = Answers(Situation(policy, known))
            answered = tuple(answers.answer(each) for each in claim.asked)
            yield Telling(draft, answered, answers.situation)

    def _drafts(self, sample: Sample, claim: Claim) -> Iterator[Draft]:
        """Give cases of a sample, each as and when it may begin, the least first."""
        clock = None if claim.clock is None else self.policy.clocks[claim.clock]
        givens = [*self._givens(sample, claim)]
        begun = [*beginnings(self.policy, clock)]
        for shifts in (claim.shifts,) if claim.shifts else (SHIFTS, None):
            if shifts is None:
                shifts = self.turns(clock)
            for given in givens:
                for acts in (claim.begins,) if claim.begins else begun:
                    for shift in shifts:
                        yield self._draft(given, acts, shift, claim)

    def turns(self, clock: Clock | None) -> tuple[int, ...]:
        """Give when a case may begin so that hours turn on which a clock depends."""
        if clock is None:
            return ()
        policy = self.policy
        measures = [t.limit.measure for t in policy.targets if t.clock == clock.name]
        names = {trigger.calendar for trigger in (*clock.starts, *clock.met)}
        names |= {m.calendar for m in measures if isinstance(m, During)}
        names |= {rule.calendar for rule in policy.deferrals}
        found: list[int] = []
        opens = [draft.opened_at for draft in openings(self._space)]
        around = dict.fromkeys((self._monday, min(opens)))  # if in force for days only
        for hours in self._hours(name for name in sorted(filter(None, names))):
            for at in around:
                near = edges(hours, at)[:_MOST_TURNS]
                found += [one - self._monday for each in near for one in beside(each)]
        return tuple(dict.fromkeys(found))

    def _hours(self, names: Iterable[str]) -> Iterator[WorkingTime]:
        """Give the hours of calendars, as an example of a case has them."""
        given = [*self._givens({}, Claim(asked=(), holds=lambda _: True))][-1]
        opens = Act(
            at=self._monday, type="opens", by=self.policy.agreement.customer.name
        )
        draft = given.with_acts((opens,), at=self._monday)
        known = record(self.policy, draft.case(self.policy), draft.at)
        steps = {n: steps_of(i, known) for n, i in self.policy.indicators.items()}
        book = HoursBook(self.policy, known, steps, {})
        for name in names:
            try:
                yield book.calendar(name, draft.at)
            except HoursMissing:
                continue

    def _givens(self, sample: Sample, claim: Claim) -> Iterator[Draft]:
        plain = self._given(sample).saying(used=claim.used)
        known = {
            name: self._space.example(declared)
            for name, declared in self.policy.parameters.items()
        }
        known = {name: value for name, value in known.items() if value is not None}
        facts = self.policy.facts
        lengths = {
            name: self._space.example(facts[name])
            for target in self.policy.targets
            if target.clock == claim.clock
            and (name := target.limit.name) is not None
            and name in facts
        }
        more = plain.saying(parameters={**known, **plain.parameters})
        more = more.saying(facts={**lengths, **plain.facts})
        if not self._is_large:  # else what is unknown would be tried for too long
            yield plain
            if more != plain:
                yield more
        every: dict[Variable, Value] = {
            variable: values[0]
            for variable, values in zip(
                self._told.variables, self._told.values, strict=True
            )
            if values and not isinstance(variable, ClockIs)
        }
        whole = self._given({**every, **sample}).saying(used=claim.used)
        whole = whole.saying(parameters={**known, **whole.parameters})
        yield whole.saying(facts={**lengths, **whole.facts})

    def _given(self, sample: Sample) -> Draft:
        """Give the draft of a case with these values, without its events."""
        facts: dict[str, object] = {}
        parameters: dict[str, object] = {}
        addons: list[str] | None = None
        found = Draft(acts=(), at=0)
        for variable, value in sample.items():
            assert isinstance(variable, Subject)
            match variable.kind:
                case "plan":
                    found = evolve(found, plan=str(value))
                case "addon":
                    addons = addons or []
                    addons += [variable.name] if value else []
                case "severity":
                    if any(s.set_by for s in self.policy.severities):
                        found = evolve(found, severity=str(value))
                case "opened_on":
                    continue
                case _ if is_run(variable):
                    facts.setdefault(_indicator(variable), False)
                case "parameter":
                    parameters[variable.name] = as_json(value)
                case _:
                    facts[variable.name] = as_json(value)
        found = evolve(found, facts=facts, parameters=parameters)
        found = found.with_acts(self._runs(sample))
        day = sample.get(Subject("opened_on"))
        at = self._monday
        if isinstance(day, date):
            at += (day - date(1970, 1, 1)).days * DAY + _MORNING - at
        return evolve(found, addons=None if addons is None else tuple(addons), at=at)

    def _runs(self, sample: Sample) -> Iterator[Act]:
        """Give, for indicators that have lasted so long, when that began and ended."""
        for variable, value in sample.items():
            if is_run(variable) and isinstance(value, timedelta) and value:
                name = _indicator(variable)
                began = -(value // _MICROSECOND)
                yield Act(at=began, type="changes", facts={name: True})
                if sample.get(Subject("indicator", name)) is not True:
                    yield Act(at=0, type="changes", facts={name: False})

    def _draft(
        self, given: Draft, acts: tuple[Act, ...], shift: int, claim: Claim
    ) -> Draft:
        opened = given.at + shift
        last = opened + acts[-1].at
        told = [evolve(act, at=act.at + opened) for act in (*given.acts, *acts)]
        told += [evolve(act, at=act.at + last) for act in claim.after]
        return given.with_acts(told, at=last + claim.look)

    @cached_property
    def _is_large(self) -> bool:
        policy = self.policy
        return len(policy.targets) + len(policy.severities) > _LARGE

    def _about(self, claim: Claim) -> Policy:
        """Give the policy without the clocks that nothing is claimed of."""
        policy = self.policy
        among = [each for each in claim.among if isinstance(each, Target)]
        mine = among if self._is_large and among else policy.targets
        changes: dict[str, Any] = {
            "targets": tuple(t for t in mine if t.clock == claim.clock),
            "clocks": {n: c for n, c in policy.clocks.items() if n == claim.clock},
            "alerts": tuple(a for a in policy.alerts if a.clock == claim.clock),
        }
        severe = tuple(each for each in claim.among if isinstance(each, Severity))
        if self._is_large and severe:
            changes["severities"] = severe
        for kind in ("intakes", "collections", "scenarios", "properties"):
            changes[kind] = ()
        return evolve(policy, **changes)

    def shown(self, title: str, told: Telling, claim: Claim) -> Proof:
        """Write down a case, with what follows in it."""
        policy, draft = self.policy, told.draft
        lines = [
            f"  expect {_expected(policy, each, answer)}\n"
            for each, answer in zip(claim.asked, told.answers, strict=True)
        ]
        story = story_words(policy, draft) + "".join(lines)
        case = draft.to_json(policy)
        for key, known in (("requests", policy.services), ("claims", policy.outcomes)):
            asked = [each.name for each in claim.asked if each.name in known]
            if asked:
                case[key] = asked
        return Proof(
            scenario=f'scenario "{title}" {{\n{story}}}\n',
            case=json.dumps(case, ensure_ascii=False),
            at=to_iso(draft.at, policy.agreement.zone),
        )


def _indicator(variable: Variable) -> str:
    assert isinstance(variable, Subject)
    return variable.name.split(" ", 1)[0]


def _expected(policy: Policy, asked: Expectation, answer: Answer) -> str:
    """Give an answer as the language expects it."""
    due = at = per = ""
    zone = policy.agreement.zone
    if answer.due_at is not None and answer.state in ("running", "pending"):
        due = f", due {instant_words(answer.due_at, zone)}"
    if answer.state in ("met", "breached") and answer.at is not None:
        due, at = "", f", at {instant_words(answer.at, zone)}"
    if answer.no_stated_time:
        due = ", no stated time"
    clauses = [each for each in answer.clauses if each in asked.clauses]
    if clauses:
        per = f" per {', '.join(clauses)}"
    return f"{about_words(asked)} is {answer.state}{due}{at}{per}"
