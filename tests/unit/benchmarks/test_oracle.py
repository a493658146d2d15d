"""What is right, worked out by hand: hours, nights, holidays, changes of the clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from benchmarks.lineups import NIGHTS, OFFICE, WARSAW, LineUp
from benchmarks.oracle import OpenQuarters, microseconds

HOUR = 3_600_000_000


def instant(text: str) -> int:
    """Give the instant of a text, in microseconds."""
    return microseconds(datetime.fromisoformat(text))


def known(lineup: LineUp, start: str) -> OpenQuarters:
    """Give what is known for six weeks from midnight UTC of a date."""
    first = datetime.fromisoformat(start).replace(tzinfo=UTC)
    return OpenQuarters(lineup, first, first + timedelta(days=42))


@pytest.mark.parametrize(
    ("lineup", "start", "end", "hours"),
    [
        # a Friday afternoon to the Monday after
        (OFFICE, "2025-06-06T16:00-04:00", "2025-06-09T10:30-04:00", 2.5),
        # Independence Day, a Friday, is not worked
        (OFFICE, "2025-07-03T16:00-04:00", "2025-07-07T10:00-04:00", 2),
        # seconds count
        (OFFICE, "2025-06-06T16:59:59-04:00", "2025-06-06T18:00-04:00", 1 / 3600),
        # Corpus Christi in Warsaw, a Thursday
        (WARSAW, "2025-06-18T16:00+02:00", "2025-06-20T09:15+02:00", 1.25),
        # in spring the night from 22:00 to 06:00 has seven hours, in autumn nine
        (NIGHTS, "2025-03-08T22:00-05:00", "2025-03-09T06:00-04:00", 7),
        (NIGHTS, "2025-11-01T22:00-04:00", "2025-11-02T06:00-05:00", 9),
        (NIGHTS, "2025-11-02T01:30-04:00", "2025-11-02T01:30-05:00", 1),
    ],
)
def test_open_time_between_is_what_the_clock_on_the_wall_says(
    lineup: LineUp, start: str, end: str, hours: float
) -> None:
    found = known(lineup, start[:8] + "01").between(instant(start), instant(end))
    assert found == round(hours * HOUR)


@pytest.mark.parametrize(
    ("lineup", "start", "hours", "due"),
    [
        (OFFICE, "2025-06-06T15:00-04:00", 4, "2025-06-09T11:00-04:00"),
        # what runs out at closing is due at closing
        (OFFICE, "2025-06-06T13:00-04:00", 4, "2025-06-06T17:00-04:00"),
        (OFFICE, "2025-06-07T12:00-04:00", 8, "2025-06-09T17:00-04:00"),
        (NIGHTS, "2025-11-01T22:00-04:00", 10, "2025-11-02T23:00-05:00"),
    ],
)
def test_an_instant_is_due_when_so_much_has_passed_for_the_first_time(
    lineup: LineUp, start: str, hours: int, due: str
) -> None:
    held = known(lineup, start[:8] + "01")
    began, right = instant(start), instant(due)
    assert held.is_due(began, hours * HOUR, right)
    assert not held.is_due(began, hours * HOUR, right - 1)
    assert not held.is_due(began, hours * HOUR, right + 1)
    # the next opening is as much open time away, and is not the first such instant
    assert not held.is_due(began, hours * HOUR, right + 16 * HOUR)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2025-06-17T10:00+02:00", 2, "2025-06-20T10:00+02:00"),  # over Corpus Christi
        ("2025-06-21T10:00:01+02:00", 2, "2025-06-24T10:00:01+02:00"),  # a Saturday
        ("2025-06-20T23:59+02:00", 1, "2025-06-23T23:59+02:00"),
    ],
)
def test_a_business_day_after_is_the_same_time_of_a_working_date(
    start: str, count: int, due: str
) -> None:
    held = known(WARSAW, "2025-06-15")
    assert held.is_working_date_due(instant(start), count, instant(due))
    assert not held.is_working_date_due(instant(start), count, instant(due) + HOUR)
    day_before = instant(due) - 24 * HOUR
    assert not held.is_working_date_due(instant(start), count, day_before)


def test_nothing_is_known_of_what_was_not_looked_at() -> None:
    held = known(OFFICE, "2025-06-01")
    inside = instant("2025-06-03T12:00-04:00")
    for outside in ("2025-05-31T12:00-04:00", "2025-08-01T12:00-04:00"):
        with pytest.raises(IndexError):
            held.between(inside, instant(outside))
