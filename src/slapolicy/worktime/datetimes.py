"""Instants as Python programs have them: aware datetimes, and microseconds UTC.

Each aware datetime is one instant, by its own zone, or is refused. Texts stand in
`instant`.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from slapolicy.worktime.instant import InstantError, require_in_range
from slapolicy.worktime.zone import EARLIEST, EPOCH, LATEST

_MICROSECOND = timedelta(microseconds=1)
_CALM_FROM = EPOCH.toordinal()
_CALM_UNTIL = date(2199, 12, 31).toordinal()


def from_datetime(value: datetime) -> int:
    """Give the instant of an aware datetime, in microseconds UTC.

    Raises:
        InstantError: It is naive, in a gap of its own zone, or out of range. One in a
            fold is taken by its `fold`, which says which of the two is meant.
    """
    try:
        since = value - EPOCH
    except TypeError:
        if not isinstance(value, datetime):
            raise InstantError(
                kind="form",
                message=f"`{str(value)[:60]}` is no datetime",
                hint="give an aware one, such as `datetime.fromisoformat(…)` makes",
            ) from None
        raise InstantError(
            kind="naive",
            message=f"`{value}` has no time zone",
            hint="give an aware datetime",
        ) from None
    instant = since // _MICROSECOND
    if not EARLIEST <= instant <= LATEST:
        require_in_range(instant, f"`{value.isoformat()}`")
    if not isinstance(value.tzinfo, timezone):
        _require_existing(value, instant)
    return instant


def _require_existing(value: datetime, instant: int) -> None:
    """Refuse a datetime in a gap: no clock of its own zone ever reads it."""
    zone_of = value.tzinfo
    if type(zone_of) is ZoneInfo and _is_calm(zone_of, value.toordinal()):
        return
    other = value.replace(fold=1 - value.fold)
    if other.utcoffset() == value.utcoffset():
        return
    real = to_datetime(instant).astimezone(value.tzinfo)
    if real.replace(tzinfo=None) != value.replace(tzinfo=None):
        readings = sorted((value.astimezone(UTC), other.astimezone(UTC)))
        raise InstantError(
            kind="gap",
            message=f"`{value.isoformat()}` does not exist, as the clocks change there",
            hint="write " + " or ".join(f"`{each.isoformat()}`" for each in readings),
            readings=tuple((each - EPOCH) // _MICROSECOND for each in readings),
        )


@lru_cache(maxsize=10_000)
def _is_calm(zone_of: ZoneInfo, day: int) -> bool:
    """Whether a zone's clocks skip nothing of a date that is wholly in range.

    So it is if they stand alike as the date begins and as the next one ends: no zone
    changes its clocks and changes them back within three dates. What is skipped may
    run over a midnight, which then reads as the clock did before.
    """
    if not _CALM_FROM < day < _CALM_UNTIL:
        return False
    start = datetime.fromordinal(day).replace(tzinfo=zone_of)
    return start.utcoffset() == (start + timedelta(2)).utcoffset()


def in_utc(value: datetime) -> datetime:
    """Give an aware datetime in UTC.

    Raises:
        InstantError: As `from_datetime`.
    """
    if type(value) is datetime:
        zone_of = value.tzinfo
        if zone_of is UTC:
            return value
        if type(zone_of) is ZoneInfo and _is_calm(zone_of, value.toordinal()):
            return value.astimezone(UTC)
    return to_datetime(from_datetime(value))


def to_datetime(instant: int) -> datetime:
    """Give an instant as an aware datetime in UTC."""
    return EPOCH + _MICROSECOND * instant
