"""Calendars of the conformance kit, and what the second-walker answers of them.

Each is written as data and in the words of the language; nothing of slapolicy is asked.
What is asked of them stands in `conformance_questions.py`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from random import Random
from typing import Any

import oracle
from conformance_questions import Questions
from conformance_writing import Plain, lines
from oracle import DAY, EPOCH, WEEKDAYS, Calendar, Grid

SEED = 20_251_125
A_ZONE = 5
NAME = "open_hours"
ZONES: dict[str, tuple[str, tuple[int, ...]]] = {
    "America/New_York": ("an hour, at two", (1987, 2006, 2007, 2019, 2024)),
    "Europe/Berlin": ("an hour, at two", (1980, 1996, 2013, 2022, 2024)),
    "Australia/Lord_Howe": ("half an hour", (1987, 2008, 2016, 2021, 2024)),
    "Pacific/Apia": ("30 December 2011 was left out", (2011, 2011, 2011, 2012, 2020)),
    "Africa/Casablanca": ("Ramadan", (2012, 2014, 2017, 2019, 2023)),
    "Europe/Dublin": ("winter is the exception", (1972, 1981, 1999, 2018, 2024)),
    "America/St_Johns": ("a minute after midnight, until 2011", (1988, 2007, 2010)),
    "Pacific/Chatham": ("a quarter to three", (1976, 1990, 2007, 2018, 2024)),
    "Asia/Kathmandu": ("once, by a quarter of an hour", (1985, 1986, 2015, 2024)),
    "Asia/Tehran": ("at midnight, by another calendar", (1979, 1991, 2008, 2019)),
    "Africa/Cairo": ("four times in one year", (1995, 2010, 2014, 2023, 2024)),
    "Asia/Gaza": ("irregular", (1996, 2011, 2013, 2016, 2021)),
    "America/Havana": ("at midnight and at one", (1981, 1998, 2011, 2013, 2024)),
    "America/Sao_Paulo": ("at midnight: a day without one", (1986, 1999, 2013, 2018)),
    "America/Santiago": ("at midnight", (1990, 2010, 2016, 2019, 2024)),
    "Antarctica/Troll": ("two hours", (2006, 2010, 2016, 2020, 2024)),
    "Pacific/Kiritimati": ("1 January 1995 was left out", (1979, 1994, 1995, 2020)),
    "Africa/Monrovia": ("44 minutes and 30 seconds", (1971, 1972, 1972, 1973)),
    "UTC": ("no change", (1972, 1999, 2012, 2024, 2025)),
}
"""Each zone with what its clocks do, and years in which to ask."""

OFFICE = {day: [["09:00", "17:00"]] for day in WEEKDAYS[:5]}
WEEKS: tuple[tuple[str, dict[str, list[list[str]]]], ...] = (
    ("office hours", OFFICE),
    (
        "two halves of a day",
        {day: [["08:30", "12:00"], ["13:00", "17:30"]] for day in WEEKDAYS[:5]},
    ),
    ("nights", {day: [["22:00", "06:00"]] for day in WEEKDAYS[:5]}),
    ("whole days", {day: [["00:00", "24:00"]] for day in WEEKDAYS}),
    (
        "the hours in which clocks change",
        {day: [["01:30", "03:15"]] for day in (*WEEKDAYS[:2], *WEEKDAYS[4:])},
    ),
    (
        "around midnight",
        {day: [["00:00", "00:30"], ["23:30", "24:00"]] for day in WEEKDAYS},
    ),
    (
        "long weekends",
        {"thu": [["20:00", "04:00"]], "fri": [["12:00", "24:00"]]}
        | {"sat": [["00:00", "24:00"]], "sun": [["00:00", "20:00"]]},
    ),
    ("half an hour a day", {day: [["02:00", "02:30"]] for day in WEEKDAYS}),
)
SHUT = (None, None, [["12:00", "24:00"]], [["00:00", "02:30"]], [["22:00", "03:00"]])
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def of_zone(zone: str) -> Iterator[Plain]:
    """Give the calendars of a zone with their questions, in order."""
    return (calendar(zone, number) for number in range(A_ZONE))


def calendar(zone: str, number: int) -> Plain:
    """Give one calendar with its questions."""
    draw = Random(f"{SEED} {zone} {number}")
    years = ZONES[zone][1]
    about = _about(draw, zone, years[number % len(years)])
    title, made = _made(draw, zone, about, number)
    grid = Grid(made, about - 4 * DAY, about + 10 * DAY)
    name = f"{zone.split('/')[-1].lower().replace('_', '-')}-{number + 1}"
    return {
        "id": name,
        "title": f"{title}, {ZONES[zone][0]}" if zone != "UTC" else title,
        "calendar": as_data(made),
        "text": lines(as_text(made)),
        "questions": [
            {"id": f"{name}-{n}"} | each
            for n, each in enumerate(Questions(draw, made, grid).all(), start=1)
        ],
    }


def _about(draw: Random, zone: str, year: int) -> int:
    """Give a second within three days of a change of the clocks in a year, if any."""
    begin = (date(year, 1, 1) - EPOCH).days * DAY
    shifts = [oracle.reading(zone, begin + n * DAY) - n * DAY for n in range(367)]
    changes = [n for n in range(366) if shifts[n] != shifts[n + 1]]
    if zone == "Pacific/Apia" and year == 2011 and draw.random() < 0.7:
        changes = [n for n in changes if n > 350]
    day = draw.choice(changes) if changes else draw.randrange(366)
    return begin + day * DAY + draw.randrange(-2 * DAY, 3 * DAY)


def _made(draw: Random, zone: str, about: int, number: int) -> tuple[str, Calendar]:
    """Give a calendar, and what is to be said of it."""
    middle = EPOCH + timedelta(days=about // DAY)
    title, days = WEEKS[(number * 3 + draw.randrange(3)) % len(WEEKS)]
    weeks: list[Plain] = [{"from": None, "days": days}]
    found: Calendar = {"zone": zone, "weeks": weeks}
    near = [middle + timedelta(days=n) for n in draw.sample(range(-2, 6), 4)]
    if draw.random() < 0.25:
        other = draw.choice([week for week in WEEKS if week[0] != title])
        weeks.append({"from": near[0].isoformat(), "days": other[1]})
        title += f", then {other[0]}"
    if draw.random() < 0.3:
        spans = draw.choice(
            ([["10:00", "14:00"]], [["00:00", "03:00"]], [["02:15", "24:00"]])
        )
        found["dates"] = {near[1].isoformat(): spans}
        title += ", a day with hours of its own"
    if draw.random() < 0.4:
        last = near[2] + timedelta(days=draw.choice((0, 0, 1, 2)))
        row = {"from": near[2].isoformat(), "through": last.isoformat()}
        found["closed"] = [row | {"spans": draw.choice(SHUT)}]
        title += ", closed dates"
    if draw.random() < 0.2:
        on = near[3]
        if (on.month, on.day) != (2, 29):
            ends = {"from": [on.month, on.day], "through": [on.month, on.day]}
            found["yearly"] = [ends | {"spans": draw.choice(SHUT)}]
            title += ", closed every year"
    is_late = any(b < a for w in weeks for s in w["days"].values() for a, b in s)
    ends_at = ["closing", "closing", "12:00"] + ([] if is_late else ["same_time"])
    found["ends"] = draw.choice(ends_at)
    return title, found


def as_data(made: Calendar) -> Plain:
    """Give a calendar as the kit's files have it."""

    def week(days: dict[str, Any]) -> dict[str, list[str]]:
        return {day: _spans(days[day]) for day in WEEKDAYS if day in days}

    first, *later = made["weeks"]
    found: Plain = {"zone": made["zone"]}
    if later:
        dated = [{"from": each["from"], "week": week(each["days"])} for each in later]
        found["weeks"] = [{"week": week(first["days"])}, *dated]
    else:
        found["week"] = week(first["days"])
    if "dates" in made:
        found["dates"] = {on: _spans(spans) for on, spans in made["dates"].items()}
    for key in ("closed", "yearly"):
        if key in made:
            found[key] = [_closed(each) for each in made[key]]
    return found | {"business_days": made["ends"]}


def _closed(row: Plain) -> Plain:
    found = {
        key: "{:02}-{:02}".format(*row[key]) if isinstance(row[key], list) else row[key]
        for key in ("from", "through")
    }
    return found if row["spans"] is None else found | {"hours": _spans(row["spans"])}


def _spans(spans: Any) -> list[str]:
    return [f"{opens}-{closes}" for opens, closes in spans]


def _runs(week: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give the days of a week that follow each other with the same hours."""
    for spans, days in groupby(WEEKDAYS, week.get):
        if spans:
            first, *others = [day.title() for day in days]
            yield f"{first}-{others[-1]}" if others else first, spans


def as_text(made: Calendar) -> str:
    """Give a calendar in the words of the language."""
    found = [f'calendar {NAME} "Hours" {{', f"  zone {made['zone']}"]
    for edition in made["weeks"]:
        since = f" from {edition['from']}" if edition["from"] else ""
        for days, spans in _runs(edition["days"]):
            found.append(f"  open {days} {', '.join(_spans(spans))}{since}")
    for on, spans in made.get("dates", {}).items():
        found.append(f"  open on {on} {', '.join(_spans(spans))}")
    for row in (*made.get("closed", []), *made.get("yearly", [])):
        first, last = (
            f"{row[key][1]} {MONTHS[row[key][0] - 1]}"
            if isinstance(row[key], list)
            else row[key]
            for key in ("from", "through")
        )
        said = first if first == last else f"{first} through {last}"
        shut = f" {', '.join(_spans(row['spans']))}" if row["spans"] else ""
        found.append(f"  closed on {said}{shut}")
    ends = "the same time" if made["ends"] == "same_time" else made["ends"]
    return "\n".join([*found, f"  business days run to {ends}", "}"])
