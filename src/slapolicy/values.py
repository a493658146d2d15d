"""Frozen values as attrs makes them, whose comparison is written when it is asked for.

Of most classes no two values are ever compared, hashed or printed in a run, while
attrs would write and compile how that is done for each of them at every start.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["frozen"]

_LATER = ("__eq__", "__hash__", "__repr__")

if TYPE_CHECKING:  # a checker knows what attrs makes
    from attrs import frozen
else:

    def frozen(cls: type | None = None, **options: object) -> Any:
        """Make a frozen class, as `attrs.frozen` does; take the same options."""
        if cls is None:
            return lambda each: frozen(each, **options)
        if not options.keys() <= {"kw_only"}:
            return attrs.frozen(cls, **options)
        own = [name for name in _LATER if name in vars(cls)]
        if own:
            return attrs.frozen(cls, **options)
        made = attrs.frozen(cls, eq=False, repr=False, **options)
        for name in _LATER:
            setattr(made, name, _later(made, name))
        return made


def _later(cls: type, name: str) -> Callable[..., Any]:
    """Give a method that has all three written, and then does as they say."""

    def method(*given: object) -> object:
        _write(cls)
        return vars(cls)[name](*given)

    return method


def _write(cls: type) -> None:
    """Let attrs write how values are compared, hashed and printed."""
    fields = {
        each.name: attrs.field(eq=each.eq_key or each.eq, repr=each.repr)
        for each in attrs.fields(cls)
    }
    twin = attrs.make_class(cls.__name__, fields, frozen=True, init=False)
    for name in _LATER:
        setattr(cls, name, vars(twin)[name])
