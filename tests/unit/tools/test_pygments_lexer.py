"""Pygments finds the lexer by its entry point, and loses nothing of a text."""

import pytest
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Comment, Error, Keyword, String

import contracts
from slapolicy.language import parser
from slapolicy.tools.pygments_lexer import SlaLexer


def test_pygments_knows_it_by_its_name_and_by_the_names_of_files() -> None:
    assert isinstance(get_lexer_by_name("sla"), SlaLexer)
    text = contracts.text_of("liveagent-vip-support")
    for code in ({}, {"code": text}):
        assert isinstance(get_lexer_for_filename("gold.sla", **code), SlaLexer)


@pytest.mark.parametrize("stem", contracts.PATHS)
def test_the_texts_of_the_tokens_are_the_text(stem: str) -> None:
    text = contracts.text_of(stem)
    found = list(SlaLexer().get_tokens_unprocessed(text))
    assert "".join(said for _, _, said in found) == text
    assert [at for at, _, said in found if text[at : at + len(said)] != said] == []
    assert not any(token is Error for _, token, _ in found)
    told = {said for _, token, said in found if token is Keyword}
    units = {said for _, token, said in found if token is Keyword.Type}
    assert {word for said in told | units for word in said.split()} <= (
        parser.reserved_words() | {"day", "days", "a", "attempts", "running"}
    )
    assert {token for _, token, said in found if said[0] == '"'} == {String}
    assert {token for _, token, said in found if said[0] == "#"} <= {Comment.Single}
