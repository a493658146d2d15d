"""The server: what an editor asks, and when it is told of its own accord."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from slapolicy.editing import Units, deep_findings
from slapolicy.finding import Finding
from slapolicy.tools.lsp.desk import Desk, Sheet
from slapolicy.tools.lsp.speech import Speaker

AT_ONCE = 0.02
"""How long, in seconds, nothing must be typed before a text is read again."""
AFTER_A_PAUSE = 0.4
"""How long nothing must be typed before it is checked as `slapolicy check` does."""


class Server(LanguageServer):
    """One conversation with one editor."""

    def __init__(self) -> None:
        super().__init__(
            "slapolicy",
            version("slapolicy"),
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
        )
        self.desk = Desk()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._aside = ThreadPoolExecutor(1, "check")

    @property
    def units(self) -> Units:
        """In what the editor counts columns."""
        match self.workspace.position_encoding:
            case types.PositionEncodingKind.Utf8:
                return "utf-8"
            case types.PositionEncodingKind.Utf32:
                return "utf-32"
            case _:
                return "utf-16"

    def speaker(self, sheet: Sheet) -> Speaker:
        """Give what speaks of a document."""
        return Speaker(self.units, lambda name: self.desk.address(name, sheet))

    def look(self, sheet: Sheet, *, after: float = AT_ONCE) -> None:
        """Tell the editor soon what is wrong with a document; forget older errands."""
        if (task := self._waiting.pop(sheet.uri, None)) is not None:
            task.cancel()
        self._waiting[sheet.uri] = asyncio.get_running_loop().create_task(
            self._tell(sheet, after)
        )

    def drop(self, uri: str) -> None:
        """Forget a document that was closed, and what is wrong with it."""
        if (task := self._waiting.pop(uri, None)) is not None:
            task.cancel()
        self.desk.sheets.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def _tell(self, sheet: Sheet, after: float) -> None:
        asked = sheet.version
        await asyncio.sleep(after)
        draft = self.desk.draft(sheet.uri)
        if draft is None:
            return
        self._publish(sheet, draft.findings)
        await asyncio.sleep(AFTER_A_PAUSE)
        found = await asyncio.get_running_loop().run_in_executor(
            self._aside, deep_findings, draft, lambda: sheet.version != asked
        )
        if found is not None and sheet.version == asked:
            sheet.findings = found
            self._publish(sheet, found)

    def _publish(self, sheet: Sheet, findings: tuple[Finding, ...]) -> None:
        speaker = self.speaker(sheet)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=sheet.uri,
                version=sheet.version,
                diagnostics=[speaker.diagnostic(each) for each in findings],
            )
        )


def server() -> Server:
    """Make a server that knows what to do."""
    made = Server()
    made.feature(types.TEXT_DOCUMENT_DID_OPEN)(_opened)
    made.feature(types.TEXT_DOCUMENT_DID_CHANGE)(_changed)
    made.feature(types.TEXT_DOCUMENT_DID_SAVE)(_saved)
    made.feature(types.TEXT_DOCUMENT_DID_CLOSE)(_closed)
    return made


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    sheet = server.desk.open(
        document.uri, document.version, document.text, document.language_id
    )
    server.look(sheet, after=0)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    document = params.text_document
    sheet = server.desk.sheets.get(document.uri)
    if sheet is None or not params.content_changes:
        return
    sheet.change(params.content_changes[-1].text, document.version)
    server.look(sheet)
    for other in server.desk.others_beside(document.uri):
        other.forget()
        server.look(other)


def _saved(server: Server, _: types.DidSaveTextDocumentParams) -> None:
    for sheet in server.desk.sheets.values():
        sheet.forget()
        server.look(sheet)


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.drop(params.text_document.uri)
