"""Many cases of a file: what comes of each is written, and all of it counted."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import click
from attrs import frozen

from slapolicy.columns.answering import answering
from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader import Ids
from slapolicy.tools.case_files.form import FileForm
from slapolicy.tools.case_files.reading import Reading, answers
from slapolicy.tools.case_files.summary import Summary
from slapolicy.tools.case_files.writing import writing
from slapolicy.tools.cli.terminal import (
    STANDARD_INPUT,
    UNUSABLE,
    leave,
    print_findings,
    shown,
)

if TYPE_CHECKING:
    from slapolicy.contract.policy import Policy


@frozen(kw_only=True)
class Batch:
    """What was asked of a file of cases."""

    path: str
    form: FileForm
    output: str | None
    output_form: FileForm
    lenient: bool
    drops_others: bool
    delimiter: str
    is_json: bool


def evaluate_file(policy: "Policy", batch: Batch, at: datetime) -> Summary:
    """Evaluate the cases of a file (`-`: standard input), and write what follows.

    What is written to a file is summed up on standard output, and rows with findings
    are told on standard error. Ids that stand twice are told too.
    """
    found = answering(policy, at, lenient=batch.lenient)
    summary, ids = Summary(), Ids()
    name = shown(batch.path)
    with _opened(batch) as stream, _progress(batch, stream) as advance:
        reading = Reading(
            found, batch.form, batch.drops_others, batch.delimiter, ids, advance
        )
        try:
            rows = answers(reading, stream)
            begun = [*islice(rows, 1)]  # heads that are refused leave nothing behind
            with writing(found.asked, batch.output_form, batch.output, name) as writer:
                for answered in chain(begun, rows):
                    summary.add(answered)
                    writer.write(answered)
        except CaseError as problem:
            _refuse(problem, name)
    if batch.output is not None:
        _tell(summary, name)
        told = (
            json.dumps(summary.mapping(found.asked), indent=2)
            if batch.is_json
            else "\n".join(summary.lines(found.asked))
        )
        click.echo(told)
    print_findings(ids.findings(), name=name, err=True)
    return summary


def _refuse(problem: CaseError, name: str) -> NoReturn:
    print_findings(problem.findings, name=name, err=True)
    leave(UNUSABLE)


def _tell(summary: Summary, name: str) -> None:
    for answered in summary.told:
        print_findings(answered.findings, name=f"{name}:{answered.row}", err=True)
    more = summary.noted - len(summary.told)
    if more:
        rows = "row has" if more == 1 else "rows have"
        click.echo(f"{name}: {more:,} more {rows} findings", err=True)


@contextmanager
def _opened(batch: Batch) -> Iterator[BinaryIO]:
    if batch.path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with Path(batch.path).open("rb") as stream:
        yield stream


def _progress(
    batch: Batch, stream: BinaryIO
) -> AbstractContextManager[Callable[[int], None]]:
    """Give what moves a bar on standard error if a person watches; else nothing."""
    is_seen = batch.output is not None or not sys.stdout.isatty()
    if batch.path == STANDARD_INPUT or not is_seen or not sys.stderr.isatty():
        return nullcontext(_nothing)
    if batch.form == "parquet":
        from slapolicy.tools.case_files.parquet_rows import rows_in

        return _bar(rows_in(stream))
    return _bar(Path(batch.path).stat().st_size)


@contextmanager
def _bar(length: int) -> Iterator[Callable[[int], None]]:
    bar: Any
    with click.progressbar(length=length, label="cases", file=sys.stderr) as bar:
        yield bar.update


def _nothing(_: int) -> None:
    """Move no bar."""
