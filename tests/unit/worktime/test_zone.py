"""Time zones: which names may be written, and what the wall clock reads."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from struct import pack
from threading import Thread

import pytest

from slapolicy.worktime.zone import (
    HOUR,
    MINUTE,
    SECOND,
    ZoneError,
    _listed_changes,
    tzdata_version,
    zone,
    zone_names,
)


def at(text: str) -> int:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return (datetime.fromisoformat(text) - epoch) // timedelta(microseconds=1)


def wall(text: str) -> int:
    return at(text + "+00:00")


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("CET", "Europe/Berlin"),
        ("cet", "Europe/Berlin"),
        ("EST", "America/New_York"),
        ("EST5EDT", "America/New_York"),
        ("IST", "Asia/Kolkata"),
        ("BST", "Europe/London"),
        ("GMT", "`UTC`"),
        ("Z", "`UTC`"),
        ("GMT+2", "`UTC+02:00`"),
        ("UTC+2", "`UTC+02:00`"),
        ("+02:00", "`UTC+02:00`"),
        ("Etc/GMT+5", "`UTC-05:00`"),  # whose sign is the other way round
        ("localtime", "`Area/City`"),
        ("posixrules", "`Area/City`"),
        ("Factory", "`Area/City`"),
        ("", "`Area/City`"),
        ("europe/berlin", "`Europe/Berlin`"),
        ("Europe/Berln", "`Europe/Berlin`"),
        ("Berlin", "`Europe/Berlin`"),
        ("la pas", "`America/La_Paz`"),
        # of two names of a place, not the old one
        ("Buenos Aires", "`America/Argentina/Buenos_Aires`"),
        ("Catamarca", "`America/Argentina/Catamarca`"),
        ("Cordoba", "`America/Argentina/Cordoba`"),
        ("Jujuy", "`America/Argentina/Jujuy`"),
        ("Mendoza", "`America/Argentina/Mendoza`"),
        ("Indianapolis", "`America/Indiana/Indianapolis`"),
        ("Louisville", "`America/Kentucky/Louisville`"),
        ("New York", "`America/New_York`"),
        ("US/Eastern", "`America/New_York`"),
        ("Poland", "`Europe/Warsaw`"),
        ("UTC+15:00", "`UTC+01:00`"),
        ("UTC+01:60", "`Area/City`"),
        ("../../etc/passwd", "`Area/City`"),
        ("/etc/passwd", "`Area/City`"),
        ("Europe/Berlin\0", "`Europe/Berlin`"),
        ("Europe/Berlin\n", "`Europe/Berlin`"),
    ],
)
def test_other_names_are_refused_with_what_to_write(name: str, instead: str) -> None:
    with pytest.raises(ZoneError) as refused:
        zone(name)
    assert instead in refused.value.hint
    assert refused.value.message.startswith("`")


def test_a_very_long_name_is_refused_in_few_words() -> None:
    with pytest.raises(ZoneError) as refused:
        zone("x" * 5_000)
    assert len(str(refused.value)) < 300


def test_every_area_and_city_can_be_loaded() -> None:
    assert {
        "Africa/Cairo",
        "America/Argentina/Ushuaia",
        "Antarctica/Troll",
        "Arctic/Longyearbyen",
        "Asia/Calcutta",
        "Atlantic/Reykjavik",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "Indian/Maldives",
        "Pacific/Apia",
    } <= zone_names()
    assert not {"CET", "US/Eastern", "Etc/GMT+5", "UTC"} & zone_names()
    for name in zone_names():
        zone(name).offset(at("2026-06-01T00:00:00+00:00"))


def test_the_version_is_the_one_of_the_wheel() -> None:
    said = files("tzdata").joinpath("__init__.py").read_text("utf-8")
    assert f'IANA_VERSION = "{tzdata_version()}"' in said


@pytest.mark.parametrize(
    ("name", "instant", "hours"),
    [
        ("UTC", "2025-06-01T00:00:00+00:00", 0),
        ("UTC+05:30", "2025-06-01T00:00:00+00:00", 5.5),
        ("UTC-03:30", "1970-01-01T00:00:00+00:00", -3.5),
        ("UTC+14:00", "2199-12-31T00:00:00+00:00", 14),
        ("UTC-13:59", "2025-06-01T00:00:00+00:00", -(13 + 59 / 60)),
        ("America/New_York", "2025-03-09T06:59:59+00:00", -5),
        ("America/New_York", "2025-03-09T07:00:00+00:00", -4),
        ("America/New_York", "2025-11-02T05:59:59+00:00", -4),
        ("America/New_York", "2025-11-02T06:00:00+00:00", -5),
        ("America/New_York", "2150-07-01T00:00:00+00:00", -4),
        ("Australia/Lord_Howe", "2025-01-01T00:00:00+00:00", 11),
        ("Australia/Lord_Howe", "2025-07-01T00:00:00+00:00", 10.5),
        ("Pacific/Apia", "2011-12-30T09:59:59+00:00", -10),
        ("Pacific/Apia", "2011-12-30T10:00:00+00:00", 14),
        ("Antarctica/Troll", "2025-07-01T00:00:00+00:00", 2),
        ("Asia/Kathmandu", "2025-07-01T00:00:00+00:00", 5.75),
    ],
)
def test_the_offset_holds_at_an_instant(name: str, instant: str, hours: float) -> None:
    assert zone(name).offset(at(instant)) == hours * HOUR


def test_an_offset_of_odd_seconds_is_exact() -> None:
    monrovia = zone("Africa/Monrovia")
    assert monrovia.offset(at("1971-06-01T00:00:00+00:00")) == -(
        44 * MINUTE + 30 * SECOND
    )


@pytest.mark.parametrize(
    ("name", "reads", "instants"),
    [
        # New York 2025: forward at 02:00 on 9 March, back at 02:00 on 2 November.
        ("America/New_York", "2025-03-09T01:59:59", ["2025-03-09T01:59:59-05:00"]),
        ("America/New_York", "2025-03-09T02:30:00", []),
        ("America/New_York", "2025-03-09T03:00:00", ["2025-03-09T03:00:00-04:00"]),
        (
            "America/New_York",
            "2025-11-02T01:30:00",
            ["2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00"],
        ),
        # Casablanca puts its clocks back for Ramadan and forward after it.
        ("Africa/Casablanca", "2025-02-23T02:30:00",
         ["2025-02-23T02:30:00+01:00", "2025-02-23T02:30:00+00:00"]),
        ("Africa/Casablanca", "2025-04-06T02:30:00", []),
        # Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-30T12:00:00", []),
    ],
)  # fmt: skip
def test_a_wall_time_is_read_once_twice_or_never(
    name: str, reads: str, instants: list[str]
) -> None:
    assert zone(name).instants_reading(wall(reads)) == tuple(map(at, instants))


@pytest.mark.parametrize(
    ("name", "reads", "instant"),
    [
        ("Europe/Berlin", "2025-06-01T12:00:00", "2025-06-01T12:00:00+02:00"),
        ("America/New_York", "2025-03-09T02:30:00", "2025-03-09T03:00:00-04:00"),
        ("America/New_York", "2025-11-02T01:30:00", "2025-11-02T01:30:00-04:00"),
        ("America/New_York", "2025-11-02T02:00:00", "2025-11-02T02:00:00-05:00"),
        ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-31T00:00:00+14:00"),
        # Midnight itself is skipped.
        ("America/Santiago", "2025-09-07T00:00:00", "2025-09-07T01:00:00-03:00"),
    ],
)
def test_a_wall_time_means_the_first_instant_that_reaches_it(
    name: str, reads: str, instant: str
) -> None:
    assert zone(name).first_reaching(wall(reads)) == at(instant)


def test_the_segments_of_a_stretch_cover_it_without_holes() -> None:
    start, end = at("2009-01-01T00:00:00+00:00"), at("2041-01-01T00:00:00+00:00")
    reached = start
    for opens, closes, east in zone("Africa/Cairo").segments(start, end):
        assert opens == reached < closes
        assert east in (2 * HOUR, 3 * HOUR)
        reached = closes
    assert reached == end


def test_the_clocks_of_cairo_changed_four_times_in_2010_and_in_2014() -> None:
    for year in (2010, 2014):
        start, end = (
            at(f"{year}-01-01T00:00:00+00:00"),
            at(f"{year + 1}-01-01T00:00:00+00:00"),
        )
        assert len(zone("Africa/Cairo").changes(start, end)) == 4


def test_far_off_rules_are_estimates_and_fixed_offsets_are_not() -> None:
    near, far = at("2030-06-01T00:00:00+00:00"), at("2040-06-01T00:00:00+00:00")
    assert not zone("Europe/Berlin").is_estimated(near)
    assert zone("Europe/Berlin").is_estimated(far)
    assert zone("Asia/Gaza").is_estimated(near)
    assert not zone("UTC+01:00").is_estimated(far)
    assert not zone("Asia/Kolkata").is_estimated(far)


def test_a_zone_is_loaded_once_and_shared_by_threads() -> None:
    found: list[int] = []

    def look() -> None:
        found.extend(
            zone("Europe/Berlin").offset(at(f"{year}-07-01T00:00:00+00:00"))
            for year in range(1980, 2100)
        )

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {2 * HOUR}
    assert zone("Europe/Berlin") is zone("Europe/Berlin")


def test_an_old_name_is_the_same_zone_as_its_new_one() -> None:
    text = files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text("utf-8")
    links = [row.split()[1:] for row in text.splitlines() if row.startswith("L ")]
    checked = 0
    for target, name in links:
        if {target, name} <= zone_names():
            checked += 1
            for year in range(1975, 2035, 4):
                start, end = (
                    at(f"{year}-01-01T00:00:00+00:00"),
                    at(f"{year}-12-31T00:00:00+00:00"),
                )
                assert zone(target).changes(start, end) == zone(name).changes(
                    start, end
                )
                assert zone(target).offset(start) == zone(name).offset(start)
    assert checked > 100


@pytest.mark.parametrize(
    ("name", "hours"),
    [("America/Boa_Vista", -4), ("America/Noronha", -2), ("America/Recife", -3)],
)
def test_a_summer_time_of_less_than_a_week_is_not_missed(name: str, hours: int) -> None:
    """In October 2000 a summer time was given up after six days and 23 hours."""
    offset = hours * HOUR
    start, end = at("2000-10-01T00:00:00+00:00"), at("2000-11-01T00:00:00+00:00")
    forward = at("2000-10-08T00:00:00+00:00") - offset
    back = at("2000-10-15T00:00:00+00:00") - offset - HOUR
    assert zone(name).changes(start, end) == (forward, back)
    assert zone(name).offset(forward - 1) == zone(name).offset(back) == offset
    assert zone(name).offset(forward) == offset + HOUR
    # Wherever the looks begin that find the changes, a week apart.
    for first in range(forward - HOUR, forward, 10 * MINUTE):
        assert len(list(zone(name)._segments(first, end))) == 3


def test_a_zone_shows_its_name() -> None:
    assert repr(zone("Europe/Berlin")) == "Zone('Europe/Berlin')"


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("CET", [1]), ("CEST", [2]), ("MET", [1]), ("EET", [2]), ("WET", [0]),
        ("BST", [1]), ("IST", [5.5, 1, 2]), ("EST", [-5]), ("EDT", [-4]),
        ("EST5EDT", [-5]), ("CST", [-6, 8]), ("CDT", [-5]), ("CST6CDT", [-6]),
        ("MST", [-7]), ("MDT", [-6]), ("MST7MDT", [-7]), ("PST", [-8]), ("PDT", [-7]),
        ("PST8PDT", [-8]), ("HST", [-10]), ("JST", [9]), ("AEST", [10]),
    ],
)  # fmt: skip
def test_an_abbreviation_is_answered_with_places_that_read_so(
    name: str, hours: list[float]
) -> None:
    with pytest.raises(ZoneError) as refused:
        zone(name)
    assert refused.value.message == f"`{name}` is an abbreviation, not a time zone"
    asked = "write the place, or a fixed offset: "
    assert refused.value.hint.startswith(asked)
    meant = [zone(each) for each in refused.value.hint.removeprefix(asked).split(", ")]
    winter, summer = at("2025-01-15T00:00:00+00:00"), at("2025-07-15T00:00:00+00:00")
    for each in meant:
        read = {each.offset(winter) / HOUR, each.offset(summer) / HOUR}
        assert read & set(hours), each
    places = [each for each in meant if each.fixed is None]
    offsets = {p.offset(t) / HOUR for p in places for t in (winter, summer)}
    assert set(hours) <= offsets


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("GMT", "`GMT` is not a time zone here", "write `UTC`"),
        ("Etc/UTC", "`Etc/UTC` is not a time zone here", "write `UTC`"),
        ("Etc/GMT", "`Etc/GMT` is not a time zone here", "write `UTC`"),
        ("Zulu", "`Zulu` is not a time zone here", "write `UTC`"),
        ("UCT", "`UCT` is not a time zone here", "write `UTC`"),
        ("Universal", "`Universal` is not a time zone here", "write `UTC`"),
        ("utc", "`utc` is not a time zone here", "write `UTC`"),
        ("GMT+2", "`GMT+2` is not a time zone", "write `UTC+02:00`"),
        ("UTC -0530", "`UTC -0530` is not a time zone", "write `UTC-05:30`"),
        ("+5:30", "`+5:30` is not a time zone", "write `UTC+05:30`"),
        ("Etc/GMT-14", "`Etc/GMT-14` is not a time zone", "write `UTC+14:00`"),
        ("UTC+14:01", "`UTC+14:01` is not a time zone", "write `UTC+01:00`"),
        ("UTC-13:60", "`UTC-13:60` is not a time zone", None),
        ("UTC+99", "`UTC+99` is not a time zone", "write `UTC+01:00`"),
        (
            "US/Eastern",
            "`US/Eastern` is an old name of a time zone",
            "write `America/New_York`",
        ),
        ("paris", "`paris` is not a time zone", "did you mean `Europe/Paris`?"),
        (
            "New York",
            "`New York` is not a time zone",
            "did you mean `America/New_York`?",
        ),
        (
            "the moon",
            "`the moon` is not a time zone",
            "write `Area/City`, such as `Europe/Berlin`, or `UTC`, or `UTC+01:00`",
        ),
        ("x" * 61, f"`{'x' * 60}` is not a time zone", None),
    ],
)
def test_a_refused_name_is_said_to_be_so(
    name: str, message: str, hint: str | None
) -> None:
    with pytest.raises(ZoneError) as refused:
        zone(name)
    assert refused.value.message == message
    assert hint in (None, refused.value.hint)
    assert str(refused.value) == f"{refused.value.message}; {refused.value.hint}"


def test_a_change_is_one_of_the_stretch_that_begins_with_it() -> None:
    berlin, change = zone("Europe/Berlin"), at("2025-03-30T01:00:00+00:00")
    assert berlin.changes(change, change + 1) == (change,)
    assert berlin.changes(change - HOUR, change) == ()
    assert berlin.changes(change + 1, change + HOUR) == ()
    assert berlin.changes(change - HOUR, change + HOUR) == (change,)
    assert berlin.changes(0, 1) == ()
    edge = at("1970-01-01T00:00:00+00:00")
    assert zone("Africa/Monrovia").changes(edge, at("1973-01-01T00:00:00+00:00")) == (
        at("1972-01-07T00:44:30+00:00"),
    )


@pytest.mark.parametrize("year", [2030, 2150, 2199])
def test_an_offset_holds_from_its_change_on(year: int) -> None:
    york = zone("America/New_York")
    forward, back = york.changes(
        at(f"{year}-01-01T00:00:00+00:00"), at(f"{year}-12-31T00:00:00+00:00")
    )
    assert york.offset(forward) == york.offset(back - 1) == -4 * HOUR
    assert york.offset(forward - 1) == york.offset(back) == -5 * HOUR


def test_the_instant_of_a_change_is_read_by_the_clock_after_it() -> None:
    york = zone("America/New_York")
    assert york.instants_reading(wall("2025-03-09T02:00:00")) == ()
    assert york.instants_reading(wall("2025-03-09T02:59:59.999999")) == ()
    assert york.instants_reading(wall("2025-11-02T01:00:00")) == (
        at("2025-11-02T01:00:00-04:00"),
        at("2025-11-02T01:00:00-05:00"),
    )
    assert york.instants_reading(wall("2025-11-02T02:00:00")) == (
        at("2025-11-02T02:00:00-05:00"),
    )


@pytest.mark.parametrize("name", ["UTC-14:00", "UTC+14:00", "Pacific/Apia"])
def test_the_clocks_furthest_from_utc_are_read_there_and_back(name: str) -> None:
    clock = zone(name)
    first = at("2011-12-29T00:00:00+00:00")
    for instant in range(first, first + 96 * HOUR, HOUR):
        reading = clock.reading(instant)
        assert clock.first_reaching(reading) == instant
        assert clock.instants_reading(reading) == (instant,)


def test_rules_are_estimates_from_2038_on_or_where_the_moon_decides() -> None:
    last, first = at("2037-12-31T00:00:00+00:00"), at("2038-01-01T00:00:00+00:00")
    assert not zone("Europe/Berlin").is_estimated(last)
    assert zone("Europe/Berlin").is_estimated(first)
    assert zone("UTC").is_estimated(first) is False
    edition = int(tzdata_version()[:4])
    for name in ("Asia/Gaza", "Asia/Hebron"):
        assert not zone(name).is_estimated(at(f"{edition}-12-30T00:00:00+00:00"))
        assert zone(name).is_estimated(at(f"{edition + 1}-01-02T00:00:00+00:00"))


def test_the_changes_that_a_file_lists_stand_behind_those_for_old_readers() -> None:
    """RFC 8536: a first block, of any size, then the one whose instants are long."""
    older = pack(">4sc15x6l", b"TZif", b"2", 3, 5, 7, 11, 13, 17)
    block = bytes(11 * 5 + 13 * 6 + 17 + 7 * 8 + 5 + 3)
    newer = pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 2, 2, 8)
    listed = pack(">2q", -(2**40), 2**33)
    assert _listed_changes(older + block + newer + listed + bytes(99)) == (
        -(2**40),
        2**33,
    )
