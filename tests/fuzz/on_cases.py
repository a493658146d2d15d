"""Targets about cases: their JSON, what follows from them, and how that is written."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import agreement_cases
import handmade
import slapolicy
from decision_laws import LAWS, PATHS, load
from random_cases import instants, random_case
from slapolicy import CaseError, Decision, Policy
from slapolicy.contract.case_reader import read_mapping, read_text
from slapolicy.tools.case_files.form import FileForm
from slapolicy.tools.case_files.reading import Reading, rows

FIXTURES = Path(__file__).parents[1] / "fixtures"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 7_258_118_400_000_000  # 2200-01-01
OBLIGATION = {
    "met", "breached", "lapsed", "paused", "not_started", "running", "indeterminate",
}  # fmt: skip
DUE = {
    "at", "no_stated_time", "paused", "not_started", "lapsed", "never_opens",
    "indeterminate",
}  # fmt: skip
COVERAGE = {
    "covered", "excluded", "condition_not_met", "not_in_plan", "used_up", "silent",
    "indeterminate",
}  # fmt: skip
CASE = {"not_opened", "open", "resolved", "withdrawn", "indeterminate"}


@cache
def policies() -> tuple[Policy, ...]:
    """Give the policies by which cases are read: one of everything, and small ones."""
    return (
        handmade.policy(),
        slapolicy.load(FIXTURES / "extras.sla"),
        slapolicy.load(FIXTURES / "meaning" / "severity.sla"),
    )


def case_json(data: bytes) -> None:
    """Bytes are a case or refused; leniently at least as much is let pass."""
    policy = policies()[0]
    try:
        strict = read_text(policy, data)
    except CaseError as refused:
        _plain(refused)
        try:
            lenient = read_text(policy, data, lenient=True)
        except CaseError as still:
            _plain(still)
        else:
            assert any(each.is_error for each in lenient.findings)
        return
    assert read_text(policy, data, lenient=True) == strict
    assert read_text(policy, data) == strict
    text = data.decode("utf-8")
    if not strict.findings:
        assert read_mapping(policy, json.loads(text)).events == strict.events


def _plain(refused: CaseError) -> None:
    assert 1 <= len(refused.findings) <= 201
    for each in refused.findings:
        said = str(each)
        assert len(said) <= 700, said
        assert said.isprintable(), said
        assert each.path is not None
        assert each.path.startswith("$"), said


def case_rows(data: bytes) -> None:
    """Bytes are rows of cases, in lines or cells: each is a case, or refused."""
    form: FileForm = "csv" if len(data) % 2 else "jsonl"
    policy = policies()[0]
    reading = Reading((policy,), form, len(data) % 3 == 0, ",", lambda _: None)
    try:
        for row in rows(reading, BytesIO(data)):
            assert row.number >= 1
            assert isinstance(row.id(), str | None)
            try:
                case = row.read(policy, lenient=len(data) % 5 == 0)
            except CaseError as refused:
                _short(refused)
            else:
                assert case.id
    except CaseError as refused:
        _short(refused)


def _short(refused: CaseError) -> None:
    assert refused.findings
    for each in refused.findings:
        assert len(str(each)) <= 700, each
        assert str(each).isprintable(), each


def evaluate_json(data: bytes) -> None:
    """What is a case has a decision: none fails, whatever happened, at any instant."""
    policy = policies()[1 + len(data) % 2]
    try:
        case = read_text(policy, data, lenient=True)
    except CaseError:
        return
    told = [each.at for each in case.events] or [1_700_000_000_000_000]
    for at in {told[0], told[-1], min(max(told) + 3_600_000_000, LATEST)}:
        hold(policy.evaluate(case, at=EPOCH + timedelta(microseconds=at)))


def hold(decision: Decision) -> None:
    """Hold a decision to what may be said at all, in words and in JSON."""
    assert decision.case_state in CASE
    for each in decision.obligations:
        assert each.state in OBLIGATION
        assert each.due in DUE
        assert (each.due_at is None) == (each.due != "at"), each
        assert each.state != "indeterminate" or each.needs or decision.notes, each
    for service in decision.coverage:
        assert service.outcome in COVERAGE
    assert decision.explain()
    text = decision.to_json()
    again = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
    assert json.loads(json.dumps(again)) == again
    assert text == decision.to_json()


def _no_float(text: str) -> NoReturn:
    raise AssertionError(text)


def decision_json(data: bytes) -> None:
    """A decision survives JSON: read and written again it is the same text."""
    draw = Random(data)
    policy = load(draw.choice(PATHS))
    case = random_case(draw, policy)
    case["id"] = data.decode("utf-8", "replace")[:200].strip() or "1"
    read = policy.case(case, lenient=True)
    for at in instants(draw, case):
        hold(policy.evaluate(read, at=at))


def eval_events(data: bytes) -> None:
    """Whole cases agree with the reference evaluator, and keep the laws of events."""
    draw = Random(data)
    if draw.random() < 0.5:
        agreement_cases.check(draw.getrandbits(40))
        return
    LAWS[draw.choice(list(LAWS))](load(draw.choice(PATHS)), draw.getrandbits(40))


def mapping(data: bytes) -> None:
    """Whatever Python values stand for a case, it is read or refused."""
    draw = Random(data)
    value = json.loads(json.dumps(handmade.GOOD))
    for _ in range(draw.choice((1, 2, 5))):
        _spoil(draw, value)
    try:
        case = read_mapping(policies()[0], value, lenient=draw.random() < 0.5)
    except CaseError as refused:
        _plain(refused)
        return
    assert case.id


def _spoil(draw: Random, value: Any) -> None:
    """Put something strange anywhere in a structure."""
    while True:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        if not keys:
            return
        key = draw.choice(list(keys))
        inner = value[key]
        if not isinstance(inner, dict | list) or draw.random() < 0.3:
            break
        value = inner
    match draw.randrange(4):
        case 0 if isinstance(value, dict):
            del value[key]
        case 1 if isinstance(value, dict):
            value[draw.choice(STRANGE_KEYS)] = value.pop(key)
        case _:
            value[key] = draw.choice(STRANGE)


STRANGE_KEYS: tuple[Any, ...] = (
    "", "\x00", "a" * 300, "\ud800", "at", "type", "$", 1, None, (1, 2), 1.5,
)  # fmt: skip
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 2**63, 1.5, float("nan"), float("-inf"), "",
    " ", "\ud800", "\u202e", "a" * 70_000, [], {}, [[]], [None], {"": {}}, (), b"x",
    EPOCH, EPOCH.replace(tzinfo=None), EPOCH.date(), timedelta(days=10**6),
    timedelta(0), datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=UTC), object(), set(), range(3), 1j,
    "2025-03-09T02:30:00", "P99999D", "PT1H", "2200-01-01", "Europe/Berlin", "PL",
)  # fmt: skip
