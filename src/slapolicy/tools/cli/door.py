"""The front door of the command line: its commands, its version, its last guard."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from slapolicy.finding import Finding
from slapolicy.tools.cli.terminal import UNUSABLE, is_coloured
from slapolicy.tools.render import render

COMMANDS = {
    "check": "check.check",
    "evaluate": "evaluate.evaluate",
    "format": "formatting.format_policies",
    "hours": "hours.hours",
    "lsp": "lsp.lsp",
    "new": "new.new",
    "render": "rendering.render",
    "replay": "replay.replay",
    "rule": "rule.rule",
    "schema": "schema.schema",
    "test": "scenarios.test",
    "timeline": "timeline.timeline",
}
"""Where each command stands; a run loads that of its own."""


_MANY = 100_000
"""After so many new objects circles are looked for among them.

As a rule Python looks after each 700: a tenth of the time of a command that has hardly
any circles, and is soon over.
"""


class _Commands(click.Group):
    """The commands, each loaded when it is asked for."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Give their names."""
        return sorted(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Load one by its name, if there is such a one."""
        if cmd_name not in COMMANDS:
            return None
        file, name = COMMANDS[cmd_name].split(".")
        found = vars(import_module(f"slapolicy.tools.cli.{file}"))[name]
        assert isinstance(found, click.Command)
        return found


def _print_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if not is_asked or context.resilient_parsing:
        return
    from importlib.metadata import version as version_of

    from slapolicy.worktime import holidays_version, tzdata_version

    data = f"tzdata {tzdata_version()}, {holidays_version()}"
    click.echo(f"slapolicy {version_of('slapolicy')} ({data})")
    context.exit()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Exit status: 0 fine, 1 findings, 2 usage or unreadable input. "
    "A file named - is standard input.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the versions of slapolicy and of the data it rests on.",
)
def cli() -> None:
    """Support contracts as text: check them, run them, test them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status; never with a traceback.

    Args:
        arguments: What stands after the name of the program; default: as started.
    """
    gc.set_threshold(_MANY, 10, 10)
    atexit.register(gc.freeze)  # what is left at the end goes whole, unlooked at
    _speak_utf8()
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    try:
        status = cli.main(
            args=None if arguments is None else list(arguments),
            prog_name="slapolicy",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except click.ClickException as problem:
        problem.show(file=sys.stderr)
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (BrokenPipeError, SystemExit):  # click ends itself when a pipe is gone
        # whoever read our output has gone; say nothing more, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNUSABLE
    except OSError as problem:
        about = f" `{problem.filename}`" if problem.filename else ""
        click.echo(f"slapolicy: cannot use{about}: {problem.strerror}", err=True)
        return UNUSABLE
    except Exception as problem:  # noqa: BLE001  # the last guard: no traceback ever
        click.echo(_fault(problem), err=True, nl=False)
        return UNUSABLE
    return status if isinstance(status, int) else 0


def _fault(problem: Exception) -> str:
    """Say that slapolicy itself is at fault, and what to put into the report."""
    import traceback

    frames = traceback.extract_tb(problem.__traceback__)
    place = (
        f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    )
    finding = Finding(
        "SLA900",
        f"a fault of slapolicy's own ({type(problem).__name__}{place}): {problem}",
        hint="please report it, with this line, the command and the files",
    )
    return render([finding], is_coloured=is_coloured(sys.stderr))


def _speak_utf8() -> None:
    """Print the same bytes whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
