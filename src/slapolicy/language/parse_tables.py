"""The tables by which texts are parsed, as lark makes them, in plain data.

They stand in `slapolicy.tables.json`, of the grammar, by
`python tests/parse_tables.py --write`. How they are made is said in `grammar`, how they
are run in `automaton`.
"""

import json
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import TypedDict

Terminal = tuple[str, str, str, int]
"""Its name, `re` or `str`, what it looks like, and its rank among those that match."""
Symbol = tuple[str, str]
"""Its name, and `rule`, `kept` or `word`: words are left out of what is made."""
Rule = tuple[str, int, bool, bool, list[Symbol]]
"""What it makes, its place among those, whether it keeps words, whether it makes way
for the only thing in it, and what stands in it."""
State = tuple[list[int], list[int]]
"""In pairs: a symbol and the state after it; a rule that ends there and a lookahead."""


class Tables(TypedDict):
    """Everything that lark found out about the grammar.

    Symbols are numbered by `symbols`, rules by `rules`; `starts` and `ends` are the
    first and the last state of each start symbol.
    """

    lark: str
    terminals: list[Terminal]
    ignored: list[str]
    rules: list[Rule]
    symbols: list[str]
    lookaheads: list[list[int]]
    states: list[State]
    starts: dict[str, int]
    ends: dict[str, int]


PLACE = "slapolicy.tables.json"


@cache
def shipped() -> Tables:
    """Read the tables of the package."""
    data = pkgutil.get_data("slapolicy.language", PLACE)
    assert data is not None
    found: Tables = json.loads(data)
    return found


def in_pairs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Give two numbers at a time."""
    each = iter(numbers)
    return zip(each, each, strict=True)
