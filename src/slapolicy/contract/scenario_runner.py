"""Runs the stories told in a policy, and says where an answer is not the one expected.

The answer must rest on the clauses and readings that an expectation cites; it may rest
on more. What it does not mention is not looked at. Instants are told as the scenario
writes them, in its zone, so that what was found can be put into it.
"""

from datetime import timedelta
from typing import Literal

from slapolicy.contract.answer import Answer
from slapolicy.contract.answers import Answers
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario import Expectation, Scenario, ScenarioStep
from slapolicy.contract.wording import instant_words, length_words
from slapolicy.source import Span
from slapolicy.values import frozen

Differs = Literal[
    "state", "due", "at", "left", "needs", "per", "reading", "together"
]  # fmt: skip


@frozen(kw_only=True)
class ScenarioFailure:
    """An expectation that does not hold: what was expected and what was found.

    `what` is the part that differs, of what was `asked` and its `answer`; neither if
    the answers of a row `together` do not rest on its clauses.
    """

    message: str
    span: Span
    expected: str
    found: str
    what: Differs
    at: int
    zone: str
    asked: Expectation | None = None
    answer: Answer | None = None


@frozen(kw_only=True)
class ScenarioResult:
    """What came of one scenario. `clauses` are those on which its answers rest."""

    scenario: Scenario
    failures: tuple[ScenarioFailure, ...]
    checked: int
    clauses: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every expectation held."""
        return not self.failures


def run(policy: Policy, scenario: Scenario) -> ScenarioResult:
    """Run one scenario."""
    failures: list[ScenarioFailure] = []
    clauses: dict[str, None] = {}
    checked = 0
    for check in scenario.checks:
        known = record(policy, scenario.case, check.at)
        answers = Answers(Situation(policy, known))
        rest_on: set[str] = set()
        for expectation in check.expectations:
            answer = answers.answer(expectation)
            clauses.update(dict.fromkeys(answer.clauses))
            rest_on.update(answer.clauses)
            checked += 1
            failures += _compare(expectation, answer, check.at, scenario.zone)
        failures += _uncited(check, rest_on, scenario)
    return ScenarioResult(
        scenario=scenario,
        failures=tuple(failures),
        checked=checked,
        clauses=tuple(clauses),
    )


def _uncited(
    check: ScenarioStep, rest_on: set[str], scenario: Scenario
) -> list[ScenarioFailure]:
    """Say so if the answers together do not rest on the clauses of the row."""
    if set(check.clauses) <= rest_on:
        return []
    expected, found = ", ".join(check.clauses), ", ".join(sorted(rest_on)) or "none"
    return [
        ScenarioFailure(
            message=f"at {instant_words(check.at, scenario.zone)}: expected per "
            f"{expected} together, found {found}",
            span=scenario.span,
            expected=expected,
            found=found,
            what="together",
            at=check.at,
            zone=scenario.zone,
        )
    ]


def run_all(policy: Policy) -> tuple[ScenarioResult, ...]:
    """Run every scenario of a policy, in order of text."""
    return tuple(run(policy, scenario) for scenario in policy.scenarios)


def about_words(asked: Expectation) -> str:
    """Give what an expectation looks at, as the language writes it."""
    match asked.about:
        case "severity" | "case" | "intake":
            return asked.about
        case "contact":
            return f"{asked.name} via {', '.join(asked.channels)}"
        case "escalation" | "warning":
            return f"{asked.about} to {asked.name}"
        case "obligation":
            aim = f"aim of {asked.name}" if asked.aim else asked.name
            return (
                f"occurrence {asked.occurrence} of {aim}" if asked.occurrence else aim
            )
        case "name":
            return asked.name


def _compare(
    asked: Expectation, answer: Answer, at: int, zone: str
) -> list[ScenarioFailure]:
    found: list[tuple[Differs, str, str]] = []
    if asked.state is not None and asked.state not in (answer.state, *answer.also):
        found.append(("state", asked.state, _state_found(answer)))
    instants: tuple[tuple[Differs, int | None, int | None], ...] = (
        ("due", asked.due_at, answer.due_at),
        ("at", asked.at, answer.at),
    )
    for what, expected, actual in instants:
        if expected is not None and expected != actual:
            none = f"no instant, as it is {_state_found(answer)}"
            shown = none if actual is None else instant_words(actual, zone)
            found.append((what, instant_words(expected, zone), shown))
    if asked.left is not None and asked.left != answer.left:
        found.append(("left", _left(asked.left), _left(answer.left)))
    if asked.no_stated_time and not answer.no_stated_time:
        found.append(("due", "no stated time", "a due instant, or another reason"))
    if asked.needs and set(asked.needs) != set(answer.needs):
        found.append(
            ("needs", ", ".join(asked.needs), ", ".join(answer.needs) or "nothing")
        )
    rests: tuple[tuple[Differs, tuple[str, ...], tuple[str, ...]], ...] = (
        ("per", asked.clauses, answer.clauses),
        ("reading", asked.readings, answer.readings),
    )
    for what, expected_names, names in rests:
        if not set(expected_names) <= set(names):
            found.append((what, ", ".join(expected_names), ", ".join(names) or "none"))
    about = about_words(asked)
    return [
        ScenarioFailure(
            message=f"at {instant_words(at, zone)} `{about}`: expected {what} "
            f"{expected}, found {actual}",
            span=asked.span,
            expected=expected,
            found=actual,
            what=what,
            at=at,
            zone=zone,
            asked=asked,
            answer=answer,
        )
        for what, expected, actual in found
    ]


def _state_found(answer: Answer) -> str:
    if answer.needs:
        return f"{answer.state}, needs {', '.join(answer.needs)}"
    return answer.state


def _left(left: object) -> str:
    if isinstance(left, timedelta):
        return length_words(left)
    return "nothing" if left is None else str(left)
