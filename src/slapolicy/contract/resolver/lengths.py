"""Lengths of time and numbers as they are written, with what bounds them."""

from datetime import timedelta
from decimal import Decimal

from slapolicy.contract.resolver.report import Report, quoted
from slapolicy.language import syntax

TEN_YEARS = timedelta(days=3660)
_UNITS = {"seconds": 1, "minutes": 60, "hours": 3600}


def shown(duration: syntax.Duration) -> str:
    """Give a duration as it is written: `15 minutes`."""
    unit = duration.unit.text
    one = duration.amount.text == "1"
    return quoted(f"{duration.amount.text} {unit.removesuffix('s') if one else unit}")


def _whole(
    duration: syntax.Duration, report: Report, *, may_be_zero: bool = False
) -> int | None:
    amount = duration.amount.whole
    if amount is None:
        return None  # which was said where units are looked at
    if amount == 0 and not may_be_zero:
        report.add(
            "SLA312",
            f"{shown(duration)} is no time at all",
            duration.span,
            "write how long it may take, or leave the line out",
        )
        return None
    days = "days" in duration.unit.text
    limit = TEN_YEARS.days if days else TEN_YEARS // timedelta(seconds=1)
    if amount * (1 if days else _UNITS[duration.unit.text]) > limit:
        report.add(
            "SLA312",
            f"{shown(duration)} is longer than ten years",
            duration.span,
            "check the number and its unit; what has no limit is `no stated time`",
        )
        return None
    return amount


def exact(
    duration: syntax.Duration, report: Report, *, may_be_zero: bool = False
) -> timedelta | None:
    """Give a duration in seconds, minutes or hours; say so if it is none.

    Args:
        duration: What is written.
        report: Where to say so.
        may_be_zero: Whether no time at all may stand there.
    """
    if duration.unit.text not in _UNITS:
        hint = "write it in hours, minutes or seconds"
        if duration.unit.text == "calendar days" and duration.amount.whole:
            hint = f"write `{duration.amount.whole * 24} hours`"
        report.add(
            "SLA310",
            f"{shown(duration)} has no one length, and one is needed here",
            duration.span,
            hint,
        )
        return None
    amount = _whole(duration, report, may_be_zero=may_be_zero)
    return (
        None
        if amount is None
        else timedelta(seconds=amount * _UNITS[duration.unit.text])
    )


def days(duration: syntax.Duration, report: Report) -> int | None:
    """Give the number of a duration in business days or calendar days."""
    return _whole(duration, report)


def number(number: syntax.Number) -> Decimal:
    """Give a number exactly as it is written."""
    return Decimal(number.text)
