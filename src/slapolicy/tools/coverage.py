"""What scenarios and properties of a policy exercise: by clause, rule and table cell.

A rule is exercised if an answer that is asked for rests on it. A clause, if one of its
rules or definitions is, or if a property cites or asks for what it rules.
"""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from slapolicy.contract.answers import Answers
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
    for scenario in policy.scenarios:
        for expectation, answers in _asked(policy, scenario):
            found = answers.answer(expectation)
            clauses.update(found.clauses)
            for rule in rules(policy):
                if _rests_on(rule, expectation, found.state, found.clauses, answers):
                    rested.add(id(rule))
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


def as_text(found: Coverage) -> str:
    """Write how much is exercised, and each part that is not."""
    lines = [f"coverage of {found.file}"]
    for kind in ("clause", "rule", "table cell"):
        mine = found.of(kind)
        done = sum(each.is_exercised for each in mine)
        if mine:
            lines.append(f"  {done} of {len(mine)} {kind}s exercised")
        lines += (
            f"    {each.span}: {kind} {each.name}"
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
    """Whether an answer rests on a rule: it is about it, and cites its clause."""
    if rule.clause is not None and rule.clause not in clauses:
        return False
    match rule:
        case Severity():
            return asked.about == "severity" and rule.name in (
                state,
                *answers.decision.severity.possible,
            )
        case Grant():
            return asked.name in (rule.service, *rule.without)
        case Exclusion() | Quota():
            return asked.name == rule.service
        case Disclaimer():
            return asked.name == rule.outcome
        case Target():
            return _is_owed(rule, asked, answers)
        case Duty() | Right():
            return asked.name == rule.name
        case Contact():
            return asked.name == rule.role and asked.about in ("contact", "name")
        case Alert():
            word = {"escalate": "escalation", "warn": "warning"}[rule.kind]
            return asked.about == word and asked.name == rule.to
        case Deferral():
            return asked.about in ("obligation", "name")
        case Intake() | Collection():
            return asked.about == "intake"
        case Resolution():
            return asked.about == "case"
        case _:
            return False


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
