"""When an alert about a clock stands, on the clock's own hours (DESIGN, "Alerts")."""

from typing import assert_never

from slapolicy.contract.decimals import digits, hundredfold, share_of
from slapolicy.contract.evaluator.course import NEVER, Due
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
            return f":{digits(hundredfold(share))}%"
        case AfterElapsed(length):
            return f":after {length_words(length)}"
        case BeforeDue(length):
            return f":{length_words(length)} before"
        case AfterDue(length):
            return f":{length_words(length)} after"


def stands_at(leg: Leg, k: int, timing: Timing) -> Due:
    """Give when an alert stands, by the limit of a segment, which has a figure."""
    limit = leg.segments[k][2]
    assert limit is not None
    match timing:
        case AtShare(share):
            whole = _whole(leg, k)
            return NEVER if whole is None else leg.passes(k, share_of(share, whole))
        case AfterElapsed(length):
            return leg.passes(k, length // MICROSECOND)
        case BeforeDue(length):
            return _before_due(leg, k, length // MICROSECOND)
        case AfterDue(length):
            due = leg.due(k)
            if not isinstance(due, int):
                return due
            found = limit.counts_on.add(due, length // MICROSECOND)
            return NEVER if found is None else found
        case _:
            assert_never(timing)


def _whole(leg: Leg, k: int) -> int | None:
    """Give the whole duration of a limit on its own hours, before pauses."""
    limit = leg.segments[k][2]
    assert limit is not None
    if limit.kind == "time":
        return limit.amount
    nominal = leg.nominal(limit)
    return None if nominal is None else limit.counts_on.between(leg.start, nominal)


def _before_due(leg: Leg, k: int, length: int) -> Due:
    """Give the last instant, as time runs, at which so much of the clock is left.

    That is the next instant that counts after all the rest has passed; a pause that
    begins later does not undo it.
    """
    whole = _whole(leg, k)
    if whole is None:
        return NEVER
    found = leg.passes(k, max(whole - length, 0) + 1)
    return found - 1 if isinstance(found, int) else found
