"""Slips in names: quotes, blanks, capitals, reserved words, clause numbers."""

import difflib
import re

from attrs import evolve

from slapolicy.finding import Finding
from slapolicy.language.trouble import Trouble


def _snake(text: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
    snake = re.sub(r"\W+", "_", spaced).strip("_").lower()
    return snake or "some_name"


def in_quotes(trouble: Trouble) -> Finding | None:
    """`grant "onboarding"`."""
    word = trouble.word
    if not word.startswith('"') or not trouble.accepts("NAME"):
        return None
    if trouble.accepts("STRING") or "NAME" not in trouble.failure.instead:
        return None
    name, message = _snake(word), f"the name {word} stands in quotes"
    return trouble.finding("SLA009", message, f"write `{name}`", puts=[name])


_VERBS = (
    *("opens", "writes", "calls", "replies", "updates", "notes", "waits", "resumes"),
    *("agrees", "disagrees", "resolves", "withdraws", "reopens"),
)
"""The events that need no declaration."""


def verb_otherwise(trouble: Trouble) -> Finding | None:
    """`customer opened via mail`: a word of the language in place of an event."""
    word = trouble.word
    if word not in trouble.reserved or "NAME" not in trouble.failure.instead:
        return None
    if not trouble.is_name(trouble.before):
        return None
    close = difflib.get_close_matches(word, _VERBS, n=1, cutoff=0.7)
    if trouble.at - trouble.first < 2:
        return None
    if word == "changes":
        hint = "name what somebody does, such as `writes`; a fact `becomes` another"
        return trouble.finding("SLA008", "`changes` is nothing somebody does", hint)
    if not close:
        return None
    hint = f"did you mean `{close[0]}`?"
    return trouble.finding("SLA008", f"`{word}` is no event", hint, puts=close)


def reserved(trouble: Trouble) -> Finding | None:
    """`plan open "Open"`."""
    word = trouble.word
    if word not in trouble.reserved or not word.isalpha():
        return None
    if "NAME" not in trouble.failure.instead:
        return None
    if "NAME" in trouble.failure.missing and trouble.before != trouble.opener:
        return None
    message = f"`{word}` is a word of the language, so it cannot be a name"
    return trouble.finding("SLA008", message, f"take another, such as `{word}_1`")


def clause_number(trouble: Trouble) -> Finding | None:
    """`clause m3`, `clause 3.1`, `per "V9"`."""
    word = trouble.word
    if not trouble.only("ID") or not re.fullmatch(r'"?[\w.()§-]+"?', word):
        return None
    if "ID" not in trouble.failure.instead:
        return None
    core = re.sub(r"[^A-Za-z0-9.]", "", word)
    core = core if core[:1].isalpha() else "C" + core
    good = re.fullmatch(r"([A-Za-z]+)([0-9]+(?:\.[0-9]+)*)([a-z]?)", core)
    number = f"{good[1].upper()}{good[2]}{good[3]}" if good else None
    hint = f"write `{number or 'M3a'}`"
    message = f"`{word}` is no clause number: `A1` is one, `A1.2` and `A1a` too"
    return trouble.finding("SLA049", message, hint, puts=[number] if number else ())


def capital_or_hyphen(trouble: Trouble) -> Finding | None:
    """`plan Gold`, `grant first-response`."""
    word = trouble.word
    if not re.fullmatch(r"[A-Za-z][\w.-]*", word) or word in trouble.reserved:
        return None
    if trouble.is_name(word):
        return None
    hyphen = re.fullmatch(r"[a-z]\w*(-\w+)+", word) is not None
    named = "NAME" in trouble.failure.instead or trouble.only("NAME")
    if not hyphen and not named:
        return None
    if not hyphen and trouble.accepts(
        "ID", "DAY", "MONTH", "REGION", "ZONE", "CURRENCY"
    ):
        return None
    message = f"`{word}` is no name: names have small letters, digits and `_`"
    name = _snake(word)
    return trouble.finding("SLA011", message, f"write `{name}`", puts=[name])


def two_words(trouble: Trouble) -> Finding | None:
    """`promise first response within …`, `support agent replies`."""
    first, second = trouble.before, trouble.word
    if second in _VERBS and trouble.at - trouble.first > 2 and first not in _VERBS:
        earlier = evolve(trouble, at=trouble.at - 1)
        if trouble.is_name(earlier.before) and trouble.is_name(first):
            return _one_name(earlier)
    if not trouble.is_name(first) or not second or not trouble.is_name(second):
        return None
    if not trouble.failure.surplus and "COMMA" not in trouble.failure.missing:
        return None
    return _one_name(trouble)


def _one_name(trouble: Trouble) -> Finding:
    first, second = trouble.before, trouble.word
    message = f"two names stand side by side, `{first}` and `{second}`"
    hint = f"write `{first}_{second}` if it is one"
    puts = [f"_{second}"]
    if "COMMA" in trouble.failure.missing:
        hint += f", `{first}, {second}` if they are two"
        puts.append(f", {second}")
    over = trouble.from_before()
    return trouble.finding("SLA010", message, hint, puts=puts, over=over)
