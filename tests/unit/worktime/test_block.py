"""Blocks of time are how it is reckoned: no answer shows where one of them ends."""

from collections.abc import Callable
from datetime import date

import pytest

from slapolicy.worktime import (
    DAY,
    HOUR,
    LATEST,
    MINUTE,
    DatedHours,
    HolidayLine,
    HolidaysUnknown,
    Hours,
    Uncovered,
    Week,
    WorkingTime,
    holidays,
)
from slapolicy.worktime.dates import date_of
from slapolicy.worktime.zone import BLOCK_BITS

NEVER = Week(((),) * 7)
ALL_DAY = Week((((0, 1440),),) * 7)


@pytest.mark.parametrize("span", [(0, 2880), (1439, 2878)])
@pytest.mark.parametrize("block", [44, 50, 53])
@pytest.mark.parametrize("zone", ["UTC-14:00", "UTC", "UTC+14:00"])
def test_the_longest_hours_of_a_date_are_all_open(
    zone: str, block: int, span: tuple[int, int]
) -> None:
    edge = (block << BLOCK_BITS) // DAY
    for day in range(edge - 3, edge + 4):
        on = date_of(day)
        time = WorkingTime(Hours(zone, (NEVER,), dates=(DatedHours(on, [span]),)))
        opens = time.zone.first_reaching(day * DAY + span[0] * MINUTE)
        closes = opens + (span[1] - span[0]) * MINUTE
        assert list(time.spans(opens - 3 * DAY, closes + 3 * DAY)) == [(opens, closes)]
        assert time.between(opens - 3 * DAY, closes + 3 * DAY) == closes - opens
        assert time.owned(on) == ((opens, closes),)


EDGE = 46 << BLOCK_BITS  # 2021-04-29 03:36


def closed_in(*spans: tuple[int, int]) -> WorkingTime:
    """Open at all times but these."""
    return WorkingTime(Hours("UTC", (ALL_DAY,), closures=spans))


@pytest.mark.parametrize(
    ("time", "closing"),
    [
        (closed_in((EDGE, LATEST)), EDGE),
        (closed_in((EDGE, EDGE + DAY)), EDGE),
        (closed_in((EDGE + 1, EDGE + DAY)), EDGE + 1),
        (closed_in((EDGE + HOUR, LATEST)), EDGE + HOUR),
        (closed_in((EDGE - 1, EDGE)), EDGE - 1),
        (closed_in(), None),
    ],
)
def test_a_stretch_closes_where_it_does(time: WorkingTime, closing: int | None) -> None:
    assert time.next_closing(EDGE - HOUR) == closing
    first = next(time.spans(EDGE - HOUR, EDGE + 2 * HOUR))
    assert first == (EDGE - HOUR, min(closing or LATEST, EDGE + 2 * HOUR))


@pytest.mark.parametrize("shut", [DAY, 3 << BLOCK_BITS])
def test_an_opening_is_found_beyond_any_time_that_is_shut(shut: int) -> None:
    time = closed_in((EDGE, EDGE + shut))
    assert time.next_opening(EDGE) == EDGE + shut
    assert time.next_opening(EDGE - 1) == EDGE - 1
    assert time.add(EDGE - 1, 1) == EDGE
    assert time.add(EDGE - 1, 2) == EDGE + shut + 1
    assert time.subtract(EDGE + shut + 1, 2) == EDGE - 1
    assert time.subtract(EDGE + shut, 0) == EDGE + shut
    assert closed_in((EDGE, LATEST)).next_opening(EDGE) is None


def test_time_runs_from_the_first_instant_to_the_last() -> None:
    time, two = closed_in(), 2 << BLOCK_BITS
    assert time.subtract(two, two) == 0
    assert time.subtract(two, two + 1) is None
    assert time.add(LATEST - two, two) == LATEST
    assert time.add(LATEST - two, two + 1) is None
    assert time.is_open(0)
    assert time.is_open(LATEST - 1)
    assert time.next_opening(LATEST - 1) == LATEST - 1
    shut = closed_in((0, LATEST))
    assert shut.add(LATEST - 1, 1) is shut.subtract(1, 1) is None
    assert not shut.is_open(0)


def test_less_than_nothing_goes_the_other_way() -> None:
    time = closed_in((EDGE, EDGE + DAY))
    assert time.add(EDGE + DAY + 1, -2) == EDGE - 1
    assert time.subtract(EDGE - 1, -2) == EDGE + DAY + 1
    assert time.add(EDGE, -1) == EDGE - 1
    assert time.subtract(EDGE, -1) == EDGE + DAY + 1
    assert time.add(EDGE + 1, 0) == time.subtract(EDGE + 1, 0) == EDGE + 1


# Holidays that nobody knows


def _unknown(region: str, year: int, _: object = None) -> holidays.Holidays:
    return Uncovered(region, year, "a test", "it covers nothing")


@pytest.fixture
def in_doubt(monkeypatch: pytest.MonkeyPatch) -> WorkingTime:
    """Hours of a region of whose holidays nobody knows anything."""
    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", _unknown)
    office = Week((*(((540, 1020),),) * 5, (), ()))
    return WorkingTime(Hours("UTC", (office,), holidays=(HolidayLine(("PL",)),)))


MONDAY = 20_241 * DAY  # 2025-06-02


def test_what_ends_where_the_doubt_begins_is_known(in_doubt: WorkingTime) -> None:
    opens, closes = MONDAY + 9 * HOUR, MONDAY + 17 * HOUR
    assert in_doubt.between(MONDAY, opens) == 0
    assert in_doubt.between(closes, MONDAY + DAY) == 0
    assert not in_doubt.is_open(opens - 1)
    assert not in_doubt.is_open(closes)
    for a, b in ((MONDAY, opens + 1), (closes - 1, closes)):
        with pytest.raises(HolidaysUnknown):
            in_doubt.between(a, b)


def test_a_closure_leaves_nothing_to_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", _unknown)
    shut = ((MONDAY, MONDAY + DAY),)
    lines = (HolidayLine(("PL",)),)
    time = WorkingTime(Hours("UTC", (ALL_DAY,), holidays=lines, closures=shut))
    assert not time.is_working_day(date(2025, 6, 2))
    assert not time.is_open(MONDAY + HOUR)
    with pytest.raises(HolidaysUnknown):
        time.is_working_day(date(2025, 6, 3))


def test_what_is_certain_elsewhere_takes_no_doubt_away() -> None:
    """Holidays of Germany are known up to 2100."""
    lines = (HolidayLine(("DE",)),)
    time = WorkingTime(Hours("UTC", (ALL_DAY,), holidays=lines))
    known, unknown = MONDAY + HOUR, (date(2101, 6, 1) - date(1970, 1, 1)).days * DAY
    for _ in range(2):
        with pytest.raises(HolidaysUnknown):
            time.is_open(unknown)
        assert time.is_open(known)


@pytest.mark.parametrize("instant", [46 << BLOCK_BITS, LATEST - 1])
def test_no_instant_in_doubt_is_taken_for_open(
    monkeypatch: pytest.MonkeyPatch, instant: int
) -> None:
    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", _unknown)
    time = WorkingTime(Hours("UTC", (ALL_DAY,), holidays=(HolidayLine(("PL",)),)))
    with pytest.raises(HolidaysUnknown, match="holidays of PL"):
        time.is_open(instant)
    with pytest.raises(HolidaysUnknown):
        time.between(instant, instant + 1)


def test_what_is_shut_anyhow_is_known_to_the_last_night_of_all() -> None:
    """Holidays of Germany are known up to 2100."""
    office = Week((((540, 1020),),) * 7)
    time = WorkingTime(Hours("UTC", (office,), holidays=(HolidayLine(("DE",)),)))
    for _ in range(2):
        with pytest.raises(HolidaysUnknown):
            time.is_open(LATEST - 9 * HOUR)
        assert not time.is_open(LATEST - HOUR)
        assert time.between(LATEST - HOUR, LATEST) == 0


@pytest.fixture
def unknown_in_2022(monkeypatch: pytest.MonkeyPatch) -> WorkingTime:
    """Open at all times, but that nobody knows the holidays of 2022."""

    def view(region: str, year: int, _: object = None) -> holidays.Holidays:
        return _unknown(region, year) if year == 2022 else ()

    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", view)
    return WorkingTime(Hours("UTC", (ALL_DAY,), holidays=(HolidayLine(("PL",)),)))


BEGIN, END = 18_993 * DAY, 19_358 * DAY  # 2022 and its end


@pytest.mark.parametrize("away", [HOUR, 1 << BLOCK_BITS, 2 << BLOCK_BITS])
def test_what_walks_into_a_year_of_unknown_holidays_is_refused(
    unknown_in_2022: WorkingTime, away: int
) -> None:
    time, before, after = unknown_in_2022, BEGIN - away, END + away
    asks: list[Callable[[], object]] = [
        lambda: time.between(before, BEGIN + 1),
        lambda: time.between(BEGIN + 1, before),
        lambda: time.between(END - 1, after),
        lambda: time.between(before, after),
        lambda: time.add(before, away + 1),
        lambda: time.add(before, after - before),
        lambda: time.subtract(after, away + 1),
        lambda: time.subtract(after, after - before),
        lambda: time.next_closing(before),
        lambda: list(time.spans(before, BEGIN + 1)),
        lambda: list(time.spans(END - 1, after)),
        lambda: time.next_opening(BEGIN),
        lambda: time.next_opening(END - 1),
    ]
    for ask in asks:
        with pytest.raises(HolidaysUnknown, match="PL in 2022"):
            ask()


@pytest.mark.parametrize("away", [HOUR, 1 << BLOCK_BITS, 2 << BLOCK_BITS])
def test_what_stays_out_of_it_is_answered(
    unknown_in_2022: WorkingTime, away: int
) -> None:
    time, before, after = unknown_in_2022, BEGIN - away, END + away
    with pytest.raises(HolidaysUnknown):
        time.is_open(BEGIN)  # it knows that it does not know
    assert time.between(before, BEGIN) == time.between(END, after) == away
    assert time.add(before, away) == BEGIN
    assert time.subtract(after, away) == END
    assert list(time.spans(before, BEGIN)) == [(before, BEGIN)]
    assert list(time.spans(END, after)) == [(END, after)]
    assert time.next_opening(before) == before
    assert time.next_opening(BEGIN - 1) == BEGIN - 1
    assert time.next_opening(END) == END


@pytest.mark.parametrize(
    ("year", "ask"),
    [
        (2199, lambda time: time.add(LATEST - (2 << BLOCK_BITS), 3 << BLOCK_BITS)),
        (1970, lambda time: time.subtract(2 << BLOCK_BITS, 3 << BLOCK_BITS)),
        (2199, lambda time: time.next_closing(LATEST - (2 << BLOCK_BITS))),
    ],
)
def test_that_time_does_not_suffice_is_not_said_of_unknown_holidays(
    monkeypatch: pytest.MonkeyPatch, year: int, ask: Callable[[WorkingTime], object]
) -> None:
    def view(region: str, number: int, _: object = None) -> holidays.Holidays:
        return _unknown(region, number) if number == year else ()

    hours = Hours("UTC", (ALL_DAY,), holidays=(HolidayLine(("PL",)),))
    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", view)
    with pytest.raises(HolidaysUnknown, match=f"PL in {year}"):
        ask(WorkingTime(hours))
    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", lambda *_: ())
    assert ask(WorkingTime(hours)) is None


def test_no_time_is_asked_of_nobody(unknown_in_2022: WorkingTime) -> None:
    with pytest.raises(HolidaysUnknown):
        unknown_in_2022.is_open(BEGIN + HOUR)
    assert list(unknown_in_2022.spans(BEGIN + HOUR, BEGIN + HOUR)) == []
    assert list(unknown_in_2022.spans(BEGIN + HOUR, BEGIN)) == []
    assert unknown_in_2022.between(BEGIN + HOUR, BEGIN + HOUR) == 0


def test_spans_before_the_unknown_are_told_before_it_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def view(region: str, year: int, _: object = None) -> holidays.Holidays:
        return _unknown(region, year) if year == 2022 else ()

    monkeypatch.setattr("slapolicy.worktime.dates.holiday_dates", view)
    office = Week((((540, 1020),),) * 7)
    time = WorkingTime(Hours("UTC", (office,), holidays=(HolidayLine(("PL",)),)))
    first = BEGIN - 580 * DAY + 9 * HOUR
    for _ in range(2):  # the second time it knows what it does not know
        told = time.spans(BEGIN - 580 * DAY, END)
        assert next(told) == (first, first + 8 * HOUR)
        assert next(told) == (first + DAY, first + DAY + 8 * HOUR)
        with pytest.raises(HolidaysUnknown, match="PL in 2022"):
            list(told)


def test_spans_end_with_the_last_instant() -> None:
    spans = closed_in((LATEST - HOUR, LATEST)).spans(LATEST - 2 * HOUR, LATEST)
    assert list(spans) == [(LATEST - 2 * HOUR, LATEST - HOUR)]
    assert list(closed_in().spans(LATEST - 1, LATEST)) == [(LATEST - 1, LATEST)]
    assert list(closed_in().spans(0, 1)) == [(0, 1)]
