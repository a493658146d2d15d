"""Cases read strictly: what becomes a case, what is refused, what is unknown."""

import contextlib
import copy
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from slapolicy.contract.case import Case, CaseError
from slapolicy.contract.case_reader import (
    Ids,
    Limits,
    read_file,
    read_mapping,
    read_text,
)
from slapolicy.worktime import Calendar, Hours, parse_instant

POLICY = handmade.policy()
OPENS = {"at": "2025-03-09T01:50:00-05:00", "type": "opens", "by": "customer"}


def a_case(*events: Any, **fields: Any) -> dict[str, Any]:
    """Give a case that opens, with more events and fields."""
    return {"id": "4711", "events": [OPENS, *events], **fields}


def read(mapping: Any, **options: Any) -> Case:
    return read_mapping(POLICY, mapping, **options)


def refused(mapping: Any, **options: Any) -> list[tuple[str, str | None]]:
    """Give the code and the path of each finding about a case that is refused."""
    with pytest.raises(CaseError) as error:
        read(mapping, **options)
    return [(each.code, each.path) for each in error.value.findings]


def findings(mapping: Any, **options: Any) -> list[tuple[str, str | None]]:
    return [(each.code, each.path) for each in read(mapping, **options).findings]


# What becomes a case


def test_a_case_that_states_everything_is_read_without_a_finding() -> None:
    case = read(handmade.GOOD)
    assert case.findings == ()
    assert case.facts["load"] == Decimal("99.5")
    assert case.facts["spent"] == timedelta(minutes=90)
    assert case.facts["agreed_interval"] == timedelta(days=1, hours=2)
    assert case.facts["since"] == date(2024, 2, 29)
    assert case.addons == ("vip",)
    assert case.used == {"screen_share": 4}
    assert [event.type for event in case.events][:3] == ["opens", "calls", "replies"]
    assert case.events[0].at == parse_instant("2025-03-09T06:50:00Z").instant
    assert case.events[2].automatic
    assert case.events[3].waits_for == "customer"
    assert case.events[5].facts == {"persistent": None, "load": Decimal(12)}
    assert case.events[5].addons == ()
    assert case.attempts[0].count == 3


def test_a_text_and_its_mapping_are_the_same_case() -> None:
    text = json.dumps(handmade.GOOD)
    assert read_text(POLICY, text) == read(handmade.GOOD)
    assert read_text(POLICY, text.encode()) == read(handmade.GOOD)


def test_what_is_absent_or_null_is_unknown() -> None:
    case = read(a_case(plan=None, addons=None, severity=None, facts={"load": None}))
    assert (case.plan, case.addons, case.severity, case.facts) == (None, None, None, {})
    assert read({"id": "x"}) == Case(id="x")


def test_no_add_ons_is_not_the_same_as_unknown_ones() -> None:
    assert read(a_case(addons=[])).addons == ()


def test_python_may_give_what_json_cannot() -> None:
    at = datetime(2025, 3, 9, 1, 50, tzinfo=ZoneInfo("America/New_York"))
    hours = Calendar(zone="Europe/Berlin", week={"mon": ["09:00-17:00"]})
    case = read({
        "id": "4711",
        "facts": {
            "load": Decimal("99.5"), "spent": timedelta(hours=2),
            "since": date(2024, 1, 1),
        },
        "parameters": {"hours": hours},
        "events": ({**OPENS, "at": at},),
    })  # fmt: skip
    assert case.events[0].at == parse_instant("2025-03-09T01:50:00-05:00").instant
    assert case.facts["load"] == Decimal("99.5")
    assert case.parameters["hours"] == hours.hours


def test_a_fraction_of_python_is_the_number_it_prints_as() -> None:
    assert read(a_case(facts={"load": 0.1})).facts["load"] == Decimal("0.1")


def test_who_alone_can_say_it_need_not_be_named() -> None:
    later = {"at": "2025-03-09T05:00:00Z", "type": "resolves"}
    assert read({"id": "x", "events": [later]}).events[0].by == "bird"
    later = {"at": "2025-03-09T05:00:00Z", "type": "withdraws"}
    assert read({"id": "x", "events": [later]}).events[0].by == "customer"


def test_a_case_cannot_be_changed() -> None:
    case = read(handmade.GOOD)
    with pytest.raises(TypeError):
        case.facts["load"] = Decimal(1)  # type: ignore[index]  # that is the point


# What is refused, and where


def test_all_that_is_wrong_is_said_at_once_each_with_its_path() -> None:
    case = a_case(
        {"at": "now", "type": "calls", "by": "customer"},
        {"at": "2025-03-09T05:00:00Z", "type": "call", "by": "nobody", "via": "fax"},
        plan="gold",
        facts={"isue": "software_bug", "patched": "yes"},
        parameters={"edition": "us"},
        requests=["mediation", "meditation"],
        claims="inbox_placement",
        event=[],
    )
    assert sorted(refused(case)) == sorted(
        [
            ("SLA611", "$.event"),
            ("SLA630", "$.events[1].at"),
            ("SLA620", "$.events[2].type"),
            ("SLA620", "$.events[2].by"),
            ("SLA620", "$.events[2].via"),
            ("SLA620", "$.facts.isue"),
            ("SLA610", "$.facts.patched"),
            ("SLA621", "$.parameters.edition"),
            ("SLA620", "$.plan"),
            ("SLA620", "$.requests[1]"),
            ("SLA610", "$.claims"),
        ]
    )


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        # nothing is turned into something else
        ("patched", "true", "SLA610"),
        ("patched", 1, "SLA610"),
        ("patched", 0.0, "SLA610"),
        ("load", "7", "SLA610"),
        ("load", True, "SLA610"),
        ("load", [7], "SLA610"),
        ("issue", 1, "SLA610"),
        ("issue", True, "SLA610"),
        ("company", 7, "SLA610"),
        ("spent", 90, "SLA610"),
        ("since", 2024, "SLA610"),
        ("since", datetime(2024, 1, 1, tzinfo=UTC), "SLA610"),
        # numbers that are none
        ("load", float("nan"), "SLA613"),
        ("load", float("inf"), "SLA613"),
        ("load", Decimal("1e400000"), "SLA613"),
        ("load", Decimal("NaN"), "SLA613"),
        ("load", 10**30, "SLA613"),
        # values that the type does not take
        ("issue", "Software_Bug", "SLA621"),
        ("issue", "software_bug ", "SLA621"),
        ("spent", "90 minutes", "SLA621"),
        ("spent", "P1M", "SLA621"),
        ("spent", "P1W", "SLA621"),
        ("spent", "PT", "SLA621"),
        ("spent", "P", "SLA621"),
        ("spent", "P1DT", "SLA621"),
        ("spent", "PT٣H", "SLA621"),
        ("since", "2024-2-1", "SLA621"),
        ("since", "01.02.2024", "SLA621"),
        ("since", "2024-02-30", "SLA621"),
        ("since", "2024-01-01T00:00:00Z", "SLA621"),
        # values out of bounds
        ("load", -1, "SLA622"),
        ("load", 100.5, "SLA622"),
        ("spent", "PT0S", "SLA622"),
        ("spent", "PT24H0.000001S", "SLA622"),
        ("spent", "-PT1H", "SLA622"),
        ("since", "2019-12-31", "SLA622"),
        ("since", "2200-01-02", "SLA622"),
        ("agreed_interval", "PT87841H", "SLA622"),
        # names of something else
        ("serious", True, "SLA623"),
        ("edition", "uk", "SLA620"),
        ("plan", "basic", "SLA620"),
    ],
)  # fmt: skip
def test_a_fact_that_is_none_is_refused(name: str, value: Any, code: str) -> None:
    path = f"$.facts.{name}"
    assert refused(a_case(facts={name: value})) == [(code, path)]
    case = read(a_case(facts={name: value}), lenient=True)
    assert name not in case.facts
    assert [(each.code, each.path) for each in case.findings] == [(code, path)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("load", 0), ("load", 100), ("spent", "PT1S"), ("spent", "P1D"),
        ("since", "2020-01-01"), ("since", "2200-01-01"), ("company", ""),
        ("agreed_interval", "P3660D"), ("agreed_interval", "PT0S"),
    ],
)  # fmt: skip
def test_the_bounds_themselves_are_good(name: str, value: Any) -> None:
    assert name in read(a_case(facts={name: value})).facts


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("isue", "issue"), ("Issue", "issue"), ("patchd", "patched"),
        ("agreed interval", "agreed_interval"),
    ],
)  # fmt: skip
def test_a_misspelt_name_is_answered_with_the_one_that_may_be_meant(
    said: str, meant: str
) -> None:
    with pytest.raises(CaseError) as error:
        read(a_case(facts={said: None}))
    assert error.value.findings[0].hint == f"did you mean `{meant}`?"


def test_look_alike_letters_are_pointed_out() -> None:
    with pytest.raises(CaseError) as error:
        read(a_case(plan="b\u0430sic"))
    assert "only look like" in (error.value.findings[0].hint or "")


def test_a_term_is_refused_with_its_parts() -> None:
    with pytest.raises(CaseError) as error:
        read(a_case(facts={"serious": True}))
    hint = "state its parts: `patched`, `unavailable`"
    assert error.value.findings[0].hint == hint


@pytest.mark.parametrize(
    ("event", "code", "field"),
    [
        ({"type": "calls"}, "SLA612", ".by"),
        ({"type": "agrees"}, "SLA612", ".by"),
        ({"type": "offers_workaround"}, "SLA612", ".by"),
        ({"type": "waits"}, "SLA612", ".for"),
        ({"type": "waits", "for": None}, "SLA612", ".for"),
        ({"type": "calls", "by": "customer", "for": "agent"}, "SLA640", ".for"),
        ({"type": "notes", "plan": "basic"}, "SLA640", ".plan"),
        ({"type": "resolves", "by": "admin"}, "SLA645", ".by"),
        ({"type": "withdraws", "by": "agent"}, "SLA645", ".by"),
        ({"type": "changes", "plan": None}, "SLA610", ".plan"),
        ({"type": "changes", "addons": None}, "SLA610", ".addons"),
        ({"type": "changes", "facts": None}, "SLA610", ".facts"),
        ({"type": "changes", "severity": "s1"}, "SLA612", ".by"),
        ({"type": "changes", "severity": "s1", "by": "agent"}, "SLA625", ".by"),
        ({"type": "changes", "severity": "critical", "by": "bird"}, "SLA625",
         ".severity"),
        ({"type": "calls", "by": "customer", "automatic": 1}, "SLA610", ".automatic"),
        ({"type": "calls", "by": "customer", "id": 7}, "SLA610", ".id"),
        ({"type": "calls", "by": "customer", "note": "x"}, "SLA611", ".note"),
        ({"type": None}, "SLA610", ".type"),
    ],
)  # fmt: skip
def test_an_event_that_is_none_is_refused_even_leniently(
    event: dict[str, Any], code: str, field: str
) -> None:
    case = a_case({"at": "2025-03-09T05:00:00-04:00", **event})
    assert refused(case) == [(code, f"$.events[1]{field}")]
    assert refused(case, lenient=True) == [(code, f"$.events[1]{field}")]


@pytest.mark.parametrize("by", ["engineer", "bird"])
def test_a_severity_is_set_by_its_role_or_by_the_party_of_it(by: str) -> None:
    event = {"at": "2025-03-09T05:00:00-04:00", "type": "changes", "severity": "s1"}
    assert read(a_case({**event, "by": by})).events[1].severity == "s1"


@pytest.mark.parametrize("by", ["bird", "agent", "engineer", "admin", "customer"])
def test_a_severity_that_a_party_sets_is_set_by_all_its_roles(by: str) -> None:
    event = {"at": "2025-03-09T05:00:00-04:00", "type": "changes", "severity": "s2"}
    assert read(a_case({**event, "by": by})).events[1].severity == "s2"


@pytest.mark.parametrize(
    "at",
    [
        "2025-03-09T01:50:00", datetime(2024, 3, 10, 2, 30),  # noqa: DTZ001 # naive
        datetime(2024, 3, 10, 2, 30, tzinfo=ZoneInfo("America/New_York")),
    ],
)  # fmt: skip
def test_an_instant_that_could_be_two_is_refused(at: Any) -> None:
    assert refused(a_case({**OPENS, "at": at, "type": "notes"})) == [
        ("SLA631", "$.events[1].at")
    ]


def test_a_time_in_a_fold_is_refused_with_both_instants() -> None:
    with pytest.raises(CaseError) as error:
        read(a_case({**OPENS, "at": "2024-11-03T01:30:00", "type": "notes"}))
    hint = "write `2024-11-03T01:30:00-04:00` or `2024-11-03T01:30:00-05:00`"
    assert error.value.findings[0].hint == hint


@pytest.mark.parametrize("key", [1, None, ("a",), b"id"])
def test_keys_that_are_no_texts_are_refused(key: Any) -> None:
    assert refused({"id": "x", key: 1})[0][0] == "SLA610"


def test_an_unknown_key_is_refused_leniently_too() -> None:
    assert refused(a_case(fact={}), lenient=True) == [("SLA611", "$.fact")]


# Lenient


def test_an_unreadable_fact_becomes_unknown_from_then_on() -> None:
    event = {"at": "2025-03-09T05:00:00-04:00", "type": "changes",
             "facts": {"load": "7", "patched": True}}  # fmt: skip
    case = read(a_case(event, facts={"load": 99}), lenient=True)
    assert case.events[1].facts == {"load": None, "patched": True}
    assert [each.path for each in case.findings] == ["$.events[1].facts.load"]


def test_one_unreadable_add_on_makes_all_of_them_unknown() -> None:
    assert read(a_case(addons=["vip", "vpi"]), lenient=True).addons is None


def test_what_cannot_become_unknown_is_refused_leniently_too() -> None:
    event = {"at": "2025-03-09T05:00:00-04:00", "type": "changes", "plan": "gold"}
    assert refused(a_case(event), lenient=True) == [("SLA620", "$.events[1].plan")]


def test_hours_with_one_bad_line_become_unknown_whole() -> None:
    week = {"mon": ["09:00-17:00"], "tue": ["9-17"]}
    hours = {"zone": "Europe/Warsaw", "week": week}
    case = read(a_case(parameters={"hours": hours}), lenient=True)
    assert case.parameters == {}
    assert case.findings[0].path == "$.parameters.hours.week.tue[0]"
    twice = '{"id": "x", "parameters": {"hours": {"zone": "UTC", "zone": "UTC"}}}'
    assert read_text(POLICY, twice, lenient=True).parameters == {}


# Limits


def test_limits_are_those_that_the_host_passes() -> None:
    small = Limits(size=100, depth=3, events=1, listed=2, text=3, key=12, name=4)
    many = a_case(OPENS, facts={"company": "long"}, a_key_that_is_long=1)
    assert {code for code, _ in refused(many, limits=small)} >= {"SLA602"}
    with pytest.raises(CaseError) as error:
        read_text(POLICY, json.dumps(many), limits=small)
    assert "larger than 100 bytes" in error.value.findings[0].message
    with pytest.raises(CaseError) as error:
        read_text(POLICY, '{"id": [[[]]]}', limits=small)
    assert "more than 3 deep" in error.value.findings[0].message


def test_only_so_many_findings_are_listed_and_the_rest_is_counted() -> None:
    with pytest.raises(CaseError) as error:
        read(a_case(requests=["x"] * 250))
    listed = error.value.findings
    assert len(listed) == 101
    assert listed[-1].message == "150 more findings are not listed"


def test_a_bracket_within_a_text_is_no_nesting() -> None:
    case = a_case(facts={"company": "[" * 1000 + '"\\'})
    assert read_text(POLICY, json.dumps(case)).facts["company"] == "[" * 1000 + '"\\'


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Any) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(POLICY, tmp_path / "none.json")


# Nothing but a case or its findings ever comes out

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)
FIELDS = sorted(handmade.GOOD)


def outcome(mapping: Any, *, lenient: bool) -> None:
    """Read a case; what is refused has an error, what is read strictly has none."""
    try:
        found, is_read = read(copy.deepcopy(mapping), lenient=lenient).findings, True
    except CaseError as error:
        found, is_read = error.findings, False
    has_error = any(each.is_error for each in found)
    assert (lenient and is_read) or has_error != is_read


@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5), st.booleans())
def test_any_fields_make_a_case_or_a_case_error(fields: Any, lenient: bool) -> None:
    outcome(handmade.GOOD | fields, lenient=lenient)


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys((*handmade.GOOD["events"][5], "for", "id"), JSON)
    ),
    st.integers(0, 7),
    st.booleans(),
)
def test_any_event_makes_a_case_or_a_case_error(
    damage: Any, index: int, lenient: bool
) -> None:
    mapping = copy.deepcopy(handmade.GOOD)
    mapping["events"][index] |= damage
    outcome(mapping, lenient=lenient)


@given(
    st.dictionaries(
        st.sampled_from([
            "zone", "week", "weeks", "holidays", "dates", "closed", "business_days",
        ]),
        JSON,
    ),
    st.booleans(),
)  # fmt: skip
def test_any_hours_make_a_case_or_a_case_error(damage: Any, lenient: bool) -> None:
    good = {"zone": "Europe/Warsaw", "week": {"mon": ["09:00-17:00"]}}
    outcome(a_case(parameters={"hours": good | damage}), lenient=lenient)


@given(st.data())
def test_a_damaged_text_makes_a_case_or_a_case_error(data: st.DataObject) -> None:
    text = json.dumps(handmade.GOOD)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    damaged = text[:start] + data.draw(st.text(max_size=9)) + text[end:]
    for form in (damaged, damaged.encode("utf-8", "surrogatepass")):
        with contextlib.suppress(CaseError):
            assert read_text(POLICY, form).id


# Hours


def test_the_hours_of_an_order_form_are_read_in_every_part() -> None:
    hours = {
        "zone": "Europe/Warsaw",
        "weeks": [
            {"week": {"mon": ["09:00-17:00"]}},
            {"from": "2025-06-01", "week": {"mon": ["08:00-12:00", "13:00-24:00"]}},
        ],
        "holidays": ["PL", "2025-05-02"],
        "dates": {"2025-12-24": ["09:00-12:00"], "2025-11-10": []},
        "closed": ["2025-08-01", {"from": "2025-08-14", "through": "2025-08-16"}],
        "business_days": "12:00",
    }
    read_hours = read(a_case(parameters={"hours": hours})).parameters["hours"]
    assert isinstance(read_hours, Hours)
    assert [week.start for week in read_hours.weeks] == [None, date(2025, 6, 1)]
    assert read_hours.weeks[1].days[0] == ((480, 720), (780, 1440))
    assert read_hours.holidays[0].regions == ("PL",)
    assert read_hours.holiday_dates == {date(2025, 5, 2)}
    assert [each.on.day for each in read_hours.dates] == [10, 24]
    assert [(each.first.day, each.last.day) for each in read_hours.closed] == [
        (1, 1), (14, 16),
    ]  # fmt: skip
    assert read_hours.day_end == 720


@pytest.mark.parametrize(
    ("damage", "code", "path"),
    [
        ({"zone": "CET"}, "SLA621", ".zone"),
        ({"week": {"mon": "09:00-17:00"}}, "SLA610", ".week.mon"),
        ({"week": {"Mon": ["09:00-17:00"]}}, "SLA611", ".week.Mon"),
        ({"week": {"mon": ["09:00-25:00"]}}, "SLA621", ".week.mon[0]"),
        ({"week": {}}, "SLA626", ""),
        ({"weeks": []}, "SLA612", ""),
        ({"holidays": ["XX"]}, "SLA621", ".holidays[0]"),
        ({"holidays": ["2025-02-30"]}, "SLA621", ".holidays[0]"),
        ({"holidays": "PL"}, "SLA610", ".holidays"),
        ({"dates": {"24 December": []}}, "SLA621", '.dates["24 December"]'),
        ({"closed": [{"from": "2025-01-02"}]}, "SLA612", ".closed[0].through"),
        ({"closed": [{"from": "2025-01-02", "through": "2025-01-01"}]}, "SLA621",
         ".closed[0].through"),
        ({"business_days": "noon"}, "SLA621", ".business_days"),
        ({"open": "24x7"}, "SLA611", ".open"),
    ],
)  # fmt: skip
def test_hours_that_are_none_are_refused(damage: Any, code: str, path: str) -> None:
    good = {"zone": "Europe/Warsaw", "week": {"mon": ["09:00-17:00"]}}
    case = a_case(parameters={"hours": good | damage})
    assert refused(case) == [(code, f"$.parameters.hours{path}")]


def test_later_weeks_need_their_date_and_follow_each_other() -> None:
    week = {"mon": ["09:00-17:00"]}
    for weeks, path in (
        ([{"week": week}, {"week": week}], ".weeks[1].from"),
        ([{"from": "2025-06-01", "week": week}] * 2, ".weeks"),
    ):
        hours = {"zone": "UTC", "weeks": weeks}
        found = refused(a_case(parameters={"hours": hours}))
        assert [each[1] for each in found] == [f"$.parameters.hours{path}"]


# What several events say together


def at(hour: int, kind: str, **fields: Any) -> dict[str, Any]:
    return {"at": f"2025-03-09T{hour:02}:00:00-04:00", "type": kind, **fields}


FOR = {"for": "customer"}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        # waits and what ends them
        ([at(4, "waits", **FOR), at(5, "resumes", **FOR)], []),
        ([at(4, "waits", **FOR), at(5, "resumes")], []),
        ([at(4, "waits", **FOR), at(5, "writes", by="admin"), at(6, "resumes")], []),
        ([at(4, "waits", **FOR), at(5, "gets_in_touch", by="customer"),
          at(6, "resolves")], []),
        ([at(4, "waits", **FOR), at(5, "notes", by="customer"), at(6, "resolves")],
         [("SLA647", "$.events[1]")]),
        ([at(4, "waits", **FOR), at(5, "writes", by="admin", automatic=True),
          at(6, "withdraws")], [("SLA647", "$.events[1]")]),
        ([at(4, "waits", **FOR), at(5, "agrees", by="agent"),
          at(6, "agrees", by="customer")], [("SLA647", "$.events[1]")]),
        ([at(4, "waits", **FOR), at(5, "agrees", by="agent")], []),
        ([at(4, "resumes", **FOR)], [("SLA646", "$.events[1]")]),
        ([at(4, "waits", **FOR), at(5, "resumes", **{"for": "agent"})],
         [("SLA646", "$.events[2]")]),
        ([at(4, "waits", **FOR), at(5, "waits", **{"for": "agent"}), at(6, "resumes")],
         []),
        ([at(4, "waits", **FOR), at(5, "waits", **FOR), at(6, "resumes")],
         [("SLA648", "$.events[2]")]),
        # at one instant a wait ends before another begins
        ([at(4, "waits", **FOR), at(5, "waits", **FOR), at(5, "resumes", **FOR)], []),
        # before the opening only changes count
        ([at(0, "changes", plan="basic")], [("SLA649", "$.events[1]")]),
        ([at(0, "notes")], [("SLA649", "$.events[1]"), ("SLA644", "$.events[1]")]),
    ],
)  # fmt: skip
def test_odd_stories_are_read_with_a_finding(events: Any, expected: Any) -> None:
    assert findings(a_case(*events)) == expected


def test_a_case_that_never_opens_says_once_that_nothing_counts() -> None:
    events = [at(4, "calls", by="customer"), at(5, "notes")]
    assert findings({"id": "x", "events": events}) == [("SLA644", "$.events[0]")]


def test_an_opening_that_cannot_be_read_is_not_missed_as_well() -> None:
    opening = {"at": "2025-06-02 09:00", "type": "opens", "by": "customer"}
    events = [opening, at(4, "calls", by="customer")]
    with pytest.raises(CaseError) as caught:
        findings({"id": "x", "events": events})
    told = [(each.code, each.path) for each in caught.value.findings]
    assert told == [("SLA630", "$.events[0].at")]


def test_identical_events_count_once_and_events_with_ids_of_their_own_do_not() -> None:
    call = at(4, "calls", by="customer")
    assert len(read(a_case(call, call)).events) == 2
    twice = a_case({**call, "id": "a"}, {**call, "id": "b"})
    assert len(read(twice).events) == 3
    assert findings(twice) == []


def test_the_same_id_with_the_same_content_is_one_event() -> None:
    call = at(4, "calls", by="customer", id="a")
    case = read(a_case(call, {**call, "at": "2025-03-09T08:00:00Z"}))
    assert len(case.events) == 2
    assert [each.code for each in case.findings] == ["SLA643"]


def test_an_indicator_is_stated_or_measured_not_both() -> None:
    attempts = [{"at": OPENS["at"], "of": "api_call", "end": "success"}]
    stated = at(4, "changes", facts={"unavailable": True})
    assert refused(a_case(stated, attempts=attempts)) == [
        ("SLA624", "$.events[1].facts.unavailable")
    ]
    assert findings(a_case(stated)) == []
    assert findings(a_case(attempts=attempts)) == []


def test_a_hundred_conflicts_of_ids_are_listed_and_the_rest_is_counted() -> None:
    ids = Ids()
    for line in range(1, 104):
        ids.add(line, "4711", b'{"line": %d}' % line)
    found = ids.findings()
    assert len(found) == 101
    assert found[0].message.startswith("line 2 gives the id `4711`")
    assert found[-1].message == "2 more lines do the same"


def test_what_means_nothing_in_json_makes_no_other_case() -> None:
    ids = Ids()
    for line, text in enumerate((b'{"a":1,"b":2}', b' {"b": 2, "a": 1}\n', b"{"), 1):
        ids.add(line, "x", text)
    assert [each.code for each in ids.findings()] == ["SLA606", "SLA607"]
