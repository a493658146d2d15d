"""How many of one kind a text may have: rules, calendars, columns, hours of a day.

The sizes of the file, of lines and of words are looked at in `reader`, before parsing.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import get_args

from slapolicy.finding import Finding
from slapolicy.language import syntax
from slapolicy.language.walker import parts_of, walk

MAX_RULES = 20_000
MAX_CALENDARS = 64
MAX_COLUMNS = 256
MAX_ITEMS = 10_000
MAX_CONDITIONS = 64
MAX_SPANS = 12

_RULES = tuple(set(get_args(syntax.Statement)) - set(get_args(syntax.Definition)))
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


def size_findings(tree: syntax.Document) -> tuple[Finding, ...]:
    """Find what there is too much of; such a text is not looked at further."""
    found: list[Finding] = []
    rules: list[syntax.Node] = []
    calendars: list[syntax.Node] = []
    for node in walk(tree):
        if isinstance(node, syntax.Calendar):
            calendars.append(node)
        elif isinstance(node, _RULES):
            rules.append(node)
        elif isinstance(node, _ROWS):
            rules += (cell for cell in node.cells if not isinstance(cell, syntax.Dash))
        if not isinstance(node, _SEVERAL):
            for name, value in _parts(node):
                if isinstance(value, tuple):
                    found += _many(value, *_LISTS.get(name, _LIST))
                elif isinstance(value, _SEVERAL):
                    asked = [each for each in walk(value) if not _is_part(each)]
                    hint = "give parts names with `term`"
                    found += _many(asked, MAX_CONDITIONS, "questions in one rule", hint)
    hint = "split the policy, or say more with fewer rules"
    found += _many(rules, MAX_RULES, "rules and cells of tables", hint)
    found += _many(calendars, MAX_CALENDARS, "calendars", "join those that are alike")
    return tuple(found)


def _is_part(node: syntax.Node) -> bool:
    return not isinstance(node, get_args(syntax.Comparison))


def _parts(node: syntax.Node) -> Iterator[tuple[str, object]]:
    """Give the parts of a node that may be a list or a condition, by name."""
    cls: type = type(node)
    return ((name, getattr(node, name)) for name in _asked(cls))


@lru_cache(maxsize=512)  # there are fewer classes
def _asked(cls: type) -> tuple[str, ...]:
    return tuple(name for name in parts_of(cls) if name not in _LINES)


def _many(
    nodes: Sequence[syntax.Node], most: int, what: str, hint: str
) -> Iterator[Finding]:
    if len(nodes) > most:
        message = f"{len(nodes):,} {what} are too many; {most:,} are allowed"
        yield Finding("SLA121", message, nodes[most].span, hint=hint)
