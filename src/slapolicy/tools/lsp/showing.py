"""Colours, outlines, completions and lenses of ours in the words of the protocol."""

from collections.abc import Iterator

from lsprotocol import types

from slapolicy.editing import Colour, Draft, Offer, Outcome, Symbol, outline, stories
from slapolicy.tools.lsp.speech import Speaker

TRY = "slapolicy.try"
"""The command that tries a scenario, or all of a document."""

_HUES = {
    "comment": "comment",
    "string": "string",
    "keyword": "keyword",
    "number": "number",
    "unit": "type",
    "code": "macro",
    "name": "variable",
    "clause": "namespace",
    "value": "enumMember",
    "event": "event",
    "clock": "function",
    "calendar": "class",
    "severity": "enum",
    "plan": "struct",
    "add-on": "struct",
    "parameter": "parameter",
    "fact": "property",
    "assessment": "property",
    "agreed value": "property",
    "indicator": "property",
    "attempt": "property",
    "term": "property",
    "role": "interface",
    "party": "interface",
}
_TYPES = list(dict.fromkeys(_HUES.values()))
LEGEND = types.SemanticTokensLegend(_TYPES, ["declaration"])
_SORTS = {
    "clause": types.SymbolKind.Namespace,
    "definition": types.SymbolKind.Variable,
    "rule": types.SymbolKind.Property,
    "table": types.SymbolKind.Array,
    "story": types.SymbolKind.Event,
    "opening": types.SymbolKind.Package,
}
_OFFERS = {
    "word": types.CompletionItemKind.Keyword,
    "name": types.CompletionItemKind.Variable,
    "value": types.CompletionItemKind.EnumMember,
}


def tokens(colours: Iterator[Colour], speaker: Speaker) -> list[int]:
    """Give colours as five numbers each, counted from the one before."""
    found: list[int] = []
    line = column = 0
    for each in colours:
        place = speaker.range(each.span)
        start = place.start
        same = start.line == line
        kind = _TYPES.index(_HUES.get(each.hue, "variable"))
        found += [
            start.line - line,
            start.character - column if same else start.character,
            place.end.character - start.character,
            kind,
            int(each.is_declaration),
        ]
        line, column = start.line, start.character
    return found


def symbols(draft: Draft, speaker: Speaker) -> list[types.DocumentSymbol]:
    """Give the outline of a document."""
    return [_symbol(each, speaker) for each in outline(draft)]


def flat(found: list[types.DocumentSymbol], uri: str) -> list[types.SymbolInformation]:
    """Give an outline to an editor that knows no symbols within symbols."""
    return [
        types.SymbolInformation(
            location=types.Location(uri, each.range),
            name=each.name,
            kind=each.kind,
        )
        for one in found
        for each in (one, *(one.children or ()))
    ]


def _symbol(each: Symbol, speaker: Speaker) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=each.name or each.detail,
        detail=each.detail,
        kind=_SORTS[each.sort],
        range=speaker.range(each.span),
        selection_range=speaker.range(each.head),
        children=[_symbol(one, speaker) for one in each.inside],
    )


def items(offers: tuple[Offer, ...], speaker: Speaker) -> types.CompletionList:
    """Give what may stand at a place, in the order given."""
    if not offers:
        return types.CompletionList(is_incomplete=False, items=[])
    here = speaker.range(offers[0].span)
    return types.CompletionList(
        is_incomplete=False,
        items=[
            types.CompletionItem(
                label=each.text,
                kind=_OFFERS[each.kind],
                detail=each.detail or None,
                sort_text=f"{number:05}",
                text_edit=types.TextEdit(here, each.text),
            )
            for number, each in enumerate(offers)
        ],
    )


def lenses(
    draft: Draft, outcomes: tuple[Outcome, ...] | None, uri: str, speaker: Speaker
) -> list[types.CodeLens]:
    """Give a lens for each scenario and property, with what came of it if known."""
    known = {each.story.span.start: each.text for each in outcomes or ()}
    return [
        types.CodeLens(
            range=speaker.range(story.head),
            command=types.Command(
                title=known.get(story.span.start, "▶ try"),
                command=TRY,
                arguments=[uri, story.title],
            ),
        )
        for story in stories(draft)
    ]
