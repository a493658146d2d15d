"""Limits, their hours, and why time is shut, as steps."""

from typing import assert_never

from slapolicy.contract.evaluator.course import Measured
from slapolicy.contract.explanation.names import Names
from slapolicy.contract.explanation.step import (
    Argument,
    Count,
    Length,
    Step,
    length,
    step,
)
from slapolicy.contract.policy import Always, During, InZone, Limit, Measure
from slapolicy.worktime import Reason, WorkingTime


def limit_told(
    names: Names,
    limit: Limit,
    measured: Measured | None = None,
    *,
    is_brief: bool = False,
) -> Step:
    """Tell a limit, with the amounts of the case where they are known.

    One that `is_brief` leaves out the hours on which it is counted.
    """
    hours = step("nothing")
    if not is_brief:
        hours = measure_told(names, limit.measure, measured)
    if limit.kind == "no_stated_time":
        return step("no_stated_time", hours=hours)
    amount = _amount(names, limit, measured)
    if amount is None:
        assert limit.name is not None
        name = names.title(limit.name)
        return step(f"limit_{limit.kind}_named", name=name, hours=hours)
    return step(f"limit_{limit.kind}", amount=amount, hours=hours)


def _amount(names: Names, limit: Limit, measured: Measured | None) -> Argument | None:
    name = limit.name or limit.agreed
    if measured is not None and measured.kind == "time":
        amount: Argument = Length(measured.amount)
        stated = None if limit.length is None else length(limit.length)
        if name is not None and amount != stated:
            return step("amount_named", amount=amount, name=names.title(name))
        return amount
    if limit.business_days is not None:
        return Count(limit.business_days, "business_days")
    if limit.calendar_days is not None:
        return Count(limit.calendar_days, "calendar_days")
    return None if limit.length is None else length(limit.length)


def measure_told(
    names: Names, measure: Measure | None, measured: Measured | None = None
) -> Step:
    """Tell on which hours time is counted."""
    match measure:
        case None:
            return step("nothing")
        case Always():
            return step("at_all_hours")
        case During(calendar):
            hours = None if measured is None else measured.hours
            if isinstance(hours, WorkingTime):
                zone = hours.zone.name
                return step("during", calendar=names.title(calendar), zone=zone)
            return step("during_plain", calendar=names.title(calendar))
        case InZone(zone):
            if zone[:1].islower():
                return step("dates_of_named", name=names.title(zone))
            return step("dates_of_zone", zone=zone)
        case _:
            assert_never(measure)


def reasons_told(reasons: tuple[Reason, ...]) -> tuple[Step, ...]:
    """Tell why time is shut: by a holiday, a closed date, or for want of hours."""
    found = [_reason(each) for each in reasons if each.kind != "week"]
    once = tuple(each for i, each in enumerate(found) if each not in found[:i])
    return once or (step("shut_no_hours"),)


def _reason(reason: Reason) -> Step:
    match reason.kind:
        case "holiday":
            code = "shut_holiday_estimated" if reason.is_estimated else "shut_holiday"
            if not reason.name:
                return step("shut_listed_holiday")
            return step(code, name=reason.name, region=reason.region)
        case "closed":
            if reason.name:
                return step("shut_closed_named", name=reason.name)
            return step("shut_closed")
        case "closure":
            return step("shut_closure")
        case "no_hours" | "week" | "dated_hours":
            return step(
                "shut_dated" if reason.kind == "dated_hours" else "shut_no_hours"
            )
        case _:
            assert_never(reason.kind)
