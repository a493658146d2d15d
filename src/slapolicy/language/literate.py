"""Policies inside Markdown: what stands in the fences ```` ```sla ```` is the text.

The prose around them is blanked, so that every place stays true to the file.
"""

import re
from collections.abc import Iterator

from slapolicy.source import Source

Stretch = tuple[int, int]
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<word>[^\s`]*)(?P<rest>.*)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_VISIBLE = re.compile(r"[^\n]")


def is_literate(source: Source) -> bool:
    """Tell whether a source is Markdown: its name says so."""
    return source.name.endswith(".md")


def policy_of(source: Source) -> Source:
    """Give the policy of a `.md` file, as long as the file; others as they are."""
    if not is_literate(source):
        return source
    text = source.text
    pieces: list[str] = []
    done = 0
    for start, end in _fenced(text):
        pieces += [_VISIBLE.sub(" ", text[done:start]), text[start:end]]
        done = end
    pieces.append(_VISIBLE.sub(" ", text[done:]))
    return Source(source.name, "".join(pieces))


def prose_of(source: Source) -> list[Stretch]:
    """Give what is no policy in a `.md` file, with the lines of the fences."""
    if not is_literate(source):
        return []
    stretches: list[Stretch] = []
    done = 0
    for start, end in _fenced(source.text):
        stretches.append((done, start))
        done = end
    stretches.append((done, len(source.text)))
    return [(start, end) for start, end in stretches if start < end]


def _fenced(text: str) -> Iterator[Stretch]:
    """Give what stands between the lines of each fence `sla`, without them.

    A fence ends as Markdown says: at one of the same kind, at least as long, with
    nothing after it; or where the text ends. Fences of other languages hold no policy.
    """
    fence = ""
    begin: int | None = None
    at = 0
    for line in _LINE.findall(text):
        found = _FENCE.match(line.rstrip("\n"))
        start, at = at, at + len(line)
        if found is None:
            continue
        word, rest = found["word"], found["rest"]
        if not fence:
            if "`" in rest and found["fence"][0] == "`":
                continue  # code within a line
            fence = found["fence"]
            begin = at if word.lower() == "sla" else None
        elif found["fence"].startswith(fence) and not word and not rest.strip():
            if begin is not None:
                yield begin, start
            fence, begin = "", None
    if begin is not None:
        yield begin, len(text)
