"""`slapolicy evaluate`: what follows for a case, or for many, as of an instant."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

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
    help="In words or as JSON; default: words for one case, JSON for many.",
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
    "--lines",
    "is_many",
    is_flag=True,
    help="CASE holds a case on each line (as files named *.jsonl do).",
)
def evaluate(
    policy: str,
    case: str,
    at: str | None,
    form: str | None,
    language: str,
    fail_on: str | None,
    is_many: bool,
) -> None:
    """Say what follows for a case, and by which clause.

    A case is a JSON file; of a file of many cases (*.jsonl), each line gives one line
    of JSON: its decision, or its findings.
    """
    require_one_standard_input(policy, case)
    instant = _instant(at)
    is_many = is_many or case.endswith((".jsonl", ".ndjson"))
    if is_many and form == "text":
        message = "many cases are printed as JSON, one a line"
        raise click.UsageError(message)
    if case != STANDARD_INPUT and not Path(case).exists():
        message = f"there is no file `{case}`"
        raise click.UsageError(message)
    checked = usable_policy(policy)
    if is_many:
        from slapolicy.tools.cli.batch import evaluate_lines

        tally = evaluate_lines(checked, case, instant)
        print_findings(tally.repeated, name=shown(case), err=True)
        has_findings, is_breached = tally.has_findings, tally.is_breached
    else:
        decision = checked.evaluate(_case(checked, case, form), instant)
        click.echo(_written(decision, form, language).rstrip("\n"))
        has_findings, is_breached = False, has_breach(decision)
    if has_findings or (fail_on == "breach" and is_breached):
        leave(FINDINGS)


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


def is_watched() -> bool:
    """Whether a person watches, and what is printed goes elsewhere."""
    return sys.stderr.isatty() and not sys.stdout.isatty()
