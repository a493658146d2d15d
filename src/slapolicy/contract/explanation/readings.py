"""What a wall clock of a zone reads at an instant, in digits, in no language."""

from datetime import UTC, datetime, timedelta

from slapolicy.worktime import DAY, MINUTE, SECOND, zone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def wall(at: int, zone_name: str) -> datetime:
    """Give the reading of the wall clock of a zone."""
    return _EPOCH + timedelta(microseconds=zone(zone_name).reading(at))


def time_of(reading: datetime, separator: str = ":", decimal: str = ".") -> str:
    """Write a time of day to the second or finer only where it is so fine."""
    text = f"{reading.hour:02}{separator}{reading.minute:02}"
    if reading.second or reading.microsecond:
        text += f"{separator}{reading.second:02}"
    if reading.microsecond:
        text += f"{decimal}{reading.microsecond:06}".rstrip("0")
    return text


def offset(at: int, zone_name: str) -> str:
    """Write the offset of a zone at an instant: `UTC+01:00`."""
    east = zone(zone_name).offset(at)
    minutes, seconds = divmod(abs(east), MINUTE)
    hours, minutes = divmod(minutes, 60)
    text = f"UTC{'-' if east < 0 else '+'}{hours:02}:{minutes:02}"
    return f"{text}:{seconds // SECOND:02}" if seconds else text


def place_of(at: int, zone_name: str, known: tuple[str, int | None]) -> str:
    """Write in brackets what is not `known` yet of the zone and its offset."""
    if known == (zone_name, zone(zone_name).offset(at)):
        return ""
    if zone_name == "UTC":
        return " (UTC)"
    name = "" if known[0] == zone_name else f"{zone_name}, "
    return f" ({name}{offset(at, zone_name)})"


def changes_within(start: int, end: int, zone_name: str) -> bool:
    """Whether the clocks of a zone change near a stretch, so that offsets are told."""
    clock = zone(zone_name)
    return clock.offset(start - DAY // 2) != clock.offset(end + DAY // 2)
