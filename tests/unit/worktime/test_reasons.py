"""Why a date is shut or open, for people who read a calendar."""

from datetime import date

import pytest

from slapolicy.worktime import (
    ClosedDates,
    ClosedYearly,
    DatedHours,
    HolidayLine,
    HolidaysUnknown,
    Hours,
    Week,
    parse_instant,
    spans_with_reasons,
    to_iso,
    undecided_holidays,
)

WARSAW = "Europe/Warsaw"
OFFICE = Week((((540, 1020),),) * 5 + ((), ()))
ALL_DAY = Week((((0, 1440),),) * 7)


def at(text: str) -> int:
    return parse_instant(text).instant


def rows(hours: Hours, start: str, end: str) -> list[str]:
    """One line a stretch: when, open or shut, and why."""
    lines: list[str] = []
    for each in spans_with_reasons(hours, at(start), at(end)):
        first, last = to_iso(each.start, hours.zone), to_iso(each.end, hours.zone)
        why = ", ".join(
            " ".join(filter(None, (r.kind, r.name, r.region))) for r in each.reasons
        )
        state = "open" if each.is_open else "shut"
        lines.append(f"{each.on.day:02} {first[11:16]}-{last[11:16]} {state}: {why}")
    return lines


def test_every_stretch_of_some_days_has_its_reason() -> None:
    hours = Hours(
        WARSAW,
        (OFFICE,),
        dates=(DatedHours(date(2025, 6, 21), ((600, 720),)),),
        closed=(
            ClosedDates(date(2025, 6, 18), date(2025, 6, 18), ((720, 780),), "lunch"),
            ClosedDates(date(2025, 6, 20), date(2025, 6, 20), None, "a bridge day"),
        ),
        holidays=(HolidayLine(("PL",)),),
        closures=((at("2025-06-17T16:00:00+02:00"), at("2025-06-17T20:00:00+02:00")),),
    )
    found = rows(hours, "2025-06-17T00:00:00+02:00", "2025-06-23T00:00:00+02:00")
    assert found == [
        "17 09:00-16:00 open: week",
        "17 16:00-17:00 shut: closure",
        "18 09:00-12:00 open: week",
        "18 12:00-13:00 shut: closed lunch",
        "18 13:00-17:00 open: week",
        "19 00:00-00:00 shut: holiday Corpus Christi PL",
        "20 00:00-00:00 shut: closed a bridge day",
        "21 10:00-12:00 open: dated_hours",
        "22 00:00-00:00 shut: no_hours",
    ]


def test_a_line_without_a_name_is_a_reason_without_one() -> None:
    third = date(2025, 6, 3)
    lines = (ClosedDates(third, third),)
    yearly = (ClosedYearly((6, 4), (6, 4)),)
    found = rows(
        Hours(WARSAW, (OFFICE,), closed=lines, yearly=yearly),
        "2025-06-03T00:00:00+02:00", "2025-06-05T00:00:00+02:00",
    )  # fmt: skip
    assert found == ["03 00:00-00:00 shut: closed", "04 00:00-00:00 shut: closed"]


def test_only_a_holiday_that_may_yet_move_is_an_estimate() -> None:
    """Eid al-Fitr of 2030 is expected on 4 February, a Monday."""
    shut = date(2030, 2, 6)
    hours = Hours(
        "Asia/Jakarta",
        (OFFICE,),
        closed=(ClosedDates(shut, shut),),
        holidays=(HolidayLine(("ID",)),),
    )
    start, end = at("2030-02-01T00:00:00+07:00"), at("2030-02-08T00:00:00+07:00")
    said = {
        (reason.kind, reason.is_estimated)
        for each in spans_with_reasons(hours, start, end)
        for reason in each.reasons
    }
    assert said == {
        ("holiday", True), ("week", False), ("no_hours", False), ("closed", False),
    }  # fmt: skip


def test_a_date_may_be_shut_for_two_reasons() -> None:
    hours = Hours(WARSAW, (OFFICE,), holidays=(HolidayLine(("PL",)),))
    found = rows(hours, "2025-06-08T00:00:00+02:00", "2025-06-09T00:00:00+02:00")
    assert found == ["08 00:00-00:00 shut: no_hours, holiday Pentecost PL"]


def test_a_night_is_cut_by_the_holiday_it_runs_into() -> None:
    night = Week((((1320, 360),),) * 5 + ((), ()))
    hours = Hours(WARSAW, (night,), holiday_dates=frozenset([date(2025, 6, 5)]))
    found = rows(hours, "2025-06-04T12:00:00+02:00", "2025-06-05T12:00:00+02:00")
    assert found == [
        "04 22:00-00:00 open: week",
        "04 00:00-06:00 shut: holiday",
    ]


def test_a_window_that_runs_over_midnight_shuts_the_morning_of_the_next_date() -> None:
    all_day, eve = Week((((0, 1440),),) * 7), date(2025, 6, 4)
    night = ClosedDates(eve, eve, ((1320, 360),), "the night")
    found = rows(
        Hours(WARSAW, (all_day,), closed=(night,)),
        "2025-06-04T20:00:00+02:00", "2025-06-05T08:00:00+02:00",
    )  # fmt: skip
    assert found == [
        "04 20:00-22:00 open: week",
        "04 22:00-00:00 shut: closed the night",
        "05 00:00-06:00 shut: closed the night",
        "05 06:00-08:00 open: week",
    ]


def test_a_window_of_the_next_morning_cuts_the_night_before_it() -> None:
    night, morning = Week((((1320, 360),),) * 7), date(2025, 6, 5)
    pause = ClosedDates(morning, morning, ((180, 240),), "a pause")
    found = rows(
        Hours(WARSAW, (night,), closed=(pause,)),
        "2025-06-04T12:00:00+02:00", "2025-06-05T12:00:00+02:00",
    )  # fmt: skip
    assert found == [
        "04 22:00-03:00 open: week",
        "04 03:00-04:00 shut: closed a pause",
        "04 04:00-06:00 open: week",
    ]


def test_a_look_from_within_a_night_shows_the_rest_of_it() -> None:
    hours = Hours(WARSAW, (Week((((1320, 360),),) * 5 + ((), ())),))
    found = rows(hours, "2025-06-05T01:00:00+02:00", "2025-06-05T23:00:00+02:00")
    assert found == ["04 01:00-06:00 open: week", "05 22:00-23:00 open: week"]


def test_what_is_said_of_a_date_by_its_own_hours_comes_first() -> None:
    saturday = date(2025, 6, 7)
    bridge = ClosedDates(saturday, saturday, None, "a fair")
    hours = Hours(
        WARSAW, (OFFICE,), closed=(bridge,), holiday_dates=frozenset([saturday])
    )
    found = rows(hours, "2025-06-07T00:00:00+02:00", "2025-06-08T00:00:00+02:00")
    assert found == ["07 00:00-00:00 shut: no_hours, holiday, closed a fair"]


def test_before_the_first_week_in_force_a_date_has_no_hours() -> None:
    hours = Hours(WARSAW, (Week(OFFICE.days, date(2025, 6, 3)),))
    found = rows(hours, "2025-06-02T00:00:00+02:00", "2025-06-04T00:00:00+02:00")
    assert found == ["02 00:00-00:00 shut: no_hours", "03 09:00-17:00 open: week"]


def test_an_exception_may_say_that_a_date_has_no_hours() -> None:
    hours = Hours(WARSAW, (OFFICE,), dates=(DatedHours(date(2025, 6, 4), ()),))
    found = rows(hours, "2025-06-04T00:00:00+02:00", "2025-06-05T00:00:00+02:00")
    assert found == ["04 00:00-00:00 shut: dated_hours"]


def test_what_nobody_knows_of_two_days_before_is_not_asked() -> None:
    """Holidays of Germany are known from 1991 on."""
    hours = Hours("UTC", (OFFICE,), holidays=(HolidayLine(("DE",)),))
    found = rows(hours, "1991-01-02T00:00:00Z", "1991-01-03T00:00:00Z")
    assert found == ["02 09:00-17:00 open: week"]


def test_what_nobody_knows_of_the_next_day_is_not_asked() -> None:
    """Holidays of Poland are known up to 2100."""
    lines = (HolidayLine(("PL",)),)
    for hours in (Hours(WARSAW, (ALL_DAY,), holidays=lines), Hours(WARSAW, (ALL_DAY,))):
        found = rows(hours, "2100-12-30T00:00:00+01:00", "2101-01-01T00:00:00+01:00")
        assert found == ["30 00:00-00:00 open: week", "31 00:00-00:00 open: week"]
    with pytest.raises(HolidaysUnknown, match="PL in 2101"):
        rows(
            Hours(WARSAW, (ALL_DAY,), holidays=lines),
            "2100-12-31T00:00:00+01:00",
            "2101-01-01T00:00:00.000001+01:00",
        )


def test_no_time_has_no_stretches() -> None:
    noon, one = "2025-06-04T12:00:00+02:00", "2025-06-04T13:00:00+02:00"
    assert rows(Hours(WARSAW, (OFFICE,)), noon, noon) == []
    assert rows(Hours(WARSAW, (OFFICE,)), one, noon) == []


@pytest.mark.parametrize(
    ("zone", "offset"), [("UTC-10:00", "-10:00"), ("UTC+10:00", "+10:00")]
)
def test_dates_are_those_of_the_calendar_however_far_from_utc(
    zone: str, offset: str
) -> None:
    hours = Hours(zone, (Week((((1320, 720),),) * 7),))
    found = rows(hours, f"2025-06-04T10:00:00{offset}", f"2025-06-05T23:00:00{offset}")
    assert found == [
        "03 10:00-12:00 open: week",
        "04 22:00-12:00 open: week",
        "05 22:00-23:00 open: week",
    ]


def test_a_date_that_is_read_before_the_clocks_go_back_over_midnight_is_shown() -> None:
    """In St John's 00:01 of 7 November 2010 became 23:01 of the date before."""
    found = rows(
        Hours("America/St_Johns", (ALL_DAY,)),
        "2010-11-06T22:00:00-02:30",
        "2010-11-06T23:30:00-03:30",
    )
    assert found == [
        "06 22:00-00:00 open: week",
        "06 23:01-23:30 open: week",
        "07 00:00-23:01 open: week",  # a minute, to the instant that reads 23:01
    ]


def test_holidays_on_which_the_sources_differ_are_to_be_decided() -> None:
    year = date(2026, 1, 1), date(2026, 12, 31)
    open_ = Hours(WARSAW, (OFFICE,), holidays=(HolidayLine(("PL", "US", "ID")),))
    found = [(str(each.on), each.region) for each in undecided_holidays(open_, *year)]
    assert found == [("2026-06-19", "US"), ("2026-12-24", "PL")]
    decided = Hours(WARSAW, (OFFICE,), holidays=(HolidayLine(("PL",), "either"),))
    assert undecided_holidays(decided, *year) == ()


def test_a_date_that_is_closed_anyhow_needs_no_decision() -> None:
    eve = ClosedDates(date(2026, 12, 24), date(2026, 12, 24))
    hours = Hours(WARSAW, (OFFICE,), closed=(eve,), holidays=(HolidayLine(("PL",)),))
    assert undecided_holidays(hours, date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_only_the_lines_in_force_need_a_decision() -> None:
    lines = (HolidayLine(("PL",)), HolidayLine(("US",), start=date(2026, 7, 1)))
    hours = Hours(WARSAW, (OFFICE,), holidays=lines)
    found = undecided_holidays(hours, date(2025, 1, 1), date(2027, 12, 31))
    assert [(str(each.on), each.region) for each in found] == [
        ("2025-12-24", "PL"),
        ("2027-06-18", "US"),  # Juneteenth, on a Saturday
    ]


def test_the_first_and_last_dates_asked_about_are_looked_at() -> None:
    hours = Hours(WARSAW, (OFFICE,), holidays=(HolidayLine(("PL", "US")),))
    eve, juneteenth = date(2025, 12, 24), date(2026, 6, 19)
    found = undecided_holidays(hours, eve, juneteenth)
    assert [(each.on, each.region) for each in found] == [
        (eve, "PL"),
        (juneteenth, "US"),
    ]
    day = date.resolution
    assert undecided_holidays(hours, eve + day, juneteenth - day) == ()


def test_a_line_that_says_whom_to_go_by_decides_for_itself_alone() -> None:
    lines = (HolidayLine(("PL",), "either"), HolidayLine(("US",)))
    hours = Hours(WARSAW, (OFFICE,), holidays=lines)
    found = undecided_holidays(hours, date(2026, 1, 1), date(2026, 12, 31))
    assert [(str(each.on), each.region) for each in found] == [("2026-06-19", "US")]


def test_an_undecided_date_of_two_lines_is_told_once() -> None:
    lines = (HolidayLine(("US",)), HolidayLine(("US",)))
    hours = Hours(WARSAW, (OFFICE,), holidays=lines)
    found = undecided_holidays(hours, date(2026, 1, 1), date(2026, 12, 31))
    assert [str(each.on) for each in found] == ["2026-06-19"]


def test_a_window_of_the_night_before_is_a_reason_of_the_morning() -> None:
    eve = date(2025, 6, 3)
    night = ClosedDates(eve, eve, ((1320, 1800),), "works")
    found = rows(
        Hours(WARSAW, (ALL_DAY,), closed=(night,)),
        "2025-06-04T00:00:00+02:00",
        "2025-06-05T00:00:00+02:00",
    )
    assert found == ["04 00:00-06:00 shut: closed works", "04 06:00-00:00 open: week"]


def test_an_exception_needs_no_reason_but_itself() -> None:
    corpus_christi = date(2025, 6, 19)
    for spans, expected in (
        ((), ["19 00:00-00:00 shut: dated_hours"]),
        (((600, 720),), ["19 10:00-12:00 open: dated_hours"]),
    ):
        hours = Hours(
            WARSAW,
            (OFFICE,),
            dates=(DatedHours(corpus_christi, spans),),
            holidays=(HolidayLine(("PL",)),),
        )
        start, end = "2025-06-19T00:00:00+02:00", "2025-06-20T00:00:00+02:00"
        assert rows(hours, start, end) == expected


def test_a_closure_over_a_change_of_the_clocks_is_shown_whole() -> None:
    start, end = "2025-03-30T00:00:00+01:00", "2025-03-31T00:00:00+02:00"
    shut = (at("2025-03-30T00:30:00+01:00"), at("2025-03-30T04:00:00+02:00"))
    found = rows(Hours(WARSAW, (ALL_DAY,), closures=(shut,)), start, end)
    assert found == [
        "30 00:00-00:30 open: week",
        "30 00:30-04:00 shut: closure",
        "30 04:00-00:00 open: week",
    ]
