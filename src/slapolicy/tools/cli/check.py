"""`slapolicy check`: what is wrong with policies, and what each clause says."""

import json
from collections.abc import Iterable
from typing import Any, cast

import click

from slapolicy.tools.cli.language import findings_language_option, language_of
from slapolicy.tools.cli.terminal import (
    FINDINGS,
    FORMS,
    examined,
    findings_of,
    fixed_findings_of,
    leave,
    policies_under,
    print_findings,
    require_one_standard_input,
)
from slapolicy.tools.render import Form
from slapolicy.tools.render.plain import count
from slapolicy.tools.render.record import record
from slapolicy.tools.render.words import in_language, words


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option(
    "--clauses",
    "is_by_clause",
    is_flag=True,
    help="Show clause by clause what is expressed, which scenario exercises it, and "
    "what is left to people.",
)
@findings_language_option
def check(
    files: tuple[str, ...], form: str, is_by_clause: bool, language: str | None
) -> None:
    """Check policies and print what is found.

    Warnings leave the exit status at 0; errors make it 1.
    """
    del language  # remembered; see `language_of`
    if is_by_clause and form not in ("text", "json"):
        message = "--clauses goes with --format text or json"
        raise click.UsageError(message)
    paths = policies_under(files)
    require_one_standard_input(*paths)
    find = fixed_findings_of if form in ("json", "sarif") else findings_of
    findings = [each for path in paths for each in find(path)]
    records, views = _by_clause(paths) if is_by_clause else ([], "")
    if form == "json" and is_by_clause:
        log = {
            "schema": 1,
            "findings": [
                record(each) for each in in_language(findings, language_of(form))
            ],
            "clauses": records,
        }
        click.echo(json.dumps(log, indent=2))
    else:
        print_findings(findings, cast("Form", form))
    if form == "text":
        click.echo(views, nl=False)
        spoken = words(language_of())
        checked = spoken.say_count("{0} file checked", "{0} files checked", len(paths))
        found = count(findings, spoken) or spoken.say("nothing found")
        click.echo(f"{checked}: {found}")
    if any(each.is_error for each in findings):
        leave(FINDINGS)


def _by_clause(paths: Iterable[str]) -> tuple[list[dict[str, Any]], str]:
    """Tell what each clause says, as records and as text."""
    from slapolicy.analysis.clauses import clauses
    from slapolicy.tools.clauses import as_json, as_text

    policies = (examined(path).policy for path in paths)
    views = [view for each in policies if each is not None for view in clauses(each)]
    return [as_json(each) for each in views], as_text(views, words(language_of()))
