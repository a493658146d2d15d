"""What the conditions of a policy ask about, and where its sizes and dates are cut.

Between two constants with which a size is compared no condition can tell a difference.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from attrs import field, mutable

from slapolicy.contract.policy import (
    All,
    Bound,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    PauseWhile,
    Policy,
    Rule,
    Subject,
    TermIs,
)

_STEPS: dict[str, Any] = {
    "number": Decimal(1),
    "duration": timedelta(seconds=1),
    "date": timedelta(days=1),
}
_SOME: dict[str, Any] = {
    "number": Decimal(1),
    "duration": timedelta(minutes=5),
    "date": date(2025, 3, 3),
}


def _conditions(policy: Policy) -> Iterator[Condition | None]:
    """Give every condition of a policy."""
    rules: tuple[Rule, ...] = (
        *policy.severities, *policy.grants, *policy.exclusions, *policy.disclaimers,
        *policy.quotas, *policy.targets, *policy.duties, *policy.rights,
        *policy.contacts, *policy.alerts, *policy.deferrals, *policy.intakes,
        *policy.collections, *policy.resolutions,
    )  # fmt: skip
    for rule in rules:
        yield rule.on
        yield rule.when
    for clock in policy.clocks.values():
        for pause in clock.pauses:
            if isinstance(pause, PauseWhile):
                yield pause.condition
    for calendar in policy.calendars.values():
        for branch in calendar.branches:
            yield branch.when


@mutable
class _Axis:
    """Sizes that are compared with one another, and the constants they meet."""

    members: set[str] = field(factory=set)
    constants: set[Any] = field(factory=set)


def run_of(indicator: str) -> str:
    """Give the name under which the run of an indicator is compared."""
    return f"{indicator} has lasted"


class Sizes:
    """What the conditions of a policy, and one more, ask and compare."""

    def __init__(
        self,
        policy: Policy,
        where: Condition | None = None,
        lengths: Mapping[str, tuple[timedelta, ...]] | None = None,
    ) -> None:
        """Gather what is asked; `lengths` are compared with the limits of a clock."""
        self.policy = policy
        self._axes: dict[str, _Axis] = {}
        self._texts: dict[str, dict[str, None]] = {}
        self._asked: set[str] = set()
        for condition in (*_conditions(policy), where):
            for atom in self._atoms(condition):
                self._note(atom)
        for target in policy.targets:
            for name in filter(None, (target.limit.name, target.limit.agreed)):
                self._asked.add(name)
                for length in (lengths or {}).get(target.clock, ()):
                    self._compare(name, length)
        for declared in (*policy.facts.values(), *policy.parameters.values()):
            if declared.name in self._axes and declared.type.kind in _STEPS:
                bounds = (declared.type.least, declared.type.most)
                axis = self._axes[declared.name]
                axis.constants.update(each for each in bounds if each is not None)
        if "opened_on" in self._axes:
            self._axes["opened_on"].constants.update(self.dates())
        self.asked = tuple(
            name for name in (*policy.facts, *policy.indicators) if name in self._asked
        )

    def lasts(self, indicator: str) -> bool:
        """Whether it matters how long an indicator has lasted."""
        return run_of(indicator) in self._axes

    def texts(self, name: str) -> tuple[str, ...]:
        """Give the words with which a text is compared."""
        return tuple(self._texts.get(name, ()))

    def _atoms(self, condition: Condition | None) -> Iterator[Condition]:
        match condition:
            case None:
                return
            case All(parts) | Either(parts):
                for part in parts:
                    yield from self._atoms(part)
            case TermIs(term):
                yield from self._atoms(self.policy.terms[term].means)
            case _:
                yield condition

    def _note(self, atom: Condition) -> None:
        match atom:
            case Is(subject):
                self._asked.add(subject.name)
            case Bound(subject, _, limit) | Dated(subject, _, limit):
                limits = [limit.name] if isinstance(limit, Subject) else []
                self._asked.update((subject.name, *limits))
            case Lasted(indicator):
                self._asked.add(indicator)
            case _:
                return
        match atom:
            case Is(subject, values) if subject.kind in ("fact", "parameter"):
                known = self._texts.setdefault(subject.name, {})
                known.update(dict.fromkeys(str(value) for value in values))
            case Bound(subject, _, limit) | Dated(subject, _, limit):
                self._compare(subject.name or subject.kind, limit)
            case Lasted(indicator, _, limit):
                self._compare(run_of(indicator), limit)
            case _:
                return

    def _compare(self, name: str, limit: Any) -> None:
        axis = self._axes.setdefault(name, _Axis({name}))
        if not isinstance(limit, Subject):
            axis.constants.add(limit)
            return
        other = self._axes.setdefault(limit.name, _Axis({limit.name}))
        if other is not axis:
            axis.members |= other.members
            axis.constants |= other.constants
            for member in other.members:
                self._axes[member] = axis

    # Values

    def points(self, name: str, kind: str) -> tuple[Any, ...]:
        """Give the constants of a size, and values below, between and above them."""
        axis = self._axes.get(name)
        if axis is None:  # nothing is compared with it, so any value stands for all
            return (_SOME[kind],)
        constants: list[Any] = sorted(axis.constants) or [_SOME[kind]]
        step, apart = _STEPS[kind], len(axis.members)
        found = dict.fromkeys(constants)
        try:
            for n in range(1, apart + 1):
                found |= {constants[0] - step * n: None, constants[-1] + step * n: None}
        except OverflowError:  # at the edge of what a date or a duration holds
            pass
        for left, right in pairwise(constants):
            found |= dict.fromkeys(_between(kind, left, right, apart))
        return tuple(found)

    def runs(self, indicator: str) -> tuple[timedelta, ...]:
        """Give how long an indicator may have lasted, so far as it matters."""
        longest = timedelta(days=400)
        return tuple(
            each
            for each in self.points(run_of(indicator), "duration")
            if timedelta() < each <= longest
        )

    def dates(self) -> tuple[date, ...]:
        """Give opening dates that stand for all: about the dates in force, and others.

        The first lies well within the dates in force.
        """
        agreement = self.policy.agreement
        first = _a_monday(agreement.starts_on, agreement.ends_on)
        axis = self._axes.get("opened_on", _Axis())
        edges = {
            agreement.starts_on,
            None
            if agreement.ends_on is None or agreement.ends_on == date.max
            else agreement.ends_on + timedelta(days=1),
            *axis.constants,
        } - {None}
        found: dict[date, None] = {first: None}
        for edge in sorted(edges):
            for days in (0, -1, 1):
                found.setdefault(edge + timedelta(days=days))
        return tuple(each for each in found if 1971 < each.year < 2150)


def _a_monday(starts: date | None, ends: date | None) -> date:
    """Give a Monday well within the dates in force."""
    usual = date(2025, 3, 3)
    if (starts is None or starts <= usual) and (ends is None or usual <= ends):
        return usual
    if starts is not None and usual < starts:
        on = starts + timedelta(days=-starts.weekday() % 7)
        return on if ends is None or on <= ends else starts
    assert ends is not None
    on = ends - timedelta(days=28 + ends.weekday())
    return on if starts is None or on >= starts else ends


def _between(kind: str, left: Any, right: Any, count: int) -> list[Any]:
    """Give so many values between two, as round as there are."""
    if kind == "date":
        days = (right - left).days
        return [
            left + timedelta(days=days * n // (count + 1)) for n in range(1, count + 1)
        ]
    exact = [left + (right - left) * n / (count + 1) for n in range(1, count + 1)]
    for unit in _UNITS[kind]:
        rounded = [each // unit * unit for each in exact]
        if len(set(rounded)) == count and all(left < each < right for each in rounded):
            return rounded
    return exact


_UNITS: dict[str, tuple[Any, ...]] = {
    "number": (Decimal(10), Decimal(1)),
    "duration": (timedelta(hours=1), timedelta(minutes=5), timedelta(seconds=1)),
}
