"""What the conditions of a policy ask about, each with values enough for all cases.

Between two constants with which a size is compared no condition can tell a difference,
so finitely many values stand for all. Whether a condition holds is not said here.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from attrs import field

from slapolicy.analysis.inventory import atoms, conditions, terms_of
from slapolicy.contract.policy import (
    Bound,
    ClockIs,
    Condition,
    Dated,
    Is,
    Lasted,
    Policy,
    Subject,
    Type,
    Value,
)
from slapolicy.contract.subjects import subjects_in
from slapolicy.values import frozen

Variable = Subject | ClockIs
SEVERITY = Subject("severity")
_RUN = " has lasted"
_MOST_VALUES = 20_000
_OTHER = "another"
_Kind = Literal["number", "duration", "date"]
_SECOND = timedelta(seconds=1)


def run_of(indicator: str) -> Subject:
    """Give what `has lasted` asks about: the longest run of an indicator so far."""
    return Subject("fact", indicator + _RUN)


def is_run(variable: Variable) -> bool:
    """Whether a variable is the longest run of an indicator."""
    return isinstance(variable, Subject) and variable.name.endswith(_RUN)


def sized(condition: Lasted) -> Bound:
    """Give `has lasted` as the comparison of a size."""
    return Bound(run_of(condition.indicator), condition.bound, condition.limit)


@frozen
class _Axis:
    """Subjects that are compared with one another, so that they share constants."""

    members: list[Subject] = field(factory=list)
    constants: set[Any] = field(factory=set)


def variables(policy: Policy) -> Mapping[Variable, tuple[Value, ...]]:
    """Give everything that conditions ask about, with its values.

    No values: nothing can be said of it.
    """
    asked: dict[Variable, None] = {}
    axes: dict[Subject, _Axis] = {}
    words: dict[Variable, set[str]] = {}
    for condition in conditions(policy):
        for atom in atoms(condition):
            if isinstance(atom, Is):
                words.setdefault(atom.subject, set()).update(map(str, atom.values))
            for variable in subjects(atom):
                asked.setdefault(variable)
                if isinstance(variable, Subject) and _depends_on_plan(policy, variable):
                    asked.setdefault(Subject("plan"))
            if isinstance(atom, Lasted):
                atom = sized(atom)  # the same question in other words
            if isinstance(atom, Bound | Dated):
                _compare(atom, axes)
    for subject, axis in axes.items():  # what is compared has its bounds in common
        of = _type_of(policy, subject)
        least = timedelta() if of.kind == "duration" and of.least is None else of.least
        axis.constants.update(each for each in (least, of.most) if each is not None)
    return {
        each: _values(policy, each, axes) or _texts(policy, each, words)
        for each in asked
    }


def _texts(
    policy: Policy, variable: Variable, words: Mapping[Variable, set[str]]
) -> tuple[Value, ...]:
    """Give the texts with which a text is compared, and another; nothing else."""
    if not isinstance(variable, Subject) or variable.kind not in ("fact", "parameter"):
        return ()
    known = policy.facts if variable.kind == "fact" else policy.parameters
    if is_run(variable) or known[variable.name].type.kind != "text":
        return ()
    found = sorted(words.get(variable, ()))
    return (*found, _OTHER if _OTHER not in found else _OTHER * 2)


def _depends_on_plan(policy: Policy, variable: Subject) -> bool:
    """Whether it is an add-on that not every plan allows."""
    return variable.kind == "addon" and bool(policy.addons[variable.name].plans)


def subjects(atom: Condition) -> Iterator[Variable]:
    """Give what a condition without `and` and `or` asks about (of terms, nothing)."""
    match atom:
        case ClockIs(clock, states):
            yield ClockIs(clock, states)
        case Lasted():
            yield from subjects(sized(atom))
        case _:
            yield from subjects_in(atom)


def asked_by(policy: Policy, *of: Condition | None) -> tuple[Variable, ...]:
    """Give what conditions ask about, each once, also through the terms they name."""
    means = (policy.terms[name].means for name in terms_of(policy, *of))
    found: dict[Variable, None] = {}
    for condition in (*of, *means):
        for atom in atoms(condition):
            found |= dict.fromkeys(subjects(atom))
    return tuple(found)


def _compare(atom: Bound | Dated, axes: dict[Subject, _Axis]) -> None:
    axis = axes.setdefault(atom.subject, _Axis([atom.subject]))
    if not isinstance(atom.limit, Subject):
        axis.constants.add(atom.limit)
        return
    other = axes.setdefault(atom.limit, _Axis([atom.limit]))
    if other is not axis:
        axis.members.extend(other.members)
        axis.constants.update(other.constants)
        for member in other.members:
            axes[member] = axis


def _values(
    policy: Policy, variable: Variable, axes: Mapping[Subject, _Axis]
) -> tuple[Value, ...]:
    if isinstance(variable, ClockIs):
        return (True, False)
    match variable.kind:
        case "indicator" | "addon":
            return (True, False)
        case "plan":
            return tuple(policy.plans)
        case "severity":
            return tuple(dict.fromkeys(each.name for each in policy.severities))
        case _:
            of = _type_of(policy, variable)
    match of.kind:
        case "yes_or_no":
            return (True, False)
        case "one_of":
            return of.values
        case "number" | "duration" | "date" if variable in axes:
            axis = axes[variable]
            return _points(of.kind, axis.constants, len(axis.members), of)
        case _:
            return ()


def _type_of(policy: Policy, variable: Subject) -> Type:
    """Give what values a fact, a parameter, a run or the day of the opening has."""
    match variable.kind:
        case "opened_on":
            agreement = policy.agreement
            if agreement.governs_all_cases:
                return Type(kind="date")
            return Type(kind="date", least=agreement.starts_on, most=agreement.ends_on)
        case _ if is_run(variable):
            return Type(kind="duration", least=timedelta())
        case "fact":
            return policy.facts[variable.name].type
        case _:
            return policy.parameters[variable.name].type


def _points(
    kind: _Kind, constants: Iterable[Any], members: int, of: Type
) -> tuple[Value, ...]:
    """Give the constants, and `members` values below, between and above them."""
    points: list[Any] = sorted({*constants}) or [_some(kind)]
    if len(points) * (members + 1) > _MOST_VALUES:
        return ()
    step: Any = {"number": Decimal(1), "duration": _SECOND, "date": timedelta(days=1)}[
        kind
    ]
    least: Any = of.least
    most: Any = of.most
    if kind == "duration" and least is None:
        least = timedelta()
    first, last = points[0], points[-1]
    try:
        below = [first - step * n for n in range(1, members + 1)]
        above = [last + step * n for n in range(1, members + 1)]
    except OverflowError:  # at the edge of what a date or a duration holds
        return ()
    # where the least or the most is nearer than that, it and what lies before it
    if least is not None and below[-1] < least < first:
        points = [least, *points]
        below = []
    if most is not None and last < most < above[-1]:
        points = [*points, most]
        above = []
    found = {*points, *below, *above}
    for left, right in pairwise(points):
        for n in range(1, members + 1):
            found.add(_between(kind, left, right, n, members + 1))
    return tuple(
        each
        for each in sorted(found)
        if (least is None or each >= least) and (most is None or each <= most)
    )


def _some(kind: _Kind) -> Value:
    if kind == "date":
        return date(2025, 1, 1)
    return Decimal(1) if kind == "number" else _SECOND * 60


def _between(kind: _Kind, left: Any, right: Any, n: int, parts: int) -> Any:
    """Give a value between two, as round as there is one."""
    if kind == "date":
        return left + timedelta(days=(right - left).days * n // parts)
    middle = left + (right - left) * n / parts
    whole = (
        middle // _SECOND * _SECOND
        if kind == "duration"
        else Decimal(middle).to_integral_value(rounding="ROUND_FLOOR")
    )
    return whole if parts == 2 and left < whole < right else middle
