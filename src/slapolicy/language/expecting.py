"""What the grammar takes at the end of a stretch of text, and after that.

Nothing is made of the text. Lexemes are told apart as lark does it: the first terminal,
in the order of the tables, that may stand there.
"""

import re
from collections.abc import Mapping
from functools import cache

from slapolicy.language.failure import END
from slapolicy.language.parse_tables import Tables, in_pairs, shipped
from slapolicy.language.words import reserved
from slapolicy.values import frozen

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")


class _Grammar:
    """The tables, as far as they say what may stand where."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._rows: dict[int, Mapping[str, int]] = {}
        self.rules = [(len(symbols), origin) for origin, *_, symbols in tables["rules"]]
        self.terminals = [
            (name, re.compile(re.escape(look) if kind == "str" else look))
            for name, kind, look, _ in tables["terminals"]
            if name not in tables["ignored"]
        ]
        self.names = frozenset(name for name, _ in self.terminals)

    def row(self, state: int) -> Mapping[str, int]:
        """Give the state after each symbol, or `~` of the rule that it ends."""
        if state not in self._rows:
            symbols = self._tables["symbols"]
            steps, ends = self._tables["states"][state]
            row = {symbols[symbol]: to for symbol, to in in_pairs(steps)}
            for rule, lookahead in in_pairs(ends):
                names = self._tables["lookaheads"][lookahead]
                row.update((symbols[each], ~rule) for each in names)
            self._rows[state] = row
        return self._rows[state]

    def start(self, symbol: str) -> "Standing":
        return Standing((self._tables["starts"][symbol],), self._tables["ends"][symbol])

    def lexeme(self, text: str, at: int, row: Mapping[str, int]) -> tuple[str, int]:
        """Give the terminal of what stands at a place, and where it ends."""
        for name, pattern in self.terminals:
            is_name = name == "NAME"
            match = pattern.match(text, at) if is_name or name in row else None
            if match is None:
                continue
            kind = reserved().get(match[0], name) if is_name else name
            if kind in row:
                return kind, match.end()
        return "", at


@cache
def _grammar() -> _Grammar:
    return _Grammar(shipped())


@frozen
class Standing:
    """How far a text was read: what is open, and may go on."""

    _states: tuple[int, ...]
    _final: int

    @property
    def state(self) -> int:
        """The state in which it is."""
        return self._states[-1]

    def after(self, kind: str) -> "Standing | None":
        """Give how it stands after one more terminal, if that may stand there."""
        grammar = _grammar()
        states = list(self._states)
        while (act := grammar.row(states[-1]).get(kind)) is not None:
            if act >= 0:
                return Standing((*states, act), self._final)
            size, origin = grammar.rules[~act]
            if size:
                del states[-size:]
            to = grammar.row(states[-1])[origin]
            if kind == END and to == self._final:
                return self
            states.append(to)
        return None

    @property
    def accepts(self) -> frozenset[str]:
        """Which terminals may stand next; `END` if it may end here."""
        grammar = _grammar()
        row = grammar.row(self._states[-1])
        kinds = {*row} & {*grammar.names, END}
        return frozenset(kind for kind in kinds if self.after(kind) is not None)


@frozen
class Stopped:
    """Where a text stops making sense."""

    at: int


def standing(text: str, symbol: str) -> Standing | Stopped:
    """Read a text as far as it goes.

    Args:
        text: What is read.
        symbol: A start symbol of the grammar.
    """
    grammar = _grammar()
    found = grammar.start(symbol)
    at = 0
    while True:
        blank = _BLANK.match(text, at)
        at = blank.end() if blank else at
        if at >= len(text):
            return found
        kind, end = grammar.lexeme(text, at, grammar.row(found.state))
        then = found.after(kind)
        if then is None or end == at:
            return Stopped(at)
        found, at = then, end
