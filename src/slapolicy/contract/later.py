"""Values of which some parts are filled in when they are first asked for.

A part that was not set yet is asked of `_rest`, and kept. Which values are made so, and
why, is said in `compiled`; whoever reads one sees no difference.
"""

from collections.abc import Callable
from typing import Any

Rest = Callable[[Any, str], Any]
"""Gives a part of a value by its name; KeyError if it has no such part."""
Setter = Callable[[Any, Any], None]


def fill(value: Any, name: str) -> Any:
    """Give a part that is not there yet (as `__getattr__` of a class with `_rest`)."""
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


def setters(kind: type, *names: str) -> tuple[Setter, ...]:
    """Give what sets each part of a new value of a frozen class."""
    return tuple(getattr(kind, name).__set__ for name in names)
