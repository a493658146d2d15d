"""`slapolicy rule`: the page of a finding's code."""

from difflib import get_close_matches
from importlib.resources import files

import click

from slapolicy.codes import CODES


@click.command()
@click.argument("code")
def rule(code: str) -> None:
    """Say what the code of a finding means.

    For example SLA201; with what to write instead.
    """
    number = code.upper() if not code.isdecimal() else f"SLA{code}"
    page = files("slapolicy").joinpath("pages", f"{number}.md")
    if number not in CODES or not page.is_file():
        near = ", ".join(f"`{each}`" for each in get_close_matches(number, CODES))
        hint = f"; did you mean {near}?" if near else ""
        message = f"there is no finding `{code}`{hint}"
        raise click.UsageError(message)
    click.echo(page.read_text(encoding="utf-8"), nl=False)
