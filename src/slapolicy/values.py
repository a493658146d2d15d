"""Frozen values as attrs makes them, written when they are first asked for.

Of most classes no value is ever made in a run, and of fewer still are two compared,
while attrs would write and compile how all that is done for each at every start. Itself
it is loaded with the first value.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

__all__ = ["field", "frozen"]

_ALWAYS = ("__attrs_attrs__", "__match_args__", "__getstate__", "__setstate__")
_MAKING = ("__init__",)
_COMPARING = ("__eq__", "__hash__")
_PRINTING = ("__repr__",)
_WRITTEN = frozenset((*_ALWAYS, *_MAKING, *_COMPARING, *_PRINTING))

if TYPE_CHECKING:  # a checker knows what attrs makes
    from attrs import field, frozen
else:

    def field(**options: object) -> Any:
        """Describe a field of a class that `frozen` makes, as `attrs.field` does."""
        return _Field(options)

    def frozen(cls: type | None = None, **options: bool) -> Any:
        """Make a frozen class, as `attrs.frozen` does; take the same options."""
        if cls is None:
            return lambda each: frozen(each, **options)
        if not _can_wait(cls, options):
            return _by_attrs(cls, options)
        return _slotted(cls, options)


class _Field:
    """What is said of a field, kept until attrs writes its class."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options


def _can_wait(cls: type, options: Mapping[str, bool]) -> bool:
    """Whether nothing about a class is out of the ordinary."""
    own = vars(cls)
    return (
        options.keys() <= {"eq", "init", "kw_only", "repr"}
        and _WRITTEN.isdisjoint(own)
        and not issubclass(cls, BaseException)
        and not any(isinstance(each, cached_property) for each in own.values())
    )


def _by_attrs(cls: type, options: Mapping[str, bool]) -> type:
    import attrs  # slow

    for name, each in list(vars(cls).items()):
        if isinstance(each, _Field):
            setattr(cls, name, attrs.field(**each.options))
    making: Any = attrs.frozen
    written: type = making(cls, **options)
    return written


def _slotted(cls: type, options: Mapping[str, bool]) -> type:
    """Make a class anew, with slots for its fields; the rest is written later."""
    bases = [vars(each) for each in cls.__mro__[1:-1]]
    taken = {name for each in bases for name in each.get("__slots__", ())}
    named = [name for name, kind in cls.__annotations__.items() if _is_field(kind)]
    slots = [name for name in named if name not in taken]
    if not any("__weakref__" in each for each in bases):
        slots.append("__weakref__")
    left_out = {"__dict__", "__weakref__", *taken, *named}
    body = {name: each for name, each in vars(cls).items() if name not in left_out}
    body["__slots__"] = tuple(slots)
    body["__qualname__"] = cls.__qualname__
    body["__setattr__"] = body["__delattr__"] = _refuse
    body |= _written_later(cls, options)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    _hand_over(cls, made)
    return made


def _is_field(kind: object) -> bool:
    if isinstance(kind, str):
        return "ClassVar" not in kind
    return getattr(kind, "__origin__", kind) is not ClassVar


def _refuse(_: object, *__: object) -> NoReturn:
    from attrs.exceptions import FrozenInstanceError

    raise FrozenInstanceError


def _written_later(cls: type, options: Mapping[str, bool]) -> dict[str, object]:
    """Stand for what makes values; and apart, for what compares and prints them."""
    is_asked = {"init": True, "eq": True, "repr": True, **options}
    makes = (*_ALWAYS, *(_MAKING if is_asked["init"] else ()))
    tells = (
        *(_COMPARING if is_asked["eq"] else ()),
        *(_PRINTING if is_asked["repr"] else ()),
    )
    to_make = {**options, "eq": False, "repr": False}
    to_tell = {**options, "init": False}
    return {
        **{name: _Later(cls, makes, to_make) for name in makes},
        **{name: _Later(cls, tells, to_tell) for name in tells},
    }


class _Later:
    """Stands in a class for what attrs has not written yet, and the names beside it."""

    def __init__(
        self, source: type, names: Sequence[str], options: Mapping[str, bool]
    ) -> None:
        self._source, self._names, self._options = source, names, options

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, value: object, cls: type) -> object:
        written = vars(_by_attrs(self._source, self._options))
        for name in self._names:
            setattr(self._owner, name, written[name])
        return getattr(cls if value is None else value, self._name)


def _hand_over(cls: type, made: type) -> None:
    """Let methods that say `super()` mean the class that was made of theirs."""
    for each in vars(cls).values():
        method = getattr(each, "__func__", getattr(each, "fget", each))
        code = getattr(method, "__code__", None)
        if code is not None and "__class__" in code.co_freevars:
            cell = method.__closure__[code.co_freevars.index("__class__")]
            cell.cell_contents = made
