"""From a text to its tree and its findings; the only host of lark.

What the names in the tree refer to is not asked here.
"""

import re
from functools import cache, partial
from importlib.resources import files
from typing import Any

from attrs import frozen
from lark import Lark, TextSlice, Token, Tree
from lark.common import LexerConf
from lark.exceptions import UnexpectedInput
from lark.lexer import ContextualLexer, PatternRE, PatternStr, TerminalDef

from slapolicy.finding import Finding, listed
from slapolicy.language import (
    builder,
    characters,
    literate,
    reader,
    recovery,
    sizes,
    structure,
    syntax,
)
from slapolicy.language.comments import comments_of
from slapolicy.language.concrete import Branch, Word
from slapolicy.language.failure import END, Failure
from slapolicy.source import Source, Span

STARTS = ["document", "opening", "import", "declaration", "declarations", "statement"]


@frozen
class Parsed:
    """A text after reading: its tree, what is wrong with it, and its comments.

    The tree holds what could be read, which is all if no finding is an error; `unread`
    is the rest.
    """

    tree: syntax.Document
    findings: tuple[Finding, ...]
    comments: tuple[Span, ...]
    unread: tuple[Span, ...] = ()


def parse(source: Source) -> Parsed:
    """Read a text; whatever it is, nothing is raised.

    Of a source whose name ends with `.md` the fences `sla` are read.
    """
    if wrong := literate.fence_findings(source):
        return _nothing(source, wrong)
    source = literate.policy_of(source)
    findings = reader.examine(source)
    if any(finding.code in reader.FATAL for finding in findings):
        return _nothing(source, listed(findings))
    text = characters.repaired(source.text)
    made = read_piece(source, text, 0, len(text), "document")
    if isinstance(made, Failure):
        read = partial(read_piece, source)
        recovered = recovery.recover(source, text, read, _words())
    else:
        assert isinstance(made, syntax.Document)
        recovered = recovery.Recovered(made)
    found = [*findings, *recovered.findings]
    tree = recovered.tree
    if too_many := sizes.size_findings(tree):
        return _nothing(source, listed((*found, *too_many)))
    found += [each for each in structure.examine(tree) if not recovered.explains(each)]
    comments = comments_of(source, text)
    return Parsed(tree, listed(found), comments, recovered.unread)


def _nothing(source: Source, findings: tuple[Finding, ...]) -> Parsed:
    whole = Span(source, 0, len(source.text))
    return Parsed(syntax.Document(None, (), (), span=whole), findings, (), (whole,))


def reserved_words() -> frozenset[str]:
    """Give the words that no name may be."""
    return frozenset(_words())


def _words() -> dict[str, str]:
    """Give the terminal of each reserved word, also those in regular expressions."""
    return _SPELLED | _keywords()


_SPELLED = {
    "second": "SECONDS",
    "seconds": "SECONDS",
    "minute": "MINUTES",
    "minutes": "MINUTES",
    "hour": "HOURS",
    "hours": "HOURS",
    "business": "BUSINESS_DAYS",
    "already": "ALREADY_RUNNING",
}
"""Words that the grammar spells inside regular expressions, with their terminals."""


def keep_whole(terminal: TerminalDef) -> None:
    """Keep `within` from matching the beginning of `withing` or `within15`."""
    pattern = terminal.pattern
    if isinstance(pattern, PatternStr) and re.fullmatch(r"\w+", pattern.value):
        terminal.pattern = PatternRE(re.escape(pattern.value) + r"(?!\w)")
        terminal.priority = 2


@cache
def _keywords() -> dict[str, str]:
    """Give the terminal of each reserved word."""
    return {
        match[1]: terminal.name
        for terminal in _lark().terminals
        if (match := re.fullmatch(r"(\w+)\(\?!\\w\)", terminal.pattern.value))
    }


def _reserve(token: Token) -> Token:
    """Turn a name that is a word of the language back into that word."""
    kind = _keywords().get(token) or _SPELLED.get(token)
    return token if kind is None else token.update(type=kind)


def _exists(token: Token) -> Token:
    """Turn a date or a time that does not exist into something unexpected."""
    read = builder.date_of if token.type == "DATE" else builder.seconds_of
    is_good = read(token) is not None
    return token if is_good else token.update(type="NO_SUCH_" + token.type)


class _TrustedLexer(ContextualLexer):
    """A lexer that does not try its terminals against each other when it is built.

    A test does that once (`strict`); doing it at each start takes seconds wherever
    `interegular` happens to be installed.
    """

    def __init__(self, conf: LexerConf, *args: Any, **kwargs: Any) -> None:
        conf.skip_validation = True
        super().__init__(conf, *args, **kwargs)


@cache
def _lark(*, keeps_words: bool = False) -> Lark:
    grammar = files("slapolicy.language").joinpath("slapolicy.lark").read_text("utf-8")
    return Lark(
        grammar,
        parser="lalr",
        start=STARTS,
        edit_terminals=keep_whole,
        propagate_positions=True,
        maybe_placeholders=False,
        keep_all_tokens=keeps_words,
        _plugins={"ContextualLexer": _TrustedLexer},
        lexer_callbacks={"NAME": _reserve, "DATE": _exists, "TIME": _exists},
    )


def read_piece(source: Source, text: str, start: int, end: int, symbol: str) -> object:
    """Read a stretch of a text by a start symbol.

    Args:
        source: Where the places of the nodes point.
        text: What is read; as long as the source's text.
        start: Where the stretch begins.
        end: Where it ends.
        symbol: One of `STARTS`.

    Returns:
        The node, a tuple of nodes for `declarations`, or the `Failure` that stops it.
    """
    try:
        tree = _lark().parse(TextSlice(text, start, end), start=symbol)
    except UnexpectedInput as error:
        return _failure(error, text, end)
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


def concrete(source: Source) -> Branch:
    """Give every word of a text without findings, in its grammar rules."""
    text = characters.repaired(literate.policy_of(source).text)
    made: dict[int, Branch] = {}
    tree = _lark(keeps_words=True).parse(text, start="document")
    for branch in tree.iter_subtrees():
        parts = [
            Word(child.type, child.start_pos or 0, child.end_pos or 0)
            if isinstance(child, Token)
            else made[id(child)]
            for child in branch.children
        ]
        made[id(branch)] = Branch(str(branch.data), tuple(parts))
    return made[id(tree)]


_WORD = re.compile(r"[a-z]\w*")
_STRANGE = re.compile(r'[^\s,|(){}"#]+|\S')
_BLANK = re.compile(r"(?:\s|#[^\n]*)*")


def _failure(error: UnexpectedInput, text: str, end: int) -> Failure:
    parser: Any = error.interactive_parser  # lark gives these methods no types
    accepts = frozenset(parser.accepts())
    token = getattr(error, "token", None)
    if token is not None and token.type == END:
        return Failure(end, frozenset((END,)), accepts, _NONE, _NONE, surplus=False)
    start = error.pos_in_stream or 0
    kinds, after = _kinds_at(text, start, end)
    if token is not None and token.type not in kinds:
        kinds, after = frozenset((token.type,)), start + len(token)
    if not kinds and (strange := _STRANGE.match(text, start, end)):
        after = strange.end()
    blank = _BLANK.match(text, after, end)
    following = blank.end() if blank else after
    next_kinds = (
        _kinds_at(text, following, end)[0] if following < end else frozenset((END,))
    )
    return Failure(
        start,
        kinds,
        accepts,
        missing=_fit(parser, accepts, kinds),
        instead=_fit(parser, accepts, next_kinds),
        surplus=not accepts.isdisjoint(next_kinds),
    )


_NONE: frozenset[str] = frozenset()


def _fit(parser: Any, accepts: frozenset[str], kinds: frozenset[str]) -> frozenset[str]:
    """Give the terminals that can stand there and be followed by one of `kinds`."""
    return frozenset(
        name
        for name in accepts - {END}
        if any(_follows(parser, (name, kind)) for kind in kinds)
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    terminals = (item for item in _lark().terminals if item.name[0] != "_")
    return tuple(
        (item.name, re.compile(item.pattern.to_regexp())) for item in terminals
    )


def _kinds_at(text: str, start: int, end: int) -> tuple[frozenset[str], int]:
    """Give the terminals that the lexeme at an offset could be, and where it ends."""
    word = _WORD.match(text, start, end)
    kind = _keywords().get(word[0]) if word else None
    if word and kind is not None:
        return frozenset((kind,)), word.end()
    found: dict[int, set[str]] = {start: set()}
    for name, pattern in _patterns():
        if match := pattern.match(text, start, end):
            found.setdefault(match.end(), set()).add(name)
    longest = max(found)
    return frozenset(found[longest]), longest


def _follows(parser: Any, kinds: tuple[str, ...]) -> bool:
    """Tell whether terminals could stand one after the other."""
    trial = parser.copy(deepcopy_values=False)
    try:
        for kind in kinds:
            trial.feed_token(Token(kind, ""))
    except UnexpectedInput:
        return False
    return True
