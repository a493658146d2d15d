"""What is certain of the hours of a policy's calendars, whatever a case says."""

from collections.abc import Mapping
from itertools import pairwise

from attrs import frozen

from slapolicy.contract.policy import Policy
from slapolicy.worktime import Hours

_AFTER_CLOCK_CHANGES = 4 * 60  # minutes: zones change their clocks in the night


@frozen
class Span:
    """The least and the most minutes that a working date is open."""

    least: int
    most: int


def day_lengths(policy: Policy) -> Mapping[str, Span]:
    """Give how long working dates are open, of the calendars that are regular.

    Regular is a calendar whose dates are shut wholly or not at all, whose hours end on
    the date they begin on, and whose business days end at closing.
    """
    found: dict[str, Span] = {}
    for name, calendar in policy.calendars.items():
        lengths = [
            sum(closes - opens for opens, closes in spans)
            for branch in calendar.branches
            for spans in _days(branch.hours)
            if spans
        ]
        if lengths and all(_is_regular(branch.hours) for branch in calendar.branches):
            found[name] = Span(min(lengths), max(lengths))
    return found


def _days(hours: Hours) -> list[tuple[tuple[int, int], ...]]:
    return [day for week in hours.weeks for day in week.days] + [
        dated.spans for dated in hours.dates
    ]


def _is_regular(hours: Hours) -> bool:
    whole = all(line.spans is None for line in hours.closed)
    whole = whole and all(line.spans is None for line in hours.yearly)
    within = all(
        opens >= _AFTER_CLOCK_CHANGES and closes <= 60 * 24
        for spans in _days(hours)
        for opens, closes in spans
    )
    apart = all(
        before[1] <= after[0]
        for spans in _days(hours)
        for before, after in pairwise(spans)
    )
    return whole and within and apart and hours.day_end == "closing"
