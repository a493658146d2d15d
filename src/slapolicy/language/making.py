"""What the rules of the grammar make where they end: nodes, or all that was written.

How a node is filled is said in `builder`, which rule ends where in `automaton`.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from slapolicy.language import builder
from slapolicy.language.automaton import Automaton, Make, Step
from slapolicy.language.concrete import Branch, Word
from slapolicy.language.filling import Leaf
from slapolicy.language.parse_tables import Rule, Symbol, shipped
from slapolicy.source import Source

Pick = tuple[int, bool]
"""The place of something in a rule, and whether it melts into it."""
Gather = Callable[[list[Any]], Sequence[Any]]


@cache
def nodes() -> Automaton:
    """Give what reads a text as nodes of `syntax`."""
    return Automaton(shipped(), builder.LEAVES, _node_step)


@cache
def branches() -> Automaton:
    """Give what reads a text with all its words, in their grammar rules."""
    tables = shipped()
    leaves = {name: _word(name) for name, *_ in tables["terminals"]}
    return Automaton(tables, leaves, _branch_step)


def _node_step(rule: Rule) -> Step:
    origin, _, keeps, _, symbols = rule
    assert keeps is (builder.kind_of(origin) == "words")
    picked = [
        (place, melts)
        for place, (name, kind, melts) in enumerate(_inside(symbols))
        if keeps or kind == "rule" or (kind == "kept" and name in builder.LEAVES)
    ]
    return _step(rule, picked, builder.maker(origin))


def _branch_step(rule: Rule) -> Step:
    origin, *_, symbols = rule

    def make(inside: Any, _: Source, __: int, ___: int) -> object:
        return Branch(origin, tuple(inside))

    picked = [(place, melts) for place, (_, _, melts) in enumerate(_inside(symbols))]
    return _step(rule, picked, make)


def _inside(symbols: Sequence[Symbol]) -> Iterator[tuple[str, str, bool]]:
    """Give what stands in a rule: its name, its kind, and whether it melts into it."""
    for name, kind in symbols:
        yield name, kind, kind == "rule" and name.startswith("_")


def _word(kind: str) -> Leaf:
    return lambda _, __, start, end: Word(kind, start, end)


def _step(rule: Rule, picked: Sequence[Pick], make: Make) -> Step:
    """Give what happens where a rule ends: `_` rules melt into the one around them."""
    origin, _, _, gives_way, symbols = rule
    size = len(symbols)
    gather = _gathering(picked)
    if origin.startswith("_"):
        return size, origin, _melting(picked, gather)
    if gives_way and [melts for _, melts in picked] == [False]:
        ((place, _),) = picked
        alone = None if size == 1 else lambda inside, _, __, ___: inside[place]
        return size, origin, alone

    def gathered(inside: Any, source: Source, start: int, end: int) -> object:
        found = gather(inside)
        if gives_way and len(found) == 1:
            return found[0]
        return make(found, source, start, end)

    return size, origin, gathered


def _gathering(picked: Sequence[Pick]) -> Gather:
    """Give what takes the things that count out of all that stand in a rule."""
    places = [place for place, _ in picked]
    if any(melts for _, melts in picked):
        return _spreading(picked)
    if len(places) > 1:
        return itemgetter(*places)
    if places:
        (only,) = places
        return lambda inside: (inside[only],)
    return lambda _: ()


def _spreading(picked: Sequence[Pick]) -> Gather:
    def spread(inside: list[Any]) -> list[Any]:
        found: list[Any] = []
        for place, melts in picked:
            if melts:
                found += inside[place]
            else:
                found.append(inside[place])
        return found

    return spread


def _melting(picked: Sequence[Pick], gather: Gather) -> Make:
    """Give what makes the list of a `_` rule; what is repeated grows in place.

    INVARIANT: a list stands in one place alone, so that it may grow.
    """
    (first, melts), *others = picked or [(0, False)]
    if not melts:
        return lambda inside, _, __, ___: list(gather(inside))

    def grow(inside: list[Any], _: Source, __: int, ___: int) -> object:
        found: list[Any] = inside[first]
        for place, melts in others:
            if melts:
                found += inside[place]
            else:
                found.append(inside[place])
        return found

    return grow
