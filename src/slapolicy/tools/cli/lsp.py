"""`slapolicy lsp`: a language server, for editors."""

import os
import sys

import click

_TURN = 0.001
"""How long, in seconds, the checks in the background may keep a request waiting."""


@click.command()
@click.option("--stdio", is_flag=True, hidden=True, expose_value=False)
def lsp() -> None:
    """Serve an editor over standard input and output.

    An editor starts this; see docs/guide/editors.md for its settings.
    """
    try:
        from slapolicy.tools.lsp.server import server
    except ModuleNotFoundError as problem:
        if (problem.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        message = "the language server needs more: pip install 'slapolicy[lsp]'"
        raise click.ClickException(message) from None
    sys.setswitchinterval(_TURN)
    # copies, as what is served is closed at the end, and ours is flushed after that
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as answered:
        server().start_io(asked, answered)
