"""Cells that are text, read by the type that a policy declares."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import handmade
from slapolicy import CaseError
from slapolicy.columns.assembling import case_under
from slapolicy.columns.heads import heads
from slapolicy.contract.case import Case
from slapolicy.worktime import Hours

POLICY = handmade.policy()
HOURS = '{"zone": "Europe/Madrid", "week": {"mon": ["09:00-17:00"]}}'
OPENS = '[{"at": "2025-03-10T10:00:00Z", "type": "opens", "by": "customer"}]'


def read(**cells: Any) -> Case:
    """Read a row whose heads have a dot where these have two underscores."""
    texts = ["id", *(head.replace("__", ".") for head in cells)]
    found = heads((POLICY,), texts)
    return case_under(found, ["4711", *cells.values()], POLICY)


def refused(**cells: Any) -> list[tuple[str, str | None]]:
    """Give why a row cannot be read."""
    with pytest.raises(CaseError) as error:
        read(**cells)
    return [(each.code, each.path) for each in error.value.findings]


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("TRUE", True), ("Yes", True), ("false", False), ("NO", False)],
)
def test_yes_and_no_may_be_spelled_in_words(text: str, value: bool) -> None:
    assert read(facts__persistent=text).facts["persistent"] is value


@pytest.mark.parametrize("text", ["1", "0", "y", "on", "wahr", " yes", "none", ""])
def test_what_is_no_word_for_yes_or_no_is_refused(text: str) -> None:
    assert refused(facts__persistent=text) == [("SLA610", "$.facts.persistent")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", "0"), ("89.50", "89.50"), ("12.345678901", "12.345678901")],
)
def test_a_number_is_read_to_its_last_digit(text: str, value: str) -> None:
    assert str(read(facts__load=text).facts["load"]) == value


@pytest.mark.parametrize(
    "text",
    ["1e1", "+1", "1,5", "1 000", "01", ".5", "5.", "٣", "0x1F", "NaN", "1" * 65],
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    assert refused(facts__load=text) == [("SLA610", "$.facts.load")]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(value: float) -> None:
    assert refused(facts__load=value) == [("SLA613", "$.facts.load")]


def test_dates_durations_and_names_are_read_as_in_json() -> None:
    case = read(facts__since="2025-01-31", facts__spent="PT90M", facts__issue="request")
    assert case.facts["since"] == date(2025, 1, 31)
    assert case.facts["spent"] == timedelta(minutes=90)
    assert case.facts["issue"] == "request"
    assert refused(facts__since="31.01.2025") == [("SLA621", "$.facts.since")]


def test_a_number_in_a_column_of_numbers_is_that_number() -> None:
    assert read(facts__load=Decimal("1.50")).facts["load"] == Decimal("1.5")
    assert read(facts__load=90).facts["load"] == 90


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("vip", ("vip",)),
        ("vip;extra", ("vip", "extra")),
        (" vip ; extra", ("vip", "extra")),
        ('["vip", "extra"]', ("vip", "extra")),
        ("[]", ()),
        (["vip"], ("vip",)),
        (None, None),
    ],
)
def test_names_stand_between_semicolons_or_as_json(text: Any, names: Any) -> None:
    assert read(addons=text).addons == names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("vip,extra", "SLA620"),
        ("vip;", "SLA620"),
        ("[vip]", "SLA610"),
        ("['vip']", "SLA610"),
    ],
)
def test_names_written_otherwise_are_refused(text: str, code: str) -> None:
    assert {found for found, _ in refused(addons=text)} == {code}


def test_hours_are_json_or_the_name_of_a_calendar() -> None:
    calendars = [n for n, p in POLICY.parameters.items() if p.type.kind == "calendar"]
    name = calendars[0]
    assert isinstance(read(**{f"parameters__{name}": HOURS}).parameters[name], Hours)
    assert refused(**{f"parameters__{name}": "{zone}"}) == [
        ("SLA620", f"$.parameters.{name}")
    ]


def test_a_cell_of_events_is_json() -> None:
    assert [each.type for each in read(events=OPENS).events] == ["opens"]
    assert refused(events="opens at 10") == [("SLA601", "$.events")]
    assert refused(events='[{"at": "x", "at": "y"}]')[0][0] == "SLA603"
    assert refused(facts="{") == [("SLA601", "$.facts")]


def test_all_that_is_wrong_in_a_row_is_told_at_once() -> None:
    found = refused(events="{", plan="nothing", facts__load="many")
    assert sorted(found) == [
        ("SLA601", "$.events"),
        ("SLA610", "$.facts.load"),
        ("SLA620", "$.plan"),
    ]


def test_a_key_that_a_map_has_twice_is_refused() -> None:
    pairs = [("load", "1"), ("load", "2")]
    assert refused(facts=pairs) == [("SLA603", "$.facts.load")]


def test_a_field_that_a_struct_does_not_state_is_unknown() -> None:
    assert read(facts={"load": None, "persistent": True}).facts == {"persistent": True}
    assert read(facts={"nothing": None}).facts == {}
    assert refused(facts={"nothing": "x"}) == [("SLA620", "$.facts.nothing")]


def test_an_attempt_may_leave_its_count_out() -> None:
    name, kind = next(iter(POLICY.attempts.items()))
    attempt = {"at": "2025-03-10T10:00:00Z", "of": name, "end": kind.ends[0]}
    one, three = attempt | {"count": None}, attempt | {"count": "3"}
    assert [each.count for each in read(attempts=[one, three]).attempts] == [1, 3]
