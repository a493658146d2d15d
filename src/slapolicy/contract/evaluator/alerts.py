"""Alerts: warnings and escalations, raised when and for whom (DESIGN, "Alerts").

One that speaks of a clock stands at a share of its duration, or some time before or
after its due instant, on the clock's own hours. One that does not is raised when the
case is open and its condition holds.
"""

from collections import Counter
from typing import Literal

from attrs import evolve, frozen

from slapolicy.contract.decision import AlertDecision
from slapolicy.contract.evaluator.courses import Key, Outcome
from slapolicy.contract.evaluator.hours import HoursMissing, needs_of
from slapolicy.contract.evaluator.judge import Moment, judge
from slapolicy.contract.evaluator.obligations import obligation_id
from slapolicy.contract.evaluator.reckoning import leg_of
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.evaluator.timings import stands_at, timing_words
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.policy import (
    Alert,
)
from slapolicy.worktime import HolidaysUnknown, to_datetime

State = Literal["pending", "deferred", "raised", "paused", "void", "indeterminate"]


@frozen
class Raised:
    """What an alert comes to in one world."""

    state: State
    at: int | None = None
    needs: tuple[str, ...] = ()


def alerts(situation: Situation) -> tuple[AlertDecision, ...]:
    """Give the alerts of a situation, rule by rule; none before the case opens."""
    if situation.record.opened_at is None or not situation.is_in_force:
        return ()
    found: list[AlertDecision] = []
    for rule in situation.policy.alerts:
        if rule.clock is None or rule.timing is None:
            found += _merged(situation, rule, None, _standing(situation, rule))
            continue
        for key in _keys(situation, rule.clock):
            found += _merged(situation, rule, key, _timed(situation, rule, key))
    return _numbered(found)


def _numbered(alerts: list[AlertDecision]) -> tuple[AlertDecision, ...]:
    """Tell alerts apart that would have one id, by their order in the policy."""
    seen: Counter[str] = Counter()
    numbered: list[AlertDecision] = []
    for each in alerts:
        seen[each.id] += 1
        ordinal = seen[each.id]
        numbered.append(
            each if ordinal == 1 else evolve(each, id=f"{each.id}:{ordinal}")
        )
    return tuple(numbered)


def escalation_without_case(situation: Situation, rule: Alert) -> Raised | None:
    """Tell of an escalation as if a case were opened at this instant."""
    return _since(situation.worlds[0], rule, situation.record.at, situation.record.at)


def _keys(situation: Situation, clock: str) -> list[Key]:
    keys = {k for each in situation.outcomes for k in each if k[0] == clock}
    binding = any(key[1] for key in keys)
    return sorted(key for key in keys if key[1] == binding)


def _merged(
    situation: Situation, rule: Alert, key: Key | None, each: list[Raised | None]
) -> list[AlertDecision]:
    if not any(each):
        return []
    about = None if key is None else obligation_id(key)
    what = about or rule.clause or "case"
    name = f"{rule.kind}:{rule.to}{timing_words(rule.timing)}:{what}"
    agreed = len(set(each)) == 1
    first = next(raised for raised in each if raised is not None)
    needs = first.needs
    if not agreed:
        needs = situation.needs(lambda index: each[index])
    return [
        AlertDecision(
            id=name,
            kind=rule.kind,
            to=rule.to,
            at=to_datetime(first.at) if agreed and first.at is not None else None,
            state=first.state if agreed else "indeterminate",
            obligation=about,
            clauses=rule.clauses,
            readings=rule.readings,
            needs=needs,
            zone=_zone(situation, rule),
        )
    ]


def _zone(situation: Situation, rule: Alert) -> str:
    if rule.hours is not None:
        try:
            at = situation.record.at
            return situation.worlds[0].hours.calendar(rule.hours, at).zone.name
        except HoursMissing:
            pass
    return situation.policy.agreement.zone


# Alerts about a clock


def _timed(situation: Situation, rule: Alert, key: Key) -> list[Raised | None]:
    found: list[Raised | None] = []
    for world, outcomes in zip(situation.worlds, situation.outcomes, strict=True):
        outcome = outcomes.get(key)
        applies = _applies(world, rule, outcomes)
        if outcome is None or outcome.occurrence is None or applies is False:
            found.append(None)
        elif applies is not True:
            found.append(Raised("indeterminate", None, applies))
        else:
            found.append(_of_occurrence(world, rule, outcome))
    return found


def _applies(
    world: World, rule: Alert, outcomes: dict[Key, Outcome]
) -> bool | tuple[str, ...]:
    """Whether a rule is for the case as it stands; else what is needed to tell."""
    at = world.record.at
    if not world.is_for(rule, world.severity_now(at)):
        return False
    return _holds(world, rule, at, outcomes)


def _holds(
    world: World, rule: Alert, at: int, outcomes: dict[Key, Outcome]
) -> bool | tuple[str, ...]:
    plain = world.hours.moment(at)
    moment = Moment(
        plain.policy, plain.record, plain.snapshot, at, plain.indicators,
        plain.assumed, _states(outcomes, at),
    )  # fmt: skip
    truths = (judge(rule.on, moment), judge(rule.when, moment))
    if any(truth.holds is False for truth in truths):
        return False
    needs = [need for truth in truths for need in truth.needs]
    return tuple(dict.fromkeys(needs)) if needs else True


def _states(outcomes: dict[Key, Outcome], at: int) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for (clock, _, _), outcome in outcomes.items():
        found[clock] = (*found.get(clock, ()), _state_at(outcome, at))
    return found


def _state_at(outcome: Outcome, at: int) -> str:
    """Give the state an occurrence had at an instant up to now."""
    reckoned, occurrence = outcome.reckoned, outcome.occurrence
    if reckoned is None or occurrence is None:
        return outcome.state
    if reckoned.breached_at is not None and reckoned.breached_at <= at:
        return "breached"
    fulfilled = occurrence.fulfilled_at
    if fulfilled is not None and fulfilled <= at and reckoned.state == "met":
        return "met"
    if reckoned.state in ("met", "breached"):
        return "running" if occurrence.start <= at else "not_started"
    return reckoned.state


def _of_occurrence(world: World, rule: Alert, outcome: Outcome) -> Raised:
    occurrence, reckoned, course = outcome.occurrence, outcome.reckoned, outcome.course
    assert occurrence is not None
    if reckoned is None or course is None:
        return Raised("indeterminate", None, outcome.needs)
    if reckoned.state == "lapsed":
        return Raised("void")
    assert rule.timing is not None
    now = world.record.at
    try:
        leg, k = leg_of(course, reckoned)
        stands = stands_at(leg, k, rule.timing)
        if not isinstance(stands, int):
            if stands is None or stands == "never":
                return Raised("void")
            over = occurrence.is_over
            return Raised("void") if over else Raised("paused")
        at = _opening(world, rule, stands)
    except (HoursMissing, HolidaysUnknown) as missing:
        return Raised("indeterminate", None, needs_of(missing))
    over_at = occurrence.fulfilled_at
    if at is None or (over_at is not None and over_at <= at):
        return Raised("void")
    if at <= now:
        return Raised("raised", at)
    return Raised("deferred" if stands <= now else "pending", at)


def _opening(world: World, rule: Alert, at: int) -> int | None:
    if rule.hours is None:
        return at
    return world.hours.calendar(rule.hours, at).next_opening(at)


# Alerts about the case


def _standing(situation: Situation, rule: Alert) -> list[Raised | None]:
    found: list[Raised | None] = []
    now = situation.record.at
    for world, life, outcomes in zip(
        situation.worlds, situation.lives, situation.outcomes, strict=True
    ):
        applies = _applies(world, rule, outcomes)
        if applies is not True and applies is not False:
            found.append(Raised("indeterminate", None, applies))
            continue
        period = life.last
        assert period is not None
        if applies is False:
            found.append(None)
            continue
        raised = _since(world, rule, _begins(world, rule, outcomes, period.start), now)
        over = period.end
        if raised is not None and over is not None and raised.state != "raised":
            raised = Raised("void")
        found.append(raised)
    return found


def _begins(
    world: World, rule: Alert, outcomes: dict[Key, Outcome], opened: int
) -> int:
    """Give since when a rule has applied without a break, up to now."""
    changes = {opened, *(at for at in world.breaks if at >= opened)}
    for outcome in outcomes.values():
        if outcome.occurrence is not None and outcome.reckoned is not None:
            fulfilled = outcome.occurrence.fulfilled_at
            for at in (outcome.reckoned.breached_at, fulfilled):
                if at is not None and opened <= at <= world.record.at:
                    changes.add(at)
    begins = world.record.at
    for at in sorted(changes, reverse=True):
        severity = world.severity_now(at)
        if not world.is_for(rule, severity):
            break
        if _holds(world, rule, at, outcomes) is not True:
            break
        begins = at
    return begins


def _since(world: World, rule: Alert, begins: int, now: int) -> Raised | None:
    try:
        at = _opening(world, rule, begins)
    except (HoursMissing, HolidaysUnknown) as missing:
        return Raised("indeterminate", None, needs_of(missing))
    if at is None:
        return Raised("void")
    return Raised("raised" if at <= now else "deferred", at)
