"""What the sentences of findings are made of: phrases with a place for each part.

A frame (`frames.txt`) is a whole sentence or phrase whose parts are phrases themselves;
what is in no frame is looked through for names in backticks, rules, lengths, dates and
numbers. Only English is known here; how a language says it stands in its catalogue.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

_TICK = r"(?:```(?!\w)|`[^`]*`)"
KINDS = (
    "subject of an expectation", "fact or parameter", "plan or add-on", "agreed value",
    "source document",
    "assessment", "parameter", "indicator", "calendar", "severity", "contract",
    "vocabulary", "service", "outcome", "attempt", "channel", "reading", "add-on",
    "clause", "clock", "event", "party", "place", "right", "fact", "plan", "role",
    "term", "duty", "thing", "value", "zone", "region", "text", "end", "name",
)  # fmt: skip
"""What names are of."""
_SORTS = (
    "something that JSON has no form for", "true or false", "null", "text",
    "a whole number", "a number of many digits", "a number", "an object", "a list",
    "an instant", "a date", "a duration", "a key, which must be text", "a key here",
    "a calendar of the policy", "one of its values", "a type of event",
    "a role or a party",
)  # fmt: skip
_BLOCKS = (
    "the labels of a language", "a table of scenarios", "the agreement", "an intake",
    "a scenario", "a property", "a calendar", "an indicator", "a clause", "a table",
    "a clock", "a file",
)  # fmt: skip
_TYPES = (
    "the name of a calendar", "one of its values", "a time zone", "a duration",
    "a number", "a region", "an instant", "a limit", "a state", "a value", "a date",
    "a text", "a name", "a whole number", "a place", "a severity", "a fact",
)  # fmt: skip
_MARKS = (
    "a text in quotes", "a clause number", "a currency", "a language", "a weekday",
    "a country", "an offset", "a number", "a share", "a month", "a date", "a time",
    "a name", "a zone", "another word",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
_RULES = (
    "severity", "promise", "aim", "grant of", "exclusion of", "limit on", "duty",
    "right", "contact with", "warning to", "escalation to", "deferral to",
    "collection of", "disclaimer of guarantee of", "disclaimer of responsibility of",
)  # fmt: skip


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _articled(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{'an' if word[0] in 'aeio' else 'a'} {word}" for word in words)


_NAMES = rf"{_TICK}(?:, {_TICK})*(?:,? (?:and|or) (?:{_TICK}|\d+ more))?(?:,? …)?"
_AMOUNT = r"(?:no stated time|\d+ (?:(?:business|calendar) )?[a-z]+)"
_HOURS = r"(?: during [a-z_][a-z_0-9]*| 24x7| in [A-Z][\w/+:-]*)"
_NAMED = r"(?!no\b)[a-z_][a-z_0-9]*"
_LIMIT = (
    rf"(?:within|every) (?:{_AMOUNT}(?: or {_NAMED})?{_HOURS}?"
    rf"|{_NAMED}(?: or {_NAMED})?{_HOURS})"
)
_RULE = (
    rf"(?:the (?:{_any(_RULES)}) {_TICK}(?: {_LIMIT}(?=[ ,;:)]|$))?|the intake"
    rf"|the line `resolved`|this rule(?= \((?:clause|in no)))"
)
_STANDING = rf"\((?:clauses? {_NAMES}|in no clause)\)"
_SIDE = rf"{_RULE}(?: for {_NAMES})? {_STANDING}"
_SIDES = rf"{_SIDE}(?:, {_SIDE})*(?: (?:nor|and|or) (?:{_SIDE}|\d+ more))?"
_TWO = rf"{_LIMIT} for {_TICK} {_STANDING}"
_SUCH = rf"(?:{_any(_TYPES + _MARKS)}),? such as {_TICK}"
_THING = rf"(?:{_TICK}|(?:{_any(_TYPES + _MARKS)})(?:,? such as {_TICK})?)"
_DATE = r"\b\d{4}-\d\d-\d\d(?![\dT:])(?! \d\d:)"
_FORMS = {
    "limit": _LIMIT,
    "neither": rf"(?:neither|not) {_SIDES}",
    "sides": _SIDES,
    "standing": _STANDING,
    "rule": _RULE,
    "case": rf"(?:when {_TICK}|in every case)",
    "such": _SUCH,
    "length": r"\b\d+ (?:(?:business|calendar) day|hour|minute|second)s?\b",
    "day": rf"\b\d{{1,2}} (?:{_any(MONTHS)})\b",
    "month": rf"\b(?:{_any(MONTHS)}) \d{{4}}\b",
    "date": _DATE,
    "names": _NAMES,
    "quoted": r'"[^"]*"',
    "zone": r"\b(?:[A-Z][A-Za-z]+/[A-Z][\w/+-]+|UTC[+-]\d\d:\d\d|U\+[0-9A-F]{4,6}"
    r"|0x[0-9a-f]{2})",
    "weekday": r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b(?!day|nes|rs|ur)",
    "number": r"(?<![\w-])\d+(?:[.,:]\d+)*%?(?!\w)",
}
"""What is looked for in a sentence that is in no frame, in this order."""
_PARTS = _FORMS | {
    "kind": _any(_articled(KINDS)),
    "bare": _any(KINDS),
    "sort": _any(_SORTS + _articled(KINDS)),
    "block": _any(_BLOCKS),
    "things": rf"{_THING}(?:, {_THING})*(?: or {_THING})?",
    "text": r".+?",
    "word": r"[\w-]+",
    "ruled": rf"The (?:{_any(_RULES)}) \w+.*?|The intake|The line resolved",
    "days": rf"{_DATE} \(.+?: only in \w+\)(?:; {_DATE} \(.+?: only in \w+\))*",
    "years": r"\d{4}(?: to \d{4}|(?: and \d{4})*)",
    "countries": rf"{_TICK} for [A-Z][\w ]+(?: or {_TICK} for [A-Z][\w ]+)*",
    "name": _TICK,
    "lengths": r"\d+ (?:(?:business|calendar) )?(?:day|hour|minute|second|week"
    r"|microsecond)s?",
    "message": r".+",
    "two": rf"{_TWO}(?: and {_TWO})*",
}
PHRASES = ("{0}, only in {1}",)
"""What is said of parts, beside the sentences themselves."""
_INNER = {
    "rule": ("limit", "names"),
    "standing": ("names",),
    "case": ("names",),
    "such": ("names",),
    "side": ("rule", "standing", "names"),
}
"""What is looked for in a phrase that stands in a sentence."""
_SLOT = re.compile(r"\{([a-z]+)\}")


@lru_cache(maxsize=16)
def _finder(within: str) -> re.Pattern[str]:
    kinds = _INNER.get(within, tuple(_FORMS))
    return re.compile("|".join(f"(?P<{kind}>{_FORMS[kind]})" for kind in kinds))


@cache
def _frames() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Give of each frame what is looked up, the kinds of its parts, and a pattern."""
    lines = (files(__package__) / "frames.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_framed(line) for line in lines if not line.startswith("#"))


def _framed(frame: str) -> tuple[str, tuple[str, ...], re.Pattern[str]]:
    pieces = _SLOT.split(frame)
    pattern, template = "", ""
    kinds: list[str] = []
    for index, piece in enumerate(pieces):
        if index % 2:
            template += f"{{{len(kinds)}}}"
            pattern += f"({_PARTS[piece]})"
            kinds.append(piece)
        else:
            template += piece
            pattern += re.escape(piece)
    return template, tuple(kinds), re.compile(pattern)


Part = tuple[str, str]
"""A part of a sentence: what kind of phrase it is, and its words."""


def template(text: str, within: str = "") -> tuple[str, tuple[Part, ...]]:
    """Give a sentence with numbered places for its parts, and the parts.

    `within` is the kind of phrase that is looked through, if it is no whole sentence.
    """
    if not within:
        for sentence, kinds, pattern in _frames():
            if found := pattern.fullmatch(text):
                return sentence, tuple(zip(kinds, found.groups(), strict=True))
    parts: list[Part] = []
    pieces: list[str] = []
    at = 0
    for found in _finder(within).finditer(text):
        assert found.lastgroup is not None
        pieces += [_plain(text[at : found.start()]), f"{{{len(parts)}}}"]
        parts.append((found.lastgroup, found[0]))
        at = found.end()
    sentence = "".join([*pieces, _plain(text[at:])])
    if sentence == "{0}" and not within:
        alone = "side" if parts[0][0] in ("sides", "neither") else parts[0][0]
        return template(text, alone) if alone in _INNER else (sentence, tuple(parts))
    return sentence, tuple(parts)


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def unquoted_rule(text: str) -> str:
    """Give what a title calls a rule as findings do: with its name in backticks."""
    text = text[0].lower() + text[1:]
    form = rf"(the (?:{_any(_RULES)}|line)) ([\w, ]+?)(?= within| every|$)"
    return re.sub(form, r"\1 `\2`", text, count=1)


def items(kind: str, text: str) -> Iterator[str]:
    """Give the phrases that a list of phrases is made of."""
    form = {"names": rf"{_TICK}|\d+ more", "things": _THING, "two": _TWO}.get(
        kind, rf"{_SIDE}|\d+ more"
    )
    yield from (found[0] for found in re.finditer(form, text))
