"""The form of the columns that come out: their names, their kinds, what stands in them.

Said without any library, so that pages and tests can read it. It holds all that the
JSON of a decision holds; how the values get into columns is said in `writing`. A change
of what is written here makes a new edition (`EDITION`).
"""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Literal

from attrs import frozen

from slapolicy.columns.answered import Answered
from slapolicy.contract.case_reader.shown import clean, suggestion
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
from slapolicy.contract.decision_json import plain_arguments
from slapolicy.finding import Finding

EDITION = 1
EDITION_KEY = "slapolicy.decisions"
"""The key of the schema's metadata under which the edition stands."""

Kind = Literal["text", "names", "instant", "whole", "flag", "record", "records"]
Cells = tuple[Any, ...]
_MICROSECOND = timedelta(microseconds=1)


@frozen
class Column:
    """One column, or one part of a `record` or of each of `records`.

    `names` is a list of texts, `instant` a moment in UTC, `whole` an integer of 64
    bits, `flag` yes or no. One that `is_always` there is never null.
    """

    name: str
    kind: Kind = "text"
    parts: tuple["Column", ...] = ()
    is_always: bool = False


def _always(name: str, kind: Kind = "text", *parts: Column) -> Column:
    return Column(name, kind, parts, is_always=True)


def _names(*names: str) -> tuple[Column, ...]:
    return tuple(_always(name, "names") for name in names)


def _maybe(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name in names)


COLUMNS: tuple[Column, ...] = (
    _always("row", "whole"),
    Column("id"),
    _always("agreement"),
    _always("at", "instant"),
    Column("case_state"),
    Column("closed_at", "instant"),
    Column("closed_by", "names"),
    Column("severity", "record", (
        *_maybe("text", "name", "state"),
        *_maybe("names", "possible", "clauses", "needs", "readings", "assessments"),
    )),
    Column("coverage", "records", (
        _always("service"), _always("outcome"), Column("left", "whole"),
        *_names("clauses", "needs"), Column("because"),
        *_names("readings", "assessments"),
    )),
    Column("claims", "records", (
        _always("claim"), _always("outcome"), *_names("disclaims", "clauses", "needs"),
        Column("because"), *_names("readings"),
    )),
    Column("addons", "records", (
        _always("addon"), _always("outcome"), Column("price"),
        *_names("clauses", "needs"),
    )),
    Column("obligations", "records", (
        _always("id"), _always("clock"), _always("occurrence", "whole"),
        _always("binding", "flag"), _always("bearer"), Column("limit"),
        _always("state"), Column("started_at", "instant"), Column("due_at", "instant"),
        _always("due"),
        *_maybe("instant", "earliest_due_at", "latest_due_at", "fulfilled_at"),
        Column("breached_at", "instant"),
        *_maybe("whole", "elapsed_us", "remaining_us", "paused_us", "overrun_us"),
        _always("provisional", "flag"),
        *_names("needs", "clauses", "readings", "assessments"), _always("zone"),
    )),
    Column("alerts", "records", (
        _always("id"), _always("kind"), _always("to"), Column("at", "instant"),
        _always("state"), Column("obligation"), *_names("needs", "clauses", "readings"),
        _always("zone"),
    )),
    Column("duties", "records", (
        _always("name"), _always("kind"), _always("of"), _always("what"),
        _always("state"), Column("ended_at", "instant"),
        *_names("needs", "clauses", "readings"),
    )),
    Column("contacts", "records", (
        _always("role"), *_names("channels"), _always("hours"),
        *_names("clauses", "readings"),
    )),
    Column("intake", "records", (
        _always("kind"), _always("state"), Column("number", "whole"), Column("fact"),
        _always("what"), *_names("needs", "clauses"),
    )),
    Column("next_change_at", "instant"),
    Column("notes", "records", (_always("code"), _always("arguments"))),
    _always("zone"),
    _always("stamp", "record",
        *map(_always, ("policy_sha256", "engine", "tzdata", "holidays")),
    ),
    _always("findings", "records",
        _always("code"), _always("level"), _always("message"), Column("path"),
        Column("hint"),
    ),
)  # fmt: skip


COUNTED = ("row", "id", "case_state", "obligations", "findings")
"""The columns from which what came of many cases is counted."""


def chosen(names: Sequence[str] | None) -> tuple[Column, ...]:
    """Give the columns of these names, in this order; all of them for None.

    Raises:
        TypeError: A name, where a list of names is wanted.
        ValueError: One has no such name or stands twice, or there is none.
    """
    if names is None:
        return COLUMNS
    if isinstance(names, str):
        message = f"give a list of names of columns, such as [{names!r}]"
        raise TypeError(message)
    known = {column.name: column for column in COLUMNS}
    found: dict[str, Column] = {}
    for name in names:
        if name not in known:
            hint = suggestion(name, known)
            message = f"`{clean(name)}` is not a column of decisions ({hint})"
            raise ValueError(message)
        if name in found:
            message = f"the column `{name}` is asked for twice"
            raise ValueError(message)
        found[name] = known[name]
    if not found:
        message = "no column is asked for: name one, or leave `columns` out"
        raise ValueError(message)
    return tuple(found.values())


@frozen
class Asked:
    """What is the same in all rows: the agreement, the instant, what they rest on."""

    agreement: str
    at: Any
    zone: str
    stamp: Stamp


def cells(asked: Asked, answered: Answered) -> Cells:
    """Give the cells of one row, in the order of `COLUMNS`."""
    found = tuple(map(_finding, answered.findings))
    head = (answered.row, answered.id, asked.agreement, asked.at)
    tail = (asked.zone, _stamp(asked.stamp), found)
    decision = answered.decision
    middle = _UNDECIDED if decision is None else _decided(decision)
    return (*head, *middle, *tail)


_UNDECIDED: Cells = (None,) * (len(COLUMNS) - 7)


def _decided(decision: Decision) -> Cells:
    return (
        decision.case_state,
        decision.closed_at,
        decision.closed_by,
        _severity(decision.severity),
        tuple(map(_coverage, decision.coverage)),
        tuple(map(_claim, decision.claims)),
        tuple(map(_addon, decision.addons)),
        tuple(map(_obligation, decision.obligations)),
        tuple(map(_alert, decision.alerts)),
        tuple(map(_duty, decision.duties)),
        tuple(map(_contact, decision.contacts)),
        tuple(map(_intake, decision.intake)),
        decision.next_change_at,
        tuple(_note(each, decision.zone) for each in decision.notes),
    )


def _severity(each: SeverityDecision) -> Cells:
    return (
        each.name, each.state, each.possible, each.clauses, each.needs, each.readings,
        each.assessments,
    )  # fmt: skip


def _coverage(each: Coverage) -> Cells:
    return (
        each.service, each.outcome, each.left, each.clauses, each.needs, each.because,
        each.readings, each.assessments,
    )  # fmt: skip


def _claim(each: ClaimDecision) -> Cells:
    return (
        each.claim, each.outcome, each.disclaims, each.clauses, each.needs,
        each.because, each.readings,
    )  # fmt: skip


def _addon(each: AddonDecision) -> Cells:
    return (each.addon, each.outcome, each.price, each.clauses, each.needs)


def _obligation(each: Obligation) -> Cells:
    return (
        each.id, each.clock, each.occurrence, each.binding, each.bearer, each.limit,
        each.state, each.started_at, each.due_at, each.due, each.earliest_due_at,
        each.latest_due_at, each.fulfilled_at, each.breached_at, _length(each.elapsed),
        _length(each.remaining), _length(each.paused), _length(each.overrun),
        each.provisional, each.needs, each.clauses, each.readings, each.assessments,
        each.zone,
    )  # fmt: skip


def _alert(each: AlertDecision) -> Cells:
    return (
        each.id, each.kind, each.to, each.at, each.state, each.obligation, each.needs,
        each.clauses, each.readings, each.zone,
    )  # fmt: skip


def _duty(each: DutyDecision) -> Cells:
    return (
        each.name, each.kind, each.of, each.what, each.state, each.ended_at, each.needs,
        each.clauses, each.readings,
    )  # fmt: skip


def _contact(each: ContactDecision) -> Cells:
    return (each.role, each.channels, each.hours, each.clauses, each.readings)


def _intake(each: IntakeDecision) -> Cells:
    return (
        each.kind, each.state, each.number, each.fact, each.what, each.needs,
        each.clauses,
    )  # fmt: skip


def _note(each: DecisionNote, zone: str) -> Cells:
    arguments = plain_arguments(each, zone)
    return (each.code, json.dumps(arguments, ensure_ascii=False, allow_nan=False))


def _stamp(each: Stamp) -> Cells:
    return (each.policy_sha256, each.engine, each.tzdata, each.holidays)


def _finding(each: Finding) -> Cells:
    return (each.code, each.level, each.message, each.path, each.hint)


def _length(length: timedelta | None) -> int | None:
    return None if length is None else length // _MICROSECOND


def leaves(columns: tuple[Column, ...], above: str = "") -> Iterator[tuple[str, str]]:
    """Give every column and part by its path, with its kind."""
    for each in columns:
        path = f"{above}{each.name}"
        yield path, each.kind
        yield from leaves(each.parts, f"{path}.")
