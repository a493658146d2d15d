"""The worlds that what is unknown leaves possible: each gives it values, to be tried.

An unknown has some value, the same as long as it stays unknown; what was known between
may have another one before and after. Which values are tried is told in `values`. Where
there are too many worlds, none is tried and the answer stays open.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, assert_never

from slapolicy.contract.evaluator.asking import (
    Asked,
    Atom,
    name_of,
    unknown_as,
)
from slapolicy.contract.evaluator.conditions import conditions_of
from slapolicy.contract.evaluator.indicators import Steps
from slapolicy.contract.evaluator.record import Record, Snapshot
from slapolicy.contract.evaluator.values import Pair, possible, share_points
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import (
    All,
    Bound,
    ClockIs,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    Policy,
    Subject,
    TermIs,
    Value,
)
from slapolicy.values import frozen

MOST_WORLDS = 1024


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
def _asked(
    policy: Policy,
) -> tuple[dict[Asked, list[Value]], dict[Pair, None]]:
    """Give what conditions ask about, with the values that they compare it with."""
    atoms: dict[Asked, list[Value]] = {}
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
        share_points(policy, pair, atoms, snapshots, record)
    values: dict[Atom, tuple[Any, ...]] = {}
    count = 1
    names: dict[Atom, tuple[str, ...]] = {}
    for asked, constants in atoms.items():
        unknown = [s for s in snapshots if _is_unknown(asked, s, indicators)]
        found = possible(policy, asked, constants) if unknown else ()
        for atom in (
            dict.fromkeys(_as_unknown(asked, s) for s in unknown) if found else ()
        ):
            values[atom] = found
            names[atom] = _names(asked, unknown, indicators)
            count *= len(found)
    return Unknowns({}, names, True) if count > MOST_WORLDS else Unknowns(values, names)


def _as_unknown(asked: Asked, snapshot: Snapshot) -> Atom:
    return asked if isinstance(asked, Lasted) else unknown_as(asked, snapshot)


def _names(
    atom: Asked,
    snapshots: Sequence[Snapshot],
    indicators: Mapping[str, Steps],
) -> tuple[str, ...]:
    """Give the names of what must be known to tell what is unknown in some states."""
    if not isinstance(atom, Lasted):
        return (name_of(atom),)
    needs = []
    if _log_is_unknown(indicators[atom.indicator]):
        needs.append(atom.indicator)
    limit = atom.limit
    if isinstance(limit, Subject) and any(
        _is_unknown(limit, snapshot, indicators) for snapshot in snapshots
    ):
        needs.append(name_of(limit))
    return tuple(needs)


def _gather(
    policy: Policy,
    condition: Condition | None,
    atoms: dict[Asked, list[Value]],
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
    atom: Asked,
    snapshot: Snapshot,
    indicators: Mapping[str, Steps],
) -> bool:
    if isinstance(atom, Lasted):
        return _log_is_unknown(indicators[atom.indicator]) or (
            isinstance(atom.limit, Subject)
            and _is_unknown(atom.limit, snapshot, indicators)
        )
    match atom.kind:
        case "fact":
            return snapshot.facts.get(atom.name) is None
        case "parameter":
            return snapshot.parameters.get(atom.name) is None
        case "indicator":
            return _log_is_unknown(indicators[atom.name])
        case "set_severity":
            return snapshot.severity is None
        case "plan":
            return snapshot.plan is None
        case "addon":
            return snapshot.addons is None
        case "opened_on" | "severity":  # each world has its own severity
            return False
        case _:
            assert_never(atom.kind)


def _log_is_unknown(steps: Steps) -> bool:
    return None in steps.values
