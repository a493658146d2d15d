"""Policies inside Markdown: what stands in the fences ```` ```sla ```` is the text.

The prose around them is blanked, so that every place stays true to the file.
"""

import re

from slapolicy.source import Source

_FENCED = re.compile(
    r"^```sla[ \t]*\n(?P<body>.*?)(?:^```[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_VISIBLE = re.compile(r"[^\n]")


def policy_of(source: Source) -> Source:
    """Give the policy of a `.md` file, as long as the file; others as they are."""
    if not source.name.endswith(".md"):
        return source
    pieces: list[str] = []
    done = 0
    for match in _FENCED.finditer(source.text):
        start, end = match.span("body")
        pieces += [_VISIBLE.sub(" ", source.text[done:start]), source.text[start:end]]
        done = end
    pieces.append(_VISIBLE.sub(" ", source.text[done:]))
    return Source(source.name, "".join(pieces))
