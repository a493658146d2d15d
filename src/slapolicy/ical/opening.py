"""When a calendar is open, and which dates are closed and why, as a calendar file."""

from collections.abc import Iterator
from datetime import date, timedelta

from slapolicy.contract.explanation.limit_told import reasons_told
from slapolicy.contract.explanation.names import Names
from slapolicy.contract.explanation.speech import Speaker
from slapolicy.contract.explanation.step import Title, step
from slapolicy.contract.policy import Policy
from slapolicy.ical.writing import Entry, write
from slapolicy.worktime import (
    DAY,
    Hours,
    Stretch,
    WorkingTime,
    spans_with_reasons,
    zone,
)
from slapolicy.worktime.dates import day_number

_TOLD = ("holiday", "closed", "closure")


def hours_to_ics(
    policy: Policy, name: str, hours: Hours, first: date, last: date, language: str
) -> str:
    """Write the open hours of a calendar of a policy, and what closes it.

    Args:
        policy: Whose calendar it is.
        name: How the policy calls it.
        hours: What it comes to by the order form.
        first: The first date.
        last: The last date, included.
        language: The language of the words.

    Years whose holidays nobody knows are refused, as a calendar refuses them.
    """
    names, speaker = Names(policy), Speaker(language, policy.labels)
    agreement = policy.agreement
    title = Title(agreement.name, agreement.title or agreement.name)
    called = step("ical_hours", agreement=title, calendar=names.title(name))
    clock = zone(hours.zone)
    start = clock.first_reaching(day_number(first) * DAY)
    end = clock.first_reaching(day_number(last + timedelta(days=1)) * DAY)
    entries = [*_open(names, speaker, name, hours, start, end)]
    entries += _closed(names, speaker, name, hours, start, end)
    return write(speaker.alone(called), language, start, sorted(entries, key=_when))


def _when(entry: Entry) -> tuple[int, str]:
    start = entry.start
    at = start if isinstance(start, int) else day_number(start) * DAY
    return at, entry.summary


def _open(
    names: Names, speaker: Speaker, name: str, hours: Hours, start: int, end: int
) -> Iterator[Entry]:
    summary = speaker.alone(step("ical_open", calendar=names.title(name)))
    for opens, closes in WorkingTime(hours).spans(start, end):
        yield Entry(
            key=(names.policy.agreement.name, name, "open", str(opens)),
            start=opens,
            end=closes,
            summary=summary,
            category="open",
        )


def _closed(
    names: Names, speaker: Speaker, name: str, hours: Hours, start: int, end: int
) -> Iterator[Entry]:
    """Give the dates, or the parts of one, that something closes."""
    summary = speaker.alone(step("ical_closed", calendar=names.title(name)))
    for each in spans_with_reasons(hours, start, end):
        told = tuple(reason for reason in each.reasons if reason.kind in _TOLD)
        if each.is_open or not told:
            continue
        why = step("ical_because", why=reasons_told(told))
        named = [reason.name for reason in told if reason.name]
        is_whole = _is_whole(hours, each)
        is_holiday = any(reason.kind == "holiday" for reason in told)
        yield Entry(
            key=(names.policy.agreement.name, name, "closed", str(each.start)),
            start=each.on if is_whole else each.start,
            end=None if is_whole else each.end,
            summary=": ".join((summary, *map(speaker.say, named[:1]))),
            description=speaker.alone(why),
            category="holiday" if is_holiday else "closed",
        )


def _is_whole(hours: Hours, each: Stretch) -> bool:
    clock, day = zone(hours.zone), day_number(each.on)
    whole = tuple(clock.first_reaching((day + n) * DAY) for n in (0, 1))
    return (each.start, each.end) == whole
