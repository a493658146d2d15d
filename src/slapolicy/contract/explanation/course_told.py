"""The course of one occurrence, told: the walk of its clock, and how it came out."""

from collections.abc import Iterator
from contextlib import suppress
from typing import assert_never

from attrs import frozen

from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.course import Course, Measured, Reckoned
from slapolicy.contract.evaluator.courses import Outcome
from slapolicy.contract.evaluator.leg import Leg
from slapolicy.contract.evaluator.reckoning import leg_of
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.explanation.days import (
    CountedDate,
    CountedDates,
    Dated,
    FreeDates,
    Uncounted,
    dates,
)
from slapolicy.contract.explanation.limit_told import limit_told, reasons_told
from slapolicy.contract.explanation.step import (
    Count,
    Days,
    Instant,
    Length,
    Paragraph,
    Step,
    Window,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.stops import Stop, stops
from slapolicy.contract.explanation.view import View
from slapolicy.contract.explanation.walk import (
    Counted,
    Folded,
    Moved,
    Shut,
    Stood,
    Stretch,
    Turned,
    changes,
    walk,
    zone_of,
)
from slapolicy.worktime import HolidaysUnknown


@frozen
class Told:
    """An occurrence that was reckoned, in the world in which it is told."""

    view: View
    world: World
    index: int
    outcome: Outcome
    obligation: Obligation
    course: Course
    reckoned: Reckoned
    leg: Leg
    k: int

    @property
    def limit(self) -> Measured | None:
        """The limit that decided."""
        return self.leg.segments[self.k][2]

    @property
    def zone(self) -> str:
        """The zone in which its instants are told."""
        return self.obligation.zone

    def instant(self, at: int) -> Instant:
        """Give an instant in the clock's zone."""
        return Instant(at, self.zone)

    def stops(self) -> tuple[Stop, ...]:
        """Give its pauses."""
        clock = self.view.policy.clocks[self.obligation.clock]
        life = self.view.situation.lives[self.index]
        return stops(self.view, self.world, life, clock, self.leg)


def told_of(
    view: View, index: int, outcome: Outcome, obligation: Obligation
) -> Told | None:
    """Give an occurrence to tell of; None if it has not begun or cannot be told."""
    if outcome.course is None or outcome.reckoned is None:
        return None
    leg, k = leg_of(outcome.course, outcome.reckoned)
    world = view.situation.worlds[index]
    return Told(
        view, world, index, outcome, obligation, outcome.course, outcome.reckoned,
        leg, k,
    )  # fmt: skip


def course(told: Told) -> Iterator[Paragraph]:
    """Tell the walk of the clock."""
    limit = told.limit
    if limit is None or limit.kind in ("time", "no_stated_time"):
        yield from _time_walk(told)
        return
    with suppress(HolidaysUnknown):  # which the decision says
        yield from tuple(_days_walk(told, limit))


def until(told: Told) -> int:
    """Give the instant to which the walk is told: due, or how far it has come."""
    due = told.reckoned.due_at
    if due is not None:
        return due
    over = [told.course.fulfilled_at, told.course.lapsed_at]
    return min([told.view.at, *(at for at in over if at is not None)])


# Time


def _time_walk(told: Told) -> Iterator[Paragraph]:
    end = until(told)
    stretches = walk(told.leg, told.k, told.stops(), end, told.zone)
    if not stretches:
        return
    limit = told.limit
    hours = None if limit is None else limit.hours
    zone = told.zone if hours is None else zone_of(hours, told.zone)
    is_due = (
        limit is not None
        and limit.kind == "time"
        and (told.reckoned.due_at is not None)
    )
    if len(stretches) == 1 and isinstance(stretches[0], Counted):
        only = stretches[0]
        yield said(
            step(
                "walk_one_due" if is_due else "walk_one",
                zone=zone,
                window=Window(only.start, only.end, only.zone),
                counted=Length(only.counted),
            )
        )
        return
    yield said(step("walk_intro", zone=zone))
    for each in stretches:
        yield item(*_stretch(told, each))
    counted = sum(s.counted for s in stretches if isinstance(s, Counted | Folded))
    yield said(step("walk_sum_due" if is_due else "walk_sum", counted=Length(counted)))


def _stretch(told: Told, each: Stretch) -> Iterator[Step]:
    match each:
        case Counted(start, end, zone):
            window = Window(start, end, zone)
            yield step("counted", window=window, length=Length(each.counted))
        case Folded(start, end, zone, counted, how_many):
            yield step(
                "folded",
                window=Window(start, end, zone),
                dates=Count(how_many, "working_days"),
                length=Length(counted),
            )
        case Stood():
            yield _stood(each)
        case Shut():
            yield _shut(each)
        case Turned(at, segment):
            yield _turned(told, at, segment)
        case Moved(at, by, zone):
            yield moved(at, by, zone)
        case _:
            assert_never(each)


def moved(at: int, by: int, zone: str) -> Step:
    """Tell a change of the clocks of a zone."""
    code = "clocks_forward" if by > 0 else "clocks_back"
    return step(code, at=Instant(at, zone), by=Length(abs(by)))


def _stood(each: Stood) -> Step:
    window = Window(each.start, each.end, each.zone)
    code = "stood" if each.taken else "stood_free"
    start = Instant(each.start, each.zone)
    if each.stop.end is None:
        code, window = "stands", Window(each.start, each.start, each.zone)
    return step(
        code,
        window=window,
        start=start,
        why=each.stop.because,
        taken=Length(each.taken),
    )


def _shut(each: Shut) -> Step:
    why = reasons_told(each.reasons)
    if each.is_whole:
        return step("shut_dates", dates=Days(each.first, each.last), why=why)
    return step("shut_window", window=Window(each.start, each.end, each.zone), why=why)


def _turned(told: Told, at: int, segment: int) -> Step:
    place = told.leg.segments[segment][0]
    target = told.outcome.targets[place]
    measured = told.leg.segments[segment][2]
    severity = told.world.severity_now(at)
    now = (
        step("severity_none")
        if severity is None
        else step("severity_is", severity=told.view.title(severity.name))
    )
    if target is None or measured is None:
        return step("turned_none", at=told.instant(at), severity=now)
    return step(
        "turned",
        at=told.instant(at),
        severity=now,
        limit=limit_told(told.view, target.limit, measured),
        clause=told.view.by_clause(target.clause),
    )


# Days


def _days_walk(told: Told, limit: Measured) -> Iterator[Paragraph]:
    leg, hours = told.leg, limit.counts_on
    nominal = leg.nominal(limit)
    if nominal is None:
        return
    zone = zone_of(hours, told.zone) if limit.kind == "business_days" else told.zone
    if limit.kind == "calendar_days":
        days = Count(limit.amount, "dates")
        start = Instant(leg.start, hours.zone.name)
        due = Instant(nominal, hours.zone.name)
        yield said(step("calendar_days", start=start, days=days, due=due))
        for change in changes(leg.start, nominal, hours.zone.name):
            yield item(moved(change.at, change.by, change.zone))
    else:
        yield from _business_days(told, limit, nominal, zone)
    taken = 0
    for stop in told.stops():
        begins = max(stop.start, leg.start)
        ends = told.view.at if stop.end is None else stop.end
        if begins >= ends:
            continue
        lost = hours.between(begins, ends)
        taken += lost if stop.end is not None else 0
        yield item(_stood(Stood(stop, begins, ends, lost, zone)))
    due_at = told.reckoned.due_at
    if due_at is not None and due_at != nominal:
        yield said(step("days_moved", taken=Length(taken), due=Instant(due_at, zone)))
    for j in range(1, told.k + 1):
        if leg.segments[j][1] > leg.start:
            yield item(_turned(told, leg.segments[j][1], j))


def _business_days(
    told: Told, limit: Measured, nominal: int, zone: str
) -> Iterator[Paragraph]:
    hours, start = limit.counts_on, told.leg.start
    received = hours.next_opening(start)
    if received is None:
        return
    first = None
    if received != start:
        first = step("received_later", received=Instant(received, zone))
    yield said(step("days_intro", zone=zone), first)
    for each in dates(limit, received, nominal):
        yield item(_date(each))
    end = {"closing": "days_end_closing", "same_time": "days_end_same_time"}
    code = end.get(str(hours.day_end), "days_end_at")
    yield said(step(code, due=Instant(nominal, zone)))


def _date(each: Dated) -> Step:
    match each:
        case Uncounted(on):
            return step("date_uncounted", date=Days(on, on))
        case CountedDate(on, number):
            return step(
                "date_counted", date=Days(on, on), number=Count(number, "ordinal")
            )
        case CountedDates(first, last, number):
            return step(
                "dates_counted",
                dates=Days(first, last),
                number=Count(number, "working_days"),
            )
        case FreeDates(first, last, reasons):
            return step(
                "dates_free", dates=Days(first, last), why=reasons_told(reasons)
            )
        case _:
            assert_never(each)
