"""Rows are told to be alike in all that `comparison.compare` looks at, and no more."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import attrs
import pyarrow as pa
import pytest

from slapolicy.columns.answered import Answered
from slapolicy.columns.form import COLUMNS, Asked, cells, leaves
from slapolicy.columns.likeness import COMPARED, alike
from slapolicy.columns.writing import batch
from slapolicy.comparison import compare
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
from slapolicy.finding import Finding

AT = datetime(2025, 2, 3, 9, tzinfo=UTC)
HOUR, SOME = timedelta(hours=1), ("a", "b")
STAMP = Stamp(policy_sha256="0", engine="1", tzdata="2", holidays="3")
ASKED = Asked("gold", AT, "UTC", STAMP)
SEVERITY = SeverityDecision(
    name=None, state="indeterminate", possible=("high", None), clauses=SOME, needs=SOME,
    readings=SOME, assessments=SOME,
)  # fmt: skip
COVERED = Coverage(
    service="help", outcome="covered", left=3, clauses=SOME, needs=SOME, because="why",
    readings=SOME, assessments=SOME,
)  # fmt: skip
CLAIMED = ClaimDecision(
    claim="speed", outcome="disclaimed", disclaims=("guarantee",), clauses=SOME,
    because="why", readings=SOME, needs=SOME,
)  # fmt: skip
ALLOWED = AddonDecision(
    addon="vip", outcome="allowed", price="EUR 10", clauses=SOME, needs=SOME
)
OWED = Obligation(
    id="callback#1", clock="callback", occurrence=1, binding=True, bearer="desk",
    state="indeterminate", due="indeterminate", started_at=AT, due_at=None,
    earliest_due_at=AT + HOUR, latest_due_at=AT + 2 * HOUR, fulfilled_at=AT,
    breached_at=AT, elapsed=HOUR, remaining=HOUR, paused=HOUR, overrun=HOUR,
    provisional=False, limit="an hour", needs=SOME, clauses=SOME, readings=SOME,
    assessments=SOME, zone="UTC",
)  # fmt: skip
FULL = Decision(
    case="4711", agreement="gold", at=AT, case_state="open", severity=SEVERITY,
    coverage=(COVERED, attrs.evolve(COVERED, service="advice", left=None)),
    claims=(CLAIMED,),
    addons=(ALLOWED,),
    obligations=(attrs.evolve(OWED, id="answer#1", due_at=AT, due="at"), OWED),
    alerts=(AlertDecision(id="a#1", kind="warn", to="desk", at=AT, state="pending"),),
    duties=(DutyDecision(name="d", kind="duty", of="desk", what="w", state="owed"),),
    contacts=(ContactDecision(role="desk", channels=SOME, hours="24x7"),),
    intake=(IntakeDecision(kind="step", state="missing", number=1),),
    next_change_at=AT, notes=(DecisionNote(code="n"),), stamp=STAMP, closed_by=SOME,
)  # fmt: skip
KINDS = {path.removesuffix("_us"): kind for path, kind in leaves(COLUMNS)}
PARTS = {path for path, kind in KINDS.items() if kind not in ("record", "records")}
NOT_OF_A_DECISION = {"row", "id"} | {path for path in PARTS if "findings." in path}
UNSAID = {"text": "said", "instant": AT + 9 * HOUR, "whole": 1}


def changed(value: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Give a value with one of its parts changed, for each part, with its path."""
    for part in attrs.fields(type(value)):
        if part.name.startswith("_"):
            continue
        now, path = getattr(value, part.name), f"{above}{part.name}"
        for name, each in others(now, path):
            yield name, attrs.evolve(value, **{part.name: each})


def others(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Give other values that may stand at a path, with the paths of what differs."""
    match value:
        case None:
            yield path, UNSAID[KINDS[path]]
        case bool():
            yield path, not value
        case int():
            yield path, value + 1
        case str():
            yield path, f"{value}x"
        case datetime():
            yield path, value + HOUR
        case timedelta():
            yield path, 2 * value
        case tuple():
            yield path, value[1:]
            for place, item in enumerate(value):
                for name, each in others(item, path) if attrs.has(type(item)) else ():
                    yield name, (*value[:place], each, *value[place + 1 :])
        case _ if attrs.has(type(value)):
            yield from changed(value, f"{path}.")
        case _:
            yield path, {"more": 1}


CHANGES = [*changed(FULL)]


def rows(*decisions: Decision | None) -> pa.RecordBatch:
    """Give rows of decisions."""
    wrong = (Finding("SLA601", "no case"),)
    return batch(
        [
            cells(ASKED, Answered(row=row, id="1", decision=each, findings=()))
            if each is not None
            else cells(ASKED, Answered(row=row, id="1", decision=None, findings=wrong))
            for row, each in enumerate(decisions)
        ]
    )


def test_rows_are_alike_if_nothing_differs_that_is_compared() -> None:
    decisions = [each for _, each in CHANGES]
    found = alike(rows(*[FULL] * len(decisions)), rows(*decisions)).tolist()
    expected = [not compare(FULL, each) for each in decisions]
    told = zip([path for path, _ in CHANGES], found, expected, strict=True)
    assert [each for each in told if each[1] != each[2]] == []
    assert 20 < sum(expected) < len(expected) - 20


def test_no_part_of_a_decision_is_forgotten_here() -> None:
    assert PARTS - {path for path, _ in CHANGES} == NOT_OF_A_DECISION


def test_each_part_that_is_compared_makes_a_difference() -> None:
    named = {
        f"{name}.{part}" if part else name
        for name, parts in COMPARED.items()
        for part in parts or ("",)
    }
    telling = {path for path, each in CHANGES if compare(FULL, each)}
    assert telling & PARTS == named


def test_rows_of_any_length_are_told_apart_where_they_stand() -> None:
    draw = Random(1)
    some = [FULL, None, *(each for _, each in CHANGES)]
    for fewer in ({"obligations": ()}, {"obligations": (OWED,)}, {"coverage": ()}):
        some += [attrs.evolve(FULL, **fewer)] * 20
    pairs = [(each, draw.choice((each, draw.choice(some)))) for each in some * 3]
    draw.shuffle(pairs)
    found = alike(*(rows(*each) for each in zip(*pairs, strict=True))).tolist()
    expected = [a is not None and compare(a, b) == () for a, b in pairs]
    assert found == expected


def test_rows_that_are_not_decided_are_never_alike() -> None:
    old, new = rows(None, None, FULL, FULL), rows(None, FULL, None, FULL)
    assert alike(old, new).tolist() == [False, False, False, True]


@pytest.mark.parametrize(("start", "many"), [(0, 3), (5, 40), (60, 1), (9, 0)])
def test_parts_of_batches_are_compared_as_the_whole(start: int, many: int) -> None:
    decisions = [each for _, each in CHANGES]
    old, new = rows(*[FULL] * len(decisions)), rows(*decisions)
    expected = alike(old, new)[start : start + many].tolist()
    assert alike(old.slice(start, many), new.slice(start, many)).tolist() == expected
