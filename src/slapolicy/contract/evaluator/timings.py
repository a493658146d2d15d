"""When an alert about a clock stands, on the clock's own hours (DESIGN, "Alerts")."""

from decimal import ROUND_CEILING
from typing import assert_never

from slapolicy.contract.evaluator.course import Due
from slapolicy.contract.evaluator.judge import MICROSECOND
from slapolicy.contract.evaluator.leg import Leg
from slapolicy.contract.policy import (
    AfterDue,
    AfterElapsed,
    AtShare,
    BeforeDue,
    Timing,
)
from slapolicy.contract.wording import length_words


def timing_words(timing: Timing | None) -> str:
    """Give a timing as it stands in the id of an alert."""
    match timing:
        case None:
            return ""
        case AtShare(share):
            return f":{(share * 100).normalize():f}%"
        case AfterElapsed(length):
            return f":after {length_words(length)}"
        case BeforeDue(length):
            return f":{length_words(length)} before"
        case AfterDue(length):
            return f":{length_words(length)} after"


def stands_at(leg: Leg, k: int, timing: Timing) -> Due:
    """Give when an alert stands, by the limit of a segment."""
    limit = leg.segments[k][2]
    assert limit is not None
    match timing:
        case AtShare(share):
            if limit.kind == "time":
                part = (share * limit.amount).to_integral_value(ROUND_CEILING)
                return leg.run_out(k, int(part))
            if limit.kind == "no_stated_time":
                return None
            nominal = leg.nominal(limit)
            if nominal is None:
                return "never"
            whole = limit.counts_on.between(leg.start, nominal)
            return leg.run_out(k, int((share * whole).to_integral_value(ROUND_CEILING)))
        case AfterElapsed(length):
            return leg.run_out(k, length // MICROSECOND)
        case BeforeDue(length):
            return _shifted(leg, k, -(length // MICROSECOND))
        case AfterDue(length):
            return _shifted(leg, k, length // MICROSECOND)
        case _:
            assert_never(timing)


def _shifted(leg: Leg, k: int, by: int) -> Due:
    due = leg.due(k)
    limit = leg.segments[k][2]
    if not isinstance(due, int) or limit is None:
        return due
    hours = limit.counts_on
    found = hours.subtract(due, -by) if by < 0 else hours.add(due, by)
    return "never" if found is None else max(found, leg.start)
