"""Where the comments of a text stand; a `#` in quotes begins none."""

import re

from slapolicy.source import Source, Span

_COMMENT = re.compile(r'"[^"\n]*"?|(?P<comment>#[^\n]*)')


def comments_of(source: Source, text: str) -> tuple[Span, ...]:
    """Give the comments of a text, in order.

    Args:
        source: Where the places point.
        text: What is looked through; as long as the source's text.
    """
    return tuple(
        Span(source, match.start(), match.end())
        for match in _COMMENT.finditer(text)
        if match["comment"]
    )
