"""From a grammar rule and what stands in it to the class of `syntax` of that name.

It knows nothing of lark: the parser walks its tree and calls `leaf` and `node`.
"""

import re
import typing
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import attrs
from attrs import frozen

from slapolicy.language import syntax
from slapolicy.language.words import date_of, seconds_of
from slapolicy.source import Source, Span


@frozen
class Part:
    """What a suffix of a sentence says, such as `for critical`."""

    word: str
    items: tuple[object, ...]


def _time(text: str, span: Span) -> syntax.TimeOfDay | None:
    seconds = seconds_of(text)
    return None if seconds is None else syntax.TimeOfDay(seconds, span=span)


def _offset(text: str, span: Span) -> syntax.Offset:
    sign = -1 if text[3] == "-" else 1
    minutes = int(text[4:6]) * 60 + int(text[7:9])
    return syntax.Offset(sign * minutes, span=span)


def _date(text: str, span: Span) -> syntax.Date | None:
    date = date_of(text)
    return None if date is None else syntax.Date(date, span=span)


def _plain(
    cls: type, cut: Callable[[str], str] = str
) -> Callable[[str, Span], syntax.Node]:
    def make(text: str, span: Span) -> syntax.Node:
        leaf = cls(cut(text), span=span)
        assert isinstance(leaf, syntax.Node)
        return leaf

    return make


_NAME = _plain(syntax.Name)
LEAVES: dict[str, Callable[[str, Span], syntax.Node | None]] = {
    "NAME": _NAME,
    **dict.fromkeys(("SEVERITY", "PLAN", "ADDON", "CLAUSE", "SERVICE"), _NAME),
    **dict.fromkeys(("HOLIDAYS", "MET", "OPEN", "CLOSED", "RESOLVED"), _NAME),
    "STRING": _plain(syntax.Text, lambda text: text[1:-1]),
    "ID": _plain(syntax.ClauseId),
    "NUMBER": _plain(syntax.Number),
    "PERCENT": _plain(syntax.Percent, lambda text: text[:-1]),
    "YES": lambda _text, span: syntax.YesNo(True, span=span),
    "NO": lambda _text, span: syntax.YesNo(False, span=span),
    "DATE": _date,
    "TIME": _time,
    "ZONE": _plain(syntax.ZoneName),
    "OFFSET": _offset,
    "REGION": _plain(syntax.Region),
    "CURRENCY": _plain(syntax.Currency),
    "LANG": _plain(syntax.LanguageTag),
    "DAY": _plain(syntax.Weekday),
    "MONTH": _plain(syntax.Month),
}
"""How a terminal becomes a leaf. Terminals that are not here are mere words."""

_WORDS = frozenset(
    (
        *("governed", "how_often", "type_word", "period", "next_moment"),
        *("bound", "date_bound", "unit"),
    )
)
"""Rules that are a choice between words of the language."""

_PLURALS = {
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "business day": "business days",
    "calendar day": "calendar days",
}


_CLASSES: dict[str, type] = {
    name: item
    for name, item in vars(syntax).items()
    if isinstance(item, type) and issubclass(item, syntax.Node)
}
_MADE: dict[str, type] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): cls for name, cls in _CLASSES.items()
}
"""The classes by the rules that they are made of."""
_PARTS = frozenset(
    field.metadata["part"]
    for cls in _CLASSES.values()
    for field in attrs.fields(cls)
    if "part" in field.metadata
)


def kind_of(rule: str) -> str:
    """Tell what a grammar rule makes: `words`, `part`, `class` or `list`."""
    if rule in _WORDS:
        return "words"
    if rule in _PARTS:
        return "part"
    return "class" if rule in _MADE else "list"


def leaf(kind: str, text: str, span: Span) -> syntax.Node | str:
    """Make the node of a terminal, or give back the text of a mere word."""
    make = LEAVES.get(kind)
    made = make(text, span) if make else text
    assert made is not None, f"{text} is no {kind}"
    return made


def node(rule: str, children: Sequence[object], span: Span) -> object:
    """Make what a rule stands for from what stands in it.

    Args:
        rule: The name of the grammar rule.
        children: The nodes, parts, tuples and mere words in it, in order.
        span: Where it stands.
    """
    if rule in _WORDS:
        return _word([str(word) for word in children], span)
    items = tuple(child for child in children if not isinstance(child, str))
    if rule in _PARTS:
        return Part(rule, items)
    cls = _MADE.get(rule)
    return items if cls is None else _fill(cls, items, span)


def maker(rule: str) -> Callable[[Sequence[Any], Source, int, int], object]:
    """Give what makes what a rule stands for, as `node` does, only quicker.

    It is given no mere words, unless the rule is a choice between them.
    """
    if rule in _WORDS:
        return lambda said, source, start, end: _word(said, Span(source, start, end))
    if rule in _PARTS:
        return lambda items, *_: Part(rule, tuple(items))
    cls: Any = _MADE.get(rule)
    if cls is None:
        return lambda items, *_: tuple(items)
    parts, own = _fields(cls)
    if not parts and not any(each.is_tuple for each in own):
        return lambda items, source, start, end: cls(
            *items, span=Span(source, start, end)
        )
    return lambda items, source, start, end: _fill(
        cls, tuple(items), Span(source, start, end)
    )


def _word(said: Sequence[str], span: Span) -> syntax.Word:
    text = re.sub(r"\s+", " ", " ".join(said))
    return syntax.Word(_PLURALS.get(text, text), span=span)


@frozen
class _Field:
    """A place of a node: for a part of one word, for all that is left, or for one."""

    name: str
    part: str | None
    is_tuple: bool
    is_needed: bool
    is_many: bool


@lru_cache(maxsize=512)  # there are fewer classes
def _fields(cls: type) -> tuple[dict[str, _Field], tuple[_Field, ...]]:
    """Give the places of a class: those for parts by their words, and the others."""
    found = [
        _Field(
            name=each.name,
            part=each.metadata.get("part"),
            is_tuple=_is_tuple(each.type),
            is_needed=each.default is attrs.NOTHING,
            is_many=each.default == (),
        )
        for each in attrs.fields(cls)
        if each.name != "span"
    ]
    parts = {each.part: each for each in found if each.part is not None}
    return parts, tuple(each for each in found if each.part is None)


def _is_tuple(kind: object) -> bool:
    if isinstance(kind, str):
        return kind.startswith("tuple[")
    return typing.get_origin(kind) is tuple


def _fill(cls: type, items: tuple[object, ...], span: Span) -> object:
    plain = [item for item in items if not isinstance(item, Part)]
    values: dict[str, object] = {"span": span}
    parts, own = _fields(cls)
    for item in items:
        if isinstance(item, Part):
            place = parts[item.word]
            values[place.name] = _part_value(item, many=place.is_many)
    for position, field in enumerate(own):
        if field.is_tuple and not (plain and isinstance(plain[0], tuple)):
            later = sum(each.is_needed for each in own[position + 1 :])
            count = len(plain) - later
            values[field.name] = tuple(plain[:count])
            del plain[:count]
        elif plain:
            values[field.name] = plain.pop(0)
    assert not plain, f"{cls.__name__} has no place for {plain}"
    return cls(**values)


def _part_value(part: Part, *, many: bool) -> object:
    items = part.items
    if many:
        first = items[0] if len(items) == 1 else None
        return first if isinstance(first, tuple) else items
    return items[0] if items else True
