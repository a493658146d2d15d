"""What is certain of the hours of a policy's calendars, whatever a case says."""

from collections.abc import Mapping
from itertools import pairwise

from slapolicy.contract.policy import Policy
from slapolicy.values import frozen
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


def is_within(policy: Policy, one: str, other: str) -> bool:
    """Whether a calendar is open only when the other is, whatever a case says.

    Told of calendars of one zone without branches, and with weekly hours that do not
    change; else no.
    """
    if one == other:
        return True
    both = [policy.calendars.get(name) for name in (one, other)]
    plain = [c.branches[0] for c in both if c is not None and len(c.branches) == 1]
    if len(plain) < 2 or any(branch.when is not None for branch in plain):
        return False
    mine, theirs = (branch.hours for branch in plain)
    starts = [
        line.start
        for hours in (mine, theirs)
        for lines in (hours.closed, hours.yearly, hours.holidays, hours.weeks)
        for line in lines
    ]
    is_closed_alike = (
        {*theirs.closed} <= {*mine.closed}
        and {*theirs.yearly} <= {*mine.yearly}
        and {*theirs.holidays} <= {*mine.holidays}
        and theirs.holiday_dates <= mine.holiday_dates
        and {*theirs.closures} <= {*mine.closures}
        and (mine.dates == theirs.dates or not (mine.dates or theirs.dates))
    )
    return (
        mine.zone == theirs.zone
        and is_closed_alike
        and len(mine.weeks) == len(theirs.weeks) == 1
        and not any(starts)
        and all(
            _lies_in(spans, others)
            for spans, others in zip(
                mine.weeks[0].days, theirs.weeks[0].days, strict=True
            )
        )
    )


def _lies_in(
    spans: tuple[tuple[int, int], ...], others: tuple[tuple[int, int], ...]
) -> bool:
    """Whether each stretch lies in one of the others."""
    return all(
        any(opens >= first and closes <= last for first, last in others)
        for opens, closes in spans
    )
