"""Alerts: of the case, told here, and of clocks, told by the evaluator's own `watch`.

Restated of DESIGN §3, "Alerts": since when one that speaks of no clock has stood, for a
case that is not reopened.
"""

from types import SimpleNamespace
from typing import Any

from slapolicy.contract.compiled.asked import (
    course_of,
    plain_occurrence,
    severity_turns,
)
from slapolicy.contract.compiled.compiler import Compiled
from slapolicy.contract.compiled.pieces import Pauses
from slapolicy.contract.compiled.plain_way import (
    UNKNOWN_ALERT,
    UNKNOWN_HOLIDAYS,
    UNKNOWN_HOURS,
    GoesPlain,
    HoursUnknown,
)
from slapolicy.contract.compiled.states import Plan, State
from slapolicy.contract.compiled.walk import Occurrence, Walk
from slapolicy.contract.decision import AlertDecision
from slapolicy.contract.evaluator.alerts import numbered
from slapolicy.contract.evaluator.conditions import parts_of
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.contract.evaluator.courses import Outcome
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.obligations import obligation_id
from slapolicy.contract.evaluator.raised import Raised
from slapolicy.contract.evaluator.reckoning import reckon
from slapolicy.contract.evaluator.timings import timing_words
from slapolicy.contract.evaluator.watch import watch
from slapolicy.contract.policy import Alert, Bound, Dated, Is, Policy, TermIs
from slapolicy.worktime import HolidaysUnknown, to_datetime

Followed = tuple[Occurrence, list[tuple[Plan, int]], Pauses]
"""An occurrence, what is owed of it (and from which state on), and its pauses."""


class Alarms:
    """The alerts of a case, after a walk through it."""

    def __init__(self, walk: Walk, followed: list[list[Followed]]) -> None:
        self.walk, self.followed = walk, followed
        self.change_at = FOREVER

    def alerts(self) -> tuple[AlertDecision, ...]:
        """Give them, rule by rule."""
        found: list[AlertDecision] = []
        for number, rule in enumerate(self.walk.policy.alerts):
            self._require_one_question(number, rule)
            if rule.clock is None or rule.timing is None:
                raised = self._standing(number, rule)
                if raised is not None:
                    found.append(self._told(rule, None, raised))
            else:
                found += self._timed(number, rule)
        names = {each.id for each in found}
        return tuple(found) if len(names) == len(found) else numbered(found)

    def _require_one_question(self, number: int, rule: Alert) -> None:
        """Leave to the plain way an alert that asks twice about what is unknown.

        Whatever that is may settle it then, as when another rule stands instead.
        """
        walk = self.walk
        if not any(
            isinstance(state.alerts[number], tuple) for state in walk.path.states
        ):
            return
        asked = [*parts_of((rule.on, rule.when))]
        subjects = [
            part.subject for part in asked if isinstance(part, Is | Bound | Dated)
        ]
        if (
            len({*subjects}) < len(subjects)
            or any(isinstance(part, TermIs) for part in asked)
            or any(rule.clause in each.despite for each in walk.policy.alerts)
        ):
            raise GoesPlain(UNKNOWN_ALERT)

    def _told(self, rule: Alert, about: str | None, raised: Raised) -> AlertDecision:
        now = self.walk.until
        name = f"{rule.kind}:{rule.to}{timing_words(rule.timing)}"
        if raised.state in ("pending", "deferred"):
            for at in (raised.stands, raised.at):
                if at is not None and now < at < self.change_at:
                    self.change_at = at
        return AlertDecision(
            id=f"{name}:{about or rule.clause}",
            kind=rule.kind,
            to=rule.to,
            at=None if raised.at is None else to_datetime(raised.at),
            state=raised.state,
            obligation=about,
            clauses=rule.clauses,
            readings=rule.readings,
            needs=raised.needs,
            zone=_zone(self.walk.policy, self.walk.shape, self.walk.path.state, rule),
        )

    # About the case

    def _standing(self, number: int, rule: Alert) -> Raised | None:
        walk = self.walk
        now = walk.until if walk.ended_at is None else walk.ended_at
        begins: int | None = None
        applies: bool | tuple[str, ...] = False
        for at, state in zip(walk.turns, walk.path.states, strict=True):
            if at > now:
                break
            applies = state.alerts[number]
            if applies is not True:
                begins = None
            elif begins is None:
                begins = at
        if isinstance(applies, tuple):
            return Raised("indeterminate", None, applies)
        if begins is None:
            return None
        try:
            opens = self._opening(rule, begins)
        except HoursUnknown as unknown:
            if walk.ended_at is not None:
                return Raised("void")
            return Raised("indeterminate", None, unknown.needs)
        if opens is None or (walk.ended_at is not None and opens > now):
            return Raised("void")
        return Raised("raised" if opens <= now else "deferred", opens, stands=begins)

    def _opening(self, rule: Alert, at: int) -> int | None:
        if rule.hours is None:
            return at
        found = self._line(rule.hours, at).opening(at)
        return None if found >= FOREVER else found

    def _line(self, name: str, at: int) -> Any:
        walk = self.walk
        return walk.shape.calendar(walk.policy, walk.state_at(at), name)

    def _hours(self, name: str, at: int) -> Any:
        """Give the hours of an alert as `watch` asks for them."""
        try:
            return self._line(name, at).hours
        except HoursUnknown as unknown:
            raise HoursMissing(*unknown.needs) from None

    # About a clock

    def _timed(self, number: int, rule: Alert) -> list[AlertDecision]:
        walk = self.walk
        clock = next(c for c in walk.shape.clocks if c.name == rule.clock)
        plans = walk.path.plans[clock.number]
        binding = any(plan.binding for plan in plans)
        found: list[AlertDecision] = []
        for count, (occurrence, owed, pauses) in enumerate(
            self.followed[clock.number], start=1
        ):
            for plan, place in owed:
                if plan.binding is not binding:
                    continue
                about = obligation_id((clock.name, binding, count))
                raised = self._watched(number, rule, occurrence, plan, place, pauses)
                if raised is not None:
                    found.append(self._told(rule, about, raised))
        return found

    def _watched(
        self,
        number: int,
        rule: Alert,
        occurrence: Occurrence,
        plan: Plan,
        place: int,
        pauses: Pauses,
    ) -> Raised | None:
        """Ask `watch` of an occurrence, put as the evaluator would put it."""
        walk = self.walk
        if not plan.is_known:
            raise GoesPlain(UNKNOWN_HOURS)
        turns: tuple[int, ...] = ()
        clock = walk.policy.clocks[rule.clock or ""]
        if clock.restarts_with_severity:
            turns = severity_turns(walk, occurrence)
        course = course_of(walk, occurrence, plan, place, pauses, turns)
        outcome = Outcome(
            target=None,
            occurrence=plain_occurrence(clock, occurrence),
            reckoned=reckon(course),
            course=course,
        )
        hours = SimpleNamespace(calendar=self._hours)
        world: Any = SimpleNamespace(hours=hours, record=SimpleNamespace(at=walk.until))
        more = set(walk.turns) if walk.shape.alerts_turn[number] else set()
        try:
            return watch(
                world, rule, outcome, lambda at: walk.state_at(at).alerts[number], more
            )
        except HolidaysUnknown:
            raise GoesPlain(UNKNOWN_HOLIDAYS) from None


def _zone(policy: Policy, shape: Compiled, state: State, rule: Alert) -> str:
    if rule.hours is None:
        return policy.agreement.zone
    try:
        return shape.calendar(policy, state, rule.hours).hours.zone.name
    except HoursUnknown:
        return policy.agreement.zone
