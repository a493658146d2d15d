"""Many cases of a file: what comes of each is written, and all of it counted."""

import json
from datetime import datetime
from importlib.util import find_spec
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, NoReturn

import click

from slapolicy.columns.answered import Answered
from slapolicy.columns.answering import Answering, answering
from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader import Ids
from slapolicy.tools.case_files.form import FileForm
from slapolicy.tools.case_files.reading import Reading, rows
from slapolicy.tools.case_files.summary import LISTED, Summary
from slapolicy.tools.case_files.writing import writing, writing_columns
from slapolicy.tools.cli.cases import CaseFile, opened, progress
from slapolicy.tools.cli.terminal import UNUSABLE, leave, print_findings, shown

if TYPE_CHECKING:
    from slapolicy.contract.policy import Policy


def evaluate_file(
    policy: "Policy",
    file: CaseFile,
    at: datetime,
    output: tuple[FileForm, str | None],
    *,
    is_json: bool,
    columns: list[str] | None = None,
) -> Summary:
    """Evaluate the cases of a file (`-`: standard input), and write what follows.

    What is written to a file is summed up on standard output, and rows with findings
    are told on standard error. Ids that stand twice are told too.
    """
    try:
        found = answering(policy, at, lenient=file.lenient, columns=columns)
    except ValueError as problem:
        message = f"--columns: {problem}"
        raise click.UsageError(message) from None
    summary = Summary()
    name, (form, path) = shown(file.path), output
    with (
        opened(file) as stream,
        progress(file, stream, is_printed=path is None) as advance,
    ):
        reading = Reading(
            (policy,), file.form, file.drops_others, file.delimiter, advance
        )
        try:
            ids = None
            if file.form == form == "parquet" and path is not None:
                ids = _at_once(found, reading, stream, path, summary)
            if ids is None:
                ids = _one_by_one(found, reading, stream, output, name, summary)
        except CaseError as problem:
            refuse(problem, name)
    if path is not None:
        tell(summary.told, summary.noted, name)
        told = (
            json.dumps(summary.mapping(found.asked), indent=2)
            if is_json
            else "\n".join(summary.lines(found.asked))
        )
        click.echo(told)
    print_findings(ids.findings(), name=name, err=True)
    return summary


def _one_by_one(
    found: Answering,
    reading: Reading,
    stream: BinaryIO,
    output: tuple[FileForm, str | None],
    name: str,
    summary: Summary,
) -> Ids:
    """Write what comes of each row, count it, and give the ids."""
    ids, given = Ids(), rows(reading, stream)
    begun = [*islice(given, 1)]  # heads that are refused leave nothing behind
    with writing(found, *output, name) as writer:
        for row in chain(begun, given):
            answered = found.answer(row.number, row.read, row.id)
            if answered.decision is not None:
                ids.add(row.number, answered.decision.case, row.content)
            summary.add(answered)
            writer.write(answered)
    return ids


def _at_once(
    found: Answering, reading: Reading, stream: BinaryIO, path: str, summary: Summary
) -> Ids | None:
    """Do the same with whole batches from Parquet to Parquet, where they are plain."""
    if find_spec("numpy") is None:
        return None
    from slapolicy.columns.whole.counting import counted
    from slapolicy.columns.whole.many_ids import ManyIds
    from slapolicy.tools.case_files.parquet_rows import read_at_once

    given = read_at_once(reading, found, stream)
    if given is None:
        return None
    ids = ManyIds()
    begun = [*islice(given, 1)]
    with writing_columns(found, path) as writer:
        for batch in chain(begun, given):
            ids.add_all(batch.decisions, batch.contents)
            summary.add_all(counted(batch.decisions, LISTED))
            writer.write_batch(batch.decisions)
    return ids


def refuse(problem: CaseError, name: str) -> NoReturn:
    """Say why the columns of a file cannot be those of cases, and leave."""
    print_findings(problem.findings, name=name, err=True)
    leave(UNUSABLE)


def tell(told: list[Answered], count: int, name: str) -> None:
    """Print what is found about rows, each with its line, and how many more are."""
    for answered in told:
        print_findings(answered.findings, name=f"{name}:{answered.row}", err=True)
    if more := count - len(told):
        have = "row has" if more == 1 else "rows have"
        click.echo(f"{name}: {more:,} more {have} findings", err=True)
