"""`slapolicy evaluate`: what follows for a case, or for many, as of an instant."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from slapolicy.tools.case_files.form import FORMS, form_of
from slapolicy.tools.cli.terminal import (
    FINDINGS,
    STANDARD_INPUT,
    leave,
    print_findings,
    require_one_standard_input,
    shown,
    standard_input,
    usable_policy,
)
from slapolicy.tools.render import Form
from slapolicy.tools.render.ink import escape

if TYPE_CHECKING:
    from slapolicy.contract.case import Case
    from slapolicy.contract.decision import Decision
    from slapolicy.contract.policy import Policy
    from slapolicy.tools.case_files.form import FileForm


@click.command()
@click.argument("policy")
@click.argument("case")
@click.option(
    "--at",
    metavar="INSTANT",
    help="The instant, such as 2025-03-09T03:00:00-04:00; default: now.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    help="In words or as JSON; default: words for one case and for a summary.",
)
@click.option(
    "--language", default="en", show_default=True, help="The language of the words."
)
@click.option(
    "--fail-on",
    type=click.Choice(["breach"]),
    help="Make the exit status 1 if a promise is breached.",
)
@click.option(
    "--from",
    "given_form",
    type=click.Choice(FORMS),
    help="CASE holds many cases in this form; default: by its ending.",
)
@click.option("--lines", "is_lines", is_flag=True, help="The same as --from jsonl.")
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    help="Where decisions on many cases go; then a summary is printed.",
)
@click.option(
    "--to",
    "output_form",
    type=click.Choice(FORMS),
    help="The form of decisions on many cases; default: by the ending, or jsonl.",
)
@click.option(
    "--lenient",
    is_flag=True,
    help="Of many cases, let values that cannot be read become unknown.",
)
@click.option(
    "--other-columns",
    type=click.Choice(["refuse", "drop"]),
    default="refuse",
    show_default=True,
    help="What to do with columns that say nothing of a case.",
)
@click.option(
    "--delimiter",
    default=",",
    show_default=True,
    help="What stands between the cells of CSV.",
)
def evaluate(
    policy: str,
    case: str,
    at: str | None,
    form: str | None,
    language: str,
    fail_on: str | None,
    given_form: "FileForm | None",
    is_lines: bool,
    output: str | None,
    output_form: "FileForm | None",
    lenient: bool,
    other_columns: str,
    delimiter: str,
) -> None:
    """Say what follows for a case, and by which clause.

    A case is a JSON file. A file of many cases is JSON Lines (*.jsonl), CSV (*.csv)
    or Parquet (*.parquet); what follows for each goes to standard output, as a line
    of JSON, or to a file in any of these forms.
    """
    require_one_standard_input(policy, case)
    instant = _instant(at)
    many = given_form or ("jsonl" if is_lines else form_of(case))
    if many is None and (output is not None or output_form is not None or lenient):
        message = "--output, --to and --lenient are for files of many cases"
        raise click.UsageError(message)
    if many is not None:
        _require_possible(case, many, output, output_form, form, delimiter)
    if case != STANDARD_INPUT and not Path(case).exists():
        message = f"there is no file `{case}`"
        raise click.UsageError(message)
    checked = usable_policy(policy)
    if many is not None:
        from slapolicy.tools.cli.batch import Batch, evaluate_file

        batch = Batch(
            path=case,
            form=many,
            output=output,
            output_form=output_form or form_of(output or "") or "jsonl",
            lenient=lenient,
            drops_others=other_columns == "drop",
            delimiter=delimiter,
            is_json=form == "json",
        )
        summary = evaluate_file(checked, batch, instant)
        has_findings, is_breached = summary.refused > 0, summary.is_breached
    else:
        decision = checked.evaluate(_case(checked, case, form), instant)
        click.echo(_written(decision, form, language).rstrip("\n"))
        has_findings, is_breached = False, has_breach(decision)
    if has_findings or (fail_on == "breach" and is_breached):
        leave(FINDINGS)


def _require_possible(
    case: str,
    many: "FileForm",
    output: str | None,
    output_form: "FileForm | None",
    form: str | None,
    delimiter: str,
) -> None:
    """Refuse what cannot go together of many cases."""
    message = ""
    if output is None and form == "text":
        message = "many cases are printed as JSON, one a line"
    elif output is None and output_form == "parquet":
        message = "Parquet goes to a file: give --output"
    elif output is not None and output_form is None and form_of(output) is None:
        message = f"what form has `{output}`? give it an ending, or say --to"
    elif output is not None and Path(output) == Path(case):
        message = "the cases would be overwritten: give --output another name"
    elif case == STANDARD_INPUT and many == "parquet":
        message = "Parquet cannot be read from standard input"
    elif len(delimiter) != 1:
        message = "--delimiter is one character"
    if message:
        raise click.UsageError(message)
    if "parquet" in (many, output_form, form_of(output or "")):
        _require_arrow()


def _require_arrow() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        message = "Parquet needs pyarrow: pip install 'slapolicy[arrow]'"
        raise click.UsageError(message)


def _instant(text: str | None) -> datetime:
    """Read the instant that was asked for; now, if none was."""
    if text is None:
        return datetime.now(UTC)
    from slapolicy.worktime import InstantError, parse_instant, to_datetime

    try:
        return to_datetime(parse_instant(text).instant)
    except InstantError as problem:
        message = f"--at: {problem.message}; {problem.hint}"
        raise click.UsageError(message) from None


def _case(policy: "Policy", path: str, form: str | None) -> "Case":
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
