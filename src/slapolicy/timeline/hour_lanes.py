"""The lane of each calendar: when it was open, and what shut it."""

from collections.abc import Iterator
from itertools import pairwise

from slapolicy.contract.evaluator.hours import HoursMissing, needs_of
from slapolicy.contract.explanation.clocks import outcome_of
from slapolicy.contract.explanation.limit_told import reasons_told
from slapolicy.contract.explanation.step import Argument, step
from slapolicy.contract.policy import During
from slapolicy.timeline.model import Band, Lane
from slapolicy.timeline.teller import Teller
from slapolicy.worktime import (
    HolidaysUnknown,
    Hours,
    Stretch,
    spans_with_reasons,
)

_TOLD = ("holiday", "closed", "closure")


class HourLanes:
    """The calendars on which the decision rests. `unknown`: what nobody knows."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self.unknown: list[Argument] = []

    def lanes(self) -> tuple[Lane, ...]:
        """Give a lane for each calendar."""
        return tuple(self._lane(name) for name in self._names())

    def _names(self) -> tuple[str, ...]:
        """Give the calendars on which something is counted, or waited for."""
        view = self._teller.view
        found: dict[str, None] = {}
        for each in view.decision.obligations:
            outcome = outcome_of(view, each)
            if outcome is None:
                continue
            for target in outcome[1].targets or (outcome[1].target,):
                if target is not None and isinstance(target.limit.measure, During):
                    found[target.limit.measure.calendar] = None
            occurrence = outcome[1].occurrence
            if occurrence is not None:
                found.update({rule.calendar: None for rule in occurrence.deferred_by})
        told = {(each.kind, each.to) for each in view.decision.alerts}
        for rule in view.policy.alerts:
            if rule.hours is not None and (rule.kind, rule.to) in told:
                found[rule.hours] = None
        for contact in view.decision.contacts:
            kind, _, name = contact.hours.partition(" ")
            if kind in ("during", "outside"):
                found[name] = None
        return tuple(found)

    def _lane(self, name: str) -> Lane:
        teller, policy = self._teller, self._teller.view.policy
        declared = policy.calendars.get(name) or policy.parameters.get(name)
        bands: list[Band] = []
        zones: dict[str, None] = {}
        for start, end, hours in self._pieces(name):
            if isinstance(hours, Hours):
                zones[hours.zone] = None
                bands += self._bands(hours, start, end)
            else:
                bands.append(self._unknown(start, end, hours))
        return Lane(
            kind="hours",
            title=teller.title(name),
            standing=", ".join(zones),
            clauses=() if declared is None else declared.clauses,
            bar=(teller.start, teller.end),
            bands=tuple(bands),
        )

    def _pieces(self, name: str) -> Iterator[tuple[int, int, Hours | tuple[str, ...]]]:
        """Give the hours that the calendar meant, from each change to the next."""
        teller = self._teller
        situation = teller.view.situation
        turns = {
            at for at in situation.record.changes if teller.start < at < teller.end
        }
        cuts = [teller.start, *sorted(turns), teller.end]
        found: list[tuple[int, int, Hours | tuple[str, ...]]] = []
        for start, end in pairwise(cuts):
            known: Hours | tuple[str, ...]
            try:
                known = situation.bare.calendar(name, start).hours
            except HoursMissing as missing:
                known = needs_of(missing)
            if found and found[-1][2] == known:
                found[-1] = (found[-1][0], end, known)
            else:
                found.append((start, end, known))
        yield from found

    def _bands(self, hours: Hours, start: int, end: int) -> Iterator[Band]:
        reached = start
        try:
            for each in spans_with_reasons(hours, start, end):
                reached = max(reached, each.end)
                if each.is_open:
                    yield self._open(each)
                elif any(reason.kind in _TOLD for reason in each.reasons):
                    yield self._shut(each)
        except HolidaysUnknown as problem:
            needs = needs_of(problem)
            yield self._unknown(reached, end, needs)

    def _open(self, each: Stretch) -> Band:
        teller = self._teller
        return Band(
            start=each.start,
            end=each.end,
            kind="open",
            words=teller.say(step("band_open")),
            said=teller.alone(step("hours_open")),
        )

    def _shut(self, each: Stretch) -> Band:
        teller = self._teller
        why = reasons_told(
            tuple(reason for reason in each.reasons if reason.kind in _TOLD)
        )
        names = [reason.name for reason in each.reasons if reason.name]
        is_holiday = any(reason.kind == "holiday" for reason in each.reasons)
        return Band(
            start=each.start,
            end=each.end,
            kind="holiday" if is_holiday else "closed",
            words=teller.say(names[0] if names else step("band_closed")),
            said=teller.alone(step("hours_shut", why=why)),
        )

    def _unknown(self, start: int, end: int, needs: tuple[str, ...]) -> Band:
        teller = self._teller
        what = tuple(teller.view.need(name) for name in needs)
        self.unknown.append(what)
        return Band(
            start=start,
            end=end,
            kind="unknown",
            words=teller.say(step("band_unknown")),
            said=teller.alone(step("hours_unknown", what=what)),
        )
