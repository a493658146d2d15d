"""Every node of a tree, in the order of the text; what they say is not asked."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any

from slapolicy.language.syntax.node import Node, fields_of

_PLAIN = (str, int, bool, dt.date)
"""Types of fields in which no node stands."""


def walk(node: Node) -> Iterator[Node]:
    """Give a node and all that stand in it, without recursion, in order."""
    waiting: list[object] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple):
            waiting += item[::-1]
        elif isinstance(item, Node):
            yield item
            cls: type = type(item)
            waiting += _from_the_last(cls)(item)


def parts_of(cls: type) -> tuple[str, ...]:
    """Give the names of what may stand in a node of a class, in order."""
    return tuple(each.name for each in fields_of(cls) if each.type not in _PLAIN)


@lru_cache(maxsize=512)  # there are fewer classes
def _from_the_last(cls: type) -> Callable[[Node], tuple[Any, ...]]:
    names = parts_of(cls)[::-1]
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        get = attrgetter(*names)
        return lambda node: (get(node),)
    return lambda _: ()
