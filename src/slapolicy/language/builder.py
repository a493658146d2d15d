"""From a grammar rule and what stands in it to the class of `syntax` of that name.

It knows nothing of lark: the parser walks its tree and calls `leaf` and `node`.
"""

import re
from collections.abc import Sequence
from typing import Any

from slapolicy.language import syntax
from slapolicy.language.filling import Fill, Leaf, Part, fill_of, leaf_of
from slapolicy.language.syntax.node import PARTS
from slapolicy.language.words import date_of, seconds_of
from slapolicy.source import Span

_text, _percent = leaf_of(syntax.Text), leaf_of(syntax.Percent)
_seconds, _minutes = leaf_of(syntax.TimeOfDay), leaf_of(syntax.Offset)
_yes_no, _day = leaf_of(syntax.YesNo), leaf_of(syntax.Date)


def _time(text: str, *where: Any) -> Any:
    seconds = seconds_of(text)
    return None if seconds is None else _seconds(seconds, *where)


def _offset(text: str, *where: Any) -> Any:
    sign = -1 if text[3] == "-" else 1
    minutes = int(text[4:6]) * 60 + int(text[7:9])
    return _minutes(sign * minutes, *where)


def _date(text: str, *where: Any) -> Any:
    date = date_of(text)
    return None if date is None else _day(date, *where)


_NAME = leaf_of(syntax.Name)
LEAVES: dict[str, Leaf] = {
    "NAME": _NAME,
    **dict.fromkeys(("SEVERITY", "PLAN", "ADDON", "CLAUSE", "SERVICE"), _NAME),
    **dict.fromkeys(("HOLIDAYS", "MET", "OPEN", "CLOSED", "RESOLVED"), _NAME),
    "STRING": lambda text, *where: _text(text[1:-1], *where),
    "ID": leaf_of(syntax.ClauseId),
    "NUMBER": leaf_of(syntax.Number),
    "PERCENT": lambda text, *where: _percent(text[:-1], *where),
    "YES": lambda _, *where: _yes_no(True, *where),
    "NO": lambda _, *where: _yes_no(False, *where),
    "DATE": _date,
    "TIME": _time,
    "ZONE": leaf_of(syntax.ZoneName),
    "OFFSET": _offset,
    "REGION": leaf_of(syntax.Region),
    "CURRENCY": leaf_of(syntax.Currency),
    "LANG": leaf_of(syntax.LanguageTag),
    "DAY": leaf_of(syntax.Weekday),
    "MONTH": leaf_of(syntax.Month),
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


_MADE: dict[str, type] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): item
    for name, item in vars(syntax).items()
    if isinstance(item, type) and issubclass(item, syntax.Node)
}
"""The classes by the rules that they are made of."""


def kind_of(rule: str) -> str:
    """Tell what a grammar rule makes: `words`, `part`, `class` or `list`."""
    if rule in _WORDS:
        return "words"
    if rule in PARTS:
        return "part"
    return "class" if rule in _MADE else "list"


def leaf(kind: str, text: str, span: Span) -> syntax.Node | str:
    """Make the node of a terminal, or give back the text of a mere word."""
    make = LEAVES.get(kind)
    if make is None:
        return text
    made: syntax.Node | None = make(text, span.source, span.start, span.end)
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
        said = [str(word) for word in children]
        return _word(said, span.source, span.start, span.end)
    items = tuple(child for child in children if not isinstance(child, str))
    if rule in PARTS:
        return Part(rule, items)
    cls = _MADE.get(rule)
    if cls is None:
        return items
    return fill_of(cls)(items, span.source, span.start, span.end)


def maker(rule: str) -> Fill:
    """Give what makes what a rule stands for, as `node` does, only quicker.

    It is given no mere words, unless the rule is a choice between them.
    """
    if rule in _WORDS:
        return _word
    if rule in PARTS:
        return lambda items, *_: Part(rule, tuple(items))
    cls: Any = _MADE.get(rule)
    if cls is None:
        return lambda items, *_: tuple(items)
    return fill_of(cls)


_made_word = leaf_of(syntax.Word)


def _word(said: Sequence[str], *where: Any) -> Any:
    text = re.sub(r"\s+", " ", " ".join(said))
    return _made_word(_PLURALS.get(text, text), *where)
