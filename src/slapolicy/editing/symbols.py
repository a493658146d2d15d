"""What a text declares, clause by clause: its outline."""

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

from slapolicy.contract.resolver.collector import declared
from slapolicy.editing.draft import Draft
from slapolicy.language import syntax
from slapolicy.source import Span, shortened

Sort = Literal["clause", "definition", "rule", "table", "story", "opening"]


@frozen(eq=False)
class Symbol:
    """A line of the outline.

    Attributes:
        name: What is called so, or the words with which a rule begins.
        detail: Its kind and title.
        sort: What sort of thing it is.
        span: All of it.
        head: What stands for it in the text.
        inside: What is declared in it.
    """

    name: str
    detail: str
    sort: Sort
    span: Span
    head: Span
    inside: tuple["Symbol", ...] = ()


def outline(draft: Draft) -> tuple[Symbol, ...]:
    """Give what a text declares, in order of text."""
    tree = draft.tree
    opening = [] if tree.opening is None else [_opening(tree.opening)]
    return (*opening, *_symbols(tree.declarations))


def _symbols(nodes: Sequence[syntax.Node]) -> Iterator[Symbol]:
    for node in nodes:
        yield _symbol(node)


def _opening(node: syntax.Agreement | syntax.Vocabulary) -> Symbol:
    kind = "agreement" if isinstance(node, syntax.Agreement) else "vocabulary"
    detail = f'{kind} "{node.title.text}"'
    return Symbol(node.name.text, detail, "opening", node.span, node.name.span)


def _symbol(node: syntax.Node) -> Symbol:
    match node:
        case syntax.Clause():
            inside = tuple(_symbols(node.statements))
            name = f"{node.id.text} {node.title.text}"
            return Symbol(name, "clause", "clause", node.span, node.id.span, inside)
        case syntax.Scenario() | syntax.Scenarios() | syntax.Property():
            word = _first_word(node)
            return Symbol(node.title.text, word, "story", node.span, node.title.span)
        case syntax.Language():
            name = f"language {node.tag.text}"
            return Symbol(name, "labels", "table", node.span, node.tag.span)
        case syntax.Promises() | syntax.Aims() | syntax.Grants() | syntax.Severities():
            return Symbol(_first_word(node), "table", "table", node.span, _head(node))
        case _:
            return _named(node) or _rule(node)


def _named(node: syntax.Node) -> Symbol | None:
    made = declared(node)
    if made is None:
        return None
    title = getattr(node, "title", None)
    told = f' "{title.text}"' if isinstance(title, syntax.Text) else ""
    detail = f"{made.kind}{told}"
    return Symbol(made.name.text, detail, "definition", node.span, made.name.span)


def _rule(node: syntax.Node) -> Symbol:
    name = shortened(node.span.text)
    return Symbol(name, _first_word(node), "rule", node.span, _head(node))


def _first_word(node: syntax.Node) -> str:
    return node.span.text.split(maxsplit=1)[0]


def _head(node: syntax.Node) -> Span:
    start = node.span.start
    return Span(node.span.source, start, start + len(_first_word(node)))
