"""The dates on which a calendar has other hours than its week, or none."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from slapolicy.contract.resolver import dates
from slapolicy.contract.resolver.dates import Stretch, YearlyStretch
from slapolicy.contract.resolver.report import Report
from slapolicy.language import syntax
from slapolicy.worktime import ClosedDates, ClosedYearly, DatedHours

Closed = list[tuple[syntax.Node, ClosedDates]]
Yearly = list[tuple[syntax.Node, ClosedYearly]]


def closures(
    lines: Sequence[syntax.ClosedDate], report: Report
) -> tuple[Closed, Yearly]:
    """Give the closed dates and the yearly closed ones, each with where it stands."""
    closed: Closed = []
    yearly: Yearly = []
    for line in lines:
        spans = dates.spans(line.spans, report) if line.spans else None
        if line.spans and spans is None:
            continue
        start = None if line.start is None else line.start.value
        for node in line.dates:
            match dates.stretch(node, report):
                case Stretch(first, last):
                    closed.append((node, ClosedDates(first, last, spans, "", start)))
                case YearlyStretch(since, until):
                    yearly.append((node, ClosedYearly(since, until, spans, "", start)))
                case None:
                    pass
    _check_twice(closed, report)
    return closed, yearly


def _check_twice(closed: Closed, report: Report) -> None:
    """Say so where two lines close one date, whole (sorted, so linear)."""
    whole = [each for each in closed if each[1].spans is None]
    whole.sort(key=lambda each: (each[1].start or date.min, each[1].first))
    for (before, left), (node, right) in pairwise(whole):
        if left.start == right.start and right.first <= left.last:
            _twice(right.first, node, before, "closed", report)


def _twice(
    on: date, node: syntax.Node, before: syntax.Node, how: str, report: Report
) -> None:
    report.add(
        "SLA307",
        f"two lines of a kind say of {on} when it is {how}",
        node.span,
        "leave one out",
        (before.span, "the other one stands here"),
    )


def openings(
    lines: Sequence[syntax.OpenDate], closed: Closed, yearly: Yearly, report: Report
) -> tuple[DatedHours, ...]:
    """Give the dates with hours of their own; a dated line goes before a yearly one."""
    shut = {
        date.fromordinal(n): node
        for node, each in closed
        if each.spans is None
        for n in range(each.first.toordinal(), each.last.toordinal() + 1)
    }
    shut_yearly = {
        day: node
        for node, each in yearly
        if each.spans is None
        for day in YearlyStretch(each.first, each.last).days()
    }
    dated: dict[date, tuple[DatedHours, syntax.Node]] = {}
    every: dict[date, tuple[DatedHours, syntax.Node]] = {}
    for line in lines:
        spans = dates.spans(line.spans, report)
        if spans is None:
            continue
        for node in line.dates:
            found = dates.stretch(node, report)
            if isinstance(found, Stretch):
                for n in range(found.first.toordinal(), found.last.toordinal() + 1):
                    on = date.fromordinal(n)
                    before = dated[on][1] if on in dated else shut.get(on)
                    if before is not None:
                        _twice(on, node, before, "open", report)
                    dated[on] = DatedHours(on, spans), node
            elif found is not None:
                for on in found.dates():
                    other = every.get(on)
                    earlier = other[1] if other else shut_yearly.get((on.month, on.day))
                    if earlier is not None:
                        _twice(on, node, earlier, "open", report)
                    if on not in shut:
                        every[on] = DatedHours(on, spans), node
    merged = {**every, **dated}
    return tuple(merged[on][0] for on in sorted(merged))
