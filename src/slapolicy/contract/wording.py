"""Limits, hours, lengths and events in the words of the language."""

from datetime import timedelta

from slapolicy.contract.policy import (
    Always,
    During,
    InZone,
    Limit,
    Measure,
    Trigger,
)
from slapolicy.worktime import to_iso
from slapolicy.worktime import zone as zone_of

SECOND = timedelta(seconds=1)


def length_words(length: timedelta) -> str:
    """Give a length in one unit, the largest that says it in whole numbers."""
    seconds, rest = divmod(length, SECOND)
    if rest:
        return f"{length // timedelta(microseconds=1)} microseconds"
    for unit, size in (("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds % size == 0:
            return counted(seconds // size, unit)
    raise AssertionError


def instant_words(at: int, zone: str) -> str:
    """Give an instant as a scenario in that zone writes it: `2025-03-09 03:10`.

    With an offset (`02:30 UTC+02:00`) only where the wall clock reads it twice. What
    no scenario can write (parts of a second) is given as RFC 3339 does.
    """
    text, wall = to_iso(at, zone), zone_of(zone)
    on, _, rest = text.partition("T")
    clock, offset = rest[:8], rest[8:]
    if offset.startswith("."):
        return text
    told = f"{on} {clock.removesuffix(':00')}"
    if len(wall.instants_reading(wall.reading(at))) < 2:
        return told
    return f"{told} UTC{'+00:00' if offset == 'Z' else offset}"


def counted(number: int, unit: str) -> str:
    """Give a number with its unit: `1 hour`, `2 hours`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def measure_words(measure: Measure | None) -> str:
    """Give the hours of a limit: `during business_hours`, `24x7`, `in Europe/Paris`."""
    match measure:
        case None:
            return ""
        case During(calendar):
            return f" during {calendar}"
        case Always():
            return " 24x7"
        case InZone(zone):
            return f" in {zone}"


def limit_words(limit: Limit) -> str:
    """Give a limit as the language writes it."""
    hours = measure_words(limit.measure)
    if limit.kind == "no_stated_time":
        return f"within no stated time{hours}"
    if limit.length is not None:
        amount = length_words(limit.length)
    elif limit.business_days is not None:
        amount = counted(limit.business_days, "business day")
    elif limit.calendar_days is not None:
        amount = counted(limit.calendar_days, "calendar day")
    else:
        amount = str(limit.name)
    agreed = f" or {limit.agreed}" if limit.agreed else ""
    return f"{limit.kind} {amount}{agreed}{hours}"


def trigger_words(trigger: Trigger) -> str:
    """Give an event as the language writes it."""
    if trigger.role is None:
        return "resolved"
    # The first verb is the one that is written; a declared one may stand for others.
    told = f"{trigger.role} {trigger.verbs[0]}"
    if trigger.channels:
        told += f" via {', '.join(trigger.channels)}"
    if trigger.calendar is not None:
        told += f" {'outside' if trigger.outside else 'during'} {trigger.calendar}"
    return (
        told
        if trigger.after is None
        else f"{told} after {trigger_words(trigger.after)}"
    )
