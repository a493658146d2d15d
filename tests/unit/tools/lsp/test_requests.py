"""The language server over its protocol: every request, asked as an editor asks it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from unit.editing.marked import POLICY, in_policy, place
from unit.tools.lsp.client import Editor, editor

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here() -> AsyncIterator[Editor]:
    async with editor() as found:
        yield found


def where(text: str) -> tuple[str, types.Position]:
    """Give a text without its mark, and its place in code units of UTF-16."""
    plain, offset = place(text)
    before = plain[:offset].split("\n")
    column = len(before[-1].encode("utf-16-le")) // 2
    return plain, types.Position(len(before) - 1, column)


def at(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


def document(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri)


async def opened(here: Editor, text: str, name: str) -> tuple[str, types.Position]:
    plain, position = where(text)
    return here.open(plain, f"file:///tmp/{name}.sla"), position


async def test_completion_offers_names_with_the_edit_that_writes_them(
    here: Editor,
) -> None:
    uri, position = await opened(
        here, in_policy("during office", "during off▮"), "completion"
    )
    found = await here.ask(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(document(uri), position)
    )
    (office,) = [each for each in found.items if each.label == "office"]
    assert office.text_edit == types.TextEdit(at(24, 56, 59), "office")
    assert office.detail == 'calendar "Office"'


async def test_hover_tells_what_a_limit_means(here: Editor) -> None:
    uri, position = await opened(here, in_policy("2 business", "2▮ business"), "hover")
    found = await here.ask(
        types.TEXT_DOCUMENT_HOVER, types.HoverParams(document(uri), position)
    )
    assert found.contents.kind == types.MarkupKind.Markdown
    assert "2 working days of `office`" in found.contents.value
    assert "it would end" in found.contents.value
    assert found.range == at(24, 26, 62)


async def test_definition_leads_past_polish_letters_and_emoji(here: Editor) -> None:
    text = in_policy('plan gold "Złoty 🥇"', 'plan gold "Złoty 🥇" channel fax "Fax"')
    text = text.replace("via phone\n    met", "via f▮ax\n    met")
    uri, position = await opened(here, text, "definition")
    found = await here.ask(
        types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams(document(uri), position)
    )
    assert found == types.Location(uri, at(6, 29, 32))


async def test_references_and_highlights_are_every_place_of_a_name(
    here: Editor,
) -> None:
    uri, position = await opened(
        here, in_policy("calendar office", "calendar ▮office"), "references"
    )
    places = [at(12, 9, 15), at(24, 56, 62)]
    found = await here.ask(
        types.TEXT_DOCUMENT_REFERENCES,
        types.ReferenceParams(
            types.ReferenceContext(include_declaration=False), document(uri), position
        ),
    )
    assert [each.range for each in found] == places[1:]
    found = await here.ask(
        types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT,
        types.DocumentHighlightParams(document(uri), position),
    )
    assert [each.range for each in found] == places


async def test_rename_gives_the_edits_of_all_places(here: Editor) -> None:
    uri, position = await opened(
        here, in_policy("calendar office", "calendar ▮office"), "rename"
    )
    found = await here.ask(
        types.TEXT_DOCUMENT_PREPARE_RENAME,
        types.PrepareRenameParams(document(uri), position),
    )
    assert found == types.PrepareRenamePlaceholder(at(12, 9, 15), "office")
    found = await here.ask(
        types.TEXT_DOCUMENT_RENAME,
        types.RenameParams(document(uri), position, "desk_h"),
    )
    assert [each.range for each in found.changes[uri]] == [
        at(12, 9, 15),
        at(24, 56, 62),
    ]


@pytest.mark.parametrize(
    ("name", "why"), [("gold", "declared already"), ("promise", "word of the language")]
)
async def test_a_rename_that_would_clash_is_refused_with_its_reason(
    here: Editor, name: str, why: str
) -> None:
    uri, position = await opened(
        here, in_policy("calendar office", "calendar ▮office"), "refused"
    )
    with pytest.raises(JsonRpcException, match=why):
        await here.ask(
            types.TEXT_DOCUMENT_RENAME,
            types.RenameParams(document(uri), position, name),
        )


async def test_what_files_share_is_renamed_in_all_of_them(
    here: Editor, tmp_path: Path
) -> None:
    words = tmp_path / "words.sla"
    words.write_text('vocabulary words "Words"\nchannel fax "Fax"\n', encoding="utf-8")
    text = in_policy("plan gold", 'import fax from "words.sla"\nplan gold')
    other = tmp_path / "other.sla"
    other.write_text(text, encoding="utf-8")
    plain, position = where(text.replace("import fax", "import ▮fax"))
    uri = here.open(plain, (tmp_path / "here.sla").as_uri())
    found = await here.ask(
        types.TEXT_DOCUMENT_RENAME,
        types.RenameParams(document(uri), position, "telefax"),
    )
    assert set(found.changes) == {uri, words.as_uri(), other.as_uri()}


async def test_symbols_stand_clause_by_clause(here: Editor) -> None:
    uri, _ = await opened(here, POLICY + "▮", "symbols")
    found = await here.ask(
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(document(uri))
    )
    assert {"A1 Answer", "high", "answer", "A call"} <= {each.name for each in found}


async def test_what_runs_over_lines_can_be_folded(here: Editor) -> None:
    uri, _ = await opened(here, POLICY + "▮", "folding")
    found = await here.ask(
        types.TEXT_DOCUMENT_FOLDING_RANGE, types.FoldingRangeParams(document(uri))
    )
    assert types.FoldingRange(18, 26) in found


OPTIONS = types.FormattingOptions(tab_size=2, insert_spaces=True)


async def test_formatting_changes_the_lines_that_are_laid_out_otherwise(
    here: Editor,
) -> None:
    uri, _ = await opened(
        here, in_policy("  grant help", "     grant   help") + "▮", "formatting"
    )
    found = await here.ask(
        types.TEXT_DOCUMENT_FORMATTING,
        types.DocumentFormattingParams(document(uri), OPTIONS),
    )
    line = types.Range(types.Position(25, 0), types.Position(26, 0))
    assert list(found) == [types.TextEdit(line, "  grant help\n")]


async def test_what_cannot_be_read_is_not_laid_out(here: Editor) -> None:
    uri, _ = await opened(
        here, in_policy("grant help", "grant grant help") + "▮", "unread"
    )
    with pytest.raises(JsonRpcException, match="not laid out: `grant` stands twice"):
        await here.ask(
            types.TEXT_DOCUMENT_FORMATTING,
            types.DocumentFormattingParams(document(uri), OPTIONS),
        )


async def test_semantic_tokens_are_counted_in_the_units_of_the_editor(
    here: Editor,
) -> None:
    uri, _ = await opened(here, 'plan a "🥇" plan b "ł"\n▮', "tokens")
    found = await here.ask(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        types.SemanticTokensParams(document(uri)),
    )
    steps = [list(found.data[n : n + 3]) for n in range(0, len(found.data), 5)]
    assert steps == [
        [0, 0, 4], [0, 5, 1], [0, 2, 4], [0, 5, 4], [0, 5, 1], [0, 2, 3],
    ]  # fmt: skip


async def test_inlay_hints_say_when_a_limit_would_end(here: Editor) -> None:
    uri, _ = await opened(here, POLICY + "▮", "inlays")
    everything = types.Range(types.Position(0, 0), types.Position(99, 0))
    (hint,) = await here.ask(
        types.TEXT_DOCUMENT_INLAY_HINT,
        types.InlayHintParams(document(uri), everything),
    )
    assert hint.position == types.Position(24, 62)
    assert hint.label.startswith("→ ")
    assert hint.label.endswith(" 17:00")
    nothing = types.Range(types.Position(0, 0), types.Position(9, 0))
    assert not await here.ask(
        types.TEXT_DOCUMENT_INLAY_HINT, types.InlayHintParams(document(uri), nothing)
    )


async def test_a_code_action_writes_the_name_that_was_meant(here: Editor) -> None:
    uri, position = await opened(
        here, in_policy("during office", "during of▮ice"), "action"
    )
    found = await here.ask(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionParams(
            document(uri), types.Range(position, position), types.CodeActionContext([])
        ),
    )
    first = found[0]
    assert (first.title, first.is_preferred) == ("write `office`", True)
    (edit,) = first.edit.changes[uri]
    assert edit == types.TextEdit(at(24, 56, 61), "office")
    assert first.diagnostics[0].code == "SLA201"


async def test_a_lens_tries_a_scenario_and_shows_what_came_of_it(here: Editor) -> None:
    text = in_policy("due 2025-03-11 17:00", "due 2025-03-12 17:00")
    uri, _ = await opened(here, text + "▮", "lens")
    lens = types.CodeLensParams(document(uri))
    (before,) = await here.ask(types.TEXT_DOCUMENT_CODE_LENS, lens)
    assert before.range.start == types.Position(28, 0)
    (result,) = await here.ask(
        types.WORKSPACE_EXECUTE_COMMAND,
        types.ExecuteCommandParams(before.command.command, before.command.arguments),
    )
    assert (result["title"], result["passed"]) == ("A call", False)
    (after,) = await here.ask(types.TEXT_DOCUMENT_CODE_LENS, lens)
    assert after.command.title == result["text"]
    assert "found 2025-03-11 17:00" in result["text"]
    failed = [each for each in here.client.diagnostics[uri] if "fails" in each.message]
    assert [each.range.start.line for each in failed] == [34]


async def test_of_a_document_that_is_not_open_nothing_is_known(here: Editor) -> None:
    params = types.HoverParams(document("file:///tmp/none.sla"), types.Position(0, 0))
    assert await here.ask(types.TEXT_DOCUMENT_HOVER, params) is None
