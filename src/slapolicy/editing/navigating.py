"""From a name to where it is declared, and to everywhere it stands."""

from slapolicy.contract.resolver import Refused
from slapolicy.editing.draft import Draft, policy_text
from slapolicy.editing.index import Target
from slapolicy.language import syntax
from slapolicy.language.scanner import Scan
from slapolicy.source import Span


def definition(draft: Draft, offset: int) -> Span | None:
    """Give where what stands at a place is declared; of an import, its file."""
    for each in draft.tree.imports:
        if each.file.span.start <= offset <= each.file.span.end:
            return _beginning(draft, each)
    target = target_at(draft, offset)
    found = None if target is None else draft.index.declarations.get(target)
    return None if found is None else found.span


def references(
    draft: Draft, offset: int, *, with_declaration: bool = True
) -> tuple[Span, ...]:
    """Give every place of the text where the same thing is named."""
    target = target_at(draft, offset)
    if target is None:
        return ()
    return tuple(
        each.span
        for each in draft.index.places_of(target)
        if with_declaration or not each.is_declaration
    )


def target_at(draft: Draft, offset: int) -> Target | None:
    """Give what is named at a place, also in a sentence that cannot be read."""
    found = draft.index.at(offset)
    if found is not None:
        return found.target
    word = word_at(draft, offset)
    made = None if word is None else draft.index.named(word.text)
    return None if made is None else made.target


def word_at(draft: Draft, offset: int) -> Span | None:
    """Give the word in which a place is; none in texts, remarks and prose."""
    text = policy_text(draft)
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    for each in Scan(text, start, len(text) if end < 0 else end).lexemes:
        if each.kind == "word" and each.start <= offset <= each.end:
            return Span(draft.source, each.start, each.end)
    return None


def _beginning(draft: Draft, node: syntax.Import) -> Span | None:
    if draft.loader is None:
        return None
    try:
        return Span(draft.loader(node.file.text), 0, 0)
    except Refused:
        return None
