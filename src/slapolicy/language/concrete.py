"""What was written, word for word, in its grammar rules: what the formatter lays out.

The tree of meanings is `syntax`; here no word is left out, and none is understood.
"""

from collections.abc import Iterator

from slapolicy.values import frozen


@frozen
class Word:
    """A word, a mark or a text in quotes, by its terminal and its place."""

    kind: str
    start: int
    end: int


@frozen(eq=False)
class Branch:
    """A grammar rule with all that stands in it, in order."""

    rule: str
    parts: tuple["Branch | Word", ...]


def words(branch: Branch) -> Iterator[Word]:
    """Give every word of a branch, in order of text, without recursion."""
    waiting: list[Branch | Word] = [branch]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Word):
            yield item
        else:
            waiting.extend(reversed(item.parts))
