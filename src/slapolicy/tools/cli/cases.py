"""What the commands about files of cases share: options, opening, a bar."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

import click
from attrs import frozen

from slapolicy.tools.case_files.form import FORMS, FileForm, form_of
from slapolicy.tools.cli.terminal import (
    FINDINGS,
    STANDARD_INPUT,
    leave,
    print_findings,
    shown,
    standard_input,
)
from slapolicy.tools.render import Form

if TYPE_CHECKING:
    from slapolicy.contract.case import Case
    from slapolicy.contract.policy import Policy

Command = TypeVar("Command", bound=Callable[..., Any])


@frozen(kw_only=True)
class CaseFile:
    """A file of cases, and how it is to be read."""

    path: str
    form: FileForm
    lenient: bool
    drops_others: bool
    delimiter: str


at_option = click.option(
    "--at",
    metavar="INSTANT",
    help="The instant, such as 2025-03-09T03:00:00-04:00; default: now.",
)


def reading_options(command: Command) -> Command:
    """Add the options that say how a file of cases is read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--from",
        "given_form",
        type=click.Choice(FORMS),
        help="The form of a file of many cases; default: by its ending.",
    ),
    click.option(
        "--lenient",
        is_flag=True,
        help="Of many cases, let values that cannot be read become unknown.",
    ),
    click.option(
        "--other-columns",
        type=click.Choice(["refuse", "drop"]),
        default="refuse",
        show_default=True,
        help="What to do with columns that say nothing of a case.",
    ),
    click.option(
        "--delimiter",
        default=",",
        show_default=True,
        help="What stands between the cells of CSV.",
    ),
)


def case_file(
    path: str, form: FileForm, *, lenient: bool, other_columns: str, delimiter: str
) -> CaseFile:
    """Give a file of cases, once it is possible to read it so.

    Raises:
        click.UsageError: It is not.
    """
    if len(delimiter) != 1 or delimiter in '"\r\n':
        message = "--delimiter is one character, and no quote"
        raise click.UsageError(message)
    if form == "parquet":
        if path == STANDARD_INPUT:
            message = "Parquet cannot be read from standard input"
            raise click.UsageError(message)
        require_arrow()
    return CaseFile(
        path=path,
        form=form,
        lenient=lenient,
        drops_others=other_columns == "drop",
        delimiter=delimiter,
    )


def output_form(path: str, said: FileForm | None) -> FileForm:
    """Give the form in which to write a file.

    Raises:
        click.UsageError: Nobody says which, or it cannot be written.
    """
    form = said or form_of(path)
    if form is None:
        message = f"`{path}` ends in no form: .csv, .jsonl or .parquet; or say --to"
        raise click.UsageError(message)
    if form == "parquet":
        require_arrow()
    return form


def require_arrow() -> None:
    """Refuse Parquet where nothing reads and writes it."""
    if find_spec("pyarrow") is None:
        message = "Parquet needs pyarrow: pip install 'slapolicy[arrow]'"
        raise click.UsageError(message)


def require_file(path: str) -> None:
    """Refuse a path under which there is nothing."""
    if path != STANDARD_INPUT and not Path(path).exists():
        message = f"there is no file `{path}`"
        raise click.UsageError(message)


def instant_of(text: str | None, option: str = "--at") -> datetime:
    """Read the instant that was asked for; now, if none was."""
    if text is None:
        return datetime.now(UTC)
    from slapolicy.worktime import InstantError, parse_instant, to_datetime

    try:
        return to_datetime(parse_instant(text).instant)
    except InstantError as problem:
        message = f"{option}: {problem.message}; {problem.hint}"
        raise click.UsageError(message) from None


def read_case(policy: "Policy", path: str, form: str | None = None) -> "Case":
    """Read a case, or print what is wrong with it and leave with status 1."""
    from slapolicy.contract.case import CaseError
    from slapolicy.contract.case_reader import read_text

    is_json = form == "json"
    try:
        if path == STANDARD_INPUT:
            case = read_text(policy, standard_input())
        else:
            case = policy.read_case(path)
    except CaseError as problem:
        found_form = cast("Form", form or "text")
        print_findings(problem.findings, found_form, name=shown(path), err=not is_json)
        leave(FINDINGS)
    print_findings(case.findings, name=shown(path), err=True)
    return case


@contextmanager
def opened(file: CaseFile) -> Iterator[BinaryIO]:
    """Open a file of cases."""
    if file.path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with Path(file.path).open("rb") as stream:
        yield stream


def progress(
    file: CaseFile, stream: BinaryIO, *, is_printed: bool
) -> AbstractContextManager[Callable[[int], None]]:
    """Give what moves a bar on standard error if a person watches; else nothing.

    `is_printed`: what comes of the cases is printed as they are read.
    """
    is_free = not (is_printed and sys.stdout.isatty())
    if file.path == STANDARD_INPUT or not is_free or not sys.stderr.isatty():
        return nullcontext(_nothing)
    if file.form == "parquet":
        from slapolicy.tools.case_files.parquet_rows import rows_in

        return _bar(rows_in(stream))
    return _bar(Path(file.path).stat().st_size)


@contextmanager
def _bar(length: int) -> Iterator[Callable[[int], None]]:
    bar: Any
    with click.progressbar(length=length, label="cases", file=sys.stderr) as bar:
        yield bar.update


def _nothing(_: int) -> None:
    """Move no bar."""
