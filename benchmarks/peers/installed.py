"""Whether a peer is installed: none is needed to use slapolicy, or to test it."""

from importlib import import_module
from typing import Any

from benchmarks.contest import Missing

HOW = "not installed; `pip install '.[bench]'` brings it"


def find(name: str, module: str, *more: str) -> Any:
    """Give a module of a peer, or say that it is missing.

    Args:
        name: What the peer is called.
        module: The module to give.
        more: Others that it needs.
    """
    try:
        for each in more:
            import_module(each)
        return import_module(module)
    except ImportError:
        return Missing(name, HOW)
