"""Alerts: of the case, told here, and of clocks, told by the evaluator's own `watch`.

Restated of DESIGN §3, "Alerts": since when one that speaks of no clock has stood, for a
case that is not reopened.
"""

from types import SimpleNamespace
from typing import Any

from slapolicy.contract.compiled.asked import (
    course_of,
    plain_occurrence,
)
from slapolicy.contract.compiled.lived import Lived
from slapolicy.contract.compiled.owing import Followed
from slapolicy.contract.compiled.plain_way import (
    UNKNOWN_ALERT,
    UNKNOWN_HOLIDAYS,
    UNKNOWN_HOURS,
    GoesPlain,
    HoursUnknown,
)
from slapolicy.contract.compiled.states import Plan
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
from slapolicy.contract.policy import Alert, Bound, Dated, Is, TermIs
from slapolicy.worktime import HolidaysUnknown, to_datetime


class Alarms:
    """The alerts of a case."""

    def __init__(self, lived: Lived) -> None:
        self.lived = lived
        self.change_at = FOREVER
        self._outcomes: dict[tuple[Followed, Plan], Outcome] = {}

    def alerts(self) -> tuple[AlertDecision, ...]:
        """Give them, rule by rule."""
        found: list[AlertDecision] = []
        for number, rule in enumerate(self.lived.policy.alerts):
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
        lived = self.lived
        if not any(
            isinstance(state.alerts[number], tuple) for state in lived.path.states
        ):
            return
        asked = [*parts_of((rule.on, rule.when))]
        subjects = [
            part.subject for part in asked if isinstance(part, Is | Bound | Dated)
        ]
        if (
            len({*subjects}) < len(subjects)
            or any(isinstance(part, TermIs) for part in asked)
            or any(rule.clause in each.despite for each in lived.policy.alerts)
        ):
            raise GoesPlain(UNKNOWN_ALERT)

    def _told(self, rule: Alert, about: str | None, raised: Raised) -> AlertDecision:
        now = self.lived.until
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
            zone=_zone(self.lived, rule),
        )

    # About the case

    def _standing(self, number: int, rule: Alert) -> Raised | None:
        lived = self.lived
        now = lived.until if lived.ended_at is None else lived.ended_at
        begins: int | None = None
        applies: bool | tuple[str, ...] = False
        for at, state in zip(lived.turns, lived.path.states, strict=True):
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
            if lived.ended_at is not None:
                return Raised("void")
            return Raised("indeterminate", None, unknown.needs)
        if opens is None or (lived.ended_at is not None and opens > now):
            return Raised("void")
        return Raised("raised" if opens <= now else "deferred", opens, stands=begins)

    def _opening(self, rule: Alert, at: int) -> int | None:
        if rule.hours is None:
            return at
        found = self._line(rule.hours, at).opening(at)
        return None if found >= FOREVER else found

    def _line(self, name: str, at: int) -> Any:
        lived = self.lived
        return lived.shape.calendar(lived.policy, lived.state_at(at), name)

    def _hours(self, name: str, at: int) -> Any:
        """Give the hours of an alert as `watch` asks for them."""
        try:
            return self._line(name, at).hours
        except HoursUnknown as unknown:
            raise HoursMissing(*unknown.needs) from None

    # About a clock

    def _timed(self, number: int, rule: Alert) -> list[AlertDecision]:
        lived = self.lived
        clock = next(c for c in lived.shape.clocks if c.name == rule.clock)
        plans = lived.path.plans[clock.number]
        binding = any(plan.binding for plan in plans)
        found: list[AlertDecision] = []
        for followed in lived.followed[clock.number]:
            for plan in followed.plans(lived.path):
                if plan.binding is not binding:
                    continue
                about = obligation_id((clock.name, binding, followed.count))
                raised = self._watched(number, rule, followed, plan)
                if raised is not None:
                    found.append(self._told(rule, about, raised))
        return found

    def _watched(
        self, number: int, rule: Alert, followed: Followed, plan: Plan
    ) -> Raised | None:
        """Ask `watch` of an occurrence, put as the evaluator would put it."""
        lived = self.lived
        if not plan.is_known:
            raise GoesPlain(UNKNOWN_HOURS)
        hours = SimpleNamespace(calendar=self._hours)
        record = SimpleNamespace(at=lived.until)
        world: Any = SimpleNamespace(hours=hours, record=record)
        more = set(lived.turns) if lived.shape.alerts_turn[number] else set()

        def applies(at: int) -> bool | tuple[str, ...]:
            return lived.state_at(at).alerts[number]

        try:
            return watch(world, rule, self._outcome(followed, plan), applies, more)
        except HolidaysUnknown:
            raise GoesPlain(UNKNOWN_HOLIDAYS) from None

    def _outcome(self, followed: Followed, plan: Plan) -> Outcome:
        """Give what the evaluator reckons of an occurrence, once for all alerts."""
        found = self._outcomes.get((followed, plan))
        if found is None:
            lived = self.lived
            course = course_of(lived, followed, plan)
            clock = lived.policy.clocks[followed.clock.name]
            happened = lived.happened(followed.occurrence)
            found = self._outcomes[followed, plan] = Outcome(
                target=None,
                occurrence=plain_occurrence(clock, happened),
                reckoned=reckon(course),
                course=course,
            )
        return found


def _zone(lived: Lived, rule: Alert) -> str:
    if rule.hours is None:
        return lived.policy.agreement.zone
    try:
        found = lived.shape.calendar(lived.policy, lived.path.state, rule.hours)
    except HoursUnknown:
        return lived.policy.agreement.zone
    return found.hours.zone.name
