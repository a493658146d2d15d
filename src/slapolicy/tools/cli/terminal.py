"""What all commands share: exit statuses, colour, standard input, policies."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO, get_args

import click

from slapolicy.finding import Finding
from slapolicy.tools.render import Form, render

if TYPE_CHECKING:
    from slapolicy.contract.policy import Policy

FINE, FINDINGS, UNUSABLE = 0, 1, 2
STANDARD_INPUT = "-"
FORMS: tuple[str, ...] = get_args(Form)


def is_coloured(stream: TextIO) -> bool:
    """Whether a stream is a terminal and nobody asked for no colour."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def shown(path: str) -> str:
    """Give the name by which findings call an input."""
    return "<standard input>" if path == STANDARD_INPUT else path


def print_findings(
    findings: Iterable[Finding],
    form: Form = "text",
    *,
    name: str | None = None,
    err: bool = False,
) -> None:
    """Print findings to standard output, or to standard error."""
    stream = sys.stderr if err else sys.stdout
    text = render(findings, form, name=name, is_coloured=is_coloured(stream))
    click.echo(text, nl=False, err=err, color=True)


def load_policy(path: str) -> "Policy":
    """Load a policy from a file or from standard input.

    Raises:
        PolicyError: with its findings.
        OSError: if there is nothing to read.
    """
    from slapolicy import api

    if path == STANDARD_INPUT:
        return api.loads(standard_input(), name=shown(path))
    return api.load(path)


def usable_policy(path: str) -> "Policy":
    """Load a policy, or print what is wrong with it and leave with status 1."""
    from slapolicy.api import PolicyError

    try:
        return load_policy(path)
    except PolicyError as problem:
        print_findings(problem.findings, err=True)
        leave(FINDINGS)


def standard_input() -> str:
    """Read standard input as UTF-8, whatever the locale says."""
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        message = f"standard input is not UTF-8 at byte {problem.start + 1}"
        raise click.ClickException(message) from None


def require_one_standard_input(*paths: str) -> None:
    """Refuse to read standard input twice."""
    if sum(path == STANDARD_INPUT for path in paths) > 1:
        message = "only one input can be `-`, standard input"
        raise click.UsageError(message)


def policies_under(paths: Iterable[str]) -> list[str]:
    """Give the policy files that paths name; a folder stands for all under it.

    Raises:
        click.UsageError: for a folder without policies.
    """
    found: list[str] = []
    for path in paths:
        if path == STANDARD_INPUT or not Path(path).is_dir():
            found.append(path)
            continue
        under = [
            str(each)
            for each in sorted(Path(path).rglob("*"))
            if each.name.endswith((".sla", ".sla.md")) and each.is_file()
        ]
        if not under:
            message = f"no policy (*.sla, *.sla.md) under `{path}`"
            raise click.UsageError(message)
        found += under
    return found


def leave(status: int) -> NoReturn:
    """End the command with a status."""
    raise click.exceptions.Exit(status)
