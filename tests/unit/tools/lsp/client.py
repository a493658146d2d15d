"""An editor for tests: a client that starts `slapolicy lsp` and speaks with it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from attrs import frozen
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

COMMAND = [sys.executable, "-c", "from slapolicy.tools.cli import main; main()", "lsp"]
PATIENCE = 20


@frozen
class Editor:
    """A client, and what the server said when it was greeted."""

    client: LanguageClient
    greeting: types.InitializeResult

    def open(self, text: str, uri: str = "file:///tmp/x.sla", version: int = 1) -> str:
        """Open a document, and give its address."""
        language = "markdown" if uri.endswith(".md") else "sla"
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(
                types.TextDocumentItem(uri, language, version, text)
            )
        )
        return uri

    def change(self, uri: str, version: int, text: str) -> None:
        """Put another text in its place."""
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def told(self, uri: str) -> list[types.Diagnostic]:
        """Wait for what the server says next of what is wrong with a document."""
        async with asyncio.timeout(PATIENCE):
            await self.client.wait_for_notification("textDocument/publishDiagnostics")
        return list(self.client.diagnostics[uri])

    async def ask(self, method: str, params: object) -> Any:
        """Ask the server something."""
        async with asyncio.timeout(PATIENCE):
            protocol = cast("Any", self.client.protocol)
            return await protocol.send_request_async(method, params)


@asynccontextmanager
async def editor(*encodings: types.PositionEncodingKind) -> AsyncIterator[Editor]:
    """Give an editor that has greeted the server, and takes leave at the end."""
    client = cast("Any", await ClientServerConfig(server_command=COMMAND).start())
    general = types.GeneralClientCapabilities(position_encodings=encodings or None)
    greeting = await client.initialize_session(
        types.InitializeParams(types.ClientCapabilities(general=general))
    )
    try:
        yield Editor(client, greeting)
    finally:
        await client.shutdown_session()
        await client.stop()
