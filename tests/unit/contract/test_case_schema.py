"""The published schema of cases and the reader call the same cases good and bad."""

import copy
import json
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import handmade
from broken_cases import HOURS, places
from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader import read_mapping, read_text
from slapolicy.contract.case_schema import case_schema

POLICY = handmade.policy()
SCHEMA = Draft202012Validator(case_schema(POLICY))
GOOD = handmade.GOOD | {"parameters": handmade.GOOD["parameters"] | {"hours": HOURS}}
ONLY_THE_READER = {
    "SLA622": "bounds of durations and dates",
    "SLA624": "an indicator both stated and measured",
    "SLA626": "hours that never open",
    "SLA641": "a second opening, as identical events count once",
    "SLA642": "one id for two events",
}
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2.5, 250, 10**30, "", " ", "x", [], {}, ["x"],
    "customer", "agent", "engineer", "admin", "s1", "s2", "critical", "basic", "email",
    "opens", "calls", "waits", "resumes", "changes", "resolves", "withdraws", "notes",
    "gets_in_touch", "agrees", "vip", "mediation", "uk", "software_bug", "office",
    "2025-03-09T05:00:00Z", "2025-03-09t05:00:00.25+02:00", "2025-03-09T05:00:00",
    "2025-03-09T25:00:00Z", "2025-03-09", "2025-13-01", "2199-12-31", "PT5M", "PT",
    "P1M", "P2D", "P2DT", "P2DT3H", "PT1.5H", "PT0.5S", "Europe/Warsaw", "UTC", "CET",
    "UTC+01:00", "UTC+14:30", "PL", "pl", "closing", "same_time", "24:00", "09:00",
    "09:00-17:00", "22:00-06:00", "9-17", HOURS, {"mon": []}, {"since": "2025-01-01"},
]  # fmt: skip

PLAUSIBLE: dict[Any, list[Any]] = {
    "by": ["customer", "agent", "engineer", "admin", "bird", None],
    "for": ["customer", "agent", None],
    "type": ["writes", "calls", "replies", "waits", "resumes", "changes", "notes",
             "resolves", "withdraws", "reopens", "gets_in_touch", "offers_workaround"],
    "at": ["2025-03-09T05:00:00Z", "2025-03-10 05:00:00.25+02:00",
           "2025-03-11T05:59:60Z"],
    "via": ["email", "dashboard", None],
    "plan": ["basic", "enterprise"],
    "addons": [[], ["vip"], ["extra", "vip", "vip"]],
    "severity": ["s1", "s2"],
    "facts": [{}, {"patched": None}, {"unavailable": True}, {"load": 12.5}],
    "load": [0, 100, 99.999, 1e2], "spent": ["PT1S", "P1D", "PT23H59M"],
    "id": ["e1", "e2", "x"], "count": [1, 10**9], "screen_share": [0, 1],
    "hours": ["office", HOURS], "hq_zone": ["UTC", "UTC-03:30", "Asia/Tokyo"],
}  # fmt: skip


def damaged(draw: Random) -> Any:
    """Give the good case with one to three things changed, left out or added."""
    case: Any = copy.deepcopy(GOOD)
    for _ in range(draw.choice((1, 1, 2, 3))):
        *way, last = draw.choice(places(case))
        holder = case
        for key in way:
            holder = holder[key]
        match draw.choice((0, 1, 2, 3, 3, 3, 3, 3)):
            case 0:
                del holder[last]
            case 1 if isinstance(holder, dict):
                known = [each[-1] for each in places(case) if isinstance(each[-1], str)]
                holder[draw.choice([*known, "x"])] = draw.choice(VALUES)
            case 1:
                holder.insert(draw.randint(0, len(holder)), draw.choice(VALUES))
            case 2:
                holder[last] = copy.deepcopy(draw.choice(VALUES))
            case _:
                plausible = PLAUSIBLE.get(last, [holder[last]])
                holder[last] = copy.deepcopy(draw.choice(plausible))
    return case


def errors_of(case: Any) -> set[str]:
    """Give the codes of the errors that the reader finds."""
    try:
        read_text(POLICY, json.dumps(case))
    except CaseError as refused:
        return {each.code for each in refused.findings if each.is_error}
    return set()


@pytest.mark.parametrize(
    ("stated", "is_good"),
    [("cases.schema.json", True), ("", True), (None, False), (1, False), ({}, False)],
)
def test_a_case_may_name_its_schema_for_editors(stated: Any, is_good: bool) -> None:
    case = GOOD | {"$schema": stated}
    assert SCHEMA.is_valid(case) == is_good
    if is_good:
        with_it, without = read_mapping(POLICY, case), read_mapping(POLICY, GOOD)
        assert with_it == without
    else:
        with pytest.raises(CaseError, match="schema"):
            read_mapping(POLICY, case)


def test_an_editor_shows_the_title_of_each_fact_and_parameter() -> None:
    defined = case_schema(POLICY)["$defs"]
    for declared, kind in ((POLICY.facts, "facts"), (POLICY.parameters, "parameters")):
        for name, each in declared.items():
            assert defined[kind]["properties"][name].get("title", "") == each.title


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(case_schema(POLICY))
    nothing = handmade.policy(
        plans={}, addons={}, attempts={}, services={}, severities=(), indicators={}
    )
    Draft202012Validator.check_schema(case_schema(nothing))


def test_a_policy_that_declares_nothing_has_cases_all_the_same() -> None:
    nothing = handmade.policy(plans={}, addons={}, attempts={}, indicators={})
    schema = Draft202012Validator(case_schema(nothing))
    assert schema.is_valid({"id": "x", "attempts": [], "addons": []})
    assert not schema.is_valid({"id": "x", "attempts": [{}]})


def test_a_case_that_states_everything_is_good_for_both() -> None:
    assert errors_of(GOOD) == set()
    assert [each.message for each in SCHEMA.iter_errors(GOOD)] == []


@pytest.mark.parametrize("seed", range(20))
def test_both_call_the_same_damaged_cases_good(seed: int) -> None:
    draw = Random(seed)
    for _ in range(25):
        case = damaged(draw)
        found = errors_of(case)
        if SCHEMA.is_valid(case):
            assert found <= set(ONLY_THE_READER), json.dumps(case)
        else:
            assert found, json.dumps(case)


def test_damage_makes_both_good_and_bad_cases() -> None:
    draw = Random(0)
    verdicts = [bool(errors_of(damaged(draw))) for _ in range(200)]
    assert 0.05 < verdicts.count(False) / len(verdicts) < 0.95


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"id": "x", "facts": {"since": "2025-02-30"}}, "SLA621"),
        ({"id": "x", "facts": {"spent": "PT25H"}}, "SLA622"),
        ({"id": "x", "parameters": {"hq_region": "XX"}}, "SLA621"),
        ({"id": "x", "used": {"screen_share": 4.0}}, "SLA610"),
    ],
)
def test_what_no_schema_can_say_the_reader_sees(case: Any, code: str) -> None:
    assert SCHEMA.is_valid(case)
    assert errors_of(case) == {code}
