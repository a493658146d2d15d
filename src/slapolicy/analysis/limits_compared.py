"""Which of two limits ends later, as far as that is certain from every start.

Which limits are to be compared is not said here.
"""

from datetime import timedelta
from typing import Literal

from slapolicy.analysis.hours import day_lengths, is_within
from slapolicy.contract.policy import (
    Always,
    During,
    InZone,
    Limit,
    Measure,
    Policy,
)

Later = Literal["always", "never_sooner"]
_Unit = Literal["none", "time", "business", "calendar", "open"]
_MINUTE = timedelta(minutes=1)
_WITHOUT_LEAPS = ("UTC", "Europe/", "America/", "Africa/", "Asia/", "Australia/")
_DAY = timedelta(days=1)
_A_CHANGE = timedelta(hours=2)  # more than clocks are put forward in one night


class Comparison:
    """Compares limits of a policy, each pair once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._days = day_lengths(policy)
        self._known: dict[tuple[int, int], Later | None] = {}

    def later(self, a: Limit, b: Limit) -> Later | None:
        """Say how `a` is later than `b`, whatever both start from.

        None: it is sooner from some start, or that is not certain. Never sooner: it
        may end at the same instant, from some starts or from all.
        """
        pair = (id(a), id(b))
        if pair not in self._known:
            self._known[pair] = self._later(a, b)
        return self._known[pair]

    def _later(self, a: Limit, b: Limit) -> Later | None:
        one, two = unit_of(a), unit_of(b)
        if one == "none":
            return None if two == "none" else "always"
        if "open" in (one, two) or two == "none" or a.kind != b.kind:
            return None
        if one == two and a.measure == b.measure:
            return "always" if amount_of(a) > amount_of(b) else None
        if one == two == "time":
            return self._longer(a, b)
        return "always" if self._is_longer(one, a, two, b) else None

    def _longer(self, a: Limit, b: Limit) -> Later | None:
        """Compare times on two measures: what is open less often ends no sooner."""
        if not self._is_within(a.measure, b.measure) or amount_of(a) < amount_of(b):
            return None
        return "always" if amount_of(a) > amount_of(b) else "never_sooner"

    def _is_within(self, one: Measure | None, other: Measure | None) -> bool:
        if other == Always():
            return True
        if not isinstance(one, During) or not isinstance(other, During):
            return False
        return is_within(self._policy, one.calendar, other.calendar)

    def _is_longer(self, one: _Unit, a: Limit, two: _Unit, b: Limit) -> bool:
        """Compare days and times, or days of two kinds."""
        days, others = a.business_days or a.calendar_days, b.calendar_days
        if one in ("business", "calendar") and two == "calendar":
            # the times of day may take one from the difference
            return (days or 0) > (others or 0) + 1
        if b.measure == Always() and one in ("business", "calendar"):
            least = (days or 0) - (0 if _is_whole(a.measure) else 1)
            return amount_of(b) <= least * _DAY - _A_CHANGE
        if one == "time" and two == "calendar":
            return amount_of(a) >= ((others or 0) + 1) * _DAY
        if a.measure != b.measure or not isinstance(a.measure, During):
            return False
        open_time = self._days.get(a.measure.calendar)
        if open_time is None:
            return False
        if (one, two) == ("business", "time"):
            return amount_of(b) <= (days or 0) * open_time.least * _MINUTE
        if (one, two) == ("time", "business"):
            counted = (b.business_days or 0) + 1
            return amount_of(a) > counted * open_time.most * _MINUTE
        return False


def _is_whole(measure: Measure | None) -> bool:
    """Whether n days are n days by day and by night, but for a change of the clocks.

    Business days begin with a part of one; zones of the Pacific have skipped a date.
    """
    return isinstance(measure, InZone) and measure.zone.startswith(_WITHOUT_LEAPS)


def unit_of(limit: Limit) -> _Unit:
    """Give what a limit is counted in; open, if the case says how long it is."""
    if limit.kind == "no_stated_time":
        return "none"
    if limit.name is not None or limit.agreed is not None:
        return "open"
    if limit.length is not None:
        return "time"
    return "business" if limit.business_days is not None else "calendar"


def amount_of(limit: Limit) -> timedelta:
    """Give an amount that compares with others of its unit."""
    days = limit.business_days or limit.calendar_days or 0
    return limit.length or timedelta(days=days)
