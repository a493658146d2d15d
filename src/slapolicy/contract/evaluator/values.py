"""The values that an unknown may have: those that conditions can tell apart.

Names are told apart one by one; sizes and dates are cut at the constants that they are
compared with.
"""

from datetime import date, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any, assert_never

from slapolicy.contract.decimals import EXACT
from slapolicy.contract.evaluator.asking import Asked, opened_on
from slapolicy.contract.evaluator.record import Record, Snapshot
from slapolicy.contract.policy import Declared, Lasted, Policy, Subject, Value

Pair = tuple[Subject, Subject]
"""Two subjects that a condition compares with each other."""


def possible(policy: Policy, atom: Asked, constants: list[Value]) -> tuple[Any, ...]:
    """Give the values that are tried for an unknown; none, if they cannot be listed."""
    if isinstance(atom, Lasted):
        return (True, False)
    match atom.kind:
        case "indicator" | "addon":
            return (True, False)
        case "plan":
            return tuple(policy.plans)
        case "set_severity":
            return tuple(s.name for s in policy.severities if s.set_by)
        case "opened_on" | "severity":
            return ()
        case "fact":
            return _values(policy.facts[atom.name], constants)
        case "parameter":
            return _values(policy.parameters[atom.name], constants)
        case _:
            assert_never(atom.kind)


def _values(declared: Declared, constants: list[Value]) -> tuple[Any, ...]:
    match declared.type.kind:
        case "yes_or_no":
            return (True, False)
        case "one_of":
            return declared.type.values
        case "number" | "duration" | "date":
            return _representatives(declared, constants)
        case _:  # texts, zones, regions and calendars are told apart only by equality
            return ()


def _representatives(declared: Declared, constants: list[Value]) -> tuple[Any, ...]:
    """Give the constants, one value between each two, one below and one above.

    Where that is beyond the least or the most there may be, that is tried instead.
    """
    with localcontext(EXACT):
        return _points(declared, constants)


def _points(declared: Declared, constants: list[Value]) -> tuple[Any, ...]:
    points: list[Any] = sorted(set(constants))
    if not points:
        return ()
    step: Any = {
        "number": Decimal(1),
        "duration": timedelta(microseconds=1),
        "date": timedelta(days=1),
    }[declared.type.kind]
    found = [points[0] - step]
    for left, right in pairwise(points):
        middle = left + (right - left) / 2  # of dates: a whole one
        found += [left, middle]  # the same, where nothing lies between
    found += [points[-1], points[-1] + step]
    least, most = declared.type.least, declared.type.most
    if least is not None:
        found = [max(each, least) for each in found]
    if most is not None:
        found = [min(each, most) for each in found]
    return tuple(dict.fromkeys(found))


def share_points(
    policy: Policy,
    pair: Pair,
    atoms: dict[Asked, list[Value]],
    snapshots: list[Snapshot],
    record: Record,
) -> None:
    """Cut each of two subjects that are compared where the other may have a value.

    Where both are unknown and nothing bounds them, any point will do.
    """
    known = [
        value
        for subject in pair
        for snapshot in snapshots
        if (value := _stated(policy, subject, snapshot, record)) is not None
    ]
    bounds = [bound for subject in pair for bound in _bounds(policy, subject)]
    asked = [*atoms[pair[0]], *atoms[pair[1]]]
    points = [*asked, *known, *bounds] or _any_point(policy, pair)
    atoms[pair[0]] = list(dict.fromkeys(points))
    declared = _declared(policy, pair[0])
    if declared is not None:
        points = [*points, *_representatives(declared, points)]
    atoms[pair[1]] = list(dict.fromkeys(points))


def _stated(
    policy: Policy, subject: Subject, snapshot: Snapshot, record: Record
) -> Value | None:
    match subject.kind:
        case "fact":
            return snapshot.facts.get(subject.name)
        case "parameter":
            return snapshot.parameters.get(subject.name)
        case "opened_on":
            return opened_on(policy, record)
        case _:
            return None


def _declared(policy: Policy, subject: Subject) -> Declared | None:
    if subject.kind == "fact":
        return policy.facts[subject.name]
    return policy.parameters[subject.name] if subject.kind == "parameter" else None


def _bounds(policy: Policy, subject: Subject) -> list[Value]:
    """Give the least and the most that a subject may be, as far as there are any."""
    declared = _declared(policy, subject)
    if declared is None:
        return []
    ends = (declared.type.least, declared.type.most)
    return [end for end in ends if end is not None]


def _any_point(policy: Policy, pair: Pair) -> list[Value]:
    declared = next(d for s in pair if (d := _declared(policy, s)) is not None)
    match declared.type.kind:
        case "number":
            return [Decimal(1)]
        case "duration":
            return [timedelta(hours=1)]
        case _:
            return [date(2025, 1, 1)]
