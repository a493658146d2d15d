"""What all commands share: exit statuses, colour, standard input, policies."""

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO, get_args

import click
from attrs import evolve

from slapolicy.finding import Finding
from slapolicy.tools.cli.language import language_of
from slapolicy.tools.render import Form, render

if TYPE_CHECKING:
    from slapolicy.contract.policy import Policy
    from slapolicy.contract.resolver import Resolved

FINDINGS, UNUSABLE = 1, 2
STANDARD_INPUT = "-"
_MOST = 32 * 1024 * 1024  # no policy and no case is longer
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
    text = render(
        findings,
        form,
        name=name,
        is_coloured=is_coloured(stream),
        language=language_of(form),
    )
    click.echo(text, nl=False, err=err, color=True)


def findings_of(path: str) -> tuple[Finding, ...]:
    """Check a policy or a vocabulary from a file or from standard input.

    Raises:
        OSError: if there is nothing to read.
    """
    from slapolicy import api

    if path != STANDARD_INPUT:
        return api.check(Path(path))
    data = standard_input()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return api.examine_text(data, name=shown(path)).findings
    return api.check(f"{text}\n", name=shown(path))


def fixed_findings_of(path: str) -> tuple[Finding, ...]:
    """Check a file as `findings_of` does, with edits that mend what is found."""
    from slapolicy.api import beside
    from slapolicy.editing import fixes_of, read_draft

    findings = findings_of(path)
    is_file = path != STANDARD_INPUT
    data = Path(path).read_bytes() if is_file else standard_input()
    text = data.decode("utf-8", "replace")
    loader = beside(Path(path)) if is_file else None
    draft = read_draft(text, name=shown(path), loader=loader)
    return tuple(evolve(each, fixes=fixes_of(draft, each)) for each in findings)


def examined(path: str) -> "Resolved":
    """Read a policy or a vocabulary from a file or from standard input.

    Raises:
        OSError: if there is nothing to read.
    """
    from slapolicy import api

    if path == STANDARD_INPUT:
        return api.examine_text(standard_input(), name=shown(path))
    return api.examine(path)


def usable_policy(path: str) -> "Policy":
    """Load a policy, or print what is wrong with it and leave with status 1."""
    from slapolicy import api

    try:
        if path == STANDARD_INPUT:
            return api.loads(standard_input(), name=shown(path))
        return api.load(path)
    except api.PolicyError as problem:
        print_findings(problem.findings, err=True)
        leave(FINDINGS)


@cache
def standard_input() -> bytes:
    """Read standard input, once."""
    return sys.stdin.buffer.read(_MOST + 1)


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
