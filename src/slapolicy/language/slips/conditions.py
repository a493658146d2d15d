"""Slips in conditions: brackets, `not`, signs, facts without a value."""

from attrs import evolve

from slapolicy.finding import Edit, Finding, Fix
from slapolicy.language.slips.brackets import bracketings, condition_of
from slapolicy.language.trouble import Trouble
from slapolicy.source import Span


def mixed(trouble: Trouble) -> Finding | None:
    """`a is yes and b is yes or c is yes`."""
    here, other = ("AND", "OR") if trouble.word == "and" else ("OR", "AND")
    if trouble.word not in ("and", "or") or not trouble.accepts(other):
        return None
    if here in trouble.failure.accepts:
        return None
    message = "`and` and `or` are mixed, and can be read in two ways"
    hint = "put brackets around the part that belongs together"
    puts: list[str] = []
    over: Span | None = None
    if both := _both_readings(trouble):
        one, other, over = both
        puts = [one, other]
        hint += f": `{puts[0]}` or `{puts[1]}`"
    elif trouble.word == "and" and (part := _last_two(trouble)):
        hint += f", such as `({part})`"
    finding = trouble.finding("SLA024", message, hint, puts=puts, over=over)
    return finding if puts else evolve(finding, fixes=bracketings(trouble))


_ENDS = ("and", "or", ")", "{", "}", "because", "despite")


def _both_readings(trouble: Trouble) -> tuple[str, str, Span] | None:
    """Write a condition of three parts with brackets, in its two ways, and where."""
    items, at = trouble.lexemes, trouble.at
    first, last = condition_of(trouble)
    joints = [n for n in range(first, last) if items[n].text in ("and", "or")]
    brackets = {item.text for item in items[first:at]} & {"(", ")"}
    is_inside = first > 0 and items[first - 1].text == "("
    if len(joints) != 2 or joints[1] != at or last == at + 1 or brackets or is_inside:
        return None
    left, middle = (
        _said(trouble, first, joints[0] + 1),
        _said(trouble, joints[0] + 1, at),
    )
    right = _said(trouble, at, last)
    readings = f"({left} {middle}) {right}", f"{left} ({middle} {right})"
    over = Span(trouble.source, items[first].start, items[last - 1].end)
    return (*readings, over) if len(readings[0]) <= 160 else None


def _last_two(trouble: Trouble) -> str | None:
    """Write what stands on either side of the word, back to the one before it."""
    items, at = trouble.lexemes, trouble.at
    before = range(at - 1, trouble.first, -1)
    joint = next((each for each in before if items[each].text in ("and", "or")), None)
    end = _end_of_part(trouble)
    if joint is None or end == at + 1:
        return None
    part = _said(trouble, joint + 1, end)
    return part if "(" not in part and ")" not in part and len(part) <= 120 else None


def _end_of_part(trouble: Trouble) -> int:
    """Give where the comparison behind the word ends, with its list in brackets."""
    items, end = trouble.lexemes, trouble.at + 1
    while end < len(items) and items[end].text not in _ENDS:
        if items[end].text == "(" and items[end - 1].text == "of":
            closing = range(end, min(end + 40, len(items)))
            return next((n + 1 for n in closing if items[n].text == ")"), end)
        if items[end].text == "(" or (items[end].leads and end > trouble.at + 1):
            break
        end += 1
    return end


def _said(trouble: Trouble, first: int, last: int) -> str:
    items = trouble.lexemes
    text = trouble.source.text[items[first].start : items[last - 1].end]
    return " ".join(text.split())


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
    hint = "leave them out: each condition has one form"
    finding = trouble.finding("SLA025", message, hint)
    return evolve(finding, fixes=_without_brackets(trouble))


def _without_brackets(trouble: Trouble) -> tuple[Fix, ...]:
    """Take out the bracket that closes at the failure or before it, and its partner."""
    items = trouble.lexemes
    closing = trouble.at if trouble.word == ")" else trouble.at - 1
    depth = 0
    for number in range(closing, trouble.first, -1):
        depth += (items[number].text == ")") - (items[number].text == "(")
        if depth == 0:
            spans = [
                Span(trouble.source, items[n].start, items[n].end)
                for n in (number, closing)
            ]
            edits = tuple(Edit(each, "") for each in spans)
            return (Fix("leave the brackets out", edits),)
    return ()


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
    following = trouble.lexemes[trouble.at + 1 : trouble.at + 3]
    puts: list[str] = []
    over: Span | None = None
    if following and following[0].text == name:
        is_bare = len(following) == 1 or following[1].text not in ("is", "has")
        puts = [f"{name} is no"] if is_bare else []
        over = Span(trouble.source, trouble.span.start, following[0].end)
    return trouble.finding(
        "SLA026", message, f"write `{name} is no`", puts=puts, over=over
    )


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
    right = _SIGNS.get(both, "is")
    start = trouble.span.start
    before = "" if trouble.source.text[start - 1 : start].isspace() else " "
    end = start + len(both)
    after = "" if trouble.source.text[end : end + 1].isspace() else " "
    puts, over = [f"{before}{right}{after}"], Span(trouble.source, start, end)
    return trouble.finding("SLA050", message, f"write `{right}`", puts=puts, over=over)


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
    hint, over = f"write `{trouble.before} is yes`", trouble.behind()
    puts = [" is yes", " is no"]
    return trouble.finding("SLA051", message, hint, puts=puts, over=over)
