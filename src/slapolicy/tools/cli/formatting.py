"""`slapolicy format`: policies in their one layout, written back or only shown."""

import json
from difflib import unified_diff
from pathlib import Path
from typing import Any

import click

from slapolicy.tools.cli.terminal import (
    FINDINGS,
    STANDARD_INPUT,
    leave,
    policies_under,
    print_findings,
    require_one_standard_input,
    shown,
    standard_input,
)
from slapolicy.tools.layouts import Laid, lay_out, write
from slapolicy.tools.render.record import record


@click.command("format")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option(
    "--check",
    "is_checked",
    is_flag=True,
    help="Write nothing; exit with 1 if a file is laid out otherwise.",
)
@click.option(
    "--diff",
    "is_compared",
    is_flag=True,
    help="Write nothing; print what would change, and exit as --check does.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How it is told what was done.",
)
def format_policies(
    paths: tuple[str, ...], is_checked: bool, is_compared: bool, form: str
) -> None:
    """Lay policies out in the one way that all are laid out.

    Only blanks and line ends move. A policy that cannot be read is left as it is, and
    its findings are printed; in Markdown (*.sla.md) the prose stays as it is. With
    standard input, `-`, the result is printed.
    """
    files = policies_under(paths)
    require_one_standard_input(*files)
    is_writing = not (is_checked or is_compared)
    if form == "json" and is_compared:
        message = "--diff is text: leave --format json out, or take --check"
        raise click.UsageError(message)
    made = [_laid(path) for path in files]
    for laid in made:
        if is_writing and laid.is_changed and laid.path is not None:
            write(laid)
    if form == "json":
        told = [_record(laid, is_writing=is_writing) for laid in made]
        click.echo(json.dumps({"schema": 1, "files": told}, indent=2))
    else:
        _tell(made, is_writing=is_writing, is_compared=is_compared)
    is_odd = any(laid.is_changed for laid in made) and not is_writing
    if is_odd or any(laid.after is None for laid in made):
        leave(FINDINGS)


def _tell(made: list[Laid], *, is_writing: bool, is_compared: bool) -> None:
    """Print what was done with each file, and what of standard input was made."""
    for laid in made:
        print_findings(laid.findings, err=True)
        if laid.path is None and is_writing and laid.after is not None:
            click.echo(laid.after, nl=False)
        elif is_compared:
            click.echo(_difference(laid), nl=False)
        elif laid.is_changed:
            click.echo(f"{'formatted' if is_writing else 'to format'}: {laid.name}")
    if any(laid.path is not None for laid in made) or not is_writing:
        click.echo(_summary(made, is_writing=is_writing), err=True)


def _record(laid: Laid, *, is_writing: bool) -> dict[str, Any]:
    """Give what was done with a file as JSON; of standard input also what was made."""
    found: dict[str, Any] = {
        "file": laid.name,
        "readable": laid.after is not None,
        "changes": laid.is_changed,
        "written": laid.is_changed and is_writing and laid.path is not None,
        "findings": [record(each) for each in laid.findings],
    }
    if laid.path is None and is_writing and laid.after is not None:
        found["text"] = laid.after.decode("utf-8")
    return found


def _laid(path: str) -> Laid:
    if path == STANDARD_INPUT:
        return lay_out(standard_input(), shown(path))
    return lay_out(Path(path).read_bytes(), path, Path(path))


def _difference(laid: Laid) -> str:
    if laid.after is None:
        return ""
    before, after = (
        text.decode("utf-8").splitlines(keepends=True)
        for text in (laid.before, laid.after)
    )
    return "".join(unified_diff(before, after, laid.name, f"{laid.name}, formatted"))


def _summary(made: list[Laid], *, is_writing: bool) -> str:
    changed = sum(laid.is_changed for laid in made)
    broken = sum(laid.after is None for laid in made)
    fine = len(made) - changed - broken
    counts = (
        (changed, "formatted" if is_writing else "to format"),
        (fine, f"as {'it' if fine == 1 else 'they'} should be"),
        (broken, f"not readable, and left as {'it is' if broken == 1 else 'they are'}"),
    )
    said = [f"{number} {what}" for number, what in counts if number]
    files = "1 file" if len(made) == 1 else f"{len(made)} files"
    return f"{files}: {', '.join(said)}"
