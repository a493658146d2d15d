"""What the vocabularies beside a text declare."""

from functools import lru_cache

from slapolicy.contract.resolver import Loader, Refused
from slapolicy.contract.resolver.collector import Declared, declared
from slapolicy.language import syntax
from slapolicy.language.parser import parse
from slapolicy.source import Source


@lru_cache(maxsize=32)
def tree_of(source: Source) -> syntax.Document:
    """Give the tree of a text from which names are imported."""
    return parse(source).tree


def names_in(file: str, loader: Loader | None) -> tuple[Declared, ...]:
    """Give what a vocabulary declares; nothing if it is not to be had."""
    if loader is None:
        return ()
    try:
        tree = tree_of(loader(file))
    except Refused:
        return ()
    return tuple(made for each in tree.declarations if (made := declared(each)))
