"""Where an axis has its ticks: by the wall clock, however long or short it is."""

import itertools

import pytest

from slapolicy.timeline.tick_words import TickWords
from slapolicy.timeline.ticks import Axis, axis
from unit.timeline.desk import micro


def ticks(start: str, end: str, zone: str, most: int = 9) -> Axis:
    return axis(micro(start), micro(end), zone, TickWords("en").told, most)


@pytest.mark.parametrize(
    ("start", "end", "fine", "coarse"),
    [
        # a minute
        ("2025-02-03T10:00:05+01:00", "2025-02-03T10:01:00+01:00",
         "10:00:10 10:00:20 10:00:30 10:00:40 10:00:50", "Mon 3 Feb 2025"),
        # an hour
        ("2025-02-03T10:05:00+01:00", "2025-02-03T11:05:00+01:00",
         "10:10 10:20 10:30 10:40 10:50 11:00", "Mon 3 Feb 2025"),
        # two days
        ("2025-02-03T22:00:00+01:00", "2025-02-05T10:00:00+01:00",
         "00:00 06:00 12:00 18:00 00:00 06:00",
         "Mon 3 Feb 2025|Tue 4 Feb 2025|Wed 5 Feb 2025"),
        # a week
        ("2025-02-26T12:00:00+01:00", "2025-03-05T12:00:00+01:00",
         "Thu 27|Fri 28|Sat 1|Sun 2|Mon 3|Tue 4|Wed 5", "Feb 2025|Mar 2025"),
        # two months: Mondays
        ("2025-02-01T00:00:00+01:00", "2025-04-01T00:00:00+02:00",
         "Mon 3|Mon 10|Mon 17|Mon 24|Mon 3|Mon 10|Mon 17|Mon 24|Mon 31",
         "Feb 2025|Mar 2025"),
        # a year
        ("2024-12-20T00:00:00+01:00", "2025-12-20T00:00:00+01:00",
         "Jan|Apr|Jul|Oct", "2024|2025"),
    ],
)  # fmt: skip
def test_ticks_are_as_fine_as_there_is_room(
    start: str, end: str, fine: str, coarse: str
) -> None:
    found = ticks(start, end, "Europe/Madrid")
    told = [tick.words for tick in found.fine]
    assert told == (fine.split("|") if "|" in fine else fine.split())
    assert [tick.words for tick in found.coarse] == coarse.split("|")


def test_an_hour_that_the_clock_skips_has_no_tick() -> None:
    found = ticks(
        "2025-03-30T00:30:00+01:00", "2025-03-30T05:30:00+02:00", "Europe/Madrid"
    )
    hours = [tick for tick in found.fine if tick.words.endswith(":00")]
    assert [t.words for t in hours] == ["01:00", "03:00", "04:00", "05:00"]
    assert {b.at - a.at for a, b in itertools.pairwise(hours)} == {3600 * 10**6}


def test_an_hour_that_comes_twice_has_two_ticks() -> None:
    found = ticks(
        "2025-10-26T00:30:00+02:00", "2025-10-26T04:30:00+01:00", "Europe/Madrid"
    )
    hours = [tick.words for tick in found.fine if tick.words.endswith(":00")]
    assert hours == ["01:00", "02:00", "02:00", "03:00", "04:00"]


def test_a_date_without_a_midnight_begins_at_its_first_instant() -> None:
    # In Havana the clocks go from 23:59 to 01:00 in the night to 9 March 2025.
    found = ticks(
        "2025-03-07T12:00:00-05:00", "2025-03-11T12:00:00-04:00", "America/Havana", 5
    )
    sunday = [tick for tick in found.fine if tick.words == "Sun 9"]
    assert [tick.at for tick in sunday] == [micro("2025-03-09T01:00:00-04:00")]


@pytest.mark.parametrize("years", [3, 30, 229])
def test_many_years_have_few_ticks(years: int) -> None:
    found = ticks("1970-02-01T00:00:00Z", f"{1970 + years}-02-01T00:00:00Z", "UTC")
    assert 1 <= len(found.fine) <= 9
