"""Time zones, from the `tzdata` wheel and nowhere else; the only host of tzdata.

Which names may be written, and what each zone's wall clock reads at an instant. The
system's zone data are never looked at. Texts of instants are read in `instant`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pkgutil import get_data
from struct import unpack_from
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = 0
LATEST = 84_006 * DAY  # 1970-01-01 and 2200-01-01
BLOCK_BITS = 45  # time is kept in blocks of 2**45 microseconds, about 407 days

Segment = tuple[int, int, int]
"""A stretch `[start, end)` of instants through which one offset from UTC holds."""

_WEEK = 604_800  # seconds
_AREAS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)
_FIXED = re.compile(r"UTC([+-])(?=0|1[0-3]|14:00)([0-9]{2}):([0-5][0-9])")
_LOOSE = re.compile(r"(?:UTC|GMT|Etc/GMT)? ?([+-])([0-9]{1,2})(?::?([0-5][0-9]))?")
_MEANT = {
    "CET": "Europe/Berlin, Europe/Warsaw, UTC+01:00",
    "CEST": "Europe/Berlin, Europe/Warsaw, UTC+02:00",
    "MET": "Europe/Berlin, UTC+01:00",
    "EET": "Europe/Athens, Europe/Kyiv, UTC+02:00",
    "WET": "Europe/Lisbon, UTC",
    "BST": "Europe/London, UTC+01:00",
    "IST": "Asia/Kolkata, Europe/Dublin, Asia/Jerusalem",
    "EST": "America/New_York, UTC-05:00",
    "EDT": "America/New_York, UTC-04:00",
    "EST5EDT": "America/New_York",
    "CST": "America/Chicago, Asia/Shanghai, UTC-06:00",
    "CDT": "America/Chicago, UTC-05:00",
    "CST6CDT": "America/Chicago",
    "MST": "America/Denver, America/Phoenix, UTC-07:00",
    "MDT": "America/Denver, UTC-06:00",
    "MST7MDT": "America/Denver",
    "PST": "America/Los_Angeles, UTC-08:00",
    "PDT": "America/Los_Angeles, UTC-07:00",
    "PST8PDT": "America/Los_Angeles",
    "HST": "Pacific/Honolulu, UTC-10:00",
    "JST": "Asia/Tokyo, UTC+09:00",
    "AEST": "Australia/Sydney, Australia/Brisbane",
}


class ZoneError(ValueError):
    """A name that is no time zone here.

    `message` says why, in lower case without a full stop; `hint` what to write.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message, self.hint = message, hint


class Zone:
    """One zone's wall clock. Instants and readings are integer microseconds.

    A *reading* counts from the moment the wall clock read 1970-01-01 00:00, as if
    it had never been put forward or back.
    """

    def __init__(self, name: str, fixed: int | None) -> None:
        self.name = name
        self.fixed = fixed
        self._moves: tuple[int, ...] = ()
        self._blocks: dict[int, tuple[Segment, ...]] = {}
        if fixed is None:
            data = _data(f"zoneinfo/{name}")
            self._rules = ZoneInfo.from_file(BytesIO(data), key=name)
            self._moves = _listed_changes(data)

    def __repr__(self) -> str:
        return f"Zone({self.name!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return zone, (self.name,)

    def _seconds_east(self, second: int) -> int:
        local = (EPOCH + timedelta(seconds=second)).astimezone(self._rules)
        offset = local.utcoffset()
        assert offset is not None
        return offset // timedelta(seconds=1)

    def _block(self, index: int) -> tuple[Segment, ...]:
        """Give the segments of a block, from its start to its end."""
        block = self._blocks.get(index)
        if block is None:
            start, end = index << BLOCK_BITS, (index + 1) << BLOCK_BITS
            if self.fixed is not None:
                block = ((start, end, self.fixed),)
            else:
                block = tuple(self._segments(start, end))
            self._blocks[index] = block
        return block

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        first, last = start // SECOND, -(-end // SECOND)
        # The file lists changes up to some year; the rule it ends with makes at most
        # two a year, months apart, so that weekly looks miss none.
        looks = {*range(first, last, _WEEK), last}
        looks |= {move for move in self._moves if first < move < last}
        before, east = first, self._seconds_east(first)
        for look in sorted(looks):
            now = self._seconds_east(look)
            if now == east:
                continue
            low, high = before, look
            while high - low > 1:
                middle = (low + high) // 2
                if self._seconds_east(middle) == east:
                    low = middle
                else:
                    high = middle
            if high * SECOND < end:
                yield start, high * SECOND, east * SECOND
                start, east = high * SECOND, now
            before = look
        yield start, end, east * SECOND

    def segments(self, start: int, end: int) -> Iterator[Segment]:
        """Give the stretches of one offset that make up `[start, end)`, in order.

        Neighbours may have the same offset.
        """
        for index in range(start >> BLOCK_BITS, (end >> BLOCK_BITS) + 1):
            for opens, closes, east in self._block(index):
                if opens < end and closes > start:
                    yield max(opens, start), min(closes, end), east

    def offset(self, instant: int) -> int:
        """Give how far the wall clock is ahead of UTC, in microseconds."""
        block = self._block(instant >> BLOCK_BITS)
        return block[bisect_right(block, (instant, LATEST << 1)) - 1][2]

    def reading(self, instant: int) -> int:
        """Give what the wall clock reads."""
        return instant + self.offset(instant)

    def first_reaching(self, wall: int) -> int:
        """Give the first instant whose local reading reaches `wall`.

        In a gap that is the instant of the change, in a fold the earlier of two.
        """
        for start, end, east in self.segments(wall - DAY, wall + DAY):
            instant = max(start, wall - east)
            if instant < end:
                return instant
        msg = "no wall clock is a day behind"
        raise AssertionError(msg)

    def instants_reading(self, wall: int) -> tuple[int, ...]:
        """Give the instants that read `wall`: none in a gap, two in a fold."""
        return tuple(
            wall - east
            for start, end, east in self.segments(wall - DAY, wall + DAY)
            if start <= wall - east < end
        )

    def changes(self, start: int, end: int) -> tuple[int, ...]:
        """Give the instants in `[start, end)` at which the offset changes."""
        found: list[int] = []
        previous: int | None = None
        for opens, _, east in self.segments(start - 1, end):
            if previous is not None and previous != east:
                found.append(opens)
            previous = east
        return tuple(found)

    def is_estimated(self, instant: int) -> bool:
        """Whether the rules at an instant are a guess about far-off years.

        Rules that go on for ever are published up to 2037; the dates of Ramadan, to
        which four zones keep, only as far as the edition of the data.
        """
        if self.fixed is not None:
            return False
        year = (EPOCH + timedelta(microseconds=instant)).year
        known = int(tzdata_version()[:4]) if self.name in _LUNAR else 2037
        return year > known and len(self._block(instant >> BLOCK_BITS)) > 1


_LUNAR = frozenset(("Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron"))


def _data(name: str) -> bytes:
    """Give what stands in a file of the wheel; `importlib.resources` loads slowly."""
    data = get_data("tzdata", name)
    assert data is not None
    return data


def _listed_changes(data: bytes) -> tuple[int, ...]:
    """Give the instants (seconds) that a zone file lists (RFC 8536, version 2 on)."""
    counts = unpack_from(">6l", data, 20)
    utc, standard, leaps, moves, types, letters = counts
    skip = moves * 5 + types * 6 + letters + leaps * 8 + standard + utc
    second = 44 + skip
    (count,) = unpack_from(">l", data, second + 32)
    return tuple(unpack_from(f">{count}q", data, second + 44))


@lru_cache(1)
def tzdata_version() -> str:
    """Give the IANA name of the zone data in use, such as `2025b`."""
    text = _data("zoneinfo/tzdata.zi").decode()
    return text.partition("\n")[0].removeprefix("# version ").strip()


@lru_cache(1)
def zone_names() -> frozenset[str]:
    """Give every `Area/City` that may be written; `UTC` and offsets are besides."""
    listed = _data("zones").decode().split()
    return frozenset(name for name in listed if name.split("/")[0] in _AREAS)


@lru_cache(1)
def _links() -> dict[str, str]:
    text = _data("zoneinfo/tzdata.zi").decode()
    rows = (line.split() for line in text.splitlines() if line.startswith("L "))
    return {row[2]: row[1] for row in rows}


@lru_cache(256)
def zone(name: str) -> Zone:
    """Give the zone of a name: `Area/City`, `UTC` or a fixed offset, `UTC+01:00`.

    Raises:
        ZoneError: Abbreviations, other spellings and unknown names, with what to
            write instead.
    """
    if name == "UTC":
        return Zone(name, 0)
    if fixed := _FIXED.fullmatch(name):
        sign, hours, minutes = fixed.groups()
        east = int(hours) * HOUR + int(minutes) * MINUTE
        return Zone(name, -east if sign == "-" else east)
    if name in zone_names():
        return Zone(name, None)
    raise _refusal(name)


def _refusal(name: str) -> ZoneError:
    from difflib import get_close_matches  # slow, and rarely needed

    shown = f"`{name[:60]}`"
    if meant := _MEANT.get(name.upper()):
        return ZoneError(
            f"{shown} is an abbreviation, not a time zone",
            f"write the place, or a fixed offset: {meant}",
        )
    if loose := _LOOSE.fullmatch(name):
        sign, hours, minutes = loose.groups()
        if name.startswith("Etc/"):
            sign = "-" if sign == "+" else "+"
        east = f"UTC{sign}{hours:0>2}:{minutes or '00'}"
        right = east if _FIXED.fullmatch(east) else "UTC+01:00"
        return ZoneError(f"{shown} is not a time zone", f"write `{right}`")
    if name in ("GMT", "Etc/UTC", "Etc/GMT", "Z", "Zulu", "UCT", "Universal", "utc"):
        return ZoneError(f"{shown} is not a time zone here", "write `UTC`")
    if _links().get(name) in zone_names():
        return ZoneError(
            f"{shown} is an old name of a time zone", f"write `{_links()[name]}`"
        )
    written = name.strip()[:60].replace(" ", "_").casefold()
    near = {full.casefold(): full for full in sorted(zone_names(), reverse=True)}
    near |= {key.rpartition("/")[2]: full for key, full in near.items()} | near
    match = get_close_matches(written, near, n=1, cutoff=0.75)
    hint = f"did you mean `{near[match[0]]}`?" if match else _GENERAL
    return ZoneError(f"{shown} is not a time zone", hint)


_GENERAL = "write `Area/City`, such as `Europe/Berlin`, or `UTC`, or `UTC+01:00`"
