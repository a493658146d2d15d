"""What scenarios and properties of a policy exercise: by clause, rule and table cell.

A rule is exercised if an answer that a scenario asks for rests on it: if it is about
it, holds there (or may hold, where the answer is open), and its clause is cited. A
clause, if an answer cites it. Properties exercise nothing: they name no case.
"""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from slapolicy.contract.answers import Answers
from slapolicy.contract.evaluator.judge import Moment, judge
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import (
    Alert,
    Collection,
    Contact,
    Deferral,
    Disclaimer,
    Duty,
    Exclusion,
    Grant,
    Intake,
    Policy,
    Quota,
    Resolution,
    Right,
    Rule,
    Severity,
    Target,
)
from slapolicy.contract.scenario import Expectation, Scenario
from slapolicy.source import Span
from slapolicy.tools.render.ink import escape
from slapolicy.tools.render.words import ENGLISH, Words


@frozen
class Part:
    """Something that can be exercised, and whether it is."""

    kind: str
    name: str
    span: Span
    is_exercised: bool

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        return {
            "kind": self.kind,
            "name": self.name,
            "line": self.span.place[0],
            "exercised": self.is_exercised,
        }


@frozen
class Coverage:
    """What of a policy its scenarios exercise."""

    file: str
    parts: tuple[Part, ...]

    def of(self, kind: str) -> tuple[Part, ...]:
        """Give the parts of a kind: `clause`, `rule` or `table cell`."""
        return tuple(each for each in self.parts if each.kind == kind)

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        return {"file": self.file, "parts": [each.to_json() for each in self.parts]}


def coverage(policy: Policy) -> Coverage:
    """Say which clauses, rules and table cells the scenarios exercise."""
    clauses: set[str] = set()
    rested: set[int] = set()
    rows: set[Span] = set()
    for scenario in policy.scenarios:
        for expectation, answers in _asked(policy, scenario):
            found = answers.answer(expectation)
            clauses.update(found.clauses)
            for rule in rules(policy):
                if _rests_on(rule, expectation, found.state, found.clauses, answers):
                    rested.add(id(rule))
                    rows.update(_rows(rule, answers))
    executed = {rule.clause for rule in rules(policy)} | {
        clause for named in _definitions(policy) for clause in named.clauses[:1]
    }
    parts = [
        Part("clause", each.id, each.span, each.id in clauses)
        for each in policy.clauses.values()
        if each.id in executed
    ]
    for rule in rules(policy):
        kind = "table cell" if _in_table(rule) else "rule"
        parts.append(Part(kind, named(rule), rule.span, id(rule) in rested))
        if isinstance(rule, Severity):
            parts += (
                Part("table cell", f"severity: {span.shown}", span, span in rows)
                for _, span in rule.rows
            )
    file = policy.sources[0].name if policy.sources else policy.agreement.name
    return Coverage(file, tuple(parts))


def rules(policy: Policy) -> Iterator[Rule]:
    """Give every rule of a policy that an answer can rest on."""
    yield from policy.severities
    yield from policy.grants
    yield from policy.exclusions
    yield from policy.disclaimers
    yield from policy.quotas
    yield from policy.targets
    yield from policy.duties
    yield from policy.rights
    yield from policy.contacts
    yield from policy.alerts
    yield from policy.deferrals
    yield from policy.intakes
    yield from policy.collections
    yield from policy.resolutions


def named(rule: Rule) -> str:
    """Give what stands where a rule does, shortly, with its clause."""
    clause = f" ({rule.clause})" if rule.clause else ""
    about = f"{rule.clock}: " if isinstance(rule, Target) and _in_table(rule) else ""
    return f"{about}{rule.span.shown}{clause}"


def as_text(found: Coverage, spoken: Words = ENGLISH) -> str:
    """Write how much is exercised, and each part that is not."""
    say = spoken.say
    lines = [f"{say('coverage of')} {found.file}"]
    for kind in ("clause", "rule", "table cell"):
        mine = found.of(kind)
        done = sum(each.is_exercised for each in mine)
        if mine:
            lines.append("  " + say(f"{done} of {len(mine)} {kind}s exercised"))
        lines += (
            f"    {each.span}: {say(kind)} {each.name}"
            for each in mine
            if not each.is_exercised
        )
    return "".join(f"{escape(line)}\n" for line in lines)


def _asked(policy: Policy, scenario: Scenario) -> Iterator[tuple[Expectation, Answers]]:
    for check in scenario.checks:
        answers = Answers(Situation(policy, record(policy, scenario.case, check.at)))
        for expectation in check.expectations:
            yield expectation, answers


def _definitions(policy: Policy) -> Iterator[Any]:
    for kind in (
        policy.parameters, policy.facts, policy.terms, policy.indicators,
        policy.calendars, policy.clocks, policy.addons,
    ):  # fmt: skip
        yield from kind.values()


def _in_table(rule: Rule) -> bool:
    line, _ = rule.span.place
    return rule.span.source.line(line).lstrip().startswith("|")


def _rests_on(
    rule: Rule,
    asked: Expectation,
    state: str,
    clauses: tuple[str, ...],
    answers: Answers,
) -> bool:
    """Whether an answer rests on a rule: it is about it, holds and is cited."""
    if rule.clause is not None and rule.clause not in clauses:
        return False
    moment = answers.situation.bare.moment(answers.situation.record.at)
    match rule:
        case Severity():
            possible = answers.decision.severity.possible
            is_asked = asked.about == "severity" and rule.name in (state, *possible)
            return is_asked and _may_hold(rule, moment)
        case Grant():
            return _is_granted(rule, asked, state, moment)
        case Exclusion() | Quota():
            return asked.name == rule.service and _may_hold(rule, moment)
        case Disclaimer():
            return asked.name == rule.outcome and _may_hold(rule, moment)
        case Target():
            return _is_owed(rule, asked, answers)
        case Duty() | Right():
            return asked.name == rule.name
        case Contact():
            if asked.about == "contact" and not {*asked.channels} & {*rule.channels}:
                return False
            return asked.name == rule.role and asked.about in ("contact", "name")
        case Alert():
            word = {"escalate": "escalation", "warn": "warning"}[rule.kind]
            return asked.about == word and asked.name == rule.to
        case Deferral():
            return asked.about in ("obligation", "name")
        case Intake() | Collection():
            return asked.about == "intake" and _is_for(rule, answers)
        case Resolution():
            return asked.about == "case" and _is_for(rule, answers)
        case _:
            return False


def _rows(rule: Rule, answers: Answers) -> Iterator[Span]:
    """Give the rows of tables by which a severity holds, or may hold."""
    if isinstance(rule, Severity):
        moment = answers.situation.bare.moment(answers.situation.record.at)
        for condition, span in rule.rows:
            if judge(condition, moment).holds is not False:
                yield span


def _is_granted(rule: Grant, asked: Expectation, state: str, moment: Moment) -> bool:
    """Whether what is asked of a service is told by this grant, and no other."""
    on, applies = judge(rule.on, moment), moment.applies(rule)
    match state:
        case "not_in_plan":
            return asked.name in (rule.service, *rule.without)
        case "excluded":
            return asked.name in rule.without and on.holds is True
        case "condition_not_met":
            return asked.name == rule.service and on.holds is True
        case "indeterminate":
            return (asked.name == rule.service and applies.holds is not False) or (
                asked.name in rule.without and on.holds is not False
            )
        case _:
            return asked.name == rule.service and applies.holds is True


def _may_hold(rule: Rule, moment: Moment) -> bool:
    return moment.applies(rule).holds is not False


def _is_for(rule: Rule, answers: Answers) -> bool:
    """Whether a rule is for a severity that the case has, or may have."""
    possible = answers.decision.severity.possible
    return not rule.severities or any(name in rule.severities for name in possible)


def _is_owed(target: Target, asked: Expectation, answers: Answers) -> bool:
    """Whether what is asked of a clock is told by this limit."""
    if asked.name != target.clock:
        return False
    return any(
        target in (outcome.target, *outcome.targets)
        for outcomes in answers.situation.outcomes
        for (clock, binding, _), outcome in outcomes.items()
        if clock == target.clock and binding == target.binding
    )
