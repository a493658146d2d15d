"""Where the text that a command makes goes: to a file, or to standard output."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
_OUTPUT = click.option(
    "--output",
    "-o",
    metavar="FILE",
    help="Where it goes; default: standard output.",
)


def output_option(command: Command) -> Command:
    """Add the option that says where the text goes."""
    return _OUTPUT(command)


def form_by_ending(output: str | None, endings: dict[str, str]) -> str | None:
    """Give the form that the ending of a file's name says; None if it says none."""
    if output is None:
        return None
    return endings.get(Path(output).suffix.lower())


def put(text: str, output: str | None, inputs: Sequence[str]) -> None:
    """Write a text to a file as a whole, or print it.

    Raises:
        click.UsageError: if the file is one that was read.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    path = Path(output)
    if any(path.resolve() == Path(each).resolve() for each in inputs):
        message = f"`{output}` would be overwritten: give --output another name"
        raise click.UsageError(message)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
