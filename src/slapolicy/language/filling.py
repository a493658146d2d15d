"""How a node is made of what stands in its sentence: each thing goes to its place.

The quick way past the constructors: a node is frozen as soon as somebody else has it.
What a rule makes is said in `builder`.
"""

import typing
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import attrs

from slapolicy.language.syntax.node import Node, fields_of
from slapolicy.source import Source
from slapolicy.values import frozen


@frozen
class Part:
    """What a suffix of a sentence says, such as `for critical`."""

    word: str
    items: tuple[object, ...]


Fill = Callable[[Sequence[Any], Source, int, int], Any]
"""Makes a node of what stands in it, in order, from where to where."""
_Put = Callable[[object, object], None]
_new = object.__new__


def _put(cls: type, name: str) -> _Put:
    """Give what puts a value into a slot, frozen or not."""
    slot: Any = next(vars(each)[name] for each in cls.__mro__ if name in vars(each))
    put: _Put = slot.__set__
    return put


_put_source, _put_start, _put_end = (
    _put(Node, name) for name in ("_source", "_start", "_end")
)
Leaf = Callable[[Any, Source, int, int], Any]
"""Makes a node of one value, from where to where; `None` if there is no such thing."""


@lru_cache(maxsize=512)  # there are fewer classes
def leaf_of(cls: type) -> Leaf:
    """Give what makes a node of one value."""
    (only,) = cls.__annotations__
    put = _put(cls, only)

    def make(value: object, source: Source, start: int, end: int) -> object:
        node: Any = _new(cls)
        _put_source(node, source)
        _put_start(node, start)
        _put_end(node, end)
        put(node, value)
        return node

    return make


@lru_cache(maxsize=512)  # there are fewer classes
def fill_of(cls: type) -> Fill:
    """Give what makes a node of a class.

    Parts go to the places that bear their words; the rest in order, one thing to each
    place; a place for many takes all that those after it do not need.
    """
    fields = fields_of(cls)
    puts = [_put(cls, each.name) for each in fields]
    defaults = [each.default for each in fields]
    own = [number for number, each in enumerate(fields) if "part" not in each.metadata]
    if len(own) == len(fields) and not any(_is_tuple(each.type) for each in fields):
        return _plain(cls, puts, defaults)
    parts = {
        each.metadata["part"]: (number, each.default == ())
        for number, each in enumerate(fields)
        if "part" in each.metadata
    }
    needed = [each.default is attrs.NOTHING for each in fields]
    places = [
        (number, _is_tuple(fields[number].type), sum(needed[each] for each in own[at:]))
        for at, number in enumerate(own, start=1)
    ]

    def fill(items: Sequence[Any], source: Source, start: int, end: int) -> object:
        values: list[Any] = defaults.copy()
        plain: list[Any] = []
        for item in items:
            if type(item) is Part:
                number, is_many = parts[item.word]
                values[number] = _said(item, is_many=is_many)
            else:
                plain.append(item)
        at, count = 0, len(plain)
        for number, is_tuple, later in places:
            if is_tuple and not (at < count and type(plain[at]) is tuple):
                until = max(at, count - later)
                values[number] = tuple(plain[at:until])
                at = until
            elif at < count:
                values[number] = plain[at]
                at += 1
        assert at == count, f"{cls.__name__} has no place for {plain[at:]}"
        node: Any = _new(cls)
        _put_source(node, source)
        _put_start(node, start)
        _put_end(node, end)
        for put, value in zip(puts, values, strict=True):
            put(node, value)
        return node

    return fill


def _plain(cls: type, puts: list[_Put], defaults: list[object]) -> Fill:
    def fill(items: Sequence[Any], source: Source, start: int, end: int) -> object:
        node: Any = _new(cls)
        _put_source(node, source)
        _put_start(node, start)
        _put_end(node, end)
        for put, item in zip(puts, items, strict=False):
            put(node, item)
        for number in range(len(items), len(puts)):
            puts[number](node, defaults[number])
        return node

    return fill


def _is_tuple(kind: object) -> bool:
    if isinstance(kind, str):
        return kind.startswith("tuple[")
    return typing.get_origin(kind) is tuple


def _said(part: Part, *, is_many: bool) -> object:
    items = part.items
    if is_many:
        first = items[0] if len(items) == 1 else None
        return first if isinstance(first, tuple) else items
    return items[0] if items else True
