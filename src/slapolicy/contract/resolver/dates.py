"""Dates, yearly dates and spans of hours as the lines of a calendar write them."""

from collections.abc import Iterator
from datetime import date, timedelta

from slapolicy.contract.resolver.report import Report, quoted
from slapolicy.language import syntax
from slapolicy.values import frozen
from slapolicy.worktime.hours import MIDNIGHT, Spans

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1970, 2199
_LEAP = 2024


@frozen
class Stretch:
    """From a date through another, both included."""

    first: date
    last: date


@frozen
class YearlyStretch:
    """From a day of the year through another; it may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def dates(self) -> Iterator[date]:
        """Give each of its dates in the years that can be reckoned with."""
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for month, day in self.days():
                if (month, day) != (2, 29) or _is_leap(year):
                    yield date(year, month, day)

    def days(self) -> Iterator[tuple[int, int]]:
        """Give each of its days of the year, 29 February among them."""
        on = date(_LEAP, *self.first)
        while True:
            yield on.month, on.day
            if (on.month, on.day) == self.last:
                return
            on += timedelta(days=1)
            if on.year > _LEAP:
                on = date(_LEAP, 1, 1)


def day_of_year(month: int, day: int) -> str:
    """Give a day of the year as it is written: `24 December`."""
    return f"{day} {MONTHS[month - 1]}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def stretch(node: syntax.DateRange, report: Report) -> Stretch | YearlyStretch | None:
    """Give the dates of a line; say so if there are no such ones."""
    first, last = node.first, node.through
    match first, last:
        case syntax.Date(), None:
            return Stretch(first.value, first.value)
        case syntax.Date(), syntax.Date():
            if last.value < first.value:
                _reversed(node, first, last, report)
                return None
            if last.value - first.value > timedelta(days=3660):
                report.add(
                    "SLA312", "these dates span more than ten years", node.span,
                    "check the years",
                )  # fmt: skip
                return None
            return Stretch(first.value, last.value)
        case syntax.Yearly(), None:
            day = _yearly(first)
            return None if day is None else YearlyStretch(day, day)
        case syntax.Yearly(), syntax.Yearly():
            from_day, to_day = _yearly(first), _yearly(last)
            if from_day is None or to_day is None:
                return None
            return YearlyStretch(from_day, to_day)
        case _:
            report.add(
                "SLA308",
                f"{quoted(node.span.text)} begins in one year and ends in every year, "
                "or the other way about",
                node.span,
                "write both dates with their year, or both without",
            )
            return None


def _reversed(
    node: syntax.Node, first: syntax.Date, last: syntax.Date, report: Report
) -> None:
    report.add(
        "SLA308",
        f"{quoted(node.span.text)} ends before it begins",
        node.span,
        f"write `{last.value} through {first.value}`",
    )


def _yearly(node: syntax.Yearly) -> tuple[int, int] | None:
    month, day = MONTHS.index(node.month.text) + 1, node.day.whole or 0
    try:
        date(_LEAP, month, day)
    except (ValueError, OverflowError):
        return None  # which was said where the tree is looked at
    return month, day


def spans(nodes: tuple[syntax.HoursSpan, ...], report: Report) -> Spans | None:
    """Give spans of hours in minutes of the date; say so if one is none."""
    found: list[tuple[int, int]] = []
    for node in nodes:
        opens, closes = node.opens.seconds, node.closes.seconds
        if opens % 60 or closes % 60:
            report.add(
                "SLA313",
                f"the hours {quoted(node.span.text)} have seconds",
                node.span,
                "write whole minutes, such as `09:00-17:00`",
            )
            return None
        start, end = opens // 60, closes // 60
        if start == MIDNIGHT:
            report.add(
                "SLA313",
                f"the hours {quoted(node.span.text)} begin when the day is over",
                node.span,
                "write them on the next day, from `00:00`",
            )
            return None
        if start == end:
            report.add(
                "SLA313",
                f"the hours {quoted(node.span.text)} have no length",
                node.span,
                "write `00:00-24:00` for a whole day",
            )
            return None
        found.append((start, end if end > start else end + MIDNIGHT))
    return tuple(found)
