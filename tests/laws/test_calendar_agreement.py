"""The engine and the dull oracle agree on random calendars, instant by instant.

The named command, `python tests/agreement.py calendars`, does as many as asked for.
"""

from datetime import date
from typing import Any

import pytest

import oracle
import strategies
from agreement import check_calendar
from slapolicy.worktime import SECOND, WorkingTime
from slapolicy.worktime.interval import contains

QUARTER = 900
CLOCKS = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "12:00", "24:00")


@pytest.mark.parametrize("seed", range(5_000, 5_008))
def test_the_engine_agrees_with_the_oracle(seed: int) -> None:
    assert check_calendar(seed, rounds=25) > 100


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("America/New_York", date(2025, 3, 9)),
        ("America/New_York", date(2025, 11, 2)),
        ("Australia/Lord_Howe", date(2025, 4, 6)),
        ("Australia/Lord_Howe", date(2025, 10, 5)),
        ("America/Santiago", date(2025, 4, 5)),  # back at midnight
        ("America/Santiago", date(2025, 9, 7)),  # forward at midnight
        ("Antarctica/Troll", date(2025, 3, 30)),
        ("Africa/Casablanca", date(2025, 2, 23)),
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Apia", date(2011, 12, 31)),
    ],
)
def test_every_span_of_a_small_world_is_open_as_the_wall_clock_reads(
    name: str, on: date
) -> None:
    """Each pair of clocks, on the date of a change and overnight before it."""
    start = (on - date(1970, 1, 1)).days * strategies.DAY - 86_400
    quarters = range(start - start % QUARTER, start + 3 * strategies.DAY, QUARTER)
    for first in CLOCKS[:-1]:
        for last in CLOCKS:
            if first == last:
                continue
            for back in (0, 1):
                day = strategies.WEEKDAYS[on.weekday() - back]
                plain: dict[str, Any] = {
                    "zone": name,
                    "weeks": [{"from": None, "days": {day: [[first, last]]}}],
                }
                time = WorkingTime(strategies.hours(plain))
                spans = tuple(
                    time.spans(quarters[0] * SECOND, quarters[-1] * SECOND + 1)
                )
                for second in quarters:
                    expected = oracle.is_open(plain, second)
                    assert time.is_open(second * SECOND) is expected
                    assert contains(spans, second * SECOND) is expected
