"""What an editor may ask, one function for each request.

Each takes what is asked about, and the parameters of the request.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum

from attrs import frozen
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from slapolicy import editing
from slapolicy.editing import Draft
from slapolicy.finding import Finding
from slapolicy.tools.lsp import showing
from slapolicy.tools.lsp.desk import Desk, Sheet
from slapolicy.tools.lsp.speech import Speaker
from slapolicy.worktime import from_datetime

_REFUSED = -32803
"""The protocol's number for a request that was understood, and is refused."""


@frozen
class Asked:
    """A document that an editor asks about, and how to speak with it."""

    desk: Desk
    sheet: Sheet
    draft: Draft
    speaker: Speaker
    client: types.ClientCapabilities

    def at(self, place: types.Position) -> int:
        """Give the offset of a place in the document."""
        return self.speaker.offset(self.draft, place)


def completion(asked: Asked, params: types.CompletionParams) -> types.CompletionList:
    """Say what may stand at a place."""
    return showing.items(
        editing.complete(asked.draft, asked.at(params.position)), asked.speaker
    )


def hover(asked: Asked, params: types.HoverParams) -> types.Hover | None:
    """Say what stands at a place."""
    found = editing.hover(asked.draft, asked.at(params.position), _now())
    if found is None:
        return None
    text = types.MarkupContent(types.MarkupKind.Markdown, found.text)
    return types.Hover(text, asked.speaker.range(found.span))


def definition(asked: Asked, params: types.DefinitionParams) -> types.Location | None:
    """Say where a name is declared."""
    found = editing.definition(asked.draft, asked.at(params.position))
    return None if found is None else asked.speaker.location(found)


def references(asked: Asked, params: types.ReferenceParams) -> list[types.Location]:
    """Say where a name stands."""
    found = editing.references(
        asked.draft,
        asked.at(params.position),
        with_declaration=params.context.include_declaration,
    )
    return [asked.speaker.location(each) for each in found]


def highlights(
    asked: Asked, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight]:
    """Say where a name stands, to show it."""
    found = editing.references(asked.draft, asked.at(params.position))
    return [types.DocumentHighlight(asked.speaker.range(each)) for each in found]


def prepare_rename(
    asked: Asked, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder:
    """Say what would be renamed, or why nothing can be."""
    found = editing.renamable(asked.draft, asked.at(params.position))
    if isinstance(found, editing.Refusal):
        raise JsonRpcException(found.why, _REFUSED)
    return types.PrepareRenamePlaceholder(asked.speaker.range(found), found.text)


def rename(asked: Asked, params: types.RenameParams) -> types.WorkspaceEdit:
    """Give a thing another name, in all the files that share it."""
    others = asked.desk.drafts_beside(asked.sheet)
    found = editing.rename(
        asked.draft, asked.at(params.position), params.new_name, others
    )
    if isinstance(found, editing.Refusal):
        raise JsonRpcException(found.why, _REFUSED)
    return asked.speaker.changes(found.edits)


def symbols(
    asked: Asked, _: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """Say what is declared, clause by clause."""
    found = showing.symbols(asked.draft, asked.speaker)
    knows = asked.client.text_document and asked.client.text_document.document_symbol
    if knows and knows.hierarchical_document_symbol_support:
        return found
    return showing.flat(found, asked.sheet.uri)


def folding(asked: Asked, _: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """Say what can be folded: what runs over several lines."""
    places = [asked.speaker.range(each.span) for each in editing.outline(asked.draft)]
    return [
        types.FoldingRange(each.start.line, each.end.line)
        for each in places
        if each.start.line < each.end.line
    ]


def formatting(asked: Asked, _: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """Lay a document out; refused if something in it is wrong."""
    found = editing.lay_out(asked.draft)
    for finding in found.findings:
        message = f"not laid out: {finding.message}"
        raise JsonRpcException(message, _REFUSED)
    return asked.speaker.edits(found.edits)


def tokens(asked: Asked, _: types.SemanticTokensParams) -> types.SemanticTokens:
    """Say what each word is, for its colour."""
    data = showing.tokens(editing.colour(asked.draft), asked.speaker)
    return types.SemanticTokens(data)


def inlays(asked: Asked, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Say beside each limit when it would end if it began now."""
    first = asked.at(params.range.start)
    last = asked.at(params.range.end)
    return [
        types.InlayHint(
            position=asked.speaker.position(asked.draft.source, each.offset),
            label=each.text,
            tooltip=each.more,
            padding_left=True,
        )
        for each in editing.inlays(asked.draft, _now())
        if first <= each.offset <= last
    ]


def lenses(asked: Asked, _: types.CodeLensParams) -> list[types.CodeLens]:
    """Give a lens for each scenario, with what came of it."""
    sheet = asked.sheet
    return showing.lenses(asked.draft, sheet.outcomes, sheet.uri, asked.speaker)


def actions(asked: Asked, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Offer what mends the findings of a stretch, and a scenario for a clause."""
    first = asked.at(params.range.start)
    last = asked.at(params.range.end)
    found = asked.sheet.known(asked.draft)
    offered = [
        action
        for finding in found
        if finding.span and finding.span.start <= last and first <= finding.span.end
        for action in _actions(asked, finding)
    ]
    offered += [
        types.CodeAction(
            title=fix.title,
            kind=types.CodeActionKind.RefactorRewrite,
            edit=asked.speaker.changes(fix.edits),
        )
        for fix in editing.exercises(asked.draft, first)
    ]
    only = params.context.only
    return [each for each in offered if only is None or _is_one_of(each, only)]


def _is_one_of(
    action: types.CodeAction, kinds: Sequence[types.CodeActionKind | str]
) -> bool:
    """Whether an action is of one of some kinds, or of a kind within them."""
    kind, *told = [
        str(each.value if isinstance(each, Enum) else each)
        for each in (action.kind, *kinds)
    ]
    return any(kind == each or kind.startswith(f"{each}.") for each in told)


def _actions(asked: Asked, finding: Finding) -> list[types.CodeAction]:
    diagnostic = asked.speaker.diagnostic(finding)
    return [
        types.CodeAction(
            title=fix.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            edit=asked.speaker.changes(fix.edits),
            is_preferred=number == 0,
        )
        for number, fix in enumerate(editing.fixes_of(asked.draft, finding))
    ]


def _now() -> int:
    return from_datetime(datetime.now(UTC))
