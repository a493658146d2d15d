"""`slapolicy evaluate`: what follows for a case, or for many, as of an instant."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from slapolicy.tools.case_files.form import FORMS, form_of
from slapolicy.tools.cli.cases import (
    at_option,
    case_file,
    instant_of,
    output_form,
    read_case,
    reading_options,
    require_file,
)
from slapolicy.tools.cli.language import words_language_option
from slapolicy.tools.cli.terminal import (
    FINDINGS,
    leave,
    require_one_standard_input,
    usable_policy,
)
from slapolicy.tools.render.ink import escape

if TYPE_CHECKING:
    from slapolicy.contract.decision import Decision
    from slapolicy.tools.case_files.form import FileForm

COLUMNS_ARE_FOR_PARQUET = "--columns is for decisions that are written as Parquet"


@click.command()
@click.argument("policy")
@click.argument("case")
@at_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    help="In words or as JSON; default: words for one case and for a summary.",
)
@words_language_option
@click.option(
    "--fail-on",
    type=click.Choice(["breach"]),
    help="Make the exit status 1 if a promise is breached.",
)
@reading_options
@click.option("--lines", "is_lines", is_flag=True, help="The same as --from jsonl.")
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    help="Where decisions on many cases go; then a summary is printed.",
)
@click.option(
    "--to",
    type=click.Choice(FORMS),
    help="The form of decisions on many cases; default: by the ending, or jsonl.",
)
@click.option(
    "--columns",
    metavar="NAMES",
    help="Which columns go to Parquet, such as id,severity; default: all.",
)
def evaluate(
    policy: str,
    case: str,
    at: str | None,
    form: str | None,
    language: str,
    fail_on: str | None,
    given_form: "FileForm | None",
    lenient: bool,
    other_columns: str,
    delimiter: str,
    is_lines: bool,
    output: str | None,
    to: "FileForm | None",
    columns: str | None,
) -> None:
    """Say what follows for a case, and by which clause.

    A case is a JSON file. A file of many cases is JSON Lines (*.jsonl), CSV (*.csv)
    or Parquet (*.parquet); what follows for each goes to standard output, as a line
    of JSON, or to a file in any of these forms.
    """
    require_one_standard_input(policy, case)
    instant = instant_of(at)
    many = given_form or ("jsonl" if is_lines else form_of(case))
    if many is None and (output is not None or to is not None or lenient):
        message = "--output, --to and --lenient are for files of many cases"
        raise click.UsageError(message)
    if columns is not None and (many is None or output is None):
        raise click.UsageError(COLUMNS_ARE_FOR_PARQUET)
    require_file(case)
    if many is not None:
        file = case_file(
            case, many, lenient=lenient, other_columns=other_columns,
            delimiter=delimiter,
        )  # fmt: skip
        goes_to = _goes_to(case, output, to, form), output
        if columns is not None and goes_to[0] != "parquet":
            raise click.UsageError(COLUMNS_ARE_FOR_PARQUET)
        from slapolicy.tools.cli.batch import evaluate_file

        summary = evaluate_file(
            usable_policy(policy), file, instant, goes_to, is_json=form == "json",
            columns=None if columns is None else columns.split(","),
        )  # fmt: skip
        has_findings, is_breached = summary.refused > 0, summary.is_breached
    else:
        checked = usable_policy(policy)
        decision = checked.evaluate(read_case(checked, case, form), instant)
        click.echo(_written(decision, form, language).rstrip("\n"))
        has_findings, is_breached = False, has_breach(decision)
    if has_findings or (fail_on == "breach" and is_breached):
        leave(FINDINGS)


def _goes_to(
    case: str, output: str | None, to: "FileForm | None", form: str | None
) -> "FileForm":
    """Give the form of what is written, once it is possible."""
    if output is not None:
        if Path(output) == Path(case):
            message = "the cases would be overwritten: give --output another name"
            raise click.UsageError(message)
        return output_form(output, to)
    if form == "text":
        message = "many cases are printed as JSON, one a line"
        raise click.UsageError(message)
    if to == "parquet":
        message = "Parquet goes to a file: give --output"
        raise click.UsageError(message)
    return to or "jsonl"


def _written(decision: "Decision", form: str | None, language: str) -> str:
    if form == "json":
        return decision.to_json()
    try:
        return "\n".join(map(escape, decision.explain(language).split("\n")))
    except ValueError as problem:
        message = f"--language: {problem}"
        raise click.UsageError(message) from None


def has_breach(decision: "Decision") -> bool:
    """Whether a promise (an aim does not bind) is breached."""
    return any(
        each.binding and each.state == "breached" for each in decision.obligations
    )
