"""How lark builds a parser of the text of the grammar."""

import re
from importlib.resources import files
from typing import Any

from lark import Lark, Token
from lark.common import LexerConf
from lark.lexer import ContextualLexer, PatternRE, PatternStr, TerminalDef

from slapolicy.language import words

STARTS = ("document", "opening", "import", "declaration", "declarations", "statement")


def keep_whole(terminal: TerminalDef) -> None:
    """Keep `within` from matching the beginning of `withing` or `within15`."""
    pattern = terminal.pattern
    if isinstance(pattern, PatternStr) and re.fullmatch(r"\w+", pattern.value):
        terminal.pattern = PatternRE(re.escape(pattern.value) + r"(?!\w)")
        terminal.priority = 2


def _reserve(token: Token) -> Token:
    """Turn a name that is a word of the language back into that word."""
    kind = words.reserved().get(token)
    return token if kind is None else token.update(type=kind)


def _exists(token: Token) -> Token:
    """Turn a date or a time that does not exist into something unexpected."""
    read = words.date_of if token.type == "DATE" else words.seconds_of
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


PLUGINS = {"ContextualLexer": _TrustedLexer}
CALLBACKS = {"NAME": _reserve, "DATE": _exists, "TIME": _exists}
"""What the tables do not hold: a lexer, and what is done with some lexemes."""


def built(*, keeps_words: bool = False) -> Lark:
    """Build the parser of the text of the grammar: a third of a second."""
    text = files("slapolicy.language").joinpath("slapolicy.lark").read_text("utf-8")
    return Lark(
        text,
        parser="lalr",
        start=list(STARTS),
        edit_terminals=keep_whole,
        maybe_placeholders=False,
        keep_all_tokens=keeps_words,
        propagate_positions=True,
        _plugins=PLUGINS,
        lexer_callbacks=CALLBACKS,
    )
