"""The server: what an editor asks, and when it is told of its own accord."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import json_rpc

from slapolicy.editing import Units, deep_findings, read_draft, try_stories
from slapolicy.tools.lsp import requests
from slapolicy.tools.lsp.desk import Desk, Sheet
from slapolicy.tools.lsp.requests import Asked
from slapolicy.tools.lsp.showing import LEGEND, TRY
from slapolicy.tools.lsp.speech import Speaker

T = TypeVar("T")

AT_ONCE = 0.005
"""How long, in seconds, nothing must be typed before a text is read again."""
AFTER_A_PAUSE = 0.4
"""How long nothing must be typed before it is checked as `slapolicy check` does."""
_KINDS = types.CodeActionOptions(
    [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite]
)
_GARBAGE = (100_000, 20, 50)
"""After how many new objects the collector looks at them, and at older ones."""


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

    def look(
        self, sheet: Sheet, *, after: float = AT_ONCE, is_thorough: bool = False
    ) -> None:
        """Tell the editor soon what is wrong with a document; forget older errands.

        Properties are only tried if it is to be thorough.
        """
        if (task := self._waiting.pop(sheet.uri, None)) is not None:
            task.cancel()
        self._waiting[sheet.uri] = asyncio.get_running_loop().create_task(
            self._tell(sheet, after, is_thorough)
        )

    def drop(self, uri: str) -> None:
        """Forget a document that was closed, and what is wrong with it."""
        if (task := self._waiting.pop(uri, None)) is not None:
            task.cancel()
        self.desk.sheets.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def asked(self, uri: str) -> Asked | None:
        """Give what a request is about, if the document is open."""
        sheet, draft = self.desk.sheets.get(uri), self.desk.draft(uri)
        if sheet is None or draft is None:
            return None
        return Asked(
            self.desk, sheet, draft, self.speaker(sheet), self.client_capabilities
        )

    async def try_stories(self, uri: str, title: str | None) -> list[dict[str, object]]:
        """Try a scenario, or all of a document, and show what came of it."""
        draft, sheet = self.desk.draft(uri), self.desk.sheets.get(uri)
        if draft is None or sheet is None:
            return []
        asked = sheet.version
        found = await self.later(lambda: try_stories(draft, title=title))
        if sheet.version == asked:
            told = {each.story.span.start: each for each in sheet.outcomes or ()}
            told |= {each.story.span.start: each for each in found or ()}
            sheet.outcomes = tuple(told.values())
            self._publish(sheet)
        return [
            {"title": e.story.title, "passed": not e.misses, "text": e.text}
            for e in found or ()
        ]

    async def _tell(self, sheet: Sheet, after: float, is_thorough: bool) -> None:
        asked = sheet.version
        await asyncio.sleep(after)
        draft = self.desk.draft(sheet.uri)
        self._publish(sheet)
        if draft is None:
            return
        await asyncio.sleep(AFTER_A_PAUSE)

        def is_stale() -> bool:
            return sheet.version != asked or sheet.uri not in self.desk.sheets

        found = await self.later(lambda: deep_findings(draft, is_stale))
        if found is None or is_stale():
            return
        sheet.findings = found
        sheet.earlier = tuple(each for each in found if each not in draft.findings)
        self._publish(sheet)
        outcomes = await self.later(
            lambda: try_stories(draft, is_stale, with_properties=is_thorough)
        )
        if outcomes and not is_stale():
            sheet.outcomes = outcomes
            self._publish(sheet)

    async def later(self, work: Callable[[], T]) -> T:
        """Do something that takes a while aside, so that requests are answered."""
        return await asyncio.get_running_loop().run_in_executor(self._aside, work)

    def _publish(self, sheet: Sheet) -> None:
        """Tell the editor what is known to be wrong with a document."""
        draft = self.desk.draft(sheet.uri)
        speaker = self.speaker(sheet)
        findings = () if draft is None else sheet.known(draft)
        outcomes = sheet.outcomes or ()
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=sheet.uri,
                version=sheet.version,
                diagnostics=[
                    *(speaker.diagnostic(each) for each in findings),
                    *(miss for each in outcomes for miss in speaker.misses(each)),
                ],
            )
        )
        lens = self.client_capabilities.workspace
        if outcomes and lens and lens.code_lens and lens.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)


def server() -> Server:
    """Make a server that knows what to do."""
    logging.getLogger(json_rpc.__name__).addFilter(_is_news)
    made = Server()
    for name, told in _TOLD.items():
        made.feature(name)(told)
    for name, (answer, options) in _ASKED.items():
        made.feature(name, options)(_answering(answer))
    made.feature(types.TEXT_DOCUMENT_INLAY_HINT)(_answering_aside(requests.inlays))
    made.feature(types.TEXT_DOCUMENT_CODE_ACTION, _KINDS)(
        _answering_aside(requests.actions)
    )
    made.command(TRY)(_try)
    return made


def _is_news(told: logging.LogRecord) -> bool:
    """Whether something is worth a line in the editor's log: no refusal is."""
    return told.exc_info is None or not isinstance(told.exc_info[1], JsonRpcException)


def _answering(answer: Callable[[Asked, Any], object]) -> Callable[..., object]:
    """Make a request of what answers it; of what is not open nothing is known."""

    def answered(server: Server, params: Any) -> object:
        asked = server.asked(params.text_document.uri)
        return None if asked is None else answer(asked, params)

    return answered


def _answering_aside(
    answer: Callable[[Asked, Any], object],
) -> Callable[..., Awaitable[object]]:
    """Make a request of what takes a while, to load holidays or to tell cases."""

    async def answered(server: Server, params: Any) -> object:
        asked = server.asked(params.text_document.uri)
        return None if asked is None else await asyncio.to_thread(answer, asked, params)

    return answered


async def _greeted(server: Server, _: types.InitializedParams) -> None:
    """Load what the first mistake needs, and keep it out of the way of the collector.

    A text makes many objects that stay; looking through all others for garbage again
    and again would take longer than reading it.
    """
    await server.later(lambda: read_draft("agreement"))
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


async def _try(server: Server, uri: str, title: str | None = None) -> object:
    return await server.try_stories(uri, title)


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    sheet = server.desk.open(
        document.uri, document.version, document.text, document.language_id
    )
    server.look(sheet, after=0, is_thorough=True)


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
        server.look(sheet, is_thorough=True)


def _ended(server: Server, _: None) -> None:
    """Let what is done aside find that nobody waits for it."""
    server.desk.sheets.clear()


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.drop(params.text_document.uri)


_TOLD: dict[str, Callable[..., object]] = {
    types.INITIALIZED: _greeted,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_SAVE: _saved,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.SHUTDOWN: _ended,
}
_ASKED: dict[str, tuple[Callable[[Asked, Any], object], object]] = {
    types.TEXT_DOCUMENT_COMPLETION: (requests.completion, None),
    types.TEXT_DOCUMENT_HOVER: (requests.hover, None),
    types.TEXT_DOCUMENT_DEFINITION: (requests.definition, None),
    types.TEXT_DOCUMENT_REFERENCES: (requests.references, None),
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: (requests.highlights, None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (requests.prepare_rename, None),
    types.TEXT_DOCUMENT_RENAME: (
        requests.rename,
        types.RenameOptions(prepare_provider=True),
    ),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (requests.symbols, None),
    types.TEXT_DOCUMENT_FOLDING_RANGE: (requests.folding, None),
    types.TEXT_DOCUMENT_FORMATTING: (requests.formatting, None),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: (requests.tokens, LEGEND),
    types.TEXT_DOCUMENT_CODE_LENS: (requests.lenses, None),
}
