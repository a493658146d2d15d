"""Calendars: office hours first, then nights, split days, holidays and closures."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from slapolicy.worktime import Calendar

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Africa/Casablanca",  # and here in Ramadan
    "Pacific/Apia",  # a day was left out, 30 December 2011
    "America/Havana",  # at midnight
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPANS = (
    ("09:00-17:00",),
    ("09:00-12:00", "13:00-17:00"),
    ("08:30-16:30",),
    ("00:00-24:00",),
    ("22:00-06:00",),
    ("02:00-03:00",),  # the hour that is lost or told twice
)
_FIRST, _LAST = date(2025, 1, 1), date(2026, 12, 31)


@st.composite
def calendars(draw: st.DrawFn, zones: tuple[str, ...] = ZONES) -> Calendar:
    """Draw calendars that open at least once a week.

    Args:
        draw: Given by Hypothesis.
        zones: The zones to choose from, the plainest first.

    Returns:
        A calendar; the plainest is open on Mondays from 9 to 17.
    """
    days = draw(st.lists(st.sampled_from(_DAYS), min_size=1, unique=True))
    dates = st.dates(_FIRST, _LAST)
    closures = draw(st.lists(st.tuples(dates, st.integers(1, 72)), max_size=1))
    return Calendar(
        zone=draw(st.sampled_from(zones)),
        week={day: draw(st.sampled_from(_SPANS)) for day in sorted(days, key=_place)},
        holidays=sorted(draw(st.sets(dates, max_size=3))),
        dates=draw(st.dictionaries(dates, st.sampled_from((*_SPANS, ())), max_size=2)),
        closures=[_closure(on, hours) for on, hours in closures],
    )


def _place(day: str) -> int:
    return _DAYS.index(day)


def _closure(on: date, hours: int) -> tuple[datetime, datetime]:
    start = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    return start, start + timedelta(hours=hours)
