"""`slapolicy new`: a first policy by a few answers, and an example of its cases."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slapolicy.tools.cli.terminal import (
    FINDINGS,
    STANDARD_INPUT,
    leave,
    print_findings,
    usable_policy,
)

if TYPE_CHECKING:
    from slapolicy.tools.first_policy import Question

_FORCE = click.option(
    "--force", "is_forced", is_flag=True, help="Write over a file that is there."
)


@click.group()
def new() -> None:
    """Begin a policy, or give an example of its cases."""


@new.command("policy")
@click.argument("file")
@click.option("--title", help="What the contract is called.")
@click.option("--supplier", help="Who gives the support.")
@click.option("--customer", help="Who gets it.")
@click.option("--source", help="The file that holds the contract.")
@click.option("--language", help="The language it is written in, for example en.")
@click.option("--zone", help="The time zone of its hours, for example Europe/Berlin.")
@click.option("--hours", help="When the support is open: Mon-Fri 09:00-17:00, 24x7.")
@click.option("--urgent", help="How soon an urgent case is answered: 1 hour.")
@click.option("--other", help="How soon any other case is answered: 8 hours.")
@click.option(
    "--yes", "is_agreed", is_flag=True, help="Take what is suggested and not said."
)
@_FORCE
def new_policy(file: str, is_agreed: bool, is_forced: bool, **said: str | None) -> None:
    """Write a first policy: small, checked, and with stories that hold.

    What is not said is asked for, if somebody sits at a terminal. A FILE that ends in
    .sla.md becomes a page in Markdown; `-` is standard output.
    """
    from slapolicy import api
    from slapolicy.tools.first_policy import QUESTIONS, first_policy, in_markdown

    _require_room(file, is_forced=is_forced)
    if file != STANDARD_INPUT and not file.endswith(api.SUFFIXES):
        message = f"a policy ends in .sla or .sla.md, not as `{file}` does"
        raise click.UsageError(message)
    answers: dict[str, str] = {}
    for each in QUESTIONS:
        option = said[each.key]
        if option is None and is_agreed:
            option = each.suggested
        answers[each.key] = _answer(each, option, answers)
    try:
        text = first_policy(answers)
    except api.PolicyError as problem:
        print_findings(problem.findings, err=True)
        leave(FINDINGS)
    if file.endswith(".md"):
        text = in_markdown(text, answers["title"])
    _write(file, text, is_forced=is_forced)
    print_findings(api.check(text, name=file), err=True)
    if file != STANDARD_INPUT:
        click.echo(f"written: {file}")
        click.echo(f"try: slapolicy test {file}; slapolicy new case {file}", err=True)


@new.command("case")
@click.argument("policy")
@click.argument("file", default=STANDARD_INPUT)
@_FORCE
def new_case(policy: str, file: str, is_forced: bool) -> None:
    """Write an example of a policy's cases: all that it asks about, filled in.

    Without a FILE it is printed. What it says is made up; that it is read and decided
    is not.
    """
    from slapolicy.contract.example_case import example_case

    _require_room(file, is_forced=is_forced)
    made = example_case(usable_policy(policy))
    text = f"{json.dumps(made, indent=2, ensure_ascii=False)}\n"
    _write(file, text, is_forced=is_forced)
    if file != STANDARD_INPUT:
        last = made["events"][-1]["at"]
        click.echo(f"written: {file}")
        click.echo(f"try: slapolicy evaluate {policy} {file} --at {last}", err=True)


def _answer(question: "Question", said: str | None, before: Mapping[str, str]) -> str:
    """Give what was said, or ask for it until it can stand."""
    from slapolicy.tools.first_policy import objection

    option = f"--{question.key}"
    if said is not None:
        if wrong := objection(question, said, before):
            raise click.BadParameter(wrong, param_hint=option)
        return said.strip()
    if not sys.stdin.isatty():
        message = f"{option} is missing, and nobody sits at a terminal to be asked"
        hint = "; with --yes what is suggested is taken" if question.suggested else ""
        raise click.UsageError(message + hint)
    while True:
        answer = click.prompt(question.words, default=question.suggested, err=True)
        if not (wrong := objection(question, answer, before)):
            return str(answer).strip()
        click.echo(f"  {wrong}", err=True)


def _require_room(file: str, *, is_forced: bool) -> None:
    """Refuse to write over a file, unless that is wanted."""
    if file != STANDARD_INPUT and Path(file).exists() and not is_forced:
        message = f"`{file}` is there already; with --force it is written over"
        raise click.UsageError(message)


def _write(file: str, text: str, *, is_forced: bool) -> None:
    if file == STANDARD_INPUT:
        click.echo(text, nl=False)
        return
    with Path(file).open(
        "w" if is_forced else "x", encoding="utf-8", newline="\n"
    ) as to:
        to.write(text)
