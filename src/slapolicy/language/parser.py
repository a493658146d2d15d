"""From a text to its tree and its findings; the only host of lark.

What the names in the tree refer to is not asked here.
"""

import re
from functools import cache
from importlib.resources import files

from attrs import frozen
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput
from lark.lexer import PatternRE, PatternStr, TerminalDef

from slapolicy.finding import Finding
from slapolicy.language import builder, syntax
from slapolicy.source import Source, Span

_STARTS = ("document", "opening", "import", "declaration", "statement")


@frozen
class Parsed:
    """A text after reading: its tree, what is wrong with it, and its comments."""

    tree: syntax.Document
    findings: tuple[Finding, ...]
    comments: tuple[Span, ...]


def _whole_word(terminal: TerminalDef) -> None:
    """Keep `within` from matching the beginning of `withing` or `within15`."""
    pattern = terminal.pattern
    if isinstance(pattern, PatternStr) and re.fullmatch(r"\w+", pattern.value):
        terminal.pattern = PatternRE(re.escape(pattern.value) + r"(?!\w)")
        terminal.priority = 2


@cache
def _lark() -> Lark:
    grammar = files("slapolicy.language").joinpath("slapolicy.lark").read_text("utf-8")
    return Lark(
        grammar,
        parser="lalr",
        start=list(_STARTS),
        edit_terminals=_whole_word,
        propagate_positions=True,
        maybe_placeholders=False,
    )


def _build(tree: Tree[Token], source: Source, end: int) -> object:
    """Walk a tree without recursion and make its nodes."""
    made: dict[int, object] = {}
    for branch in tree.iter_subtrees():
        children: list[object] = []
        for child in branch.children:
            if isinstance(child, Token):
                span = Span(source, child.start_pos or 0, child.end_pos or 0)
                children.append(builder.leaf(child.type, str(child), span))
            else:
                children.append(made[id(child)])
        meta = branch.meta
        span = (
            Span(source, end, end)
            if meta.empty
            else Span(source, meta.start_pos, meta.end_pos)
        )
        made[id(branch)] = builder.node(str(branch.data), children, span)
    return made[id(tree)]


def parse(source: Source) -> Parsed:
    """Read a text; whatever it is, nothing is raised."""
    nothing = syntax.Document(None, (), (), span=Span(source, 0, len(source.text)))
    try:
        tree = _lark().parse(source.text, start="document")
    except UnexpectedInput as error:
        where = error.pos_in_stream or 0
        finding = Finding("SLA001", "unexpected text", Span(source, where, where + 1))
        return Parsed(nothing, (finding,), ())
    document = _build(tree, source, 0)
    assert isinstance(document, syntax.Document)
    return Parsed(document, (), ())
