"""What the unknown things of a policy may be: finitely many values that stand for all.

Sizes and dates are cut at the constants with which they are compared: between two of
them no condition can tell a difference. Which case has which is told in `tree`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations, pairwise
from typing import Any

from attrs import evolve, field, mutable

from slapolicy.contract.policy import (
    All,
    Bound,
    Condition,
    Dated,
    Declared,
    Either,
    Is,
    Lasted,
    PauseWhile,
    Policy,
    Rule,
    Subject,
    TermIs,
)
from slapolicy.contract.property_runner.draft import Act, Draft, Json
from slapolicy.worktime import HOUR, to_duration

_MOST_ADDONS = 4
_MICROSECOND = timedelta(microseconds=1)
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
OFFICE_DAYS = ("mon", "tue", "wed", "thu", "fri")


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


class Space:
    """The values of everything that the conditions of a policy, and one more, ask."""

    def __init__(self, policy: Policy, where: Condition | None = None) -> None:
        self.policy = policy
        self._axes: dict[str, _Axis] = {}
        self._texts: dict[str, dict[str, None]] = {}
        self._asked: set[str] = set()
        for condition in (*_conditions(policy), where):
            for atom in self._atoms(condition):
                self._note(atom)
        for declared in (*policy.facts.values(), *policy.parameters.values()):
            if declared.name in self._axes and declared.type.kind in _STEPS:
                bounds = (declared.type.least, declared.type.most)
                axis = self._axes[declared.name]
                axis.constants.update(each for each in bounds if each is not None)
        if "opened_on" in self._axes:
            self._axes["opened_on"].constants.update(self.dates())
        lasting = (
            self.runs(each) for each in policy.indicators if run_of(each) in self._axes
        )
        longest = max(chain.from_iterable(lasting), default=timedelta())
        hours = -(-(longest // _MICROSECOND) // HOUR)
        self.asked = tuple(
            name for name in (*policy.facts, *policy.indicators) if name in self._asked
        )
        self.before_look = (hours + 2) * HOUR if longest else 0

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
        axis = self._axes.get(name, _Axis({name}))
        constants: list[Any] = sorted(axis.constants) or [_SOME[kind]]
        step, apart = _STEPS[kind], len(axis.members)
        found = dict.fromkeys(constants)
        try:
            for n in range(1, apart + 1):
                found |= {constants[0] - step * n: None, constants[-1] + step * n: None}
        except OverflowError:  # at the edge of what a date or a duration holds
            pass
        for left, right in pairwise(constants):
            for n in range(1, apart + 1):
                found[_between(kind, left, right, n, apart + 1)] = None
        return tuple(found)

    def runs(self, indicator: str) -> tuple[timedelta, ...]:
        """Give how long an indicator may have lasted, so far as it matters."""
        longest = timedelta(days=400)
        return tuple(
            each
            for each in self.points(run_of(indicator), "duration")
            if timedelta() < each <= longest
        )

    def values(self, declared: Declared) -> tuple[Json, ...] | None:
        """Give JSON values that stand for all a fact or a parameter may have.

        None: they cannot be told apart by finitely many.
        """
        kind = declared.type.kind
        match kind:
            case "yes_or_no":
                return (True, False)
            case "one_of":
                return declared.type.values
            case "number" | "duration" | "date":
                least: Any = declared.type.least
                most: Any = declared.type.most
                if kind == "duration" and least is None:
                    least = timedelta()
                return tuple(
                    as_json(each)
                    for each in self.points(declared.name, kind)
                    if (least is None or each >= least)
                    and (most is None or each <= most)
                )
            case "text":
                return (*self._texts.get(declared.name, ()), "another text")
            case "zone" | "region" | "calendar":
                return None

    def example(self, declared: Declared) -> Json:
        """Give one JSON value that a fact or a parameter may have."""
        match declared.type.kind:
            case "zone":
                return self.policy.agreement.zone
            case "region":
                return "DE"
            case "calendar":
                return self.office
            case _:
                return (self.values(declared) or (None,))[0]

    @property
    def office(self) -> Json:
        """Office hours on weekdays, for a calendar that the order form gives."""
        return {
            "zone": self.policy.agreement.zone,
            "week": {day: ["09:00-17:00"] for day in OFFICE_DAYS},
            "business_days": "closing",
        }

    # Branches

    def branches(self, draft: Draft, need: str) -> tuple[Draft, ...] | None:
        """Give a draft with each thing that the need may be; None: too many to tell."""
        policy = self.policy
        if need == "plan":
            return tuple(evolve(draft, plan=name) for name in policy.plans)
        if need == "addons":
            if len(policy.addons) > _MOST_ADDONS:
                return None
            return tuple(evolve(draft, addons=names) for names in _sets(policy.addons))
        if need == "severity":
            named = dict.fromkeys(s.name for s in policy.severities if s.set_by)
            return tuple(evolve(draft, severity=name) for name in named)
        if need.startswith("used "):
            service = need.removeprefix("used ")
            counts = {q.count for q in policy.quotas if q.service == service}
            counts |= {
                g.quota for g in policy.grants if g.service == service and g.quota
            }
            uses = sorted({0, *counts, *(count - 1 for count in counts if count)})
            return tuple(draft.saying(used={service: count}) for count in uses)
        if need in policy.indicators:
            return tuple(self._courses(draft, need))
        for key, known in (("facts", policy.facts), ("parameters", policy.parameters)):
            if need in known:
                values = self.values(known[need])
                if values is None:
                    return None
                return tuple(draft.saying(**{key: {need: value}}) for value in values)
        return None

    def _courses(self, draft: Draft, indicator: str) -> Iterator[Draft]:
        """Give the drafts in which an indicator never held, holds, or did hold."""
        if run_of(indicator) not in self._axes:
            yield draft.saying(facts={indicator: True})
            yield draft.saying(facts={indicator: False})
            return
        plain = draft.saying(facts={indicator: False})
        for length in self.runs(indicator):
            since = draft.at - length // _MICROSECOND
            began = Act(at=since, type="changes", facts={indicator: True})
            yield plain.with_acts((*draft.acts, began))
        yield plain
        for length in self.runs(indicator):
            until = draft.at - HOUR
            began = Act(
                at=until - length // _MICROSECOND,
                type="changes",
                facts={indicator: True},
            )
            ended = Act(at=until, type="changes", facts={indicator: False})
            yield plain.with_acts((*draft.acts, began, ended))
        yield plain.with_acts(
            (*draft.acts, Act(at=draft.at, type="changes", facts={indicator: True}))
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


def _sets(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    listed = tuple(names)
    for size in range(len(listed) + 1):
        yield from combinations(listed, size)


def _between(kind: str, left: Any, right: Any, n: int, parts: int) -> Any:
    """Give a value between two, as round as there is one."""
    if kind == "date":
        return left + timedelta(days=(right - left).days * n // parts)
    middle = left + (right - left) * n / parts
    for unit in _UNITS[kind]:
        rounded = middle // unit * unit
        if parts == 2 and left < rounded < right:
            return rounded
    return middle


_UNITS: dict[str, tuple[Any, ...]] = {
    "number": (Decimal(10), Decimal(1)),
    "duration": (timedelta(hours=1), timedelta(minutes=5), timedelta(seconds=1)),
}


def as_json(value: Any) -> Json:
    """Give a value of the policy as a case writes it."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case timedelta():
            return to_duration(value // _MICROSECOND)
        case date():
            return value.isoformat()
        case _:
            return value
