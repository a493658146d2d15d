"""What every node of the tree has, and how its fields are filled from a sentence.

The constructs themselves stand in the other files of this folder.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field

from slapolicy.source import Span

__all__ = ["Node", "construct", "fields_of", "part"]

if TYPE_CHECKING:
    from attrs import frozen as construct
else:

    def construct(cls: type) -> type:
        """Make a construct of a class, as `attrs.frozen` does.

        What attrs would write and compile for each class by itself, two hundred times
        at every start, `Node` has once for all.
        """
        return attrs.frozen(init=False, eq=False, repr=False)(cls)


@attrs.frozen(init=False, eq=False, repr=False)
class Node:
    """Anything that was written somewhere; two nodes are equal wherever they stand."""

    span: Span = field(kw_only=True)

    if not TYPE_CHECKING:  # a checker knows the arguments of each construct by itself

        def __init__(self, *values: object, span: Span, **named: object) -> None:
            """Fill the fields in their order or by their names."""
            put = object.__setattr__
            put(self, "span", span)
            fields = fields_of(type(self))
            if len(values) > len(fields):
                msg = f"{type(self).__name__} takes {len(fields)} values"
                raise TypeError(msg)
            for each, value in zip(fields, values, strict=False):
                put(self, each.name, value)
            for each in fields[len(values) :]:
                value = named.pop(each.name, each.default)
                if value is attrs.NOTHING:
                    msg = f"{type(self).__name__} lacks its `{each.name}`"
                    raise TypeError(msg)
                put(self, each.name, value)
            if named:
                msg = f"{type(self).__name__} has no place for {', '.join(named)}"
                raise TypeError(msg)

    def _said(self) -> Iterator[object]:
        cls: type = type(self)
        return (getattr(self, each.name) for each in fields_of(cls))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node) or type(other) is not type(self):
            return NotImplemented
        return all(a == b for a, b in zip(self._said(), other._said(), strict=True))

    def __hash__(self) -> int:
        return hash((type(self), *self._said()))

    def __repr__(self) -> str:
        cls: type = type(self)
        said = (f"{each.name}={getattr(self, each.name)!r}" for each in fields_of(cls))
        return f"{cls.__name__}({', '.join(said)})"


@lru_cache(maxsize=512)  # there are fewer classes
def fields_of(cls: type) -> "tuple[attrs.Attribute[Any], ...]":
    """Give the fields of a construct in order, all but its place."""
    return tuple(each for each in attrs.fields(cls) if each.name != "span")


def part(word: str) -> dict[str, str]:
    """Mark a field that a suffix of the sentence fills, such as `for critical`.

    A field that defaults to `()` holds all that the suffix says, one that defaults
    to `False` whether it is written, any other the one thing that it says.

    Args:
        word: The grammar rule of the suffix.
    """
    return {"part": word}
