"""Definitions that rules rest on: facts, parameters, terms, calendars, roles."""

from typing import Literal

from slapolicy.contract.policy.agreement import Named
from slapolicy.contract.policy.condition import Condition, Value
from slapolicy.values import frozen
from slapolicy.worktime import Hours

TypeKind = Literal[
    "yes_or_no", "one_of", "duration", "number", "date", "text", "zone", "region",
    "calendar",
]  # fmt: skip


@frozen(kw_only=True)
class Type:
    """What values a fact or a parameter takes; the bounds belong to it."""

    kind: TypeKind
    values: tuple[str, ...] = ()
    least: Value | None = None
    most: Value | None = None


@frozen(kw_only=True)
class Declared(Named):
    """A fact (stated), an assessment (made `by` someone), an agreed value, a parameter.

    `otherwise` is the value of a parameter that the order form leaves out.
    """

    kind: Literal["fact", "assessment", "agreed", "parameter"]
    type: Type
    by: tuple[str, ...] = ()
    otherwise: Value | None = None


@frozen(kw_only=True)
class Term(Named):
    """A defined term: it holds when its condition does."""

    means: Condition


@frozen(kw_only=True)
class Measured(Named):
    """An attempt, with its possible ends."""

    ends: tuple[str, ...]


@frozen(kw_only=True)
class Indicator(Named):
    """Yes in a second in which all attempts end so; `tries` joined by or / and.

    Each of `tries` is an attempt's name with the ends that count. A second without
    attempts counts as the policy says.
    """

    tries: tuple[tuple[str, tuple[str, ...]], ...]
    joined: Literal["or", "and"]
    idle: Literal["available", "unavailable", "unchanged"]


@frozen(kw_only=True)
class Role(Named):
    """Somebody who acts for a party. The parties themselves are roles too."""

    party: str


@frozen(kw_only=True)
class CalendarBranch:
    """Hours, if the order form says so (`when`; None: always).

    The zone and the regions of `hours` are names of parameters where they begin with
    a small letter.
    """

    when: Condition | None
    hours: Hours


@frozen(kw_only=True)
class Calendar(Named):
    """A calendar of the policy: the first branch that holds gives its hours."""

    branches: tuple[CalendarBranch, ...]
