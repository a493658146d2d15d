"""A policy clause by clause: what is expressed, exercised, or left to people.

Nothing is checked here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from slapolicy.contract.policy import Clause, Policy
from slapolicy.contract.scenario_runner import run
from slapolicy.tools.render.ink import escape

_RULES = (
    ("severities", "severity", "name"),
    ("grants", "grant", "service"),
    ("exclusions", "exclude", "service"),
    ("disclaimers", "disclaim", "outcome"),
    ("quotas", "limit", "service"),
    ("duties", "duty", "name"),
    ("rights", "right", "name"),
    ("contacts", "contact", "role"),
    ("deferrals", "defer", "to"),
    ("intakes", "intake", ""),
    ("collections", "collect", ""),
    ("resolutions", "resolved", ""),
)
_DEFINITIONS = (
    ("plans", "plan"),
    ("addons", "addon"),
    ("parameters", "parameter"),
    ("terms", "term"),
    ("attempts", "attempt"),
    ("indicators", "indicator"),
    ("roles", "role"),
    ("channels", "channel"),
    ("services", "service"),
    ("outcomes", "outcome"),
    ("calendars", "calendar"),
    ("clocks", "clock"),
)


@frozen
class ClauseView:
    """One clause: what it says, which scenarios exercise it, what people do."""

    clause: Clause
    expressed: tuple[str, ...]
    exercised_by: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        line, _ = self.clause.span.place
        return {
            "file": self.clause.span.source.name,
            "line": line,
            "clause": self.clause.id,
            "title": self.clause.title,
            "expressed": list(self.expressed),
            "exercised_by": list(self.exercised_by),
            "left_to_people": self.clause.left_to_people,
        }


def clause_views(policy: Policy) -> tuple[ClauseView, ...]:
    """Show a policy clause by clause, in the order of its text.

    A scenario exercises the clauses on which the answers rest that it asks for.
    """
    exercised = _exercised(policy)
    return tuple(
        ClauseView(
            clause,
            tuple(dict.fromkeys(_expressed(policy, clause.id))),
            tuple(dict.fromkeys(exercised.get(clause.id, ()))),
        )
        for clause in policy.clauses.values()
    )


def as_text(views: Iterable[ClauseView]) -> str:
    """Write clauses as people read them: a heading each, then what is known of it."""
    return "".join(f"{escape(line)}\n" for view in views for line in _lines(view))


def _lines(view: ClauseView) -> Iterator[str]:
    clause = view.clause
    yield f"{clause.span}: clause {clause.id} {clause.title}".rstrip()
    if view.expressed:
        yield f"  expressed: {', '.join(view.expressed)}"
        yield f"  exercised by{'' if view.exercised_by else ' no scenario'}"
        yield from (f"    {title}" for title in view.exercised_by)
    if clause.left_to_people is not None:
        yield f"  left to people because {clause.left_to_people}"
    elif not view.expressed:
        yield "  says nothing that is executed, and does not say why"


def _expressed(policy: Policy, clause: str) -> Iterator[str]:
    for attribute, word in _DEFINITIONS:
        for name, defined in getattr(policy, attribute).items():
            if clause in defined.clauses[:1]:
                yield f"{word} {name}"
    for fact in policy.facts.values():
        if clause in fact.clauses[:1]:
            yield f"{fact.kind} {fact.name}"
    for reading in policy.readings.values():
        if reading.clause == clause:
            yield f"reading {reading.name}"
    for attribute, word, noun in _RULES:
        for rule in getattr(policy, attribute):
            if rule.clause == clause:
                yield f"{word} {getattr(rule, noun) if noun else ''}".rstrip()
    for target in policy.targets:
        if target.clause == clause:
            yield f"{'promise' if target.binding else 'aim'} {target.clock}"
    for alert in policy.alerts:
        if alert.clause == clause:
            yield f"{alert.kind} {alert.to}"


def _exercised(policy: Policy) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for scenario in policy.scenarios:
        for clause in run(policy, scenario).clauses:
            found.setdefault(clause, []).append(scenario.title)
    return found
