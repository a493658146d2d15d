"""What each stretch of a policy is to the eye; parser and rules are not asked.

The terminals are those of the grammar that is loaded, so that no list of words needs to
be kept in step. Any text is cut, good or bad.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from slapolicy.values import frozen

Kind = Literal[
    "comment",
    "string",
    "keyword",
    "unit",
    "number",
    "code",
    "name",
    "mark",
    "blank",
    "other",
]
"""A `code` begins with a capital, or is a language; `other` is nothing of ours."""

_TERMINALS: dict[Kind, tuple[str, ...]] = {
    "unit": ("BUSINESS_DAYS", "CALENDAR_DAYS", "SECONDS", "MINUTES", "HOURS"),
    "keyword": ("A_SECOND_WITHOUT_ATTEMPTS", "ALREADY_RUNNING"),
    "number": ("OFFSET", "DATE", "TIME", "PERCENT", "NUMBER"),
    "code": ("DAY", "MONTH", "ID", "ZONE", "CURRENCY", "REGION"),
    "name": ("NAME",),
}
"""The terminals of each kind, as they are tried."""
_MORE_LANGUAGES = 6


@frozen
class Rule:
    """A pattern, and the kind of each of its groups; or of all, if it has none."""

    pattern: str
    kinds: tuple[Kind, ...]


@frozen
class Stretch:
    """A half-open stretch of a text, and what it is."""

    kind: Kind
    start: int
    end: int


def coloured(text: str) -> Iterator[Stretch]:
    """Cut a text into stretches that come to all of it, in order."""
    either, rules = _compiled()
    for found in either.finditer(text):
        rule, pattern = rules[cast("str", found.lastgroup)]
        if len(rule.kinds) == 1:
            yield Stretch(rule.kinds[0], found.start(), found.end())
            continue
        parts = pattern.match(text, found.start())
        assert parts is not None, "the rule has just matched here"
        for number, kind in enumerate(rule.kinds, start=1):
            start, end = parts.span(number)
            if start < end:
                yield Stretch(kind, start, end)


@cache
def words() -> tuple[str, ...]:
    """Give the words that the rules of the grammar spell out, in order."""
    return tuple(sorted(set(re.findall(r'"([a-z0-9]\w*)"', _grammar()))))


@cache
def rules() -> tuple[Rule, ...]:
    """Give the rules; of those that match at a place the first holds.

    They say the same to Python and to what editors have for TextMate's grammars, where
    a text is read line by line. What no rule matches is blank, or of no kind.
    """
    terminals = _terminals()
    terminals["CALENDAR_DAYS"] += r'(?!\s*")'  # a calendar may be called `days`
    language = terminals["LANG"]
    more = rf"(?:(\s*)(,)(\s*)({language}))?" * _MORE_LANGUAGES
    # a language may be spelt as a word of ours, such as `no` and `is`
    said_in = rf'(?<=")(\s+)(in)(\s+)({language}){more}'
    one_more: tuple[Kind, ...] = ("blank", "mark", "blank", "code")
    found = [
        Rule(r"#[^\n]*", ("comment",)),
        Rule(r'"[^"\n]*"?', ("string",)),
        Rule(
            said_in, ("blank", "keyword", "blank", "code", *one_more * _MORE_LANGUAGES)
        ),
        Rule(
            rf"(?<!\w)(language)(\s+)({language})(?=\s*\{{)",
            ("keyword", "blank", "code"),
        ),
    ]
    for kind, names in _TERMINALS.items():
        patterns = [terminals[name] for name in names]
        if kind == "keyword":
            patterns.append(rf"(?:{'|'.join(words())})(?!\w)")
        found.append(Rule(rf"(?<!\w)(?:{'|'.join(patterns)})", (kind,)))
    return (*found, Rule(r"[{}|,():-]", ("mark",)))


@cache
def _compiled() -> tuple[re.Pattern[str], dict[str, tuple[Rule, re.Pattern[str]]]]:
    every = (*rules(), Rule(r"\s+", ("blank",)), Rule(r"\w+|.", ("other",)))
    by_name = {f"r{number}": rule for number, rule in enumerate(every)}
    either = "|".join(
        f"(?P<{name}>{_groupless(rule.pattern)})" for name, rule in by_name.items()
    )
    return re.compile(either), {
        name: (rule, re.compile(rule.pattern)) for name, rule in by_name.items()
    }


@cache
def _grammar() -> str:
    """Give the grammar without its comments."""
    text = files("slapolicy.language").joinpath("slapolicy.lark").read_text("utf-8")
    return re.sub(r"(?m)//.*$", "", text)


def _terminals() -> dict[str, str]:
    """Give the pattern of each terminal that the grammar defines by one."""
    found = re.findall(r"(?m)^([A-Z_]+)(?:\.\d+)?:\s+/(.*)/$", _grammar())
    return {name: _groupless(pattern) for name, pattern in found}


def _groupless(pattern: str) -> str:
    """Give a pattern in which no group is counted."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
