"""The worlds that what is unknown leaves possible: each gives it values, to be tried.

An unknown fact has some value, the same as long as it stays unknown. Facts with
finitely many values are tried one by one; sizes and dates are cut at the constants
that the policy compares them with, since between two of them no condition can tell
the difference. Where there are too many worlds, none is tried and the answer stays
open.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from typing import Any, assert_never

from attrs import frozen

from slapolicy.contract.evaluator.indicators import Steps
from slapolicy.contract.evaluator.judge import Atom, name_of, opened_on
from slapolicy.contract.evaluator.once import once_a_policy
from slapolicy.contract.evaluator.record import Record, Snapshot
from slapolicy.contract.evaluator.world import conditions_of
from slapolicy.contract.policy import (
    All,
    Bound,
    ClockIs,
    Condition,
    Dated,
    Declared,
    Either,
    Is,
    Lasted,
    Policy,
    Subject,
    TermIs,
    Value,
)

MOST_WORLDS = 1024
Pair = tuple[Subject, Subject]
"""Two subjects that a condition compares with each other."""


@frozen
class Unknowns:
    """What is unknown somewhere in a case, with the values each may have.

    `too_many`: the worlds are not tried; then `values` is empty.
    """

    values: Mapping[Atom, tuple[Any, ...]]
    names: Mapping[Atom, tuple[str, ...]]
    too_many: bool = False

    def worlds(self) -> Iterator[dict[Atom, Any]]:
        """Give each world: a value for each unknown."""
        for chosen in product(*self.values.values()):
            yield dict(zip(self.values, chosen, strict=True))


@once_a_policy
def _asked(policy: Policy) -> tuple[dict[Atom, list[Value]], dict[Pair, None]]:
    """Give what conditions ask about, with the values that they compare it with."""
    atoms: dict[Atom, list[Value]] = {}
    pairs: dict[Pair, None] = {}
    for condition in conditions_of(policy):
        _gather(policy, condition, atoms, pairs)
    return atoms, pairs


def unknowns(
    policy: Policy, record: Record, indicators: Mapping[str, Steps]
) -> Unknowns:
    """Gather what conditions ask and the case leaves unknown at some time."""
    atoms, pairs = _asked(policy)
    first = record.known_until if record.opened_at is None else record.opened_at
    snapshots = [record.snapshot(first)] + [
        snapshot
        for start, snapshot in zip(record.changes, record.snapshots[1:], strict=True)
        if start > first
    ]
    if pairs:
        atoms = dict(atoms)
    for pair in (*pairs, *reversed(pairs)):
        _share_points(policy, pair, atoms, snapshots, record)
    values: dict[Atom, tuple[Any, ...]] = {}
    count = 1
    for atom, constants in atoms.items():
        if not any(_is_unknown(atom, s, record, indicators) for s in snapshots):
            continue
        found = _possible(policy, atom, constants)
        if not found:
            continue
        values[atom] = found
        count *= len(found)
    names = {atom: _names(atom, snapshots[-1], record, indicators) for atom in values}
    return Unknowns({}, names, True) if count > MOST_WORLDS else Unknowns(values, names)


def _names(
    atom: Atom, snapshot: Snapshot, record: Record, indicators: Mapping[str, Steps]
) -> tuple[str, ...]:
    """Give the names of what must be known to tell an unknown."""
    if not isinstance(atom, Lasted):
        return (name_of(atom),)
    needs = []
    if _log_is_unknown(indicators[atom.indicator], record):
        needs.append(atom.indicator)
    limit = atom.limit
    if isinstance(limit, Subject) and _is_unknown(limit, snapshot, record, indicators):
        needs.append(name_of(limit))
    return tuple(needs) or (atom.indicator,)


def _share_points(
    policy: Policy,
    pair: Pair,
    atoms: dict[Atom, list[Value]],
    snapshots: list[Snapshot],
    record: Record,
) -> None:
    """Cut each of two subjects that are compared where the other may have a value.

    Where both are unknown and nothing else is asked of them, any point will do.
    """
    known = [
        value
        for subject in pair
        for snapshot in snapshots
        if (value := _stated(policy, subject, snapshot, record)) is not None
    ]
    points = [*atoms[pair[0]], *atoms[pair[1]], *known] or _any_point(policy, pair)
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


def _any_point(policy: Policy, pair: Pair) -> list[Value]:
    declared = next(d for s in pair if (d := _declared(policy, s)) is not None)
    if declared.type.least is not None:
        return [declared.type.least]
    match declared.type.kind:
        case "number":
            return [Decimal(1)]
        case "duration":
            return [timedelta(hours=1)]
        case _:
            return [date(2025, 1, 1)]


def _gather(
    policy: Policy,
    condition: Condition | None,
    atoms: dict[Atom, list[Value]],
    pairs: dict[Pair, None],
) -> None:
    match condition:
        case None | ClockIs():
            return
        case All(parts) | Either(parts):
            for part in parts:
                _gather(policy, part, atoms, pairs)
        case TermIs(term):
            _gather(policy, policy.terms[term].means, atoms, pairs)
        case Lasted():
            atoms.setdefault(condition, [])
        case Is(subject, values):
            if subject.kind == "addon":
                for value in values:
                    atoms.setdefault(Subject("addon", str(value)), [])
                    if policy.addons[str(value)].plans:
                        atoms.setdefault(Subject("plan"), [])
            else:
                atoms.setdefault(subject, []).extend(values)
        case Bound(subject, _, limit) | Dated(subject, _, limit):
            mine = atoms.setdefault(subject, [])
            if isinstance(limit, Subject):
                atoms.setdefault(limit, [])
                pairs.setdefault((subject, limit))
            else:
                mine.append(limit)
        case _:
            assert_never(condition)


def _is_unknown(
    atom: Atom, snapshot: Snapshot, record: Record, indicators: Mapping[str, Steps]
) -> bool:
    if isinstance(atom, Lasted):
        return _log_is_unknown(indicators[atom.indicator], record) or (
            isinstance(atom.limit, Subject)
            and _is_unknown(atom.limit, snapshot, record, indicators)
        )
    match atom.kind:
        case "fact":
            return snapshot.facts.get(atom.name) is None
        case "parameter":
            return snapshot.parameters.get(atom.name) is None
        case "indicator":
            return _log_is_unknown(indicators[atom.name], record)
        case "severity":
            return snapshot.severity is None
        case "plan":
            return snapshot.plan is None
        case "addon":
            return snapshot.addons is None
        case "opened_on":
            return False
        case _:
            assert_never(atom.kind)


def _log_is_unknown(steps: Steps, record: Record) -> bool:
    begins = record.begins_at
    return (
        not steps.starts
        or None in steps.values
        or (begins is not None and steps.starts[0] > begins)
    )


def _possible(policy: Policy, atom: Atom, constants: list[Value]) -> tuple[Any, ...]:
    if isinstance(atom, Lasted):
        return (True, False)
    match atom.kind:
        case "indicator" | "addon":
            return (True, False)
        case "plan":
            return tuple(policy.plans)
        case "severity":
            return tuple(s.name for s in policy.severities if s.set_by)
        case "opened_on":
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
    """Give the constants, one value between each two, one below and one above."""
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
        found.append(left)
        middle = left + (right - left) / 2
        if declared.type.kind == "date":
            middle = left + timedelta(days=(right - left).days // 2)
        if left < middle < right:
            found.append(middle)
    found += [points[-1], points[-1] + step]
    least, most = declared.type.least, declared.type.most
    return tuple(
        each
        for each in found
        if (least is None or each >= least) and (most is None or each <= most)
    )
