"""Texts grown from the grammar: every rule of it can come up, few of them mean much.

The rules are those that the parser itself uses; what a word looks like is taken from
the policies and fixtures. Whether what comes out means anything is not asked.
"""

import re
from functools import cache
from pathlib import Path
from random import Random

from lark.grammar import NonTerminal, Rule, Symbol

from slapolicy.language.grammar.reading import parser

TESTS = Path(__file__).parents[1]
TEXTS = (
    TESTS / "fixtures" / "extras.sla",
    TESTS / "unit" / "language" / "fixtures" / "extras.sla",
    TESTS.parent / "policies" / "liveagent-vip-support.sla",
)
ENDLESS = 10**6
_ENDS = re.compile(r"[\w.%]$")


@cache
def _rules() -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in parser().rules:
        found.setdefault(rule.origin.name, []).append(rule)
    return found


@cache
def _heights() -> dict[str, int]:
    """Give how deep the least tree of each rule is, so that growing can end."""
    heights = dict.fromkeys(_rules(), ENDLESS)
    while True:
        before = dict(heights)
        for name, rules in _rules().items():
            heights[name] = min(1 + _height(rule, heights) for rule in rules)
        if heights == before:
            return heights


def _height(rule: Rule, heights: dict[str, int]) -> int:
    return max((heights.get(each.name, 0) for each in rule.expansion), default=0)


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Give for each terminal what it may look like."""
    texts = "\n".join(path.read_text("utf-8") for path in TEXTS)
    found: dict[str, tuple[str, ...]] = {}
    for terminal in parser().terminals:
        pattern = terminal.pattern
        word = re.fullmatch(r"((?:\w|\\.)+?)(?:\(\?!\\w\))?", pattern.value)
        if pattern.type == "str" or word:
            plain = word[1] if word else pattern.value
            found[terminal.name] = (plain.replace("\\", ""),)
            continue
        seen = {match[0] for match in re.finditer(pattern.to_regexp(), texts)}
        found[terminal.name] = tuple(sorted(seen)[:400]) or ("x",)
    return found


def grow(draw: Random, symbol: str = "document", most: int = 400) -> str:
    """Give a text of about as many words at most.

    Args:
        draw: Where the choices come from.
        symbol: The rule to begin with.
        most: After so many words whatever ends soonest is chosen.
    """
    heights, rules, examples = _heights(), _rules(), words()
    pending: list[Symbol] = [NonTerminal(symbol)]
    said: list[str] = []
    while pending:
        here = pending.pop()
        if here.name not in rules:
            said.append(draw.choice(examples[here.name]))
            continue
        choices = rules[here.name]
        if len(said) + len(pending) > most:
            least = min(_height(each, heights) for each in choices)
            choices = [each for each in choices if _height(each, heights) == least]
        pending.extend(reversed(draw.choice(choices).expansion))
    return _joined(draw, said)


def _joined(draw: Random, said: list[str]) -> str:
    text: list[str] = []
    for word in said:
        blank = "\n" if draw.random() < 0.2 else " "
        text.append(word + blank)
    return "".join(text)
