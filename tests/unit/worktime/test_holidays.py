"""Holidays as two packages see them."""

import re
import subprocess
import sys
from datetime import date
from threading import Thread

import pytest

from slapolicy.worktime.holidays import (
    Holiday,
    HolidaysUnknown,
    Uncovered,
    disagreements,
    holiday_dates,
    holidays_version,
    is_region,
    workalendar_dates,
)
from slapolicy.worktime.hours import According


def dates(found: object) -> set[str]:
    assert isinstance(found, tuple)
    return {each.on.isoformat() for each in found}


def test_a_region_keeps_its_holidays_by_name() -> None:
    found = holiday_dates("US", 2025)
    assert isinstance(found, tuple)
    assert Holiday(date(2025, 7, 4), "Independence Day", "US") in found
    assert found == tuple(sorted(found, key=lambda each: each.on))


def test_a_part_of_a_country_has_its_own() -> None:
    assert "2025-04-21" in dates(holiday_dates("GB-ENG", 2025))  # Easter Monday
    assert "2025-04-21" not in dates(holiday_dates("GB-SCT", 2025))


def test_what_may_yet_move_is_an_estimate() -> None:
    found = holiday_dates("ID", 2030)
    assert isinstance(found, tuple)
    by_name = {each.name: each.is_estimated for each in found}
    assert by_name["Eid al-Fitr (estimated)"]
    assert not by_name["Independence Day"]


@pytest.mark.parametrize(
    ("region", "year", "says"),
    [
        ("XX", 2025, "does not know `XX`"),
        ("US-ZZ", 2025, "does not know `US-ZZ`"),
        ("us", 2025, "not a region"),
        ("ECB", 2025, "not a region"),
        ("", 2025, "not a region"),
        ("PL", 2150, "from 1925 to 2100"),
        ("IN", 2050, "only from 2001 to 2035"),  # of which it knows some holidays
    ],
)
def test_what_is_not_covered_is_no_year_without_holidays(
    region: str, year: int, says: str
) -> None:
    found = holiday_dates(region, year)
    assert isinstance(found, Uncovered)
    assert says in found.because
    assert str(year) in str(HolidaysUnknown(found))


@pytest.mark.parametrize(
    ("region", "year"),
    [("ID", 2026), ("CN", 2015), ("CN", 2026), ("XX", 2025), ("GB-SCT", 2025)],
)
def test_workalendar_may_have_no_view(region: str, year: int) -> None:
    assert isinstance(workalendar_dates(region, year), Uncovered)


@pytest.mark.parametrize("region", ["GB-ENG", "GB-WLS"])
def test_workalendar_takes_england_and_wales_for_the_united_kingdom(
    region: str,
) -> None:
    """The bank holidays of England and Wales in 2025, as the law has them."""
    assert dates(workalendar_dates(region, 2025)) >= {
        "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05",
        "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
    }  # fmt: skip


def test_a_holiday_moved_over_new_year_stays_in_its_year() -> None:
    assert "2021-12-31" in dates(workalendar_dates("US", 2021))
    assert "2021-12-31" not in dates(workalendar_dates("US", 2022))
    assert "2021-12-31" in dates(holiday_dates("US", 2021))


def test_a_calendar_may_say_whom_to_go_by() -> None:
    eve = "2026-12-24"  # a holiday in Poland since 2025, which workalendar missed
    assert eve in dates(holiday_dates("PL", 2026))
    assert holiday_dates("PL", 2026, "holidays") == holiday_dates("PL", 2026)
    assert eve not in dates(holiday_dates("PL", 2026, "workalendar"))
    assert eve in dates(holiday_dates("PL", 2026, "either"))
    assert eve not in dates(holiday_dates("PL", 2026, "both"))
    assert "2026-12-25" in dates(holiday_dates("PL", 2026, "both"))


def test_either_says_more_than_each_and_in_order() -> None:
    """England's Monday of Easter is one that `holidays` does not give all of GB."""
    either = holiday_dates("GB", 2025, "either")
    first, second = holiday_dates("GB", 2025, "holidays"), workalendar_dates("GB", 2025)
    assert dates(either) == dates(first) | dates(second)
    assert dates(first) < dates(either)
    assert isinstance(either, tuple)
    assert list(either) == sorted(either, key=lambda each: each.on)


def test_holidays_that_one_source_misses_stand_in_order_too() -> None:
    """`workalendar` misses Christmas Eve in Poland, which comes before Christmas."""
    either = holiday_dates("PL", 2026, "either")
    assert isinstance(either, tuple)
    assert [each.on.isoformat() for each in either][-3:] == [
        "2026-12-24", "2026-12-25", "2026-12-26",
    ]  # fmt: skip


def test_holidays_have_english_names_whatever_the_machine_speaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "pl")
    found = holiday_dates("PL", 2033)  # a year that no other test asks about
    assert isinstance(found, tuple)
    names = {each.on.isoformat(): each.name for each in found}
    assert names["2033-06-16"] == "Corpus Christi"
    assert names["2033-12-24"] == "Christmas Eve"


def test_an_estimate_that_is_kept_on_another_date_is_one_too() -> None:
    found = holiday_dates("MY", 2030)
    assert isinstance(found, tuple)
    observed = [each for each in found if "(observed, estimated)" in each.name]
    assert observed
    assert all(each.is_estimated for each in observed)


def test_holidays_that_the_moon_decides_are_estimates_moved_or_not() -> None:
    found = workalendar_dates("MY", 2022)
    assert isinstance(found, tuple)
    assert list(found) == sorted(found, key=lambda each: each.on)
    estimated = {each.name for each in found if each.is_estimated}
    assert {"Hari Raya Haji", "Hari Raya Haji shift"} <= estimated
    assert not {"New year", "Christmas Day", "Christmas Day shift"} & estimated


def test_the_first_and_last_years_that_a_package_knows_are_known() -> None:
    assert "1925-12-25" in dates(holiday_dates("PL", 1925))
    assert isinstance(holiday_dates("PL", 1924), Uncovered)
    assert "2100-12-25" in dates(holiday_dates("PL", 2100))


def test_why_a_year_is_not_known_is_one_sentence() -> None:
    found = holiday_dates("IN", 2050)
    assert isinstance(found, Uncovered)
    assert not found.because.endswith(".")
    assert found.because.startswith("holidays ")
    long = "X" * 21
    for view in (holiday_dates(long, 2025), workalendar_dates(long, 2025)):
        assert isinstance(view, Uncovered)
        assert f"`{'X' * 20}`" in view.because


@pytest.mark.parametrize("source", ["workalendar", "either", "both"])
def test_a_source_that_must_be_asked_must_know(source: According) -> None:
    assert isinstance(holiday_dates("ID", 2026, source), Uncovered)
    assert isinstance(holiday_dates("XX", 2026, source), Uncovered)


def test_the_sources_differ_on_named_dates() -> None:
    found = disagreements("US", date(2026, 1, 1), date(2026, 12, 31))
    assert isinstance(found, tuple)
    assert [(str(each.on), each.workalendar) for each in found] == [
        ("2026-06-19", None)
    ]
    assert found[0].holidays == "Juneteenth National Independence Day"


def test_a_difference_on_a_date_that_is_not_worked_does_not_matter() -> None:
    year = date(2026, 1, 1), date(2026, 12, 31)
    assert disagreements("US", *year, lambda on: on.month != 6) == ()
    assert disagreements("US", date(2026, 6, 20), date(2026, 12, 31)) == ()
    assert disagreements("US", date(2026, 1, 1), date(2026, 6, 18)) == ()
    assert disagreements("GB", date(2025, 4, 20), date(2025, 4, 20)) == ()  # a Sunday


def test_differences_are_those_of_all_years_in_order_first_and_last_included() -> None:
    found = disagreements("US", date(2024, 6, 19), date(2026, 6, 19))
    assert isinstance(found, tuple)
    assert [str(each.on) for each in found] == [
        "2024-06-19", "2025-06-19", "2026-06-19",
    ]  # fmt: skip
    easter = disagreements("GB", date(2025, 1, 1), date(2025, 12, 31))
    assert isinstance(easter, tuple)
    assert [str(each.on) for each in easter] == ["2025-04-21", "2025-08-25"]


def test_the_last_year_that_both_know_is_compared_though_the_next_is_not() -> None:
    found = disagreements("PL", date(2100, 1, 1), date(2100, 12, 31))
    assert isinstance(found, tuple)
    assert [str(each.on) for each in found] == ["2100-12-24"]
    after = disagreements("PL", date(2100, 1, 1), date(2101, 1, 1))
    assert isinstance(after, Uncovered)


def test_saturdays_and_sundays_are_not_worked_unless_it_is_said() -> None:
    juneteenth = date(2027, 6, 18), date(2027, 6, 19)  # a Saturday, kept on Friday
    found, every = (
        disagreements("US", *juneteenth),
        disagreements("US", *juneteenth, lambda _: True),
    )
    assert isinstance(found, tuple)
    assert isinstance(every, tuple)
    assert [str(each.on) for each in found] == ["2027-06-18"]
    assert [str(each.on) for each in every] == ["2027-06-18", "2027-06-19"]


def test_one_view_alone_cannot_differ() -> None:
    year = date(2026, 1, 1), date(2026, 12, 31)
    assert isinstance(disagreements("ID", *year), Uncovered)
    assert isinstance(disagreements("XX", *year), Uncovered)


def test_a_region_is_one_that_is_known() -> None:
    assert is_region("US-CA")
    assert not is_region("US-ZZ")


def test_the_versions_name_both_packages() -> None:
    number = r"[0-9]+[.0-9]*"
    assert re.fullmatch(f"holidays {number}, workalendar {number}", holidays_version())


def test_threads_may_ask_at_once() -> None:
    found: list[object] = []
    threads = [
        Thread(target=lambda: found.append(workalendar_dates("MY", 2019)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(repr, found))) == 1


def test_neither_package_is_touched_until_a_region_is_asked_about() -> None:
    program = (
        "import sys, datetime as d\n"
        "from slapolicy.worktime import *\n"
        "c = Calendar(zone='UTC', week={'mon': ['09:00-17:00']},"
        " holidays=[d.date(2025, 6, 9)])\n"
        "c.is_open(d.datetime(2025, 6, 2, 9, tzinfo=d.UTC))\n"
        "holidays_version()\n"
        "print([n for n in ('holidays', 'workalendar') if n in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_first_and_last_years_that_workalendar_knows_are_known() -> None:
    """It knows China from 2018 to 2023, so that a neighbour of each is missing."""
    assert "2018-10-01" in dates(workalendar_dates("CN", 2018))
    assert "2023-10-02" in dates(workalendar_dates("CN", 2023))
