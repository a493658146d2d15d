"""Conditions: what must hold of a case for a rule to apply.

How one is judged, with yes, no and unknown, is told in `contract/judge`.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from slapolicy.values import frozen
from slapolicy.worktime import Hours

Value = bool | str | Decimal | timedelta | date | Hours
"""yes/no, a name or text, a number, a duration, a date, or the hours of a calendar.

A parameter of type calendar holds `Hours`, or the name of a calendar of the policy.
"""

SubjectKind = Literal[
    "fact", "parameter", "indicator", "severity", "set_severity", "plan", "addon",
    "opened_on",
]  # fmt: skip


@frozen
class Subject:
    """What a condition asks about; severities, plan and opened_on have no `name`.

    `severity` is the one in force, `set_severity` the one that somebody has set.
    Assessments and agreed values are facts.
    """

    kind: SubjectKind
    name: str = ""


Operand = Value | Subject


@frozen
class Is:
    """`issue is software_bug`, `plan is one of (a, b)`, `x is not y` (negated).

    For `addon`: whether one of the values is among the add-ons held.
    """

    subject: Subject
    values: tuple[Value, ...]
    negated: bool = False


@frozen
class Bound:
    """`load is at least 90`; the limit may be a parameter or a fact."""

    subject: Subject
    bound: Literal["at least", "at most", "more than", "less than"]
    limit: Operand


@frozen
class Dated:
    """`opened_on is after life_cycle_ends`."""

    subject: Subject
    order: Literal["before", "after", "on or before", "on or after"]
    limit: Operand


@frozen
class Lasted:
    """`unavailable has lasted at least persistent_after`: some run has, so far."""

    indicator: str
    bound: Literal["at least", "more than"]
    limit: Operand


@frozen
class TermIs:
    """`persistent_unavailability is yes`: the term's own condition, or its contrary."""

    term: str
    holds: bool = True


@frozen
class ClockIs:
    """`callback is breached`: some occurrence of the clock's promise is in the state.

    Allowed only in the `when` of escalations and warnings.
    """

    clock: str
    states: tuple[str, ...]
    negated: bool = False


@frozen
class All:
    """`a and b`."""

    parts: tuple["Condition", ...]


@frozen
class Either:
    """`a or b`."""

    parts: tuple["Condition", ...]


Condition = Is | Bound | Dated | Lasted | TermIs | ClockIs | All | Either
