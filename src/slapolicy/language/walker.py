"""Every node of a tree, in the order of the text; what they say is not asked."""

from collections.abc import Iterator

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
            fields = attrs.fields(type(item))
            waiting.extend(
                getattr(item, field.name)
                for field in reversed(fields)
                if field.name != "span"
            )
