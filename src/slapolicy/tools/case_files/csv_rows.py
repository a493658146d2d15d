"""CSV: a case on each row; a flat row of what follows for it.

An empty cell is null. Cells that a spreadsheet would take for a formula are written
behind an apostrophe, and characters that command a terminal as `<U+001B>`.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import BinaryIO, TextIO

from slapolicy.columns.answered import Answered
from slapolicy.columns.heads import heads
from slapolicy.contract.case import Case, CaseError
from slapolicy.contract.case_reader import LIMITS
from slapolicy.contract.decision import Decision, State
from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding
from slapolicy.tools.case_files.cells import row_of
from slapolicy.tools.case_files.json_lines import lines
from slapolicy.tools.case_files.reading import Reading, Row
from slapolicy.tools.render.ink import escape
from slapolicy.worktime import from_datetime, to_iso

STATES: tuple[State, ...] = (
    "met", "breached", "running", "paused", "not_started", "lapsed", "indeterminate",
)  # fmt: skip
HEADS = (
    "row", "id", "case_state", "severity", "severity_state", *STATES, "next_due_at",
    "next_due", "next_change_at", "findings", "decision",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"
_HALF = frozenset(map(chr, range(0xDC80, 0xDD00)))
Cells = tuple[str | None, ...]


def read(reading: Reading, stream: BinaryIO) -> Iterator[Row]:
    """Give each row below the heads.

    Raises:
        CaseError: The heads cannot be those of cases.
    """
    rows = _rows(reading, stream)
    _, first = next(rows, (1, []))
    if isinstance(first, Finding):
        raise CaseError((first,))
    _require_cells(first, reading.delimiter)
    found = heads(reading.policies, first, drops_others=reading.drops_others)
    for number, row in rows:
        if isinstance(row, Finding):
            yield _refused(number, row)
        elif wrong := _wrong(row, len(first)):
            yield _refused(number, wrong)
        elif row:
            cells: Cells = tuple(cell or None for cell in row)
            yield row_of(number, found, cells)


def _refused(number: int, wrong: Finding) -> Row:
    return Row(number, partial(_refuse, wrong), b"", _no_id)


def _refuse(wrong: Finding, _: Policy, *, lenient: bool) -> Case:  # noqa: ARG001  # as a row is read
    raise CaseError((wrong,))


def _no_id() -> None:
    """Give nothing: which cell is the id cannot be told."""


def _require_cells(first: Sequence[str], delimiter: str) -> None:
    """Refuse a first row that another delimiter divides."""
    others = ",;\t|".replace(delimiter, "")
    other = next((each for each in others if each in "".join(first)), None)
    if len(first) == 1 and other is not None:
        said = "a tab" if other == "\t" else f"`{other}`"
        hint = f"if {said} stands between the cells, say so with --delimiter"
        message = "the first row is one cell"
        raise CaseError((Finding("SLA608", message, path="$", hint=hint),))


def _rows(
    reading: Reading, stream: BinaryIO
) -> Iterator[tuple[int, list[str] | Finding]]:
    """Give each row with the line on which it begins, or why it is none."""
    csv.field_size_limit(LIMITS.size)
    found = csv.reader(
        _texts(reading, stream), delimiter=reading.delimiter, strict=True
    )
    while True:
        number = found.line_num + 1
        try:
            yield number, next(found)
        except StopIteration:
            return
        except csv.Error as problem:
            message = f"the row cannot be read as CSV: {problem}"
            if found.line_num > number:
                message += f"; lines {number} to {found.line_num} are one row"
            hint = "close every quote, and double the quotes within a cell"
            yield number, Finding("SLA608", message, path="$", hint=hint)


def _texts(reading: Reading, stream: BinaryIO) -> Iterator[str]:
    """Give the lines as text; a byte that is not UTF-8 becomes half a character."""
    for number, line in enumerate(lines(stream)):
        reading.advance(len(line))
        text = line.decode("utf-8", "surrogateescape")
        yield text.removeprefix(_BOM) if number == 0 else text


def _wrong(row: Sequence[str], count: int) -> Finding | None:
    """Say why a row below the heads is none; of an empty line, nothing."""
    if not row:
        return None
    if any(not cell.isascii() and _HALF & set(cell) for cell in row):
        message = "the row is not UTF-8"
        hint = "save the file as UTF-8"
        return Finding("SLA601", message, path="$", hint=hint)
    if len(row) == count:
        return None
    cells = "cell" if len(row) == 1 else "cells"
    message = f"the row has {len(row)} {cells}, and the first row {count}"
    hint = "give each row as many cells as there are heads; put commas into quotes"
    return Finding("SLA608", message, path="$", hint=hint)


def write_heads(stream: TextIO) -> None:
    """Write the heads of the rows that come out."""
    csv.writer(stream, lineterminator="\n").writerow(HEADS)


def write_rows(stream: TextIO, rows: Iterable[Answered]) -> None:
    """Write a row for each case."""
    writer = csv.writer(stream, lineterminator="\n")
    for each in rows:
        writer.writerow(map(harmless, _cells(each)))


def _cells(answered: Answered) -> Iterator[str]:
    yield str(answered.row)
    yield answered.id or ""
    decision = answered.decision
    if decision is None:
        yield from [""] * (len(HEADS) - 4)
    else:
        yield from _decided(decision)
    yield " | ".join(map(str, answered.findings))
    yield "" if decision is None else decision.to_json()


def _decided(decision: Decision) -> Iterator[str]:
    yield decision.case_state
    yield decision.severity.name or ""
    yield decision.severity.state
    for state in STATES:
        ids = [each.id for each in decision.obligations if each.state == state]
        yield ";".join(ids)
    yield from _next_due(decision)
    yield _instant(decision.next_change_at, decision.zone)


def _next_due(decision: Decision) -> tuple[str, str]:
    """Give when the next promise falls due, and which: aims do not bind."""
    coming = [
        (each.due_at, each.id, each.zone)
        for each in decision.obligations
        if each.binding
        and each.due_at is not None
        and each.state in ("running", "not_started")
    ]
    if not coming:
        return "", ""
    due_at, name, zone = min(coming)
    return _instant(due_at, zone), name


def _instant(at: datetime | None, zone: str) -> str:
    return "" if at is None else to_iso(from_datetime(at), zone)


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula, and no terminal obeys."""
    if not cell.isprintable():
        cell = "".join(each if each == "\t" else escape(each) for each in cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
