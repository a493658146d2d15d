"""Runs the tables of the grammar over a text and makes what it reads as it goes.

It is the quick way: lexemes are told apart without asking what may stand there, and no
tree of words is built first. A text that it does not read, lark reads or refuses
(`grammar`); they never make different things of one text, which a law holds.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from slapolicy.language import words
from slapolicy.language.failure import END
from slapolicy.language.filling import Leaf
from slapolicy.language.parse_tables import Rule, Tables, in_pairs
from slapolicy.source import Source

Make = Callable[[Any, Source, int, int], Any]
"""Makes what a rule stands for from what stands in it, and from where to where."""


Step = tuple[int, str, Make | None]
"""A rule that ends: how much stands in it, its name, and what makes something of it.

Without the latter, the one thing in it stays as it is.
"""


_BLANK = r"[ \t\r\n]*+(?:#[^\n]*+[ \t\r\n]*+)*+"


class _Lexemes:
    """How lexemes look, whatever may stand there.

    INVARIANT: of the terminals that fit at a place, lark takes the first in the order
    of the tables that may stand there. The first of all is that one, if it may.
    """

    def __init__(self, tables: Tables) -> None:
        patterns = {name: pattern for name, _, pattern, _ in tables["terminals"]}
        self.marks: dict[str, str] = {}
        self.reserved = words.reserved()
        self.longer: dict[str, tuple[str, re.Pattern[str]]] = {}
        codes: list[str] = []
        for name, kind, pattern, _ in tables["terminals"]:
            if kind == "str":
                self.marks[pattern] = name
            elif name in (*tables["ignored"], "NAME", "LANG"):
                continue  # blanks, and what is looked for by itself
            elif " " in pattern:
                first = pattern.partition("[")[0]
                self.longer[first] = (name, re.compile(pattern))
            elif not pattern[0].islower():
                codes.append(f"(?P<{name}>{pattern})")
        self.language = re.compile(patterns["LANG"])
        self.word = re.compile(patterns["NAME"])
        mark = "".join(re.escape(each) for each in self.marks)
        plain = (f"(?P<word>{patterns['NAME']})", f"(?P<mark>[{mark}])")
        every = "|".join((*plain, *codes, r"(?P<end>\Z)"))
        self.any = re.compile(f"{_BLANK}(?:{every})")

    def odd(
        self, text: str, begin: int, end: int, row: Mapping[str, int]
    ) -> tuple[str, int]:
        """Give the terminal of a word that is more than one, and where it ends.

        `business days`, `already running`; `pt-BR`, where a language may stand. No
        terminal is given of what is neither, and no plain word.
        """
        word = self.word.match(text, begin, end)
        assert word is not None
        name, pattern = self.longer.get(word[0], ("LANG", self.language))
        if name in row and (match := pattern.match(text, begin, end)):
            return name, match.end()
        kind = self.reserved.get(word[0], "NAME")
        return "" if kind == name else kind, word.end()


@define
class Automaton:
    """The tables, ready to run, with what their lexemes and rules make."""

    tables: Tables
    leaves: Mapping[str, Leaf]
    step_of: Callable[[Rule], Step]
    _lexemes: _Lexemes = field(init=False)
    _rows: list[dict[str, int]] = field(init=False)
    _steps: list[Step | None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._lexemes = _Lexemes(self.tables)
        self._rows = [{} for _ in self.tables["states"]]
        self._steps = [None for _ in self.tables["rules"]]

    def _row(self, state: int) -> dict[str, int]:
        """Give what each symbol does: the state after it, or `~` of the rule it ends.

        It is written out when it is first asked for: a text meets a third of them.
        """
        row = self._rows[state]
        if not row:
            symbols = self.tables["symbols"]
            steps, ends = self.tables["states"][state]
            row = {symbols[symbol]: to for symbol, to in in_pairs(steps)}
            for rule, lookahead in in_pairs(ends):
                names = self.tables["lookaheads"][lookahead]
                row.update((symbols[each], ~rule) for each in names)
            self._rows[state] = row
        return row

    def _step(self, rule: int) -> Step:
        """Give what happens where a rule ends; a text meets a third of these, too."""
        step = self._steps[rule] = self.step_of(self.tables["rules"][rule])
        return step

    def read(self, source: Source, text: str, start: int, end: int, symbol: str) -> Any:
        """Read a stretch of a text by a start symbol; `None` if lark is to be asked.

        Args:
            source: Where the places of what is made point.
            text: What is read; as long as the source's text.
            start: Where the stretch begins.
            end: Where it ends.
            symbol: One of the start symbols of the tables.
        """
        lexemes, leaves = self._lexemes, self.leaves
        lexeme_at, marks, longer = lexemes.any.match, lexemes.marks, lexemes.longer
        rows, row_of, kind_of = self._rows, self._row, lexemes.reserved.get
        steps, step_of = self._steps, self._step
        final, first_state = self.tables["ends"][symbol], self.tables["starts"][symbol]
        states = [first_state]
        values: list[Any] = []
        begins: list[int] = []  # of each value; -1 where nothing stands
        row, last = row_of(first_state), start
        while (match := lexeme_at(text, last, end)) is not None:
            kind = match.lastgroup or ""
            said, (begin, after) = match[kind], match.span(kind)
            if kind == "word":
                kind = kind_of(said, "NAME")
                if said in longer or (kind not in row and "LANG" in row):
                    kind, after = lexemes.odd(text, begin, end, row)
                    said = text[begin:after]
            elif kind == "mark":
                kind = marks[said]
            elif kind == "end":
                kind = END
            act = row.get(kind)
            while act is not None and act < 0:
                size, origin, make = steps[~act] or step_of(~act)
                if make is None:
                    states.pop()
                elif size == 0:
                    values.append(make([], source, start, start))
                    begins.append(-1)
                else:
                    inside, places = values[-size:], begins[-size:]
                    del values[-size:], begins[-size:], states[-size:]
                    here = places[0]
                    if here < 0:
                        here = next((each for each in places if each >= 0), -1)
                    if here < 0:
                        values.append(make(inside, source, start, start))
                    else:
                        values.append(make(inside, source, here, last))
                    begins.append(here)
                state = rows[states[-1]][origin]
                if kind is END and state == final:
                    return values[-1]
                states.append(state)
                row = rows[state] or row_of(state)
                act = row.get(kind)
            if act is None:
                return None
            leaf = leaves.get(kind)
            if leaf is None:
                values.append(said)
            else:
                made = leaf(said, source, begin, after)
                if made is None:
                    return None
                values.append(made)
            begins.append(begin)
            states.append(act)
            row, last = rows[act] or row_of(act), after
        return None
