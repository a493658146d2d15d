"""What random tests are made of: zones, calendars, and instants that matter.

Most instants lie near a change of the clocks, an opening or a closing: far from them
every wrong rule looks right. The calendars are plain data, as `oracle` reads them.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from slapolicy.worktime import (
    ClosedDates,
    ClosedYearly,
    DatedHours,
    Hours,
    Week,
    span,
)
from slapolicy.worktime.zone import BLOCK_BITS, SECOND, zone

DAY = 86_400
EPOCH = date(1970, 1, 1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Apia",  # skipped 30 December 2011
    "Africa/Casablanca",  # Ramadan
    "Europe/Dublin",  # its winter is the exception
    "America/St_Johns",
    "Pacific/Chatham",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Africa/Cairo",
    "Asia/Gaza",
    "America/Havana",  # at midnight
    "America/Sao_Paulo",
    "America/Santiago",
    "Antarctica/Troll",  # two hours
    "Pacific/Kiritimati",
    "Africa/Monrovia",  # seconds, until 1972
    "UTC",
)
EDGES = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "03:15", "03:30")
CLOCKS = (*EDGES, "06:00", "08:30", "09:00", "12:00", "17:00", "22:00", "23:30")


def instant_near_a_change(draw: Random, name: str) -> int:
    """Give a second within three days of a change of a zone's clocks, if it has any."""
    clock = zone(name)
    if draw.random() < 0.1:  # where the engine cuts time, which must not show
        if draw.random() < 0.4:
            return new_year(draw) + draw.randrange(-3 * DAY, 3 * DAY)
        cut = draw.randrange(2, 80) << BLOCK_BITS
        return cut // SECOND + draw.randrange(-3 * DAY, 3 * DAY)
    start = draw.randrange(1971, 2060)
    begin = (date(start, 1, 1) - EPOCH).days * DAY
    if name == "Pacific/Apia" and draw.random() < 0.5:
        begin = (date(2011, 7, 1) - EPOCH).days * DAY
    if name == "Africa/Monrovia" and draw.random() < 0.8:
        begin = (date(1971, 12, 1) - EPOCH).days * DAY
    changes = clock.changes(begin * SECOND, (begin + 400 * DAY) * SECOND)
    if not changes or draw.random() < 0.2:
        return begin + draw.randrange(365 * DAY)
    return draw.choice(changes) // SECOND + draw.randrange(-3 * DAY, 3 * DAY)


def new_year(draw: Random) -> int:
    """Give the second at which a year begins in UTC."""
    return (date(draw.randrange(1972, 2060), 1, 1) - EPOCH).days * DAY


def spans(draw: Random, most: int = 3) -> list[list[str]]:
    """Give some spans of a day: overnight, overlapping or up to midnight too."""
    found: list[list[str]] = []
    for _ in range(draw.randint(1, most)):
        first, last = draw.choice(CLOCKS), draw.choice((*CLOCKS, "24:00"))
        if first != last:
            found.append([first, last])
    return found or [["00:00", "24:00"]]


def week(draw: Random) -> dict[str, list[list[str]]]:
    """Give the hours of a week, some of its days closed."""
    if draw.random() < 0.3:
        return dict.fromkeys(WEEKDAYS[: draw.choice((5, 5, 6, 7))], spans(draw, 2))
    return {day: spans(draw) for day in WEEKDAYS if draw.random() < 0.8}


def calendar(draw: Random, name: str, about: int) -> dict[str, Any]:
    """Give a calendar whose dated lines lie around a second."""
    middle = EPOCH + timedelta(days=about // DAY)

    def near() -> date:
        return middle + timedelta(days=draw.randint(-5, 8))

    def some(chance: float, most: int) -> int:
        return draw.randint(1, most) if draw.random() < chance else 0

    weeks: list[dict[str, Any]] = [{"from": None, "days": week(draw)}]
    for start in sorted({near() for _ in range(some(0.3, 2))}):
        weeks.append({"from": start.isoformat(), "days": week(draw)})
    closed: list[dict[str, Any]] = []
    yearly: list[dict[str, Any]] = []
    for _ in range(some(0.4, 2)):
        first = near()
        last = first + timedelta(days=draw.choice((0, 0, 1, 3)))
        some_spans = spans(draw, 2) if draw.random() < 0.5 else None
        row: dict[str, Any] = {"spans": some_spans}
        if draw.random() < 0.5:
            closed.append(row | {"from": str(first), "through": str(last)})
        else:
            ends = [last.month, last.day]
            yearly.append(row | {"from": [first.month, first.day], "through": ends})
    closures: list[list[int]] = []
    for _ in range(some(0.3, 2)):
        start_at = about + draw.randrange(-4 * DAY, 6 * DAY)
        closures.append([start_at, start_at + draw.choice((1, 1800, 40_000, 2 * DAY))])
    return {
        "zone": name,
        "weeks": weeks,
        "dates": {
            near().isoformat(): spans(draw) if draw.random() < 0.8 else []
            for _ in range(some(0.4, 2))
        },
        "closed": closed,
        "yearly": yearly,
        "holidays": [near().isoformat() for _ in range(some(0.4, 2))],
        "closures": closures,
        "ends": draw.choice(("closing", "closing", "same_time", "12:00", "00:00")),
    }


def hours(plain: dict[str, Any]) -> Hours:
    """Give a plain calendar as the engine's own value."""

    def read(rows: list[list[str]]) -> list[tuple[int, int]]:
        return [span(f"{first}-{last}") for first, last in rows]

    def shut(rows: list[list[str]] | None) -> list[tuple[int, int]] | None:
        return None if rows is None else read(rows)

    def day(text: str | None) -> date | None:
        return None if text is None else date.fromisoformat(text)

    ends = plain.get("ends", "closing")
    return Hours(
        zone=plain.get("zone", "UTC"),
        weeks=tuple(
            Week([read(each["days"].get(d, [])) for d in WEEKDAYS], day(each["from"]))
            for each in plain["weeks"]
        ),
        dates=tuple(
            DatedHours(date.fromisoformat(on), read(rows))
            for on, rows in plain.get("dates", {}).items()
        ),
        closed=tuple(
            ClosedDates(
                date.fromisoformat(each["from"]),
                date.fromisoformat(each["through"]),
                shut(each["spans"]),
            )
            for each in plain.get("closed", [])
        ),
        yearly=tuple(
            ClosedYearly(
                (each["from"][0], each["from"][1]),
                (each["through"][0], each["through"][1]),
                shut(each["spans"]),
            )
            for each in plain.get("yearly", [])
        ),
        holiday_dates=frozenset(
            date.fromisoformat(on) for on in plain.get("holidays", [])
        ),
        closures=tuple(
            (start * SECOND, end * SECOND) for start, end in plain.get("closures", [])
        ),
        day_end=ends
        if ends in ("closing", "same_time")
        else int(ends[:2]) * 60 + int(ends[3:]),
    )
