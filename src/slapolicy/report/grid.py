"""A year of a calendar to be seen at a glance: months of dates, each of a kind."""

from calendar import monthcalendar
from collections.abc import Mapping
from datetime import date

from slapolicy.contract.explanation.step import step
from slapolicy.report.model import Day, DayKind, Grid, Month
from slapolicy.report.teller import Teller
from slapolicy.worktime import Hours, WorkingTime

KINDS: tuple[DayKind, ...] = ("work", "free", "closed", "special")


def grid(
    teller: Teller, hours: Hours, first: date, last: date, why: Mapping[date, str]
) -> Grid:
    """Give the months from one date to another; `why` tells of dates that differ."""
    work = WorkingTime(hours)
    special = {each.on for each in hours.dates}

    def dated(year: int, month: int, number: int) -> Day | None:
        if not number:
            return None
        on = date(year, month, number)
        if not first <= on <= last:
            return None
        kind: DayKind = "work" if work.is_working_day(on) else "free"
        if on in special:
            kind = "special"
        elif kind == "free" and why.get(on):
            kind = "closed"
        return Day(number=number, kind=kind, why=why.get(on, ""))

    months = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        name = step("month", month=step(f"short_month_{month}"), year=str(year))
        weeks = tuple(
            tuple(dated(year, month, number) for number in week)
            for week in monthcalendar(year, month)
        )
        months.append(Month(name=teller.say(name), weeks=weeks))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    kinds = {day.kind for each in months for week in each.weeks for day in week if day}
    return Grid(
        days=tuple(teller.heading(f"short_day_{number}") for number in range(1, 8)),
        months=tuple(months),
        signs=tuple(
            (kind, teller.plain(step(f"grid_{kind}")))
            for kind in KINDS
            if kind in kinds
        ),
    )
