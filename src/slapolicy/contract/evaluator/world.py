"""One possible world of a case: its severity, its limits and its end over time.

What is unknown has an assumed value here, so that everything can be told. Where even
then two severities or two limits hold at once, `choice` picks among them, one number
for the severity and one for the limit, and the answers of all choices are compared
(`obligations`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import timedelta
from functools import cached_property
from typing import Any, TypeVar

from slapolicy.contract.evaluator.asking import NO_SEVERITY, Atom
from slapolicy.contract.evaluator.citations import each_once
from slapolicy.contract.evaluator.conditions import lasted_conditions
from slapolicy.contract.evaluator.course import Measured
from slapolicy.contract.evaluator.hours import HoursBook, HoursMissing
from slapolicy.contract.evaluator.indicators import Steps
from slapolicy.contract.evaluator.judge import MICROSECOND, Moment
from slapolicy.contract.evaluator.record import Record, Snapshot
from slapolicy.contract.evaluator.remembered import Remembered
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import (
    Limit,
    Policy,
    Rule,
    Severity,
    Target,
)

SEVERITIES, LIMITS = 0, 1
AnyRule = TypeVar("AnyRule", bound=Rule)


class World:
    """A case in which every unknown has an assumed value."""

    def __init__(
        self,
        policy: Policy,
        record: Record,
        indicators: Mapping[str, Steps],
        assumed: Mapping[Atom, Any],
        choice: tuple[int, int],
        hours: HoursBook,
    ) -> None:
        self.policy = policy
        self.record = record
        self.indicators = indicators
        self.assumed = assumed
        self.choice = choice
        self.choices = [1, 1]
        self.hours = hours
        self._targets: dict[tuple[str, bool, str | None, int], Target | None] = {}
        self._measured: dict[tuple[int, int], Measured] = {}

    def _choose(self, candidates: list[Any], among: int) -> Any:
        self.choices[among] = max(self.choices[among], len(candidates))
        return candidates[min(self.choice[among], len(candidates) - 1)]

    def seen_at(self, record: Record) -> "World":
        """Give the same world at a later instant, up to which nothing turns in it."""
        later = copy(self)
        later.record = record
        return later

    # Instants at which anything can change without an event of its own

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """The instants from the opening to now at which facts may have changed."""
        record = self.record
        first = record.at if record.opened_at is None else record.opened_at
        found = {first, *record.changes}
        for steps in self.indicators.values():
            found.update(steps.starts)
        found.update(self.thresholds(record.at))
        return tuple(sorted(at for at in found if first <= at <= record.at))

    def thresholds(self, until: int) -> Iterable[int]:
        """Give the instants at which a run has lasted as long as a condition asks."""
        moment = self.hours.moment(self.record.at)
        for lasted in lasted_conditions(self.policy):
            limit = moment.operand(lasted.limit)
            if not isinstance(limit, timedelta):
                continue
            length = limit // MICROSECOND + (lasted.bound == "more than")
            steps = self.indicators[lasted.indicator]
            for start, end in steps.runs(bool, until):
                if end - start >= length:
                    yield start + length

    # Severity

    def tell_severities(self) -> None:
        """Tell the severity over time, and thereby how many choices there are.

        From then on conditions may ask for it.
        """
        _ = self.severities
        self.hours.severity = self.severity_name

    @cached_property
    def severities(self) -> tuple[tuple[int, Severity | None], ...]:
        """The severity over time: from each instant on, until the next."""
        found: list[tuple[int, Severity | None]] = []
        for at in self.breaks:
            severity = self.severity_at(at)
            if not found or found[-1][1] is not severity:
                found.append((at, severity))
        return tuple(found)

    def severity_at(self, at: int) -> Severity | None:
        """Give the severity at an instant."""
        severities = self.policy.severities
        known = _severities(self.policy)
        candidates = known.told(
            self.hours.moment(at), lambda moment: _candidates(severities, moment)
        )
        chosen: Severity | None = self._choose(candidates or [None], SEVERITIES)
        return chosen

    @cached_property
    def _severity_starts(self) -> list[int]:
        return [at for at, _ in self.severities]

    def severity_now(self, at: int) -> Severity | None:
        """Give the severity in force at an instant from the opening on."""
        return self.severities[bisect_right(self._severity_starts, at) - 1][1]

    def severity_name(self, at: int) -> str:
        """Give the name of the severity in force at an instant."""
        severity = self.severity_now(at)
        return NO_SEVERITY if severity is None else severity.name

    # Which rules apply

    def is_for(self, rule: Rule, severity: Severity | None) -> bool:
        """Whether a rule is for a severity (or for all)."""
        if not rule.severities:
            return True
        return severity is not None and severity.name in rule.severities

    def applying(self, rules: Iterable[AnyRule], at: int) -> list[AnyRule]:
        """Give the rules that apply at an instant to the severity it then has."""
        severity, moment = self.severity_now(at), self.hours.moment(at)
        return prevailing(
            [
                rule
                for rule in rules
                if self.is_for(rule, severity) and moment.applies(rule).holds
            ]
        )

    def undecided(self, rules: Iterable[Rule], at: int) -> tuple[str, ...]:
        """Give what is missing to tell which rules apply (where not all was tried)."""
        severity, moment = self.severity_now(at), self.hours.moment(at)
        return each_once(
            need
            for rule in rules
            if self.is_for(rule, severity)
            for need in moment.applies(rule).needs
        )

    # Limits

    def target_at(
        self, targets: tuple[Target, ...], at: int, fixed: Snapshot
    ) -> Target | None:
        """Give the target in force at an instant, among all of a clock and a kind.

        Plan, add-ons and parameters are those of `fixed`, the start of the occurrence.
        """
        severity, moment = self.severity_now(at), self.hours.moment(at, fixed)
        name = None if severity is None else severity.name
        key = (targets[0].clock, targets[0].binding, name, id(moment))
        if key not in self._targets:
            mine, known = self._group(targets, severity)
            candidates = known.told(moment, lambda moment: _candidates(mine, moment))
            self._targets[key] = self._target(candidates)
        return self._targets[key]

    def _group(
        self, targets: tuple[Target, ...], severity: Severity | None
    ) -> tuple[tuple[Target, ...], Remembered[list[Target | None]]]:
        """Give the targets of a clock and a kind that are for a severity."""
        name = None if severity is None else severity.name
        key = (targets[0].clock, targets[0].binding, name)
        groups = _groups(self.policy)
        found = groups.get(key)
        if found is None:
            mine = tuple(each for each in targets if self.is_for(each, severity))
            found = groups[key] = (mine, Remembered(self.policy, mine))
        return found

    def _target(self, candidates: list[Target | None]) -> Target | None:
        different: list[Target | None] = []
        for each in candidates:
            same = each is not None and any(
                other is not None and other.limit == each.limit for other in different
            )
            if not same:
                different.append(each)
        chosen: Target | None = self._choose(different or [None], LIMITS)
        return chosen

    def measured(self, limit: Limit, at: int, fixed: Snapshot) -> Measured:
        """Give a limit in the amounts and hours of this case.

        Raises:
            HoursMissing: if the amount or the hours depend on what is not known.
        """
        moment = self.hours.moment(at, fixed)
        key = (id(limit), id(moment))
        if key not in self._measured:
            self._measured[key] = self._amount(limit, moment, fixed)
        return self._measured[key]

    def _amount(self, limit: Limit, moment: Moment, fixed: Snapshot) -> Measured:
        hours, snapshot = None, moment.snapshot
        if limit.measure is not None:
            hours = self.hours.measure(limit.measure, moment.at, fixed)
        if limit.kind == "no_stated_time":
            return Measured("no_stated_time", 0, hours)
        agreed = None if limit.agreed is None else _length(limit.agreed, snapshot)
        length = agreed or limit.length
        if limit.name is not None and length is None:
            length = _length(limit.name, snapshot)
            if length is None:
                raise HoursMissing(limit.name)
        if length is not None:
            return Measured("time", length // MICROSECOND, hours)
        if limit.business_days is not None:
            return Measured("business_days", limit.business_days, hours)
        assert limit.calendar_days is not None
        return Measured("calendar_days", limit.calendar_days, hours)


@once_a_policy
def _severities(policy: Policy) -> Remembered[list[Severity | None]]:
    return Remembered(policy, policy.severities)


@once_a_policy
def _groups(
    policy: Policy,  # noqa: ARG001  # filled when they are first asked for
) -> dict[
    tuple[str, bool, str | None],
    tuple[tuple[Target, ...], Remembered[list[Target | None]]],
]:
    return {}


def _length(name: str, snapshot: Snapshot) -> timedelta | None:
    value = snapshot.parameters.get(name)
    if value is None:
        value = snapshot.facts.get(name)
    return value if isinstance(value, timedelta) else None


def _candidates(rules: Iterable[AnyRule], moment: Moment) -> list[AnyRule | None]:
    """Give the rules that apply: several, if no one of them prevails.

    A rule of which it is unknown whether it applies may be the one, or not.
    """
    holding: list[AnyRule] = []
    perhaps: list[AnyRule] = []
    for rule in rules:
        holds = moment.applies(rule).holds
        if holds is not False:
            (holding if holds else perhaps).append(rule)
    found: list[AnyRule | None] = [*prevailing(holding)]
    for rule in perhaps:
        found += [r for r in prevailing([*holding, rule]) if r not in found]
    if perhaps and not holding:
        found.append(None)
    return found


def prevailing(rules: list[AnyRule]) -> list[AnyRule]:
    """Give the rules that none of the others is `despite`."""
    beaten = {clause for rule in rules for clause in rule.despite}
    if not beaten:
        return rules
    return [rule for rule in rules if rule.clause not in beaten]
