"""The instants of scenarios: a date and a time on the wall clock of a zone."""

from datetime import datetime, time, timedelta

from slapolicy.contract.resolver.report import Report, quoted
from slapolicy.language import syntax
from slapolicy.worktime import MINUTE, InstantError, instant_of_wall, to_datetime, zone
from slapolicy.worktime.instant import require_in_range
from slapolicy.worktime.zone import EPOCH

_MICROSECOND = timedelta(microseconds=1)


def bind_instant(node: syntax.Instant, zone_name: str, report: Report) -> int | None:
    """Give an instant in microseconds UTC; say so if the zone has it twice or never."""
    midnight = datetime.combine(node.date.value, time.min)
    wall = midnight + timedelta(seconds=node.time.seconds)
    try:
        if node.offset is None:
            return instant_of_wall(wall, zone_name)
        return _with_offset(node.offset, wall, zone_name, report)
    except InstantError as error:
        hint = error.hint
        if error.readings:
            shown = [_written(each, zone_name, error.kind) for each in error.readings]
            hint = f"write {' or '.join(shown)}"
        report.add("SLA701", error.message, node.span, hint)
        return None


def _with_offset(
    offset: syntax.Offset,
    wall: datetime,
    zone_name: str,
    report: Report,
) -> int | None:
    reading = (wall - EPOCH.replace(tzinfo=None)) // _MICROSECOND
    instant = require_in_range(reading - offset.minutes * MINUTE)
    if zone(zone_name).offset(instant) == offset.minutes * MINUTE:
        return instant
    real = zone(zone_name).offset(instant) // MINUTE
    report.add(
        "SLA702",
        f"the clocks of {zone_name} are not at {quoted(offset.span.text)} then, but at "
        f"`{_offset(real)}`",
        offset.span,
        "leave the offset out; it is only needed where the clock reads twice",
    )
    return None


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _written(instant: int, zone_name: str, kind: str) -> str:
    east = zone(zone_name).offset(instant)
    wall = to_datetime(instant) + timedelta(microseconds=east)
    pattern = "%Y-%m-%d %H:%M:%S" if wall.second else "%Y-%m-%d %H:%M"
    shown = wall.strftime(pattern)
    return quoted(f"{shown} {_offset(east // MINUTE)}" if kind == "fold" else shown)
