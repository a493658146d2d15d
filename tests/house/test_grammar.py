"""The grammar, held to more than lark asks of it when a policy is read."""

from lark import Lark

from house.tree import PACKAGE
from slapolicy.language import parser


def test_no_two_terminals_match_the_same_text() -> None:
    grammar = (PACKAGE / "language" / "slapolicy.lark").read_text(encoding="utf-8")
    Lark(
        grammar,
        parser="lalr",
        start=list(parser.STARTS),
        edit_terminals=parser._whole_word,  # as `parser` builds it
        strict=True,
    )
