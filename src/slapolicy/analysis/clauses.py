"""A policy clause by clause: what is expressed, exercised, or left to people.

How this is printed is not said here (`tools`).
"""

from collections.abc import Iterable, Iterator

from slapolicy.analysis.inventory import all_rules, called
from slapolicy.analysis.inventory import definitions as definitions_of
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario import Scenario
from slapolicy.contract.scenario_runner import run_all
from slapolicy.source import Span
from slapolicy.values import frozen


@frozen(kw_only=True)
class ClauseView:
    """One clause. `rules` and `definitions` say what it expresses.

    `cited_by` are the scenarios whose expectations name it after `per`; `rested_on_by`
    those of which an expected answer rests on it (both exercise it). `left_to_people`
    is the reason, if it gives one, why it (or the rest of it) is not executed.
    """

    id: str
    title: str
    places: tuple[tuple[str, str], ...]
    span: Span
    rules: tuple[str, ...]
    definitions: tuple[str, ...]
    readings: tuple[str, ...]
    cited_by: tuple[str, ...]
    rested_on_by: tuple[str, ...]
    left_to_people: str | None

    @property
    def expressed(self) -> int:
        """How many rules and definitions stand in it."""
        return len(self.rules) + len(self.definitions)

    @property
    def exercised_by(self) -> tuple[str, ...]:
        """The scenarios that cite it, then those that only rest on it."""
        return tuple(dict.fromkeys((*self.cited_by, *self.rested_on_by)))


def clauses(policy: Policy) -> tuple[ClauseView, ...]:
    """Give every clause in the order of the text; the scenarios are run."""
    rules: dict[str | None, list[str]] = {}
    for rule in all_rules(policy):
        rules.setdefault(rule.clause, []).append(called(rule))
    definitions: dict[str, list[str]] = {}
    for kind, named in definitions_of(policy):
        for clause in named.clauses[:1]:
            definitions.setdefault(clause, []).append(f"{kind} `{named.name}`")
    cited: dict[str, list[str]] = {}
    rested_on: dict[str, list[str]] = {}
    for result in run_all(policy):
        title = result.scenario.title
        _add(cited, _cited(result.scenario), title)
        _add(rested_on, result.clauses, title)
    return tuple(
        ClauseView(
            id=clause.id,
            title=clause.title,
            places=clause.places,
            span=clause.span,
            rules=tuple(rules.get(clause.id, ())),
            definitions=tuple(definitions.get(clause.id, ())),
            readings=tuple(
                each.name
                for each in policy.readings.values()
                if each.clause == clause.id
            ),
            cited_by=tuple(dict.fromkeys(cited.get(clause.id, ()))),
            rested_on_by=tuple(dict.fromkeys(rested_on.get(clause.id, ()))),
            left_to_people=clause.left_to_people,
        )
        for clause in policy.clauses.values()
    )


def _add(found: dict[str, list[str]], ids: Iterable[str], title: str) -> None:
    for clause in ids:
        found.setdefault(clause, []).append(title)


def _cited(scenario: Scenario) -> Iterator[str]:
    for check in scenario.checks:
        yield from check.clauses
        for expectation in check.expectations:
            yield from expectation.clauses
