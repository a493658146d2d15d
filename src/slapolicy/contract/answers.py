"""What can be asked of a case at an instant, one thing at a time, by its name.

A decision tells what matters of a case; a scenario may ask anything a policy names:
whether somebody can be reached just now, whether a calendar is open, what a term says.
"""

from collections.abc import Iterable
from typing import Any

from slapolicy.contract.answer import (
    Answer,
    alert_answer,
    instant,
    obligation_answer,
    union,
    word,
)
from slapolicy.contract.decision import Decision
from slapolicy.contract.evaluator import assess
from slapolicy.contract.evaluator.alerts import escalation_without_case
from slapolicy.contract.evaluator.coverage import addon_of, claim_of, coverage_of
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import Contact, Rule, Subject, TermIs
from slapolicy.contract.scenario import Expectation


class Answers:
    """Answers questions about one situation."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.policy = situation.policy
        self.decision: Decision = assess(situation)

    def answer(self, asked: Expectation) -> Answer:
        """Answer what an expectation looks at."""
        match asked.about:
            case "severity":
                return self._severity()
            case "case":
                return self._case()
            case "intake":
                return self._intake()
            case "contact":
                return self._contact(asked.name, asked.channels)
            case "obligation":
                return self._obligation(asked)
            case "escalation":
                return self._alert("escalate", asked.name)
            case "warning":
                return self._alert("warn", asked.name)
            case "name":
                return self._name(asked)

    # The case

    def _severity(self) -> Answer:
        found = self.decision.severity
        return Answer(
            state=found.name or found.state,
            needs=found.needs,
            clauses=found.clauses,
            readings=found.readings,
        )

    def _case(self) -> Answer:
        decision = self.decision
        world, at = self.situation.worlds[0], self.situation.record.at
        rules: Iterable[Rule] = world.applying(self.policy.resolutions, at)
        clauses = decision.closed_by or union(rule.clauses for rule in rules)
        _, needs = self.situation.end
        return Answer(
            state=decision.case_state, at=instant(decision.closed_at), needs=needs,
            clauses=clauses,
        )  # fmt: skip

    def _intake(self) -> Answer:
        items = self.decision.intake
        missing = [each for each in items if each.state == "missing"]
        unsure = [each for each in items if each.state == "indeterminate"]
        state = "incomplete" if missing else "indeterminate" if unsure else "complete"
        told = missing or unsure or list(items)
        optional = state == "complete" and any(i.state == "optional" for i in items)
        return Answer(
            state=state,
            also=("optional_left",) if optional else (),
            needs=union(each.needs for each in told),
            clauses=union(each.clauses for each in told),
        )

    # People

    def _contact(self, role: str, channels: tuple[str, ...]) -> Answer:
        severity = self.decision.severity
        asked = set(channels)
        rules = [
            rule
            for rule in self.policy.contacts
            if rule.role == role
            and (not asked or asked & set(rule.channels))
            and (not rule.severities or severity.name in rule.severities)
            and self.situation.is_in_force
            and judge(rule.on, self._moment()).holds is not False
        ]
        each = [(rule, *self._reach(rule)) for rule in rules]
        for state in ("reachable", "indeterminate", "by_appointment", "not_stated"):
            chosen = [found for found in each if found[1] == state]
            if chosen:
                return Answer(
                    state=state,
                    needs=union(needs for _, _, needs in chosen),
                    clauses=union(rule.clauses for rule, _, _ in chosen),
                    readings=union(rule.readings for rule, _, _ in chosen),
                )
        return Answer(
            state="unreachable",
            clauses=union(rule.clauses for rule in rules),
            readings=union(rule.readings for rule in rules),
        )

    def _reach(self, rule: Contact) -> tuple[str, tuple[str, ...]]:
        truth = judge(rule.on, self._moment())
        if truth.holds is None:
            return "indeterminate", truth.needs
        if isinstance(rule.hours, str):
            return rule.hours, ()
        at = self.situation.record.at
        try:
            hours = self.situation.bare.measure(rule.hours, at)
        except HoursMissing as missing:
            return "indeterminate", missing.needs
        is_open = hours.is_open(at) != rule.outside
        return ("reachable" if is_open else "unreachable"), ()

    def _alert(self, kind: str, to: str) -> Answer:
        told = [a for a in self.decision.alerts if a.kind == kind and a.to == to]
        if not told and self.situation.record.opened_at is None and kind == "escalate":
            return self._escalation_without_case(to)
        if not told:
            rules = [r for r in self.policy.alerts if r.kind == kind and r.to == to]
            return Answer(
                state="not_raised", clauses=union(rule.clauses for rule in rules)
            )
        order = ("raised", "deferred", "pending", "paused", "indeterminate", "void")
        state = min((each.state for each in told), key=order.index)
        chosen = [each for each in told if each.state == state]
        return alert_answer(kind, state, chosen)

    def _escalation_without_case(self, to: str) -> Answer:
        rules = [r for r in self.policy.alerts if r.kind == "escalate" and r.to == to]
        plain = [r for r in rules if r.clock is None]
        found = [
            (rule, escalation_without_case(self.situation, rule)) for rule in plain
        ]
        for state in ("raised", "deferred", "indeterminate"):
            chosen = [(r, each) for r, each in found if each and each.state == state]
            if chosen:
                at = chosen[0][1].at if chosen[0][1] else None
                return Answer(
                    state="open" if state == "raised" else state,
                    at=at,
                    due_at=at if state == "deferred" else None,
                    needs=union(each.needs for _, each in chosen if each),
                    clauses=union(rule.clauses for rule, _ in chosen),
                    readings=union(rule.readings for rule, _ in chosen),
                )
        return Answer(state="not_raised", clauses=union(r.clauses for r in rules))

    # Obligations

    def _obligation(self, asked: Expectation) -> Answer:
        mine = [o for o in self.decision.obligations if o.clock == asked.name]
        kinds = {each.binding for each in mine}
        binding = not asked.aim and (True in kinds or not kinds)
        mine = [o for o in mine if o.binding == binding]
        if asked.occurrence is not None:
            mine = [o for o in mine if o.occurrence == asked.occurrence]
        if not mine:
            return Answer(state="not_owed")
        return obligation_answer(max(mine, key=lambda o: o.occurrence))

    # Names

    def _moment(self) -> Any:
        return self.situation.bare.moment(self.situation.record.at)

    def _name(self, asked: Expectation) -> Answer:
        name, policy = asked.name, self.policy
        if name in policy.services:
            found = coverage_of(self.situation, name)
            return Answer(
                state=found.outcome, left=found.left, needs=found.needs,
                clauses=found.clauses, readings=found.readings,
            )  # fmt: skip
        if name in policy.outcomes:
            claim = claim_of(self.situation, name)
            kinds = {"guarantee": "not_guaranteed", "responsibility": "not_responsible"}
            return Answer(
                state=claim.outcome,
                needs=claim.needs,
                also=tuple(kinds[kind] for kind in claim.disclaims),
                clauses=claim.clauses,
                readings=claim.readings,
            )
        if name in policy.addons:
            addon = addon_of(self.situation, policy.addons[name])
            return Answer(state=addon.outcome, needs=addon.needs, clauses=addon.clauses)
        if name in policy.clocks:
            return self._obligation(asked)
        duty = next((d for d in self.decision.duties if d.name == name), None)
        if duty is not None:
            return Answer(
                state=duty.state, at=instant(duty.ended_at), needs=duty.needs,
                clauses=duty.clauses, readings=duty.readings,
            )  # fmt: skip
        if name in {*(d.name for d in policy.duties), *(r.name for r in policy.rights)}:
            return Answer(state="not_owed")
        if name in policy.roles:
            return self._contact(name, ())
        return self._definition(name)

    def _definition(self, name: str) -> Answer:
        policy = self.policy
        declared = policy.parameters.get(name) or policy.facts.get(name)
        is_hours = declared is not None and declared.type.kind == "calendar"
        if name in policy.calendars or is_hours:
            return self._calendar(name)
        moment = self._moment()
        if name in policy.terms:
            term = policy.terms[name]
            truth = judge(TermIs(name), moment)
            return Answer(
                state=word(truth.holds), needs=truth.needs,
                clauses=term.clauses, readings=term.readings,
            )  # fmt: skip
        subject = Subject("fact", name)
        named: Any = declared
        if name in policy.indicators:
            subject, named = Subject("indicator", name), policy.indicators[name]
        elif name in policy.parameters:
            subject = Subject("parameter", name)
        if named is None:
            return Answer(state="undefined")
        value = moment.value(subject)
        return Answer(
            state=word(value),
            needs=(name,) if value is None else (),
            clauses=named.clauses,
            readings=named.readings,
        )

    def _calendar(self, name: str) -> Answer:
        at = self.situation.record.at
        cited = [self.policy.calendars.get(name), self.policy.parameters.get(name)]
        held = self.situation.record.snapshot(at).parameters.get(name)
        if isinstance(held, str):
            cited.append(self.policy.calendars.get(held))
        clauses = union(each.clauses for each in cited if each is not None)
        readings = union(each.readings for each in cited if each is not None)
        try:
            hours = self.situation.bare.calendar(name, at)
        except HoursMissing as missing:
            return Answer(
                state="indeterminate", needs=missing.needs, clauses=clauses,
                readings=readings,
            )  # fmt: skip
        return Answer(
            state="open" if hours.is_open(at) else "closed",
            due_at=hours.next_opening(at),
            clauses=clauses,
            readings=readings,
        )
