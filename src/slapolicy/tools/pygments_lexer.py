"""Policies for Pygments, which finds this by its entry point; the only host of it.

Sphinx, a terminal (`pygmentize`) and whatever else asks Pygments colour `sla` by it.
What is coloured how is told in `language/colours`.
"""

import re
from collections.abc import Iterator
from typing import Any

from pygments.lexer import Lexer
from pygments.token import Comment, Keyword, Name, Number, Punctuation, String, Text

from slapolicy.language.colours import Kind, coloured

_TOKENS: dict[Kind, Any] = {
    "comment": Comment.Single,
    "string": String,
    "keyword": Keyword,
    "unit": Keyword.Type,
    "number": Number,
    "code": Name.Constant,
    "name": Name,
    "mark": Punctuation,
    "blank": Text.Whitespace,
    "other": Text,
}
_OPENING = re.compile(r"^(agreement|vocabulary)\s+[a-z]\w*\s+\"", re.MULTILINE)


class SlaLexer(Lexer):  # type: ignore[misc]  # Pygments has no types
    """Colours a policy; whatever it does not know it leaves plain."""

    name = "slapolicy"
    aliases = ("sla",)
    filenames = ("*.sla",)
    mimetypes = ("text/x-slapolicy",)
    priority = 0.5  # others call their files so too

    def analyse_text(text: str) -> float:  # noqa: N805  # Pygments calls it so
        """Say how likely a text is a policy: it opens with the word for one."""
        return 0.9 if _OPENING.search(text) else 0.0

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, Any, str]]:
        """Give the place, the token and the text of each stretch, in order."""
        for each in coloured(text):
            yield each.start, _TOKENS[each.kind], text[each.start : each.end]
