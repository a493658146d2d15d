"""The language server over its protocol: what an editor is told is wrong."""

from importlib.metadata import version
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from unit.editing.marked import POLICY, in_policy
from unit.tools.lsp.client import editor


@pytest.mark.asyncio
async def test_a_misspelt_name_is_told_at_its_place() -> None:
    text = in_policy("during office", "during ofice")
    async with editor() as here:
        (finding,) = await here.told(here.open(text))
    assert finding.code == "SLA201"
    assert finding.severity == types.DiagnosticSeverity.Error
    assert finding.range == types.Range(types.Position(24, 56), types.Position(24, 61))
    assert "did you mean `office`?" in finding.message


@pytest.mark.asyncio
async def test_the_server_says_its_version() -> None:
    async with editor() as here:
        said = here.greeting.server_info
    assert said == types.ServerInfo("slapolicy", version("slapolicy"))


@pytest.mark.asyncio
async def test_what_is_mended_is_no_longer_told() -> None:
    async with editor() as here:
        uri = here.open(in_policy("grant help", "grant halp"))
        assert [each.code for each in await here.told(uri)] == ["SLA205"]
        here.change(uri, 2, POLICY)
        assert await here.told(uri) == []


@pytest.mark.asyncio
async def test_deep_findings_follow_after_a_pause_and_stay() -> None:
    text = in_policy("when kind is bug", "when kind is bug and part is north")
    text = text.replace("given kind is bug", "given kind is bug, part is north")
    async with editor() as here:
        uri = here.open(text)
        assert await here.told(uri) == []
        (before,) = [e for e in await here.told(uri) if e.code == "SLA432"]
        here.change(uri, 2, f"# a remark\n{text}")
        line = before.range.start.line
        while line == before.range.start.line:  # told of the text before, on its way
            (kept,) = [e for e in await here.told(uri) if e.code == "SLA432"]
            line = kept.range.start.line
        assert line == before.range.start.line + 1


UNITS = [
    (types.PositionEncodingKind.Utf8, 21),
    (types.PositionEncodingKind.Utf16, 18),
    (types.PositionEncodingKind.Utf32, 17),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(("encoding", "column"), UNITS)
async def test_columns_are_in_the_units_that_were_agreed_on(
    encoding: types.PositionEncodingKind, column: int
) -> None:
    text = in_policy('plan gold "Złoty 🥇"', 'plan g "ł🥇" plan g "H"')
    async with editor(encoding) as here:
        assert here.greeting.capabilities.position_encoding == encoding
        (finding, *_) = await here.told(here.open(text))
    assert finding.range.start == types.Position(6, column)


@pytest.mark.asyncio
async def test_line_ends_of_other_systems_are_one_end_each() -> None:
    text = in_policy("during office", "during ofice").replace("\n", "\r\n")
    async with editor() as here:
        (finding,) = await here.told(here.open(text))
    assert finding.range.start == types.Position(24, 56)


@pytest.mark.asyncio
async def test_markdown_is_told_at_its_own_lines() -> None:
    text = f"# Terms\n\n```sla\n{in_policy('during office', 'during ofice')}```\n"
    async with editor() as here:
        uri = here.open(text, "file:///tmp/x.sla.md")
        (finding,) = await here.told(uri)
    assert finding.range.start == types.Position(27, 56)


@pytest.mark.asyncio
async def test_a_vocabulary_is_read_as_it_stands_in_the_editor(tmp_path: Path) -> None:
    words = 'vocabulary words "Words"\nchannel fax "Fax"\n'
    (tmp_path / "words.sla").write_text(words, encoding="utf-8")
    text = in_policy("plan gold", 'import fax from "words.sla"\nplan gold')
    text = text.replace("calls via phone\n    met", "calls via fax\n    met")
    async with editor() as here:
        uri = here.open(text, (tmp_path / "a.sla").as_uri())
        assert await here.told(uri) == []
        other = here.open(words, (tmp_path / "words.sla").as_uri())
        here.change(other, 2, words.replace("fax", "telefax"))
        while not (found := here.client.diagnostics.get(uri)):
            await here.told(other)
    assert [each.code for each in found] == ["SLA230"]


@pytest.mark.asyncio
async def test_a_document_that_is_closed_is_forgotten() -> None:
    async with editor() as here:
        uri = here.open(in_policy("grant help", "grant halp"))
        await here.told(uri)
        here.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        assert await here.told(uri) == []


@pytest.mark.asyncio
async def test_the_server_ends_without_a_word_also_if_it_refused_something() -> None:
    async with editor() as here:
        document = types.TextDocumentIdentifier(here.open(POLICY))
        params = types.RenameParams(document, types.Position(0, 0), "x")
        with pytest.raises(JsonRpcException, match="no name"):
            await here.ask(types.TEXT_DOCUMENT_RENAME, params)
        process = here.client._server  # whose end nothing else tells
    assert process is not None
    assert await process.wait() == 0
    assert process.stderr is not None
    assert await process.stderr.read() == b""


@pytest.mark.asyncio
async def test_markdown_that_is_no_policy_is_left_alone() -> None:
    async with editor() as here:
        uri = here.open("# Notes\n\nNo policy.\n", "file:///tmp/notes.md")
        assert await here.told(uri) == []
