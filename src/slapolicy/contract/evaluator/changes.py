"""The later instants at which a decision may change with no further event."""

from datetime import timedelta

from slapolicy.contract.evaluator.alerts import alert_times
from slapolicy.contract.evaluator.conditions import lasted_conditions
from slapolicy.contract.evaluator.indicators import is_yes, may_be
from slapolicy.contract.evaluator.judge import DAY, MICROSECOND
from slapolicy.contract.evaluator.situation import EPOCH_DAY, Situation
from slapolicy.worktime import zone
from slapolicy.worktime.zone import LATEST


def candidates(situation: Situation) -> list[int]:
    """Give the instants, in order, each later than that of the situation."""
    found = turns(situation)
    for outcomes in situation.outcomes:
        for outcome in outcomes.values():
            if outcome.reckoned is not None:
                found |= _some(outcome.reckoned.due_at, outcome.reckoned.opens_at)
    found |= alert_times(situation)
    return sorted(at for at in found if situation.record.at < at < LATEST)


def turns(situation: Situation) -> set[int]:
    """Give the instants at which more than the state of a clock or an alert may change.

    The end by silence, a run that has lasted long enough, the end of a measured second,
    the last day in force. Some may be past.
    """
    found = _runs(situation) | _dates_in_force(situation)
    for life in situation.lives:
        found |= _some(life.silence_ends_at, life.unsure_at)
    return found


def stands_until(situation: Situation) -> int:
    """Give the instant before which nothing changes but what clocks and alerts come to.

    That is the next turn; now, where the case has not opened.
    """
    now = situation.record.at
    if situation.record.opened_at is None:
        return now
    return min((at for at in turns(situation) if at > now), default=LATEST)


def _some(*instants: int | None) -> set[int]:
    return {at for at in instants if at is not None}


def _runs(situation: Situation) -> set[int]:
    found: set[int] = set()
    now = situation.record.at
    for steps in situation.indicators.values():
        found.update(at for at in steps.starts if at > now)
    conditions = lasted_conditions(situation.policy)
    for world in situation.worlds if conditions else ():
        moment = world.hours.moment(now)
        for lasted in conditions:
            steps = situation.indicators[lasted.indicator]
            limit = moment.operand(lasted.limit)
            if not isinstance(limit, timedelta):
                continue
            length = limit // MICROSECOND + (lasted.bound == "more than")
            # Only what lasts, now or from the end of this second, can last long enough.
            for until in {now, max((now, *steps.starts))}:
                if steps.value(until):
                    runs = (*steps.runs(is_yes, until), *steps.runs(may_be, until))
                    found.update(start + length for start, _ in runs)
    return found


def _dates_in_force(situation: Situation) -> set[int]:
    """Give the midnights at which the agreement comes into force and ends."""
    agreement = situation.policy.agreement
    if situation.record.opened_at is not None and not agreement.governs_all_cases:
        return set()
    clock = zone(agreement.zone)
    days = []
    if agreement.starts_on is not None:
        days.append(agreement.starts_on.toordinal())
    if agreement.ends_on is not None:
        days.append(agreement.ends_on.toordinal() + 1)
    return {clock.first_reaching((day - EPOCH_DAY) * DAY) for day in days}
