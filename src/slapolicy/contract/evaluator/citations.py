"""What an answer cites of the rules that it rests on: each clause and reading once."""

from collections.abc import Iterable
from typing import NamedTuple

from slapolicy.contract.policy import Rule


class Cited(NamedTuple):
    """The clauses, readings and assessments of some rules, in order."""

    clauses: tuple[str, ...]
    readings: tuple[str, ...]
    assessments: tuple[str, ...]


def cited(rules: Iterable[Rule]) -> Cited:
    """Give what some rules rest on, each once."""
    rules = tuple(rules)
    if len(rules) == 1:
        (rule,) = rules
        return Cited(rule.clauses, rule.readings, rule.assessments)
    return Cited(
        clauses=each_once(c for rule in rules for c in rule.clauses),
        readings=each_once(r for rule in rules for r in rule.readings),
        assessments=each_once(a for rule in rules for a in rule.assessments),
    )


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Give names in the order in which each comes first."""
    return tuple(dict.fromkeys(names))
