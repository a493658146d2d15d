"""The dates on which a calendar has other hours than its week, or none."""

from collections.abc import Iterator, Sequence
from datetime import date

from slapolicy.contract.resolver import dates
from slapolicy.contract.resolver.dates import Stretch, YearlyStretch
from slapolicy.contract.resolver.report import Report
from slapolicy.contract.resolver.work import Work
from slapolicy.language import syntax
from slapolicy.worktime import ClosedDates, ClosedYearly, DatedHours
from slapolicy.worktime.hours import Spans

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
    _check_twice(closed, report)
    _check_yearly_twice(yearly, report)
    return closed, yearly


def _check_twice(closed: Closed, report: Report) -> None:
    """Say so where two lines close one date, whole (sorted, so linear)."""
    furthest: dict[date | None, tuple[syntax.Node, ClosedDates]] = {}
    for node, each in sorted(closed, key=lambda pair: pair[1].first):
        if each.spans is not None:
            continue
        before, left = furthest.setdefault(each.start, (node, each))
        if before is not node and each.first <= left.last:
            _twice(str(each.first), node, before, "closed", report)
        if each.last > left.last:
            furthest[each.start] = node, each


def _check_yearly_twice(yearly: Yearly, report: Report) -> None:
    taken: dict[tuple[date | None, tuple[int, int]], syntax.Node] = {}
    for node, each in yearly:
        if each.spans is not None:
            continue
        for day in YearlyStretch(each.first, each.last).days():
            before = taken.setdefault((each.start, day), node)
            if before is not node:
                _twice(dates.day_of_year(*day), node, before, "closed", report)


def _twice(
    on: str, node: syntax.Node, before: syntax.Node, how: str, report: Report
) -> None:
    report.add(
        "SLA307",
        f"two lines say when {on} is {how}",
        node.span,
        "leave one out",
        (before.span, "the other one stands here"),
    )


def openings(
    lines: Sequence[syntax.OpenDate], closed: Closed, yearly: Yearly, work: Work
) -> tuple[DatedHours, ...]:
    """Give the dates with hours of their own; a dated line goes before a yearly one."""
    if not lines:
        return ()
    book = _Book(closed, yearly, work)
    for line in lines:
        spans = dates.spans(line.spans, work.report)
        if spans is None:
            continue
        for node in line.dates:
            book.open(node, spans)
    return book.exceptions()


Taken = dict[date, tuple[DatedHours, syntax.Node]]


class _Book:
    """The exceptions of one calendar, date by date, and the lines that say so."""

    def __init__(self, closed: Closed, yearly: Yearly, work: Work) -> None:
        self._work = work
        self._dated: Taken = {}
        self._every: Taken = {}
        self._shut = {
            on: node
            for node, each in closed
            if each.spans is None
            for on in _dates(Stretch(each.first, each.last))
        }
        self._shut_yearly = {
            day: node
            for node, each in yearly
            if each.spans is None
            for day in YearlyStretch(each.first, each.last).days()
        }

    def open(self, node: syntax.DateRange, spans: Spans) -> None:
        """Take the dates of a line up; say so if another line speaks of one."""
        found = dates.stretch(node, self._work.report)
        if found is None:
            return
        is_dated = isinstance(found, Stretch)
        taken = self._dated if is_dated else self._every
        for on in _dates(found) if isinstance(found, Stretch) else found.dates():
            other = taken[on][1] if on in taken else None
            shut = self._shut.get(on) if is_dated else self._yearly_shut(on)
            before = other or shut
            if before is not None:
                told = str(on) if is_dated else dates.day_of_year(on.month, on.day)
                _twice(told, node, before, "open", self._work.report)
                return
            if self._work.dates_left == 0:
                self._work.report.add(
                    "SLA317",
                    "the policy has more than 100,000 dates with hours of their own",
                    node.span,
                    "write the hours of a week, `from` a date if need be",
                )
                return
            self._work.dates_left -= 1
            taken[on] = DatedHours(on, spans), node

    def _yearly_shut(self, on: date) -> syntax.Node | None:
        return self._shut_yearly.get((on.month, on.day))

    def exceptions(self) -> tuple[DatedHours, ...]:
        """Give them in order of date."""
        yearly = {on: each for on, each in self._every.items() if on not in self._shut}
        merged = {**yearly, **self._dated}
        return tuple(merged[on][0] for on in sorted(merged))


def _dates(stretch: Stretch) -> Iterator[date]:
    for number in range(stretch.first.toordinal(), stretch.last.toordinal() + 1):
        yield date.fromordinal(number)
