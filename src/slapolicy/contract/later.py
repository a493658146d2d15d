"""Values of which some parts are filled in when they are first asked for.

A part that was not set yet is asked of `_rest`, and kept. Which values are made so, and
why, is said in `compiled`; whoever reads one sees no difference.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

Rest = Callable[[Any, str], Any]
"""Gives a part of a value by its name; KeyError if it has no such part."""


def fill(value: Any, name: str) -> Any:
    """Give a part that is not there yet."""
    rest: Rest | None = object.__getattribute__(value, "_rest")
    if rest is not None:
        try:
            found = rest(value, name)
        except KeyError:
            pass
        else:
            object.__setattr__(value, name, found)
            return found
    return object.__getattribute__(value, name)


class Later:
    """A frozen value with a `_rest`, which gives the parts that are not there yet."""

    __slots__ = ("__weakref__",)

    if not TYPE_CHECKING:
        __getattr__ = fill


def open_twin(kind: type[Later]) -> Any:
    """Give a class laid out as a frozen one, whose values can still be written.

    To say `value.__class__ = kind` turns such a value into a frozen one. That takes a
    fifth of the time of setting its parts from outside.
    """
    writes = ("__init__", "__setattr__", "__delattr__")
    plainly = {name: getattr(object, name) for name in writes}
    return type(kind.__name__, (kind,), {"__slots__": (), **plainly})
