"""How many of one kind a text may have: rules, calendars, columns, hours of a day.

The sizes of the file, of lines and of words are looked at in `reader`, before parsing.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, get_args, get_origin

from slapolicy.finding import Finding
from slapolicy.language import syntax
from slapolicy.language.syntax.node import fields_of
from slapolicy.language.walker import walk

MAX_RULES = 20_000
MAX_CALENDARS = 64
MAX_COLUMNS = 256
MAX_ITEMS = 10_000
MAX_CONDITIONS = 64
MAX_SPANS = 12

_RULES = frozenset(get_args(syntax.Statement)) - frozenset(get_args(syntax.Definition))
_ROWS = (syntax.PromiseRow, syntax.GrantRow, syntax.SeverityRow)
_SEVERAL = (syntax.AllOf, syntax.AnyOf)
_LINES = frozenset(
    (
        *("declarations", "imports", "statements", "lines", "rows", "cells"),
        *("labels", "steps", "claims", "expects"),
    )
)
"""Fields that hold what stands in a block, which the size of the file bounds."""
_LISTS = {
    "columns": (MAX_COLUMNS, "columns", "make two tables of it"),
    "spans": (MAX_SPANS, "times a day", "join hours that follow each other"),
}
_LIST = (MAX_ITEMS, "names in one list", "make several lines of it")


def size_findings(nodes: Iterable[syntax.Node]) -> tuple[Finding, ...]:
    """Find what there is too much of in a tree; it is not looked at further then."""
    found: list[Finding] = []
    rules: list[syntax.Node] = []
    calendars: list[syntax.Node] = []
    for node in nodes:
        cls: Any = type(node)
        if cls in _RULES:
            rules.append(node)
        elif isinstance(node, syntax.Calendar):
            calendars.append(node)
        elif isinstance(node, _ROWS):
            rules += (cell for cell in node.cells if not isinstance(cell, syntax.Dash))
        for name in _lists(cls):
            if isinstance(value := getattr(node, name), tuple):
                found += _many(value, *_LISTS.get(name, _LIST))
        for name in _conditions(cls):
            if isinstance(condition := getattr(node, name), _SEVERAL):
                asked = [each for each in walk(condition) if not _is_part(each)]
                hint = "give parts names with `term`"
                found += _many(asked, MAX_CONDITIONS, "questions in one rule", hint)
    hint = "split the policy, or say more with fewer rules"
    found += _many(rules, MAX_RULES, "rules and cells of tables", hint)
    found += _many(calendars, MAX_CALENDARS, "calendars", "join those that are alike")
    return tuple(found)


def _is_part(node: syntax.Node) -> bool:
    return not isinstance(node, get_args(syntax.Comparison))


@lru_cache(maxsize=512)  # there are fewer classes
def _lists(cls: Any) -> tuple[str, ...]:
    """Give the fields of a class that may be lists of a bounded length."""
    if issubclass(cls, _SEVERAL):
        return ()
    return tuple(
        each.name
        for each in fields_of(cls)
        if each.name not in _LINES
        and any(get_origin(kind) is tuple for kind in (each.type, *get_args(each.type)))
    )


@lru_cache(maxsize=512)  # there are fewer classes
def _conditions(cls: Any) -> tuple[str, ...]:
    """Give the fields of a class that may be conditions of several parts."""
    if issubclass(cls, _SEVERAL):
        return ()
    several = set(_SEVERAL)
    return tuple(
        each.name for each in fields_of(cls) if several & set(get_args(each.type))
    )


def _many(
    nodes: Sequence[syntax.Node], most: int, what: str, hint: str
) -> Iterator[Finding]:
    if len(nodes) > most:
        message = f"{len(nodes):,} {what} are too many; {most:,} are allowed"
        yield Finding("SLA121", message, nodes[most].span, hint=hint)
