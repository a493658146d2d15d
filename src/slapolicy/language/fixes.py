"""Edits that mend what is wrong with a sentence, with what they do in words."""

from slapolicy.finding import Edit, Fix
from slapolicy.language.scanner import Lexeme
from slapolicy.source import Source, Span


def written(over: Span, text: str) -> Fix:
    """Give what writes a text over a stretch; an empty text takes the stretch out."""
    shown = text.strip()
    title = f"write `{shown}`" if shown else f"take `{over.shown.strip()}` out"
    return Fix(title, (Edit(over, text),))


def closing_brace(source: Source, end: int, after: Lexeme | None, column: int) -> Fix:
    """Give what closes a block on a line of its own, before what comes after it.

    Args:
        source: The text.
        end: Where the declaration ends.
        after: The lexeme that stands where the block should have ended before.
        column: How far in the brace stands.
    """
    text, brace = source.text, " " * column + "}"
    if after is None:
        at = len(text[:end].rstrip())
        edit = Edit(Span(source, at, at), f"\n{brace}")
    else:
        at = text.rfind("\n", 0, after.start) + 1
        edit = Edit(Span(source, at, at), f"{brace}\n")
    return Fix("write `}`", (edit,))
