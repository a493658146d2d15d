"""Alerts: warnings and escalations, raised when and for whom (DESIGN, "Alerts").

One that speaks of a clock stands at a share of its duration, or some time before or
after its due instant, on the clock's own hours. One that does not is raised when the
case is open and its condition holds.
"""

from collections import Counter
from functools import partial

from attrs import evolve

from slapolicy.contract.decision import AlertDecision
from slapolicy.contract.evaluator.citations import each_once
from slapolicy.contract.evaluator.conditions import parts_of
from slapolicy.contract.evaluator.courses import Key
from slapolicy.contract.evaluator.hours import HoursMissing, needs_of
from slapolicy.contract.evaluator.obligations import obligation_id
from slapolicy.contract.evaluator.past import Stood
from slapolicy.contract.evaluator.raised import Raised
from slapolicy.contract.evaluator.situation import Situation, Told
from slapolicy.contract.evaluator.timings import timing_words
from slapolicy.contract.evaluator.watch import watch
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import Alert, ClockIs, Policy
from slapolicy.worktime import HolidaysUnknown, to_datetime


def alerts(situation: Situation) -> tuple[AlertDecision, ...]:
    """Give the alerts of a situation, rule by rule; none before the case opens."""
    found: list[AlertDecision] = []
    for rule, key, each in _told(situation):
        found += _merged(situation, rule, key, each)
    return _numbered(found)


def alert_times(situation: Situation) -> set[int]:
    """Give the instants at which an alert stands or is raised, in any world."""
    raised = [one for _, _, each in _told(situation) for one in each if one is not None]
    times = {at for one in raised for at in (one.at, one.stands)}
    return {at for at in times if at is not None}


def _told(situation: Situation) -> list[Told]:
    """Give what each rule comes to, about each occurrence, in each world."""
    if situation.told is None:
        found: list[Told] = []
        is_told = situation.record.opened_at is not None and situation.is_in_force
        stood = [Stood(outcomes) for outcomes in situation.outcomes]
        for rule in situation.policy.alerts if is_told else ():
            if rule.clock is None or rule.timing is None:
                found.append((rule, None, _standing(situation, rule, stood)))
                continue
            for key in _keys(situation, rule.clock):
                found.append((rule, key, _timed(situation, rule, key, stood)))
        situation.told = found
    return situation.told


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
    what = about or rule.clause
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


def _timed(
    situation: Situation, rule: Alert, key: Key, everywhere: list[Stood]
) -> list[Raised | None]:
    found: list[Raised | None] = []
    for world, outcomes, stood in zip(
        situation.worlds, situation.outcomes, everywhere, strict=True
    ):
        outcome = outcomes.get(key)
        if outcome is None or (outcome.occurrence is None and not outcome.needs):
            found.append(None)
        elif outcome.occurrence is None:
            found.append(Raised("indeterminate", None, outcome.needs))
        else:
            applies = partial(_applies, world, rule, stood)
            more = _turns(world, rule, stood)
            found.append(watch(world, rule, outcome, applies, more))
    return found


def _turns(world: World, rule: Alert, stood: Stood) -> set[int]:
    """Give the instants up to now at which it may change whether a rule applies."""
    found: set[int] = set()
    for each in (rule, *_prevailing(world.policy)[id(rule)]):
        if each.severities or each.when or each.on:
            found.update(world.breaks)
        if id(each) in _about_clocks(world.policy):
            found.update(stood.turns())
    return found


def _applies(
    world: World, rule: Alert, stood: Stood, at: int
) -> bool | tuple[str, ...]:
    """Whether a rule is for the case as it stood; else what is needed to tell.

    It is not where another applies that stands despite its clause.
    """
    found = _is_for(world, rule, stood, at)
    needs = () if found is True else found
    for other in _prevailing(world.policy)[id(rule)] if found is not False else ():
        prevails = _is_for(world, other, stood, at)
        if prevails is True:
            return False
        needs = (*(needs or ()), *(prevails or ()))
    return each_once(needs) if needs else found


@once_a_policy
def _prevailing(policy: Policy) -> dict[int, tuple[Alert, ...]]:
    """Give for each alert (by `id`) those that stand despite its clause."""
    return {
        id(rule): tuple(e for e in policy.alerts if rule.clause in e.despite)
        for rule in policy.alerts
    }


def _is_for(world: World, rule: Alert, stood: Stood, at: int) -> bool | tuple[str, ...]:
    if not world.is_for(rule, world.severity_now(at)):
        return False
    return _holds(world, rule, at, stood)


def _holds(world: World, rule: Alert, at: int, stood: Stood) -> bool | tuple[str, ...]:
    moment = world.hours.moment(at)
    if id(rule) in _about_clocks(world.policy):
        moment = evolve(moment, clocks=stood.states(at))
    truth = moment.applies(rule)
    return truth.needs or bool(truth.holds)


@once_a_policy
def _about_clocks(policy: Policy) -> frozenset[int]:
    """Give the alerts (by `id`) whose conditions ask how clocks stand."""
    return frozenset(
        id(rule)
        for rule in policy.alerts
        if any(isinstance(part, ClockIs) for part in parts_of((rule.when,)))
    )


def _opening(world: World, rule: Alert, at: int) -> int | None:
    if rule.hours is None:
        return at
    return world.hours.calendar(rule.hours, at).next_opening(at)


# Alerts about the case


def _standing(
    situation: Situation, rule: Alert, everywhere: list[Stood]
) -> list[Raised | None]:
    found: list[Raised | None] = []
    for world, life, stood in zip(
        situation.worlds, situation.lives, everywhere, strict=True
    ):
        period = life.last
        assert period is not None
        ended = period.end
        now = situation.record.at if ended is None else ended
        applies = _applies(world, rule, stood, now)
        if applies is False:
            found.append(None)
        elif applies is not True:
            found.append(Raised("indeterminate", None, applies))
        else:
            begins = _begins(world, rule, stood, period.start, now)
            raised = _since(world, rule, begins, now)
            is_void = ended is not None and raised.state != "raised"
            found.append(Raised("void") if is_void else raised)
    return found


def _begins(world: World, rule: Alert, stood: Stood, opened: int, now: int) -> int:
    """Give since when a rule has applied without a break, up to `now`."""
    changes = {opened, *_turns(world, rule, stood)}
    begins = now
    for at in sorted((at for at in changes if opened <= at <= now), reverse=True):
        if _applies(world, rule, stood, at) is not True:
            break
        begins = at
    return begins


def _since(world: World, rule: Alert, begins: int, now: int) -> Raised:
    try:
        at = _opening(world, rule, begins)
    except (HoursMissing, HolidaysUnknown) as missing:
        return Raised("indeterminate", None, needs_of(missing))
    if at is None:
        return Raised("void")
    return Raised("raised" if at <= now else "deferred", at, stands=begins)


def applies_whatever(world: World, rule: Alert, at: int) -> bool | tuple[str, ...]:
    """Whether an alert that asks of no clock is for a case; else what is needed."""
    return _applies(world, rule, Stood({}), at)


def numbered(alerts: list[AlertDecision]) -> tuple[AlertDecision, ...]:
    """Tell alerts apart that would have one id, by their order in the policy."""
    return _numbered(alerts)
