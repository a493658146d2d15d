"""When things would be, counted on the calendars of a policy from some instant.

What depends on an order form that says nothing is not told; nothing is guessed.
"""

from collections.abc import Callable
from datetime import date

from attrs import frozen

from slapolicy.contract.evaluator.hours import (
    AnyHours,
    HoursBook,
    HoursMissing,
    needs_of,
)
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.policy import Always, During, InZone, Measure, Policy
from slapolicy.contract.wording import instant_words
from slapolicy.language import syntax
from slapolicy.worktime import (
    EARLIEST,
    HOUR,
    LATEST,
    MINUTE,
    SECOND,
    HolidaysUnknown,
    calendar_days_due,
)

_LENGTHS = {"seconds": SECOND, "minutes": MINUTE, "hours": HOUR}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@frozen
class Moment:
    """An instant in microseconds, and the zone whose wall clock tells it."""

    at: int
    zone: str

    def __str__(self) -> str:
        told = instant_words(self.at, self.zone)
        return f"{_DAYS[date.fromisoformat(told[:10]).weekday()]} {told}"


@frozen
class Needed:
    """What a moment depends on that nothing says, or None if it never comes."""

    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.names:
            return "never"
        return f"depends on {', '.join(f'`{each}`' for each in self.names)}"


def hours_of(policy: Policy, measure: Measure, at: int) -> AnyHours | Needed:
    """Give the hours of a measure as they are where the order form says nothing."""
    case = policy.case({"id": "editor", "events": []})
    try:
        return HoursBook(policy, record(policy, case, at), {}, {}).measure(measure, at)
    except (HoursMissing, HolidaysUnknown) as missing:
        return Needed(needs_of(missing))
    except KeyError as missing:  # a calendar that is not in the last sound text
        return Needed((str(missing.args[0]),))


def ends_at(
    policy: Policy, amount: syntax.Duration, measure: Measure, at: int
) -> Moment | Needed:
    """Tell when a length would end that begins at an instant."""
    hours = hours_of(policy, measure, at)
    number, unit = amount.amount.whole, amount.unit.text
    if isinstance(hours, Needed) or number is None:
        return hours if isinstance(hours, Needed) else Needed()
    zone = _zone(policy, measure, hours)
    try:
        match unit:
            case "business days":
                found = hours.business_days_due(at, number)
            case "calendar days":
                found = calendar_days_due(zone, at, number)
            case _:
                found = hours.add(at, number * _LENGTHS[unit])
    except HolidaysUnknown as missing:
        return Needed(needs_of(missing))
    return Needed() if found is None else Moment(found, zone)


def next_opening(policy: Policy, calendar: str, at: int) -> Moment | Needed:
    """Tell when a calendar opens next; the instant itself if it is open."""
    return _turn(policy, calendar, at, lambda hours: hours.next_opening(at))


def next_closing(policy: Policy, calendar: str, at: int) -> Moment | Needed:
    """Tell when a calendar closes next."""
    return _turn(policy, calendar, at, lambda hours: hours.next_closing(at))


def _turn(
    policy: Policy, calendar: str, at: int, turn: Callable[[AnyHours], int | None]
) -> Moment | Needed:
    hours = hours_of(policy, During(calendar), at)
    if isinstance(hours, Needed):
        return hours
    try:
        found = turn(hours)
    except HolidaysUnknown as missing:
        return Needed(needs_of(missing))
    return Needed() if found is None else Moment(found, hours.zone.name)


def is_reckoned(at: int) -> bool:
    """Tell whether an instant is one that is reckoned with."""
    return EARLIEST <= at < LATEST


def measure_of(hours: syntax.LimitHours) -> Measure:
    """Give the hours that are written."""
    match hours:
        case syntax.During(calendar):
            return During(calendar.text)
        case syntax.Always():
            return Always()
        case syntax.InZone(zone):
            return InZone(zone.span.text)


def _zone(policy: Policy, measure: Measure, hours: AnyHours) -> str:
    """Give the zone in which an end is told: that of the hours, or the agreement's."""
    return policy.agreement.zone if isinstance(measure, Always) else hours.zone.name
