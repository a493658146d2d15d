"""`slapolicy lsp`: a language server, for editors."""

import click


@click.command()
def lsp() -> None:
    """Serve an editor over standard input and output.

    An editor starts this; see docs/guide/editors.md for its settings.
    """
    try:
        from slapolicy.tools.lsp.server import server
    except ModuleNotFoundError as problem:
        if problem.name not in ("pygls", "lsprotocol"):
            raise
        message = "the language server needs more: pip install 'slapolicy[lsp]'"
        raise click.ClickException(message) from None
    server().start_io()
