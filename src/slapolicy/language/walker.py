"""Every node of a tree, in the order of the text; what they say is not asked."""

from collections.abc import Iterator
from functools import lru_cache

import attrs

from slapolicy.language.syntax import Node


def walk(node: Node) -> Iterator[Node]:
    """Give a node and all that stand in it, without recursion, in order."""
    waiting: list[object] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple):
            waiting.extend(reversed(item))
        elif isinstance(item, Node):
            yield item
            cls: type = type(item)
            waiting.extend([getattr(item, name) for name in _from_the_last(cls)])


def parts_of(cls: type) -> tuple[str, ...]:
    """Give the names of what may stand in a node of a class, in order."""
    return tuple(each.name for each in attrs.fields(cls) if each.name != "span")


@lru_cache(maxsize=512)  # there are fewer classes
def _from_the_last(cls: type) -> tuple[str, ...]:
    return parts_of(cls)[::-1]
