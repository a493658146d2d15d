"""`slapolicy replay`: which cases another policy would have decided otherwise."""

from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slapolicy.comparison.difference import KINDS
from slapolicy.tools.case_files.form import FORMS, form_of
from slapolicy.tools.cli.cases import (
    CaseFile,
    at_option,
    case_file,
    instant_of,
    opened,
    output_form,
    progress,
    reading_options,
    require_file,
)
from slapolicy.tools.cli.terminal import (
    FINDINGS,
    leave,
    require_one_standard_input,
    shown,
    usable_policy,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from slapolicy.comparison import Difference, Kind, Tally
    from slapolicy.contract.policy import Policy
    from slapolicy.tools.case_files.form import FileForm
    from slapolicy.tools.case_files.pairing import Part
    from slapolicy.tools.case_files.reading import Row

FAILURES: "dict[str, tuple[Kind, ...]]" = {
    "change": KINDS,
    "breach": ("newly_breached",),
    "earlier": ("earlier",),
    "later": ("later",),
    "lost": ("no_longer_owed", "no_longer_read"),
    "coverage": ("coverage", "claim"),
}
"""What `--fail-on` may name, and the kinds of differences that it means."""


@click.command()
@click.option("--policy", "new", required=True, metavar="NEW", help="The new policy.")
@click.option(
    "--against", "old", required=True, metavar="OLD", help="The policy as it was."
)
@click.argument("cases", metavar="FILE")
@at_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the counts are printed.",
)
@click.option(
    "--examples",
    type=click.IntRange(0, 1000),
    default=3,
    show_default=True,
    help="How many cases of each kind are shown.",
)
@click.option(
    "--output", "-o", metavar="FILE", help="Where every difference goes, one a row."
)
@click.option(
    "--to", type=click.Choice(FORMS), help="The form of it; default: by its ending."
)
@click.option("--picture", metavar="FILE", help="Where a picture goes, as SVG.")
@click.option(
    "--fail-on",
    type=click.Choice(tuple(FAILURES)),
    multiple=True,
    help="Make the exit status 1 if this changes in a case.",
)
@reading_options
def replay(
    new: str,
    old: str,
    cases: str,
    at: str | None,
    form: str,
    examples: int,
    output: str | None,
    to: "FileForm | None",
    picture: str | None,
    fail_on: tuple[str, ...],
    given_form: "FileForm | None",
    lenient: bool,
    other_columns: str,
    delimiter: str,
) -> None:
    """Say which cases a new policy decides otherwise than an old one.

    FILE holds cases in JSON Lines (*.jsonl), CSV (*.csv) or Parquet (*.parquet). Both
    policies decide each, as of the same instant; what differs is counted by clause.
    """
    require_one_standard_input(new, old, cases)
    instant = instant_of(at)
    require_file(cases)
    file = case_file(
        cases, given_form or form_of(cases) or "jsonl", lenient=lenient,
        other_columns=other_columns, delimiter=delimiter,
    )  # fmt: skip
    goes_to = None if output is None else (output_form(output, to), output)
    if output is None and to is not None:
        message = "--to is the form of what --output names"
        raise click.UsageError(message)
    if Path(cases) in (Path(each) for each in (output, picture) if each is not None):
        message = "the cases would be overwritten: give another name"
        raise click.UsageError(message)
    policies = usable_policy(old), usable_policy(new)
    tally = _replayed(file, policies, instant, goes_to, examples)
    _print(tally, policies, instant, form)
    if picture is not None:
        _draw(tally, shown(old), shown(new), picture)
    if tally.refused or any(_fails(tally, each) for each in fail_on):
        leave(FINDINGS)


def _replayed(
    file: CaseFile,
    policies: "tuple[Policy, Policy]",
    at: "datetime",
    goes_to: "tuple[FileForm, str] | None",
    examples: int,
) -> "Tally":
    """Decide cases by both policies, write what differs, and count it.

    Rows that both surely decide alike are only counted.
    """
    from slapolicy.columns.answered import Answered
    from slapolicy.columns.answering import answering
    from slapolicy.comparison import Tally, compare
    from slapolicy.contract.case import CaseError
    from slapolicy.tools.case_files.pairing import parts
    from slapolicy.tools.case_files.reading import Reading
    from slapolicy.tools.case_files.summary import LISTED
    from slapolicy.tools.cli.batch import refuse, tell

    name = shown(file.path)
    before, after = (answering(each, at, lenient=file.lenient) for each in policies)
    tally, told = Tally(most=examples), list[Answered]()
    with opened(file) as stream, progress(file, stream, is_printed=False) as advance:
        reading = Reading(
            policies, file.form, file.drops_others, file.delimiter, advance
        )
        try:
            given = parts(reading, (before, after), stream)
            begun = [*islice(given, 1)]  # heads that are refused leave nothing behind
            with _writer(goes_to) as write:
                for row in _counted(chain(begun, given), tally):
                    was = before.answer(row.number, row.read, row.id)
                    now = after.answer(row.number, row.read, row.id)
                    found = compare(was.decision, now.decision)
                    refused = [each for each in (now, was) if each.decision is None]
                    case = now.id if was.id is None else was.id
                    is_refused = len(refused) == len(policies)
                    tally.add(row.number, case, found, is_refused=is_refused)
                    for each in found:
                        write(row.number, case, each)
                    if refused and len(told) < LISTED:
                        told.append(refused[0])
        except CaseError as problem:
            refuse(problem, name)
    one_cannot = tally.by_kind["newly_read"] + tally.by_kind["no_longer_read"]
    tell(told, tally.refused + one_cannot, name)
    return tally


def _counted(given: "Iterator[Part]", tally: "Tally") -> "Iterator[Row]":
    """Count the rows that are alike, and give the others."""
    for part in given:
        tally.add_alike(part.alike)
        yield from part.others


@contextmanager
def _writer(
    goes_to: "tuple[FileForm, str] | None",
) -> "Iterator[Callable[[int, str | None, Difference], None]]":
    """Give what writes a difference, if they go anywhere."""
    if goes_to is None:
        yield _nowhere
        return
    from slapolicy.tools.case_files.differences import writing_differences

    with writing_differences(*goes_to) as writer:
        yield writer.write


def _nowhere(row: int, case: str | None, difference: "Difference") -> None:
    """Write nothing."""


def _print(
    tally: "Tally", policies: "tuple[Policy, Policy]", at: "datetime", form: str
) -> None:
    import json

    from slapolicy.tools.render.replayed import lines, mapping

    if form == "json":
        found = mapping(tally, policies, at)
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(lines(tally, at, policies[1].agreement.zone)))


def _draw(tally: "Tally", old: str, new: str, path: str) -> None:
    from slapolicy.comparison import picture
    from slapolicy.tools.case_files.writing import whole_file

    drawn = picture(tally, Path(old).name, Path(new).name)
    with whole_file(Path(path)) as file:
        file.write(drawn.encode("utf-8"))


def _fails(tally: "Tally", what: str) -> bool:
    """Whether something changes that must not."""
    return any(tally.by_kind[kind] for kind in FAILURES[what])
