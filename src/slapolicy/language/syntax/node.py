"""What every node of the tree has, and how its fields are filled from a sentence.

The constructs themselves stand in the other files of this folder.
"""

from attrs import field, frozen

from slapolicy.source import Span


@frozen(kw_only=True)
class Node:
    """Anything that was written somewhere; two nodes are equal wherever they stand."""

    span: Span = field(eq=False, repr=False)


def part(word: str) -> dict[str, str]:
    """Mark a field that a suffix of the sentence fills, such as `for critical`.

    A field that defaults to `()` holds all that the suffix says, one that defaults
    to `False` whether it is written, any other the one thing that it says.

    Args:
        word: The grammar rule of the suffix.
    """
    return {"part": word}
