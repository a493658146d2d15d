"""Texts as lark reads them: slowly, and with the reason where it cannot."""

from functools import cache
from importlib.metadata import version

from lark import Lark, TextSlice, Token, Tree
from lark.exceptions import UnexpectedInput

from slapolicy.language import builder, parse_tables
from slapolicy.language.concrete import Branch, Word
from slapolicy.language.failure import Failure
from slapolicy.language.grammar.building import built
from slapolicy.language.grammar.refusing import failure_of
from slapolicy.language.grammar.tabulating import restored
from slapolicy.source import Source, Span


@cache
def parser(*, keeps_words: bool = False) -> Lark:
    """Give the parser, of the tables of the package if they are this lark's own.

    Another lark may want them in another form, and builds its own of the grammar: of
    the same grammar, as a test holds, so that nothing but time depends on it.
    """
    tables = parse_tables.shipped()
    if tables["lark"] != version("lark"):
        return built(keeps_words=keeps_words)
    return restored(tables, keeps_words=keeps_words)


def read(
    source: Source, text: str, start: int, end: int, symbol: str
) -> object | Failure:
    """Read a stretch of a text by a start symbol, as `parser.read_piece` does."""
    try:
        tree = parser().parse(TextSlice(text, start, end), start=symbol)
    except UnexpectedInput as error:
        return failure_of(error, text, end)
    return _build(tree, source, start)


def _build(tree: Tree[Token], source: Source, start: int) -> object:
    """Walk a tree without recursion and make its nodes."""
    made: dict[int, object] = {}
    for branch in tree.iter_subtrees():
        children: list[object] = []
        for child in branch.children:
            if isinstance(child, Token):
                until = min(child.end_pos or 0, len(source.text))
                span = Span(source, child.start_pos or 0, until)
                children.append(builder.leaf(child.type, str(child), span))
            else:
                children.append(made[id(child)])
        meta = branch.meta
        if meta.empty:
            span = Span(source, start, start)
        else:
            span = Span(source, meta.start_pos, min(meta.end_pos, len(source.text)))
        made[id(branch)] = builder.node(str(branch.data), children, span)
    return made[id(tree)]


def concrete(text: str) -> Branch:
    """Give every word of a text, in its grammar rules."""
    made: dict[int, Branch] = {}
    tree = parser(keeps_words=True).parse(text, start="document")
    for branch in tree.iter_subtrees():
        parts = [
            Word(child.type, child.start_pos or 0, child.end_pos or 0)
            if isinstance(child, Token)
            else made[id(child)]
            for child in branch.children
        ]
        made[id(branch)] = Branch(str(branch.data), tuple(parts))
    return made[id(tree)]
