"""A decision as JSON: the same decision gives the same text, to the byte.

The published schema of what is written here is `schemas/decision.schema.json`.
Instants print in the zone of their clock, else of the agreement; lengths as ISO 8601
in hours, minutes and seconds. No number is ever a binary fraction.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

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
from slapolicy.worktime import Hours, from_datetime, to_duration, to_iso

SCHEMA = 1
_MICROSECOND = timedelta(microseconds=1)


def to_json(decision: Decision) -> str:
    """Write a decision as one line of JSON, without what could mislead a reader.

    What cannot be printed, or only as a blank of another kind, is escaped.
    """
    text = json.dumps(to_mapping(decision), ensure_ascii=False, allow_nan=False)
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else _escaped(each) for each in text)


def _escaped(character: str) -> str:
    if ord(character) > 0xFFFF:
        return json.dumps(character)[1:-1]  # as a pair
    return f"\\u{ord(character):04x}"


def to_mapping(decision: Decision) -> dict[str, Any]:
    """Give a decision as the plain values of its JSON, in the order of writing."""
    zone = decision.zone
    return {
        "schema": SCHEMA,
        "case": decision.case,
        "agreement": decision.agreement,
        "at": _instant(decision.at, zone),
        "case_state": decision.case_state,
        "closed_at": _instant(decision.closed_at, zone),
        "closed_by": list(decision.closed_by),
        "severity": _severity(decision.severity),
        "coverage": [_coverage(each) for each in decision.coverage],
        "claims": [_claim(each) for each in decision.claims],
        "addons": [_addon(each) for each in decision.addons],
        "obligations": [_obligation(each) for each in decision.obligations],
        "alerts": [_alert(each) for each in decision.alerts],
        "duties": [_duty(each, zone) for each in decision.duties],
        "contacts": [_contact(each) for each in decision.contacts],
        "intake": [_intake(each) for each in decision.intake],
        "next_change_at": _instant(decision.next_change_at, zone),
        "notes": [
            {"code": note.code, "arguments": plain_arguments(note, zone)}
            for note in decision.notes
        ],
        "stamp": _stamp(decision.stamp),
    }


def _severity(severity: SeverityDecision) -> dict[str, Any]:
    return {
        "name": severity.name,
        "clauses": list(severity.clauses),
        "needs": list(severity.needs),
        "state": severity.state,
        "possible": list(severity.possible),
        "readings": list(severity.readings),
        "assessments": list(severity.assessments),
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "service": coverage.service,
        "outcome": coverage.outcome,
        "left": coverage.left,
        "clauses": list(coverage.clauses),
        "needs": list(coverage.needs),
        "because": coverage.because,
        "readings": list(coverage.readings),
        "assessments": list(coverage.assessments),
    }


def _claim(claim: ClaimDecision) -> dict[str, Any]:
    return {
        "claim": claim.claim,
        "outcome": claim.outcome,
        "disclaims": list(claim.disclaims),
        "clauses": list(claim.clauses),
        "needs": list(claim.needs),
        "because": claim.because,
        "readings": list(claim.readings),
    }


def _addon(addon: AddonDecision) -> dict[str, Any]:
    return {
        "addon": addon.addon,
        "outcome": addon.outcome,
        "price": addon.price,
        "clauses": list(addon.clauses),
        "needs": list(addon.needs),
    }


def _obligation(obligation: Obligation) -> dict[str, Any]:
    zone = obligation.zone
    return {
        "id": obligation.id,
        "clock": obligation.clock,
        "occurrence": obligation.occurrence,
        "binding": obligation.binding,
        "bearer": obligation.bearer,
        "limit": obligation.limit,
        "state": obligation.state,
        "started_at": _instant(obligation.started_at, zone),
        "due_at": _instant(obligation.due_at, zone),
        "due": obligation.due,
        "earliest_due_at": _instant(obligation.earliest_due_at, zone),
        "latest_due_at": _instant(obligation.latest_due_at, zone),
        "fulfilled_at": _instant(obligation.fulfilled_at, zone),
        "breached_at": _instant(obligation.breached_at, zone),
        "elapsed": _length(obligation.elapsed),
        "remaining": _length(obligation.remaining),
        "paused": _length(obligation.paused),
        "overrun": _length(obligation.overrun),
        "provisional": obligation.provisional,
        "needs": list(obligation.needs),
        "clauses": list(obligation.clauses),
        "readings": list(obligation.readings),
        "assessments": list(obligation.assessments),
    }


def _alert(alert: AlertDecision) -> dict[str, Any]:
    return {
        "id": alert.id,
        "kind": alert.kind,
        "to": alert.to,
        "at": _instant(alert.at, alert.zone),
        "state": alert.state,
        "obligation": alert.obligation,
        "needs": list(alert.needs),
        "clauses": list(alert.clauses),
        "readings": list(alert.readings),
    }


def _duty(duty: DutyDecision, zone: str) -> dict[str, Any]:
    return {
        "name": duty.name,
        "kind": duty.kind,
        "of": duty.of,
        "what": duty.what,
        "state": duty.state,
        "ended_at": _instant(duty.ended_at, zone),
        "needs": list(duty.needs),
        "clauses": list(duty.clauses),
        "readings": list(duty.readings),
    }


def _contact(contact: ContactDecision) -> dict[str, Any]:
    return {
        "role": contact.role,
        "channels": list(contact.channels),
        "hours": contact.hours,
        "clauses": list(contact.clauses),
        "readings": list(contact.readings),
    }


def _intake(intake: IntakeDecision) -> dict[str, Any]:
    return {
        "kind": intake.kind,
        "state": intake.state,
        "number": intake.number,
        "fact": intake.fact,
        "what": intake.what,
        "needs": list(intake.needs),
        "clauses": list(intake.clauses),
    }


def _stamp(stamp: Stamp) -> dict[str, Any]:
    return {
        "policy_sha256": stamp.policy_sha256,
        "engine": stamp.engine,
        "tzdata": stamp.tzdata,
        "holidays": stamp.holidays,
    }


def _instant(at: datetime | None, zone: str) -> str | None:
    return None if at is None else to_iso(from_datetime(at), zone)


def _length(length: timedelta | None) -> str | None:
    return None if length is None else to_duration(length // _MICROSECOND)


def plain_arguments(note: DecisionNote, zone: str) -> dict[str, Any]:
    """Give the arguments of a note as plain values of JSON."""
    return {str(key): _plain(each, zone) for key, each in note.arguments.items()}


def _plain(value: Any, zone: str) -> Any:
    """Give an argument of a note as JSON has it."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else f"{value:f}"
        case timedelta():
            return _length(value)
        case datetime():
            return _instant(value, zone)
        case date():
            return value.isoformat()
        case Hours():
            return f"hours in {value.zone}"
        case Mapping():
            return {str(key): _plain(each, zone) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each, zone) for each in value]
        case _:
            msg = f"a note cannot say {type(value).__name__}"
            raise TypeError(msg)
