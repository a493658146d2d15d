"""What every node of the tree has, and how its fields are filled from a sentence.

The constructs themselves stand in the other files of this folder.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from slapolicy.source import Span, span_of
from slapolicy.values import frozen

__all__ = ["PARTS", "Node", "construct", "fields_of", "part"]

PARTS: set[str] = set()
"""The grammar rules that are suffixes of sentences; `part` adds each as it is named."""

if TYPE_CHECKING:  # a checker knows the arguments of each construct by itself
    from attrs import frozen as construct

    @attrs.frozen
    class Node:
        """Anything that was written somewhere."""

        span: Span = attrs.field(kw_only=True, eq=False, repr=False)

else:

    def construct(cls: type) -> type:
        """Make a construct of a class, as `attrs.frozen` does.

        What attrs would write and compile for each class by itself, two hundred times
        at every start, `Node` has once for all.
        """
        return frozen(init=False, eq=False, repr=False)(cls)

    class Node:
        """Anything that was written somewhere; two nodes are equal wherever they stand.

        Where it stands is kept as numbers: a text has many nodes, and few of their
        spans are ever asked for.
        """

        __slots__ = ("_end", "_source", "_start")

        def __init__(self, *values: object, span: Span, **named: object) -> None:
            """Fill the fields in their order or by their names."""
            put = object.__setattr__
            put(self, "_source", span.source)
            put(self, "_start", span.start)
            put(self, "_end", span.end)
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

        @property
        def span(self) -> Span:
            """Where it stands."""
            return span_of(self._source, self._start, self._end)

        def _said(self) -> Iterator[object]:
            return (getattr(self, each.name) for each in fields_of(type(self)))

        def __eq__(self, other: object) -> bool:
            if not isinstance(other, Node) or type(other) is not type(self):
                return NotImplemented
            pairs = zip(self._said(), other._said(), strict=True)
            return all(mine == theirs for mine, theirs in pairs)

        def __hash__(self) -> int:
            return hash((type(self), *self._said()))

        def __repr__(self) -> str:
            fields = fields_of(type(self))
            said = (f"{each.name}={getattr(self, each.name)!r}" for each in fields)
            return f"{type(self).__name__}({', '.join(said)})"


@lru_cache(maxsize=512)  # there are fewer classes
def fields_of(cls: type) -> "tuple[attrs.Attribute[Any], ...]":
    """Give the fields of a construct in order, all but its place."""
    return tuple(attrs.fields(cls)) if attrs.has(cls) else ()


def part(word: str) -> dict[str, str]:
    """Mark a field that a suffix of the sentence fills, such as `for critical`.

    A field that defaults to `()` holds all that the suffix says, one that defaults
    to `False` whether it is written, any other the one thing that it says.

    Args:
        word: The grammar rule of the suffix.
    """
    PARTS.add(word)
    return {"part": word}
