"""Scenarios: stories told in a policy, with what is expected of each."""

from datetime import timedelta
from typing import Literal

from slapolicy.contract.case import Case
from slapolicy.source import Span
from slapolicy.values import frozen

About = Literal[
    "name",
    "severity",
    "case",
    "intake",
    "contact",
    "obligation",
    "escalation",
    "warning",
]


@frozen(kw_only=True)
class Expectation:
    """One thing expected at an instant, each part only where it was said.

    `about` says what is looked at: a `name` (service, outcome, add-on, duty, right,
    calendar, indicator, term, fact, role), or the kind given. For an obligation:
    `name` is the clock, `occurrence` its number, `aim` whether the aim is meant.
    For a contact: the role, with `channels`; for an escalation or a warning: to whom.
    `state` is a word, `yes` or `no`. `no_stated_time`: no due instant, for that reason.
    `left` is a length of time, or a number of uses.
    """

    about: About
    name: str = ""
    occurrence: int | None = None
    aim: bool = False
    channels: tuple[str, ...] = ()
    state: str | None = None
    due_at: int | None = None
    at: int | None = None
    left: timedelta | int | None = None
    no_stated_time: bool = False
    needs: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    span: Span


@frozen(kw_only=True)
class ScenarioStep:
    """What is expected at one instant (microseconds UTC).

    `clauses`: what the answers must rest on together (the `per` of a table's row).
    """

    at: int
    expectations: tuple[Expectation, ...]
    clauses: tuple[str, ...] = ()


@frozen(kw_only=True)
class Scenario:
    """A story: a case, and what is expected of it at some instants.

    A row of a table of scenarios is one too; `row` is then its number, from 1.
    """

    title: str
    row: int | None
    zone: str
    case: Case
    checks: tuple[ScenarioStep, ...]
    span: Span
