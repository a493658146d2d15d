"""Slips in conditions: brackets, `not`, signs, facts without a value."""

from slapolicy.finding import Finding
from slapolicy.language.trouble import Trouble


def mixed(trouble: Trouble) -> Finding | None:
    """`a is yes and b is yes or c is yes`."""
    here, other = ("AND", "OR") if trouble.word == "and" else ("OR", "AND")
    if trouble.word not in ("and", "or") or not trouble.accepts(other):
        return None
    if here in trouble.failure.accepts:
        return None
    message = "`and` and `or` are mixed, and can be read in two ways"
    hint = "put brackets around the part that belongs together"
    return trouble.finding("SLA024", message, hint)


def superfluous_brackets(trouble: Trouble) -> Finding | None:
    """`when (a is yes) and b is yes`, `when (a is yes and b is yes)`."""
    joined = trouble.failure.accepts & {"AND", "OR"}
    if not joined or trouble.accepts("IS"):
        return None
    inside = trouble.word == ")"
    outside = trouble.before == ")" and len(joined) == 1 and trouble.only(*joined)
    if not inside and not outside:
        return None
    if inside and not any(item.text == "(" for item in trouble.lexemes[: trouble.at]):
        return None
    message = "these brackets hold nothing together"
    return trouble.finding(
        "SLA025", message, "leave them out: each condition has one form"
    )


def negation(trouble: Trouble) -> Finding | None:
    """`when not persistent`, `x is not one of (a, b)`."""
    word, after = trouble.word, trouble.next
    if word == "one" and trouble.before == "not":
        message = "`is not one of` has no form of its own"
        return trouble.finding("SLA026", message, "write `x is not a and x is not b`")
    if word not in ("not", "!") or not trouble.accepts("NAME"):
        return None
    if trouble.before not in (
        "when",
        "if",
        "means",
        "while",
        "where",
        "and",
        "or",
        "(",
    ):
        return None
    rest = (item.text for item in trouble.lexemes[trouble.at + 1 :])
    after = next((text for text in rest if text not in ("not", "!", "(")), after)
    name = after if trouble.is_name(after) else "it"
    message = f"`{word}` cannot stand before a condition: unknown would count as no"
    return trouble.finding("SLA026", message, f"write `{name} is no`")


_SIGNS = {
    **dict.fromkeys(("=", "==", ":"), "is"),
    **dict.fromkeys(("!", "!=", "<>"), "is not"),
    ">": "is more than",
    ">=": "is at least",
    "≥": "is at least",
    "<": "is less than",
    "<=": "is at most",
    "≤": "is at most",
}


def sign(trouble: Trouble) -> Finding | None:
    """`load >= 90`, `plan = gold`."""
    if (
        not trouble.accepts("IS", "NAME", "AT", "MORE")
        or trouble.word[:1] not in "=<>!"
    ):
        return None
    if not trouble.word:
        return None
    both = trouble.word + ("=" if trouble.next == "=" else "")
    message = f"`{both}` is no word of the language"
    return trouble.finding("SLA050", message, f"write `{_SIGNS.get(both, 'is')}`")


def bare_fact(trouble: Trouble) -> Finding | None:
    """`when persistent`."""
    if not trouble.only("IS", "HAS") or not trouble.is_name(trouble.before):
        return None
    if trouble.word and trouble.word not in (
        "and",
        "or",
        ")",
        "{",
        "because",
        "despite",
    ):
        return None
    message = f"nothing is said about `{trouble.before}`"
    return trouble.finding("SLA051", message, f"write `{trouble.before} is yes`")
