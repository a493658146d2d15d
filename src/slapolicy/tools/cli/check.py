"""`slapolicy check`: what is wrong with policies, and what each clause says."""

import json
from typing import cast

import click

from slapolicy.finding import Finding
from slapolicy.tools.cli.terminal import (
    FINDINGS,
    FORMS,
    examined,
    findings_of,
    leave,
    policies_under,
    print_findings,
    require_one_standard_input,
)
from slapolicy.tools.render import Form
from slapolicy.tools.render.plain import count
from slapolicy.tools.render.record import record


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
def check(files: tuple[str, ...], form: str, is_by_clause: bool) -> None:
    """Check policies and print what is found.

    Warnings leave the exit status at 0; errors make it 1.
    """
    from slapolicy.analysis.clauses import ClauseView, clauses
    from slapolicy.tools.clauses import as_json, as_text

    if is_by_clause and form not in ("text", "json"):
        message = "--clauses goes with --format text or json"
        raise click.UsageError(message)
    paths = policies_under(files)
    require_one_standard_input(*paths)
    findings: list[Finding] = []
    views: list[ClauseView] = []
    for path in paths:
        findings += findings_of(path)
        if is_by_clause and (policy := examined(path).policy):
            views += clauses(policy)
    if form == "json" and is_by_clause:
        log = {
            "schema": 1,
            "findings": [record(each) for each in findings],
            "clauses": [as_json(each) for each in views],
        }
        click.echo(json.dumps(log, indent=2))
    else:
        print_findings(findings, cast("Form", form))
    if form == "text":
        click.echo(as_text(views), nl=False)
        files_word = "1 file" if len(paths) == 1 else f"{len(paths)} files"
        click.echo(f"{files_word} checked: {count(findings) or 'nothing found'}")
    if any(each.is_error for each in findings):
        leave(FINDINGS)
