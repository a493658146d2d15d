"""Decisions as JSON: the keys that others rely on, zones, lengths, and the schema."""

import copy
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import attrs
import pytest
from jsonschema import Draft202012Validator

import handmade
from slapolicy.contract import decision as values
from slapolicy.contract.decision import (
    AddonDecision,
    AlertDecision,
    ClaimDecision,
    ContactDecision,
    Coverage,
    Decision,
    DecisionNote,
    DutyDecision,
    IntakeDecision,
    Obligation,
    SeverityDecision,
    Stamp,
)
from slapolicy.contract.decision_json import to_json, to_mapping

DOCS = Path(__file__).parents[3] / "docs" / "reference" / "decision.schema.json"
PACKAGED = files("slapolicy") / "schemas" / "decision.schema.json"
SCHEMA: dict[str, Any] = json.loads(PACKAGED.read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def at(hour: int, minute: int = 0, micro: int = 0) -> datetime:
    return datetime(2025, 3, 9, hour, minute, 0, micro, tzinfo=UTC)


STAMP = Stamp(policy_sha256="ab" * 32, engine="0.1.0", tzdata="2025b", holidays="0.109")
CALLBACK = Obligation(
    id="callback#1", clock="callback", occurrence=1, binding=True,
    bearer="messagebird", state="running", due="at", started_at=at(6, 55),
    due_at=at(7, 10), elapsed=timedelta(minutes=5), remaining=timedelta(minutes=10),
    paused=timedelta(), limit="within 15 minutes 24x7", clauses=("M13",),
    zone="America/New_York",
)  # fmt: skip
DECISION = Decision(
    case="4711", agreement="messagebird", at=at(7), case_state="open",
    severity=SeverityDecision(
        name="critical", state="decided", possible=("critical",), clauses=("M10",),
        assessments=("persistent",),
    ),
    coverage=(
        Coverage(service="mediation", outcome="condition_not_met", clauses=("M4",),
                 because="best practices first"),
        Coverage(service="screen_share", outcome="covered", left=2),
    ),
    claims=(ClaimDecision(claim="inbox_placement", outcome="disclaimed"),),
    addons=(AddonDecision(addon="vip", outcome="allowed", price="EUR 1000 monthly"),),
    obligations=(
        CALLBACK,
        Obligation(
            id="first_response#1", clock="first_response", occurrence=1, binding=False,
            bearer="messagebird", state="indeterminate", due="indeterminate",
            earliest_due_at=at(14), latest_due_at=at(20), needs=("issue",),
        ),
        Obligation(
            id="update#1", clock="update", occurrence=1, binding=True,
            bearer="messagebird", state="breached", due="at", started_at=at(5),
            due_at=at(6), breached_at=at(6), elapsed=timedelta(hours=50, seconds=1),
            paused=timedelta(days=2), overrun=timedelta(microseconds=1500000),
            provisional=True, zone="Asia/Kolkata",
        ),
    ),
    alerts=(
        AlertDecision(id="warn#1", kind="warn", to="agent", at=at(7, 5),
                      state="pending", obligation="callback#1", zone="Europe/Warsaw"),
        AlertDecision(id="escalate#1", kind="escalate", to="lead", at=None,
                      state="void"),
    ),
    duties=(
        DutyDecision(name="work_on_it", kind="duty", of="messagebird", what="work",
                     state="ended", ended_at=at(6)),
    ),
    contacts=(ContactDecision(role="tam", channels=("phone",), hours="not_stated"),),
    intake=(
        IntakeDecision(kind="step", state="complete", number=1, what="opens"),
        IntakeDecision(kind="collect", state="missing", fact="company"),
    ),
    next_change_at=at(7, 5), stamp=STAMP, zone="America/New_York",
    notes=(
        DecisionNote(code="reading", arguments={"reading": "persistent", "of": ["a"]}),
        DecisionNote(code="assessment", arguments={
            "value": timedelta(minutes=5), "on": date(2025, 1, 2), "at": at(7),
            "count": Decimal(3), "share": Decimal("0.8"), "none": None, "yes": True,
        }),
    ),
)  # fmt: skip


def test_the_keys_that_others_rely_on_stand_in_their_order() -> None:
    pinned = [
        "schema",
        "case",
        "agreement",
        "at",
        "case_state",
        "severity",
        "coverage",
        "claims",
        "obligations",
        "alerts",
        "duties",
        "contacts",
        "intake",
        "next_change_at",
        "notes",
        "stamp",
    ]
    assert [key for key in to_mapping(DECISION) if key in pinned] == pinned
    pinned = [
        "id",
        "clock",
        "occurrence",
        "binding",
        "bearer",
        "state",
        "started_at",
        "due_at",
        "due",
        "fulfilled_at",
        "breached_at",
        "elapsed",
        "remaining",
        "paused",
        "overrun",
        "provisional",
        "clauses",
        "readings",
    ]
    obligation = to_mapping(DECISION)["obligations"][0]
    assert [key for key in obligation if key in pinned] == pinned
    assert list(to_mapping(DECISION)["stamp"]) == [
        "policy_sha256", "engine", "tzdata", "holidays",
    ]  # fmt: skip


def test_what_is_written_is_what_is_known() -> None:
    obligation = to_mapping(DECISION)["obligations"][0]
    assert obligation == {
        "id": "callback#1", "clock": "callback", "occurrence": 1, "binding": True,
        "bearer": "messagebird", "limit": "within 15 minutes 24x7",
        "state": "running", "started_at": "2025-03-09T01:55:00-05:00",
        "due_at": "2025-03-09T03:10:00-04:00", "due": "at", "earliest_due_at": None,
        "latest_due_at": None, "fulfilled_at": None, "breached_at": None,
        "elapsed": "PT5M", "remaining": "PT10M", "paused": "PT0S", "overrun": None,
        "provisional": False, "needs": [], "clauses": ["M13"], "readings": [],
        "assessments": [],
    }  # fmt: skip


def test_instants_print_in_the_zone_of_their_clock_else_of_the_agreement() -> None:
    written = to_mapping(DECISION)
    assert written["at"] == "2025-03-09T03:00:00-04:00"
    assert written["next_change_at"] == "2025-03-09T03:05:00-04:00"
    assert written["obligations"][1]["latest_due_at"] == "2025-03-09T20:00:00Z"
    assert written["obligations"][2]["due_at"] == "2025-03-09T11:30:00+05:30"
    assert written["alerts"][0]["at"] == "2025-03-09T08:05:00+01:00"
    assert written["duties"][0]["ended_at"] == "2025-03-09T01:00:00-05:00"


def test_lengths_are_exact_and_days_are_hours() -> None:
    breached = to_mapping(DECISION)["obligations"][2]
    assert breached["elapsed"] == "PT50H1S"
    assert breached["paused"] == "PT48H"
    assert breached["overrun"] == "PT1.5S"


def test_the_arguments_of_notes_are_plain_values() -> None:
    assert to_mapping(DECISION)["notes"][1]["arguments"] == {
        "value": "PT5M", "on": "2025-01-02", "at": "2025-03-09T03:00:00-04:00",
        "count": 3, "share": "0.8", "none": None, "yes": True,
    }  # fmt: skip
    strange = attrs.evolve(
        DECISION, notes=(DecisionNote(code="x", arguments={"x": object()}),)
    )
    with pytest.raises(TypeError):
        to_mapping(strange)


def test_the_text_is_the_mapping_on_one_line_and_always_the_same() -> None:
    text = to_json(DECISION)
    assert json.loads(text) == to_mapping(DECISION)
    assert text == to_json(copy.deepcopy(DECISION)) == DECISION.to_json()
    assert "\n" not in text


def test_no_number_is_a_binary_fraction() -> None:
    seen: list[str] = []
    json.loads(to_json(DECISION), parse_float=seen.append)
    assert seen == []


def test_what_could_mislead_a_reader_is_escaped() -> None:
    name = "\x00\x1b[2J\x7f\x85\xad\u202e\u2028\ud800\U000e0041<script>Żółw"
    text = to_json(attrs.evolve(DECISION, case=name))
    assert text.isprintable()
    assert "Żółw" in text
    assert text.encode("utf-8")
    assert json.loads(text)["case"] == name


# The schema


def test_the_docs_hold_the_schema_that_the_package_holds() -> None:
    assert DOCS.read_bytes() == PACKAGED.read_bytes()


def test_a_decision_keeps_to_its_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert [each.message for each in VALIDATOR.iter_errors(to_mapping(DECISION))] == []


def test_the_schema_lists_every_key_and_no_other_in_the_order_of_writing() -> None:
    def keys(schema: dict[str, Any], value: dict[str, Any]) -> None:
        assert list(schema["properties"]) == list(value)
        assert schema["required"] == list(value)
        assert schema["additionalProperties"] is False

    written = to_mapping(DECISION)
    keys(SCHEMA, written)
    parts = {
        "severity": "severity", "coverage": "coverage", "claims": "claim",
        "addons": "addon", "obligations": "obligation", "alerts": "alert",
        "duties": "duty", "contacts": "contact", "intake": "intake", "notes": "note",
        "stamp": "stamp",
    }  # fmt: skip
    for key, name in parts.items():
        part = written[key]
        keys(SCHEMA["$defs"][name], part[0] if isinstance(part, list) else part)


@pytest.mark.parametrize(
    ("kind", "name", "field"),
    [
        (SeverityDecision, "severity", "state"),
        (Coverage, "coverage", "outcome"),
        (ClaimDecision, "claim", "outcome"),
        (AddonDecision, "addon", "outcome"),
        (Obligation, "obligation", "state"),
        (Obligation, "obligation", "due"),
        (AlertDecision, "alert", "kind"),
        (AlertDecision, "alert", "state"),
        (DutyDecision, "duty", "kind"),
        (DutyDecision, "duty", "state"),
        (IntakeDecision, "intake", "kind"),
        (IntakeDecision, "intake", "state"),
    ],
)
def test_the_schema_lists_the_words_that_a_field_can_hold(
    kind: type, name: str, field: str
) -> None:
    listed = SCHEMA["$defs"][name]["properties"][field]["enum"]
    assert listed == list(get_args(get_type_hints(kind)[field]))
    assert SCHEMA["properties"]["case_state"]["enum"] == list(
        get_args(values.CaseState)
    )


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"at": "2025-03-09T03:00:00"},
        {"more": 1},
        {"case_state": "resolved"},
        {"closed_at": "2025-03-09T03:00:00Z"},
        {"severity": to_mapping(DECISION)["severity"] | {"name": None}},
        {"obligations": [to_mapping(DECISION)["obligations"][0] | {"due_at": None}]},
        {"obligations": [to_mapping(DECISION)["obligations"][0] | {"paused": "P2D"}]},
        {"alerts": [to_mapping(DECISION)["alerts"][0] | {"at": None}]},
        {"coverage": [to_mapping(DECISION)["coverage"][1] | {"left": 2.5}]},
    ],
)
def test_the_schema_refuses_what_no_decision_says(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(to_mapping(DECISION) | change)


def test_a_decision_that_was_made_keeps_to_the_schema() -> None:
    policy = handmade.policy()
    case = policy.case(handmade.GOOD)
    for hour in (4, 7, 12):
        decision = policy.evaluate(case, at(hour))
        found = VALIDATOR.iter_errors(json.loads(decision.to_json()))
        assert [each.message for each in found] == []
