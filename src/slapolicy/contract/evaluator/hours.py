"""The hours of a case: which working time a calendar of the policy means for it.

A calendar may depend on the order form (branches, a zone, regions, a parameter that
holds it); what it lacks there is reported, never guessed.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from attrs import evolve

from slapolicy.contract.evaluator.asking import Atom, Needs
from slapolicy.contract.evaluator.indicators import Steps
from slapolicy.contract.evaluator.judge import Moment, judge
from slapolicy.contract.evaluator.record import Record, Snapshot
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import Always as AlwaysMeasure
from slapolicy.contract.policy import During, InZone, Measure, Policy
from slapolicy.worktime import ALWAYS, Always, HolidaysUnknown, Hours, WorkingTime

AnyHours = WorkingTime | Always


class HoursMissing(Exception):  # noqa: N818  # an outcome, caught by the evaluator
    """The hours cannot be told without what is named in `needs`."""

    def __init__(self, *needs: str) -> None:
        self.needs = needs


@lru_cache(maxsize=256)
def working_time(hours: Hours) -> WorkingTime:
    """Give the working time of a line-up, once for all."""
    return WorkingTime(hours)


@lru_cache(maxsize=256)
def always_in(zone: str) -> Always:
    """Give `24x7` with the dates of a zone."""
    return Always(zone)


@once_a_policy
def _same_for_all(policy: Policy) -> dict[str, WorkingTime]:
    """Give the calendars that depend on nothing that a case says."""
    first = {name: each.branches[0] for name, each in policy.calendars.items()}
    return {
        name: working_time(branch.hours)
        for name, branch in first.items()
        if branch.when is None and not any(map(_is_asked, _names(branch.hours)))
    }


def _names(hours: Hours) -> Iterator[str]:
    yield hours.zone
    for line in hours.holidays:
        yield from line.regions


def _is_asked(name: str) -> bool:
    """Whether a zone or a region is a parameter, which begins with a small letter."""
    return name[:1].islower()


class HoursBook:
    """The calendars as one case has them, in one world.

    `severity` gives the severity in force at an instant, or what is needed to tell it.
    """

    def __init__(
        self,
        policy: Policy,
        record: Record,
        indicators: Mapping[str, Steps],
        assumed: Mapping[Atom, Any],
    ) -> None:
        self._policy = policy
        self._record = record
        self._indicators = indicators
        self._assumed = assumed
        self._moments: dict[tuple[int, int, int], Moment] = {}
        self._calendars: dict[tuple[str, int], WorkingTime] = {}
        self.severity: Callable[[int], str | Needs]  # told before it is asked for

    def moment(self, at: int, fixed: Snapshot | None = None) -> Moment:
        """Give the moment at which conditions are judged.

        Plan, add-ons and parameters are those of `fixed`, if it is given. Where nothing
        is measured, all moments of one state of the facts are the same.
        """
        snapshot = self._record.snapshot(at)
        if fixed is None or fixed is snapshot or snapshot.has_bought_as(fixed):
            fixed = snapshot
        key = (id(snapshot), id(fixed), at if self._indicators else 0)
        found = self._moments.get(key)
        if found is None:
            found = self._moments[key] = Moment(
                self._policy,
                self._record,
                snapshot if fixed is snapshot else snapshot.as_bought_in(fixed),
                at,
                self._indicators,
                self._assumed,
                severity=self._severity_at,
            )
        return found

    def _severity_at(self, at: int) -> str | Needs:
        """Give the severity in force at an instant, which is told after the hours."""
        return self.severity(at)

    def calendar(
        self, name: str, at: int, fixed: Snapshot | None = None
    ) -> WorkingTime:
        """Give the working time that a name means, by what was agreed at an instant.

        Raises:
            HoursMissing: if that depends on what the case does not say.
        """
        same = _same_for_all(self._policy).get(name)
        if same is not None:
            return same
        moment = self.moment(at, fixed)
        key = (name, id(moment))
        found = self._calendars.get(key)
        if found is None:
            found = self._calendars[key] = self._calendar(name, moment)
        return found

    def _calendar(self, name: str, moment: Moment) -> WorkingTime:
        if name not in self._policy.calendars:
            held = moment.snapshot.parameters.get(name)
            if isinstance(held, Hours):
                return working_time(held)
            if held is None:
                raise HoursMissing(name)
            name = str(held)
        for branch in self._policy.calendars[name].branches:
            truth = judge(branch.when, moment)
            if truth.holds is None:
                raise HoursMissing(*truth.needs)
            if truth.holds:
                return working_time(self._filled(branch.hours, moment))
        raise HoursMissing(name)

    def measure(
        self, measure: Measure, at: int, fixed: Snapshot | None = None
    ) -> AnyHours:
        """Give the hours in which a limit counts (calendar days: all, in a zone)."""
        match measure:
            case During(name):
                return self.calendar(name, at, fixed)
            case AlwaysMeasure():
                return ALWAYS
            case InZone(zone):
                return always_in(self._zone(zone, self.moment(at, fixed)))

    def _filled(self, hours: Hours, moment: Moment) -> Hours:
        zone = self._zone(hours.zone, moment)
        lines = tuple(
            evolve(line, regions=tuple(self._text(r, moment) for r in line.regions))
            for line in hours.holidays
        )
        if zone == hours.zone and lines == hours.holidays:
            return hours
        return evolve(hours, zone=zone, holidays=lines)

    def _zone(self, zone: str, moment: Moment) -> str:
        return self._text(zone, moment)

    @staticmethod
    def _text(name: str, moment: Moment) -> str:
        """Give a zone or a region, or what the parameter holds."""
        if not _is_asked(name):
            return name
        held = moment.snapshot.parameters.get(name)
        if held is None:
            held = moment.snapshot.facts.get(name)
        if held is None:
            raise HoursMissing(name)
        return str(held)


def needs_of(missing: HoursMissing | HolidaysUnknown) -> tuple[str, ...]:
    """Give the names of what is missing."""
    if isinstance(missing, HoursMissing):
        return missing.needs
    return (f"holidays of {missing.region} in {missing.year}",)
