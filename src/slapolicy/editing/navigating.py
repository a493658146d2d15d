"""From a name to where it is declared, and to everywhere it stands."""

from slapolicy.contract.resolver import Refused
from slapolicy.editing.draft import Draft
from slapolicy.editing.index import Target
from slapolicy.language import syntax
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
    """Give what is named at a place."""
    found = draft.index.at(offset)
    return None if found is None else found.target


def _beginning(draft: Draft, node: syntax.Import) -> Span | None:
    if draft.loader is None:
        return None
    try:
        return Span(draft.loader(node.file.text), 0, 0)
    except Refused:
        return None
