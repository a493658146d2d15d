"""What a policy says of itself, tried: each scenario and each property, one by one.

How a trial is printed is told in `render/trials`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, assert_never

from attrs import frozen

from slapolicy.contract import scenario_runner
from slapolicy.contract.policy import Policy
from slapolicy.contract.property import Property
from slapolicy.contract.property_runner import runner as property_runner
from slapolicy.contract.property_runner.result import Kind as How
from slapolicy.contract.property_runner.result import PropertyFailure, PropertyResult
from slapolicy.contract.scenario import Scenario
from slapolicy.finding import Finding
from slapolicy.source import Span

Kind = Literal["scenario", "property", "policy"]
Failure = scenario_runner.ScenarioFailure | PropertyFailure


@frozen(kw_only=True)
class Miss:
    """One thing that is not as it was said, with a case that shows it if need be.

    `case`, `other`, `at` and `words` are those of a `PropertyFailure`. `failure` is
    what it was made from, to be told in another language.
    """

    message: str
    span: Span | None
    expected: str = ""
    found: str = ""
    case: Mapping[str, Any] | None = None
    other: Mapping[str, Any] | None = None
    at: str | None = None
    words: str = ""
    failure: Failure | Finding | None = None


@frozen(kw_only=True)
class Trial:
    """What came of one scenario or property; `policy`: of a file that is broken.

    `how` says of a property whether it was decided exactly or only searched, and
    `cases` of how many cases that is told. `name` is its title, with what tells it
    from others of its policy.
    """

    kind: Kind
    title: str
    span: Span | None
    file: str
    name: str
    misses: tuple[Miss, ...] = ()
    row: int | None = None
    how: How | None = None
    cases: int = 0
    clauses: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything is as it was said."""
        return not self.misses

    @property
    def line(self) -> int:
        """The line of the title, from 1."""
        return 1 if self.span is None else self.span.place[0]


def try_all(policy: Policy) -> Iterator[Trial]:
    """Try every scenario and every property of a policy, in order of text."""
    for each in in_order(policy):
        yield try_one(policy, each)


def in_order(policy: Policy) -> list[Scenario | Property]:
    """Give the scenarios and properties of a policy, in order of text."""
    told: list[Scenario | Property] = [*policy.scenarios, *policy.properties]
    return sorted(told, key=lambda each: each.span.start)


def name_of(policy: Policy, told: Scenario | Property) -> str:
    """Give a name that no other scenario or property of the policy has.

    It is the title, with the number of the row in a table; with the line, if there
    are others of that name.
    """
    name = _titled(told)
    return f"{name} (line {told.span.place[0]})" if name in _twice(policy) else name


def _titled(told: Scenario | Property) -> str:
    row = told.row if isinstance(told, Scenario) else None
    return told.title if row is None else f"{told.title} [row {row}]"


@lru_cache(maxsize=8)
def _twice(policy: Policy) -> frozenset[str]:
    names = Counter(map(_titled, in_order(policy)))
    return frozenset(name for name, count in names.items() if count > 1)


def try_one(policy: Policy, told: Scenario | Property) -> Trial:
    """Try one scenario or property."""
    match told:
        case Scenario():
            return _of_scenario(scenario_runner.run(policy, told), policy)
        case Property():
            return _of_property(property_runner.run(policy, told), policy)
        case _:
            assert_never(told)


def of_broken(findings: tuple[Finding, ...], file: str) -> Trial:
    """Give the failed trial of a policy that cannot be loaded."""
    misses = tuple(
        Miss(message=f"{each.code} {each.message}", span=each.span, failure=each)
        for each in findings
        if each.is_error
    )
    return Trial(
        kind="policy",
        title=file,
        name=file,
        span=misses[0].span,
        file=file,
        misses=misses,
    )


def _of_scenario(result: scenario_runner.ScenarioResult, policy: Policy) -> Trial:
    scenario = result.scenario
    return Trial(
        kind="scenario",
        title=scenario.title,
        name=name_of(policy, scenario),
        row=scenario.row,
        span=scenario.span,
        file=scenario.span.source.name,
        clauses=result.clauses,
        misses=tuple(
            Miss(
                message=each.message,
                span=each.span,
                expected=each.expected,
                found=each.found,
                failure=each,
            )
            for each in result.failures
        ),
    )


def _of_property(result: PropertyResult, policy: Policy) -> Trial:
    failure = result.failure
    return Trial(
        kind="property",
        title=result.property.title,
        name=name_of(policy, result.property),
        span=result.property.span,
        file=result.property.span.source.name,
        how=result.kind,
        cases=result.cases,
        misses=() if failure is None else (_miss(failure),),
    )


def _miss(failure: PropertyFailure) -> Miss:
    return Miss(
        message=failure.message,
        span=failure.span,
        expected=failure.expected,
        found=failure.found,
        case=failure.case,
        other=failure.other,
        at=failure.at,
        words=failure.words,
        failure=failure,
    )
