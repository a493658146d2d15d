"""A sentence cut where lines may be broken: runs of words, and groups of parts.

How the cuts are made is not said here (`shaping`), nor where lines end (`writer`).
"""

from collections.abc import Iterator
from typing import Literal

from attrs import define, field, frozen

Style = Literal["fill", "stack", "tall"]
"""`fill` breaks where the next part no longer fits, `stack` at each of its parts if
they do not fit together, `tall` at each of its parts in any case."""


@frozen
class Atom:
    """A word as it is printed.

    Attributes:
        text: What is printed.
        index: Its number among the words of the text.
        is_glued: Whether no blank stands before it.
    """

    text: str
    index: int
    is_glued: bool = False


@define(eq=False)
class Run:
    """Words between which no line is broken, except by a comment."""

    atoms: list[Atom]


@define(eq=False)
class Group:
    """Parts between which lines may be broken."""

    style: Style
    parts: list["Shape"] = field(factory=list)


Shape = Run | Group


def add(group: Group, shape: Shape, *, breaks: bool) -> None:
    """Put a shape at the end of a group: as a part of its own, or onto the last."""
    if breaks or not group.parts:
        group.parts.append(shape)
    else:
        group.parts[-1] = _joined(group.parts[-1], shape)


def _joined(one: Shape, other: Shape) -> Shape:
    """Put two shapes together so that no line is broken between them."""
    if isinstance(one, Group):
        one.parts[-1] = _joined(one.parts[-1], other)
        return one
    if isinstance(other, Run):
        one.atoms.extend(other.atoms)
        return one
    other.parts[0] = _joined(one, other.parts[0])
    return other


def atoms(shape: Shape) -> Iterator[Atom]:
    """Give the words of a shape, in order."""
    if isinstance(shape, Run):
        yield from shape.atoms
    else:
        for part in shape.parts:
            yield from atoms(part)


def flat(shape: Shape) -> str:
    """Print a shape on one line, without its comments."""
    pieces: list[str] = []
    for atom in atoms(shape):
        pieces += [atom.text] if atom.is_glued or not pieces else [" ", atom.text]
    return "".join(pieces)
